# The console for browsers of other PCs.

### Mistakes in the configuration about the console for other PCs (one a line)

config-console-open = { $field }: other PCs could open the console there without TLS and without a login; write a loopback address as console.listen, for example "127.0.0.1:7480", or "off" for no console. For other PCs write console.lan beside it, for example "0.0.0.0:7481"
config-lan-off = { $field }: console.listen is "off", so there is no console that other PCs could open; take one of the two out
config-without-lan = { $field }: this only means something for other PCs, which cannot open the console; write console.lan, for example "0.0.0.0:7481", or take this out
config-pem-alone = { $field }: { $other } belongs to it; write both, or neither for a certificate that madoguchi makes by itself
config-host-name = { $field }: { $value } is no name or address of a PC; write it as people type it between "https://" and the port, for example "madoguchi.clinic.example" or "192.0.2.10"

### When it cannot start because of the certificate for other PCs

start-lan-certificate = Cannot start because the certificate for browsers of other PCs cannot be used: { $detail }. Check console.certificate and console.key in the configuration, or take both lines out; then madoguchi makes a certificate by itself.

### Why the certificate for other PCs cannot be used

start-pem-unread = { $path } cannot be read ({ $detail })
start-pem-other = { $path } is { $what }, and no PEM file
start-pem-no-certificate = { $path } holds no certificate in PEM (it begins with "-----BEGIN CERTIFICATE-----")
start-pem-no-key = { $path } holds no private key in PEM (it begins with "-----BEGIN PRIVATE KEY-----")
start-pem-encrypted = the private key in { $path } is locked with a passphrase, which nobody can type at a start; save it without one, so that only the user who starts madoguchi can read it
start-pem-several-keys = { $path } holds { $count } private keys, where exactly one belongs
start-pem-other-key = the key in { $key } does not belong to the first certificate in { $certificate }
start-pem-unfit = the private key in { $path } is damaged, or of a kind that browsers do not take (ECDSA, Ed25519 and RSA from 2048 bits on are taken)

### When the console refuses a request of another PC

# It came under a name that is none of this PC's.
console-wrong-name = The console is not open under this name. Open { $address }. If the PC of madoguchi has this name, add it to console.names in its configuration and start madoguchi again.
# Nobody is logged in.
console-login-first = This needs a login. Open { $address } in the browser and log in.
# A program showed the desk's token, or something in its place.
console-token-on-lan = The token of the desk counts on the PC of madoguchi alone and is not taken over the network. A program on another PC logs in at /login with the name and password of a person, and sends the cookie and its own address as "origin".
# A collector on another PC came without the metrics' token.
console-metrics-token = From another PC the metrics (/metrics) are read with their own token. Give the collector what is in metrics.token, in the data directory of madoguchi, as a Bearer.
# Nobody may log in yet.
console-set-up-at-pc = Nobody may log in yet. The first administrator is made at the PC of madoguchi itself: run "madoguchi user setup" there.
# A browser or program spoke plain HTTP at the port for other PCs.
console-https = Here it has to be https. Open { $address }.

### Where other PCs find the console

cli-console-lan = From other PCs, with a login: { $address }
cli-console-lan-board = The waiting room's board from other PCs: { $address }
# With a certificate of its own
cli-console-lan-fingerprint = The first time, a browser of another PC warns that it does not know the certificate, because madoguchi made it by itself. There, click "Not secure" (in Firefox "Advanced") and open the certificate, and compare its SHA-256 fingerprint with this one, upper and lower case alike. Go on only if all of it is the same:
# While it cannot listen there
cli-console-lan-closed = Other PCs cannot open the console at present: the address of console.lan is not there, or another program has its port. It is tried again every 5 seconds.
# With a certificate that somebody else signed, outside of its dates
cli-console-lan-ended = By its dates the certificate of console.certificate is not valid today, so browsers of other PCs warn. Put a valid one in its place; it is read within a minute, without a restart.
