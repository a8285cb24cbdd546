# What a document says, line by line. The same keys as ja.ftl.

### When a document is explained line by line: the heading of a line

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
# Where a request or a return names a place in the record of acts
label-audit = Record of acts
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
label-documents = Numbers
label-scope = May take back
label-takes-back = Takes back
label-revoked-licenses = Takes back licenses
label-revoked-issuers = Takes back issuers
label-time = Sets the time to
label-nonce = Code
label-begin = From
label-end = Until
label-heading = Heading
label-signer = Signed by
label-signed-at = Signed at
label-environment = For use in
label-id = Id
label-number = Number

### When a document is explained line by line: what it is

a-certificate = an issuer's certificate
a-license = a license
a-revocation-list = a revocation list
a-request = a request for a license
a-return = a return of licenses
a-transfer = a request to move a bundled license
a-time-reset = a time reset
kind-additional = additional licenses
kind-bundled = bundled licenses

### When a document is explained line by line: what a line says

# When a document's content cannot be read
unreadable = cannot be read: it is damaged, or of a newer version
for-production = production
for-tests = tests only, not for patients
# When it does not say whether it is for production or for tests
not-said = not said
# When its kind of license is not known
unknown-kind = a kind that this version does not know
# When a license names no PC and no reader
for-nobody = not said
# When a return names no license
nothing-returned = none
# When a revocation list names nothing
nothing-revoked = nothing
seats-of-product-key = the seats that the product key gives
one-seat-wished = 1 seat
seats-wished = { $seats } seats
# When the product key of a request is not right
wrong-product-key = one that is not right
act-number = number { $number } of this PC
# The place in the record of acts at which a request or a return was signed
audit-place = up to entry { $number }, its digest { $digest }
gives-one-seat = additional license: 1 seat for any reader
gives-seats = additional license: { $seats } seats for any reader
gives-readers-seat = bundled license: the seat of one reader
proves-itself = the reader proves it with its factory key
carried-one = number { $number }, takes back 1 license
carried-some = number { $number }, takes back { $licenses } licenses
# When the revocation list that comes with a license cannot be read
carried-unreadable = cannot be read: it is damaged, or of a newer version
one-seat-each = 1 seat in one license at most
seats-each = { $seats } seats in one license at most
numbers-up-to = up to { $last }
scope-own = the issuer's own licenses alone
scope-all = any license and any issuer
revoked-from = { $issuer } from number { $number } on
and-more = { $first } and { $count } more
no-end = no end
the-pc = the PC with key id { $key }
# When the PC's key is not right
wrong-key = a PC whose key is not right
# When a document has no heading
no-heading = missing
signed-by-name = { $name } (key { $key })
signed-by-key = key { $key }
in-japan = { $at } (Japan)
whole-day = the end of { $day }
