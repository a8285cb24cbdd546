# Texts for people (English): what happened, why, what to do now.
# Words: reader = unit, counter, number, seat.

### Words

unknown-unit = the reader
unit-at-counter = the reader at { $counter } ({ $serial })

state-unspecified = -
state-waiting = waiting
state-parked = parked
state-called = called
state-verifying = at the reader
state-missed = did not come
state-done = done
state-cancelled = cancelled
state-ended = ended

class-normal = normal
class-priority = priority
class-urgent = urgent

means-paper = paper certificate
means-seen = looked at by staff
means-mobile = mobile device
means-other = another way

placement-standing = standing
placement-seated = seated

wish-placement-standing = a standing counter
wish-placement-seated = a seated counter (wheelchairs, children)
wish-tag = a counter with "{ $tag }"
wish-unit = reader { $serial }

### Whether a reader can be used

seat-included = This reader has a seat (the included one).
seat-bundled = This reader has a seat (bundled license { $license }).
seat-additional = This reader has a seat (additional license { $license }).
seat-not-used = This reader has a seat and is not used at the moment: it is paused, or reports a fault. Ask at reception.

admission-not-paired = This reader cannot be used: it is not enrolled here yet. Pair it with "madoguchi unit pair".
admission-key-superseded = This reader cannot be used: it was enrolled anew and still has its old credentials. Put the new credentials on the reader.
admission-other-certificate = A device with this serial number and this controller do not take each other: its credentials are damaged, or another controller made them. If it is the reader that belongs here, pair or enroll it again, and give it the new credentials.
admission-retired = This reader cannot be used: it is recorded as taken out. To use it again, enroll it again.
admission-replaced = This reader cannot be used: { $by } replaced it. Use the new reader.
admission-identity-mismatch = This reader cannot be used: it was enrolled under another serial number than USB shows ({ $usb }). Compare the serial number under the reader and pair it again with "madoguchi unit pair"; if that does not help, call support.
admission-identity-unshown = This reader cannot be used: USB shows no serial number. Plug it in again; if that does not help, call support.
admission-serial-twice = Another reader with the same serial number is plugged in at USB port { $port }, so neither can be used. Unplug the one that you do not know; if you cannot tell which, unplug both and call support.
admission-port-in-use = Reader { $by } was first on USB port { $port }. Plug this reader straight into another USB port of the PC.
admission-link-unknown = This reader cannot be used: it cannot be found out which USB port it is on. Plug it in again; if that does not help, call support with what "madoguchi doctor" says.
admission-not-usb = This reader cannot be used: it is not connected over USB but over { $interface }. Connect it straight to the PC with its USB cable.
admission-behind-hub = This reader cannot be used: it is connected through a USB hub ({ $hub }; the reader is at USB port { $port }). Remove the hub and plug the reader straight into the PC. If there is no hub to remove, call support with what "madoguchi doctor" says.
admission-behind-some-hub = This reader cannot be used: it is connected through a USB hub (the reader is at USB port { $port }). Remove the hub and plug the reader straight into the PC. If there is no hub to remove, call support with what "madoguchi doctor" says.
admission-fleet-full = One PC can use four readers, and four others have these places. A place gets free when one of them has been unplugged for a minute, or is taken out with "madoguchi unit retire".
admission-factory-key-not-proven = This reader cannot be used: the license from its box asks for the key that the reader got in the factory, and this reader did not prove to have it. Update the reader's software and plug it in again; if that does not help, call support with its serial number.
admission-no-seat = This reader cannot be used: there is no seat left for it. "madoguchi license list" shows the seats that there are; an additional license gives more, up to four on one PC.

### Calls taken back and connections that end (on the reader's screen)

withdrawal-by-staff = Reception changed something and took this call back. Please wait for reception.
withdrawal-expired = The time of this call has passed. Please ask at reception.
withdrawal-unit = This call was taken back. Please wait: you will be called again.
withdrawal-verified-elsewhere = It turned out that you have been verified already. Please ask at reception.
withdrawal-not-current = This call no longer stands. Please wait for reception.

closing-superseded = The same reader connected anew, so the older connection was closed. Nothing needs to be done.

protocol-peer-too-old = The reader's software is too old to connect (protocol { $peer }, needed { $ours } or newer). Update the reader's software.
protocol-peer-too-new = This PC's software is too old for the reader (protocol { $ours }, the reader needs { $peer } or newer). Update madoguchi on this PC.

### When something at the desk was refused

