# The support code: "madoguchi support code" and "madoguchi support decode", and the page /support.

### A support code is shown

code-head = Support code ({ $unit })
code-all-units = all readers
code-what = Read it out to support, or let them scan it with a phone. It holds counts, codes, serial numbers, ports and versions alone: no patients, no ticket numbers, no names of staff.
code-read-out = To read it out: line by line, in groups of ten characters. A slip shows in its group.
code-qr = QR code { $number } / { $parts }

### A support code was decoded

code-told-head = What the support code says
code-told-genuine = Only that no character is wrong was checked. Who made it, a code cannot show.
code-told-test = It is of a test, and not of seeing patients.
code-told-installation = Installation (its first 16 digits)
code-told-at = Made at (by that PC's clock)
code-told-software = Version of madoguchi
code-told-waiting = Patients waiting
code-told-closed = Tickets closed today
code-told-alarms = What needs somebody
code-told-findings = Problems of the PC
code-told-nothing = nothing
code-told-unit = Reader { $serial }
code-told-unit-nameless = A device without a serial number
code-told-left-out = There are { $units } more, for which the code has no room.
code-unit-edition = Edition
code-unit-state = State
code-unit-verdict = Triage
code-unit-likeliest = Most likely cause
code-unit-faults = Faults
code-unit-sessions = Used today
code-unit-sessions-of = { $sessions } times ({ $verified } verified)
code-unit-drops = Link lost in ten minutes
code-unit-port = USB port
code-unit-software = Version of its program
code-unit-covered = Coverage ends
code-unit-unknown = not known
code-state-serves = serves
code-state-connected = connected, and does not serve
code-state-plugged = USB shows it, and it is not connected
code-state-away = not connected
code-state-not-enrolled = not enrolled at this madoguchi
code-state-paused-by-staff = paused by staff
code-state-paused-by-fleet = paused after repeated failures
code-state-maintenance = in maintenance

### A support code cannot be read

support-code-none = There is no support code in it. Type all of the code's characters, or name the file of a picture of its QR codes (PNG, JPEG).
support-code-other-file = This is { $what }, and no support code. Give the code's characters, or the file of a picture of its QR codes (PNG, JPEG).
support-code-too-large = It has more than { $limit } bytes, and is no support code. Look whether it is the right file.
support-code-license = This is a license or another paper, and no support code. "madoguchi license show" explains it.
support-code-newer = A newer version of madoguchi made this support code (form { $version }). Decode it with "madoguchi support decode" of that version.
