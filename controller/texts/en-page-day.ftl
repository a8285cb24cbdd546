# The console's sentences: the page of the day.

### The end of the day

page-day-end-head = End of the day
# The day has not been ended; `open` counts the numbers that are open
page-day-open = The day goes on. Open numbers: { $open }
page-day-end = End the day
page-day-undo = Take the end back
# In the place of the buttons, for whoever may not
page-day-end-who = The day is ended, and its end taken back, by reception or the administrator, after logging in.
page-day-ask-end = End the day now?
# The question where no number is open
page-day-nobody = No number is open. Numbers that are given by themselves begin at 1 again.
page-day-ended = The day has ended. Numbers that were closed: { $count }
page-day-undone = The day's end was taken back. Numbers that are open again: { $count }

### The figures

page-figures-head = Figures of today
page-figures-added = Added
page-figures-open = Open now
page-figures-served = Served
page-figures-mean = Mean wait
page-figures-p95 = 95 % waited at most
# Below the figure
page-figures-p95-what = Only 1 in 20 waited longer.
page-figures-longest = Longest wait
page-figures-outcomes = How numbers were closed
page-figures-outcome = Result
page-figures-count = Numbers
# Served without a reader
page-figures-by = without a reader: { $means }
page-figures-cancelled = cancelled
page-figures-ended = closed with the day
page-figures-walk-ups = sessions of patients who were not called (no number)
page-figures-readers = Sessions of each reader
page-figures-reader = Reader
page-figures-sessions = Sessions
page-figures-verified = Verified
page-figures-hours = Each hour
page-figures-hour-head = Hour
page-figures-hour = { $hour }:00

### The clock

page-clock-head = Clock
page-clock-pc = The PC's clock
page-clock-own = The controller's own time
page-clock-settled = at rest
# It jumped, or the controller started, less than five minutes ago
page-clock-restless = changed, or started, less than five minutes ago: no day ends by it yet
page-clock-ends = Licenses that would no longer be usable: { $licenses }
page-clock-begins = Licenses that would become usable: { $licenses }
page-clock-confirm = Set the controller's time to the PC's clock
page-clock-who = The administrator sets it, after logging in.
page-clock-ask = Is the PC's clock right?
page-clock-ask-means = The controller's own time becomes what the PC's clock shows. Nobody waits longer by it. While somebody is called or at a reader, it is done a little later, and nobody new is called until then.
page-clock-ask-back = If the PC's clock is wrong, leave this and set the PC's clock first. It can be taken back: set the PC's clock right and do the same again.
page-clock-set = The controller's time was set to the PC's clock: { $time }
# Somebody is called or at a reader
page-clock-set-soon = Somebody is called or at a reader: the time is set at { $at } at the latest. Nobody new is called until then.
# Asks for the vendor's reset of a clock that was set back
page-clock-reset = Ask the vendor to clear the clock
# In place of that command in a sentence on another page
page-do-time-ask-reset = Ask on the page of the day to clear the clock
page-clock-reset-tell = Tell both of these to the vendor's support by telephone.
page-clock-reset-key = This PC's key id
page-clock-reset-code = Code
page-clock-reset-then = Then install what the vendor sends, on the page of licenses. The code is good for one time.

### The backup

page-backup-head = Backup
page-backup-when = Made at
page-backup-who = Made by
page-backup-file = File
page-backup-way = A backup is made on this PC at the command line, because it asks for a passphrase and holds keys that no browser should get.

### How long things are kept

page-kept-head = How long things are kept
