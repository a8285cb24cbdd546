//! What a request id stands for: one request, for as long as it is remembered, over restarts and releases.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Act, AddTicket, Command};
use madoguchi_fleet::ids::{Content, RequestId};
use madoguchi_fleet::settings::REMEMBERED_REQUESTS;
use madoguchi_tests::fleet::{Clinic, label};

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
    let mut clinic = Clinic::new();
    clinic.loads_every = u64::MAX;
    clinic.add("1");
    let id = clinic.request();
    let park = |id| {
        let number = label("1");
        Act::staff(id, Command::ParkTicket { number })
    };
    let unpark = |id| {
        let number = label("1");
        Act::staff(id, Command::UnparkTicket { number })
    };
    clinic.act(park(id)).unwrap();
    for newer in 1..REMEMBERED_REQUESTS {
        let newer_id = clinic.request();
        let act = if newer % 2 == 1 {
            unpark(newer_id)
        } else {
            park(newer_id)
        };
        clinic.act(act).unwrap();
    }
    assert_eq!(clinic.act(unpark(id)), Err(Refusal::RequestIdInUse(id)));
    let last = clinic.request();
    clinic.act(park(last)).unwrap();
    clinic.act(unpark(id)).unwrap();
}
