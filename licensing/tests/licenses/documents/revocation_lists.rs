//! A revocation list is believed when a root signed it, or an issuer within its limits; and only as far as that reaches.

use crate::documents::vendor::{DAY, ISSUED_AT, Vendor, public, sign};
use ed25519_dalek::SigningKey;
use madoguchi_licensing::grant::{Environment, KeyId};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::revocations::Scope;
use madoguchi_licensing::trust::Trust;
use madoguchi_licensing::verify::{
    Error, Fault, Flaw, VerifiedList, verify_license, verify_revocations, verify_time_reset,
};
use madoguchi_proto::v1;
use prost::Message as _;

fn by_root(vendor: &Vendor, list: &v1::RevocationList) -> Result<VerifiedList, Error> {
    verify_revocations(&vendor.trust(), vendor.roots_list_document(list).as_bytes())
}

fn by_issuer(vendor: &Vendor, list: &v1::RevocationList) -> Result<VerifiedList, Error> {
    verify_revocations(&vendor.trust(), vendor.document(list).as_bytes())
}

#[test]
fn a_roots_list_takes_back_anything() {
    let vendor = Vendor::new();
    let verified = by_root(&vendor, &vendor.roots_list()).unwrap();
    let list = &verified.revocations;
    assert_eq!(list.scope, Scope::Everything);
    assert_eq!(list.id.as_str(), "REVOKED-7");
    assert_eq!(list.signer, public(&vendor.root).id());
    assert_eq!((list.number, list.issued_at_ms), (7, ISSUED_AT));
    assert_eq!(list.licenses.first().unwrap().as_str(), "L-9");
    assert_eq!(list.issuers[&KeyId([2; 8])], 5);
    let document = vendor.roots_list_document(&vendor.roots_list());
    assert_eq!(&*verified.document, document.as_bytes());
    assert_eq!(verified.issuer_name, format!("root {}", list.signer));
}

#[test]
fn an_issuers_list_takes_back_its_own_licenses_alone() {
    let vendor = Vendor::new();
    let verified = by_issuer(&vendor, &vendor.own_list()).unwrap();
    assert_eq!(verified.revocations.scope, Scope::Own);
    assert_eq!(verified.revocations.signer, public(&vendor.issuer).id());
    assert_eq!(verified.issuer_name, "窓口商会");

    let mut beyond = vendor.own_list();
    beyond.issuers = vendor.roots_list().issuers;
    assert_eq!(
        by_issuer(&vendor, &beyond),
        Err(malformed(Flaw::RevokedIssuers))
    );
}

fn malformed(flaw: Flaw) -> Error {
    Error::Malformed {
        document: Kind::RevocationList,
        flaw,
    }
}

#[test]
fn an_issuers_list_and_time_reset_are_judged_like_its_licenses() {
    type Change = fn(&mut Vendor, &mut v1::DocumentHeader);
    let table: [(&str, Change); 6] = [
        ("license-sequence-too-high", |_, h| h.sequence = 101),
        ("license-issuer-not-yet-valid", |_, h| {
            h.issued_at_ms = ISSUED_AT - DAY - 1;
        }),
        ("license-issuer-expired", |_, h| {
            h.issued_at_ms = ISSUED_AT + DAY;
        }),
        ("license-other-environment", |_, h| {
            h.environment = v1::Environment::Production.into();
        }),
        ("license-certificate-environment", |vendor, _| {
            let header = vendor.certificate.header.as_mut().unwrap();
            header.environment = v1::Environment::Production.into();
        }),
        ("license-other-issuer", |_, h| h.issuer = vec![7; 8]),
    ];
    for (code, change) in table {
        let mut vendor = Vendor::new();
        let (mut list, mut reset) = (vendor.own_list(), vendor.time_reset());
        change(&mut vendor, list.header.as_mut().unwrap());
        change(&mut vendor, reset.header.as_mut().unwrap());
        let refused = by_issuer(&vendor, &list).unwrap_err();
        assert_eq!(refused.code(), code);
        let refused = verify_time_reset(&vendor.trust(), vendor.document(&reset).as_bytes());
        assert_eq!(refused.unwrap_err().code(), code);
    }
    // No limit of kinds or seats stands in the way of taking back.
    let mut vendor = Vendor::new();
    vendor.certificate.kinds.clear();
    vendor.certificate.seats_per_license = 0;
    assert!(by_issuer(&vendor, &vendor.own_list()).is_ok());
}

#[test]
fn a_list_without_a_certificate_is_believed_from_a_known_root_alone() {
    let vendor = Vendor::new();
    let stranger = SigningKey::from_bytes(&[3; 32]);
    let payload = vendor.roots_list().encode_to_vec();
    // Signed by a stranger in the root's name.
    let forged = sign(&stranger, Kind::RevocationList, payload, None);
    let refused = verify_revocations(&vendor.trust(), forged.as_bytes()).unwrap_err();
    assert!(matches!(refused, Error::Signature { .. }), "{refused}");
    // An issuer that leaves its certificate away does not become a root.
    let own = vendor.own_list().encode_to_vec();
    let bare = sign(&vendor.issuer, Kind::RevocationList, own, None);
    let refused = verify_revocations(&vendor.trust(), bare.as_bytes()).unwrap_err();
    assert!(matches!(refused, Error::UnknownSigner { .. }), "{refused}");
    assert_eq!(refused.fault(), Fault::Installation);

    let list = vendor.roots_list_document(&vendor.roots_list());
    let nobody = Trust::nobody(Environment::Test);
    assert!(matches!(
        verify_revocations(&nobody, list.as_bytes()),
        Err(Error::NoRoots { .. })
    ));
}

