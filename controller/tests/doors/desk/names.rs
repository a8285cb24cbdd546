//! Readers by what staff call them: at every door where one is named, within the trip of the act (RULES Q12).

use crate::support::clinic::{Clinic, Wire, add, id};
use crate::support::{papers, soon};
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_fleet::unit::Edition;
use madoguchi_proto::v1;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use madoguchi_proto::v1::wish::Wish;
use rcgen::KeyPair;
use tonic::Code;

fn unit_need(name: &str) -> v1::Wish {
    v1::Wish {
        wish: Some(Wish::Unit(name.to_owned())),
    }
}

async fn pause(wire: &Wire, request: u8, name: &str) -> Result<v1::Unit, tonic::Status> {
    let pause = v1::PauseUnitRequest {
        request_id: id(request),
        serial: name.to_owned(),
        ..v1::PauseUnitRequest::default()
    };
    let paused = soon(UnitsClient::new(wire.clone()).pause_unit(pause)).await?;
    Ok(paused.into_inner().unit.unwrap())
}

#[tokio::test]
async fn a_reader_is_found_by_its_counter_or_its_serial_however_they_are_typed() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    let _one = clinic.enroll(1, "CR-1", Edition::Single).await;
    let _two = clinic.enroll(2, "CR-2", Edition::Single).await;
    let names = [
        "CR-1",
        "cr-1",
        "ＣＲー１",
        "窓口1",
        "窓口１",
        "窓口\u{3000}1",
    ];
    for (request, name) in (10..).zip(names) {
        let unit = pause(&wire, request, name).await.unwrap();
        assert_eq!(unit.serial, "CR-1", "{name}");
    }
    let mut desk = FrontDeskClient::new(wire.clone());
    let wishing = v1::AddTicketRequest {
        needs: vec![unit_need("窓口２")],
        ..add(id(30), "12")
    };
    let added = soon(desk.add_ticket(wishing.clone())).await.unwrap();
    let ticket = added.into_inner().ticket.unwrap();
    assert_eq!(ticket.needs, [unit_need("CR-2")]);
    let moved = v1::MoveTicketRequest {
        request_id: id(31),
        number: "12".to_owned(),
        unit: "窓口1".to_owned(),
        insist: false,
    };
    let moved = soon(desk.move_ticket(moved)).await.unwrap().into_inner();
    assert_eq!(moved.ticket.unwrap().needs, [unit_need("CR-1")]);
    assert!(moved.notice.unwrap().en.contains("CR-1"));

    let changed = v1::ChangeTicketRequest {
        request_id: id(32),
        number: "１２".to_owned(),
        needs: vec![unit_need("窓口 2")],
        change_needs: true,
        ..v1::ChangeTicketRequest::default()
    };
    let changed = soon(desk.change_ticket(changed)).await.unwrap();
    let ticket = changed.into_inner().ticket.unwrap();
    assert_eq!(ticket.needs, [unit_need("CR-2")]);

    let nobody = pause(&wire, 40, "窓口9").await.unwrap_err();
    let text = said(&nobody).unwrap();
    let told = (nobody.code(), text.code.as_str());
    assert_eq!(told, (Code::NotFound, "no-such-unit"));
    for language in [&text.ja, &text.en] {
        let lists = ["窓口1 (CR-1)", "窓口2 (CR-2)"];
        assert!(lists.iter().all(|unit| language.contains(unit)), "{text:?}");
    }
    let shown = soon(desk.add_ticket(wishing)).await.unwrap().into_inner();
    assert_eq!(shown.ticket.unwrap().number, "12", "a repeat");
}

#[tokio::test]
async fn a_repeat_gets_its_answer_though_its_name_names_nobody_any_more() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    let _one = clinic.enroll(1, "CR-1", Edition::Single).await;
    let mut units = UnitsClient::new(wire.clone());
    let retire = v1::RetireUnitRequest {
        request_id: id(2),
        serial: "窓口1".to_owned(),
    };
    for _ in 0..2 {
        let retired = soon(units.retire_unit(retire.clone())).await.unwrap();
        assert_eq!(retired.into_inner().unit.unwrap().serial, "CR-1");
    }
    let gone = pause(&wire, 3, "窓口1").await.unwrap_err();
    assert_eq!(said(&gone).unwrap().code, "no-such-unit");
}

/// A reader at a counter of this name, which another program at the desk enrolls.
fn enroll(request_id: u8, serial: &str, counter: &str, key: &KeyPair) -> v1::EnrollUnitRequest {
    v1::EnrollUnitRequest {
        request_id: id(request_id),
        serial: serial.to_owned(),
        edition: v1::Edition::Single.into(),
        counter: Some(v1::Counter {
            name: counter.to_owned(),
            placement: v1::Placement::Standing.into(),
            tags: Vec::new(),
        }),
        cable: String::new(),
        delivered: String::new(),
        certificate_request: papers::request(key),
    }
}

/// The other reader that a notice names.
fn shared_with(notice: Option<v1::Text>) -> Option<String> {
    let text = notice?;
    assert_eq!(text.code, "counter-taken");
    let named = |side: &str| {
        ["CR-1", "CR-2"]
            .into_iter()
            .find(|serial| side.contains(serial))
    };
    assert_eq!(named(&text.ja), named(&text.en), "{text:?}");
    named(&text.en).map(str::to_owned)
}

#[tokio::test]
async fn whoever_names_a_counter_that_another_reader_has_is_told_so_by_the_desk() {
    let clinic = Clinic::open().await;
    let mut units = UnitsClient::new(clinic.wire().await);
    let key = KeyPair::generate().unwrap();
    let other_key = KeyPair::generate().unwrap();
    for (request, serial, counter, key, told) in [
        (1, "CR-1", "窓口1", &key, None),
        (2, "CR-1", "窓口1", &key, None),
        (3, "CR-2", "窓口\u{3000}１", &other_key, Some("CR-1")),
        (4, "CR-1", "窓口1", &key, Some("CR-2")),
    ] {
        let request = enroll(request, serial, counter, key);
        let answer = soon(units.enroll_unit(request)).await.unwrap().into_inner();
        assert_eq!(
            shared_with(answer.notice).as_deref(),
            told,
            "{serial} {counter}"
        );
    }
    let change = |request, name: &str| v1::ChangeUnitRequest {
        request_id: id(request),
        serial: "CR-2".to_owned(),
        name: name.to_owned(),
        placement: v1::Placement::Seated.into(),
        ..Default::default()
    };
    for (request, name, told) in [
        // The counter is not named, so there is nothing new to tell.
        (5, "", None),
        (6, "受付A", None),
        (7, "窓口１", Some("CR-1")),
        // A repeat is told what holds.
        (7, "窓口１", Some("CR-1")),
    ] {
        let answer = soon(units.change_unit(change(request, name))).await;
        let answer = answer.unwrap().into_inner();
        assert_eq!(answer.unit.unwrap().serial, "CR-2");
        assert_eq!(shared_with(answer.notice).as_deref(), told, "{name}");
    }
    // A reader that is retired stands at no counter.
    let retire = v1::RetireUnitRequest {
        request_id: id(8),
        serial: "CR-1".to_owned(),
    };
    soon(units.retire_unit(retire)).await.unwrap();
    let answer = soon(units.change_unit(change(9, "窓口1"))).await.unwrap();
    assert_eq!(answer.into_inner().notice, None);
}
