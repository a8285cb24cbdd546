# Headings and notices of the command line (English).

### When a command does not reach a running madoguchi

cli-never-started = No madoguchi was ever started with the data directory { $dir }. Start it with "madoguchi serve", or say with --data-dir which one you mean.
cli-not-running = The madoguchi of the data directory { $dir } is not running. Start it with "madoguchi serve", or say with --data-dir which one you mean.
cli-identity-lost = The data directory { $dir } has records of tickets and readers, but not this PC's keys (the folder identity), so madoguchi cannot be reached. Run "madoguchi serve": it says what has to be done.
cli-no-rights = You may not read { $path }. Run this as the user who started madoguchi, or as administrator. For what reception does, an administrator can instead put your user into the group that may read reception's folder (mostly { $group }); log in anew afterwards.
# Reception's folder may be read, and holds nothing
cli-reception-empty = Reception's folder { $folder } holds no token. Madoguchi has not been started since the folder was made, or does not take its rights. Have an administrator start madoguchi anew; if nothing changes, "madoguchi doctor" tells the administrator why.
cli-access-unreadable = { $path } cannot be read ({ $detail }). Check that the user who asks may read there, and that the disk works; then start madoguchi again.
cli-access-damaged = What is in { $path } is damaged. Start madoguchi again: it makes this file anew, or says what has to be done.
cli-unreachable = madoguchi does not answer at { $address } ({ $detail }). See whether it runs; if not, start it with "madoguchi serve".
cli-busy = What answers at { $address } ended every connection for { $seconds } seconds before anything was said. If madoguchi runs, it is busy with too many unfinished connections from this PC; what is under way goes on. Wait a minute and try again; if it stays so, end the program that opens them. If madoguchi does not run, another program has its address: start madoguchi with "madoguchi serve".
cli-no-access = madoguchi cannot be reached ({ $detail }). Try again; if this goes on, call support.
cli-no-answer = madoguchi did not answer within { $seconds } seconds, so it is not known whether it was done. Look at "madoguchi status"; if that gets no answer either, start madoguchi again.
cli-connection-lost = The connection to madoguchi ended ({ $detail }). If something was to be changed, look first with "madoguchi status" whether it was; then try again.

### When a program cannot begin, stops by a fault, or cannot write its result

cli-cannot-start = madoguchi could not start: { $detail }
# When a madoguchi that ran ends by a fault
cli-stopped = madoguchi ran and then stopped because of a fault ({ $detail }). Start it again; if this goes on, call support.

### When a file or folder that was named cannot be used

cli-file-unreadable = The file { $path } cannot be read ({ $detail }). Check where it is, what it is called, and that you may read it.
cli-file-too-large = The file { $path } is too large (limit: { $limit } bytes). Give the file that you received, as it is.
cli-folder-not-empty = The folder { $path } is not empty, so nothing was done: nothing is written over. Give a new folder.
cli-folder-unwritable = The folder { $path } cannot be written to ({ $detail }), so nothing was done. Give another folder.
# When a reader was enrolled and its folder could not be written then
cli-credentials-unwritten = Reader { $serial } is enrolled with a new key, but its credentials cannot be written to the folder { $path } ({ $detail }). Without them it cannot connect. Enroll it once more and give another new folder with --out.
# When the key of a reader that is enrolled cannot be made
cli-key-failed = The key could not be made ({ $detail }). Try again.

### When madoguchi and the command are of different versions

cli-answer-incomplete = madoguchi's answer lacks something. Use the same version of madoguchi on the PC and for this command.

### At the head of "status"; the mark of a test on every page

cli-test-environment = [TEST] This is a test environment. It is not for seeing patients.
cli-status-waiting = Waiting: { $waiting }   Closed today: { $closed }
# At the head of "status": tickets were done without a reader today
cli-status-waiting-means = Waiting: { $waiting }   Closed today: { $closed } ({ $means } of them by other means)
cli-status-seats = Seats: { $seats }
# In "status" and "license list": what needs somebody's attention
cli-alarm = [!] { $alarm }
cli-status-time = As of { $time }
cli-status-times = PC's clock { $pc } (the controller's own time { $fleet })

### When a list is empty or not whole

cli-no-units = No readers are enrolled. Pair one with "madoguchi unit pair".
cli-no-tickets = There are no numbers to show.
cli-no-walk-ups = There are no walk-ups (patients who used a reader without being called) to show.
cli-walk-ups-cut = Only the newest { $count } are shown.
# Below the list of walk-ups
cli-walk-ups-bind = To make one the result of a number: "madoguchi ticket bind NUMBER --unit SERIAL" (the newest of today at that reader), or "madoguchi ticket bind NUMBER --session SESSION".
# In the table of walk-ups: its number is no longer kept
cli-ticket-forgotten = no longer kept
cli-list-cut = There are too many numbers to list: these are the first { $count }. Look at others one by one with "madoguchi ticket show NUMBER".
cli-no-licenses = No licenses are installed.

