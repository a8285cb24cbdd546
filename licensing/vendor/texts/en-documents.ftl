# Why a document, or what was typed, is not taken. The same keys as ja-documents.ftl.

### When an issuer's document (license, certificate, revocation list, time reset) is checked and refused

license-malformed = the content of the { $document } is not right ({ $flaw }); it has to be made anew, and rightly
license-other-environment = this document is for { $found }, and the root that it is checked against for { $here }; check it against a root's public key (its `.pub` file) for { $found }
license-certificate-environment = the issuer's certificate is for { $certificate }, and the document for { $document }; it has to be made anew by an issuer for { $document }
# When there is no root to check against
license-no-roots = there is no root to check against, so that no document can be believed; name a root's public key (its `.pub` file) with --root
license-no-certificate = the document came without its issuer's certificate; get the whole file from its issuer
license-certificate = the issuer's certificate in the document cannot be read; get a new file from its issuer
license-unknown-root = its issuer is certified by root { $root }, which is none of those that it is checked against; check it against the public key of root { $root } (its `.pub` file)
license-certificate-signature = the certificate of issuer { $issuer } was not signed by root { $root }: it was changed, or is a forgery; do not use this file, and find out where it came from
license-other-issuer = the document names issuer { $named }, but came with the certificate of { $certified }; get a new file from its issuer
license-signature = the document was not signed by { $issuer } as it stands: it was changed, or is a forgery; get the file again from its issuer
license-unknown-signer = the revocation list is signed by { $signer }, which is none of the roots that it is checked against; check it against that root's public key (its `.pub` file). If it is an issuer's list, its certificate is missing: get the whole file
license-revocation-list = the revocation list that came with the license is refused
license-kind-not-allowed = the certificate of { $issuer } does not allow this kind of license; have it made anew by an issuer that may issue this kind
license-too-many-seats = { $issuer } may grant { $allowed } seats by one license, and this one grants { $granted }; make it with fewer, or by an issuer that may grant more
license-sequence-too-high = { $issuer } may use the numbers up to { $last }, and this document has { $sequence }; make a new issuer with "key issuer", and the document anew
license-issuer-not-yet-valid = the document was signed before the certificate of { $issuer } begins; check the clock of the PC that signed it, and make it anew
license-issuer-expired = the document was made after the certificate of { $issuer } had ended; make a new issuer with "key issuer", and the document anew

### When a refusal says what is wrong in a document's content

flaw-header = it has no header
flaw-id = its id is not 1 to 64 of A to Z, 0 to 9 and hyphen
flaw-environment = it does not say whether it is for production or for tests
flaw-sequence = it has no sequence number
flaw-issuer = its signer's key id is not right
flaw-time = it has a time that cannot be
flaw-validity = its end is not after its beginning
flaw-name = its issuer's name is not 1 to 64 characters that can all be seen
flaw-public-key = its public key is no usable Ed25519 key
flaw-license-kind = its kind of license is not known, a newer version may know it
flaw-seats = it has a number of seats that no document of its kind has
flaw-bound-to = it names no installation or reader as its kind must
flaw-installation-key = the installation key that it names is not 32 bytes
flaw-serial = a serial is not 1 to 32 of A to Z, 0 to 9 and hyphen, or the broken and the new reader have the same
flaw-unit-key = the reader's factory key that it names is not 32 bytes
flaw-supersedes = its list of licenses that it takes the place of is not in order
flaw-lineage = the id of the first license of its line is not one
flaw-chain = its certificate is not as a root certifies
flaw-revoked = its list of what it takes back is not in order
flaw-revoked-issuers = it takes back issuers, which only a root may
flaw-nonce = its number for the answer has not the right length
flaw-acts = its place in the installation's chain of acts is not in order
flaw-audit = its place in the installation's record of acts is not in order
flaw-product-key = its product key is none
flaw-list = of its readers or licenses one is no number, is there twice, or is too many
flaw-machine = its record of the PC's parts is not in order

### When a clinic's request or return is refused

act-malformed = the content of the { $document } is not right ({ $flaw }); ask the clinic to make a new one
act-signature = it was not signed by the installation with key id { $installation } as it stands: it was changed, or is a forgery; ask the clinic for the file again

### When a document has not the right form, or is not of the kind that belongs there

document-too-large = the document has { $len } bytes, more than the { $max-len } that any document has; choose the right file
document-garbled = this is no document: the file was damaged or is something else; copy it again
document-unknown-kind = the document is of a kind ({ $kind }) that this version does not know; update this program
document-signature-length = the document's signature has { $len } bytes, not { $signature-len }; copy the file again
document-not-canonical = the { $kind } is not in the one form that its signer writes: it was changed, or comes from a newer version; get the file again, or update this program
document-other-kind = this is a document of the kind "{ $found }", where a "{ $wanted }" belongs; choose the right file

### When a file with a root's public key cannot be used

