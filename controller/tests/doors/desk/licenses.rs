//! The desk's side of licensing: what is asked of the vendor, and what is refused with which word.

use crate::support::clinic::{Clinic, TWO_SEATS, Wire, id};
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, InstallLicense};
use madoguchi_fleet::ids::{Installation, RequestId};
use madoguchi_licensing::acts::{self, VerifiedAct};
use madoguchi_licensing::grant::{Binding, Environment, Grant, KeyId, LicenseId};
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_licensing::reset_nonce::ResetNonce;
use madoguchi_proto::v1;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::sign_request_request::Request as Asked;
use std::sync::Arc;
use tonic::Status;

type Licenses = LicensesClient<Wire>;

fn asks(number: u8, ask: v1::AskActivation) -> v1::SignRequestRequest {
    v1::SignRequestRequest {
        request_id: id(number),
        request: Some(Asked::Activation(ask)),
    }
}

async fn signed(licenses: &mut Licenses, request: v1::SignRequestRequest) -> v1::SignedAct {
    let answer = soon(licenses.sign_request(request)).await.unwrap();
    answer.into_inner().act.unwrap()
}

fn read(act: &v1::SignedAct) -> VerifiedAct<v1::ActivationRequest> {
    acts::verify(&act.document).unwrap()
}

fn installs(number: u8, document: &[u8]) -> v1::InstallLicenseRequest {
    v1::InstallLicenseRequest {
        request_id: id(number),
        document: document.to_vec(),
        ..v1::InstallLicenseRequest::default()
    }
}

fn code(refused: &Status) -> String {
    said(refused).unwrap().code
}

fn key() -> ProductKey {
    ProductKey::from_random(&[7; 14])
}

#[tokio::test]
async fn a_request_says_what_is_there_and_a_repeat_is_the_same_document() {
    let clinic = Clinic::open().await;
    let (_one, _two) = (clinic.reader(1).await, clinic.reader(2).await);
    let mut licenses = LicensesClient::new(clinic.wire().await);
    let ask = v1::AskActivation {
        product_key: key().reveal().to_lowercase().replace('-', " "),
        seats: 2,
        reissue: false,
    };
    let first = signed(&mut licenses, asks(1, ask.clone())).await;
    let request = read(&first);
    assert_eq!((first.counter, first.kind.as_str()), (1, "activation"));
    assert_eq!(
        request.installation.to_bytes(),
        clinic.running.installation.0
    );
    assert_eq!(request.payload.units, ["CR-1", "CR-2"]);
    assert_eq!(
        request.payload.product_key,
        *key().reveal(),
        "in its one form"
    );
    assert_eq!(request.payload.seats, 2);
    let repeat = signed(&mut licenses, asks(1, ask)).await;
    assert_eq!(repeat, first);
    let list = soon(licenses.list_acts(v1::ListActsRequest {})).await;
    assert_eq!(list.unwrap().into_inner().acts, [first]);
}

#[tokio::test]
async fn requests_at_the_same_time_form_one_chain_in_which_each_names_the_one_before() {
    const MANY: u8 = 20;
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    let calls = (1..=MANY).map(|number| {
        let mut licenses = LicensesClient::new(wire.clone());
        tokio::spawn(async move {
            signed(&mut licenses, asks(number, v1::AskActivation::default())).await
        })
    });
    let mut acts = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        acts.push(read(&soon(call).await.unwrap()));
    }
    acts.sort_by_key(|act| act.counter);
    let counters: Vec<_> = acts.iter().map(|act| act.counter).collect();
    assert_eq!(counters, (1..=u64::from(MANY)).collect::<Vec<_>>());
    assert_eq!(acts[0].previous, None);
    for pair in acts.windows(2) {
        assert_eq!(pair[1].previous, Some(pair[0].hash));
    }
}

/// A license for this PC or for one that died, as the fleet gets it once it is verified.
fn taken(
    request: u8,
    license: &str,
    supersedes: &[&str],
    of: Installation,
    here: Installation,
) -> Act {
    let name = |id: &str| LicenseId::parse(id).unwrap();
    let grant = Grant {
        id: name(license),
        environment: Environment::Test,
        binding: Binding::Additional {
            installation: of,
            seats: 1,
        },
        not_before_ms: 0,
        not_after_ms: None,
        supersedes: supersedes.iter().map(|id| name(id)).collect(),
        lineage: name("L-1"),
        issuer: "Vendor".into(),
        issuer_key: KeyId([9; 8]),
        sequence: u64::from(request),
        issued_at_ms: i64::from(request),
    };
    let install = InstallLicense {
        revocations: None,
        old_pc_died: of != here,
        grant,
        document: Arc::from(*b"verified"),
        installation: here,
    };
    let id = id(request).try_into().map(RequestId).unwrap();
    Act::staff(id, Command::InstallLicense(Box::new(install)))
}

