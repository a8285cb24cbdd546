//! A request id is one request's: its repeat gets the first answer, and another request under it is refused, at every
//! door of the desk.
#![allow(clippy::needless_update)] // one macro writes all requests, also those with nothing left to leave out

use crate::support::clinic::{Clinic, TWO_SEATS, Wire, add, id};
use crate::support::papers::request;
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_proto::v1;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::support_client::SupportClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use rcgen::KeyPair;
use std::collections::BTreeSet;
use tokio_stream::StreamExt as _;
use tonic::{Code, Response, Status};

/// Every file of the schema that has a request with an id.
const SCHEMA: [&str; 4] = [
    include_str!("../../../../proto/madoguchi/v1/front_desk.proto"),
    include_str!("../../../../proto/madoguchi/v1/units.proto"),
    include_str!("../../../../proto/madoguchi/v1/licenses.proto"),
    include_str!("../../../../proto/madoguchi/v1/support.proto"),
];

/// The requests that have an id, as the schema says.
fn with_an_id() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in SCHEMA {
        let mut message = "";
        for line in file.lines() {
            if let Some(name) = line.strip_prefix("message ") {
                message = name.trim_end_matches(" {");
            }
            if line.trim() == "bytes request_id = 1;" {
                found.insert(message.to_owned());
            }
        }
    }
    found
}

struct Desk {
    clinic: Clinic,
    tickets: FrontDeskClient<Wire>,
    units: UnitsClient<Wire>,
    licenses: LicensesClient<Wire>,
    support: SupportClient<Wire>,
}

impl Desk {
    async fn open() -> Self {
        let clinic = Clinic::open().await;
        let wire = clinic.wire().await;
        Self {
            tickets: FrontDeskClient::new(wire.clone()),
            units: UnitsClient::new(wire.clone()),
            licenses: LicensesClient::new(wire.clone()),
            support: SupportClient::new(wire),
            clinic,
        }
    }
}

fn is_refused<T: std::fmt::Debug>(what: &str, answer: Result<Response<T>, Status>) {
    let refused = answer.expect_err(what);
    let text = said(&refused).expect("words of ours");
    assert_eq!(text.code, "request-id-in-use", "{what}: {}", text.en);
    assert_eq!(refused.code(), Code::InvalidArgument);
    assert!(text.ja.contains("request_id") && text.en.contains("nothing was done"));
}

fn enroll(request_id: Vec<u8>, key: &KeyPair) -> v1::EnrollUnitRequest {
    v1::EnrollUnitRequest {
        request_id,
        serial: "CR-9".into(),
        edition: v1::Edition::Single.into(),
        counter: Some(v1::Counter {
            name: "窓口9".into(),
            placement: v1::Placement::Standing.into(),
            tags: Vec::new(),
        }),
        cable: String::new(),
        delivered: String::new(),
        certificate_request: request(key),
    }
}

fn asks(request_id: Vec<u8>, seats: u32) -> v1::SignRequestRequest {
    let ask = v1::AskActivation {
        seats,
        ..v1::AskActivation::default()
    };
    v1::SignRequestRequest {
        request_id,
        request: Some(v1::sign_request_request::Request::Activation(ask)),
    }
}

fn installs(request_id: Vec<u8>, old_pc_died: bool) -> v1::InstallLicenseRequest {
    v1::InstallLicenseRequest {
        request_id,
        document: TWO_SEATS.to_vec(),
        old_pc_died,
        ..v1::InstallLicenseRequest::default()
    }
}

