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
demo-no-patients = The file has no patients. Write one on each line, from line 2 on.
demo-line-header = The first line names no column "{ $column }". It must be "{ $columns }".
demo-other-column = The first line names a column "{ $column }", which means nothing here. It must be "{ $columns }".
demo-column-twice = The first line names the column "{ $column }" twice. It must be "{ $columns }".
demo-file-other = This is { $what }, and no CSV. In Excel save it as "CSV UTF-8 (Comma delimited)".

### When a line of the file of --receptions has a mistake

demo-line-columns = Line { $line }: it has { $count } columns. Give it 5 (time,number,class,needs,prefers).
demo-line-time = Line { $line }: the time "{ $value }" cannot be read. Write it like "8:30" or "08:30:15".
demo-line-number = Line { $line }: the number "{ $value }" cannot be used. Give it at most 8 letters, digits and hyphens.
demo-line-number-twice = Line { $line }: the number "{ $value }" is on an earlier line, too. Give it another.
demo-line-class = Line { $line }: the class "{ $value }" is unknown. Write normal, priority, urgent, or nothing.
demo-line-wish = Line { $line }: the wish "{ $value }" cannot be used. Write seated, standing, unit:COUNTER or unit:SERIAL, or a tag (lower case, digits, "-" and ":").

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