#[test]
fn a_list_is_bounded_and_in_order() {
    type Change = fn(&mut v1::RevocationList);
    let ids = |count: usize| (0..count).map(|n| format!("L-{n}")).collect::<Vec<_>>();
    let vendor = Vendor::new();
    let mut largest = vendor.roots_list();
    largest.licenses = ids(256);
    largest.issuers = (1..=16)
        .map(|n| v1::RevokedIssuer {
            issuer: vec![n; 8],
            from_sequence: 1,
        })
        .collect();
    assert_eq!(
        by_root(&vendor, &largest)
            .unwrap()
            .revocations
            .issuers
            .len(),
        16
    );
    let table: [Change; 7] = [
        |list| list.licenses.push("L-256".into()),
        |list| list.licenses[3] = "L-4".into(),
        |list| list.licenses[3] = "l-3".into(),
        |list| {
            list.issuers.push(v1::RevokedIssuer {
                issuer: vec![17; 8],
                from_sequence: 1,
            });
        },
        |list| list.issuers[3].issuer = vec![5; 8],
        |list| list.issuers[3].issuer = vec![5; 7],
        |list| list.issuers[3].from_sequence = 0,
    ];
    for change in table {
        let mut list = largest.clone();
        change(&mut list);
        assert_eq!(by_root(&vendor, &list), Err(malformed(Flaw::Revoked)));
    }
}

#[test]
fn a_license_carries_a_list_that_is_as_real_as_itself() {
    let vendor = Vendor::new();
    let mut license = vendor.additional();
    assert_eq!(vendor.verify(&license).unwrap().list, None);
    for list in [
        vendor.roots_list_document(&vendor.roots_list()),
        vendor.document(&vendor.own_list()),
    ] {
        license.revocation_list = list.as_bytes().to_vec();
        let verified = vendor.verify(&license).unwrap();
        let alone = verify_revocations(&vendor.trust(), list.as_bytes()).unwrap();
        assert_eq!(verified.list, Some(alone));
    }
}

#[test]
fn a_license_with_a_list_that_is_not_good_is_refused() {
    let vendor = Vendor::new();
    let stranger = SigningKey::from_bytes(&[3; 32]);
    let payload = vendor.roots_list().encode_to_vec();
    let forged = sign(&stranger, Kind::RevocationList, payload, None);
    let mut production = vendor.roots_list();
    production.header.as_mut().unwrap().environment = v1::Environment::Production.into();
    let lists = [
        ("by a stranger", forged.as_bytes().to_vec()),
        ("no document", vec![0xff; 8]),
        (
            "a license",
            vendor.document(&vendor.bundled()).as_bytes().to_vec(),
        ),
        (
            "for production",
            vendor.roots_list_document(&production).as_bytes().to_vec(),
        ),
    ];
    for (case, list) in lists {
        let mut license = vendor.additional();
        license.revocation_list = list;
        let refused = vendor.verify(&license).unwrap_err();
        assert_eq!(refused.code(), "license-revocation-list", "{case}");
    }
}

#[test]
fn a_time_reset_says_the_time_to_one_installation() {
    let vendor = Vendor::new();
    let document = vendor.document(&vendor.time_reset());
    let reset = verify_time_reset(&vendor.trust(), document.as_bytes()).unwrap();
    assert_eq!(reset.id.as_str(), "RESET-1");
    assert_eq!(reset.installation.0, [9; 32]);
    assert_eq!(reset.nonce, [4; 8]);
    assert_eq!(reset.time_ms, ISSUED_AT + DAY);
    assert_eq!(reset.issued_at_ms, ISSUED_AT);
    assert_eq!(reset.issuer_key, public(&vendor.issuer).id());
    assert_eq!(reset.sequence, 7);
    // A root does not say the time by itself.
    let payload = vendor.time_reset().encode_to_vec();
    let bare = sign(&vendor.root, Kind::TimeReset, payload, None);
    assert_eq!(
        verify_time_reset(&vendor.trust(), bare.as_bytes()),
        Err(Error::NoCertificate)
    );
    assert!(verify_license(&vendor.trust(), document.as_bytes()).is_err());
}

#[test]
fn a_time_reset_that_contradicts_itself_is_refused_though_it_is_signed() {
    type Change = fn(&mut v1::TimeReset);
    let table: [(Flaw, Change); 4] = [
        (Flaw::InstallationKey, |r| r.installation_key.truncate(31)),
        (Flaw::Nonce, |r| r.nonce.push(0)),
        (Flaw::Time, |r| r.time_ms = 0),
        (Flaw::Header, |r| r.header = None),
    ];
    let vendor = Vendor::new();
    for (flaw, change) in table {
        let mut reset = vendor.time_reset();
        change(&mut reset);
        let document = vendor.document(&reset);
        assert_eq!(
            verify_time_reset(&vendor.trust(), document.as_bytes()),
            Err(Error::Malformed {
                document: Kind::TimeReset,
                flaw
            })
        );
    }
}
