# The console's sentences: the readers' page.

### The readers' page: the list

page-units-none = No reader is enrolled yet. Pairing enrolls one.
page-units-others-may = Changing a counter, noting cable and delivery, giving precedence, replacing and taking out is for support and administrators.
page-units-show-retired = Show readers that were taken out
page-units-hide-retired = Hide readers that were taken out
# There is none
page-units-no-retired = No reader was taken out
page-units-retired-ones = Readers that were taken out
page-units-retired = Taken out
page-units-at-port = port { $port }
page-units-today = Today { $sessions } (verified { $verified })

### What is known of a reader

page-units-serial = Serial number
page-units-no-serial = shows none
page-units-edition = Edition
page-units-edition-single = 1:1
page-units-edition-multi = multi-unit
page-units-placement = Kind of counter
page-units-tags = Tags
page-units-port = USB port
page-units-hub = Hub in between
page-units-seat = Seat
page-units-seat-included = the one that needs no license
page-units-seat-additional = by an additional license
page-units-seat-bundled = by its own bundled license
page-units-seat-none = none now
page-units-preferred = comes first where seats are short
page-units-health = Its own state
page-units-health-healthy = all right
page-units-health-degraded = works, with a fault
page-units-health-faulted = out of order
page-units-cable = Cable
page-units-delivered = Delivered on
page-units-coverage = Coverage
page-units-drops = Lost links
page-units-drops-times = { $times } in the last ten minutes
page-units-software = Software
page-units-grace = Serves without the transfer until
page-units-replaced-by = Replaced by
page-units-replaces = Replaced
page-units-why = How it stands

### The acts on a reader

page-units-act-change = Change the counter
page-units-act-note = Note cable and delivery
page-units-sheet = Sheet for support
page-units-act-prefer = Give precedence
page-units-act-prefer-off = End precedence
page-units-act-replace = Replace
page-units-act-retire = Take out
page-units-save = Save
page-units-name = Name of the counter
page-units-tags-hint = For example language:en; several with spaces in between.
page-units-cable-hint = Length and way, for example 3 m. Empty takes the note away.
page-units-delivered-hint = For example 2024-05-20. Coverage is five years from the first of the month after. Empty takes it away.
page-units-reason = Why (may stay empty)
page-units-reason-hint = Shown with the reader and to whoever asks why somebody waits; at most 64 characters.
page-units-pause-now = Pause now and take the call back

### The questions before an act on a reader

page-units-ask-pause = Pause { $reader }
page-units-ask-pause-what = The patient it has finishes; nobody else is called there.
page-units-act-maintenance = Put into maintenance
page-units-act-maintenance-end = End maintenance
page-units-act-restart = Restart
page-units-restart-now = Take the call back and restart
page-units-ask-restart = Restart { $reader }
page-units-ask-restart-what = The patient it has finishes. Then it restarts, and nobody is called there until it is back, within five minutes. Readers restart one at a time: if another one does, this one goes after it.
page-units-ask-maintenance = Put { $reader } into maintenance
page-units-ask-maintenance-what = The patient it has finishes. Meanwhile nobody is called there, and lost links and faults raise no alarm. Once it has worked for ten minutes without a fault, you are asked whether to end it.
page-units-work = What is done
page-units-work-hint = Shown with the reader; at most 64 characters.
page-units-until = By when it should be over (may stay empty)
page-units-until-hint = For example 17:30, 2026-12-01 or 2026-12-01 09:00; then you are reminded.
page-units-maintenance = Maintenance
page-units-maintenance-since = since { $at }
page-units-maintenance-until = to be over by { $at }
page-units-restarts = Restart
page-units-clock = Clock
page-units-clock-even = as the PC's
page-units-clock-ahead = { $seconds } s ahead of the PC's
page-units-clock-behind = { $seconds } s behind the PC's
page-units-ask-note = Cable and delivery of { $reader }
page-units-ask-change = Change { $reader }
page-units-ask-replace = Which reader takes the place of { $reader } ({ $serial })?
page-units-ask-replace-what = The new reader gets the name, the place and the precedence of the old one. It has to be paired before, and of the same edition.
# There is no other reader
page-units-ask-replace-none = There is no other reader. Pair the new one first.
page-units-other-edition = other edition
# The desk says what an act takes away; the words follow
page-units-ask-really = { $reader }: really?
# Above the list, after the act
page-units-did-retire = { $reader } was taken out.
page-units-did-replace = { $reader } was replaced.

### What a screen reader is told of readers when it happens

page-units-say-now = { $reader }: { $state }.
page-units-say-gone = { $reader } is off the list.

### The PC's USB ports

page-ports-head = USB ports
page-ports-what = Each reader is plugged straight into a port of the PC; at most four serve.
page-ports-pc = This PC
page-ports-none = Nothing is plugged in.
# Simulated readers
page-ports-virtual = These readers are simulated and name their ports themselves: of free ones nothing is known.
# The system does not tell which sockets there are
page-ports-unknown = The system does not tell which ports are free: only those in use are shown.
page-ports-free = free: a reader may go here
page-ports-free-behind-hub = free, but behind a hub: not for a reader
page-ports-hub = Hub
page-ports-hub-todo = No reader works behind a hub. Plug the reader straight into a free port of the PC.
page-ports-board-hub = Ports of the PC (hub on its board)
# A reader that the list does not have yet
page-ports-reader = Reader
page-ports-foreign = Another maker's card reader
page-ports-other = Other device

### What the doctor finds

page-doctor-head = Check of this PC
page-doctor-what = Looks at ports, readers, network, clock and data, and changes nothing. It takes some seconds.
page-doctor-login = Log in to check this PC.
page-doctor-run = Check now
page-doctor-healthy = Nothing was found that has to be done.
page-doctor-has-problems = To be done: { $count }.
page-doctor-at = ({ $at }, { $system })
page-doctor-problems = To be done
page-doctor-notices = To know
page-doctor-questions = To look at
page-doctor-good = All right: { $count }
page-doctor-todo = What to do:
page-doctor-why = Why:
page-doctor-evidence = Seen:
page-doctor-no-answer = madoguchi has not answered. Try again in a minute.

### In place of a command in a sentence of the controller's

page-open-units = the readers
page-open-doctor = the check of the PC

### Triage: is it the reader, or something else?

page-units-act-triage = Is it the reader?
page-triage-head = Triage of { $reader }: question { $count }
page-triage-verdict = Triage of { $reader }: the result
page-triage-unknown = We do not know, or cannot
page-triage-back = One step back
page-triage-anew = Start anew
page-triage-leave = Close
page-triage-further = Narrow the cause down
page-triage-todo = To do:
page-triage-for = For it
page-triage-against = Against it
page-triage-changed = Changed within 7 days (when it was noticed)
page-triage-suspects = What it may be
page-triage-suspect = { $part }: { $fault } ({ $percent } %)
page-triage-no-next = There is nothing more to try at the counter. Tell support.

### Why a reader is replaced

page-units-ask-ground = Before { $reader } is replaced
page-units-replace-reason = Why it is replaced without triage
page-units-replace-reason-hint = For example: stolen. It stays beside the reader and in the record of acts (at most 64 characters).
page-units-replace-anyway = Replace it for this reason
page-units-replaced-why = Why it was replaced
