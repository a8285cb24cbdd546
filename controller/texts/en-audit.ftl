# The record of acts (English).

### When "audit verify" finds that the record holds

trail-whole = The record of acts holds: { $entries } entries, from no. { $first } ({ $from }) to no. { $last } ({ $to }).
# There is no entry yet that could be checked
trail-empty = There is no entry in the record of acts yet that could be checked.
# The oldest entries were dropped, so that nothing stands before the oldest one that is kept
trail-base = The entries before no. { $first } are no longer kept, because only the newest ones are. Whether no. { $first } itself was changed cannot be told.
trail-limits = By itself this does not show that entries were cut off at the end, or that all of it was written anew by this PC's owner. Where a request or return was kept elsewhere, compare with it: "madoguchi audit verify --request FILE".

### When "audit verify" finds entries without a digest

trail-unlinked = There are also { $count } entries without a digest, which an earlier version of madoguchi wrote. Whether they were changed cannot be told.

### When "audit verify --request" has compared with a file

trail-request-fits = { $path }: it fits. Entry no. { $number } is the same now as when that was made.
trail-request-aged = { $path }: it cannot be compared. Entry no. { $number }, the newest when that was made, is no longer kept, because only the newest ones are.
trail-request-none = { $path }: it cannot be compared. It names no place in the record: an earlier version of madoguchi made it, or there was no entry yet.

### When "audit verify" finds that the record does not hold

audit-changed = The record of acts does not hold: entry no. { $number } ({ $time }) does not have the digest that belongs to it, so it or the entry before it was changed after it was written. Keep a copy of the whole data directory, compare with the record in a backup, and call support.
audit-missing = Entries no. { $first } to { $last } are missing from the record of acts: they were lost or taken out after they were written. Keep a copy of the whole data directory, compare with the record in a backup, and call support.
audit-out-of-order = The record of acts is out of order: entry no. { $number } ({ $time }) stands behind one with the same number or a later one. Keep a copy of the whole data directory, and call support.
audit-unlinked = The record of acts does not hold: entry no. { $number } ({ $time }) has no digest although the one before it has one, so it was taken off after it was written, or another program wrote the entry. Keep a copy of the whole data directory, and call support.
audit-unreadable = What is stored cannot be read, so the record of acts can be neither checked nor exported ({ $what }). Keep a copy of the whole data directory, and call support.

### When the file of "audit verify --request" does not fit, or cannot be used

audit-request-beyond = { $path } was made when there was an entry no. { $number }, but the record of acts ends at no. { $newest }. The entries after that were cut off, or a backup from before was restored. If none was, keep a copy of the whole data directory, and call support.
audit-request-differs = Entry no. { $number } is another one now than when { $path } was made. The record of acts was written anew, or a backup from before was restored and went on. If none was, keep a copy of the whole data directory, and call support.
audit-request-other = { $path } was not signed with this PC's present key (its key id is { $key }): it is another PC's, or from before licenses were given back. The entry no. { $number } that it names is not in this PC's record of acts.
audit-request-unusable = { $path } cannot be read as a signed request or return: it is something else, or was changed on the way. Give the file as "madoguchi license request" or a command like it made it.

### When "audit export" cannot write the file

audit-unwritable = { $path } cannot be written, so the record of acts was not exported ({ $detail }). Check the free space and who may write there, or give another place.

### After "audit export"

trail-exported = { $entries } entries of the record of acts are in { $path }.
trail-leaves = No digests are in it, from which tickets' numbers could be found. "madoguchi audit verify" checks the chain.
# With --sealed
trail-sealed = The digests are in it, from which tickets' numbers can be found. Keep it at the clinic, and do not hand it on.

### In the record of acts on the page: what somebody did

