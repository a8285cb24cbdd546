# Why a document, or what was typed, is not taken. The same keys as ja-documents.ftl.

### Licenses and other documents of an issuer

license-malformed = the { $document } was not made properly: { $flaw }; ask its issuer for a new one
license-other-environment = this document is for { $found }, and this installation is for { $here }; ask for one for { $here }
license-certificate-environment = the issuer's certificate is for { $certificate }, and the document for { $document }; ask its issuer for a new one
license-no-roots = this installation knows no root for production, so that it can believe no document; update the software to a release that has the vendor's keys
license-no-test-roots = this installation knows no root for tests, so that it can believe no document; lay down the test root's `.pub` file and name it in the configuration
license-no-certificate = the document came without its issuer's certificate; ask its issuer for the whole file
license-certificate = the issuer's certificate in the document cannot be read; ask its issuer for a new file
license-unknown-root = the document's issuer is certified by root { $root }, which this installation does not know; update the software, or ask for one from a vendor whose root it knows
license-certificate-signature = the certificate of issuer { $issuer } was not signed by root { $root }: it was changed, or is a forgery; do not use this file, and ask the vendor
license-other-issuer = the document names issuer { $named }, but came with the certificate of { $certified }; ask its issuer for a new file
license-signature = the document was not signed by { $issuer } as it stands: it was changed, or is a forgery; get the file again from its issuer
license-unknown-signer = the revocation list is signed by { $signer }, which is no root that this installation knows; update the software, or ask its issuer for the whole file
license-revocation-list = the revocation list that came with the license is refused; ask its issuer for a new license
license-kind-not-allowed = { $issuer } may not issue this kind of license; ask the vendor
license-too-many-seats = { $issuer } may grant { $allowed } seats by one license, and this one grants { $granted }; ask the vendor
license-sequence-too-high = { $issuer } may use the numbers up to { $last }, and this document has { $sequence }; ask the vendor
license-issuer-not-yet-valid = the document was issued before { $issuer } was certified to issue any; ask the vendor
license-issuer-expired = the document was issued after the certificate of { $issuer } had ended; ask its issuer to renew the certificate and to issue it again

### Flaws that the signer made

flaw-header = it has no header
flaw-id = its id is not 1 to 64 of A to Z, 0 to 9 and hyphen
flaw-environment = it does not say whether it is for production or for tests
flaw-sequence = it has no sequence number
flaw-issuer = it does not name its signer's key
flaw-time = it has a time that cannot be
flaw-validity = its validity ends before it begins
flaw-name = its issuer's name is not 1 to 64 characters that can all be seen
flaw-public-key = its public key is no usable Ed25519 key
flaw-license-kind = its kind of license is not known; a newer version of the software may know it
flaw-seats = it grants a number of seats that no license of its kind has
flaw-bound-to = it names no installation or unit as its kind must
flaw-installation-key = the installation key that it names is not 32 bytes
flaw-serial = the serial that it names is not 1 to 32 of A to Z, 0 to 9 and hyphen
flaw-unit-key = the reader's factory key that it names is not 32 bytes
flaw-supersedes = its list of licenses that it takes the place of is not in order
flaw-lineage = its lineage is not an id
flaw-chain = it is certified in a way that no root certifies
flaw-revoked = its list of what it takes back is not in order
flaw-revoked-issuers = it takes back issuers, which only a root may
flaw-nonce = its nonce does not have the length of its kind's
flaw-acts = its place in the installation's chain of acts is not in order
flaw-product-key = its product key is none
flaw-list = its list of units or licenses is not in order
flaw-machine = its print of the PC is not in order

### Requests and returns

act-malformed = the { $document } was not made properly: { $flaw }; ask the clinic to make a new one
act-signature = it was not signed by installation { $installation } as it stands: it was changed, or is a forgery; ask the clinic for the file again

### Documents

document-too-large = the document has { $len } bytes, more than the { $max-len } that any document has
document-garbled = these bytes are no document: the file was damaged or is something else; copy it again
document-unknown-kind = the document is of a kind ({ $kind }) that this version does not know; update the software
document-signature-length = the document's signature has { $len } bytes, not { $signature-len }; copy the file again
document-not-canonical = the { $kind } is not in the one form that its signer writes: it was changed, or comes from a newer version
document-other-kind = this is a document of the kind "{ $found }", where a "{ $wanted }" belongs

### Files with roots

