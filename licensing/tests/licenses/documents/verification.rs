//! A license is believed when, and only when, root, issuer and license fit together.

use crate::documents::vendor::{DAY, ISSUED_AT, Vendor, public, sign};
use ed25519_dalek::SigningKey;
use madoguchi_licensing::document;
use madoguchi_licensing::grant::{Binding, Environment, InstallationKey};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::Trust;
use madoguchi_licensing::verify::{Error, Fault, Flaw, verify_license};
use madoguchi_proto::v1;
use prost::Message as _;

#[test]
fn a_real_license_gives_what_it_says() {
    let vendor = Vendor::new();
    let license = vendor.additional();
    let verified = vendor.verify(&license).unwrap();
    assert_eq!(
        verified.grant.binding,
        Binding::Additional {
            installation: InstallationKey([9; 32]),
            seats: 2
        }
    );
    assert_eq!(verified.grant.id.as_str(), "L-1");
    assert_eq!(verified.grant.environment, Environment::Test);
    assert_eq!(verified.grant.not_before_ms, ISSUED_AT);
    assert_eq!(verified.grant.not_after_ms, None);
    assert_eq!(verified.grant.supersedes[0].as_str(), "L-0");
    assert_eq!(verified.grant.lineage.as_str(), "L-0");
    assert_eq!(&*verified.grant.issuer, "窓口商会");
    assert_eq!(verified.issuer_name, "窓口商会");
    assert_eq!(verified.license, license);
    assert_eq!(&*verified.document, vendor.document(&license).as_bytes());

    let bundled = vendor.verify(&vendor.bundled()).unwrap();
    assert_eq!(
        bundled.grant.binding,
        Binding::Bundled {
            serial: "CR-1".into(),
            unit_key: Some([8; 32])
        }
    );
}

#[test]
fn a_license_does_not_serve_as_its_own_certificate() {
    let vendor = Vendor::new();
    let license = vendor.additional().encode_to_vec();
    let certificate = sign(&vendor.root, Kind::License, license.clone(), None);
    let document = sign(&vendor.issuer, Kind::License, license, Some(&certificate));
    assert!(matches!(
        verify_license(&vendor.trust(), document.as_bytes()),
        Err(Error::Certificate(document::Error::OtherKind { .. }))
    ));
}

#[test]
fn test_and_production_never_mix() {
    let vendor = Vendor::new();
    let test = vendor.document(&vendor.additional());
    assert_eq!(
        verify_license(&Trust::nobody(Environment::Production), test.as_bytes()),
        Err(Error::OtherEnvironment {
            found: Environment::Test,
            here: Environment::Production
        })
    );

    let mut production = vendor.additional();
    production.header.as_mut().unwrap().environment = v1::Environment::Production.into();
    assert!(matches!(
        vendor.verify(&production),
        Err(Error::OtherEnvironment {
            found: Environment::Production,
            ..
        })
    ));

    let mut crossed = Vendor::new();
    crossed.certificate.header.as_mut().unwrap().environment = v1::Environment::Production.into();
    assert!(matches!(
        crossed.verify(&crossed.additional()),
        Err(Error::CertificateEnvironment { .. })
    ));
}

#[test]
fn an_installation_without_a_root_believes_no_license_and_says_so() {
    let vendor = Vendor::new();
    let document = vendor.document(&vendor.additional());
    let trust = Trust::nobody(Environment::Test);
    let refused = verify_license(&trust, document.as_bytes()).unwrap_err();
    assert_eq!(
        refused,
        Error::NoRoots {
            environment: Environment::Test
        }
    );
    assert_eq!(refused.fault(), Fault::Installation);
    assert!(refused.to_string().contains("lay down the test root"));
}

#[test]
fn only_the_root_that_is_believed_certifies_an_issuer() {
    let vendor = Vendor::new();
    let stranger = SigningKey::from_bytes(&[3; 32]);
    let document = vendor.document(&vendor.additional());
    let refused = verify_license(&Trust::test(public(&stranger)), document.as_bytes());
    assert!(matches!(refused, Err(Error::UnknownRoot { .. })));

    // The stranger signs a certificate that names our root.
    let forged = sign(
        &stranger,
        Kind::IssuerCertificate,
        vendor.certificate.encode_to_vec(),
        None,
    );
    let payload = vendor.additional().encode_to_vec();
    let license = sign(&vendor.issuer, Kind::License, payload, Some(&forged));
    let refused = verify_license(&vendor.trust(), license.as_bytes());
    assert!(matches!(refused, Err(Error::CertificateSignature { .. })));
}