did-ticket-add = added a patient
did-ticket-call = called by hand
did-ticket-recall = put back after a missed call
did-ticket-move = sent to one reader
did-ticket-park = parked
did-ticket-unpark = put back after parking
did-ticket-cancel = cancelled
did-ticket-done = closed as done by other means
did-ticket-undo = took the last act back
did-ticket-reopen = opened again
did-ticket-change = changed class or needs
did-ticket-drop-need = dropped a need
did-ticket-bind = bound a walk-up to the ticket
did-day-end = ended the day
did-day-undo = took the day's end back
did-unit-enroll = enrolled a reader
did-unit-pause = paused a reader
did-unit-resume = ended a reader's pause
did-unit-maintenance = began, changed or ended a reader's maintenance
did-unit-restart = asked a reader to restart
did-unit-restarts-as-planned = a reader restarted as planned
did-unit-prefer = changed a reader's precedence
did-unit-retire = retired a reader
did-unit-replace = put a reader in the place of another
did-unit-note = noted a reader's cable
did-unit-ledger = noted deliveries or cables in the ledger
did-unit-change = changed a reader's counter
did-license-install = installed a license
did-license-revocations = installed a revocation list
did-license-act = signed a request
did-license-return = gave licenses back
did-time-ask-reset = asked for a time reset
did-time-reset = installed a time reset
did-time-confirm = set the controller's time
did-person-add = added a person
did-person-reset = changed password or second factor
did-person-remove = removed a person
did-person-end-sessions = ended sessions
did-person-log-in = logged in
did-backup-note = made a backup
did-support-bundle = made a support bundle
did-support-log = read a reader's log
did-unit-identify = let the reader show which it is
did-session-ended = a session at the reader ended
did-health-changed = the reader's own state changed
# The license lay in the reader's box
did-unit-attach = brought the license from its box
# At the hour of the configuration, or made up for later
did-day-end-by-itself = the day ended by itself
# Confirmed before, and done once nobody was called or at a reader
did-time-set = the controller's time was set
did-retention = records were kept long enough and went
did-person-logins-failed = failed logins

### Beside it: what of its subject changed

aspect-ticket = ticket
aspect-state = state
aspect-unit = reader
aspect-class = class
aspect-needs = needs
aspect-prefers = preferences
aspect-means = means
aspect-membership = membership
aspect-by = replaced by
aspect-fault = named by triage
aspect-override = why it was replaced without triage
aspect-counter = counter
aspect-placement = kind of counter
aspect-tags = tags
aspect-paused = paused
aspect-reason = why it is paused
aspect-preferred = has precedence
aspect-restart = restart
aspect-edition = edition
aspect-cable = cable
aspect-delivered = delivered on
aspect-key = key
aspect-person = person
aspect-role = role
aspect-second-factor = second factor
aspect-recovery-codes = recovery codes left
aspect-license = license
aspect-standing = standing
aspect-open = open tickets
aspect-fleet-time = the controller's time
aspect-license-time = license time
aspect-being-set = being set
aspect-reset-asked = a reset is asked for
aspect-acts = requests and returns
aspect-installation = this PC's key
aspect-in-force = licenses in force
aspect-backup-at = made at
aspect-file = file
aspect-gone-tickets = tickets gone
aspect-closed-from = of those closed from
aspect-closed-before = of those closed before
aspect-gone-verified = of them verified
aspect-gone-not-verified = of them ended otherwise at a reader
aspect-gone-by-means = of them served without a reader
aspect-gone-cancelled = of them closed by staff
aspect-gone-ended = of them closed by the day's end
aspect-gone-by-reader = of them by reader
aspect-gone-walk-ups = walk-ups gone
aspect-ended-before = of those ended before

### Beside that: how it stood before and after

value-yes = yes
value-no = no
value-waiting = waiting
value-parked = parked
value-called = called
value-verifying = at the reader
value-missed = did not come
value-done = done
value-cancelled = cancelled
value-ended = closed by the day's end
value-normal = normal
value-priority = priority
value-urgent = urgent
value-paper = paper certificate
value-seen = looked at by staff
value-mobile = mobile device
value-other = other
value-standing = standing
value-seated = seated
value-enrolled = enrolled
value-retired = retired
value-replaced = replaced
value-by-staff = by staff
value-by-fleet = by itself
value-maintenance = maintenance
value-asked = asked for
value-running = running
value-overdue = not back
value-single = single
value-multi = multi
value-reception = reception
value-vendor = vendor
value-support = support
value-administrator = administrator
value-in-force = in force
value-expired = expired
value-not-yet = not valid yet
value-in-grace = in its grace period
value-bridging = of a PC that died, used here
value-suspended = suspended because of the clock
value-superseded = superseded
value-revoked = revoked
value-returned = given back
value-other-environment = of another environment
value-other-installation = of another PC
