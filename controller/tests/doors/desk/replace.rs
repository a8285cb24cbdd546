//! Readers that fail or are replaced, as staff see it: what is told, what is refused, what a repeat gets.

use crate::support::clinic::{BUNDLED, Clinic, TWO_SEATS, Wire, add, id, ticket};
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::time::DAY;
use madoguchi_fleet::unit::Edition;
use madoguchi_proto::v1;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::support_client::SupportClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use madoguchi_proto::v1::wish::Wish;
use tonic::Code;

fn replace(request: u8, old: &str, new: &str) -> v1::ReplaceUnitRequest {
    v1::ReplaceUnitRequest {
        request_id: id(request),
        old: old.to_owned(),
        new: new.to_owned(),
        answers: Vec::new(),
        reason: "画面が割れた".to_owned(),
    }
}

async fn license(wire: &Wire, request: u8, document: &[u8]) {
    let install = v1::InstallLicenseRequest {
        old_pc_died: false,
        only_look: false,
        request_id: id(request),
        document: document.to_vec(),
    };
    let mut licenses = LicensesClient::new(wire.clone());
    soon(licenses.install_license(install)).await.unwrap();
}

async fn alarms(wire: &Wire) -> Vec<v1::Text> {
    let mut support = SupportClient::new(wire.clone());
    let look = soon(support.get_status(v1::GetStatusRequest {})).await;
    look.unwrap().into_inner().status.unwrap().alarms
}

/// A unit among all, retired and replaced ones too.
async fn unit(wire: &Wire, serial: &str) -> v1::Unit {
    let units = units(wire, true).await;
    let mut units = units.into_iter();
    units.find(|unit| unit.serial == serial).unwrap()
}

async fn units(wire: &Wire, include_retired: bool) -> Vec<v1::Unit> {
    let request = v1::ListUnitsRequest { include_retired };
    let list = soon(UnitsClient::new(wire.clone()).list_units(request)).await;
    list.unwrap().into_inner().units
}

/// The serials on the list that staff look at.
async fn listed(wire: &Wire) -> Vec<String> {
    let units = units(wire, false).await;
    units.into_iter().map(|unit| unit.serial).collect()
}

#[tokio::test]
async fn a_new_reader_takes_the_place_of_a_broken_one_once_that_is_done_with_its_patient() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    let old = clinic.reader(1).await;
    let mut desk = FrontDeskClient::new(wire.clone());
    soon(desk.add_ticket(add(id(1), "12"))).await.unwrap();
    clinic.card(&old, 1, Some("12")).await;
    let new = clinic.enroll(9, "CR-9", Edition::Single).await;
    let _new = clinic.plug(9, new).await;
    let mut units = UnitsClient::new(wire.clone());
    let replaced = soon(units.replace_unit(replace(2, "CR-1", "CR-9"))).await;
    let replaced = replaced.unwrap().into_inner();
    let stands_in = replaced.unit.unwrap();
    assert_eq!(
        (stands_in.serial.as_str(), stands_in.serves),
        ("CR-9", false)
    );
    assert_eq!(stands_in.counter.unwrap().name, "窓口1");
    let notice = replaced.notice.unwrap();
    assert_eq!(notice.code, "old-finishing-license-nothing");
    assert!(
        notice.ja.contains("CR-1") && notice.en.contains("finishes"),
        "{notice:?}"
    );
    let gone = unit(&wire, "CR-1").await;
    let shown = listed(&wire).await;
    assert!(
        shown.contains(&"CR-1".to_owned()),
        "it has a patient: {shown:?}"
    );
    assert_eq!((gone.retired, gone.replaced_by.as_str()), (true, "CR-9"));

    clinic
        .ends(&old, 1, Some("12"), Kind::Verified(Method::Face))
        .await;
    assert!(unit(&wire, "CR-9").await.serves);
    assert_eq!(listed(&wire).await, ["CR-9"]);
    // A repeat changes nothing, and tells what holds now.
    let again = soon(units.replace_unit(replace(2, "CR-1", "CR-9"))).await;
    let again = again.unwrap().into_inner();
    assert_eq!(again.unit.unwrap().serial, "CR-9");
    assert_eq!(again.notice.unwrap().code, "license-nothing");
}