#[tokio::test]
async fn the_id_of_one_request_opens_no_other_door() {
    let mut desk = Desk::open().await;
    let _reader = desk.clinic.reader(1).await;
    let used = id(1);
    let first = soon(desk.tickets.add_ticket(add(used.clone(), "1"))).await;
    let first = first.unwrap().into_inner().ticket;
    let mut tried = BTreeSet::from(["AddTicketRequest".to_owned()]);
    let key = KeyPair::generate().unwrap();
    macro_rules! door {
        ($client:ident . $method:ident, $request:ident { $($field:ident: $value:expr),* }) => {
            door!($client . $method, $request, v1::$request { request_id: used.clone(), $($field: $value,)* ..Default::default() })
        };
        ($client:ident . $method:ident, $request:ident, $made:expr) => {{
            tried.insert(stringify!($request).to_owned());
            is_refused(stringify!($method), soon(desk.$client.$method($made)).await);
        }};
    }
    door!(
        tickets.call_ticket,
        CallTicketRequest { number: "1".into() }
    );
    door!(
        tickets.recall_ticket,
        RecallTicketRequest { number: "1".into() }
    );
    door!(
        tickets.move_ticket,
        MoveTicketRequest {
            number: "1".into(),
            unit: "CR-1".into(),
            insist: true
        }
    );
    door!(
        tickets.park_ticket,
        ParkTicketRequest { number: "1".into() }
    );
    door!(
        tickets.unpark_ticket,
        UnparkTicketRequest { number: "1".into() }
    );
    door!(
        tickets.cancel_ticket,
        CancelTicketRequest { number: "1".into() }
    );
    door!(
        tickets.done_by_means,
        DoneByMeansRequest {
            number: "1".into(),
            means: v1::Means::Paper.into()
        }
    );
    door!(
        tickets.undo_ticket,
        UndoTicketRequest { number: "1".into() }
    );
    door!(
        tickets.reopen_ticket,
        ReopenTicketRequest { number: "1".into() }
    );
    door!(
        tickets.change_ticket,
        ChangeTicketRequest {
            number: "1".into(),
            class: v1::TicketClass::Urgent.into()
        }
    );
    door!(tickets.drop_need, DropNeedRequest { number: "1".into() });
    let at = Some(v1::bind_walk_up_request::WalkUp::NewestAtUnit(
        "CR-1".into(),
    ));
    door!(
        tickets.bind_walk_up,
        BindWalkUpRequest {
            number: "1".into(),
            walk_up: at
        }
    );
    let day = v1::EndDayRequest {
        request_id: used.clone(),
    };
    door!(tickets.end_day, EndDayRequest, day);
    door!(tickets.undo_day, UndoDayRequest {});
    door!(
        units.enroll_unit,
        EnrollUnitRequest,
        enroll(used.clone(), &key)
    );
    door!(
        units.pause_unit,
        PauseUnitRequest {
            serial: "CR-1".into()
        }
    );
    door!(
        units.maintain_unit,
        MaintainUnitRequest {
            serial: "CR-1".into(),
            reason: "glass".into()
        }
    );
    door!(
        units.resume_unit,
        ResumeUnitRequest {
            serial: "CR-1".into()
        }
    );
    door!(
        units.restart_unit,
        RestartUnitRequest {
            serial: "CR-1".into()
        }
    );
    door!(
        units.identify_unit,
        IdentifyUnitRequest {
            serial: "CR-1".into()
        }
    );
    door!(
        units.prefer_unit,
        PreferUnitRequest {
            serial: "CR-1".into(),
            preferred: true
        }
    );
    door!(
        units.retire_unit,
        RetireUnitRequest {
            serial: "CR-1".into()
        }
    );
    door!(
        units.replace_unit,
        ReplaceUnitRequest {
            old: "CR-1".into(),
            new: "CR-2".into()
        }
    );
    door!(
        units.change_unit,
        ChangeUnitRequest {
            serial: "CR-1".into(),
            name: "受付A".into(),
            placement: 0,
            tags: Vec::new(),
            change_tags: false
        }
    );
    door!(
        units.note_unit,
        NoteUnitRequest {
            serial: "CR-1".into(),
            cable: "5 m".into()
        }
    );
    door!(
        units.note_ledger,
        NoteLedgerRequest {
            entries: vec![v1::LedgerEntry {
                serial: "CR-1".into(),
                delivered: Some("2024-05-20".into()),
                cable: None
            }]
        }
    );
    door!(
        licenses.install_license,
        InstallLicenseRequest,
        installs(used.clone(), false)
    );
    door!(
        licenses.sign_request,
        SignRequestRequest,
        asks(used.clone(), 1)
    );
    let reset = v1::AskTimeResetRequest {
        request_id: used.clone(),
    };
    door!(licenses.ask_time_reset, AskTimeResetRequest, reset);
    let confirm = v1::ConfirmTimeRequest {
        request_id: used.clone(),
        seen_ahead_ms: 0,
    };
    door!(support.confirm_time, ConfirmTimeRequest, confirm);
    door!(
        support.note_backup,
        NoteBackupRequest {
            file: "b.age".into()
        }
    );

    tried.insert("PairingOpen".to_owned());
    let open = v1::PairUnitRequest {
        frame: Some(v1::pair_unit_request::Frame::Open(v1::PairingOpen {
            request_id: used.clone(),
            ..v1::PairingOpen::default()
        })),
    };
    let told = soon(
        desk.units
            .pair_unit(tokio_stream::iter([open]).chain(tokio_stream::pending())),
    )
    .await;
    let told = soon(told.unwrap().into_inner().message()).await.unwrap();
    let Some(v1::pair_unit_response::Frame::Ended(text)) = told.and_then(|told| told.frame) else {
        panic!("the pairing was not refused");
    };
    assert_eq!(text.code, "request-id-in-use");

    assert_eq!(tried, with_an_id(), "a door of the desk is not tried here");
    // Nothing was done, and the first request is still answered.
    let again = soon(desk.tickets.add_ticket(add(used, "1"))).await;
    assert_eq!(again.unwrap().into_inner().ticket, first);
}

