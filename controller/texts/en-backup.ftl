# Backup and restore (English).

### When "backup", "audit verify" or "audit export" does nothing

backup-runs = The records are being read already, for a backup or for the record of acts. Wait until that is done, and try again.
backup-nothing-kept = This madoguchi keeps no records on the disk, so there is nothing to back up or to check.
backup-unreadable-records = The records cannot be read, so nothing was done ({ $detail }). Start madoguchi again; if this goes on, have the PC's disk checked.
backup-exists = The file { $path } exists already, so nothing was done: nothing is written over. Give another name, or add --force if it may be replaced.
backup-unwritable = The backup { $path } cannot be written ({ $detail }). Check the free space and who may write there, or give another place.
backup-seal-failed = The backup cannot be encrypted ({ $detail }), so none was made. See that the PC has 256 MB of memory to spare, and try again.
backup-read-back = The backup { $path } did not read back as it was written ({ $detail }), and was removed. Make it on another disk or USB stick.
backup-other-identity = The keys in the data directory { $dir } are not those of the madoguchi that runs. No backup was made. Start madoguchi again.

### After a backup was made

backup-done = The backup is in { $path } (as of { $time }, { $size } KB).
backup-contents = In it: tickets { $tickets }, readers { $units }, licenses { $licenses }, walk-ups { $walk_ups }, people { $people }, recorded acts { $audit }, and this PC's keys
backup-not-in = Not in it: the configuration (controller.toml). Copy it and keep it beside the backup.
backup-where = It holds keys: keep it away from this PC (on a USB stick, for example), where only few people get at it. Keep the passphrase in another place. Without it nobody can open the backup.
# Beside a backup that was made, where the running controller could not be told of it
newest-backup-not-noted = The backup is whole. Only madoguchi could not note that it was made, so its pages go on telling of the one before: { $detail }

### How old the newest backup is, on the page of the day and in "day figures"

newest-backup = The newest backup was made at { $at }, { $age } ago.
# It is more than seven days old
newest-backup-old = The newest backup is old: it was made at { $at }, { $age } ago. Make a new one on this PC with "madoguchi backup FILE", and keep the file away from this PC.
# None is known: also where all were made by an earlier release
newest-backup-none = No backup is known. Make one on this PC with "madoguchi backup FILE", and keep the file away from this PC.

### When the passphrase of a backup is asked for, or does not do

passphrase-ask-new = New passphrase (at least { $least } characters):
passphrase-ask-again = The same again:
passphrase-ask = Passphrase of the backup:
passphrase-short = The passphrase is too short: give at least { $least } characters. The backup holds keys, and a short passphrase does not protect them.
passphrase-long = The passphrase is too long (limit: { $most } bytes).
passphrase-empty = There is no passphrase, so nothing was done. Run this again.
passphrase-differs = The two passphrases differ, so nothing was done. Run this again.
passphrase-unreadable = The passphrase cannot be read ({ $detail }). Where nobody can type it, hand it over with --passphrase-fd or the environment variable MADOGUCHI_PASSPHRASE.

### When "restore" restores nothing

restore-in-use = A madoguchi is running on the data directory { $dir }. Nothing was restored. On a PC where it was just installed, stop it ("madoguchi service stop" on Windows, "systemctl stop madoguchi" on Linux) and run this again. Where it is in use, take another PC, or name an empty folder with --data-dir.
restore-not-empty = The data directory { $dir } is not empty: it holds records that were used, or other files. Nothing was done, and they are kept. Use another PC, or name an empty folder, or one that does not exist yet, with --data-dir.
restore-unreadable = The backup { $path } cannot be read ({ $detail }). Nothing was restored. Check where it is, what it is called, and that you may read it.
restore-not-a-backup = { $path } is no backup of madoguchi. Give a file that "madoguchi backup" made.
restore-wrong-passphrase = This is not the passphrase of the backup. Nothing was restored. Check it, and try again.
restore-damaged = The backup { $path } was cut short or changed. Nothing was restored. Copy it again, or use another backup.
restore-content = What is in the backup { $path } is not right ({ $what }). Nothing was restored. Use another backup; without one, call support.
restore-newer = The backup { $path } was made by a newer madoguchi ({ $software }). Nothing was restored. Update madoguchi on this PC to that version or later.
restore-key-failed = The backup cannot be opened ({ $detail }). Nothing was restored. See that the PC has 256 MB of memory to spare, and try again.
restore-unwritable = { $path } cannot be written ({ $detail }). Nothing was restored. Check the free space and who may write there.

### After a backup was restored

restore-done = The backup (as of { $time }, madoguchi { $software }) was restored to { $dir }.
restore-contents = Restored: open tickets { $open }, closed tickets { $closed }, readers { $units }, licenses { $licenses }, walk-ups { $walk_ups }, people { $people }, recorded acts { $audit }
restore-next = Put the configuration in place and start it (a service of Windows by "madoguchi service start", one of Linux by "systemctl start madoguchi", by hand with "madoguchi serve"). Enrolled readers and licenses work as they are.
restore-old = Never start the madoguchi of the old PC again: two with the same installation would disagree about tickets and licenses.
