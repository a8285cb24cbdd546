# What a document says, line by line. The same keys as ja.ftl.

### Lines

label-document = Document
label-contents = Contents
label-from = From
label-wish = Asks for
label-product-key = Product key
label-readers = Readers there
label-lost-licenses = Licenses of a PC that died
label-moved-license = License to move
label-old-reader = From reader
label-new-reader = To reader
label-replaced-at = Replaced at
label-returned-by = From
label-returned = Gives back
label-act = Act
label-gives = Gives
label-for = For
label-for-reader = For reader
label-proof = Proof
label-supersedes = Takes the place of
label-lineage = First of its line
label-carried-list = Carries revocation list
label-issuer = Issuer
label-issuers-key = Issuer's key
label-may-issue = May issue
label-seats = Seats
label-documents = Documents
label-scope = May take back
label-takes-back = Takes back
label-revoked-licenses = Takes back licenses
label-revoked-issuers = Takes back issuers
label-time = Says it is
label-nonce = Answers to
label-begin = From
label-end = Until
label-heading = Heading
label-signer = Signed by
label-signed-at = Signed at
label-environment = For use in
label-id = Id
label-number = Number

### Kinds

a-certificate = an issuer's certificate
a-license = a license
a-revocation-list = a revocation list
a-request = a request for a license
a-return = a return of licenses
a-transfer = a request to move a bundled license
a-time-reset = a time reset
kind-additional = additional licenses
kind-bundled = bundled licenses

### Values

unreadable = cannot be read: it is damaged, or of a newer version
for-production = production
for-tests = tests only, not for patients
not-said = not said
unknown-kind = unknown
for-nobody = nobody
nothing-returned = none
nothing-revoked = nothing
seats-of-product-key = what the product key gives
one-seat-wished = 1 seat
seats-wished = { $seats } seats
wrong-product-key = is none
act-number = number { $number } of this PC
gives-one-seat = additional license: 1 seat for any reader
gives-seats = additional license: { $seats } seats for any reader
gives-readers-seat = bundled license: the seat of one reader
proves-itself = the reader proves it with its factory key
carried-one = number { $number }, takes back 1 license
carried-some = number { $number }, takes back { $licenses } licenses
carried-unreadable = cannot be read
one-seat-each = 1 seat in one license at most
seats-each = { $seats } seats in one license at most
numbers-up-to = up to number { $last }
scope-own = the issuer's own licenses alone
scope-all = any license and any issuer
revoked-from = { $issuer } from number { $number } on
and-more = { $first } and { $count } more
no-end = no end
the-pc = the PC with key { $key }
wrong-key = a key that is none
no-heading = missing
signed-by-name = { $name } (key { $key })
signed-by-key = key { $key }
in-japan = { $at } (Japan)
whole-day = the end of { $day }
