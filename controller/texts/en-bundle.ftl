# The sentences of bundles for support.

### On the summary of a bundle for support, and when one is made or looked at

bundle-title = Summary for support
bundle-private = Patients' data and secrets (passwords, keys) are not in it. Ticket numbers have made-up names that hold within this file alone. Names of counters and notes that people wrote are not in it either.
bundle-made = Made
bundle-days = Days
bundle-unit = About the reader
bundle-software = Version
bundle-installation = Number of this PC
# The numbers in the record of acts and of signed requests
bundle-acts = Newest act / newest signed request
bundle-waiting = Waiting tickets
bundle-alarms = What needs somebody
bundle-clocks-apart = The PC's clock and the internal time differ
bundle-none = None
# Where the file does not say it
bundle-not-known = Not known
bundle-readers = Readers
bundle-col-serial = Serial number
bundle-col-why = State
bundle-col-reports = Codes that it reports
bundle-col-verdict = Triage
bundle-serves = Serves
bundle-findings = What the doctor found
bundle-chart-sessions = Sessions by day (green: verified)
bundle-chart-drops = Lost links by day
# Of a day older than what the PC keeps
bundle-chart-unknown = Grey: not all of that day is kept, so more may have happened.
# Lines below the days
bundle-unknown-sessions = Not all sessions are kept of { $count } days: { $first } to { $last }
bundle-unknown-drops = Not all lost links are kept of { $count } days: { $first } to { $last }
bundle-left-out = What is not in it
bundle-cause-not-kept = this PC does not keep it
bundle-cause-no-room = its older part, or all of it, had no room in the file
bundle-cause-not-reached = it could not be looked at in time
bundle-cause-reader-away = the reader is not connected
bundle-cause-reader-keeps-none = the reader's program sends no log: it is of before that, or keeps none
bundle-cause-reader-unreadable = the reader could not read its own log
bundle-cause-reader-late = its older part, or all of it, did not come in time
bundle-cause-reader-lost = its older part, or all of it, is missing: the connection ended meanwhile
bundle-cause-reader-nonsense = its older part, or all of it, is missing: the reader sent what is no log
# While it is made
bundle-step = { $step }/{ $steps }  { $entry }
bundle-reader = Reader { $reader } of { $readers }, { $serial }: { $size } of { $of } KB
bundle-done = The bundle for support is in { $path } ({ $size } KB, { $days } days).
bundle-send = Send it the way support told you. "madoguchi support open" shows what is in it.
# When it is looked at
bundle-whole = It is as it was made, and signed with the key of PC { $installation }.
bundle-known = This PC is in the list. { $name }
bundle-stranger = This PC is not in the list. Somebody may have made this with a key of his own.
bundle-not-asked = Unchanged is not yet genuine: a list made from the licenses' ledger, given with --known, tells whether this is a clinic's PC.
bundle-unknown-entries = It has entries that this release does not know, which stay closed: { $names }
bundle-no-summary = It has no summary, or none that can be read.
bundle-written = What is in it was written to { $path }. Characters that cannot be seen have marks in their place.
# The page of the sender is never written out
bundle-page-anew = summary.html was made anew on this PC from summary.json.
bundle-page-none = summary.html was not written: it is made from summary.json, which is missing or cannot be read.
bundle-entry = { $name }  { $bytes } bytes

### When a bundle for support cannot be made or opened

bundle-runs = Somebody else makes a bundle for support right now. Try again when that is done.
bundle-failed = The bundle for support could not be made. Try again; if that goes on, tell support what "madoguchi doctor" finds.
bundle-exists = { $path } exists already. Give another name, or --force where it may be replaced.
bundle-unwritable = { $path } cannot be written: { $detail }. Give a folder that has room and that you may write to.
bundle-unreadable = { $path } cannot be read: { $detail }. See whether it is there, and whether you may read it.
bundle-folder-exists = { $path } exists already. Give a folder that is not there yet.
bundle-foreign = { $path } is no bundle for support (nor is one that was packed again). Ask for the file as the clinic made it.
bundle-too-large = { $path } is larger than a bundle for support may be (10 MB), and stays closed. Ask for the file as the clinic made it.
bundle-newer = { $path } was made by a newer release of Madoguchi (form { $format }). Update Madoguchi on this PC, then open it.
bundle-changed = { $path } was changed or cut after it was made. Nothing of it is shown. Ask for it to be sent again.
bundle-made-up = { $path } was not made by Madoguchi. Nothing of it is shown. Ask whoever sent it, by another way such as the telephone.
bundle-not-signed = { $path } is not signed by the PC that it names. Nothing of it is shown. Ask whoever sent it, by another way such as the telephone.
bundle-known-wrong = Line { $line } of { $path } does not begin with the number of a PC (64 hex digits). Give a list made anew from the licenses' ledger.
bundle-known-other = { $path } is { $what }, and no list of PCs. Give a list made anew from the licenses' ledger.

### When a reader's log cannot be read, or its older lines are missing

reader-log-away = Reader { $serial } is not connected, so its log cannot be read. See why with "madoguchi unit list", and try again once it is.
reader-log-none = The program of reader { $serial } sends no log: it is of before that, or keeps none. Update the reader's program.
reader-log-unreadable = Reader { $serial } could not read the files of its own log. See at the reader whether its log folder is there, and whether its program may read it.
reader-log-late = Lines of reader { $serial } did not come in time. Try again in a moment; if that goes on, switch the reader off and on.
reader-log-lost = The connection to reader { $serial } ended while its log was read, so lines are missing. Try again once it is connected.
reader-log-nonsense = Reader { $serial } sent what is no log, so lines are missing. Update the reader's program.
# Lines beyond 2 MB are left out
reader-log-size = The log of reader { $serial } is larger than 2 MB: its older lines are not here. They are in the log folder of the reader.
reader-log-done = The reader's log is in { $path } ({ $size } KB).
