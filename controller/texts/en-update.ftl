# An update: "madoguchi update …" and "madoguchi serve --probe", which the installers run.

### "serve --probe" found that this version can go on with the data

update-fit = This version can go on with the data in { $folder }: { $tickets } open tickets, { $units } readers, { $licenses } licenses. No door was opened.
update-fresh = There are no records in { $folder } yet. A start begins them; nothing was made now.

### "update prepare" is done

update-kept = { $files } files ({ $mib } MiB) of { $folder } were copied, for their owner alone. Until the new version has judged them, everything can be put back.
update-nothing-to-keep = There is nothing in { $folder } yet, so there was nothing to copy.

### "update judge" and "update undo" are done

update-accepted = The new version can go on with the data, and may be started. The copy from before the update was removed: there is no way back to the former version any more.
update-nothing-to-judge = There is no copy from before an update in { $folder }: it was judged already, or there was nothing to copy. Nothing was changed.
update-put-back = The data in { $folder } are as they were before the update. Start the former version with them.

### "update undo" where there is no copy

update-not-kept = There is no copy from before an update in { $folder }, so there is nothing to put back. Nothing was changed. An update begins with the installer, or with "madoguchi update prepare".

### "update judge" put everything back

update-undone = The new version cannot go on with this PC's data; why is said above, or in the log. The data in { $folder } are as they were before the update. Go on with the former version, and send support what was said.
update-undone-hung = The new version did not finish judging the data within { $minutes } minutes and was ended. The data in { $folder } are as they were before the update. Go on with the former version, and send support the log.
update-undone-not-run = The new version's program { $program } cannot be started ({ $detail }). The data in { $folder } are as they were before the update. Go on with the former version, and get the installer again.
