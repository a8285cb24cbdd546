# The console's sentences: the readers' page: pairing and identifying.

### On the readers' page: the button that lets a reader show which one it is

page-act-identify = Show which one it is

### On the readers' page: the button that begins a pairing, and what it asks

page-pair = Pair a reader
page-pair-others-may = The administrator and support can pair readers.
page-pair-head = Pairing a reader
page-pair-ask = Pair a reader
page-pair-ask-what = The port is open for two minutes. Switch the reader on and plug it straight into a USB port of the PC. What is left empty stays as it is where the reader is enrolled already.
page-pair-counter = Name of the counter
page-pair-counter-hint = empty: the next free one of 窓口1, 窓口2, …
page-pair-placement = Kind of counter
page-pair-edition = Edition, as on the box
page-pair-edition-single = single (1:1)
page-pair-edition-multi = multi
page-pair-unsaid = not said
page-pair-tags = Tags
page-pair-tags-hint = for example language:en; several with spaces in between
page-pair-cable = Cable
page-pair-cable-hint = for example 3 m
page-pair-delivered = Day of delivery
page-pair-delivered-hint = As on the delivery slip, for example 2024-05-20. It tells when coverage ends; it can be noted later, too.
page-pair-serial = Only the reader with this serial number
page-pair-serial-hint = empty: whichever is plugged in
page-pair-begin = Begin

### While a pairing goes on, for whoever started it

page-pair-waits = Waiting for a reader. Switch it on and plug it straight into a USB port of the PC.
page-pair-left = time left
page-pair-compare = Compare these digits with those that reader { $serial } (port { $port }) shows.
page-pair-digits = digits
page-pair-same = The same
page-pair-different = Different
page-pair-answered = You said "the same". Choose "same" on the reader, too.
page-pair-cancel = End it

### At the end of a pairing, for whoever started it

page-pair-done = Reader { $serial } is enrolled at { $counter }.
page-pair-again = Once more
page-pair-close = Close
page-pair-lost = The pairing ended because the PC's program was started again. If the reader is not in the list below, or shows that it is not paired, start the pairing again.

### While somebody else pairs a reader

page-pair-of-another = { $who } started a pairing at { $since }. It ends at { $until } at the latest. No other can be started before.
page-pair-of-another-digits = Digits are being compared in the pairing that { $who } started at { $since }. It ends at { $until } at the latest. Only whoever started it can answer.
page-pair-cancel-another = End the pairing of { $who }?
page-pair-cancel-another-what = A reader that is being paired is not enrolled.
page-pair-no-port = unknown
page-pair-say-digits = Digits have come: { $digits }
