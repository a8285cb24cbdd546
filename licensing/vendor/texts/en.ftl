# What the vendor's tool prints. The same keys as ja.ftl.

### Words

when = { $at } (Japan)
gives-one = 1 seat, additional
gives-some = { $seats } seats, additional
gives-bundled = 1 seat, bundled with a unit
installation = installation { $key }
unit = unit { $serial }
who-unknown = somebody
part-machine-id = machine id
part-board = board
part-disk = system disk
kind-name-additional = additional
kind-name-bundled = bundled
kind-name-unknown = unknown
file = file         { $path }

### Prompts

ask-passphrase = Passphrase of { $path }:
ask-new-passphrase = New passphrase for { $path }:
ask-again = The same again:
warning = warning: { $what }

### A document that is looked at

inspect-line = { $label }: { $value }
inspect-signed-by = Verified: yes, signed by { $by }
inspect-signed-by-installation = Verified: yes, signed by the installation itself, key { $key }
inspect-not-the-installation = Verified: no: { $why }
inspect-unknown-certificate = Verified: no: { $why }
inspect-file = Verified: no: { $why }
inspect-choice = Verified: no: { $why }
inspect-issuer = Verified: no: { $why }
inspect-unknown-root = Verified: no: { $why }
inspect-root = root { $key }

### Keys

key-root = root         { $key }
key-private = private key  { $path } (keep it offline)
key-public-test = public key   { $path } (for test installations)
key-public-production = public key   { $path } (a line of the list that programs are built with)
key-issuer = issuer  { $key } ({ $name })
key-issuer-folder = folder  { $path }
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
keys-until = until        { $at }
keys-encrypted = private key  encrypted
keys-not-encrypted = private key  NOT ENCRYPTED
keys-elsewhere = private key  not here
keys-next = next number  { $next }
keys-no-next = next number  not here
keys-list = revocations  list number { $number }: { $licenses } licenses, { $issuers } issuers
keys-no-list = revocations  none
keys-roots-list = root's list  list number { $number }: { $licenses } licenses, { $issuers } issuers
keys-no-roots-list = root's list  none
keys-unusable = unusable     { $path }
keys-because = because      { $why }

### Revocation lists and time resets

revoked-number = list number  { $number }
revoked-counts = takes back   { $licenses } licenses, { $issuers } issuers
carried = list number { $number } rides on every license of { $path }
reset-installation = installation { $key }
reset-time = time         { $at }

### Licenses that are handed out

issued-file = file: { $path }
issued-again = again      first handed out on { $at }
issued-owner = clinic     { $clinic } (sold to { $customer })
issued-out = file       { $path }
issued-picture = picture    { $path }
issued-drawing = drawing    { $path }
issued-typed = to type:
issued-code = code { $number } of { $parts }:
issued-doubt = { $title }: { $what } See "ledger doubts".

### Products

products-added-one = added      1 product: { $gives }
products-added = added      { $count } products: { $gives }
products-keys = keys       { $path } (whole keys: whoever has one can use it)
products-imported = imported   { $new } products, { $old } were there already
products-exported = exported   { $count } products
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

### Returns and lists that are booked

booked-list = booked     revocation list { $number } of { $issuer }
booked-revoked = revoked    { $license }
booked-revoked-nothing = revoked    nothing that this ledger holds in force
booked-return = booked     return of installation { $key }
booked-return-again = booked     return of installation { $key }, already on { $at }
booked-free = given back { $license }: product key { $key } is free for another installation
booked-stays = unchanged  { $license }: it stays with unit { $unit }
booked-ended = unchanged  { $license }: it { $end }
booked-others = unchanged  { $license }: it is another installation's
booked-unknown = unchanged  { $license }: it is not in this ledger

### The ledger

ledger-folder = ledger     { $path }
ledger-head = head       { $head }
ledger-whole = whole      { $acts } acts, each as it was done
ledger-goes-by = goes by    { $head }
doubts-none = nothing: all that installations sent and issuers signed fits together
doubts-installation = installation  { $key } at { $clinic }
doubts-unknown-clinic = a clinic that is not known
doubts-noticed = noticed       { $at }
doubts-evidence = evidence      acts { $acts }
due-owner = { $clinic } (sold to { $customer })
due-one-seat = 1 seat for installation { $key }
due-seats = { $seats } seats for installation { $key }
due-unit = 1 seat for unit { $serial }
due-no-end = no end
due-ended = ended { $at }
due-ends = ends { $at }
due-nobody = nobody holds a license
due-nothing = nothing ends within { $days } days

### The end of a license

end-returned = was given back on { $at }
end-reissued = was reissued as { $by } on { $at }, because its PC was lost
end-moved = was moved to unit { $to } as { $by } on { $at }
end-revoked = was revoked on { $at } by list { $list }
end-revoked-issuer = was revoked with its issuer's key on { $at } by list { $list }
end-renewed = was made anew as { $by } on { $at }, because its issuer's key was revoked

### Acts

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
act-answer-of-old = { $answer }
act-unreadable-license = a license that cannot be read
act-license = { $id } for { $place }
act-license-in-place = { $id } for { $place }, in the place of { $old }

### Doubts

doubt-title-forked = copied data directory
doubt-title-double = one unit at two places
doubt-title-broken-serves = broken unit is used elsewhere
doubt-title-speaks-after-return = installation speaks after its return
doubt-title-speaks-after-loss = lost installation speaks
doubt-title-number-again = an issuer's numbers went back
doubt-title-same-number = one number used twice
doubt-title-unproven = license given without a proof
doubt-title-other-machine = the PC is another, or was repaired
doubt-forked = It has signed two different acts in place { $counter } of its chain. Its data directory or virtual machine was copied, or a backup was restored; ask the clinic which.
doubt-double = It lists unit { $unit }, which installation { $other } listed on { $at }. A unit is at one place: it was moved meanwhile, or its serial and license were copied.
doubt-broken-serves-in-grace = Unit { $unit } was declared broken on { $at } (seen within the 14 days of grace of line { $lineage }), and another installation lists it.
doubt-broken-serves = Unit { $unit } was declared broken on { $at } (seen after the 14 days of grace of line { $lineage }), and another installation lists it.
doubt-speaks-after-return = It gave its licenses back on { $at }, and its key was destroyed by that. A copy of its data directory is in use.
doubt-speaks-after-loss = Its PC was reported dead, and its license was reissued on { $at }. The PC lives, or a backup of it does.
doubt-number-again = The next number of issuer { $issuer } was { $number }, which { $first } has: its folder came back from an older backup, or is used at two places. This license got the next number that the ledger does not know. Use one folder, and raise the number in its file "sequence" above every one that was used anywhere.
doubt-same-number = Issuer { $issuer } signed two documents under its number { $number }: { $first } and, later, { $second }. Of two licenses under one number a clinic takes only the first. Its folder came back from an older backup, or is used at two places, or its key was stolen: find out which, and issue again what a clinic refuses.
doubt-unproven = It got what license { $license } gave, although neither its product key nor an earlier request showed whose that is. The vendor decided so.
doubt-other-machine = Since its last contact { $changed } of { $known } known parts of its PC changed: { $parts }. This is another PC: moved to a new one, restored there, or copied.
doubt-repaired-machine = Since its last contact { $changed } of { $known } known parts of its PC changed: { $parts }. A repair does that.
