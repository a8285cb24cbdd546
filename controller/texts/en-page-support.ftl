# The console's sentences: the page for support.

### On the page for support

page-support-alarms-head = What needs somebody
page-support-no-alarms = Nothing needs attention.
page-support-units-head = Readers at a glance
page-support-col-reader = Reader
page-support-col-state = State
page-support-col-why = Why
page-support-col-port = Port
page-support-col-software = Software
page-support-events-head = What happened lately
page-support-no-events = Nothing has happened since the start.
# Below the events
page-support-since = At most the newest 200 since madoguchi was started ({ $at }). What came and went within a moment is not among them.
page-support-bundle-head = File for support
page-support-bundle-what = Puts state, triage, findings, events, acts and logs (those of connected readers, too) into one file, without patients' data and secrets. Support and administrators may make it; that it was made stands in the record of acts.
page-support-bundle-label = How many days back
page-support-bundle-days = { $days } days
page-support-bundle-make = Make the file for support
page-support-bundle-busy = It is being made, which can take a minute.
page-support-bundle-done = { $name } was made. It is among the browser's downloads.
page-support-bundle-cut = The connection ended before it was there. Try again.
page-support-pc-head = This PC
page-support-codes = All codes of faults
page-support-software = Version of madoguchi
page-support-policy = Environment
page-support-test = a test: not for seeing patients
page-support-production = for seeing patients
page-support-seats = Seats
page-support-revision = Changes recorded so far

### On the page for support: the support code

page-support-code-head = Support code
page-code-login = Log in to make a support code.
page-code-what = One code that tells support at the telephone how things are, for where no file may leave. It holds no patients, no ticket numbers and no names of staff.
page-code-make = Make the code
page-code-made = Read it out to support, or let them scan it with a phone.
page-code-picture = QR code { $number } / { $parts } of the support code (it says the same as the text below)
page-code-read-out = To read it out, go line by line, in groups of ten characters.
page-code-no-answer = The code could not be made: madoguchi did not answer. Wait a moment, and press again.
