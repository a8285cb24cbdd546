# Backups that are made by themselves, and the key that opens them, one sentence a line.

### How it goes with automatic backups: in "status", in "doctor", on pages

# There is a recent one
nightly-newest = { $since } They are in { $folder }.
# The folder is on the disk of the data
nightly-newest-same-disk = { $since } They are in { $folder }, which is on the same disk as the data folder: if that disk dies, they die with it. Use a USB stick, another disk or a share.
# There is none yet, and one will be made
nightly-first = The first automatic backup is about to be made in { $folder }.
# Within the sentences above, and those of the next part
nightly-since = The newest automatic backup was made at { $at }, { $age } ago.
nightly-never = No automatic backup could be made yet.
nightly-no-keys = this PC's keys (identity in the data folder) cannot be read
nightly-not-sealed = there is a file of the same name, or it cannot be encrypted
# The line of "madoguchi status"
cli-status-backup = Backups: { $backup }

### When no automatic backup can be made; after three days without one it is an alarm

# The folder is configured, and there is no key yet
auto-backup-no-key = { $since } There is no key yet, so no automatic backup can be made in { $folder }. As an administrator make one with "madoguchi backup-key --config FILE --out SHEET.html", print the sheet, and restart madoguchi.
# The folder is not there
auto-backup-away = { $since } The folder { $folder } is not there, so no automatic backup can be made ({ $why }). Plug in the USB stick, or look at the network and the PC that has the share; if there is no such folder, make it.
# The folder has not answered for a minute
auto-backup-silent = { $since } The folder { $folder } does not answer, so no automatic backup can be made. Plug the USB stick in anew, or look at the network and the PC that has the share.
auto-backup-full = { $since } There is no room in { $folder }, so no automatic backup can be made. Remove files that nobody needs, or take a larger one.
# Writing is forbidden
auto-backup-read-only = { $since } Nothing can be written to { $folder }, so no automatic backup can be made ({ $why }). Look at the stick's write protection, and whether the user who runs madoguchi may write there.
auto-backup-inside = { $since } The folder { $folder } lies in the data folder, or holds it: it would be lost with the data, so no automatic backup is made. Set backup.folder in the configuration to a folder on another disk, and restart.
# What was written is another when it is read again
auto-backup-read-back = { $since } The backup that was written to { $folder } did not read back as it was written, and was removed. The stick or disk is about to fail. Replace it.
auto-backup-failed = { $since } No automatic backup can be made in { $folder } ({ $why }). It is tried again every 15 minutes; if this goes on, take another place or call support.
# Nothing is in the way, and there has been none for three days
auto-backup-late = { $since } They go to { $folder }. See with "madoguchi doctor" whether the PC's clock is right and whether madoguchi keeps running.

### When the configuration's section backup is wrong

config-backup-needs = { $field }: automatic backups need a folder to go to; write it, or take the section out
config-backup-recipient = { $field }: this is no recipient; copy the characters that begin with age1 as "madoguchi backup-key" showed them
config-backup-secret = { $field }: this is the secret that opens the backups, and must not stand in a configuration; remove it now, make a new key with "madoguchi backup-key", and write the part that begins with age1

### When "backup-key" made a key

backup-key-lines = Write these lines into the configuration, with a folder on a USB stick or the like, and restart madoguchi. They are no secret.
# It was written into the configuration
backup-key-configured = The recipient is in the configuration. Restart madoguchi, and automatic backups go to { $folder }.
backup-key-keep = The key that opens the backups is on paper alone. Print it now, and keep it apart from this PC. Without it nobody can open the automatic backups.
# The sheet was written to a file
backup-key-file = The sheet is in { $path }. Open it in a browser, print it, and remove the file at once.
backup-key-failed = No key can be made ({ $detail }). Try again.
backup-key-exists = The file { $path } exists already, so nothing was made: nothing is written over. Give another name.
backup-key-unwritable = { $path } cannot be written, so no key was made ({ $detail }). Give another place.
backup-key-there = The configuration { $path } has a recipient already. Nothing was changed. To change the key, remove the line backup.recipient from it and run this again. Keep the former key's sheet as long as there are backups from before.
backup-key-no-folder = The configuration { $path } has no folder for automatic backups. Nothing was changed. Run this again with "--folder DIR".
backup-key-folder-away = The folder { $folder } is not there. Nothing was changed. Look at the USB stick or the share, or make the folder, and run this again.
backup-key-folder-inside = The folder { $folder } lies in the data folder, or holds it: it would be lost with the data, so nothing was changed. Name a folder on another disk.
backup-key-config-unwritable = The configuration { $path } cannot be written ({ $detail }), so no key was made. Run this again as an administrator.

### The key's sheet

paper-key-title = Key of the automatic backups
paper-key-what = The one key that opens the automatic backups of madoguchi. It is on this sheet and nowhere else.
paper-key-why = When the PC's disk has died, this key and a backup bring tickets, readers and licenses back on a new PC. If the sheet is lost, nobody can open the backups. Whoever has both the sheet and a backup can read the PC's keys, too.
paper-key-secret = Secret key (the same as the QR code)
paper-key-recipient = Recipient for the configuration (no secret)
paper-key-made = Made at
paper-key-how = To bring everything back
paper-key-step-1 = Install madoguchi on the new PC, and copy the newest backup (madoguchi-….age) to it.
paper-key-step-2 = Run "madoguchi restore FILE", and type the secret key above when it asks. With a photograph of the QR code: "madoguchi restore FILE --identity PHOTO.jpg".
paper-key-step-3 = Start with "madoguchi serve". Never start the old PC's controller again. When all is done, delete the photograph of this key.
paper-key-keep = Safekeeping
paper-key-keep-where = Where it is kept (locked, apart from the PC)
paper-key-keep-who = Who keeps it (signature)
paper-key-keep-when = Received on
paper-key-of-clinic = Clinic

### When "restore" cannot open a backup that was made for a recipient

# At a terminal
identity-ask = Secret key on the sheet (AGE-SECRET-KEY-1…; blanks do not matter):
restore-needs-identity = { $path } is an automatic backup, which no passphrase opens. Give the characters or a photograph of the key's sheet with "--identity FILE". Nothing was restored.
restore-needs-passphrase = { $path } is a backup with a passphrase, which no key on paper opens. Leave --identity out. Nothing was restored.
restore-wrong-identity = This key does not open { $path }, which was made for another one. Nothing was restored. Look at the time on the sheets, and use the other one.
restore-identity-mistyped = Some character of the secret key is wrong, missing or too many. Nothing was restored. Look at the sheet and type it again, or give a photograph of its QR code with "--identity PHOTO.jpg".
restore-identity-other = This is the recipient (age1…), which opens nothing. Nothing was restored. Use the secret key that begins with AGE-SECRET-KEY-1.
restore-identity-none = There is no secret key in it. Nothing was restored. Give the characters that begin with AGE-SECRET-KEY-1, or a photograph (PNG or JPEG) of the QR code on the sheet.