### Headings of tables

cli-col-counter = Counter
cli-col-serial = Serial
cli-col-check = Check
cli-col-level = Result
cli-col-serves = Usable
cli-col-activity = Doing
cli-col-ticket = Number
cli-col-today = Today (verified/all)
cli-col-placement = Kind
cli-col-admission = Verdict
cli-col-port = Port
cli-col-speed = Speed
# On a USB port
cli-col-plugged = What hangs on it
cli-col-product = Product
cli-col-cable = Cable
cli-col-position = Place
cli-col-number = Number
cli-col-class = Class
cli-col-state = State
cli-col-arrived = Arrived
cli-col-waited = Waited
cli-col-closed = Closed
cli-col-wishes = Needs
cli-col-why = Why
cli-col-license = License
cli-col-kind = Kind
cli-col-seats = Seats
cli-col-bound-to = Bound to
cli-col-until = Until
cli-col-in-force = In force
cli-col-ended = Ended
cli-col-outcome = Result
cli-col-session = Session
cli-col-hour = Hour
cli-col-added = Added
cli-col-served = Served

### Words in tables

cli-yes = yes
cli-no = no
cli-for-ever = for ever
cli-serves = yes
cli-serves-not = no
cli-unit-mark-paused = paused
cli-unit-mark-maintenance = maintenance
cli-unit-mark-restarting = restart
cli-unit-mark-paused-by-fleet = paused by itself
cli-unit-mark-preferred = preferred
cli-unit-mark-retired = taken out
cli-unit-mark-replaced = replaced
cli-unit-mark-flapping = unstable link
cli-no-serial = no serial
# In "license list", "backup", "restore" and "identity new"
cli-installation = This PC's installation key: { $installation } (key id: { $id })

### In tables of readers: what a reader does now

cli-activity-unspecified = -
cli-activity-not-serving = not usable
cli-activity-absent = absent
cli-activity-plugged = plugged, silent
cli-activity-free = free
cli-activity-called = calling
cli-activity-verifying = verifying
cli-activity-walk-up = in use, not called
cli-activity-finishing = card still there
cli-activity-asked = being asked

### In tables: the kind of a counter and of a license

cli-placement-unspecified = -
cli-placement-standing = standing
cli-placement-seated = seated
cli-kind-additional = additional
cli-kind-bundled = bundled

### In the table of walk-ups: the result

cli-outcome-unspecified = -
cli-outcome-verified-face = verified by face
cli-outcome-verified-pin = verified by PIN
cli-outcome-verified-pin-guardian = verified by guardian's PIN
cli-outcome-face-not-matched = face did not match
cli-outcome-pin-wrong = wrong PIN
cli-outcome-pin-locked = PIN locked
cli-outcome-card-expired = card expired
cli-outcome-card-unreadable = card unreadable
cli-outcome-not-my-number-card = another card
cli-outcome-given-up = given up
cli-outcome-timed-out = timed out
cli-outcome-unit-failed = reader failed

### On the page of one number, with its story

cli-ticket-line = Number { $number }: { $state }
cli-ticket-at = { $counter } ({ $unit })
cli-story-line = { $time }  { $text } ({ $who })
cli-story-who = { $who }, call { $attempt }
cli-actor-staff = owner of the PC
cli-actor-reception = reception, by a program
cli-actor-counter-page = counter page
cli-actor-folder = watched folder
cli-actor-reader = reader
cli-actor-fleet = by itself
cli-ticket-arrived-elsewhere = Arrived at { $time } by another system (this changes no place in the queue)
cli-ticket-needs = Needs: { $wishes }
cli-ticket-prefers = Prefers: { $wishes }

### In lists of numbers and of readers

cli-minutes = { $minutes } min
cli-preferred = preferred: { $wish }
# Below lists of numbers: several wait for their turn
cli-behind-others = Wait in line. As readers that fit become free, they are called in the order of the table.
cli-why-tickets = No. { $numbers }: { $why }
cli-more-numbers = { $numbers } and { $more } more

### When a live view does not fit on the screen

cli-rest = More than fits on this screen.
cli-rest-alarms = And { $count } more alarms: madoguchi status
cli-rest-units = And { $count } more readers: madoguchi unit list
cli-rest-tickets = And { $count } more numbers: madoguchi ticket list
cli-rest-unit-reasons = And { $count } more reasons: madoguchi unit list
cli-rest-ticket-reasons = And { $count } more reasons: madoguchi ticket list

