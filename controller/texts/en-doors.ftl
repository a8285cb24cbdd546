# Where readers are let in.

### Mistakes in the configuration about where readers are let in (one a line)

config-not-loopback = { $field }: policy = "loopback" is for simulated readers on this PC, and other PCs could reach them there; write a loopback address, for example "127.0.0.1:7443". For real readers write policy = "usb"
config-listen-over-usb = { $field }: under policy = "usb" the controller listens on readers' USB links alone and never on the clinic's network; remove this, or write { $port } to change the port
config-port-on-loopback = { $field }: not used under policy = "loopback"; remove this, or write an address and port as { $listen }
config-port-twice = { $field }: another of gateway, pairing and desk has the same port; give each a port of its own

### When it cannot start

start-usb-unwatched = Cannot start because the PC's USB ports cannot be looked at ({ $detail }). Without knowing where a reader is connected, no reader can be let in. Check the rights of the user who starts madoguchi, restart the PC and try again.
