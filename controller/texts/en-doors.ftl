# Where readers are let in.

### Mistakes in the configuration about where readers are let in (one a line)

config-not-loopback = { $field }: policy = "loopback" is for simulated readers on this PC, and other PCs could reach them there; write a loopback address, for example "127.0.0.1:7443". For real readers write policy = "usb"
config-listen-over-usb = { $field }: under policy = "usb" the controller listens on readers' USB links alone and never on the clinic's network; remove this, or write { $port } to change the port
config-port-on-loopback = { $field }: not used under policy = "loopback"; remove this, or write an address and port as { $listen }
config-port-twice = { $field }: another of gateway, pairing, desk and console has the same port; give each a port of its own
config-named-twice = { $field }: this counter is named here twice; keep one of the two

### When it cannot start

start-usb-unwatched = Cannot start because the PC's USB ports cannot be looked at ({ $detail }). Without knowing where a reader is connected, no reader can be let in. Check the rights of the user who starts madoguchi, restart the PC and try again.

### When the console (the pages in the browser) refuses a request

# It came under another name or port than the console's own.
console-wrong-host = The console is not open under this name. Open { $address } in the browser of this PC.
# Another page or program's page made the browser send it, or a link there led here.
console-cross-origin = What another page asks for is not taken. Type { $address } into the browser's address bar.
# Nobody is logged in, and the counter page is closed by the configuration; or a program shows no token.
console-login-needed = This is not taken here, because nobody has shown who he is. Log in, or have whoever runs madoguchi on this PC do it by command; a program shows the token of the desk.
# A person is logged in and has done nothing for a while.
console-session-locked = Nobody has done anything here for a while, so it is locked. Log in again to go on.
# The board was opened without its key or with an old one.
console-board-key = The waiting room's board does not open at this address. Run "madoguchi console" on the PC of madoguchi and open the address of the board that it shows.
# There is nothing at this address.
console-no-page = There is nothing at this address. Open { $address } in the browser.
