//! A request id stands for one request, as long as it is remembered, over restarts and releases.

use crate::kit::{Clinic, HERE, OPENING, label};
use madoguchi_fleet::command::{Act, AddTicket, Command, Start};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Content, RequestId};
use madoguchi_fleet::requests::Answered;
use madoguchi_fleet::settings::{REMEMBERED_REQUESTS, Settings};
use madoguchi_fleet::{Fleet, Records, Refusal};

fn add(id: RequestId, number: &str, content: u8) -> Act {
    let number = Some(label(number));
    let add = AddTicket {
        number,
        ..AddTicket::default()
    };
    Act::staff(id, Command::AddTicket(add)).saying(Content([content; 16]))
}

#[test]
fn another_request_under_a_used_id_is_refused_now_and_after_a_restart() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let id = clinic.request();
    let first = clinic.act(add(id, "1", 1)).unwrap();
    let used = Err(Refusal::RequestIdInUse(id));
    for restart in [false, true] {
        if restart {
            clinic.restart_after(1);
        }
        assert_eq!(clinic.act(add(id, "2", 2)), used, "other content");
        let number = label("1");
        let cancel = Command::CancelTicket { number };
        assert_eq!(clinic.act(Act::staff(id, cancel)), used, "other method");
        assert_eq!(clinic.act(add(id, "1", 1)).as_ref(), Ok(&first), "a repeat");
        assert_eq!(clinic.fleet.open(), 1);
    }
}

#[test]
fn an_older_releases_record_says_only_which_command_it_was() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let id = clinic.request();
    let old = Command::AddTicket(AddTicket::default());
    let first = clinic.act(Act::staff(id, old)).unwrap();
    clinic.restart_after(1);
    assert_eq!(clinic.act(add(id, "1", 1)).as_ref(), Ok(&first));
    let ends = clinic.act(Act::staff(id, Command::EndDay));
    assert_eq!(ends, Err(Refusal::RequestIdInUse(id)));
}

#[test]
fn what_was_refused_is_not_remembered() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    let id = clinic.request();
    let refused = clinic.act(add(id, "1", 1));
    assert_eq!(refused, Err(Refusal::NumberInUse(label("1"))));
    clinic.act(add(id, "2", 2)).unwrap();
    assert_eq!(
        clinic.act(add(id, "3", 3)),
        Err(Refusal::RequestIdInUse(id))
    );
}

#[test]
fn an_id_is_new_again_once_enough_newer_ones_were_used() {
    let id = |n: usize| RequestId((n as u128).to_be_bytes());
    let done = |n: usize| Answered {
        request: id(n).into(),
        command: "day-end".into(),
        answer: Answer::Done,
    };
    let records = Records {
        answers: (1..=REMEMBERED_REQUESTS).map(done).collect(),
        ..Records::default()
    };
    let start = Start {
        installation: HERE,
        wall: madoguchi_fleet::time::TimeOfDay(OPENING.0),
    };
    let mut fleet = Fleet::restore(Settings::default(), start, records);
    let oldest = || add(id(1), "1", 1);
    let refused = fleet.decide(OPENING, oldest()).err();
    assert_eq!(refused, Some(Refusal::RequestIdInUse(id(1))));
    let newer = Act::staff(id(REMEMBERED_REQUESTS + 1), Command::EndDay);
    assert!(fleet.decide(OPENING, newer).is_ok());
    assert!(fleet.decide(OPENING, oldest()).is_ok());
}
