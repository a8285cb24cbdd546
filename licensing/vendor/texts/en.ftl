# What the vendor's tool prints. The same keys as ja.ftl.

### When a time, what a product gives, or somebody is named inside another sentence

when = { $at } (Japan)
gives-one = 1 seat, additional
gives-some = { $seats } seats, additional
gives-bundled = 1 seat, bundled with a reader
installation = installation { $key }
unit = reader { $serial }
# When a document in the ledger does not show which PC sent it
who-unknown = somebody
part-machine-id = machine id
part-board = board
part-disk = system disk
kind-name-additional = additional
kind-name-bundled = bundled
# When a certificate names a kind that this version does not know
kind-name-unknown = unknown
# When it is shown where a document was written
file = file         { $path }

### When a passphrase is asked for at the terminal

ask-passphrase = Passphrase of { $path }:
ask-new-passphrase = New passphrase for { $path }:
ask-again = The same again:

### When something was done that has to be looked at

warning = warning: { $what }

### When somebody is asked before an act that ends something

# At "revoke", when it names licenses that are not taken back yet
taken-licenses = Licenses that are taken back: { $licenses }. Clinics that the list reaches can use their seats no more.
# At "revoke --stolen-issuer"
taken-issuer = Everything is taken back that issuer { $issuer } signed from number { $from } on. Clinics that the list reaches can use the seats of its licenses no more. What was honestly sold has to be made anew by another issuer.
# At "revoke", behind what is taken back
taken-for-good = That cannot be undone.
# At "book", when a revocation list ends licenses in force in the ledger
taken-booked-list = Booking this revocation list ends { $licenses } licenses in force in the ledger (clinics: { $clinics }). That cannot be undone.
# At "book", when a return ends licenses in the ledger
taken-return = Booking the return of installation { $key } ends { $licenses } licenses in the ledger, and another PC can use their product keys. Nothing can be issued to the returned key any more. That cannot be undone.
# At "transfer", unless it was done before
taken-transfer = The seat of license { $license } moves from reader { $old } to reader { $new }. Reader { $old } can use this license no more. That cannot be undone.
# At "reissue", when there is a license that was not handed out yet
taken-reissue = PCs that are noted as lost: { $pcs }. Their licenses end ({ $licenses }, with { $seats } seats) and are issued anew to the PC that asks. That cannot be undone.
# At "transfer" and "reissue", when --anyway hands out without a proof
taken-unproven = Licenses that nothing shows to belong to whoever asks: { $licenses }. They are noted as doubts.

### At "inspect", which shows what a document says and whether it holds

inspect-line = { $label }: { $value }
inspect-signed-by = Verified: yes, signed by { $by }
inspect-signed-by-installation = Verified: yes, signed by the installation itself, key id { $key }
# When a request or a return is not a right one of the PC that it names
inspect-not-the-installation = Verified: no, it is not a proper document of the PC that it names: { $why }
# When no root certified this issuer's certificate
inspect-unknown-certificate = Verified: no: { $why }
# When the signature does not fit the content
inspect-file = Verified: no, this file cannot be trusted: { $why }
# When the document is for another environment
inspect-choice = Verified: no, it is for another environment: { $why }
# When the issuer did not make it properly, or may not make such a document
inspect-issuer = Verified: no, it was not properly issued: { $why }
# When its root is none of those that it is checked against
inspect-unknown-root = Verified: no, its root is not known here: { $why }
inspect-root = root { $key }

### At "key root" and "key issuer", which show the key that was made

key-root = root         { $key }
key-private = private key  { $path } (keep it offline)
key-public-test = public key   { $path } (for test installations)
key-public-production = public key   { $path } (a line of the list that programs are built with)
key-issuer = issuer  { $key } ({ $name })
key-issuer-folder = folder  { $path }

### At "key list", which shows the keys in folders

