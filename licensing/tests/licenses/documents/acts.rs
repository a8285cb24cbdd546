//! What an installation signs shows that it holds its key, and where it stands in its chain of acts.

use crate::documents::vendor::{
    ISSUED_AT, Vendor, act, activation, installation, license_return, public, transfer,
};
use ed25519_dalek::SigningKey;
use madoguchi_licensing::acts::{self, ActPayload, AuditAnchor, Error};
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::verify::Flaw;
use madoguchi_proto::v1;
use prost::Message as _;
use sha2::Digest as _;

fn refusal<P: ActPayload>(payload: &P) -> Result<(), Error> {
    acts::verify::<P>(act(&installation(), payload).as_bytes()).map(|_| ())
}

#[test]
fn a_request_says_who_asks_and_where_its_chain_of_acts_stands() {
    let document = act(&installation(), &activation());
    let request = acts::verify::<v1::ActivationRequest>(document.as_bytes()).unwrap();
    assert_eq!(request.payload, activation());
    assert_eq!(request.id.as_str(), "REQUEST-7");
    assert_eq!(request.environment, Environment::Test);
    assert_eq!(request.installation, public(&installation()));
    assert_eq!((request.counter, request.previous), (7, Some([6; 32])));
    assert_eq!(request.issued_at_ms, ISSUED_AT);
    assert_eq!(request.document, document.as_bytes());
    let digest: [u8; 32] = sha2::Sha256::digest(document.as_bytes()).into();
    assert_eq!(request.hash, digest);
    assert_eq!(acts::hash(document.as_bytes()), digest);
    assert_eq!(refusal(&transfer()), Ok(()));
    assert_eq!(refusal(&license_return()), Ok(()));
}

#[test]
fn the_first_act_names_none_before_it() {
    let mut first = license_return();
    first.header.as_mut().unwrap().sequence = 1;
    first.acts = Some(v1::ActChain {
        counter: 1,
        ..v1::ActChain::default()
    });
    let document = act(&installation(), &first);
    let signed = acts::verify::<v1::LicenseReturn>(document.as_bytes()).unwrap();
    assert_eq!((signed.counter, signed.previous), (1, None));
}

#[test]
fn an_act_says_where_the_audit_stood_and_one_of_an_older_release_does_not() {
    let audit = |acts: v1::ActChain| {
        let request = v1::ActivationRequest {
            acts: Some(acts),
            ..activation()
        };
        let document = act(&installation(), &request);
        acts::verify::<v1::ActivationRequest>(document.as_bytes())
            .unwrap()
            .audit
    };
    let older = activation().acts.unwrap();
    assert_eq!(audit(older.clone()), None);
    let digest = [9; 32];
    let newer = v1::ActChain {
        audit_sequence: 41,
        audit_digest: digest.to_vec(),
        ..older
    };
    let sequence = 41;
    assert_eq!(audit(newer), Some(AuditAnchor { sequence, digest }));
}

#[test]
fn only_the_key_that_an_act_names_signs_it() {
    let stranger = SigningKey::from_bytes(&[3; 32]);
    let forged = act(&stranger, &activation());
    assert_eq!(
        acts::verify::<v1::ActivationRequest>(forged.as_bytes()),
        Err(Error::Signature {
            installation: public(&installation()).id()
        })
    );
    // What stands beside the payload is not signed: nothing may.
    let vendor = Vendor::new();
    let beside = crate::documents::vendor::sign(
        &installation(),
        Kind::LicenseReturn,
        license_return().encode_to_vec(),
        Some(&vendor.certificate()),
    );
    assert_eq!(
        acts::verify::<v1::LicenseReturn>(beside.as_bytes()),
        Err(malformed(Kind::LicenseReturn, Flaw::Chain))
    );
}

fn malformed(document: Kind, flaw: Flaw) -> Error {
    Error::Malformed { document, flaw }
}

