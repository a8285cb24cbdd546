//! OpenSSL reads our keys and finds our signatures good, and we read its keys.

use std::path::Path;
use std::process::Command;

use crate::office::{Office, PASSPHRASE, have, output};
use madoguchi_licensing::document::message;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::verify::verify_license;
use madoguchi_proto::v1;
use prost::Message as _;

fn have_openssl() -> bool {
    have("openssl", "version")
}

/// What `openssl` prints; `None` where it fails.
fn openssl(folder: &Path, words: &str) -> Option<String> {
    let output = output(
        Command::new("openssl")
            .args(words.split_whitespace())
            .current_dir(folder)
            .env("WORD", PASSPHRASE),
    );
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).unwrap())
}

/// Whether `openssl` finds that the key in `key` signed the document in `name`: its context and its payload, byte for byte.
fn signed(office: &Office, name: &str, kind: Kind, key: &str) -> bool {
    let folder = office.path("");
    let document = office.document(name);
    let envelope = v1::SignedDocument::decode(document.as_bytes()).unwrap();
    std::fs::write(office.path("message"), message(kind, &envelope.payload)).unwrap();
    std::fs::write(office.path("signature"), &envelope.signature).unwrap();
    let verify = format!(
        "pkeyutl -verify -rawin -inkey {key} -passin env:WORD -in message -sigfile signature"
    );
    let good = openssl(&folder, &verify).is_some();
    // And it can tell: one bit more or less is no signature.
    let mut bytes = office.read("message");
    bytes[40] ^= 1;
    std::fs::write(office.path("message"), bytes).unwrap();
    assert!(openssl(&folder, &verify).is_none());
    good
}

#[test]
fn openssl_finds_our_signatures_good_on_the_exact_bytes() {
    if !have_openssl() {
        return;
    }
    let office = Office::set_up();
    office.issue("issuer", "L-1");
    office.does("revoke --yes --root root.key --license L-1 --out list");
    let issuer = "issuer/issuer.key";
    assert!(signed(&office, "L-1", Kind::License, issuer));
    assert!(!signed(&office, "L-1", Kind::License, "root.key"));
    assert!(!signed(&office, "L-1", Kind::TimeReset, issuer));
    let certificate = "issuer/issuer.certificate";
    assert!(signed(
        &office,
        certificate,
        Kind::IssuerCertificate,
        "root.key"
    ));
    assert!(signed(&office, "list", Kind::RevocationList, "root.key"));
}

#[test]
fn openssl_opens_our_encrypted_keys_with_their_passphrase() {
    if !have_openssl() {
        return;
    }
    let mut office = Office::new();
    office.passphrase = Some(PASSPHRASE.into());
    office.does("key root --out root.key --environment production");
    let folder = office.path("");
    let text = openssl(
        &folder,
        "pkey -in root.key -passin env:WORD -noout -text_pub",
    )
    .unwrap();
    let shown: String = text
        .lines()
        .filter(|line| line.starts_with(' '))
        .flat_map(|line| line.chars())
        .filter(char::is_ascii_hexdigit)
        .collect();
    let public = office.text("root.key.pub");
    assert!(
        public.trim_end().ends_with(&shown) && shown.len() == 64,
        "{shown}"
    );
    assert!(openssl(&folder, "pkey -in root.key -passin pass:wrong -noout").is_none());
}

#[test]
fn keys_that_openssl_made_sign_licenses_plain_or_encrypted() {
    if !have_openssl() {
        return;
    }
    let mut office = Office::new();
    office.passphrase = Some(PASSPHRASE.into());
    let folder = office.path("");
    openssl(&folder, "genpkey -algorithm ed25519 -out plain.pem").unwrap();
    let encrypt = "pkcs8 -topk8 -in plain.pem -passout env:WORD";
    openssl(
        &folder,
        &format!("{encrypt} -v2 aes-256-cbc -out pbkdf2.pem"),
    )
    .unwrap();
    openssl(&folder, &format!("{encrypt} -scrypt -out scrypt.pem")).unwrap();
    for made in ["plain", "pbkdf2", "scrypt"] {
        office.does(&format!(
            "key root --from {made}.pem --out {made}.key --environment test"
        ));
        // The very file of OpenSSL, in the place of ours.
        std::fs::copy(
            office.path(&format!("{made}.pem")),
            office.path(&format!("{made}.key")),
        )
        .unwrap();
        let issuer = format!("{made}-issuer");
        office.certify(&format!("{made}.key"), &issuer);
        office.does(&format!(
            "issue bundled --issuer {issuer} --serial CR-1 --out {made}.license"
        ));
        let license = office.read(&format!("{made}.license"));
        verify_license(&office.trust("plain.key"), &license).unwrap();
    }
    openssl(&folder, "genpkey -algorithm RSA -out rsa.pem").unwrap();
    let problem = office.refuses("key root --from rsa.pem --out rsa.key --environment test");
    assert!(problem.contains("no Ed25519 private key"), "{problem}");
}
