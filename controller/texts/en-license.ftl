# A license's life (English): request, installation, return, clock, the PC's parts.

### On a reader whose factory key was not proved

factory-key-unproved = The reader's factory key could not be proved, so it cannot connect. Switch the reader off and on. If it happens again, call the vendor.

### In the list of licenses: why one gives seats or not

standing-in-grace = Its term has ended. Its seats stay until { $until }. Before that, ask the vendor to renew it, and install the file with "madoguchi license install".
standing-bridging = It is of a PC that died. Its seats stay here until { $until }. Before that, send the vendor the file of "madoguchi license request --reissue".
standing-suspended = The PC's clock was set back, so licenses for a term are suspended. Put the clock right and restart madoguchi, or tell the vendor the code of "madoguchi time ask-reset" and install the file that comes.
standing-revoked = The vendor took it back (revocation list { $number }). Ask the vendor why.
standing-returned = It was given back to the vendor. To use it again, ask the vendor for a new license.

### In "license list" and "status": what to know about a license, the clock or the PC

notice-license-ends-soon = License { $license } is valid until the end of { $at }. To go on using it, ask the vendor to renew it.
notice-license-ends-very-soon = License { $license } ends very soon (at the end of { $at }). Ask the vendor to renew it now, and install the file with "madoguchi license install".
notice-license-in-grace = The term of license { $license } has ended. Its seats stay until { $until }. Ask the vendor to renew it now, and install the file with "madoguchi license install".
notice-license-bridging = License { $license } of a PC that died is used here until { $until }. Before that, send the vendor the file of "madoguchi license request --reissue", and install the file that comes with "madoguchi license install".
notice-license-suspended = The PC's clock was set back, so license { $license }, which is for a term, is suspended.
notice-license-revoked = The vendor took license { $license } back (revocation list { $number }). Ask the vendor why.
notice-license-clock-set-back = The PC's clock ({ $clock } at the start) is before a time that is certain ({ $mark }). Put the PC's clock right, then restart madoguchi. If the clock is right, tell the vendor's support the code of "madoguchi time ask-reset", and install the file that comes with "madoguchi license install". Licenses without an end go on as they are.
notice-license-same-sequence = License { $license } bears the same number of its issuer as { $first }. An earlier version of this program took both, and this notice ends neither. No honest issuer uses a number twice: name both to the vendor, and ask for a new one in the place of the wrong one.
notice-license-other-machine = This PC differs from the one that was first used: { $parts }. After a backup was restored on another PC, or a part was replaced, nothing has to be done. If you know of nothing like that, tell the vendor.
# In the notice above: what is different in the PC
machine-part-machine-id = the system's id
# In the notice above: what is different in the PC
machine-part-board = the board
# In the notice above: what is different in the PC
machine-part-disk = the system disk

### When a paper of the vendor was installed, or could not be

license-seats-changed = Readers that can serve: { $before } → { $after }
license-now = License { $license }: { $standing }
license-list-taken = Revocation list { $number } was received.
license-clock-cleared = The time that the vendor confirmed is used. Licenses that were suspended because of the clock hold again.
# When a paper for the vendor was to be installed
license-for-the-vendor = This is a paper for the vendor (a request or a return). It cannot be installed here. Send it to the vendor.

### When a request to the vendor cannot be made

input-seats = At most { $limit } seats can be asked for.
input-ask = It was not said what is asked for. Check the program.
# When a product key cannot be read
product-key-length = A product key has 15 letters and digits after MDG; this one has { $found }. Compare it with the one you were given.
# When a product key cannot be read
product-key-character = Letter { $place } after MDG is none that a product key has. Compare it with the one you were given.
# When a product key cannot be read
product-key-several = There are { $count } product keys in it (that end in { $keys }). Give one of them.
# When a product key cannot be read
product-key-document = This is a document (a license or a request), and no product key. Give the letters that begin with MDG-.
# When a product key cannot be read
product-key-mail-source = This is the source of a mail ({ $what }). Copy the product key as the mail shows it.
# When a product key cannot be read
product-key-other-file = This is { $what }, and no text. Give the product key itself.
# When a product key cannot be read
product-key-too-large = This is too long for a product key. Give only the letters that begin with MDG-.
# When a product key cannot be read
product-key-mistyped = A letter of the product key is wrong, or two changed places. Compare it with the one you were given.
request-nothing-lost = There is no license to be issued anew. First install the dead PC's license file with "madoguchi license install FILE --old-pc-died".
request-no-such-unit = No reader has the serial number { $unit }. See "madoguchi unit list --all".
request-not-replaced = Reader { $unit } was not replaced yet. First run "madoguchi unit replace { $unit } NEW".
request-no-transfer = Reader { $unit } has no bundled license that is in force on this PC, so there is none to move. See "madoguchi license list".
request-unsigned = The request cannot be made ({ $detail }). Call support.
# When "time ask-reset" is repeated and its reset was installed since
reset-taken = The clock was cleared already. Nothing has to be done.
# When the system gives no random bytes
no-random-bytes = The system gives no random bytes, so nothing was done. Restart the PC.

