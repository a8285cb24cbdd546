# The sentences of asking the PCs of several clinics at once.

### When support asks several clinics' PCs how their readers are

# Columns of the table
collected-col-clinic = Clinic
collected-col-address = Address
collected-col-answered = Answered
collected-col-counter = Counter
collected-col-serial = Serial
collected-col-state = State
collected-col-link = Link
collected-col-port = Port
collected-col-speed = Speed
collected-col-versions = Version (reader / PC)
collected-col-software = Reader's version
collected-col-license = License until
collected-col-controller = Controller's version
collected-col-alarms = Alarms
collected-col-alarm-texts = What needs somebody
collected-col-why = Why
# In the table
collected-no-answer = no answer
collected-no-readers = no readers
collected-test = { $name } [TEST]
# Below the table
collected-alarm = { $name }: { $alarm }
collected-count = { $answered } of { $all } answered.
# Where a PC's key is seen for the first time
collected-first = { $name } was asked for the first time, and its key is remembered. The fingerprint of its certificate is { $fingerprint }; "madoguchi console" on that PC shows it too.
collected-meanwhile = While { $name } was asked for the first time, another "madoguchi support collect" remembered another key for it, which stays. What answered here has the fingerprint { $fingerprint }. Compare it with "madoguchi console" on that PC.

### Why a PC did not answer support

collect-why-no-name = No address is known by the name { $host }. Look at how it is written in the list.
collect-why-closed = Nothing listens at { $address }. See whether Madoguchi runs there, and compare the port with lan in [console] of its configuration.
collect-why-unreachable = The PC is not reached: { $detail }. Look at the network on the way, for example a VPN.
collect-why-late = It did not answer within { $seconds } s. See whether the PC is on, and whether a firewall on the way lets this PC through.
collect-why-no-tls = What answers at { $address } does not speak TLS 1.3. Give the port of lan in [console] of its configuration.
collect-why-other-key = Its key is not the remembered one, so nothing was sent. It may be another PC, or its key was made anew. Compare { $fingerprint } with "madoguchi console" on that PC; if it is the same, ask once with --forget { $name }.
collect-why-login = Its controller does not take the name and password. See whether such a person is there (role support, no second factor) and whether the login file is right.
collect-why-said = Its controller says: { $said }
collect-why-unknown = What answers at { $address } is no controller, or one of a release that this one does not understand. Compare the versions.
collect-why-lost = The connection ended before the answer. Try again.

### When the list of PCs to ask, or a file that belongs to it, cannot be used

collect-silent = { $count } of { $all } PCs did not answer. Their lines say why.
collect-list-unreadable = { $path } cannot be read: { $detail }. See whether it is there, and whether you may read it.
collect-list-large = { $path } is too large for a list of PCs (at most 1,000 PCs and 64 KiB). Split it.
collect-list-other = { $path } is { $what }, and no list of PCs. Give a text file with a line for each PC: "NAME ADDRESS LOGIN-FILE".
collect-list-empty = { $path } names no PC. Write a line for each: "NAME ADDRESS LOGIN-FILE".
collect-list-wrong = { $path } cannot be used as it is, and nobody was asked. Mend these lines:
collect-line-parts = line { $line } does not have three parts, or its name is longer than 64 characters. Write "NAME ADDRESS LOGIN-FILE", with blanks between them.
collect-line-address = line { $line }: "{ $address }" is no address. Write a host name or an IP address, with ":" and a port where it is not 7481.
collect-line-twice = line { $line } has the name or the address of "{ $name }" again. Leave one of them out, or give it another name.
collect-writable = Others may change { $path }, which says where passwords are sent, so it is not used. Look at what it says, and let its owner alone change it: { $commands }
collect-login-open = Others may read the login file { $path }, so it is not used. Let its owner alone read it: { $commands }
collect-login-unreadable = The login file { $path } cannot be read: { $detail }. See whether it is there, and whether you may read it.
collect-login-wrong = The login file { $path } does not have two lines in UTF-8. Write the person's name on the first, and the password on the second.
collect-known-unreadable = The remembered keys in { $path } cannot be read: { $detail }. See what it is, and whether you may read it.
collect-known-wrong = Line { $line } of { $path } is no remembered key. Put back the file as it was, or remove it and compare each fingerprint anew.
collect-known-unkept = The answers are as they were shown. The keys that were seen for the first time are not remembered:
collect-known-unwritable = The remembered keys cannot be written to { $path }: { $detail }. Give a list in a folder that has room and that you may write to.
collect-forget-unknown = No PC in the list is called "{ $name }", and nobody was asked. Give a name as it stands in the list.