### Below lists: whom a reason is about

cli-unit-at = { $serial } ({ $counter })
cli-why-line-bare = { $serial }: { $why }

### After a reader was enrolled or a license installed

cli-done-enrolled = Reader { $serial } is enrolled. Put what is in { $dir } on the reader. Give the key (unit.key) to nobody else.
cli-done-license-installed = License { $license } is installed.
cli-done-license-known = License { $license } was installed already.
cli-seats-before = Seats before: { $seats }
cli-seats-after = Seats now: { $seats }
cli-newly-seated = Readers that can be used now: { $units }

### When the time was shown or set

cli-done-time = The controller's time was set to the PC's clock: { $time }
cli-done-time-soon = Somebody is called or at a reader: the time is set at { $time } at the latest. Nobody new is called until then. If madoguchi stops before that, do it again after the start.
cli-time-pc = PC's clock: { $time } ({ $settled })
cli-time-fleet = The controller's own time: { $time }
cli-time-settled = at rest
# When the PC's clock changed less than five minutes ago
cli-time-not-settled = it changed, or the controller started, less than five minutes ago; the day ends by it once it has rested
cli-time-ends = Licenses that would no longer be usable: { $licenses }
cli-time-begins = Licenses that would become usable: { $licenses }
# Before "time confirm" sets the time
taken-time = It can be taken back: set the PC's clock right and do the same again.

### Before an act on a reader that takes something away

taken-enroll = Reader { $unit } ({ $counter }) is enrolled already. It gets a new key: it comes in only with the new one, and the earlier one can never be used again.
taken-enroll-renames = Reader { $unit } ({ $counter }) is enrolled already. It gets a new key: it comes in only with the new one, and the earlier one can never be used again. Its counter { $counter } becomes { $new }.
taken-enroll-attached = Reader { $unit } ({ $counter }) is enrolled already and connected. It gets a new key: its connection ends, it comes in only with the new one, and the earlier one can never be used again.
taken-enroll-attached-renames = Reader { $unit } ({ $counter }) is enrolled already and connected. It gets a new key: its connection ends, it comes in only with the new one, and the earlier one can never be used again. Its counter { $counter } becomes { $new }.
taken-enroll-placement = The kind of its counter becomes "{ $kind }".
taken-enroll-no-tags = Its counter loses its tags ({ $tags }).
taken-enroll-tags = The tags of its counter change from { $old } to { $tags }.
taken-retire = Reader { $unit } ({ $counter }) is taken out: nobody is called to it until it is enrolled or paired again.
taken-replace = Reader { $new } takes the place and the counter ({ $counter }) of reader { $unit }, to which nobody is called any more. That cannot be undone: reader { $unit } can never be enrolled again.
taken-replace-counter = Reader { $new } leaves its counter { $counter }.
taken-pause = Reader { $unit } ({ $counter }) is paused now. "madoguchi unit resume { $unit }" ends the pause.
taken-restart = Reader { $unit } restarts once its patient is gone, and nobody is called there until it is back, within five minutes. If another reader restarts, it goes after that one.
taken-change = The counter of reader { $unit } ({ $counter }) changes.
taken-call = It is calling number { $number }: the call is taken back, and the number waits at its place.
taken-session = Its connection ends while number { $number } is at it: the number waits again if no result comes.
taken-finishes = Number { $number } is at it: that session goes on and counts.
taken-walk-up = A patient who was not called is at it: that session goes on and counts.
taken-walk-up-cut = Its connection ends while a patient who was not called is at it: the result may not come.
taken-last = It is the only reader that serves, so nobody is called until one does. Numbers waiting: { $waiting }.
taken-bound = Numbers that are tied to this reader: { $count }. They are not called until they are moved to another reader or that need is dropped.
taken-unmet = Numbers whose needs no other reader meets that can be used: { $count }. They are not called until one does or a need is dropped.

### At the day's end, and of numbers of an earlier day

cli-ticket-earlier-day = { $number } (of { $day })
cli-done-day = The day has ended. Numbers that were closed: { $count }
cli-done-day-undone = The day's end was taken back. Numbers that are open again: { $count }
# Before "day end" closes what is open
taken-day = Numbers that are still open: { $open } (waiting { $waiting }, called { $called }, at a reader { $at_readers }, missed { $missed }, parked { $parked }). All of them are closed; who is at a reader finishes and counts as a walk-up. "madoguchi day undo" takes it back until the next day's first call.