keys-nothing = nothing      { $path }
keys-root = root         { $key } ({ $environment })
keys-issuer = issuer       { $key } ({ $environment })
keys-place = lies in      { $path }
keys-line = list line    { $line }
keys-name = name         { $name }
keys-certified-by = certified by root { $key }
keys-may-issue = may issue    { $kinds }; { $seats } seats per license
keys-numbers = numbers      up to { $last }
keys-from = from         { $at }
keys-until = until        { $at }; what it signs before goes on
keys-encrypted = private key  encrypted
keys-not-encrypted = private key  NOT ENCRYPTED
keys-elsewhere = private key  not here
keys-next = next number  { $next }
keys-no-next = next number  not here
keys-list = revocations  list number { $number }: { $licenses } licenses, { $issuers } issuers
keys-no-list = revocations  none here
keys-roots-list = root's list  list number { $number }: { $licenses } licenses, { $issuers } issuers
keys-no-roots-list = root's list  none here
# The next line says why
keys-unusable = unusable     { $path }
keys-because = because      { $why }

### At "revoke", "carry" and "reset", which show what was made

revoked-number = list number  { $number }
revoked-counts = takes back   { $licenses } licenses, { $issuers } issuers (with those of earlier lists)
carried = from now on the root's list number { $number } rides on every license of { $path }
reset-installation = installation { $key }
reset-time = time         { $at }

### When a license is handed out

issued-file = file: { $path }
# When the same request gets the license that was made before
issued-again = again      first handed out on { $at }
issued-owner = clinic     { $clinic } (sold to { $customer })
issued-out = file       { $path }
issued-picture = picture    { $path }
issued-drawing = drawing    { $path }
issued-typed = to type:
issued-code = code { $number } of { $parts }:
# When an act left a doubt in the ledger
issued-doubt = { $title }: { $what } See "ledger doubts".

### At "product add", "import" and "export", which say what was done

products-added-one = added      1 product: { $gives }
products-added = added      { $count } products: { $gives }
products-keys = keys       { $path } (whole keys: whoever has one can use it)
products-imported = imported   { $new } products, { $old } were there already
products-exported = exported   { $count } products

### At "product list" and "product show"

# When there is nothing to show
products-none = no products
products-term = { $days } days
products-line-owner = { $clinic } (sold to { $customer })
product-key = product    { $key }
product-gives = gives      { $gives }
product-term = term       { $days } days
product-no-term = term       no end
product-customer = customer   { $customer }
product-clinic = clinic     { $clinic }
product-state = state      { $state }
product-license = license    { $license }
product-reissues = reissues   { $count }
state-free = free
state-free-again = free again
state-revoked = revoked
state-used = used

### At "book", which shows what was booked

booked-list = booked     revocation list { $number } of { $issuer }
booked-revoked = revoked    { $license }
booked-revoked-nothing = revoked    nothing that this ledger holds in force
booked-return = booked     return of installation { $key }
booked-return-again = booked     return of installation { $key }, already on { $at }
booked-free = given back { $license }: product key { $key } is free for another installation
booked-stays = unchanged  { $license }: it stays with reader { $unit }
booked-ended = unchanged  { $license }: it { $end }
booked-others = unchanged  { $license }: it is another installation's
booked-unknown = unchanged  { $license }: it is not in this ledger

### At the commands of "ledger", which show what is in it

ledger-folder = ledger     { $path }
ledger-head = head       { $head }
ledger-whole = whole      { $acts } acts, each as it was written
ledger-goes-by = goes by    { $head }
doubts-none = nothing: all that installations sent and issuers signed fits together
doubts-installation = installation  { $key } at { $clinic }
# When this ledger never gave the PC a license
doubts-unknown-clinic = a clinic that is not known
doubts-noticed = noticed       { $at }
doubts-evidence = evidence      acts { $acts }
due-owner = { $clinic } (sold to { $customer })
due-one-seat = 1 seat for installation { $key }
due-seats = { $seats } seats for installation { $key }
due-unit = 1 seat for reader { $serial }
due-no-end = no end
due-ended = ended { $at }
due-ends = ends { $at }
due-nobody = nobody holds a license
due-nothing = nothing ends within { $days } days

### When it is said inside another sentence when and why a license ended