root-file-too-large = the file has { $len } bytes, more than the { $max-root-file-len } of any file with a root; choose the `.pub` file that was made beside the root
root-file-empty = there is nothing in the file; choose the `.pub` file that was made beside the root
root-file-mail-source = the file is the source of a mail ({ $what }), in which signs stand for others; copy the attached `.pub` file, or the text as the mail shows it
root-file-not-text = the file is { $what }, and no plain text; choose the `.pub` file that was made beside the root
root-file-count = the file holds { $found } roots, where exactly one belongs; choose the `.pub` file that was made beside the root
root-file-private-key = the file holds a private key, where a public key belongs; choose the `.pub` file that was made beside the root, and give the private key to nobody
root-file-not-ed25519 = what follows the file's BEGIN line is no public key of a root (an Ed25519 PUBLIC KEY); choose the `.pub` file that was made beside the root
# When it can be read as a public key, but not as one that is used here
root-file-unfit = the root in this file cannot be used here; choose the `.pub` file that was made beside the root
root-file-key = line { $line } of the file with roots holds no usable key; choose the `.pub` file that was made beside the root
root-file-other-id = line { $line } of the file with roots names { $named }, but its key is { $found }; choose the `.pub` file that was made beside the root

### When no document can be read from a file

text-empty = the file is empty; copy it again
text-too-large = the file has { $len } bytes, more than the { $max-file-len } that any document's file has; choose the right file
text-no-block = the file has no line "-----BEGIN MADOGUCHI …-----", and is no text that was typed or scanned; choose the right file
text-other-file = the file is { $what }, and no plain text; choose the right file, or copy the lines from BEGIN to END into a text file
text-mail-source = the file is the source of a mail ({ $what }), in which signs stand for others; copy the attachment, or the text as the mail shows it
text-several = the text holds several documents (line: kind = { $listed }); put each into a file of its own, or copy one
text-beheaded = the BEGIN line is missing: the beginning was cut off; copy the file again
text-other-label = the file holds a "{ $label }", which is no document of this software; choose the right file
text-truncated = the END line is missing: the file was cut off; copy it again
text-labels-differ = the BEGIN line and the END line name different things; copy the file again
text-garbled = a line between the BEGIN line and the END line is missing or changed; copy the file again
text-product-key = this is a product key, not a document; "product show" tells what it gives; where a document is needed, give its file
text-kind-differs = the file says "{ $label }" and holds a document of the kind "{ $kind }"; ask whoever made it for it again

### When typed text, or the text of QR codes, is not right

typed-group = { $place } is mistyped, or one before it is missing; compare it with what was written
typed-cut = { $place } has only { $found } of its 10 characters; compare it with what was written
typed-too-short = the text ends after { $found } groups of ten characters, and { $expected } belong there; type the rest as well
typed-too-long = the text has { $found } groups of ten characters, and only { $expected } belong there; remove what is too much
typed-digest = several groups are mistyped; compare the whole text with what was written
typed-part = the beginning of a part (MDG:1/3:…:) cannot be read; scan its code again
typed-part-missing = part { $part } of { $parts } is missing; scan its code as well
typed-other-document = the parts belong to different documents; scan the codes of one sheet only
typed-part-twice = part { $part } is there twice, and differs; scan its code again
# When a refusal says where something is mistyped
place-in-text = group { $group } (line { $line } as it was written)
# The same in the text of QR codes
place-in-part = group { $group } of code { $part }

### When the text of a public key is not right

public-key-length = a public key is 32 bytes, or 64 hex digits; check that it was copied in full
public-key-not-a-key = this is no Ed25519 public key; check for a mistyped digit
public-key-weak = this key is of small order and protects nothing; check for a mistyped digit, and use the right key

### When the text of a product key is not right

product-key-length = a product key has 15 letters and digits after MDG, and this text has { $found }; compare it with the one you were given
product-key-character = the { $place }. character after MDG is none that a product key has; compare it with the one you were given
product-key-several = the text holds { $count } product keys (that end in { $keys }); give one of them
product-key-document = this is a document (a license or a request), not a product key; look for the line that begins with MDG-
product-key-mail-source = the product key stands in the source of a mail ({ $what }), in which signs stand for others; copy it as the mail shows it
product-key-other-file = the text with the product key is { $what }, and no plain text; give the key itself
product-key-mistyped = a letter or digit of the product key is wrong, or two changed places; compare it with the one you were given

### At "reset", when the code that the clinic's PC showed is not right

nonce-length = the code has 14 letters and digits, and this text has { $found }; ask for it again
nonce-character = character { $place } belongs to no such code; ask for it again
nonce-check = a letter or digit of the code is wrong, or two changed places; ask for it again

### When QR codes cannot be made

code-too-long = a text of { $chars } characters does not fit into one code
code-count = a sheet has room for { $max-codes } codes, and { $codes } are needed
code-image = the image could not be written

### When a kind of document or an environment is named inside another sentence

kind-issuer-certificate = issuer's certificate
kind-license = license
kind-revocation-list = revocation list
kind-activation-request = activation request
kind-license-return = license return
kind-transfer-request = transfer request
kind-time-reset = time reset
environment-production = production
environment-test = test
