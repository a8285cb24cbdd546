# The agent: what the reader shows without the controller, and mistakes in agent.toml. The same keys as ja.ftl.

### While the reader cannot be used: what its screen shows

# When the reader is not paired and nobody pairs it
reader-not-paired = Not in use yet. (For reception: this reader is not enrolled. Run `madoguchi unit pair` on the PC.)
# When a pairing did not come to its end
reader-pairing-failed = Not in use yet. (For reception: the enrolment did not come to its end. Check that the cable is plugged straight into the PC. This reader tries again by itself; if `madoguchi unit pair` on the PC has ended, run it again.)
# When the reader has no room to keep an outcome
reader-out-of-order = Out of order for now. Please ask at reception.
# While the reader restarts, as staff asked or as planned
reader-restarts = This reader is restarting and will be back in a few minutes. If you are in a hurry, please ask at the desk.
# Mistakes in agent.toml: what is wrong, and what to write.

### When agent.toml has a mistake: what is wrong

wrong-missing = it is missing
wrong-value = { $shown } is not possible
wrong-unknown = there is no such field
wrong-interface = it is no name of an interface
wrong-interface-unused = it is used only where controller is "auto" or a fe80:: address that names no interface
wrong-command-and-socket = it stands beside socket
wrong-no-engine = there is neither command nor socket
wrong-no-sockets = there are no Unix sockets on this system

### When agent.toml has a mistake: what to write

write-known = one of { $known }
write-near = { $name }, if that was meant, above the first line with [ ]
write-near-below = { $name }, if that was meant, below the line [{ $table }]
write-table = a table [{ $name }]
write-within = milliseconds from { $least } to { $most }
write-address = "auto", or an address like "[fe80::2%usb0]:7443" or "192.168.7.1:7443"
write-interface = the name of the network interface to the PC, for example "usb0"
write-no-interface = nothing here, or "auto" as the controller
write-credentials = the folder that `madoguchi unit enroll` wrote
write-serial = the serial number: 1 to 32 of A to Z, 0 to 9 and hyphen
write-pairing-port = a port from 1 to 65535
write-spool = a folder of this agent alone
write-log-days = a whole number of days from 1 to 90
write-log-mib = a whole number of MiB from 1 to 64
write-environment = "test" or "production"
write-port = bus and chain, for example "1-2" or "1-3.1"
write-file = a file
write-key-file = the file of an Ed25519 private key (PKCS #8, PEM)
write-kind = "simulated" or "process"
write-command = the program and its arguments, for example ["python3", "engine.py"]
write-socket = the path of a Unix socket, 103 bytes at most
write-one-of = either command or socket, and not both
write-share = a share from 0 to 1
write-range = [shortest, longest] in milliseconds, an hour at most
write-seed = a whole number from 0
write-speed = a number from 0.01 to 10000
write-time = milliseconds, an hour at most
write-pairing = "accept", "refuse" or "silent"
write-command-instead = command instead of socket

### When agent.toml cannot be used

config-unreadable = The configuration { $path } cannot be read ({ $detail }). Check where it is, what it is called, and that the agent may read it.
config-empty = The configuration { $path } is empty. Put the agent's configuration there again.
# When it has mistakes, above a line for each
config-mistakes = The configuration { $path } has mistakes: { $count }