/// An answer without how long somebody has waited by then.
pub fn at_any_time(answer: &impl std::fmt::Debug) -> String {
    let told = format!("{answer:?}");
    let parts = ["waited_ms: ", "time_of_day_ms: "]
        .iter()
        .fold(vec![told], |parts, field| {
            let cut = parts.iter().flat_map(|part| part.split(field));
            cut.map(|part| {
                part.trim_start_matches(|c: char| c.is_ascii_digit())
                    .to_owned()
            })
            .collect()
        });
    parts.concat()
}

#[tokio::test]
async fn the_same_id_with_other_words_is_refused_and_the_first_answer_stays() {
    let mut desk = Desk::open().await;
    let reader = desk.clinic.reader(1).await;
    let _second = desk.clinic.enroll(2, "CR-2", v1_single()).await;
    let mut next = 10;
    macro_rules! reused {
        ($client:ident . $method:ident, $first:expr, $other:expr) => {
            reused!($client.$method, $first, $other, |told| at_any_time(&told))
        };
        // What of an answer its repeat has, too.
        ($client:ident . $method:ident, $first:expr, $other:expr, |$told:ident| $same:expr) => {{
            next += 1;
            let what = stringify!($method);
            let (first, other) = ($first(id(next)), $other(id(next)));
            let $told = soon(desk.$client.$method(first.clone()))
                .await
                .expect(what)
                .into_inner();
            let told = $same;
            is_refused(what, soon(desk.$client.$method(other)).await);
            let $told = soon(desk.$client.$method(first))
                .await
                .expect(what)
                .into_inner();
            assert_eq!($same, told, "{what}");
        }};
    }
    macro_rules! on_ticket {
        ($method:ident, $request:ident) => {
            reused!(
                tickets.$method,
                |request_id| v1::$request {
                    request_id,
                    number: "1".into()
                },
                |request_id| v1::$request {
                    request_id,
                    number: "2".into()
                }
            )
        };
    }
    reused!(tickets.add_ticket, |id| add(id, "1"), |id| add(id, "2"));
    // One that gets a number gets it once.
    reused!(tickets.add_ticket, |id| add(id, ""), |id| add(id, "2"));
    let urgent = |id| v1::AddTicketRequest {
        class: v1::TicketClass::Urgent.into(),
        ..add(id, "7")
    };
    reused!(tickets.add_ticket, |id| add(id, "7"), urgent);
    let wish = || {
        vec![v1::Wish {
            wish: Some(v1::wish::Wish::Unit("CR-2".into())),
        }]
    };
    reused!(
        tickets.add_ticket,
        |id| v1::AddTicketRequest {
            needs: wish(),
            ..add(id, "8")
        },
        |id| v1::AddTicketRequest {
            prefers: wish(),
            ..add(id, "8")
        }
    );
    on_ticket!(park_ticket, ParkTicketRequest);
    on_ticket!(unpark_ticket, UnparkTicketRequest);
    let moves = |unit: &'static str| {
        move |request_id| v1::MoveTicketRequest {
            request_id,
            number: "1".into(),
            unit: unit.into(),
            insist: true,
        }
    };
    reused!(tickets.move_ticket, moves("CR-2"), moves("CR-1"));
    let changes = |class: v1::TicketClass| {
        move |request_id| v1::ChangeTicketRequest {
            request_id,
            number: "1".into(),
            class: class.into(),
            ..v1::ChangeTicketRequest::default()
        }
    };
    reused!(
        tickets.change_ticket,
        changes(v1::TicketClass::Urgent),
        changes(v1::TicketClass::Priority)
    );
    let drops = |need: Option<v1::Wish>| {
        move |request_id| v1::DropNeedRequest {
            request_id,
            number: "1".into(),
            need: need.clone(),
        }
    };
    reused!(tickets.drop_need, drops(None), drops(wish().pop()));
    let done = |means: v1::Means| {
        move |request_id| v1::DoneByMeansRequest {
            request_id,
            number: "1".into(),
            means: means.into(),
        }
    };
    reused!(
        tickets.done_by_means,
        done(v1::Means::Paper),
        done(v1::Means::Seen)
    );
    on_ticket!(undo_ticket, UndoTicketRequest);
    on_ticket!(cancel_ticket, CancelTicketRequest);
    on_ticket!(undo_ticket, UndoTicketRequest);
    let _ = soon(desk.tickets.cancel_ticket(v1::CancelTicketRequest {
        request_id: id(9),
        number: "1".into(),
    }))
    .await
    .unwrap();
    on_ticket!(reopen_ticket, ReopenTicketRequest);

    desk.clinic.card(&reader, 1, None).await;
    desk.clinic
        .ends(&reader, 1, None, Kind::Verified(Method::Face))
        .await;
    let binds = |number: &'static str| {
        move |request_id| v1::BindWalkUpRequest {
            request_id,
            number: number.into(),
            walk_up: Some(v1::bind_walk_up_request::WalkUp::SessionId(vec![1; 16])),
        }
    };
    reused!(tickets.bind_walk_up, binds("8"), binds("7"));

    let (key, other_key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    // Its certificate is signed anew each time.
    reused!(
        units.enroll_unit,
        |id| enroll(id, &key),
        |id| enroll(id, &other_key),
        |told| told.unit
    );
    let notes = |cable: &'static str| {
        move |request_id| v1::NoteUnitRequest {
            request_id,
            serial: "CR-1".into(),
            cable: cable.into(),
        }
    };
    reused!(units.note_unit, notes("3 m"), notes("5 m"));
    let delivers = |day: &'static str| {
        move |request_id| v1::NoteLedgerRequest {
            request_id,
            entries: vec![v1::LedgerEntry {
                serial: "CR-1".into(),
                delivered: Some(day.into()),
                cable: None,
            }],
        }
    };
    reused!(
        units.note_ledger,
        delivers("2024-05-20"),
        delivers("2024-05-21")
    );
    let prefers = |preferred| {
        move |request_id| v1::PreferUnitRequest {
            request_id,
            serial: "CR-1".into(),
            preferred,
        }
    };
    reused!(units.prefer_unit, prefers(true), prefers(false));
    let pauses = |now| {
        move |request_id| v1::PauseUnitRequest {
            request_id,
            serial: "CR-1".into(),
            now,
            ..v1::PauseUnitRequest::default()
        }
    };
    reused!(units.pause_unit, pauses(false), pauses(true));
    let resumes = |serial: &'static str| {
        move |request_id| v1::ResumeUnitRequest {
            request_id,
            serial: serial.into(),
        }
    };
    reused!(units.resume_unit, resumes("CR-1"), resumes("CR-2"));
    let replaces = |old: &'static str, new: &'static str| {
        move |request_id| v1::ReplaceUnitRequest {
            request_id,
            old: old.into(),
            new: new.into(),
            answers: Vec::new(),
            reason: "画面が割れた".into(),
        }
    };
    reused!(
        units.replace_unit,
        replaces("CR-9", "CR-2"),
        replaces("CR-1", "CR-2")
    );
    let retires = |serial: &'static str| {
        move |request_id| v1::RetireUnitRequest {
            request_id,
            serial: serial.into(),
        }
    };
    reused!(units.retire_unit, retires("CR-2"), retires("CR-1"));

    // A repeat tells that the license is there already.
    reused!(
        licenses.install_license,
        |id| installs(id, false),
        |id| installs(id, true),
        |told| told.license
    );
    reused!(licenses.sign_request, |id| asks(id, 1), |id| asks(id, 2));
}

