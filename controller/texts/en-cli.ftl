# Headings and notices of the command line (English).

cli-never-started = No madoguchi was ever started with the data directory { $dir }. Start it with "madoguchi serve", or say with --data-dir which one you mean.
cli-not-running = The madoguchi of the data directory { $dir } is not running. Start it with "madoguchi serve", or say with --data-dir which one you mean.
cli-no-rights = You may not read { $path }. Run this as the user who started madoguchi.
cli-access-unreadable = { $path } cannot be read ({ $detail }). Check that the user who asks may read there, and that the disk works; then start madoguchi again.
cli-access-damaged = What is in { $path } is damaged. Start madoguchi again: it makes this file anew, or says what has to be done.
cli-unreachable = madoguchi does not answer at { $address } ({ $detail }). See whether it runs; if not, start it with "madoguchi serve".
cli-busy = What answers at { $address } ended every connection for { $seconds } seconds before anything was said. If madoguchi runs, it is busy with too many unfinished connections from this PC; what is under way goes on. Wait a minute and try again; if it stays so, end the program that opens them. If madoguchi does not run, another program has its address: start madoguchi with "madoguchi serve".
cli-no-access = madoguchi cannot be reached ({ $detail }). Try again; if this goes on, call support.
cli-no-answer = madoguchi did not answer within { $seconds } seconds, so it is not known whether it was done. Look at "madoguchi status"; if that gets no answer either, start madoguchi again.
cli-connection-lost = The connection to madoguchi was lost ({ $detail }). See whether it runs, and try again.
cli-cannot-start = madoguchi could not start: { $detail }
cli-stopped = madoguchi ran and then stopped because of a fault ({ $detail }). Start it again; if this goes on, call support.
cli-output-failed = The result could not be written: { $detail }
cli-file-unreadable = The file { $path } cannot be read ({ $detail }). Check where it is and what it is called.
cli-file-too-large = The file { $path } is too large (limit: { $limit } bytes). Give the license file that you received.
cli-folder-not-empty = The folder { $path } is not empty, so nothing was done: nothing is written over. Give a new folder.
cli-folder-unwritable = The folder { $path } cannot be written to ({ $detail }). Give another folder.
cli-key-failed = The key could not be made ({ $detail }). Try again.
cli-answer-incomplete = madoguchi's answer lacks something. Use the same version of madoguchi on the PC and for this command.

cli-test-environment = [TEST] This is a test environment. It is not for seeing patients.
cli-status-waiting = Waiting: { $waiting }   Closed today: { $closed }
cli-status-seats = Seats: { $seats }
cli-alarm = [!] { $alarm }
cli-status-time = As of { $time }
cli-status-times = PC's clock { $pc } (the controller's own time { $fleet })
cli-no-units = No readers are enrolled. Pair one with "madoguchi unit pair".
cli-no-tickets = There is nothing in the list.
cli-no-walk-ups = There are no walk-ups (patients who used a reader without being called) to show.
cli-walk-ups-cut = There are too many to list: these are the newest { $count }.
cli-walk-ups-bind = To make one the result of a number: "madoguchi ticket bind NUMBER --unit SERIAL" (the newest of today at that reader), or "madoguchi ticket bind NUMBER --session SESSION".
cli-ticket-forgotten = no longer kept
cli-list-cut = There are too many tickets to list: these are the first { $count }. Look at others one by one with "madoguchi ticket show NUMBER".
cli-no-licenses = No licenses are installed.

cli-col-counter = Counter
cli-col-serial = Serial
cli-col-serves = Usable
cli-col-activity = Doing
cli-col-ticket = Number
cli-col-today = Today (verified/all)
cli-col-placement = Kind
cli-col-admission = Verdict
cli-col-port = Port
cli-col-speed = Speed
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

cli-yes = yes
cli-no = no
cli-for-ever = for ever
cli-serves = yes
cli-serves-not = no
cli-unit-mark-paused = paused
cli-unit-mark-paused-by-fleet = paused by itself
cli-unit-mark-preferred = preferred
cli-unit-mark-retired = taken out
cli-unit-mark-replaced = replaced
cli-unit-mark-flapping = unstable link
cli-no-serial = no serial
cli-installation = This PC's installation key: { $installation }