refusal-no-such-ticket = There is no number { $number }. Check the number.
refusal-number-in-use = The number { $number } is in use by somebody who has not been served yet. Take another number; "madoguchi ticket show { $number }" shows the one that has it.
refusal-queue-full = { $limit } numbers are open, which is the limit, so none can be added. Cancel those that are no longer needed and add it again.
refusal-too-many-signatures = The waiting numbers have { $limit } different combinations of needs, which is the limit. Ask for less, or try again a little later.
refusal-too-many-wishes = A number can have at most { $limit } needs and { $limit } preferences. Ask for less.
refusal-wishes-exclude = No reader can be both { $first } and { $second }. Choose one of them.
refusal-no-unit-has = No reader of this clinic has the tag "{ $tag }". Tags that there are: { $known }. Check the spelling. If it is meant so, say "--yes": a need is then waited for until a reader has it.
refusal-no-unit-has-any-tag = No reader of this clinic has the tag "{ $tag }", or any other tag. Check the spelling. If it is meant so, say "--yes": a need is then waited for until a reader has it.
# Needs that readers meet one by one and none meets together, without --yes; also when a number is moved to a reader.
refusal-no-unit-has-all = No reader of this clinic meets all of these: { $wishes }. Each of them is met by some reader. Ask for less, or choose another reader. If it is meant so, say "--yes": it is then waited for until a reader meets all.
# The same where one of the needs is a reader.
refusal-no-unit-has-all-tied = Reader { $unit } does not meet what is needed beside it: { $wishes }. Ask for less, or choose another reader. If it is meant so, say "--yes": it is then waited for until that reader does.
refusal-wrong-state = That cannot be done with number { $number }: it is "{ $state }". { $way }
refusal-at-the-reader = That cannot be done with number { $number } now: the patient is at reader { $unit }. Wait until that has ended. To keep the reader from calling the next patient after that, pause it with "madoguchi unit pause { $unit }".
# The same, once nothing was heard of the reader for 30 seconds.
refusal-at-the-reader-silent = That cannot be done with number { $number } now: the patient is at reader { $unit }. Nothing has been heard of the reader for a while. If the patient was served by other means, "madoguchi ticket done { $number } --by WAY" closes the number (WAY is paper, seen, mobile or other). To keep the reader from calling the next patient, pause it with "madoguchi unit pause { $unit }".
refusal-reader-alive = The patient of number { $number } is at reader { $unit } now. Only once nothing was heard of the reader for { $seconds } seconds can the number be done by other means: at { $from } at the earliest. Until then, wait until that has ended. To keep the reader from calling the next patient after that, pause it with "madoguchi unit pause { $unit }".
refusal-called-too-often = Number { $number } was called { $limit } times, which is the limit. Check the reader and its cable, cancel this number, and add the patient again.
refusal-nothing-to-undo = There is nothing to undo on number { $number }. Only the newest act can be undone, within seconds, and only while nothing else has changed. { $way }
# A need is to be dropped that the number does not have, or none is named and none keeps the number waiting.
refusal-no-such-need-nothing = Number { $number } has no need, so there is none to drop.
refusal-no-such-need-not-this = Number { $number } does not need { $wish }. What it needs is { $wishes }.
refusal-no-such-need-met = A reader that can be used now meets all that number { $number } needs, so nothing was dropped. To drop a need all the same, name it: "madoguchi ticket drop-need { $number } --need NEED".
refusal-no-such-need-none-serves = No reader can be used now. That is why number { $number } waits, and not its needs, so nothing was dropped. To drop a need all the same, name it: "madoguchi ticket drop-need { $number } --need NEED".
refusal-nothing-to-change = Number { $number } has that class and these needs and preferences already, so nothing was changed. "madoguchi ticket list" shows them.
refusal-no-such-walk-up = There is no such walk-up. Look at the list with "madoguchi ticket walk-ups --all".
refusal-no-walk-up-at = At reader { $unit } there is no walk-up of today without a number. Look at the list with "madoguchi ticket walk-ups --all".
refusal-walk-up-bound = This walk-up is the result of another number already. Look at the list with "madoguchi ticket walk-ups --all".
refusal-walk-up-failed = The walk-up at reader { $unit } ended because the reader failed, so it is no result. Offer the patient another try.
refusal-no-such-unit = No reader has the serial number or the counter "{ $unit }". Readers that are enrolled: { $known }
refusal-no-such-unit-none = No reader has the serial number or the counter "{ $unit }", and none is enrolled. Enroll one with "madoguchi unit pair".
refusal-counter-shared = Several readers are at the counter "{ $counter }". Name one by its serial number: { $units }
refusal-unit-retired = Reader { $unit } was taken out, so that cannot be done. To use it again, enroll it again.
refusal-reader-away = Reader { $unit } is not connected, so it cannot show which one it is. Check its power and its USB cable; the list of readers says what is known of it.
refusal-in-maintenance = Somebody works on reader { $unit }, so it is neither paused nor resumed. Once that is done, "madoguchi unit maintenance { $unit } --end" brings it back.
refusal-until-passed = The time by which the maintenance of reader { $unit } should be over has passed. Give one that is still to come, or none.
refusal-reader-in-use = A patient is called to reader { $unit }, or somebody is at it now, so its screen is left to that. Do it again once the reader is free.
refusal-reader-too-old = The software of reader { $unit } ({ $software }) is too old to show which reader it is. Update the reader's software. Until then, the serial number on the reader itself tells it.
refusal-restart-away = Reader { $unit } is not connected, so it cannot be restarted. Check its power and its USB cable; the list of readers says what is known of it.
refusal-restart-too-old = The software of reader { $unit } ({ $software }) cannot restart it from here. Update the reader's software, or check whether its maker's software is set up (agent.toml). Until then, restart it at the reader itself while no patient is there.
refusal-unit-not-free = Nobody can be called to reader { $unit } now. { $why }
refusal-need-unmet = Reader { $unit } does not meet what number { $number } needs: { $wish }. Choose another reader, or drop the need with "madoguchi ticket drop-need { $number } --need { $need }" if the patient can do without.
refusal-no-free-unit-lack = Number { $number } cannot be called. { $why }
refusal-no-free-unit-in-line = No reader is free for number { $number } now. It waits in line; "madoguchi ticket show { $number }" says for what.
refusal-no-free-unit-aside = No reader is free for number { $number } now. It is not in line, so it is not called by itself when one is. { $way }
refusal-no-free-unit-held = No reader is free for number { $number } now. It is of an earlier day, so it is not called by itself when one is. Call it again then, or add the patient as a new number.
refusal-license-not-for-here = This license cannot be installed. { $standing }
refusal-too-many-licenses = { $limit } licenses are installed, which is the limit. Call support.
refusal-bridged-before = This license cannot be installed for a PC that died: { $lineage } has bridged such days before, or its new license is here already. Ask your vendor for a new license.
refusal-list-not-newer = This revocation list (number { $number }) is not newer than the one that is known (number { $known }), so nothing was changed. Ask your vendor for the newest list.
refusal-list-taken-back = This revocation list (number { $number }) was signed with a key that its vendor no longer trusts, so nothing was changed. Ask your vendor for the newest list.
refusal-act-out-of-order = Something else was signed for this PC meanwhile (number { $counter }), so nothing was done. Do it once more.
refusal-nothing-to-return = There is no additional license of this PC to return. Look at the list with "madoguchi license list".
refusal-reset-not-asked = No correction of the clock was asked for, or this one was used already. Ask for a new one, and send the request to support.
refusal-reset-taken-back = This correction of the clock was signed with a key that was taken back. Ask the vendor for a new one.
refusal-request-id-in-use = The request_id { $request } was used before, for another request, so nothing was done now. Only the repeat of one and the same request keeps its request_id: give this one a new request_id and send it again. Check the program that sent it.
refusal-session-named-otherwise = The reader said before that session { $session } is of another number, so this result was not counted. Ask the reader's maker to look at its program.
refusal-sequence-in-use = { $issuer } gave this license the number { $sequence }, and license { $first }, which was installed here before, has that number. One number is one license, so this one was not taken. Send this file to the vendor, name { $first }, and ask for a license with a number of its own.
refusal-license-id-in-use = Another license with the id { $license } is installed here. Two licenses cannot have one id. Ask where it was bought.
refusal-reset-of-another-request = This correction of the clock answers another request. Send the newest request to support and use the answer to it.
refusal-reset-of-another-installation = This correction of the clock is for another PC ({ $installation }). Use the file that support made for this one.
refusal-bad-counter = A counter's name has 1 to 32 characters that can all be seen, and a counter at most 8 tags.
refusal-bad-cable = The note on a cable has at most 32 characters that can all be seen, on one line.
refusal-key-in-use = These credentials belong to reader { $unit } already. Enroll each reader by itself.
refusal-too-many-units = At most { $limit } readers can be enrolled, and those that were taken out count too. Call support.
refusal-replaces-itself = Reader { $unit } cannot replace itself. Check the serial number of the new reader.
refusal-replace-no-ground = Reader { $unit } itself is not known to be broken, so it was not replaced: one that is sent in without need comes back as sent. Find out with "madoguchi support triage { $unit }"; where that names the reader itself, replace it with the same answers. Where that cannot be done, because it is gone or plainly broken, give the reason for the replacement.
refusal-replaced-already = Reader { $old } was replaced by { $by }, so that cannot be done. Give the serial number of { $by } instead.
refusal-other-edition = Readers { $old } and { $new } are of different editions. A 1:1 edition is replaced by a 1:1 edition, a multi-unit edition by a multi-unit edition. Look at the box; if the edition was entered wrongly, enroll the reader again.
refusal-stale-connection = Reader { $unit } has a newer connection. Nothing needs to be done.
refusal-nothing-to-confirm = The controller's time is the PC's clock. Nothing needs to be done.
refusal-no-day-to-undo = There is no day's end by command to take back: none was made, or it was taken back already. A closed number is opened again with "madoguchi ticket reopen NUMBER".
refusal-next-day-began = A number that was added after the day's end has been called, so the end is not taken back as a whole any more. Open each number again with "madoguchi ticket reopen NUMBER".
refusal-day-ended-by-itself = The day last ended by itself at its set time. Only an end by command ("madoguchi day end") is taken back as a whole. Open each number again with "madoguchi ticket reopen NUMBER".
refusal-clock-moved-on = The PC's clock has changed since you looked at it. Look again with "madoguchi time show", then repeat. No time was changed.
refusal-no-such-person = Nobody who may log in is called { $name }. "madoguchi user list" shows who may.
refusal-person-exists = { $name } is the name of somebody who may log in already. Small letters and capitals make no difference. Choose another name.
refusal-too-many-people = At most { $limit } people may log in. Remove somebody who no longer does: "madoguchi user list" shows everybody.
refusal-last-administrator = { $name } is the only administrator, so nothing was removed. Add another administrator first.
# At a login, whatever is not right: it is not said which
refusal-wrong-login = The name, the password or the code is not right. A code is good once, and only for a moment. Whoever has lost the password or the app asks the owner of this PC for a new password.

