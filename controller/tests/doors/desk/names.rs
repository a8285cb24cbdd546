//! Readers by what staff call them: at every door where one is named, within the trip of the act (RULES Q12).

use crate::support::clinic::{Clinic, Wire, add, id};
use crate::support::soon;
use madoguchi_controller::desk::respond::said;
use madoguchi_fleet::unit::Edition;
use madoguchi_proto::v1;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use madoguchi_proto::v1::wish::Wish;
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
        now: false,
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