### When the figures of the day were asked for

cli-day-tickets = Numbers of today: added { $added }, open { $open }, closed { $closed }
# For each kind of result, and each way without a reader
cli-day-count = { $what }: { $count }
cli-day-cancelled = cancelled: { $count }
cli-day-ended = closed with the day: { $count }
cli-day-walk-ups = walk-ups without a number: { $count }
cli-day-waits = Waits of the { $count } who were served: on average { $mean }, 95 % at most { $p95 }, the longest { $longest }

### In the list of readers: the verdict in a word or two

cli-verdict-included = included seat
cli-verdict-additional = additional seat ({ $license })
cli-verdict-bundled = bundled seat ({ $license })
cli-verdict-not-paired = not enrolled
cli-verdict-key-superseded = old credentials
cli-verdict-other-certificate = other credentials
cli-verdict-retired = taken out
cli-verdict-replaced = replaced
cli-verdict-identity-mismatch = another serial
cli-verdict-serial-twice = serial twice
cli-verdict-port-in-use = port taken
cli-verdict-link-unknown = link unknown
cli-verdict-not-usb = not over USB
cli-verdict-behind-hub = behind a hub
cli-verdict-fleet-full = more than four
cli-verdict-factory-key-not-proven = factory key not proven
cli-verdict-no-seat = no seat left

### When "serve", "identity new" or "license return" cannot begin

start-listen = Cannot listen on { $address } ({ $detail }). See whether another madoguchi or another program uses it, or set { $field } to something else.
start-other-environment = The data directory { $folder } was first used for the other purpose (tests or a clinic), so it cannot be used here. Give another one with --data-dir.
start-in-use = The folder { $folder } is in use by another madoguchi that runs. Stop that one, or give another data directory.
start-unwritable = { $path } in the data directory cannot be read or written ({ $detail }). Check that the disk has room, works and is not read-only, and that the user who runs madoguchi may read and write there; then run it again.
start-newer = The data in { $folder } is from a newer version of madoguchi (schema { $found }; this one knows up to { $known }). Nothing was changed. Install that version again, or restore a backup from before the update into another, empty folder ("madoguchi restore FILE --data-dir FOLDER") and start madoguchi with that folder.
start-damaged = { $file } is damaged (for support: { $what }). madoguchi did not start. Keep it stopped, copy the whole folder { $folder } to a safe place, restore the newest backup into another, empty folder ("madoguchi restore FILE --data-dir FOLDER") and start madoguchi with that folder. Without a backup, send the copy to support.
start-journal-short = The newest files of the folder { $journal } are missing, those whose names begin with "segment-" (for support: { $what }). They were moved, removed or replaced by older ones, or the disk lost them. madoguchi did not start, as the newest records would be lost. Keep it stopped. If the files are still somewhere, in the recycle bin, with the virus scanner or in a copy, put them back and start again. Otherwise copy the whole folder { $folder } to a safe place, restore the newest backup into another, empty folder ("madoguchi restore FILE --data-dir FOLDER") and start madoguchi with that folder. Send the copy to support: the newest records may still be in it.
start-other-form = { $file } says that another version of madoguchi wrote the data beside it, in a form that this one cannot read. Nothing was changed. Install that version again; if that does not help, call support.
start-no-room = There is no room left on the disk of { $path }, so it cannot go on. Make room there (64 MiB or more) and run it again.
start-identity-damaged = The file { $path } is damaged, and a new one would end licenses or lock readers out. Nothing in it was changed. Today's tickets lie in other files: do not restore over them. Keep madoguchi stopped, restore the newest backup into another, empty folder ("madoguchi restore FILE --data-dir FOLDER"), and copy the file of this name from its folder identity to this place. Without a backup, "madoguchi identity new" makes new keys; it says first what has to be done again.
start-environment-unknown = The file { $path } is missing, or says neither production nor test. It says in one word what this data directory is for, so that a test never becomes a clinic. Nothing was changed. Write the right word alone into it with an editor (as UTF-8), production (a clinic) or test, and start madoguchi again.
# When "ticket add" failed for some of several numbers
some-not-added = Adding failed for { $count } of { $of } numbers, for the reasons above.
start-config-empty = The configuration { $path } is empty. With the usual values another, empty data directory would be used, so nothing was done. Put the right file there, or leave --config out if the usual values are wanted.
start-identity-incomplete = In the folder { $folder } there is no { $missing }. New ones would end every license and lock out every reader. Nothing in it was changed. Today's tickets lie in other files: do not restore over them. Keep madoguchi stopped, restore the newest backup into another, empty folder ("madoguchi restore FILE --data-dir FOLDER"), and copy what is missing from its folder identity to this place. Without a backup, "madoguchi identity new" makes new keys; it says first what has to be done again.
start-test-root = The test root { $path } cannot be used ({ $detail }). Check licensing.test_root in the configuration.
start-config-unreadable = The configuration { $path } cannot be read ({ $detail }). Check where it is, what it is called, and that you may read it.
# When the configuration has mistakes, above a line for each
start-config-mistakes = The configuration { $path } has mistakes, so nothing was done.
# Why the test root cannot be used (within the parentheses)
start-root-empty = there is nothing in the file
start-root-other-file = it is { $what }, and no text file
start-root-mail-source = it is the source of a mail ({ $what }), in which signs stand for others
start-root-count = it holds { $found } public keys of roots, where exactly one belongs
start-root-private-key = it holds a private key; what belongs here is the public one (.pub), and no private key may lie on this PC
start-root-production = it is a production root, which is never taken from a file
start-root-unfit = it cannot be read as a root's public key; check that nothing of it was cut off