act-disk-full = The PC has only { $free } MiB of disk space left, so nothing new can be added. Delete files that are not needed. Patients who are at a reader can finish.
act-store-failed = The change could not be saved, and madoguchi stops. Start it again and see whether the change was made. If this happens again, have the PC's disk checked.
act-store-too-much = The change was not made: it is more than can be saved at once, and nothing of it is left. madoguchi stops. Start it again. The disk is not the cause: if this happens again, call support.
act-stopped = madoguchi is stopping. Start it and try again.

### What can be done with a number instead

way-waits = It is among those who wait; "madoguchi ticket show { $number }" says for what.
way-unpark = "madoguchi ticket unpark { $number }" puts it back into the queue.
way-recall = "madoguchi ticket recall { $number }" puts it back into the queue.
way-take-back = "madoguchi ticket park { $number }" takes its call back and parks it, "madoguchi ticket cancel { $number }" cancels it.
way-at-the-reader = The patient is at the reader: wait until that has ended.
way-reopen = "madoguchi ticket reopen { $number }" opens it again.
way-earlier-day = It was added on { $day }. For a patient of today: "madoguchi ticket add { $number }". "madoguchi ticket reopen { $number }" opens the one of that day again.
way-add-anew = It cannot come back: add the patient again with "madoguchi ticket add".

### Why no reader can serve somebody

lack-none-enrolled = No reader can be used, because none is enrolled here. Pair one with "madoguchi unit pair".
lack-no-unit-serves = No reader can be used now. { $readers }
lack-need-unmet = What is needed is { $wish }, and no such reader can be used now. { $by } Provide one, or drop the need with "madoguchi ticket drop-need { $number } --need { $need }" if the patient can do without.
# The number is tied to a reader that was replaced.
lack-need-unmet-replaced = It is tied to reader { $unit }, which was replaced by { $by }. If { $by } will do: "madoguchi ticket move { $number } --unit { $by }". If any reader will do, drop the need with "madoguchi ticket drop-need { $number } --need { $need }".
lack-nobody-has-it = No reader of this clinic has it.
lack-nobody-has-all = No reader of this clinic meets all.
lack-needs-apart = What is needed is { $wishes }. Readers of this clinic meet each of these, and none that can be used now meets all. { $by } Drop one that the patient can do without with "madoguchi ticket drop-need { $number } --need NEED".
# The number is tied to a reader that lacks what else it needs.
lack-needs-apart-tied = It is tied to reader { $unit }, which does not meet what else is needed: { $wishes }. If another reader will do, drop the tie with "madoguchi ticket drop-need { $number } --need { $need }"; if the patient can do without the rest, drop that with "madoguchi ticket drop-need { $number } --need NEED".
lack-reader = { $place }: { $why }
lack-see-the-list = "madoguchi unit list" says why.
lack-more-readers = Readers beside these: { $more }. "madoguchi unit list" says their reasons.
lack-and = { $first }, { $second }
lack-beside = { $first } { $second }

### Why somebody waits

wait-no-unit = Waits. { $why }
wait-setting-time = Waits because the controller's own time is being set to the PC's clock: nobody new is called until { $at } at the latest.
wait-earlier-day = Of an earlier day, so it is not called. It ends at about { $at } if the PC's clock stays as it is. If the patient is here today, add a new ticket.
wait-next-in-line = Next in line. Readers that fit: { $units }, and none is free yet. As things stand, the first to be free will call.
wait-unheard = Next in line. A reader is free, but has not been heard since the PC stood still; it calls as soon as it is heard, or at { $until }.
wait-behind-others = Waits in line. Before it at the readers that fit: { $others }.
wait-behind-many = Waits in line. Before it at the readers that fit: { $others } or more.
wait-passed = Of these, { $passed } came later and go first for their class (priority or urgent).
wait-hoping = Until { $until } it waits only for { $wish }, as preferred.
wait-prefers = Waits until { $until } for { $wish }, as preferred. After that any reader will do that meets the needs.