### When no QR code can be read from a picture (the pages and the HTTP API)

picture-none = This is neither PNG nor JPEG, so it cannot be opened as a picture. Choose a picture of the QR codes, or the file that you received.
picture-damaged = The picture is damaged or was cut off. Take it again.
picture-too-many-pixels = The picture is too large ({ $width } × { $height }; at most { $most } million pixels). Make it smaller and send it again.
picture-no-code = No QR code is found in the picture. Go so near that the code fills it, wait until it is sharp, and take it again where it is light.
picture-too-busy = The picture shows so much that the search was given up. Take it again with nothing but the QR code in it.
picture-late = Another picture is being read, so this one was not read in time. Wait a little and send it again.

### When a request or a return cannot be taken out (the pages and the HTTP API)

no-such-act = This PC has no request or return of this number. It keeps the newest 64. See the number in the list.
act-no-codes = This document is too long for QR codes ({ $detail }). Give it as a file.

### In "license acts": the requests and returns so far

cli-col-act = No.
cli-col-signed = Made
cli-col-paper = Paper
cli-act-activation = request for a license
cli-act-transfer = request for a transfer
cli-act-return = return
cli-no-acts = No requests and no returns yet.
cli-acts-again = If a paper was lost, "madoguchi license acts --write N" writes it out again.
# When "license acts --write" names one that is not there
cli-no-such-act = There is no request or return { $number }. See "madoguchi license acts".

### After a request or a return was made

cli-done-act-activation = Request { $number } for a license was made.
cli-done-act-transfer = Request { $number } to move a bundled license was made.
cli-done-act-return = The licenses were given back ({ $number }). This PC has a new key.
# When "license acts --write" or "license return" wrote one again
cli-done-act-again = { $number } ({ $kind }) was written out again.
cli-next-activation = Next: send this to the vendor (USB stick, mail, or a picture of the QR codes). Install the file that comes with "madoguchi license install FILE".
cli-next-transfer = Next: send this to the vendor. Install the file that comes with "madoguchi license install FILE". If the new reader has days of grace until then, "madoguchi status" shows their end.
cli-next-return = Next: send this to the vendor. Before that, no other PC can use the licenses. If it is lost, "madoguchi license acts --write N" writes it out again.

### When a paper is written: as a file, QR codes, or text to type

cli-form-file = File: { $path }
cli-form-png = Picture of the QR codes: { $path }
cli-form-svg = Picture of the QR codes: { $path }
cli-form-qr = QR code { $number } / { $parts } (scan them in any order)
cli-form-typed = Text to type (a slip shows in its group)
cli-form-exists = The file { $path } exists already. It was not written over. Give another name.
cli-form-unwritable = { $path } cannot be written ({ $detail }). The paper is kept on this PC: write it to another place with "madoguchi license acts --write N --out FILE".
cli-form-no-code = This cannot be shown as QR codes ({ $detail }). Write a file with --out.

### When a paper is typed at the terminal

cli-type-here = Type the text, or paste what was scanned from the QR codes. Then press Ctrl-D on a new line (on Windows Ctrl-Z and Enter).

### Of revocation lists and resets of the clock

cli-known-list = Revocation list: { $number } (issued { $signed })
cli-done-list-taken = The revocation list was received.
cli-done-list-known = This revocation list was received before.
cli-done-time-reset = The time reset was received.
cli-done-ask-reset = This asks for the clock to be cleared. Tell both of these to the vendor's support by telephone.
cli-ask-reset-installation = This PC's key id: { $installation }
cli-ask-reset-nonce = Code: { $nonce }
cli-next-ask-reset = Next: install the file that comes with "madoguchi license install FILE". The code is good for one time.

### Before licenses are given back

taken-return = The additional licenses ({ $licenses }) will be given back. That cannot be undone, and this PC loses their seats.

return-others = The licenses to be given back changed after you agreed. Nothing was given back. Read again what would go, and agree to that.
return-not-here = Nothing can be given back in the demo. Give back on the PC that is in use.

### In "license show"

cli-show-license = License
cli-show-kind = Kind
cli-show-seats = Seats
cli-show-bound-to = For
cli-show-from = From
cli-show-until = Until
cli-show-issuer = Issuer
cli-show-issued = Issued
cli-show-installed = Installed
cli-show-lineage = First of its line
cli-show-supersedes = Took the place of
cli-show-units = Readers on it
cli-show-not-installed = Not installed yet. Once it is, with "madoguchi license install": { $why }
cli-show-here = On this PC: { $why }

### When "license return" gives nothing back

return-in-use = A controller runs on the data directory { $dir }. Stop it, then give the licenses back.
return-config = The data directory { $dir } is not of this configuration. Give the configuration file of "madoguchi serve" with --config.
return-not-believed = Nothing was given back: { $many } of the licenses here cannot be verified. Run it again with --config and the file that "madoguchi serve" is started with.
return-failed = The licenses cannot be given back ({ $detail }). Try again. If it happens again, call support.