### Mistakes in the configuration (one a line)

config-text = { $field }: { $value } is not a text; write a text in quotes
config-address = { $field }: { $value } is not an address; write an IP address and a port, for example "127.0.0.1:7443"
config-choice = { $field }: { $value } is not known; write one of { $choices }
config-range = { $field }: { $value } is out of range; write a whole number from { $least } to { $most }
config-number = { $field }: { $value } is not a whole number; write a whole number from { $least } to { $most }
config-quoted-number = { $field }: a number has no quotes; remove them and write { $value }
config-time-of-day = { $field }: { $value } is not a time of day; write hours and minutes of a 24-hour clock in quotes, for example "19:30", or "never" where no day is to end by itself
config-unknown = { $field }: there is no such field; write one of { $known }
config-near = { $field }: there is no such field; if "{ $name }" was meant, write that, or remove this
# When a field that is not known is like one that belongs elsewhere
config-near-above = { $field }: there is no such field in this section; if "{ $name }" was meant, write it above the first line with "[…]"
config-near-below = { $field }: there is no such field here; if "{ $name }" was meant, write it below the line [{ $section }]
config-section = { $field }: it is a section, not a value; write [{ $field }] on a line of its own, and { $name } = … below
config-desk-open = { $field }: other PCs could reach the desk there; write a loopback address, for example "127.0.0.1:7445"
config-test-root-in-use = { $field }: test licenses do not hold where patients are seen; write nothing, or set policy = "loopback"

### When "serve", "identity new" or "license return" cannot begin

start-identity-lost = In the folder { $folder } there are records of tickets and readers, but not this PC's keys (the folder identity). New ones would lock out every paired reader and end licenses, so madoguchi did not start. Nothing was changed. If there is a backup, restore it into another, empty folder ("madoguchi restore FILE --data-dir FOLDER"), copy its folder identity to this place and start again. Without a backup, "madoguchi identity new" makes new keys; it says first what has to be done again.
start-records-lost = In the folder { $folder } there are this PC's keys (the folder identity), and the records of tickets, readers and licenses (the folders journal and store) are gone. A start would begin with nothing, so madoguchi did not start. Nothing was changed. If those folders were moved or deleted, put them back. If there is a backup, restore it into another, empty folder ("madoguchi restore FILE --data-dir FOLDER") and start with that folder. Without a backup, a start with a new, empty data directory begins from the beginning: every reader is paired again, and licenses are issued again.

### When "identity new" makes new keys

identity-cost = With new keys, readers to be paired again: { $readers }; licenses that the vendor has to issue again: { $licenses }. Tickets stay. If a backup has the folder identity, putting that back costs nothing.
# Before "identity new" makes new keys though those that are there are sound
identity-cost-sound = The keys that are there are all there and sound. With new keys, readers to pair again: { $readers }; licenses that the vendor has to issue again: { $licenses }. The records of tickets stay.
identity-not-used = The folder { $folder } has no records yet. The first start with "madoguchi serve" makes the keys. If it is the wrong folder, name the right one with --data-dir or --config.
identity-made = New keys were made. Next: 1. Start it with "madoguchi serve". 2. Pair { $readers } reader(s) again ("madoguchi unit pair"). 3. For { $licenses } license(s), tell the vendor the following key and have them issued again.
identity-old = What was left of the old keys was moved to { $folder }.

### Where the console is

cli-console-counter = Counter page: { $address }
cli-console-board = Waiting room's board: { $address }

### When "console" shows no address

cli-console-off = This madoguchi has no console. If its configuration says console.listen = "off", take that line out; then start madoguchi again.
