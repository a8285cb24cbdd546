# The service of Windows: "madoguchi service", the rights of the data directory and of reception's folder, and Windows' event log.

### When the service was installed, started or stopped

service-installed = Installed as a service, which starts with the PC. Data lies in { $folder }, which the service and administrators alone can use. "madoguchi service start" starts it now.
service-left-out = Left out, because this system does not have it: { $what }
service-uninstall = The service is stopped and taken out. Reception does not run meanwhile. Data stay where they are.
service-uninstalled = The service is taken out. Data are still there.
service-started = The service runs.
service-stopped = The service has stopped.

### How the service is

service-state-not-installed = The service is not installed.
service-state-stopped = The service is stopped.
service-state-starting = The service is starting.
service-state-running = The service runs.
service-state-stopping = The service is stopping.

### When the service cannot be changed

service-not-here = This command is for the services of Windows. On Linux systemd does the same: use "systemctl start madoguchi", "systemctl stop madoguchi" and "systemctl status madoguchi".
service-not-installed = The service is not installed. Install it as an administrator: "madoguchi service install".
service-not-by-manager = "madoguchi service run" is for Windows itself. Start the service with "madoguchi service start"; in a terminal use "madoguchi serve".
service-not-allowed = Changing the service takes the rights of an administrator. Open the terminal by "Run as administrator" and try again.
service-not-up = The service was started and stopped at once. Why is in Windows' Event Viewer (Application, source Madoguchi) and in the data directory's logs folder; "madoguchi serve" in an administrator's terminal shows it, too.
service-not-yet = The service is still changing. Wait a minute and look with "madoguchi service status".
service-not-done = The service could not be changed ({ $what }: { $detail }). Try again in an administrator's terminal.

### When others can use the data directory, too

folder-open = Others can use the data directory { $folder }, too ({ $who }). To protect keys and records, madoguchi did not start. Run this in an administrator's terminal, then start again:{ $mend }
folder-inherits = The data directory { $folder } takes its rights from the folder above it: whoever is let in there one day is let in here, too. To protect keys and records, madoguchi did not start. Run this in an administrator's terminal, then start again:{ $mend }
folder-not-closed = The service is installed, but the data directory { $folder } could not be closed to others ({ $detail }). Check where it lies, and install again as an administrator.

### Windows' event log

event-log-started = Madoguchi runs.
event-log-stopped = Madoguchi stopped, as it was asked to.
event-log-let-in = Reader { $serial } can be used now.

### When "identity reception" makes reception's folder

reception-made = Reception's folder is { $folder }. Members of the group { $group } can read it. This puts the user USER into the group, in an administrator's terminal; he then logs in anew:{ $add }
reception-kept = The token in it stays.
reception-anew = The next start of madoguchi puts a new token there; copies of a former one are good for nothing then.

### When "identity reception" cannot make it

reception-no-group = There is no group { $group } that you can open reception's folder to. As an administrator make it as below, or name another with --group; then run this again as an administrator:{ $make }
reception-not-made = Reception's folder { $folder } could not be made, or its rights could not be set ({ $detail }). Check where it lies, and run this again as an administrator.
