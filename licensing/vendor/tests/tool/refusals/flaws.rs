//! What is wrong in a document's content is named: one flaw for each field that is not as its signer writes it.

use super::says;
use crate::hand_made::{
    ISSUED_AT, Vendor, act, activation, header, installation, license_return, sign, transfer,
};
use madoguchi_licensing::acts::{self, ActPayload};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::verify;
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;
use madoguchi_vendor::texts;
use prost::Message as _;

/// The flaw stands in the refusal, in both languages.
fn names(error: &impl texts::Spoken, code: &str, flaw: &str) {
    let (said, flaw) = (says(error, code), texts::text(flaw, &[]));
    assert!(said.ja.contains(&flaw.ja), "{flaw:?} in {said:?}");
    assert!(said.en.contains(&flaw.en), "{flaw:?} in {said:?}");
}

#[test]
fn each_flaw_of_a_license_is_named() {
    let vendor = Vendor::new();
    let head = || header("L-1", &vendor.issuer);
    let headed = |header: v1::DocumentHeader| v1::License {
        header: Some(header),
        ..vendor.additional()
    };
    let unit = |serial: &str, unit_key: Vec<u8>| {
        let serial = serial.into();
        Some(BoundTo::Unit(v1::BoundUnit { serial, unit_key }))
    };
    let table = [
        (
            "flaw-header",
            v1::License {
                header: None,
                ..vendor.additional()
            },
        ),
        (
            "flaw-id",
            headed(v1::DocumentHeader {
                id: "l 1".into(),
                ..head()
            }),
        ),
        (
            "flaw-environment",
            headed(v1::DocumentHeader {
                environment: 0,
                ..head()
            }),
        ),
        (
            "flaw-sequence",
            headed(v1::DocumentHeader {
                sequence: 0,
                ..head()
            }),
        ),
        (
            "flaw-issuer",
            headed(v1::DocumentHeader {
                issuer: vec![1],
                ..head()
            }),
        ),
        (
            "flaw-time",
            headed(v1::DocumentHeader {
                issued_at_ms: 0,
                ..head()
            }),
        ),
        (
            "flaw-validity",
            v1::License {
                not_after_ms: ISSUED_AT,
                ..vendor.additional()
            },
        ),
        (
            "flaw-license-kind",
            v1::License {
                kind: 0,
                ..vendor.additional()
            },
        ),
        (
            "flaw-seats",
            v1::License {
                seats: 4,
                ..vendor.additional()
            },
        ),
        (
            "flaw-bound-to",
            v1::License {
                bound_to: None,
                ..vendor.additional()
            },
        ),
        (
            "flaw-installation-key",
            v1::License {
                bound_to: Some(BoundTo::InstallationKey(vec![9; 31])),
                ..vendor.additional()
            },
        ),
        (
            "flaw-serial",
            v1::License {
                bound_to: unit("cr 1", Vec::new()),
                ..vendor.bundled()
            },
        ),
        (
            "flaw-unit-key",
            v1::License {
                bound_to: unit("CR-1", vec![8]),
                ..vendor.bundled()
            },
        ),
        (
            "flaw-supersedes",
            v1::License {
                supersedes: vec!["L-1".into()],
                ..vendor.additional()
            },
        ),
        (
            "flaw-lineage",
            v1::License {
                lineage: String::new(),
                ..vendor.additional()
            },
        ),
    ];
    for (flaw, license) in table {
        let refused = vendor.verify(&license).unwrap_err();
        names(&refused, "license-malformed", flaw);
    }
}

/// What makes a vendor's certificate wrong.
type Spoils = fn(&mut Vendor);

#[test]
fn each_flaw_of_a_certificate_is_named() {
    let own = Vendor::new();
    let table: [(&str, Spoils); 3] = [
        ("flaw-name", |vendor| vendor.certificate.name.clear()),
        ("flaw-public-key", |vendor| {
            vendor.certificate.public_key = vec![0; 32];
        }),
        // A root that certifies itself.
        ("flaw-chain", |vendor| {
            vendor.issuer = vendor.root.clone();
            vendor.certificate.public_key = vendor.root.verifying_key().to_bytes().to_vec();
        }),
    ];
    for (flaw, spoil) in table {
        let mut vendor = Vendor::new();
        spoil(&mut vendor);
        let refused = vendor.verify(&own.additional()).unwrap_err();
        names(&refused, "license-malformed", flaw);
    }
}