#[test]
fn only_the_certified_issuer_signs_its_licenses() {
    let vendor = Vendor::new();
    let stranger = SigningKey::from_bytes(&[3; 32]);
    let certificate = vendor.certificate();
    let verify = |signer: &SigningKey, license: &v1::License| {
        let document = sign(
            signer,
            Kind::License,
            license.encode_to_vec(),
            Some(&certificate),
        );
        verify_license(&vendor.trust(), document.as_bytes()).unwrap_err()
    };
    let license = vendor.additional();
    assert!(matches!(
        verify(&stranger, &license),
        Error::Signature { .. }
    ));
    let mut named = license.clone();
    named.header.as_mut().unwrap().issuer = crate::documents::vendor::id(&stranger);
    assert!(matches!(
        verify(&stranger, &named),
        Error::OtherIssuer { .. }
    ));
    let bare = sign(&vendor.issuer, Kind::License, license.encode_to_vec(), None);
    assert_eq!(
        verify_license(&vendor.trust(), bare.as_bytes()),
        Err(Error::NoCertificate)
    );
}

#[test]
fn a_root_signs_no_license_as_an_issuer_and_nothing_stands_between() {
    let mut vendor = Vendor::new();
    vendor.issuer = vendor.root.clone();
    vendor.certificate.public_key = vendor.root.verifying_key().to_bytes().to_vec();
    assert_eq!(vendor.verify(&vendor.additional()), Err(chain()));

    let vendor = Vendor::new();
    let nested = sign(
        &vendor.root,
        Kind::IssuerCertificate,
        vendor.certificate.encode_to_vec(),
        Some(&vendor.certificate()),
    );
    let payload = vendor.additional().encode_to_vec();
    let license = sign(&vendor.issuer, Kind::License, payload, Some(&nested));
    assert_eq!(
        verify_license(&vendor.trust(), license.as_bytes()),
        Err(chain())
    );
}

fn chain() -> Error {
    Error::Malformed {
        document: Kind::IssuerCertificate,
        flaw: Flaw::Chain,
    }
}

#[test]
fn an_issuer_stays_within_its_limits() {
    type Change = fn(&mut v1::IssuerCertificate);
    let refusal = |change: Change| {
        let mut vendor = Vendor::new();
        change(&mut vendor.certificate);
        let refused = vendor.verify(&vendor.additional()).unwrap_err();
        assert_eq!(refused.fault(), Fault::Issuer);
        refused.code()
    };
    let table: [(Change, &str); 4] = [
        (|c| c.kinds.clear(), "license-kind-not-allowed"),
        (
            |c| c.kinds = vec![v1::LicenseKind::Bundled.into()],
            "license-kind-not-allowed",
        ),
        (|c| c.seats_per_license = 1, "license-too-many-seats"),
        (|c| c.last_sequence = 6, "license-sequence-too-high"),
    ];
    for (change, code) in table {
        assert_eq!(refusal(change), code);
    }

    let mut exact = Vendor::new();
    exact.certificate.seats_per_license = 2;
    exact.certificate.last_sequence = 7;
    exact.certificate.kinds = vec![v1::LicenseKind::Additional.into()];
    assert!(exact.verify(&exact.additional()).is_ok());
}

#[test]
fn an_issuer_is_judged_at_the_day_it_signed() {
    let issued = |at: i64| {
        let vendor = Vendor::new();
        let mut license = vendor.additional();
        license.header.as_mut().unwrap().issued_at_ms = at;
        vendor.verify(&license).map_err(|refused| refused.code())
    };
    // Certified from one day before to one day after. The license itself is in force for ever: it
    // outlives the certificate, whatever the clock says today.
    assert!(issued(ISSUED_AT - DAY).is_ok());
    assert!(issued(ISSUED_AT + DAY - 1).is_ok());
    assert_eq!(
        issued(ISSUED_AT - DAY - 1),
        Err("license-issuer-not-yet-valid")
    );
    assert_eq!(issued(ISSUED_AT + DAY), Err("license-issuer-expired"));
}
