# The ledger of readers and support: deliveries, coverage, the hours of support, the sheet for the telephone.

### How long a reader is covered

# Beside a reader, with time left
coverage-running = It is covered until { $until }.
# Beside a reader: at most 180 days are left
coverage-soon = It is covered until { $until }, for { $days } days more. A new one takes two to three months to arrive: think of buying it.
# Beside a reader: at most 120 days are left
coverage-close = It is covered until { $until }, for { $days } days more. A new one takes two to three months to arrive: order it now.
# Beside a reader: its last day is past
coverage-over = Its coverage ended on { $until }. If it breaks it is neither repaired nor replaced: buy a new one of the same edition.
# The PC's clock shows an impossible date
coverage-undated = It is covered until { $until }. The date of the PC's clock is wrong, so how many days are left is not known.

### What needs somebody

# At most 180 days of a reader's coverage are left
alarm-coverage-soon = At most 180 days of coverage are left for: { $units }. After five years nothing is repaired or replaced. A new reader takes two to three months to arrive: think of buying one of the same edition.
# At most 120 days of a reader's coverage are left
alarm-coverage-close = At most 120 days of coverage are left for: { $units }. A new reader takes two to three months to arrive. If none is ordered now, one that breaks may leave its counter without a reader.
# A reader's coverage ended within the last 30 days
alarm-coverage-over = The coverage has ended of: { $units }. They go on working; if one breaks it is neither repaired nor replaced. Buy new ones of the same edition.

### When support is reached, and when a replacement ships

# On a sheet: support answers now
hours-open = Support answers now (weekdays 9:00 to 17:00). If you call now, a replacement should ship by { $ships }.
# On a sheet: nobody answers now
hours-closed = Support is closed now. It answers from { $day }, { $time } (weekdays 9:00 to 17:00). If you call then, a replacement should ship by { $ships }.
# On a sheet, in a year whose holidays are not announced
hours-reckoned = { $told } The holidays of that year are not announced yet: these days are reckoned by the law.
# On a sheet, where the PC's clock shows an impossible date
hours-unknown = Support answers on weekdays from 9:00 to 17:00, not on holidays and from 29 December to 3 January. The date of the PC's clock is wrong, so the next day is not known.

### The days of the week

# On a sheet
day-monday = Mon { $date }
# On a sheet
day-tuesday = Tue { $date }
# On a sheet
day-wednesday = Wed { $date }
# On a sheet
day-thursday = Thu { $date }
# On a sheet
day-friday = Fri { $date }
# On a sheet
day-saturday = Sat { $date }
# On a sheet
day-sunday = Sun { $date }

### Refusals

# A day of delivery was noted that is not yet
refusal-delivered-ahead = { $delivered }, as the delivery of reader { $unit }, is not yet. Check the date on the delivery note.
# A day of delivery that is no day
input-delivered = A day of delivery is written as year, month and day: 2024-05-20 (also 2024/5/20).
# A request that notes no reader, too many, or one twice
input-ledger-entries = One to { $limit } readers are noted in the ledger at a time, each once, with a delivery or a cable.

### The sheet for the telephone

# Its head
sheet-head = Sheet for support
# Below its head
sheet-what = Say these at the telephone, in this order. Read out four characters at a time.
# On the sheet: when it was made
sheet-at = Made at
# On the sheet
sheet-code = Code
# On the sheet: nothing is wrong
sheet-no-code = none (it works now)
# On the sheet: what is wrong
sheet-message = How it stands
# On the sheet
sheet-serial = Serial number
# On the sheet
sheet-counter = Counter
# On the sheet
sheet-edition = Edition
# On the sheet
sheet-edition-single = 1:1
# On the sheet
sheet-edition-multi = multi-unit
# On the sheet
sheet-cable = Cable
# On the sheet
sheet-port = USB port
# On the sheet: the version of the reader's agent
sheet-software = Software of the reader
# On the sheet: the reader is not connected
sheet-software-unknown = not known: it is not connected
# On the sheet: the firmware of the device
sheet-firmware = Firmware of the device
# On the sheet: only the device knows its firmware
sheet-firmware-shown = read it from the reader's screen
# On the sheet: the version of the controller
sheet-controller = Version of madoguchi
# On the sheet
sheet-delivered = Delivered on
# On the sheet: nobody noted the delivery
sheet-not-noted = not noted ("madoguchi unit note" does)
# On the sheet
sheet-coverage = Coverage
# On the sheet: which readers stood there before
sheet-replaces = Replaced
# On the sheet: the installation
sheet-installation = Number of this PC
# On the sheet: whom to call
sheet-support = Call
# On the sheet: the configuration names nobody
sheet-no-support = see the starter guide that came with the reader
# On the sheet
sheet-hours = Hours

### The ledger as a table (CSV)

# A column's name in the file, which is always in Japanese, and in the list
ledger-col-serial = Serial number
# A column's name, as above
ledger-col-counter = Counter
# A column's name, as above
ledger-col-edition = Edition
# A column's name, as above
ledger-col-delivered = Delivered
# A column's name, as above
ledger-col-covered-until = Covered until
# A column's name, as above
ledger-col-cable = Cable
# A column's name, as above
ledger-col-state = State
# A column's name, as above
ledger-col-enrolled = Enrolled
# A column's name, as above
ledger-col-out = Taken out
# A column's name, as above
ledger-col-replaced-by = Replaced by
ledger-col-replaced-why = Why it was replaced
# A column's name, as above
ledger-col-replaces = Replaced
# A cell: the reader belongs to the fleet
ledger-state-enrolled = in use
# A cell: the reader was taken out
ledger-state-retired = taken out
# A cell: another reader took its place
ledger-state-replaced = replaced

### Writing and reading the ledger

# "unit ledger list" without a reader
cli-ledger-none = No reader is enrolled.
# After "unit ledger export"
cli-ledger-exported = The ledger of { $count } readers was written to { $path }.
# After "unit ledger import"
cli-ledger-imported = The ledger was changed: { $changed } readers. As they were: { $kept }.
# A file of which nothing was taken; its lines follow
ledger-refused = Nothing was taken from { $path }. Mend the lines below and import it again; until then no line counts.
# A file that is empty
ledger-empty = There is nothing in it. Use the table that "madoguchi unit ledger export" writes.
# A file that is no table
ledger-other = It is no table (CSV) but { $what }. In Excel, choose "CSV UTF-8" under "Save as".
# A table without a column
ledger-no-column = Its first line has no column "{ $column }". Use the first line of a table that "madoguchi unit ledger export" writes.
# A table with an unknown column
ledger-other-column = "{ $column }" in its first line is no column of the ledger. Use the first line of a table that "madoguchi unit ledger export" writes.
# A table with a column that is there twice
ledger-column-twice = Its first line has two columns "{ $column }".
# A table without rows
ledger-no-lines = There is no line with a reader.
# A line that is longer than the first
ledger-line-columns = Line { $line }: it has { $count } columns, more than the first line.
# A line with an unknown reader
ledger-line-serial = Line { $line }: no reader has the serial number "{ $value }".
# A line with a reader that an earlier line has
ledger-line-twice = Line { $line }: a line above has the serial number "{ $value }", too.
# A line whose delivery is no day
ledger-line-delivered = Line { $line }: "{ $value }" is no day of delivery. Write it as 2024-05-20.
# A line whose note on the cable does not fit
ledger-line-cable = Line { $line }: a note on a cable has at most 32 characters that can all be seen.
# Behind the first lines that are wrong
ledger-more-lines = { $count } further lines.
# A file that could not be written
ledger-unwritable = The ledger could not be written to { $path }: { $detail }