fn v1_single() -> madoguchi_fleet::unit::Edition {
    madoguchi_fleet::unit::Edition::Single
}

#[tokio::test]
async fn a_request_that_was_refused_may_be_tried_again_in_other_words() {
    let mut desk = Desk::open().await;
    let _ = soon(desk.tickets.add_ticket(add(id(1), "1")))
        .await
        .unwrap();
    let refused = soon(desk.tickets.add_ticket(add(id(2), "1"))).await;
    assert_eq!(said(&refused.unwrap_err()).unwrap().code, "number-in-use");
    let other = soon(desk.tickets.add_ticket(add(id(2), "2"))).await;
    assert!(other.is_ok());
}

#[tokio::test]
async fn of_two_requests_at_the_same_time_under_one_id_one_is_done() {
    let desk = Desk::open().await;
    for round in 1..=20 {
        let mut calls = Vec::new();
        for number in ["A", "B"] {
            let mut tickets = desk.tickets.clone();
            let number = format!("{number}-{round}");
            calls.push(tokio::spawn(async move {
                tickets.add_ticket(add(id(round), &number)).await.is_ok()
            }));
        }
        let mut done = 0;
        for call in calls {
            done += u8::from(soon(call).await.unwrap());
        }
        assert_eq!(done, 1, "round {round}");
    }
}
