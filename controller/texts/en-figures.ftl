# The month's report and the charts (English): headings, what is out of line and its likely cause, words in charts.

### In the month's report: title and headings

figures-title = Card readers, { $year }-{ $month }: report of the month
# When the month is not over
figures-title-so-far = Card readers, { $year }-{ $month }: report up to day { $day }
figures-made = Made by Madoguchi
figures-section-attention = Readers to look at
figures-section-use = Use by reader
figures-section-quality = Faces and cards
figures-section-service = Service
figures-section-outcomes = How sessions ended
figures-section-queue = Reception and waits

### In the month's report: headings of tables

figures-column-counter = Counter
figures-column-serial = Serial number
figures-column-sessions = Sessions
figures-column-uses = Uses
figures-column-subsidy = 500 a month
figures-column-face = Faces matched
figures-column-face-reference = Held against
figures-column-card = Cards read
figures-column-card-reference = Held against
figures-column-in-time = Faces within 5 s
figures-column-median = Median time
figures-column-p95 = 95 % within
figures-column-drops = Lost links
figures-column-faults = Faults
figures-column-restarts = Restarts
figures-column-availability = Availability
figures-column-serving = In service
figures-column-not-serving = Not in service
figures-column-outcome = Outcome
figures-column-all = Total

### In the month's report as CSV: names of columns, with units

figures-csv-date = Date
figures-csv-counter = Counter
figures-csv-serial = Serial number
figures-csv-sessions = Sessions
figures-csv-uses = Uses (patients verified)
figures-csv-subsidy = 500 or more a month
figures-csv-face-tried = Faces decided
figures-csv-face-matched = Faces matched
figures-csv-face-share = Faces matched (%)
figures-csv-face-low = Faces matched, lower end (%, 95 % confidence)
figures-csv-face-high = Faces matched, upper end (%, 95 % confidence)
figures-csv-card-tried = Cards tried
figures-csv-card-share = Cards read (%)
figures-csv-card-low = Cards read, lower end (%, 95 % confidence)
figures-csv-card-high = Cards read, upper end (%, 95 % confidence)
figures-csv-in-time = Faces within 5 s (%)
figures-csv-median = Median time (s)
figures-csv-p95 = 95th percentile of time (s)
figures-csv-drops = Lost links
figures-csv-faults = Faults
figures-csv-restarts = Restarts
figures-csv-serving = In service (h)
figures-csv-availability = Availability (%)
figures-csv-alarm = Out of line
figures-csv-hour = Hour
figures-csv-served = Patients served
figures-csv-added = Patients received
figures-csv-by-means = By other means
figures-csv-cancelled = Cancelled
figures-csv-ended = Closed with the day
figures-csv-walk-ups = Walk-ups
figures-csv-wait-mean = Mean wait (s)
figures-csv-wait-p50 = Median wait (s)
figures-csv-wait-p95 = 95th percentile of waits (s)
figures-csv-yes = yes
figures-csv-no = no

### In the month's report: words in tables

figures-subsidy-reached = reached
figures-subsidy-short = { $left } short
# A share with its 95 % confidence interval, and of how many it is
figures-rate = { $share } % ({ $low }–{ $high } %) of { $count }
figures-none = –
figures-percent = { $share } %
figures-seconds = { $seconds } s
figures-minutes = { $minutes } min
figures-hours = { $hours } h
figures-reference-specified = specified { $share } %
figures-reference-other-readers = other readers here { $share } %
figures-time-and-why = { $why } { $time }

### In the month's report: why a reader was not in service

figures-why-maintenance = maintenance
figures-why-restarting = restarting
figures-why-link = not connected
figures-why-fault = fault
figures-why-no-seat = no seat
figures-why-paused-by-staff = paused by staff
figures-why-paused-by-fleet = paused by itself

### In the month's report: names of outcomes

figures-outcome-face = Face
figures-outcome-pin = PIN
figures-outcome-pin-by-guardian = PIN by guardian
figures-outcome-face-not-matched = Face not matched
figures-outcome-pin-wrong = PIN wrong
figures-outcome-pin-locked = PIN locked
figures-outcome-card-expired = Card expired
figures-outcome-card-unreadable = Card unreadable
figures-outcome-not-my-number-card = Not a My Number card
figures-outcome-given-up = Given up
figures-outcome-timed-out = Timed out
figures-outcome-unit-failed = Reader failed
figures-outcome-means = Other means: { $means }
figures-outcome-cancelled = Cancelled
figures-outcome-ended = Closed with the day
figures-outcome-walk-ups = Walk-ups

