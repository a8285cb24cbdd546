# Why something was not done. The same keys as ja-refusals.ftl.

### When a file cannot be read or written

file-read = { $path } cannot be read
file-too-large = { $path } has more than { $max-len } bytes; choose the right file
file-not-text = { $path } is { $what }, and no text file; choose the right file
file-mail-source = { $path } is the source of a mail ({ $what }), in which signs stand for others; copy the attached file, or the text as the mail shows it
file-exists = { $path } exists, and is never overwritten; choose another name
file-write = { $path } cannot be written

### When a signer's next number cannot be used

sequence-garbled = { $path } does not hold the next number; restore it from a backup, and make it higher than every number that was used
sequence-lock = { $path } cannot be locked against other programs

### When there is no passphrase, or it cannot be used

passphrase-empty = the passphrase is empty; use one of at least one character
passphrase-short = the passphrase of a production key has at least { $min-chars } characters; use a longer one
passphrase-long = a passphrase has at most { $max-bytes } bytes; use a shorter one
passphrase-differ = the two passphrases differ; nothing was made; run it again
passphrase-unasked = { $path } is encrypted and nobody can be asked for its passphrase; run it in a terminal, or give the passphrase by --passphrase-fd or MADOGUCHI_PASSPHRASE
passphrase-unasked-new = a passphrase is needed for the new key { $path }; run it in a terminal, or give the passphrase by --passphrase-fd or MADOGUCHI_PASSPHRASE; a test's key can be made with --unencrypted
passphrase-unreadable = the passphrase cannot be read from { $from }
# From where a passphrase should have been read
origin-descriptor = the descriptor that --passphrase-fd names
# From where a passphrase should have been read
origin-environment = MADOGUCHI_PASSPHRASE
# From where a passphrase should have been read
origin-terminal = the terminal

### When a private key cannot be made or used

