# The check before opening ("madoguchi check", the counter page)

### The line

# The check before opening, in one line
ready-one = The reader is ready.
ready-all = All { $count } readers are ready.
ready-but-aside = Ready readers: { $count } (paused or in maintenance: { $aside }).
ready-noted = { $ready } Worth a look: { $notes }. "madoguchi check" tells what.
ready-not-yet = Readers are still connecting: { $count }. Wait a minute, then look again.
ready-none-enrolled = No reader is enrolled. "madoguchi unit pair" enrolls one.
ready-all-aside = All readers are paused or in maintenance. Bring back those that are to serve.

### What is good

# A row of the check before opening
ready-good-usb = Plugged straight into USB port { $port }.
ready-good-plugged = USB shows it (port { $port }).
ready-good-attached = Connected.
ready-good-self-test = Its own tests found nothing.
ready-good-seat = It has a seat.
ready-good-certificate = It came with the key that is on record, which has no end.
ready-good-clock = Its clock is right (off by { $distance }).
ready-good-day = No ticket is left of an earlier day.
ready-good-pc = Nothing has to be mended at the PC.

### What nothing here tells

# A row of the check before opening
ready-unknown-usb = Not known: the USB ports cannot be looked at.
ready-unknown-away = Not known until it connects.
ready-unknown-clock = The software of this reader does not tell its time.
ready-unknown-pc-clock = Cannot be compared until the PC's own clock is right.
ready-unknown-pc = Whoever is logged in sees how the PC is on the page of the doctor, as "madoguchi doctor" does.
ready-unknown-test = The readers are simulated, so the PC was not looked at.

### What is worth a look

# A row of the check before opening
ready-warn-degraded = It serves, but the reader reports a fault (error: { $codes }). If it is still there after switching it off and on, tell support the error and the serial number.

### The table

# A cell of the table of "madoguchi check"
ready-check-pause = pause or maintenance
ready-check-usb = USB
ready-check-attached = connection
ready-check-self-test = self-test
ready-check-seat = seat
ready-check-certificate = certificate
ready-check-clock = clock
ready-check-day = day before
ready-check-backup = backup
ready-check-pc = PC
ready-level-good = good
ready-level-warn = look
ready-level-bad = mend
ready-level-unknown = not known
ready-level-aside = not used