### In the month's report: waits

figures-queue-waits = { $added } patients received. Those who were served waited { $mean } on average until they were called, half of them at most { $p50 }, and 95 % at most { $p95 }.
# A month in which patients were received and none of them was served
figures-queue-nobody-served = { $added } patients received. None of them was served, so there are no waits.
# A month in which nobody was received
figures-queue-nobody = Nobody was received in this month.

### In the month's report: what is out of line

figures-in-line = No reader is out of line.
# No session on a day that is over
figures-not-judged = Nothing could be judged yet: no reader was used on a day that is over.
figures-alarm-face = { $counter } ({ $serial }): { $seen } % of faces did not match ({ $failed } of { $count }), more than { $reference }. Chance alone is unlikely (judged on { $date } by the days of the month up to then).
figures-alarm-card = { $counter } ({ $serial }): { $seen } % of cards could not be read ({ $failed } of { $count }), more than { $reference }. Chance alone is unlikely (judged on { $date } by the days of the month up to then).
figures-alarm-screen = { $counter } ({ $serial }): { $seen } % of patients got to no face and no PIN ({ $failed } of { $count }), more than { $reference }. Chance alone is unlikely (judged on { $date } by the days of the month up to then).
# When it is the same with all readers
figures-all-fail-face = At every reader more faces fail than is specified. The cause is something that they share rather than one reader.
figures-all-fail-card = At every reader more cards cannot be read than is specified. The cause is the cards, or something that the readers share, rather than one reader.
figures-against-specified = the { $share } % that are specified
figures-against-other-readers = the { $share } % of the other readers here

### In the month's report: likely causes

figures-hint-light = Light: see whether a lamp or daylight falls on the front of the reader or on patients' faces.
figures-hint-light-at = Light: most of it happens from { $from }:00 to { $to }:00. Turn or move the reader so that neither sun nor lamps reach it then.
figures-hint-placement = Placement: see whether faces fit into the camera's view, and check the reader's height and direction (standing counter 100–110 cm, seated counter 70–80 cm).
figures-hint-glass = Glass: clean the glass over the camera and over the card with cleaning wipes for image scanners. Take no alcohol or other liquid: it may damage the reader.
figures-hint-gloves = Gloves: the screen does not work with thick gloves. Ask patients to take them off.
figures-hint-masks = Masks: some patterns and shapes are not taken for a face. Where a face does not match, ask patients to lower the mask.
figures-hint-worn-cards = Cards: many cards seem to be worn. Where one cannot be read, tell patients that the city office replaces it.

### In the month's report: notes

figures-note-uses = Uses are patients who were verified with a My Number card. "500 a month" is the monthly use of each reader that a subsidy looks at. For an application, take the official count.
figures-note-interval = In brackets: the 95 % confidence interval. The specified values (0.6 % of faces not matched, 99.0 % of cards read) were measured in a laboratory.
figures-note-test = Readers are held against the worse of the specified value and the other readers here, by a sequential test (mixture likelihood ratio). Looking daily brings no more false alarms: at most 1 % for each reader and month, as long as tries are independent of each other. The same patient trying again and again is not.
figures-note-availability = Availability is the time in service out of the time in which the reader should have been. Pauses by staff and maintenance are left out, and so is the time in which the PC or Madoguchi did not run.

### In charts

figures-chart-use = Use by day and reader
figures-chart-use-unit = sessions
figures-chart-waits = Waits by the hour of arrival
figures-chart-hour = { $hour }:00
figures-chart-mean = mean
figures-chart-p50 = median
figures-chart-p95 = 95 % within
figures-chart-staffing = Readers and waits (with the patients of { $date })
figures-chart-readers = { $count }
figures-chart-readers-now = { $count } (now)
figures-chart-queue-mean = mean
figures-chart-queue-p95 = 95 % within
figures-chart-lines-mean = mean with a line at each counter
figures-chart-minutes = minutes
figures-chart-seconds = seconds