#[tokio::test]
async fn a_repeat_gets_the_first_request_though_what_it_asked_for_is_done_by_now() {
    let clinic = Clinic::open().await;
    let mut licenses = LicensesClient::new(clinic.wire().await);
    let handle = &clinic.running.handle;
    let here = soon(handle.ask(Fleet::installation)).await.unwrap();
    let died = Installation([5; 32]);
    soon(handle.act(taken(1, "L-1", &[], died, here)))
        .await
        .unwrap();
    let ask = v1::AskActivation {
        reissue: true,
        ..v1::AskActivation::default()
    };
    let first = signed(&mut licenses, asks(2, ask.clone())).await;
    assert_eq!(read(&first).payload.lost_licenses, ["L-1"]);
    soon(handle.act(taken(3, "L-2", &["L-1"], here, here)))
        .await
        .unwrap();
    let anew = soon(licenses.sign_request(asks(4, ask.clone()))).await;
    assert_eq!(code(&anew.unwrap_err()), "request-nothing-lost");

    assert_eq!(signed(&mut licenses, asks(2, ask)).await, first);
    let other = soon(licenses.sign_request(asks(2, v1::AskActivation::default()))).await;
    assert_eq!(code(&other.unwrap_err()), "request-id-in-use");
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_by_name_and_nothing_is_signed() {
    let clinic = Clinic::open().await;
    let mut licenses = LicensesClient::new(clinic.wire().await);
    let mut mistyped = key().reveal().to_string();
    mistyped.replace_range(
        4..5,
        if mistyped.as_bytes()[4] == b'2' {
            "3"
        } else {
            "2"
        },
    );
    let activation = |ask| Some(Asked::Activation(ask));
    let transfer = |old: &str| {
        let old_unit = old.to_owned();
        Some(Asked::Transfer(v1::AskTransfer { old_unit }))
    };
    let keyed = |product_key: &str| v1::AskActivation {
        product_key: product_key.to_owned(),
        ..v1::AskActivation::default()
    };
    let _unit = clinic.reader(1).await;
    let table = [
        (None, "input-ask"),
        (
            activation(v1::AskActivation {
                seats: 4,
                ..v1::AskActivation::default()
            }),
            "input-seats",
        ),
        (activation(keyed(&mistyped)), "product-key-mistyped"),
        (activation(keyed("MDG-1")), "product-key-length"),
        (
            activation(keyed("MDG-UUUUU-UUUUU-UUUUU")),
            "product-key-character",
        ),
        (
            activation(v1::AskActivation {
                reissue: true,
                ..v1::AskActivation::default()
            }),
            "request-nothing-lost",
        ),
        (transfer("cr\n1"), "input-serial"),
        (transfer("cr 1"), "no-such-unit"),
        (transfer("CR-9"), "request-no-such-unit"),
        (transfer("CR-1"), "request-not-replaced"),
    ];
    for (number, (request, expected)) in (1..).zip(table) {
        let request = v1::SignRequestRequest {
            request_id: id(number),
            request,
        };
        let refused = soon(licenses.sign_request(request)).await.unwrap_err();
        assert_eq!(code(&refused), expected);
        assert!(!refused.message().contains(&mistyped), "{refused:?}");
    }
    let list = soon(licenses.list_acts(v1::ListActsRequest {})).await;
    assert!(list.unwrap().into_inner().acts.is_empty());
}

#[tokio::test]
async fn what_is_no_license_is_told_what_it_is() {
    let clinic = Clinic::open().await;
    let mut licenses = LicensesClient::new(clinic.wire().await);
    let request = signed(&mut licenses, asks(1, v1::AskActivation::default())).await;
    let product_key = key().reveal();
    let two = [TWO_SEATS, TWO_SEATS].concat();
    let table: [(&[u8], &str); 4] = [
        (&request.document, "license-for-the-vendor"),
        (product_key.as_bytes(), "license-product-key"),
        (&two, "license-second-document"),
        (b"Dear clinic, ...", "license-unreadable"),
    ];
    for (number, (document, expected)) in (2..).zip(table) {
        let refused = soon(licenses.install_license(installs(number, document)))
            .await
            .unwrap_err();
        assert_eq!(code(&refused), expected);
    }
}

#[tokio::test]
async fn looking_at_a_license_says_whether_it_would_hold_and_installs_nothing() {
    let clinic = Clinic::open().await;
    let mut licenses = LicensesClient::new(clinic.wire().await);
    let look = v1::InstallLicenseRequest {
        only_look: true,
        ..installs(1, TWO_SEATS)
    };
    let seen = soon(licenses.install_license(look)).await.unwrap();
    let seen = seen.into_inner();
    assert!(!seen.already_installed && seen.license.unwrap().in_force);
    let list = soon(licenses.list_licenses(v1::ListLicensesRequest {})).await;
    assert!(list.unwrap().into_inner().licenses.is_empty());

    let installed = soon(licenses.install_license(installs(2, TWO_SEATS))).await;
    let installed = installed.unwrap().into_inner();
    assert_eq!(installed.kind, "license");
    let codes: Vec<_> = installed.notices.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(codes, ["license-seats-changed"]);
    assert!(installed.notices[0].ja.contains("1 台 → 3 台"));
}

#[tokio::test]
async fn a_reset_is_asked_for_by_a_code_that_stays_until_it_is_answered() {
    let clinic = Clinic::open().await;
    let mut licenses = LicensesClient::new(clinic.wire().await);
    let ask = |number| v1::AskTimeResetRequest {
        request_id: id(number),
    };
    let first = soon(licenses.ask_time_reset(ask(1))).await.unwrap();
    let first = first.into_inner();
    assert!(first.nonce.parse::<ResetNonce>().is_ok(), "{first:?}");
    assert_eq!(first.installation.len(), 16);
    for number in [1, 2] {
        let again = soon(licenses.ask_time_reset(ask(number))).await.unwrap();
        assert_eq!(again.into_inner(), first);
    }
}