#[test]
fn an_activation_request_that_contradicts_itself_is_refused_though_it_is_signed() {
    type Change = fn(&mut v1::ActivationRequest);
    let table: [(Flaw, Change); 26] = [
        (Flaw::Header, |r| r.header = None),
        (Flaw::Id, |r| r.header.as_mut().unwrap().id = "r 7".into()),
        (Flaw::Sequence, |r| r.header.as_mut().unwrap().sequence = 0),
        (Flaw::Issuer, |r| {
            r.header.as_mut().unwrap().issuer = vec![1; 8];
        }),
        (Flaw::PublicKey, |r| r.installation_key = vec![0; 32]),
        (Flaw::PublicKey, |r| r.installation_key.truncate(31)),
        (Flaw::Acts, |r| r.acts = None),
        (Flaw::Acts, |r| r.acts.as_mut().unwrap().counter = 8),
        (Flaw::Acts, |r| r.acts.as_mut().unwrap().previous.clear()),
        (Flaw::Acts, |r| {
            r.acts.as_mut().unwrap().previous.truncate(31);
        }),
        (Flaw::Acts, |r| {
            r.header.as_mut().unwrap().sequence = 1;
            r.acts.as_mut().unwrap().counter = 1;
        }),
        (Flaw::Audit, |r| r.acts.as_mut().unwrap().audit_sequence = 5),
        (Flaw::Audit, |r| {
            r.acts.as_mut().unwrap().audit_digest = vec![1; 32];
        }),
        (Flaw::Audit, |r| {
            let acts = r.acts.as_mut().unwrap();
            (acts.audit_sequence, acts.audit_digest) = (5, vec![1; 31]);
        }),
        (Flaw::Nonce, |r| r.nonce.truncate(15)),
        (Flaw::ProductKey, |r| r.product_key.truncate(20)),
        (Flaw::ProductKey, |r| {
            r.product_key = "MDG-00000-00000-00001".into();
        }),
        (Flaw::Seats, |r| r.seats = 4),
        (Flaw::List, |r| r.units.push("CR-1".into())),
        (Flaw::List, |r| r.units.push("cr-3".into())),
        (Flaw::List, |r| {
            r.units = (0..17).map(|n| format!("CR-{n}")).collect();
        }),
        (Flaw::List, |r| r.lost_licenses.push("L-OLD".into())),
        (Flaw::List, |r| r.lost_licenses.push(String::new())),
        (Flaw::List, |r| {
            r.lost_licenses = (0..17).map(|n| format!("L-{n}")).collect();
        }),
        (Flaw::Machine, |r| {
            r.machine.as_mut().unwrap().board = vec![1; 7];
        }),
        (Flaw::Environment, |r| {
            r.header.as_mut().unwrap().environment = 0;
        }),
    ];
    for (flaw, change) in table {
        let mut request = activation();
        change(&mut request);
        assert_eq!(
            refusal(&request),
            Err(malformed(Kind::ActivationRequest, flaw))
        );
    }
}

#[test]
fn a_request_needs_no_product_key_and_no_print_of_the_pc() {
    let mut request = activation();
    request.product_key.clear();
    request.machine = None;
    request.seats = 0;
    assert_eq!(refusal(&request), Ok(()));
}

#[test]
fn a_transfer_request_that_contradicts_itself_is_refused_though_it_is_signed() {
    type Change = fn(&mut v1::TransferRequest);
    let table: [(Flaw, Change); 7] = [
        (Flaw::Nonce, |r| r.nonce.push(0)),
        (Flaw::List, |r| r.license_id.clear()),
        (Flaw::Serial, |r| r.old_unit.clear()),
        (Flaw::Serial, |r| r.new_unit = "CR 3".into()),
        (Flaw::Serial, |r| r.new_unit = r.old_unit.clone()),
        (Flaw::Time, |r| r.replaced_at_ms = 0),
        (Flaw::List, |r| r.units.push("CR-2".into())),
    ];
    for (flaw, change) in table {
        let mut request = transfer();
        change(&mut request);
        assert_eq!(
            refusal(&request),
            Err(malformed(Kind::TransferRequest, flaw))
        );
    }
}

#[test]
fn a_return_that_contradicts_itself_is_refused_though_it_is_signed() {
    let mut twice = license_return();
    twice.licenses.push("L-1".into());
    assert_eq!(
        refusal(&twice),
        Err(malformed(Kind::LicenseReturn, Flaw::List))
    );
}