key-production = a production key is never kept unencrypted; leave out --unencrypted
# When a text holds more than one private key
key-several = { $path } holds { $count } private keys, and none of them is chosen; leave the one that is meant alone in the file
key-key = { $path } cannot be used
encrypted-not-a-key = the file holds no encrypted private key (PKCS #8, PEM); choose the right file, or restore it from a backup
encrypted-unsupported = the private key is encrypted in a way that this tool does not open; convert it with `openssl pkcs8 -topk8 -scrypt`
encrypted-wrong = the passphrase does not open the private key (it is another one, or the file is damaged)
encrypted-random = the operating system gives no random bytes, so that no key can be encrypted
encrypted-encrypt = the private key cannot be encrypted
signer-random = the operating system gives no random bytes, so that no key can be made
signer-not-a-key = the file holds no Ed25519 private key (PKCS #8, PEM); choose the right file, or restore it from a backup
signer-encode = the private key cannot be encoded
signer-public = the private key has no usable public key

### When a root cannot be used

root-public = the root's public key (its `.pub` file) cannot be used
root-other-half = the private key and the `.pub` file beside it are not of one root; restore the right one
root-name = an issuer's name is 1 to { $max-name-len } characters on one line that can all be seen; type it anew rather than pasting it
root-certificate = the issuer's certificate cannot be made

### When an issuer cannot be made or used, or makes no document

issuer-create = the folder { $path } cannot be made
issuer-certificate = the certificate in the issuer's folder cannot be used; restore it from a backup
issuer-root = the root's public key in the issuer's folder cannot be used; restore a copy of the `.pub` file of the root that certified the issuer
issuer-not-the-roots-list = this is no revocation list of the issuer's root, signed for the same environment; take the file that `revoke --root` wrote
issuer-older-list = the issuer has the root's list number { $here }, and this is number { $found }; take the newest
issuer-license = the document cannot be made
issuer-refused = nothing was made, because a clinic would refuse it
issuer-other-root = the certificate in the folder is not by the root whose public key lies there; restore the right one from a backup

### When no revocation list can be made

list-unreadable = { $path } does not hold the newest revocation list; restore it from a backup, or from the file of the last list that went out
list-foreign = { $path } does not hold a revocation list that this key signed; restore it from a backup, or from the file of the last list that went out
list-nothing = all of that is taken back already; the newest list is number { $number }, and { $path } is a copy of it
list-not-its-own = license { $license } is not of this issuer (key { $own }), so nothing was taken back; name the issuer that made it with --issuer, or sign with --root
list-never-issued = the next number of this issuer is { $next }, and it has not made license { $license } yet, so nothing was taken back; check the id. If the folder came back from an older backup, make the number in "sequence" larger than any that was used
list-too-many-licenses = a list has at most { $max-licenses } licenses, and this one would have { $found }; revoke the issuer from a number on, and issue the rest again
list-too-many-issuers = a list has at most { $max-issuers } issuers, and this one would have { $found }; sign with another root
list-list = the revocation list cannot be made
list-refused = no list was made, because a clinic would refuse it

### When the ledger cannot be opened or written

create-random = the operating system gives no random bytes, so that no ledger can be begun
ledger-not-there = there is no ledger in { $folder }; check the path, or begin one with "ledger create"
ledger-exists = there is a ledger or something else in { $folder } already; a ledger is never begun anew, nor among other files; choose another folder
ledger-in-use = another madoguchi-license works with the ledger { $folder } right now; try again when it is done
ledger-broken = the ledger { $folder } cannot be relied on as it is; leave it as it is, look into the cause, and go on with a backup if that does not help
ledger-damaged = the ledger's file { $file } is damaged; leave it as it is, and go on with a backup
ledger-io = the ledger { $folder } cannot be opened ({ $doing })
# When a refusal says what is damaged in the ledger's file
damage-checksum = what it holds does not match its checksum
# When a refusal says what is damaged in the ledger's file
damage-missing = it is missing, though older and newer ones are there
# When a refusal says what is damaged in the ledger's file
damage-place = what it holds from byte { $at } on does not belong there
# When a refusal says what is damaged in the ledger's file
damage-page = a page of it makes no sense
# When a refusal says what is damaged in the ledger's file
damage-other = the database says: { $detail }
# What was being done when the ledger could not be opened
doing-make-folder = making the folder
# What was being done when the ledger could not be opened
doing-read-folder = reading the folder
# What was being done when the ledger could not be opened
doing-close-folder = closing the folder
# What was being done when the ledger could not be opened
doing-open-data = opening the data
# What was being done when the ledger could not be opened
doing-lock = locking
# What was being done when the ledger could not be opened
doing-read-data = reading the database
# What was being done when the ledger could not be opened
doing-read-head = reading the note of its end
# What was being done when the ledger could not be opened
doing-write-head = writing the note of its end
# What was being done when the ledger could not be opened
doing-move-former = moving the acts of a former release into the journal
append-too-large = the act takes { $len } bytes, more than the { $max-record-len } of any record, and was not done
append-senseless = the act makes no sense to the ledger, and was not done
append-write = the ledger could not write the act down, and it may or may not be there; mend the cause, look with "ledger verify", and do the same once more. Only before another "product add" look at "product list": "product export" writes the keys of what is there, and only what is missing is added

### When the chain of acts in the ledger is broken

broken-missing = act { $act } is missing: it was taken out
broken-changed = act { $act } was changed or damaged: its record does not match its own hash
broken-replaced = act { $act } was changed: act { $next } followed another one
broken-unreadable = act { $act } cannot be understood: a newer version wrote it, or it was made up; update this program, and try again
broken-cut = act { $act } is missing: the note says { $noted } acts, and the ledger holds only { $last }; it was cut off, or the note is that of another ledger
broken-other-head = act { $act } is not the one that was noted: it or one before it was changed, or the note was not copied rightly
broken-foreign = behind act { $last } stands something that was not done with this program
broken-no-head = the note of the ledger's last act is missing behind act { $last }: it was taken out or damaged
head-form = a head is a number, a hyphen and 64 hex digits, as "ledger head" prints it

### When a product key is looked up by its end, and there is not exactly one

find-none = no product key in this ledger is or ends with what was given; check it with the clinic
find-short = give the whole product key, or at least its last { $min-symbols } letters and digits
find-many = { $count } product keys end like that; give more letters and digits of it

### When products cannot be entered

add-terms = these products cannot be sold
add-count = between 1 and { $max-at-once } products are made at once
add-random = the operating system gives no random bytes, so that no product key can be made
terms-kind = the kind is "additional" or "bundled"
terms-seats = an additional product has 1 to 3 seats, a bundled one 1
terms-term = a term is 1 to { $max-term-days } days; for no end it is left out
terms-name = customer and clinic are 1 to { $max-name-len } characters on one line that can all be seen
book-again = this revocation list is in the ledger already; nothing was changed

### At "product import", when a table is not taken

table-not-text = the table is { $what }, and no CSV text; save it as "CSV UTF-8"
table-nothing = there is nothing in the table; its first line names the columns { $needed }, and below it each line holds a product
table-column-twice = the table's first line names the column "{ $column }" twice; leave one
table-no-column = the table's first line names no column "{ $column }"; it has to name { $needed }
table-other-column = the table has a column "{ $column }", which means nothing here; known are { $known }
table-too-long = the table has more than { $max-at-once } products; split it
table-empty = the table holds no product; write one in each line below the first
table-lines = nothing was imported, for { $count } of the table's lines cannot be used:
# For each line that cannot be used
table-line = line { $line }: { $why }
# When there are more such lines than are named
table-more-lines = … and { $count } more
# Why a line cannot be used
row-fields = it has more fields than the first line
# Why a line cannot be used
row-twice = product key { $key } stands in line { $first } already
# Why a line cannot be used
row-otherwise = product key { $key } is in the ledger already, sold otherwise

### At "activate", "transfer", "reissue", "product ship" and "book", when it was not done

refusal-proof = the file is refused
refusal-other-environment = the request is for { $found }, and this ledger is for { $here }; use the right ledger and issuer
refusal-other-issuer = the issuer signs for { $found }, and this ledger is for { $here }; use the right ledger and issuer
refusal-stolen-issuer = issuer { $issuer } was revoked by a root's list that is booked in this ledger; sign with another issuer
refusal-no-product-key = the request names no product key; ask the clinic for it, and give it with --product-key
refusal-two-product-keys = the request names product key { $requested }, and { $given } was given; ask the clinic which is meant
refusal-unknown-product = product key { $key } is not in this ledger; check it with the clinic once more, or use the ledger with which it was sold
refusal-other-kind = product key { $key } gives { $gives }; it is used with "{ $command }"
refusal-too-many-seats = the clinic asks for { $asked } seats, and product key { $key } was sold for { $sold }; ask it to request { $sold }, or sell it more
refusal-term-over = product key { $key } was sold for a term that began on { $begun } and ended on { $ended }; sell the clinic a new one
refusal-used = product key { $key } was used on { $at } for installation { $installation } at { $clinic } (license { $license }); that installation has to give it back first, or to be reported lost with "reissue --lost"
# When the license came to that PC by "reissue --lost"
refusal-used-reissued = product key { $key } was used, and its license was reissued on { $at } to installation { $installation } at { $clinic } (license { $license }), because its PC was lost; that installation has to give it back first, or to be reported lost with "reissue --lost"
refusal-ended = license { $license } { $end }; it is not handed out again, so the clinic has to make a new request if it is to get another
# When the license was revoked by its own number
refusal-ended-for-good = license { $license } { $end }; it is not handed out again, so the clinic has to be sold another one if it is to have it
refusal-installation-returned = installation { $installation } gave its licenses back on { $at }, and its key no longer exists; ask the clinic for a new request
refusal-unknown-license = license { $license } is not in this ledger; check the file, or use the ledger that it was made with
refusal-unproven = license { $license } was sold to { $customer } for { $clinic }, and nothing shows that they are who asks; give its product key, which they have, with --product-key, or hand it out without a proof, with --anyway, which is noted as a doubt
refusal-factory-key-needed = license { $license } names the factory key of reader { $old }, so the next one has to name that of reader { $new }; give it with --unit-key, or say that the reader has none, with --without-factory-key
refusal-not-bundled = license { $license } is bound to an installation, not to a reader: nothing has to be transferred; for a new PC use a return and "activate", for a dead one "reissue --lost"
refusal-not-additional = license { $license } is bundled with reader { $unit } and serves wherever that reader is attached: nothing has to be reissued; for a broken reader use "transfer"
refusal-other-unit = license { $license } is for reader { $found }, not for { $asked }; ask the clinic which reader broke
refusal-has-its-own = reader { $unit } has license { $license } of its own already; check the serial number
refusal-nothing-lost = the request names no license of a PC that died; use "activate", or ask the clinic to install the old license files with --old-pc-died, and to request again
refusal-not-lost = license { $license } belongs to the installation that asks, and need not be reissued; "activate" hands it out again
refusal-limit = product key { $key } was reissued { $count } times already, and the limit is { $limit }; look at "product show" and "ledger doubts", and raise --limit if that is in order
refusal-shipped = product key { $key } was shipped with reader { $unit } on { $at } (license { $license }); take another one
# When its license was moved to another reader since
refusal-transferred = the license of product key { $key } was transferred from reader { $from } to reader { $unit } on { $at } (license { $license }); take another product key

### When a command cannot be done for another reason

cli-unreadable = { $file } cannot be looked into
cli-root = the file that --root names cannot be used
cli-refused = the document is refused
cli-table-too-large = { $file } is too large for a table of products; choose the right file, or split it
cli-refused-list = the revocation list is refused
# At "book", when a request of a clinic is given
cli-book-request = this is a document of the kind "{ $found }", which is not booked; it is answered with "{ $command }"
# At "book", when another document is given
cli-book-other = this is a document of the kind "{ $found }", and only a license return or a revocation list is booked; choose the right file
cli-one-seat = a bundled license is the seat of one reader; leave out --seats, and give the number of readers with --count
cli-whole-key-needed = a key id names an installation only together with the ledger that knows it; add --ledger DIR, or give the whole key of 64 digits
cli-no-such-installation = the ledger knows no installation with the key id { $id }; check the digits, or give the whole key of 64 digits
# When the act is in the ledger, and only a file or the like could not be made
cli-not-handed-out = license { $license } was made and is in the ledger, but could not be handed out; the same command again, once that is mended, hands out the same license
# At "product add", when the products are in the ledger, and only the table could not be written
cli-keys-unwritten = { $count } products are in the ledger, but the table of their keys could not be written; do not enter them again: "product export" writes it
cli-codes = the license cannot be shown as QR codes; take it as a file, with --out
cli-root-needed = the root to check against is for { $found }, and the ledger for { $here }; name the public key (the `.pub` file) of a root for { $here } with --root
cli-unknown-certificate = none of the roots that it is checked against signed this certificate: it is by another root, or was changed

### When what was typed behind a command is not right

input-serial = a serial number is 1 to 32 of A to Z, 0 to 9 and hyphen
input-id = a license's id is 1 to 64 of A to Z, 0 to 9 and hyphen
input-key-id = a key id is 16 hex digits; "key list" shows it
# At "reset", when --installation has not as many digits
input-installation = an installation is named by its key id, which has 16 hex digits, or by its whole key, which has 64; this text has { $found } characters: compare it with what the clinic's PC shows
input-name = a name is 1 to 64 characters on one line that can all be seen: no control characters, none that turn the direction of writing or have no width, and none of private use
input-day = a day is written as 2024-04-01
input-year = the year is from 2000 to 2999
input-moment = a time is written as 2026-04-01T09:00:00+09:00
input-before-1970 = the time has to be after 1970

### When a refusal tells its cause

because = { $what }: { $cause }
io-not-found = it is not there; check its name and place
io-denied = this user may not read or write it
io-exists = there is something of that name already; choose another name
io-is-a-folder = it is a folder, not a file
io-not-a-folder = a part of its path is no folder
io-full = the disk is full; make room on it
io-read-only = the disk is read-only
io-not-text = it is not text
io-nothing = there is nothing in it
io-before = the act before it could not be written, and nothing is written after that
io-failed = the system could not read or write it (error { $code })