ticket-parked = Parked. When it is put back, it has its old place.
ticket-missed = Was called and did not come. When the patient is back, "madoguchi ticket recall { $number }" puts the number back into the queue.
ticket-worn-out = It was called { $limit } times, which is the limit, and is not called any more. Check the reader and its cable, cancel this number, and add the patient again.
ticket-verifying = Is being verified at { $place }.
ticket-verifying-lost = The connection to { $place } is lost. If it is not back by { $until }, the number goes back to its old place.
ticket-cancelled = Cancelled at the desk.
ticket-done-by-means = Done without a reader, by other means: { $means }.
ticket-ended = Ended with the day.

### What is told beside an answer

notice-added-unmet = The number was added, and as it is it cannot be called. { $why }
notice-still-unmet = As it is it cannot be called. { $why }
notice-undone-call = The call was taken back, and the number is parked. "madoguchi ticket unpark { $number }" puts it back into the queue.
notice-undone-cancel = The cancelling was undone.
notice-undone-park = The parking was undone.
notice-undone-move = The change of reader was undone.
notice-undone-means = The closing by other means was undone.
notice-unit-not-serving = The number now waits for reader { $unit }, which cannot be used at the moment. { $why }
notice-call-stands = The call stands. The new class and needs count if the number comes back to the queue; preferences only if their time is not over by then.
notice-call-taken-back = The reader that it was called to does not meet the new needs, so that call was taken back.
notice-counts-when-back = The new class and needs count once the number is put back into the queue; preferences only if their time is not over by then.
notice-call-not-back = The call from before was taken back at the reader already and does not come back. The number has its old place again.
notice-reader-asked = Reader { $unit } was asked how it stands. Until it answers, nobody is called to it. If this goes on, look at its screen and its cable.
notice-undo-call = This call can be taken back until { $until } with "madoguchi ticket undo { $number }". The number is parked then.
notice-undo-act = The newest act can be undone until { $until } with "madoguchi ticket undo { $number }".
notice-still-at-readers = Patients are still at: { $units }. They count as walk-ups when they end. To make one the result of its number, wait for that, open the number again with "madoguchi ticket reopen", and tie both with "madoguchi ticket bind".
# Beside the answer to "day end", as long as it can be taken back.
notice-day-undo = Until the next day's first call, "madoguchi day undo" takes it back.
# On the page of the day, and in "day figures"
day-ends-by-itself = The day ends by itself at { $at } by the PC's clock, once nobody is called or at a reader.
day-kept = Closed tickets are kept with their numbers for { $tickets } days, sessions of patients who were not called for { $walk-ups }. Then the numbers go, and the counts alone stay, in the record of acts ([retention] in controller.toml).
day-kept-with-log = Closed tickets are kept with their numbers for { $tickets } days, sessions of patients who were not called for { $walk-ups }, the log for { $logs }. Then the numbers go, and the counts alone stay, in the record of acts ([retention] in controller.toml).
day-ends-never = The day does not end by itself (rules.day_end = "never").
notice-numbers-in-use = Still closed, because an open ticket has the same number: { $numbers }. If the older patient is here, too, add a ticket with another number.
notice-sessions-ended = Still closed, because the patient was at a reader and that session has ended since: { $numbers }. It counts as a walk-up ("madoguchi ticket walk-ups --all"). If the patient has to be called again: "madoguchi ticket reopen NUMBER".
notice-still-closed = Still closed, because an open ticket has the same number: { $in_use }. If the older patient is here, too, add a ticket with another number. Still closed, because the patient was at a reader and that session has ended since: { $ended }. It counts as a walk-up ("madoguchi ticket walk-ups --all"). If the patient has to be called again: "madoguchi ticket reopen NUMBER".
notice-old-finishing = The old reader { $old } finishes with the patient it has. Until then the new one is not used.
notice-license-nothing = Nothing has to be done about licenses.
notice-license-transfer = The new reader serves on the bundled license of { $old } until { $until }. Before that, make a request with "madoguchi license request --transfer { $old }", send it to the vendor, and install the file that comes with "madoguchi license install".
notice-license-transfer-now = The grace on the bundled license of { $old } was used up by an earlier replacement. Make a request with "madoguchi license request --transfer { $old }", send it to the vendor, and install the file that comes with "madoguchi license install". Until then the new reader serves only if another seat is left.
notice-identifies = Reader { $unit } shows "{ $counter }" and its serial number on its screen for 15 s. A patient who comes meanwhile goes first.
notice-counter-taken = Reader { $unit } is at the counter "{ $counter }" already. Calls will say the same for both. To tell them apart, give one of them another name: "madoguchi unit rename { $unit } NAME".
notice-earlier-ticket = There is another ticket with the number { $number }: added { $at }, { $state }. "madoguchi ticket show { $number } --earlier { $nth }" shows it.
notice-both = { $first } { $second }

### Why a reader can be used or not