#[test]
fn each_flaw_of_a_list_or_a_reset_is_named() {
    let vendor = Vendor::new();
    let twice = v1::RevocationList {
        licenses: vec!["L-9".into(), "L-9".into()],
        ..vendor.roots_list()
    };
    let document = vendor.roots_list_document(&twice);
    let refused = verify::revocations(&vendor.trust(), &document).unwrap_err();
    names(&refused, "license-malformed", "flaw-revoked");
    let too_much = v1::RevocationList {
        issuers: vendor.roots_list().issuers,
        ..vendor.own_list()
    };
    let refused = verify::revocations(&vendor.trust(), &vendor.document(&too_much)).unwrap_err();
    names(&refused, "license-malformed", "flaw-revoked-issuers");
    let reset = v1::TimeReset {
        nonce: vec![4; 7],
        ..vendor.time_reset()
    };
    let refused = verify::time_reset(&vendor.trust(), &vendor.document(&reset)).unwrap_err();
    names(&refused, "license-malformed", "flaw-nonce");
}

#[test]
fn each_flaw_of_what_a_clinic_sends_is_named_and_the_clinic_is_asked() {
    fn refused<P: ActPayload + std::fmt::Debug>(payload: &P) -> acts::Error {
        acts::verify::<P>(act(&installation(), payload).as_bytes()).unwrap_err()
    }
    let request = |spoil: fn(&mut v1::ActivationRequest)| {
        let mut request = activation();
        spoil(&mut request);
        refused(&request)
    };
    let table = [
        ("flaw-acts", request(|request| request.acts = None)),
        (
            "flaw-audit",
            request(|request| request.acts.as_mut().unwrap().audit_sequence = 7),
        ),
        ("flaw-nonce", request(|request| request.nonce.clear())),
        (
            "flaw-product-key",
            request(|request| request.product_key = "MDG-1".into()),
        ),
        ("flaw-seats", request(|request| request.seats = 4)),
        (
            "flaw-list",
            request(|request| request.units = vec!["CR-1".into(), "CR-1".into()]),
        ),
        (
            "flaw-machine",
            request(|request| {
                request.machine = Some(v1::MachinePrint {
                    board: vec![1],
                    ..Default::default()
                });
            }),
        ),
        (
            "flaw-public-key",
            request(|request| request.installation_key.clear()),
        ),
        (
            "flaw-issuer",
            request(|request| request.header.as_mut().unwrap().issuer = vec![1; 8]),
        ),
        (
            "flaw-list",
            refused(&v1::LicenseReturn {
                licenses: vec!["l 1".into()],
                ..license_return()
            }),
        ),
        // A reader that replaces itself.
        (
            "flaw-serial",
            refused(&v1::TransferRequest {
                new_unit: "CR-1".into(),
                ..transfer()
            }),
        ),
        (
            "flaw-time",
            refused(&v1::TransferRequest {
                replaced_at_ms: 0,
                ..transfer()
            }),
        ),
    ];
    for (flaw, refused) in table {
        names(&refused, "act-malformed", flaw);
    }
    let chained = sign(
        &installation(),
        Kind::ActivationRequest,
        activation().encode_to_vec(),
        Some(&Vendor::new().certificate()),
    );
    let refused = acts::verify::<v1::ActivationRequest>(chained.as_bytes()).unwrap_err();
    names(&refused, "act-malformed", "flaw-chain");
    let other = sign(
        &Vendor::new().root,
        Kind::ActivationRequest,
        activation().encode_to_vec(),
        None,
    );
    let refused = acts::verify::<v1::ActivationRequest>(other.as_bytes()).unwrap_err();
    says(&refused, "act-signature");
    let refused = acts::verify::<v1::ActivationRequest>(&a_license()).unwrap_err();
    says(&refused, "document-other-kind");
    let refused = acts::verify::<v1::ActivationRequest>(b"").unwrap_err();
    says(&refused, "text-empty");
}

fn a_license() -> Vec<u8> {
    let vendor = Vendor::new();
    let license: Document = vendor.document(&vendor.additional());
    license.as_bytes().to_vec()
}