/// A program of before says neither what staff answered nor why.
#[tokio::test]
async fn a_reader_is_replaced_without_a_reason_only_where_triage_names_it() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    let reader = clinic.reader(1).await;
    let _ = clinic.enroll(9, "CR-9", Edition::Single).await;
    let mut units = UnitsClient::new(wire.clone());
    let bare = |request: u8, answers: &[&str]| v1::ReplaceUnitRequest {
        answers: answers.iter().map(ToString::to_string).collect(),
        reason: String::new(),
        ..replace(request, "CR-1", "CR-9")
    };
    let status = soon(units.replace_unit(bare(1, &[]))).await.unwrap_err();
    let text = said(&status).unwrap();
    assert_eq!(
        (status.code(), text.code.as_str()),
        (Code::FailedPrecondition, "replace-no-ground")
    );
    assert!(text.en.contains("support triage CR-1"), "{text:?}");
    assert!(!unit(&wire, "CR-1").await.retired, "nothing was changed");
    let unknown = soon(units.replace_unit(bare(2, &["no-such-answer"]))).await;
    assert_eq!(
        said(&unknown.unwrap_err()).unwrap().code,
        "input-triage-answer"
    );
    clinic.reports(&reader, "E-CAMERA").await;
    let broken = bare(3, &["restart-same"]);
    soon(units.replace_unit(broken.clone())).await.unwrap();
    let why = unit(&wire, "CR-1").await.replaced_why.unwrap();
    assert_eq!(why.code, "ground-fault");
    assert!(why.en.contains("camera"), "{why:?}");
    // It is replaced, so that triage would name it no more: a repeat has its answer all the same.
    soon(units.replace_unit(broken)).await.unwrap();
}

#[tokio::test]
async fn what_cannot_take_a_readers_place_is_refused_with_its_reason() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    for (n, serial, edition) in [
        (1, "CR-1", Edition::Single),
        (2, "CR-2", Edition::Single),
        (3, "CR-3", Edition::Multi),
        (4, "CR-4", Edition::Single),
    ] {
        let _ = clinic.enroll(n, serial, edition).await;
    }
    let mut units = UnitsClient::new(wire.clone());
    let retire = v1::RetireUnitRequest {
        request_id: id(1),
        serial: "CR-4".to_owned(),
    };
    soon(units.retire_unit(retire)).await.unwrap();
    let cases = [
        ("CR-1", "CR-1", Code::InvalidArgument, "replaces-itself"),
        ("CR-1", "CR-3", Code::FailedPrecondition, "other-edition"),
        ("CR-1", "CR-4", Code::FailedPrecondition, "unit-retired"),
        ("CR-1", "CR-9", Code::NotFound, "no-such-unit"),
        ("CR-9", "CR-1", Code::NotFound, "no-such-unit"),
        ("cr\n1", "CR-2", Code::InvalidArgument, "input-serial"),
        ("CR-1", "", Code::InvalidArgument, "input-serial"),
    ];
    for (n, (old, new, kind, code)) in (10..).zip(cases) {
        let status = soon(units.replace_unit(replace(n, old, new))).await;
        let status = status.unwrap_err();
        let text = said(&status).unwrap();
        assert_eq!(
            (status.code(), text.code.as_str()),
            (kind, code),
            "{old} {new}"
        );
        // Counters have the names that staff gave them.
        let english = text.en.replace("窓口", "");
        assert!(!text.ja.is_ascii() && english.is_ascii(), "{text:?}");
    }
    soon(units.replace_unit(replace(2, "CR-1", "CR-2")))
        .await
        .unwrap();
    let twice = soon(units.replace_unit(replace(3, "CR-1", "CR-2"))).await;
    assert_eq!(said(&twice.unwrap_err()).unwrap().code, "replaced-already");
    // One that was only retired can still be replaced.
    let late = soon(units.replace_unit(replace(4, "CR-4", "CR-2"))).await;
    assert_eq!(late.unwrap().into_inner().unit.unwrap().serial, "CR-2");
}

#[tokio::test]
async fn a_bundled_license_seats_the_replacement_for_a_while_and_everybody_is_told_until_when() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    license(&wire, 1, BUNDLED).await;
    let mut serials = vec![clinic.enroll(4, "CR-2024-0004", Edition::Multi).await];
    for (n, serial) in [(5, "CR-5"), (6, "CR-6")] {
        serials.push(clinic.enroll(n, serial, Edition::Multi).await);
    }
    let mut units = UnitsClient::new(wire.clone());
    let first = soon(units.replace_unit(replace(2, "CR-2024-0004", "CR-5"))).await;
    let first = first.unwrap().into_inner();
    let until = first.unit.unwrap().grace_until_ms;
    assert!(until > crate::support::MORNING.0 + 13 * DAY, "{until}");
    let notice = first.notice.unwrap();
    assert_eq!(notice.code, "license-transfer");
    // 14 days after 2027-01-15.
    assert!(
        notice.ja.contains("2027-01-29") && notice.en.contains("2027-01-29"),
        "{notice:?}"
    );
    let told = alarms(&wire).await;
    let told = told
        .iter()
        .find(|alarm| alarm.code == "replacement-grace")
        .unwrap();
    assert!(
        told.ja.contains("CR-5") && told.ja.contains("2027-01-29"),
        "{told:?}"
    );

    // The one that stands in breaks, too: there is no second grace.
    let second = soon(units.replace_unit(replace(3, "CR-5", "CR-6"))).await;
    let second = second.unwrap().into_inner();
    assert_eq!(second.notice.unwrap().code, "license-transfer-now");
    assert_eq!(second.unit.unwrap().grace_until_ms, 0);
}