service-free = Ready. Waits for the next patient.
service-unheard = Free, but not heard since the PC stood still. It calls patients again as soon as it is heard, or from { $until }.
service-calling = Waits for the patient it has called.
service-busy = In use.
service-card-still-there = Has finished. Waits for the card to be taken.
service-walk-up = Used by somebody who was not called. It is free again after that.
service-asked = It takes longer than it should, or nothing was heard of it, so the reader was asked how it stands. If this goes on, look at the reader's screen.
service-absent = Has not connected since madoguchi was started.{ $seat } Check its power and USB cable; a reader that was just enrolled needs its credentials.
service-just-started = Not connected yet: madoguchi has just started.{ $seat } A few seconds are usual; from { $ready } on the reason stands here.
# Over loopback, while a reader that refuses the controller's certificate keeps trying to connect.
service-nameless = Not connected.{ $seat } At least one reader whose credentials do not fit this controller tries to connect and is refused (last at { $at }); which reader it is cannot be told. If it is this one, pair or enroll it again, and give it the new credentials. If not, check its power and USB cable.
service-nameless-lost = The connection was lost at { $lost }, and the reader is not back.{ $seat } At least one reader whose credentials do not fit this controller tries to connect and is refused (last at { $at }); which reader it is cannot be told. If it is this one, pair or enroll it again, and give it the new credentials. If not, check its power and USB cable.
service-unplugged = It went from USB at { $at }: its USB cable is out, or it has no power.{ $seat } Plug it straight into a USB port of the PC again, and look whether its screen has light.
service-not-plugged = Not found on any USB port of the PC.{ $seat } Switch the reader on and connect it straight to the PC with its USB cable.
service-lost = The connection was lost at { $at }.{ $seat } Check its power and USB cable.
service-not-connecting = Plugged in at USB port { $port }, but not connected yet.{ $seat } If that does not change within a minute, switch the reader off and on. If that does not help, call support with what "madoguchi doctor" says (a firewall may be in the way).
service-lost-plugged = Still plugged in at USB port { $port }, but the connection was lost at { $at }.{ $seat } If that does not change within a minute, switch the reader off and on. If that does not help, call support with what "madoguchi doctor" says (a firewall may be in the way).
service-seat-kept = {" "}Its seat is kept until { $until }.
service-retired = Taken out. To use it again, enroll it again.
service-replaced = Replaced by reader { $by }.
service-leaving = Stops after the patient it has. { $why }
service-paused-by-staff = Paused at the desk. "madoguchi unit resume" brings it back.
# Staff paused it and said why
service-paused-for-a-reason = Paused at the desk (reason: { $reason }). "madoguchi unit resume" brings it back.
service-paused-by-fleet = Paused by itself after failures in a row. Look at the reader, then "unit resume".
service-in-maintenance = In maintenance ({ $reason }). Once that is done, "madoguchi unit maintenance { $serial } --end" brings it back.
service-restart-finishing = It finishes with its patient before it restarts. Nobody else is called there.
service-restarting = It has been restarting since { $at }. It should be back within five minutes.
service-restarting-as-planned = It has been restarting as planned since { $at }. It should be back within five minutes.
restart-waiting = Its restart waits for its turn: it begins once another reader has restarted, or once this one is connected. What has not begun within an hour is given up.
restart-finishing = It restarts once its patient is gone. Until then nobody else is called there. What has not begun within an hour is given up.
restart-runs = It has been restarting since { $at }. It should be back within five minutes.
restart-runs-as-planned = It has been restarting as planned since { $at }. It should be back within five minutes.
restart-overdue = It was told to restart at { $at }, and is not back in service.
restart-done = It restarted at { $at }, as somebody asked.
restart-done-as-planned = It restarted at { $at }, as planned.
service-also-paused-by-staff = { $why } It is also paused at the desk: once that is mended, "madoguchi unit resume" brings it back.
service-also-paused-for-a-reason = { $why } It is also paused at the desk (reason: { $reason }): once that is mended, "madoguchi unit resume" brings it back.
service-also-paused-by-fleet = { $why } It is also paused after failures in a row: once that is mended, "madoguchi unit resume" brings it back.
service-also-in-maintenance = In maintenance ({ $reason }). As it is, it could not serve yet: { $why } Once that is mended, "madoguchi unit maintenance { $serial } --end" brings it back.
service-faulted = The reader reports a fault (error: { $codes }). If it is still there after switching it off and on, tell support the error and the serial number.

### What needs attention

