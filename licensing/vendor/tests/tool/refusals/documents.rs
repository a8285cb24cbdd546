//! An issuer's document that is not believed is told with its cause, and a document that is none with what it is.

use super::says;
use crate::hand_made::{DAY, ISSUED_AT, Vendor, header, sign};
use madoguchi_licensing::document::{Document, MAX_LEN};
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::{Trust, read_public, read_root};
use madoguchi_licensing::verify::{self, Error};
use madoguchi_proto::v1;
use prost::Message as _;

/// Why a license is refused that this vendor signed after it was changed.
fn after(spoil: impl FnOnce(&mut Vendor, &mut v1::License)) -> Error {
    let mut vendor = Vendor::new();
    let mut license = vendor.additional();
    spoil(&mut vendor, &mut license);
    let trust = Vendor::new().trust();
    verify::license(&trust, &vendor.document(&license)).unwrap_err()
}

#[test]
fn each_reason_why_a_license_is_not_believed_is_told() {
    let production = |header: &mut Option<v1::DocumentHeader>| {
        header.as_mut().unwrap().environment = v1::Environment::Production.into();
    };
    let table = [
        (
            "license-other-environment",
            after(|_, license| production(&mut license.header)),
        ),
        (
            "license-certificate-environment",
            after(|vendor, _| production(&mut vendor.certificate.header)),
        ),
        (
            "license-unknown-root",
            after(|vendor, _| {
                vendor.certificate.header.as_mut().unwrap().issuer = vec![7; 8];
            }),
        ),
        (
            "license-certificate-signature",
            after(|vendor, _| vendor.root = vendor.issuer.clone()),
        ),
        (
            "license-other-issuer",
            after(|_, license| license.header.as_mut().unwrap().issuer = vec![7; 8]),
        ),
        (
            "license-kind-not-allowed",
            after(|vendor, _| vendor.certificate.kinds.truncate(0)),
        ),
        (
            "license-too-many-seats",
            after(|vendor, _| vendor.certificate.seats_per_license = 1),
        ),
        (
            "license-sequence-too-high",
            after(|vendor, _| vendor.certificate.last_sequence = 6),
        ),
        (
            "license-issuer-not-yet-valid",
            after(|vendor, _| vendor.certificate.not_before_ms = ISSUED_AT + 1),
        ),
        (
            "license-issuer-expired",
            after(|vendor, _| {
                vendor.certificate.not_before_ms = ISSUED_AT - DAY;
                vendor.certificate.not_after_ms = ISSUED_AT;
            }),
        ),
        (
            "license-revocation-list",
            after(|_, license| license.revocation_list = b"no list".to_vec()),
        ),
    ];
    for (code, refused) in table {
        says(&refused, code);
    }
}

#[test]
fn a_document_without_its_certificate_or_its_signature_is_told() {
    let vendor = Vendor::new();
    let payload = vendor.additional().encode_to_vec();
    let refused = |document: &Document| verify::license(&vendor.trust(), document).unwrap_err();
    let bare = sign(&vendor.issuer, Kind::License, payload.clone(), None);
    says(&refused(&bare), "license-no-certificate");
    let by_itself = sign(&vendor.issuer, Kind::License, payload.clone(), Some(&bare));
    says(&refused(&by_itself), "license-certificate");
    let forged = sign(
        &vendor.root,
        Kind::License,
        payload,
        Some(&vendor.certificate()),
    );
    says(&refused(&forged), "license-signature");
    let list = v1::RevocationList {
        header: Some(header("REVOKED-7", &vendor.issuer)),
        ..vendor.roots_list()
    };
    let list = vendor.roots_list_document(&list);
    let refused = verify::revocations(&vendor.trust(), &list).unwrap_err();
    says(&refused, "license-unknown-signer");
    for environment in [Environment::Production, Environment::Test] {
        let here = Trust::nobody(environment);
        let mut license = vendor.additional();
        let said = v1::Environment::from(environment);
        license.header.as_mut().unwrap().environment = said.into();
        let refused = verify::license(&here, &vendor.document(&license)).unwrap_err();
        says(&refused, "license-no-roots");
    }
}

#[test]
fn bytes_that_are_no_document_are_told_as_what_they_are() {
    let vendor = Vendor::new();
    let license = vendor.document(&vendor.additional());
    let envelope = v1::SignedDocument::decode(license.as_bytes()).unwrap();
    let changed = |spoil: fn(&mut v1::SignedDocument)| {
        let mut envelope = envelope.clone();
        spoil(&mut envelope);
        Document::decode(&envelope.encode_to_vec()).unwrap_err()
    };
    let with_more = [license.as_bytes(), &[0xf8, 0x01, 0x01]].concat();
    let table = [
        (
            "document-too-large",
            Document::decode(&vec![8; MAX_LEN + 1]).unwrap_err(),
        ),
        ("document-garbled", Document::decode(b"\xff").unwrap_err()),
        (
            "document-unknown-kind",
            changed(|envelope| envelope.kind = 99),
        ),
        (
            "document-signature-length",
            changed(|envelope| envelope.signature.truncate(63)),
        ),
        (
            "document-not-canonical",
            Document::decode(&with_more).unwrap_err(),
        ),
        (
            "document-other-kind",
            license.open::<v1::TimeReset>().unwrap_err(),
        ),
    ];
    for (code, refused) in table {
        says(&refused, code);
    }
}

#[test]
fn a_file_that_holds_no_usable_root_is_told_as_what_it_is() {
    const KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let private = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let table: [(&str, Vec<u8>); 10] = [
        ("root-file-empty", b"\n".to_vec()),
        ("root-file-mail-source", b"<html><p>mail</p>\n".to_vec()),
        ("root-file-too-large", vec![b'#'; 64 * 1024]),
        ("root-file-not-text", vec![0xff]),
        ("root-file-count", b"# nothing\n".to_vec()),
        ("root-file-private-key", private.into()),
        ("root-file-not-ed25519", certificate.into()),
        ("root-file-key", b"12\n".to_vec()),
        ("root-file-key", "0".repeat(64).into()),
        (
            "root-file-other-id",
            format!("test 0011223344556677 {KEY}\n").into(),
        ),
    ];
    for (code, file) in table {
        let refused = read_public(&file).unwrap_err();
        let said = says(&refused, code);
        assert!(
            said.ja.contains(".pub") && said.en.contains(".pub"),
            "{said:?}"
        );
    }
    // What a test installation refuses, and this tool takes.
    let production = format!("production 21fe31dfa154a261 {KEY}\n");
    assert!(read_public(production.as_bytes()).is_ok());
    says(
        &read_root(production.as_bytes()).unwrap_err(),
        "root-file-unfit",
    );
}