cli-activity-unspecified = -
cli-activity-not-serving = not usable
cli-activity-absent = absent
cli-activity-plugged = plugged in
cli-activity-free = free
cli-activity-called = calling
cli-activity-verifying = verifying
cli-activity-walk-up = in use, not called
cli-activity-finishing = waits for card
cli-activity-asked = being asked

cli-placement-unspecified = -
cli-placement-standing = standing
cli-placement-seated = seated

cli-kind-additional = additional
cli-kind-bundled = bundled

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

cli-ticket-line = Number { $number }: { $state }
cli-ticket-at = { $counter } ({ $unit })
cli-story-line = { $time }  { $text } ({ $who })
cli-story-who = { $who }, call { $attempt }
cli-actor-staff = reception
cli-actor-reader = reader
cli-actor-fleet = by itself
cli-ticket-needs = Needs: { $wishes }
cli-ticket-prefers = Prefers: { $wishes }
cli-minutes = { $minutes } min
cli-preferred = preferred: { $wish }
cli-behind-others = Wait in line, and are called in the order of the table.
cli-why-tickets = No. { $numbers }: { $why }
cli-more-numbers = { $numbers } and { $more } more
cli-rest = More than fits on this screen.
cli-rest-alarms = And { $count } more alarms: madoguchi status
cli-rest-units = And { $count } more readers: madoguchi unit list
cli-rest-tickets = And { $count } more tickets: madoguchi ticket list
cli-rest-unit-reasons = And { $count } more reasons: madoguchi unit list
cli-rest-ticket-reasons = And { $count } more reasons: madoguchi ticket list
cli-unit-at = { $serial } ({ $counter })
cli-why-line-bare = { $serial }: { $why }

cli-done-enrolled = Reader { $serial } is enrolled. Put what is in { $dir } on the reader. Give the key (unit.key) to nobody else.
cli-done-license-installed = License { $license } is installed.
cli-done-license-known = License { $license } was installed already.
cli-seats-before = Seats before: { $seats }
cli-seats-after = Seats now: { $seats }
cli-newly-seated = Readers that can be used now: { $units }
cli-done-time = The controller's time was set to the PC's clock: { $time }
cli-done-time-soon = Somebody is called or at a reader: the time is set at { $time } at the latest. Nobody new is called until then. If madoguchi stops before that, do it again after the start.
cli-time-pc = PC's clock: { $time } ({ $settled })
cli-time-fleet = The controller's own time: { $time }
cli-time-settled = at rest
cli-time-not-settled = it changed, or the controller started, less than five minutes ago; the day ends by it once it has rested
cli-time-ends = Licenses that would no longer be usable: { $licenses }
cli-time-begins = Licenses that would become usable: { $licenses }
cli-ask-time = Set the controller's time to the PC's clock? It can be taken back: set the PC's clock right and do the same again. [y/N]
cli-time-stays = The time was not set. Nothing was changed.
cli-ticket-earlier-day = { $number } (of { $day })
cli-done-day = The day has ended. Numbers that were closed: { $count }
cli-ask-day = Numbers that are still open: { $open } (at a reader: { $at_readers }). Close them all? [y/N]
cli-day-goes-on = The day was not ended. Nothing was changed.
cli-no-reply = The reply could not be read ({ $detail }). Nothing was changed. To end the day without being asked, add --yes.

cli-verdict-included = included seat
cli-verdict-additional = additional seat ({ $license })
cli-verdict-bundled = bundled seat ({ $license })
cli-verdict-not-paired = not enrolled
cli-verdict-key-superseded = old credentials
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

### When it cannot start