alarm-need-unmet = Numbers that wait for { $wish }: { $tickets }. No such reader can be used now. { $by } Provide one, or drop the need with "madoguchi ticket drop-need NUMBER --need { $need }" where the patient can do without.
# Numbers are tied to a reader that was replaced.
alarm-need-unmet-replaced = Numbers that are tied to reader { $unit }, which was replaced by { $by }: { $tickets }. Where { $by } will do: "madoguchi ticket move NUMBER --unit { $by }". Where any reader will do, drop the need with "madoguchi ticket drop-need NUMBER --need { $need }".
alarm-needs-apart = Numbers that wait for { $wishes }: { $tickets }. No reader that can be used now meets all of these. { $by } Drop what the patient can do without with "madoguchi ticket drop-need NUMBER --need NEED".
# Numbers are tied to a reader that lacks what else they need.
alarm-needs-apart-tied = Numbers that are tied to reader { $unit }, which does not meet what else they need ({ $wishes }): { $tickets }. Where another reader will do, drop the tie with "madoguchi ticket drop-need NUMBER --need { $need }"; where the patient can do without the rest, drop that with "madoguchi ticket drop-need NUMBER --need NEED".
alarm-copy = Two readers with the serial number { $unit } are plugged in, so neither can be used. Unplug the one that you do not know; if you cannot tell which, unplug both and call support.
alarm-faulted = Reader { $unit } reports a fault. If it is still there after switching it off and on, call support.
alarm-no-cable-note = no note
alarm-no-port = unknown
alarm-slow-link = Reader { $unit } (USB port { $port }, cable: { $cable }) came up slower than USB 2.0 ({ $speed } Mbps). Try another cable or another USB port.
alarm-flapping = The link of reader { $unit } (USB port { $port }, cable: { $cable }) was lost at least { $drops } times within { $minutes } minutes. Push the plug in fully, try a shorter cable or another USB port. If it goes on, check the power adapter and call support.
alarm-flapping-plugged = The connection to reader { $unit } (USB port { $port }) was lost at least { $drops } times within { $minutes } minutes, while USB still showed the reader: its plug held. Look at the reader's power adapter and screen, and switch it off and on. If it goes on, call support.
alarm-not-serving = Reader { $unit } ({ $counter }): { $why } USB port: { $port }; cable: { $cable }.
alarm-seats-short = Readers that cannot be used because the licenses give them no seat: { $count } ({ $units }). Make a request with "madoguchi license request" and give it to the vendor; if one is not to be used, pause it with "madoguchi unit pause".
alarm-disk-full = The disk of the folder { $folder } has { $free } MiB left; { $least } MiB are needed for anything new, so new numbers and readers are refused until then. Delete files that are not needed. Patients who are at a reader can finish.
alarm-database-made-anew = At the start the database in { $folder } was damaged or missing, or could not be read, and was made anew from the journal, where each change is kept. No record was lost. Reception goes on. The disk may be about to fail: have the seller of the PC look at it. This goes with the next start.
alarm-image-missed = In { $folder } there is no image of the records from the last two days, and the last try to make one failed. No record is lost, and reception goes on; but the journal there grows, and what went at the end of retention or was given back may stay in older files until an image is made. Give the disk room, or the account of madoguchi the right to write there. It is tried again each day and at each stop; if this stays, have the seller of the PC look at the disk.
alarm-log-unwritten = The log cannot be written to its files in { $folder } ({ $why }). Reception goes on; what is logged meanwhile is missing for support. Give the disk room, or the account of madoguchi the right to write there; it is tried again each minute.
alarm-handshake-not-ours = A reader ({ $unit }, USB port { $port }) without credentials of this controller tries to connect and is refused (at least { $count } times, last at { $at }). If it is to serve at this PC, pair it again with "madoguchi unit pair"; unplug it if you do not know it.
alarm-handshake-not-theirs = A reader ({ $unit }, USB port { $port }) does not take this controller for its own and does not connect (at least { $count } times, last at { $at }). It is paired with another PC, or the data of this one were exchanged. If it is to serve at this PC, pair it again with "madoguchi unit pair".
alarm-handshake-ended = A reader ({ $unit }, USB port { $port }) refuses this controller's certificate as ended (at least { $count } times, last at { $at }), and by the PC's clock it is. Look at that clock with "madoguchi doctor"; if it is right, pair the reader again with "madoguchi unit pair".
alarm-handshake-clock = A reader ({ $unit }, USB port { $port }) refuses this controller's certificate for its dates (at least { $count } times, last at { $at }). By the PC's clock they are right, so one of the two clocks is wrong. Look at the PC's with "madoguchi doctor"; if the time on the reader's screen is wrong, switch the reader off and on.
alarm-handshake-no-certificate = Something without credentials ({ $unit }, USB port { $port }) tries to connect and is refused (at least { $count } times, last at { $at }). If it is a new reader, pair it with "madoguchi unit pair"; if it is none, unplug it.
alarm-no-serial = its serial is not known
alarm-foreign = Another maker's card reader, "{ $name }" ({ $id }), is on USB port { $port }. The two cannot be used on one PC: unplug it.
alarm-paused-by-fleet = Reader { $unit } failed { $times } times in a row or more, so it was paused by itself. Look at its screen, its glass and its cable, then bring it back with "madoguchi unit resume { $unit }".
alarm-works-again = Reader { $unit } ({ $counter }) is in maintenance and has been without a fault since { $since }. If the work is done, "madoguchi unit maintenance { $unit } --end" brings it back.
alarm-maintenance-over = The maintenance of reader { $unit } ({ $counter }) should have been over at { $until }. If it is, "madoguchi unit maintenance { $unit } --end" brings it back; if not, give a new time.
alarm-restart-overdue = Reader { $unit } ({ $counter }) was told to restart at { $at }, and is not back in service after five minutes. Look at its power and its screen, and switch it off and on if need be. Other restarts that waited are given up.
alarm-restart-overdue-as-planned = Reader { $unit } ({ $counter }) began to restart as planned at { $at }, and is not back in service after five minutes. Look at its power and its screen, and switch it off and on if need be. What was planned for other readers today is given up.
alarm-reader-clock-ahead = The clock of reader { $unit } ({ $counter }) is { $distance } ahead of the PC's. Switch the reader off and on. If that does not help, call support.
alarm-reader-clock-behind = The clock of reader { $unit } ({ $counter }) is { $distance } behind the PC's. Switch the reader off and on. If that does not help, call support.
alarm-not-ready = The check before opening found things to mend: { $count }. First: { $first } "madoguchi check" tells them all.
alarm-replacement-grace = Reader { $unit } serves on the bundled license of the reader that it replaced, until { $until }. Before that, make a request with "madoguchi license request --transfer { $unit }", send it to the vendor, and install the file that comes with "madoguchi license install".
alarm-clocks-apart-ahead = The controller's own time is { $distance } ahead of the PC's clock (since { $since } by the PC's clock). Patients are queued and called as before. { $days } If the PC's clock is right, set that time to it with "madoguchi time confirm"; if not, set the PC's clock.
alarm-clocks-apart-behind = The controller's own time is { $distance } behind the PC's clock (since { $since } by the PC's clock). Patients are queued and called as before. { $days } If the PC's clock is right, set that time to it with "madoguchi time confirm"; if not, set the PC's clock.
alarm-days-by-the-clock = The times on the pages and the day's end go by the PC's clock, licenses with a term by the controller's own time.
alarm-days-wait-for-the-clock = The times on the pages go by the PC's clock, licenses with a term by the controller's own time. The date of the PC's clock looks wrong, so tickets of an earlier day are not ended by it.
alarm-clocks-set-soon = The controller's own time is set to the PC's clock at { $at } at the latest. Nobody new is called until then.
alarm-clocks-even = Both times are within 5 minutes of each other.
alarm-clock-restless = The PC's clock has kept jumping since { $since }. Until it rests, no day ends by itself. Look at the PC's automatic time; if it goes on, replace the battery on the PC's board.
alarm-earlier-day = Tickets left from an earlier day: { $tickets }. They are not called, and end at about { $at } if the PC's clock stays as it is (who is at a reader, when it is free). Their numbers can be used for today's patients.
# In the place of the alarms about licenses, for whoever may not look at them, and at the counter page for all
licenses-need-somebody = The licenses need somebody. Tell the administrator or the vendor; nothing has to be done at the counter.

### What happened lately, on the support page

event-connected = { $unit } connected.
event-gone = { $unit } is no longer connected.
event-refused = { $unit } was refused: { $why }
# It was refused before: a seat came, or the port was changed
event-let-in = { $unit } is no longer refused.
event-paused = { $unit } was paused.
event-resumed = { $unit } is no longer paused.
event-alarm = Began: { $alarm }
# What it said no longer holds
event-alarm-over = Over: { $alarm }

### How a session ended

outcome-verified-face = Verified by face.
outcome-verified-pin = Verified by PIN.
outcome-verified-pin-guardian = Verified by the PIN that a guardian entered.
outcome-face-not-matched = The face did not match the photo on the card. Try again in good light, facing the reader, or use the PIN.
outcome-pin-wrong = The PIN was wrong (tries left: { $tries }). The face can be used instead.
outcome-pin-locked = The PIN is locked. Use the face instead; the town office unlocks the PIN.
outcome-card-expired = The card has expired. Check the insurance in another way, and point to the town office for a new card.
outcome-card-unreadable = The card could not be read. Check which way round it lies, wipe it, and place it again.
outcome-not-my-number-card = The card was not a My Number card. Ask whether the patient has one.
outcome-given-up = The patient stopped half-way. Offer another try if it is needed.
outcome-timed-out = The patient was not finished in time. Offer another try.
outcome-unit-failed = The reader failed before it was finished (error: { $error }). Use another reader.

### A number's story: what happened

what-added = Added.
what-called = Called to { $place }.
what-placed = A card was placed on { $place }, and verification began.
what-missed = Called to { $place }, but nobody came in time.
what-returned = Put back into the queue.
what-recalled = Put back into the queue by reception.
what-parked = Parked.
what-unparked = No longer parked; back at its old place.
what-moved = Changed to be served at { $place }.
what-gave-way = No preferred reader became free, so any reader may call now that meets the needs.
what-need-unmet-named = No reader that meets the need "{ $wish }" could be used then.
what-need-unmet = No reader that meets the needs could be used then.
what-link-lost = The connection to { $place } was lost.
what-link-back = The connection to { $place } is back.
what-verified = Verified at { $place }.
what-not-verified = Verification at { $place } ended without success.
what-unit-failed = Something went wrong with { $place }.
what-timed-out = Verification at { $place } did not end within its time limit.
what-late-used = The result of an earlier try at { $place } arrived late and was used.
what-late-held = The result of an earlier try at { $place } arrived late and waits for the running one to end.
what-late-recorded = The result of an earlier try at { $place } arrived late and was only recorded.
what-cancelled = Cancelled at the desk.
what-done-by-means-named = Reception closed it as done without a reader, by other means: { $means }.
what-done-by-means = Reception closed it as done without a reader, by other means.
what-undone = Reception undid the newest act.
what-reopened = Opened again by reception, at its old place.
what-need-dropped-named = Reception dropped the need "{ $wish }".
what-need-dropped = Reception dropped a need.
what-need-added-named = Reception added the need "{ $wish }".
what-need-added = Reception added a need.
what-preference-dropped-named = Reception dropped the preference "{ $wish }".
what-preference-dropped = Reception dropped a preference.
what-preference-added-named = Reception added the preference "{ $wish }".
what-preference-added = Reception added a preference.
what-class-changed-named = Reception changed the class from "{ $before }" to "{ $after }".
what-class-changed = Reception changed the class.
what-bound = Reception made the walk-up at { $place } the result of this number.
what-ended = Ended with the day.
story-passed-by-class = Number { $number } was called first, to { $place }: it came later, and its class ("{ $class }") goes before.
story-passed-by-hand = Reception called number { $number } first by hand, to { $place }.
story-passed-by-more = Calls that went first before these: { $calls }.
story-left-out = Lines that are left out here, as the story is long: { $lines }.

### A number's story: why

why-only-free-unit = When its turn came, this was the only free reader that fits.
why-least-special = When its turn came, this reader was chosen so that counters with special equipment are kept free for those who need them.
why-idle-longest = When its turn came, this reader had been free the longest.
why-staff-choice = Reception chose so.
why-unit-lost = The connection to the reader was lost.
why-unit-paused = The reader was paused.
why-unit-restarts = The reader restarts.
why-unit-retired = The reader was taken out.
why-unit-replaced = The reader was replaced.
why-unit-faulted = The reader reported a fault.
why-session-gone = The reader was restarted and no longer had the session.
why-walk-up = Somebody else placed a card first.
why-called-too-often = It was called { $limit } times, which is the limit. Check the reader and its cable.
why-call-undone = The call was taken back, so the number is parked.
why-set-time = The time that is set for the end of the day had come.
why-no-show = Nobody came within the time of the call.
why-behind-present = It was missed twice, so it comes after those who are waiting now.
why-needs-changed = The reader that it was called to does not meet the new needs.
why-backstop = The time was over, so the reader was asked how it stood.

chapter-with-why = { $what } { $why }
chapter-with-outcome = { $what } { $outcome }

### Seats and licenses

seats-part-included = { $count } included
seats-part-additional = { $count } additional
seats-part-bundled = { $count } bundled
seats-sum = { $parts } = { $total }; limit of the PC: { $limit }

standing-in-force = In force.
standing-other-environment = It is for another environment (production or test) and gives no seats here. Ask where it was bought.
standing-other-installation = It is for another PC and gives no seats here. Tell the vendor this PC's installation key. If that PC has died, install it with "--old-pc-died": it then gives its seats here for 7 days, once.
standing-not-yet = It has not begun yet. It begins by itself on its first day.
standing-expired = It has ended. Ask the vendor about a new one.
standing-superseded = The newer license { $by } took its place. Nothing needs to be done.

### Input that is not right

input-request-id = Every change needs a request_id of 16 bytes. Check the program.
input-number = A number has 1 to 8 letters, digits or hyphens.
input-serial = A serial number has 1 to 32 capital letters, digits or hyphens. It is on the label under the reader.
input-tag = A tag has 1 to 32 small letters, digits, colons or hyphens, for example language:en.
input-triage-answer = An answer of triage is a name that "madoguchi support triage" shows, for example swap-cable-works; where nobody knows, the name of the step alone: swap-cable.
input-days = A number of days is from 1 to 400; 14 where nothing is said.
# A month that is no month
input-month = A month is written as year and month: 2026-11.
input-wish = A wish is one of seated, standing, unit:COUNTER or unit:SERIAL, or a tag.
input-too-many-wishes = A number can have at most { $limit } needs and as many preferences.
input-counter = A counter's name has 1 to { $limit } characters on one line that can all be seen: type it anew rather than pasting it.
input-too-many-tags = A counter can have at most { $limit } tags.
no-earlier-ticket = No earlier ticket with the number { $number } is kept. "madoguchi ticket show { $number }" shows the one that the number finds now.
input-class = This class is not known. Choose normal, priority or urgent.
input-arrived-elsewhere = The time of arrival in another system is said in milliseconds after midnight: 0 to 86399999.
input-means = There is no such way. Choose paper, seen, mobile or other.
input-edition = Say which edition the reader is: single (1:1) or multi. It stands on the box.
input-placement = Say which kind of counter it is: standing or seated.
input-certificate-request = The certificate request is empty or larger than { $limit } bytes. Enroll again.
input-document = The license file is empty or larger than { $limit } bytes. Give the file just as you received it.
input-walk-up = It was not said which walk-up is meant. Give the serial number of the reader, or the session (16 bytes).
input-page = The page token is not one that a list gave. Open the list from its start.
input-pause-reason = The reason of a pause has at most { $limit } characters that can all be seen, on one line. Shorten it.
input-until = Write the time by which it should be over like "17:30" (today), "2026-12-01" (the end of that day) or "2026-12-01 09:00".
input-replace-reason = The reason of a replacement has at most { $limit } characters that can all be seen, on one line. Shorten it.
input-person = A name has 1 to { $limit } characters on one line that can all be seen.
input-role = There is no such role. Choose reception, vendor, support or administrator.
input-second-factor = The second factor is not whole. Check the program.
input-field = The request cannot be understood: { $what }. Check the program.

### Names of roles, within the sentence about rights

role-counter-page = the counter page
role-reception = reception
role-vendor = the vendor
role-support = support
role-administrator = the administrator (logged in, or whoever runs madoguchi commands as this PC's owner)

### The desk's door

desk-unauthenticated = It could not be confirmed that you may do this. Run this as the user who runs madoguchi, with the same data directory.
desk-forbidden = You may not do this. Those who may: { $who }.
# To a program with the token of reception's folder
reception-forbidden = Reception's access does not go as far as this. Those who may: { $who }. Have one of them do it in the console, or run the command as administrator (on Linux with sudo).
desk-csr-refused = The reader's certificate request could not be confirmed ({ $detail }). Enroll again.
desk-watchers-full = The status is being watched in { $limit } places already. Close those that are not used.
desk-watcher-slow = The display did not keep up, so the connection was closed. Open it again.
# In place of the picture of the PC's USB ports
ports-unseen = The PC's USB ports could not be looked at ({ $why }). Try again; if it stays so, call support.
desk-examination-runs = The PC is still being examined, which can take a while. Try again in a minute.
desk-no-such-license = There is no license { $license }.

### What checking a license file found (the keys are the findings' names)

license-unreadable = This file cannot be read as a license: there is no line -----BEGIN MADOGUCHI in it, and no text to type. Give the file just as you received it.
license-too-large = This file is too large for a document (at most { $most } KiB). Give the file that you received.
license-other-file = This is { $what }, and no text file. Paste the lines from -----BEGIN to -----END into Notepad and save them, or give the file just as you received it.
license-mail-source = This is the source of a mail ({ $what }), in which signs stand for others. Save the attachment, or copy the text as the mail shows it.
license-empty = The file is empty. Copy it again.
license-cut-off = The end of the file is missing (the line -----END). Copy it again.
license-beheaded = The beginning of the file is missing (the line -----BEGIN). Copy it again.
license-labels-differ = The lines -----BEGIN and -----END are of different documents. Copy it again.
license-other-label = This is a "{ $label }", and no license or other document. Give the file that you received.
license-kind-differs = It says "{ $label }" and holds a "{ $kind }". Ask the vendor to send it again.
license-newer-kind = This version of madoguchi does not know this kind of document. Update madoguchi.
license-product-key = This is a product key, not a license. Make a request with it: "madoguchi license request --product-key -".
license-second-document = There are several documents in it (line: kind = { $documents }). Put one of them into a file of its own, and give that.
license-typed-wrong = Group { $group } (line { $line } of the original) is mistyped, or one before it is missing. Compare it with the original.
license-typed-too-short = { $found } groups of ten characters were typed, of { $expected }. Type the rest as well.
license-typed-too-long = { $found } groups of ten characters were typed, and there are only { $expected }. Remove what follows.
license-typed-several = Several groups are mistyped. Compare the whole text with the original.
license-scanned-unreadable = One of the codes was not read well. Scan all codes again.
license-scanned-wrong = Code { $part } was not read well. Scan it again.
license-scanned-missing = Code { $part } of { $parts } is missing. Scan it as well; the order does not matter.
license-scanned-mixed = The codes belong to different documents. Scan those of one sheet only.
license-other-kind = This file is not a license. Give the license file that the vendor sent.
license-damaged = A line of the document is missing or changed. Copy it again, or ask the vendor to send it again.
license-malformed = This license was not made properly. Ask the vendor for a new one.
license-other-environment = This license is for the other environment (production or test). Ask the vendor for one that fits.
license-certificate-environment = The license and its issuer's certificate are for different environments (production and test). Ask the vendor for a new one.
license-no-roots = This PC has no key to check licenses with. On a production PC update madoguchi; on a test PC set up the test key.
license-no-certificate = The license came without its issuer's certificate. Ask the vendor for the whole file.
license-certificate-damaged = The issuer's certificate in the license cannot be read. Ask the vendor to send it again.
license-unknown-root = The issuer of this license cannot be checked. Update madoguchi, or ask the vendor.
license-certificate-signature = The issuer's certificate has a wrong signature; it may have been changed. Do not use this file, and ask the vendor.
license-other-issuer = The license and the certificate in it are by different issuers. Ask the vendor to send it again.
license-signature = The license has a wrong signature; it may have been changed on its way. Ask the vendor to send it again.
license-unknown-signer = The signer of this revocation list cannot be checked. Update madoguchi, or ask the vendor.
license-revocation-list = The revocation list in the license is not good. Ask the vendor for a new license.
license-kind-not-allowed = This issuer may not issue this kind of license. Ask the vendor.
license-too-many-seats = This issuer may not grant so many seats at once. Ask the vendor.
license-sequence-too-high = This issuer has issued more licenses than it may. Ask the vendor.
license-issuer-not-yet-valid = The license is dated before its issuer was allowed to issue any. Ask the vendor.
license-issuer-expired = The license is dated after its issuer's time had ended. Ask the vendor.

### Connections of readers (on the reader's screen)

hello-late = The first answer took too long, so the reader connects again. Nothing needs to be done.
bad-frame = The reader sent something that cannot be understood ({ $what }), so the connection was closed. If this goes on, update the reader's software.
too-many-frames = The reader sent too much in a short time, so the connection was closed. If this goes on, switch the reader off and on.
serial-not-certificate = The reader's serial number and its credentials differ, so it cannot connect. Put the credentials for this reader on it.
environment-differs = The reader and the PC are for different environments (production and test). Check the settings.

# How long a time is.
distance-minutes = { $larger } minutes
distance-seconds = { $larger } s
distance-hours = { $larger } hours
distance-hours-and = { $larger } hours { $smaller } minutes
distance-days = { $larger } days
distance-days-and = { $larger } days { $smaller } hours
