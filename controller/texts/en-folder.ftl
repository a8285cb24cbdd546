# Lists of receptions (--receptions, the watched folder) and the watched folder itself, one sentence a line.

### When a file is no list of receptions: on the demo's screen, or in the report beside the file in the watched folder

receptions-nobody = The file has no patients. Write one on each line, from line 2 on.
receptions-no-column = The first line names no column "{ $column }". It must be "{ $columns }" (or "{ $japanese }").
receptions-other-column = The first line names a column "{ $column }", which means nothing here. It must be "{ $columns }" (or "{ $japanese }").
receptions-column-twice = The first line names the column "{ $column }" twice. It must be "{ $columns }" (or "{ $japanese }").
receptions-other = This is { $what }, and no CSV. In Excel save it as "CSV UTF-8 (Comma delimited)".
receptions-empty = There is nothing in the file. Its first line must be "{ $columns }" (or "{ $japanese }"), and each line from line 2 on a patient.

### When a line of a list of receptions has a mistake, or is refused at the desk

receptions-line-columns = Line { $line }: it has { $count } fields, more than the first line names. Put a field that has a comma in it between quotes.
receptions-line-time = Line { $line }: the time "{ $value }" cannot be read. Write it like "8:30" or "08:30:15".
receptions-line-number = Line { $line }: the number "{ $value }" cannot be used. Give it at most 8 letters, digits and hyphens.
receptions-line-number-twice = Line { $line }: the number "{ $value }" is on an earlier line, too. Give it another.
receptions-line-class = Line { $line }: the class "{ $value }" is unknown. Write normal, priority, urgent, or nothing.
receptions-line-wish = Line { $line }: the wish "{ $value }" cannot be used. Write seated, standing, unit:COUNTER or unit:SERIAL, or a tag (lower case, digits, "-" and ":").
receptions-line-refused = Line { $line }: { $why }

### In the report beside a file of the watched folder: each line

folder-line-added = Line { $line }: number { $number } was added.
# The line has a time
folder-line-added-at = Line { $line }: number { $number } was added ({ $time } in the file).
# A file with the same content was taken on the same day, or this one before the program ended
folder-line-known = Line { $line }: it was added today already, from a file with the same content. It was not added twice.
# An urgent line, and folder.urgent is not true
folder-line-urgent = Line { $line }: urgent patients are not taken from files (folder.urgent in the configuration). Add this one at the counter page.

### In the report beside a file of the watched folder: the file as a whole

folder-report = { $file }, taken { $at }: added { $added }, added before { $known }, not added { $refused }
# Nothing of it was taken
folder-report-nothing = { $file }, { $at }: not taken. Nobody was added to the queue.
# Some lines were not added
folder-report-mend-lines = Put only the lines that were not added, mended, into a new file under the same first line, or add them at the counter page: the others are in the queue already. Then remove this file from "bad".
# No line was added
folder-report-mend = Mend the file and put it into the watched folder again, or add the patients at the counter page. Then remove this file from "bad".
# Whoever wrote it had it open when it was taken
folder-report-grew = The file was written to after it had been taken. Compare it with the lines below, and add who is missing at the counter page. Then remove this file from "bad".
folder-no-file = It is a link, or something else that is no file of its own. Put the file itself there.
folder-other-name = The file has another name elsewhere (a hard link). Put a copy of it there.
folder-too-large = The file has more than 1 MB. Divide it into smaller ones.
folder-too-many = The file has more than { $most } lines with patients. Divide it into smaller ones.

### The watched folder in the status

watched-nothing-yet = Watched folder { $folder }: no file was taken since the start
watched-newest = Watched folder { $folder }: newest file { $file } ({ $at }), added { $added }, added before { $known }, not added { $refused }
# The line of "madoguchi status"
cli-status-folder = { $watched }

### What needs attention at the watched folder

alarm-folder-unreachable = The watched folder { $folder } cannot be looked at ({ $why }). What other systems write there does not come into the queue. Check the folder, the network and the PC that has it; it goes on by itself after that. Until then add patients at the counter page.
# A folder in it cannot be made, written, or is something else
alarm-folder-unusable = The folder { $folder } cannot be used ({ $why }). Until files can be moved there, none of the watched folder is taken. Give the account of madoguchi the right to write there. Until then add patients at the counter page.
# It became so after the start, by a link for example
alarm-folder-overlaps = The watched folder { $folder } lies in the data folder { $data }, or holds it. No file is taken. Choose another folder as folder.path in the configuration, and start madoguchi again.
alarm-folder-not-claimed = The file { $file } in the watched folder { $folder } cannot be moved ({ $why }), so it was not taken: its patients are not in the queue. Close the program that has it open, or give the account of madoguchi the right to move it; it is tried again by itself.
alarm-folder-not-read = The file { $file } of the watched folder { $folder }, now in "taking", cannot be read ({ $why }), so it was not taken: its patients are not in the queue. Close the program that has it open, or give the account of madoguchi the right to read it; it is tried again by itself.
# All of it was taken before
alarm-folder-not-moved = The file { $file } of the watched folder { $folder } was taken and cannot be moved out of "taking" ({ $why }). Its patients are in the queue, and it is not taken twice. Check the room on that disk and the rights; it is tried again by itself.
alarm-folder-bad = Files with lines that are not in the queue: { $count } (newest: { $file }), in { $folder }. Open the report beside each (… .report.txt), add those patients, and remove the file from there.

### Why a folder cannot be looked at or used, within those sentences

folder-no-answer = it does not answer
folder-is-none = it is no folder

### When the controller does not start because of the watched folder

start-folder-overlaps = The watched folder { $folder } (folder.path) lies in the data folder { $data }, or holds it: madoguchi would take its own files for those of other systems. Choose another folder as folder.path in the configuration.

### When the controller does not start because folders of the configuration lie in each other

start-folder-in-data = The folder { $folder } ({ $field }) lies in the data folder { $data }, or holds it: what it is for would be lost with the data, or open to others together with it. Choose another folder as { $field } in the configuration, best on another disk, and start madoguchi again.
start-folders-overlap = The folder { $folder } ({ $field }) and the watched folder { $other } ({ $other-field }) lie in each other: other systems write and remove files there. Choose another folder as { $field } in the configuration, and start madoguchi again.

### When the configuration's section folder is wrong

config-folder-path = { $field }: nothing says which folder is watched; write it as folder.path, for example path = "C:/受付ファイル", or take the section out
config-folder-holds = { $field }: { $value } holds this configuration, and files are moved out of the watched folder; choose a folder of its own