start-listen = Cannot listen on { $address } ({ $detail }). See whether another madoguchi or another program uses it, or set { $field } to something else.
start-other-environment = The data directory { $folder } was first used for the other purpose (tests or a clinic), so it cannot be used here. Give another one with --data-dir.
start-in-use = The folder { $folder } is in use by another madoguchi that runs. Stop that one, or give another data directory.
start-unwritable = The controller cannot start because { $path } in the data directory cannot be read or written ({ $detail }). Check that the disk has room, works and is not read-only, and that the user who starts madoguchi may read and write there; then start it again.
start-newer = The data in { $folder } is from a newer version of madoguchi (schema { $found }; this one knows up to { $known }). Nothing was changed. Install that version again, or restore a backup from before the update.
start-damaged = The file { $file } is damaged ({ $what }). Nothing was changed. Keep madoguchi stopped, copy the whole folder { $folder } to a safe place, and restore the newest backup; without one, send the copy to support.
start-other-form = { $file } says that another version of madoguchi wrote the data beside it, in a form that this one cannot read. Nothing was changed. Install that version again; if that does not help, call support.
start-no-room = The controller cannot start because there is no room left on the disk of { $path }. Make room there (64 MiB or more) and start madoguchi again.
start-identity-damaged = The file { $path } is damaged, and a new one would end licenses or lock readers out. Nothing in it was changed. Today's tickets lie in other files: do not restore over them. Keep madoguchi stopped, restore the newest backup into another, empty folder (madoguchi restore FILE --data-dir FOLDER), and copy the file of this name from its folder identity to this place. Without a backup, "madoguchi identity new" makes new keys; it says first what has to be done again.
start-environment-unknown = The file { $path } is missing or empty. It says in one word what this data directory is for, so that a test never becomes a clinic. Nothing was changed. Write the right word into it with an editor, production (a clinic) or test, and start madoguchi again.
start-config-empty = The configuration { $path } is empty. With the usual values another, empty data directory would be used, so nothing was started. Put the right file there, or start madoguchi without --config if the usual values are wanted.
start-identity-incomplete = In the folder { $folder } there is no { $missing }. New ones would end every license and lock out every reader. Nothing in it was changed. Today's tickets lie in other files: do not restore over them. Keep madoguchi stopped, restore the newest backup into another, empty folder (madoguchi restore FILE --data-dir FOLDER), and copy what is missing from its folder identity to this place. Without a backup, "madoguchi identity new" makes new keys; it says first what has to be done again.
start-test-root = The test root { $path } cannot be used ({ $detail }). Check licensing.test_root in the configuration.
start-config-unreadable = The configuration { $path } cannot be read ({ $detail }). Check where it is and what it is called.
start-config-mistakes = The configuration { $path } has mistakes.

### Mistakes in the configuration (one a line)

config-toml = { $field }: not TOML ({ $detail }); write name = value, with text in quotes
config-text = { $field }: { $value } is not a text; write a text in quotes
config-address = { $field }: { $value } is not an address; write an IP address and a port, for example "127.0.0.1:7443"
config-choice = { $field }: { $value } is not known; write one of { $choices }
config-range = { $field }: { $value } is out of range; write a whole number from { $least } to { $most }
config-number = { $field }: { $value } is not a whole number; write a whole number from { $least } to { $most }
config-time-of-day = { $field }: { $value } is not a time of day; write hours and minutes of a 24-hour clock in quotes, for example "19:30", or "never" where no day is to end by itself
config-unknown = { $field }: there is no such field; write one of { $known }
config-section = { $field }: it is a section, not a value; write [{ $field }] on a line of its own, and { $name } = … below
config-desk-open = { $field }: other PCs could reach the desk there; write a loopback address, for example "127.0.0.1:7445"
config-test-root-in-use = { $field }: test licenses do not hold where patients are seen; write nothing, or set policy = "loopback"
start-identity-lost = In the folder { $folder } there are records of tickets and readers, but not this PC's keys (the folder identity). New ones would lock out every paired reader and end licenses, so madoguchi did not start. Nothing was changed. If there is a backup, restore it into another, empty folder (madoguchi restore FILE --data-dir FOLDER), copy its folder identity to this place and start again. Without a backup, "madoguchi identity new" makes new keys; it says first what has to be done again.
identity-cost = With new keys, readers to be paired again: { $readers }; licenses that the vendor has to issue again: { $licenses }. Tickets stay. If a backup has the folder identity, putting that back costs nothing.
identity-ask = Make new keys? [y/N]
identity-needs-yes = No keys were made. Run it on a terminal and answer, or add --yes.
identity-stays = No keys were made. Nothing was changed.
identity-not-used = The folder { $folder } has no records yet. The first start of madoguchi serve makes the keys. If it is the wrong folder, name the right one with --data-dir or --config.
identity-made = New keys were made. Next: 1. Start madoguchi (serve). 2. Pair { $readers } reader(s) again (madoguchi unit pair). 3. For { $licenses } license(s), tell the vendor the following key and have them issued again.
identity-old = What was left of the old keys was moved to { $folder }.
