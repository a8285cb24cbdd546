//! One refusal is one at every door: what a program is told at the desk, and what the command line prints for one, caused at both.

mod doors;

use crate::support::clinic::{Clinic, id, ticket};
use crate::support::soon;
use doors::Doors;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::unit::Edition;
use madoguchi_proto::v1;
use madoguchi_proto::v1::bind_walk_up_request::WalkUp;
use madoguchi_proto::v1::wish::Wish;

/// Asks at the desk, where it is refused with this code, and then at the command line in these words.
macro_rules! refused {
    ($doors:ident, $code:literal, $words:expr, $client:ident . $method:ident($request:ident { $($field:ident: $value:expr),* $(,)? })) => {{
        let request_id = $doors.id();
        #[allow(clippy::needless_update)]
        let request = v1::$request { request_id, $($field: $value,)* ..Default::default() };
        let answer = soon($doors.$client.$method(request)).await;
        $doors.compare($code, $words, answer).await;
    }};
}

fn needs(wishes: impl IntoIterator<Item = Wish>) -> Vec<v1::Wish> {
    let wishes = wishes.into_iter();
    wishes.map(|wish| v1::Wish { wish: Some(wish) }).collect()
}

fn height(of: v1::Placement) -> Wish {
    Wish::Placement(of.into())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_reception_is_refused_has_one_name_and_one_text_at_both_doors() {
    let mut at = Doors::open().await;
    let reader = at.clinic.reader(1).await;
    let number = || "12".to_owned();
    refused!(
        at,
        "no-such-ticket",
        "ticket park 12",
        tickets.park_ticket(ParkTicketRequest { number: number() })
    );
    at.add("12").await;
    refused!(
        at,
        "number-in-use",
        "ticket add 12",
        tickets.add_ticket(AddTicketRequest {
            number: number(),
            class: 1
        })
    );
    refused!(
        at,
        "wrong-state",
        "ticket recall 12",
        tickets.recall_ticket(RecallTicketRequest { number: number() })
    );
    refused!(
        at,
        "no-such-need",
        "ticket drop-need 12 --need seated",
        tickets.drop_need(DropNeedRequest {
            number: number(),
            need: needs([height(v1::Placement::Seated)]).pop()
        })
    );
    let both = [v1::Placement::Seated, v1::Placement::Standing].map(height);
    refused!(
        at,
        "wishes-exclude",
        "ticket add 13 --need seated --need standing",
        tickets.add_ticket(AddTicketRequest {
            number: "13".into(),
            class: 1,
            needs: needs(both.clone())
        })
    );
    let apart = || {
        let unit = Wish::Unit("CR-1".into());
        needs([height(v1::Placement::Seated), unit])
    };
    refused!(
        at,
        "no-unit-has-all",
        "ticket add 13 --need seated --need unit:窓口1",
        tickets.add_ticket(AddTicketRequest {
            number: "13".into(),
            class: 1,
            needs: apart()
        })
    );
    refused!(
        at,
        "no-unit-has-all",
        "ticket change 12 --need リーダー:窓口1 --need 座位",
        tickets.change_ticket(ChangeTicketRequest {
            number: number(),
            change_needs: true,
            needs: apart()
        })
    );
    let seated = v1::AddTicketRequest {
        request_id: at.id(),
        number: "14".into(),
        class: 1,
        needs: needs([height(v1::Placement::Seated)]),
        ..Default::default()
    };
    let lacks = soon(at.tickets.add_ticket(seated)).await.unwrap();
    let notice = lacks.into_inner().notice.unwrap();
    for side in [&notice.ja, &notice.en] {
        let way_out = "madoguchi ticket drop-need 14 --need seated";
        assert!(side.contains(way_out), "{side}");
    }
    refused!(
        at,
        "no-unit-has-all",
        "ticket move 14 --unit 窓口1",
        tickets.move_ticket(MoveTicketRequest {
            number: "14".into(),
            unit: "CR-1".into()
        })
    );
    at.clinic.card(&reader, 1, Some("12")).await;
    refused!(
        at,
        "at-the-reader",
        "ticket cancel 12",
        tickets.cancel_ticket(CancelTicketRequest { number: number() })
    );
    at.add("13").await;
    refused!(
        at,
        "nothing-to-undo",
        "ticket undo 13",
        tickets.undo_ticket(UndoTicketRequest {
            number: "13".into()
        })
    );
    refused!(
        at,
        "no-free-unit",
        "ticket call 13",
        tickets.call_ticket(CallTicketRequest {
            number: "13".into()
        })
    );
    refused!(
        at,
        "unit-not-free",
        "ticket call 13 --unit 窓口1",
        tickets.call_ticket(CallTicketRequest {
            number: "13".into(),
            unit: "CR-1".into()
        })
    );
    refused!(
        at,
        "no-such-unit",
        "ticket move 13 --unit 窓口9",
        tickets.move_ticket(MoveTicketRequest {
            number: "13".into(),
            unit: "窓口9".into(),
            insist: false
        })
    );
    at.clinic
        .ends(&reader, 1, Some("12"), Kind::Verified(Method::Face))
        .await;
    at.has_seen(&[
        "no-such-ticket",
        "number-in-use",
        "wrong-state",
        "no-such-need",
        "wishes-exclude",
        "no-unit-has-all",
        "at-the-reader",
        "nothing-to-undo",
        "no-free-unit",
        "unit-not-free",
        "no-such-unit",
    ]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_full_queue_refuses_has_one_name_and_one_text_at_both_doors() {
    let mut at = Doors::to(Clinic::with(|rules| rules.max_open_tickets = 66).await).await;
    for n in 0..64 {
        let wishing = ticket(&format!("{}", 100 + n), &[&format!("tag:{n}")]);
        soon(at.tickets.add_ticket(wishing)).await.unwrap();
    }
    refused!(
        at,
        "too-many-signatures",
        "ticket add 9 --need tag:x --yes",
        tickets.add_ticket(AddTicketRequest {
            number: "9".into(),
            class: 1,
            needs: needs([Wish::Tag("tag:x".into())]),
            insist: true
        })
    );
    let plain = ticket("65", &["tag:0"]);
    soon(at.tickets.add_ticket(plain)).await.unwrap();
    let plain = ticket("66", &["tag:0"]);
    soon(at.tickets.add_ticket(plain)).await.unwrap();
    refused!(
        at,
        "queue-full",
        "ticket add 9",
        tickets.add_ticket(AddTicketRequest {
            number: "9".into(),
            class: 1
        })
    );
    at.has_seen(&["queue-full", "too-many-signatures"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_walk_ups_and_days_refuse_has_one_name_and_one_text_at_both_doors() {
    let mut at = Doors::open().await;
    let reader = at.clinic.reader(1).await;
    refused!(
        at,
        "no-day-to-undo",
        "day undo",
        tickets.undo_day(UndoDayRequest {})
    );
    // Nobody is called to it, so that it is there for whoever was not called.
    let wishing = ticket("12", &["tag:x"]);
    soon(at.tickets.add_ticket(wishing)).await.unwrap();
    let number = || "12".to_owned();
    refused!(
        at,
        "need-unmet",
        "ticket call 12 --unit CR-1",
        tickets.call_ticket(CallTicketRequest {
            number: number(),
            unit: "CR-1".into()
        })
    );
    let newest = || Some(WalkUp::NewestAtUnit("CR-1".into()));
    let session = |n: u8| Some(WalkUp::SessionId(id(n)));
    refused!(
        at,
        "no-walk-up-at",
        "ticket bind 12 --unit CR-1",
        tickets.bind_walk_up(BindWalkUpRequest {
            number: number(),
            walk_up: newest()
        })
    );
    refused!(
        at,
        "no-such-walk-up",
        &format!("ticket bind 12 --session {}", "07".repeat(16)),
        tickets.bind_walk_up(BindWalkUpRequest {
            number: number(),
            walk_up: session(7)
        })
    );
    at.walk_up(&reader, 8, Kind::UnitFailed { code: "E42".into() })
        .await;
    refused!(
        at,
        "walk-up-failed",
        &format!("ticket bind 12 --session {}", "08".repeat(16)),
        tickets.bind_walk_up(BindWalkUpRequest {
            number: number(),
            walk_up: session(8)
        })
    );
    at.walk_up(&reader, 9, Kind::Verified(Method::Face)).await;
    let bind = v1::BindWalkUpRequest {
        request_id: at.id(),
        number: number(),
        walk_up: session(9),
    };
    soon(at.tickets.bind_walk_up(bind)).await.unwrap();
    let wishing = ticket("13", &["tag:x"]);
    soon(at.tickets.add_ticket(wishing)).await.unwrap();
    refused!(
        at,
        "walk-up-bound",
        &format!("ticket bind 13 --session {}", "09".repeat(16)),
        tickets.bind_walk_up(BindWalkUpRequest {
            number: "13".into(),
            walk_up: session(9)
        })
    );
    let end = v1::EndDayRequest {
        request_id: at.id(),
    };
    soon(at.tickets.end_day(end)).await.unwrap();
    at.add("1").await;
    refused!(
        at,
        "next-day-began",
        "day undo",
        tickets.undo_day(UndoDayRequest {})
    );
    at.has_seen(&[
        "no-day-to-undo",
        "need-unmet",
        "no-walk-up-at",
        "no-such-walk-up",
        "walk-up-failed",
        "walk-up-bound",
        "next-day-began",
    ]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_of_readers_and_time_has_one_name_and_one_text_at_both_doors() {
    let mut at = Doors::open().await;
    let one = at.clinic.enroll(1, "CR-1", Edition::Single).await;
    let _two = at.clinic.enroll(2, "CR-2", Edition::Multi).await;
    let _three = at.clinic.enroll(3, "CR-3", Edition::Single).await;
    let _four = at.clinic.enroll(4, "CR-4", Edition::Single).await;
    let _one = at.clinic.plug(1, one).await;
    at.add("11").await;
    at.add("12").await;
    refused!(
        at,
        "no-unit-has",
        "ticket add 13 --need tag:x",
        tickets.add_ticket(AddTicketRequest {
            number: "13".into(),
            class: 1,
            needs: needs([Wish::Tag("tag:x".into())])
        })
    );
    refused!(
        at,
        "replaces-itself",
        "unit replace CR-3 CR-3 --yes",
        units.replace_unit(ReplaceUnitRequest {
            old: "CR-3".into(),
            new: "CR-3".into()
        })
    );
    refused!(
        at,
        "other-edition",
        "unit replace CR-3 CR-2 --yes",
        units.replace_unit(ReplaceUnitRequest {
            old: "CR-3".into(),
            new: "CR-2".into()
        })
    );
    refused!(
        at,
        "replace-no-ground",
        "unit replace CR-3 CR-4 --yes",
        units.replace_unit(ReplaceUnitRequest {
            old: "CR-3".into(),
            new: "CR-4".into()
        })
    );
    refused!(
        at,
        "input-replace-reason",
        &format!("unit replace CR-3 CR-4 --yes --reason {}", "a".repeat(65)),
        units.replace_unit(ReplaceUnitRequest {
            old: "CR-3".into(),
            new: "CR-4".into(),
            reason: "a".repeat(65)
        })
    );
    let replace = v1::ReplaceUnitRequest {
        request_id: at.id(),
        old: "CR-3".into(),
        new: "CR-4".into(),
        answers: Vec::new(),
        reason: "画面が割れた".into(),
    };
    soon(at.units.replace_unit(replace)).await.unwrap();
    refused!(
        at,
        "replaced-already",
        "unit replace CR-3 CR-1 --yes",
        units.replace_unit(ReplaceUnitRequest {
            old: "CR-3".into(),
            new: "CR-1".into()
        })
    );
    refused!(
        at,
        "replaced-already",
        "unit pause CR-3",
        units.pause_unit(PauseUnitRequest {
            serial: "CR-3".into()
        })
    );
    let rename = v1::ChangeUnitRequest {
        request_id: at.id(),
        serial: "CR-4".into(),
        name: "窓口2".into(),
        ..Default::default()
    };
    let renamed = soon(at.units.change_unit(rename))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(renamed.notice.unwrap().code, "counter-taken");
    refused!(
        at,
        "counter-shared",
        "unit pause 窓口2",
        units.pause_unit(PauseUnitRequest {
            serial: "窓口2".into()
        })
    );
    let retire = v1::RetireUnitRequest {
        request_id: at.id(),
        serial: "CR-2".into(),
    };
    soon(at.units.retire_unit(retire)).await.unwrap();
    refused!(
        at,
        "unit-retired",
        "unit pause CR-2",
        units.pause_unit(PauseUnitRequest {
            serial: "CR-2".into()
        })
    );
    refused!(
        at,
        "nothing-to-confirm",
        "time confirm --yes",
        support.confirm_time(ConfirmTimeRequest {})
    );
    at.has_seen(&[
        "no-unit-has",
        "replaces-itself",
        "other-edition",
        "replace-no-ground",
        "input-replace-reason",
        "replaced-already",
        "unit-retired",
        "counter-shared",
        "nothing-to-confirm",
    ]);
}