end-returned = was given back on { $at }
end-reissued = was reissued as { $by } on { $at }, because its PC was lost
end-moved = was moved to reader { $to } as { $by } on { $at }
end-revoked = was revoked on { $at } by list { $list }
end-revoked-issuer = was revoked with its issuer's key on { $at } by list { $list }
end-renewed = was made anew as { $by } on { $at }, because its issuer's key was revoked

### At "product show", which tells each act in one line

act-line = { $at }  act { $act }: { $what }
act-begun = the ledger was begun
act-entered = entered
act-entered-with-others = entered, with { $count } others
act-shipped = shipped: { $license }
act-activated = activated: { $license }
act-transferred = transferred at the request of { $who }: { $license }
act-reissued = reissued, its PC was lost: { $license }
act-returned = given back by { $who }
act-revoked-by-root = revoked by the root
act-revoked-by-issuer = revoked by the issuer
act-heard = { $who } asked, and was told: { $answer }
act-answer-again = license { $license }, once more
# When an earlier version wrote the answer down in English alone
act-answer-of-old = { $answer }
# When a license in the ledger cannot be read
act-unreadable-license = a license that cannot be read
act-license = { $id } for { $place }
act-license-in-place = { $id } for { $place }, in the place of { $old }

### At "ledger doubts", and in warnings: the name of a doubt

doubt-title-forked = copied data directory, or restored backup
doubt-title-double = one reader at two places
doubt-title-broken-serves = broken reader is used elsewhere
doubt-title-speaks-after-return = installation speaks after its return
doubt-title-speaks-after-loss = lost installation speaks
doubt-title-number-again = an issuer's numbers went back
doubt-title-same-number = one number used twice
doubt-title-unproven = license given without a proof
doubt-title-other-machine = the PC is another, or was repaired

### At "ledger doubts", and in warnings: what a doubt means

# When two different acts came in the same place of a PC's chain
doubt-forked = It has signed two different acts in place { $counter } of its chain. Its data directory or virtual machine was copied, or a backup was restored; ask the clinic which.
# When two PCs listed one reader within a short time
doubt-double = It lists reader { $unit }, which installation { $other } listed on { $at }. A reader is at one place: ask the clinic whether it was moved meanwhile, or its serial and license were copied.
# When another PC lists a reader that was declared broken, within the grace
doubt-broken-serves-in-grace = Reader { $unit } was declared broken on { $at }, and another installation lists it (seen within the 14 days of grace of the first license { $lineage }). Ask the clinic where it is used.
# The same, behind the grace
doubt-broken-serves = Reader { $unit } was declared broken on { $at }, and another installation lists it (seen after the 14 days of grace of the first license { $lineage }). Ask the clinic where it is used.
# When something comes under the key of a PC that gave its licenses back
doubt-speaks-after-return = It gave its licenses back on { $at }, and its key should have been destroyed by that. A copy of its data directory from before, or a backup, is in use.
# When something comes under the key of a PC that was reported dead
doubt-speaks-after-loss = Its PC was reported dead, and its license was reissued on { $at }. The PC lives, or a backup of it does; ask the clinic.
# When an issuer's folder gave out a used number once more
doubt-number-again = The next number of issuer { $issuer } was { $number }, which { $first } has: its folder came back from an older backup, or is used at two places. This license got the next number that the ledger does not know. Use one folder, and raise the number in its file "sequence" above every one that was used anywhere.
# When the ledger holds two documents under one number
doubt-same-number = Issuer { $issuer } signed two documents under its number { $number }: { $first } and, later, { $second }. Of two licenses under one number a clinic takes only the first. Its folder came back from an older backup, or is used at two places, or its key was stolen: find out which, and issue again what a clinic refuses.
# When it was handed out with --anyway
doubt-unproven = It got the seats of license { $license }, although neither its product key nor an earlier request showed whose that is. The vendor decided so.
# When more than half of the known parts changed
doubt-other-machine = Since its last contact { $changed } of { $known } known parts of its PC changed: { $parts }. This is probably another PC: moved to a new one, restored there, or copied.
# When half of the known parts or fewer changed, or only one is known
doubt-repaired-machine = Since its last contact { $changed } of { $known } known parts of its PC changed: { $parts }. A repair does that, too.
