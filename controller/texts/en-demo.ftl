# The demo's sentences, one a line.

### While the demo runs

demo-live = Demo (test environment): a clinic's morning at { $speed } times its speed
# Where the demo can be watched and touched in a browser
demo-console = Open { $address } in a browser on this PC: the demo can be watched and touched there.
# When a license is installed in the demo
demo-installed = License { $license } was installed. Readers that can serve now: { $units }

### When the demo has ended: its figures

demo-title = Result of the demo (test environment): { $patients } patients, seed { $seed }
# When the demo was stopped by Ctrl-C
demo-interrupted = Stopped before its end. These are the figures so far.
demo-outcome = - { $kind }: { $count }
# When a ticket waits for what no reader of the demo has
demo-waiting = - Number { $number } is waiting. { $why }
demo-unit = - Reader { $serial } (port { $port }): { $admission }, { $sessions } sessions
demo-peak = Readers serving at one time: { $units } at most
demo-wait = Wait (one queue): mean { $mean } s, half within { $p50 } s, 95 % within { $p95 } s, longest { $max } s
demo-separate = Wait (a line at each reader): mean { $mean } s, half within { $p50 } s, 95 % within { $p95 } s, longest { $max } s
demo-dispatch = From a ticket to its call on the reader (real time): half within { $p50 } ms, 99 % within { $p99 } ms
demo-lost = Tickets or outcomes lost: { $lost }; outcomes counted twice: { $twice }

### When the demo cannot go on, or went wrong

demo-not-sound = Something was lost or counted twice in this demo. Please tell support.
demo-no-call = The call of ticket { $number } did not reach a reader. Please run the demo again.

### When the file of --receptions cannot be used

demo-file-unreadable = The file { $file } cannot be read ({ $reason }). Check its name and place.
demo-file-too-large = The file { $file } is too large. Give it one day (1 MiB at most).
demo-too-many-patients = There are too many patients. Give it { $limit } at most.
demo-line-no-time = Line { $line }: it has no time. The demo adds the patient at that time: write it like "8:30".


### When the demo has ended: the ends that its tickets came to

demo-outcome-verified-face = verified by face
demo-outcome-verified-pin = verified by PIN
demo-outcome-verified-pin-guardian = verified by a guardian's PIN
demo-outcome-face-not-matched = face not matched
demo-outcome-pin-wrong = wrong PIN
demo-outcome-pin-locked = PIN locked
demo-outcome-card-expired = card expired
demo-outcome-card-unreadable = card unreadable
demo-outcome-not-my-number-card = not a My Number card
demo-outcome-given-up = gave up
demo-outcome-timed-out = timed out
demo-outcome-unit-failed = reader failed
demo-outcome-cancelled = cancelled (did not come)
demo-outcome-by-other-means = done by other means
demo-outcome-ended = ended with the day
demo-outcome-open = still open
demo-outcome-lost = lost