#[tokio::test]
async fn a_reader_that_failed_too_often_is_paused_and_the_alarm_says_how_it_comes_back() {
    let clinic = Clinic::with(|settings| settings.failures_to_pause = 2).await;
    let wire = clinic.wire().await;
    license(&wire, 1, TWO_SEATS).await;
    let (bad, _good) = (clinic.reader(1).await, clinic.reader(2).await);
    for session in [1, 2] {
        clinic.card(&bad, session, None).await;
        let failed = Kind::UnitFailed { code: "E42".into() };
        clinic.ends(&bad, session, None, failed).await;
    }
    let paused = unit(&wire, "CR-1").await;
    assert!(paused.paused && paused.paused_by_fleet && !paused.serves);
    assert_eq!(paused.why.unwrap().code, "paused-by-fleet");
    let told = alarms(&wire).await;
    assert_eq!(told.len(), 1, "{told:?}");
    for (words, how_often) in [(&told[0].ja, "2 回"), (&told[0].en, "2 times")] {
        assert!(words.contains("madoguchi unit resume CR-1"), "{words}");
        assert!(words.contains(how_often), "{words}");
    }
    let resume = v1::ResumeUnitRequest {
        request_id: id(2),
        serial: "CR-1".to_owned(),
    };
    let resumed = soon(UnitsClient::new(wire.clone()).resume_unit(resume)).await;
    let resumed = resumed.unwrap().into_inner().unit.unwrap();
    assert!(resumed.serves && !resumed.paused_by_fleet);
    assert_eq!(alarms(&wire).await, []);
}

#[tokio::test]
async fn what_an_act_on_a_reader_would_take_is_told_in_numbers_and_nothing_is_changed() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    let mut units = UnitsClient::new(wire.clone());
    let mut desk = FrontDeskClient::new(wire);
    let _one = clinic.reader(1).await;
    let needs = |wish| vec![v1::Wish { wish: Some(wish) }];
    let unit = Wish::Unit("窓口1".into());
    let standing = Wish::Placement(v1::Placement::Standing.into());
    for (number, wish) in [("12", unit), ("13", standing.clone()), ("14", standing)] {
        let request = v1::AddTicketRequest {
            needs: needs(wish),
            ..ticket(number, &[])
        };
        soon(desk.add_ticket(request)).await.unwrap();
    }
    let unit = || v1::WeighUnitRequest {
        serial: "窓口1".into(),
        ..Default::default()
    };
    for (asked, bound, unmet) in [
        (unit(), 0, 0),
        (
            v1::WeighUnitRequest {
                retire: true,
                ..unit()
            },
            1,
            2,
        ),
        (
            v1::WeighUnitRequest {
                placement: v1::Placement::Seated.into(),
                ..unit()
            },
            0,
            2,
        ),
    ] {
        let weighed = soon(units.weigh_unit(asked)).await.unwrap().into_inner();
        assert_eq!((weighed.bound, weighed.unmet), (bound, unmet));
    }
}

#[tokio::test]
async fn what_an_act_on_a_reader_would_take_is_not_told_of_one_that_the_fleet_does_not_have() {
    let clinic = Clinic::open().await;
    let mut units = UnitsClient::new(clinic.wire().await);
    let _readers = (clinic.reader(1).await, clinic.reader(2).await);
    let retire = v1::RetireUnitRequest {
        request_id: id(1),
        serial: "CR-2".into(),
    };
    soon(units.retire_unit(retire)).await.unwrap();
    for (serial, by, code) in [
        ("窓口9", "", "no-such-unit"),
        // One that could be a serial number is one that nobody has.
        ("CR-9", "", "no-such-unit"),
        ("CR-1", "CR-9", "no-such-unit"),
        ("CR-2", "", "unit-retired"),
        ("CR-1", "CR-2", "unit-retired"),
    ] {
        let weigh = v1::WeighUnitRequest {
            serial: serial.into(),
            replaced_by: by.into(),
            ..Default::default()
        };
        let refused = soon(units.weigh_unit(weigh)).await.unwrap_err();
        assert_eq!(said(&refused).unwrap().code, code, "{serial} {by}");
    }
}