root-file-too-large = the file has { $len } bytes, more than the { $max-root-file-len } of any file with a root; choose the right file
root-file-not-text = the file is not text; choose the `.pub` file that was made beside the root
root-file-count = the file holds { $found } roots, where exactly one belongs
root-file-private-key = the file holds a private key: lay down the `.pub` file, and keep the private key away from this PC
root-file-not-ed25519 = the file's PUBLIC KEY block is not an Ed25519 key; choose the `.pub` file that was made beside the root
root-file-production = this is a production root, which no installation takes from a file: programs are built with it
root-file-key = line { $line } of the file with roots holds no usable key
root-file-other-id = line { $line } of the file with roots names { $named }, but its key is { $found }

### Files

text-empty = the file is empty; copy it again
text-too-large = the file has { $len } bytes, more than the { $max-file-len } that any license file has; choose the right file
text-no-block = the file has no line "-----BEGIN MADOGUCHI …-----", and is no text that was typed or scanned; choose the right file
text-other-file = the file is { $what }, and no plain text; choose the right file, or copy the lines from BEGIN to END into a text file
text-mail-source = the file is the source of a mail ({ $what }), in which signs stand for others; copy the attachment, or the text as the mail shows it
text-several = the text holds several documents (line: kind = { $listed }); put each into a file of its own, or copy one
text-beheaded = the BEGIN line is missing: the beginning was cut off; copy the file again
text-other-label = the file holds a "{ $label }", which is no document of this software; choose the right file
text-truncated = the END line is missing: the file was cut off; copy it again
text-labels-differ = the BEGIN line and the END line name different things; copy the file again
text-garbled = the text between the BEGIN line and the END line was changed or damaged; copy the file again
text-product-key = this is a product key, not a document; give it with the request for a license, and the vendor answers with one
text-kind-differs = the file says "{ $label }" and holds a document of the kind "{ $kind }"; ask for it again

### Typed and scanned text

typed-group = { $place } is mistyped, or one before it is missing; compare it with what was written
typed-cut = { $place } has only { $found } of its 10 characters; compare it with what was written
typed-too-short = the text ends after { $found } groups of ten characters, and { $expected } belong there; type the rest as well
typed-too-long = the text has { $found } groups of ten characters, and only { $expected } belong there; remove what follows
typed-digest = several groups are mistyped; compare the whole text with what was written
typed-part = the beginning of a part (MDG:1/3:…:) cannot be read; scan its code again
typed-part-missing = part { $part } of { $parts } is missing; scan its code as well
typed-other-document = the parts belong to different documents; scan the codes of one sheet only
typed-part-twice = part { $part } is there twice, and differs; scan its code again

### Public keys

public-key-length = a public key is 32 bytes, or 64 hex digits; check that it was copied in full
public-key-not-a-key = these bytes are no Ed25519 public key; check for a mistyped digit
public-key-weak = this key is of small order and protects nothing; make a new key

### Product keys

product-key-length = a product key has 15 letters and digits after MDG, and this text has { $found }; compare it with the one you were given
product-key-character = the { $place }. character after MDG is none that a product key has; compare it with the one you were given
product-key-several = the text holds { $count } product keys; give one of them
product-key-document = this is a document (a license or a request), not a product key; look for the line that begins with MDG-
product-key-mail-source = the product key stands in the source of a mail ({ $what }), in which signs stand for others; copy it as the mail shows it
product-key-other-file = the text with the product key is { $what }, and no plain text; give the key itself
product-key-mistyped = a letter or digit of the product key is wrong, or two changed places; compare it with the one you were given

### The code of a reset

nonce-length = it has { $found } symbols instead of 14; ask for it again
nonce-character = character { $place } belongs to no such code; ask for it again
nonce-check = a symbol is wrong, or two changed places; ask for it again

### QR codes

code-too-long = a text of { $chars } characters does not fit into one code; split it into parts
code-count = a sheet has 1 to { $max-codes } codes, not { $codes }; give the document as a file
code-image = the image could not be written; give the document as a file

root-list-line = line { $line } of the list of roots is not an environment (production or test), a key id and a public key
root-list-mixed = line { $line } of the list of roots is for another environment than the lines before it; production and test never mix
root-list-twice = line { $line } of the list of roots repeats a key
root-list-count = the list holds { $count } roots; one in use and a spare belong there
place-in-text = group { $group } (line { $line } as it was written)
place-in-part = group { $group } of part { $part }

### Kinds of documents

kind-issuer-certificate = issuer's certificate
kind-license = license
kind-revocation-list = revocation list
kind-activation-request = activation request
kind-license-return = license return
kind-transfer-request = transfer request
kind-time-reset = time reset
environment-production = production
environment-test = test
