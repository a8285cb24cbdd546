//! A number is what reception means by it (RULES Q8).

use crate::kit::{Clinic, OPENING, label};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{AddTicket, Command};
use madoguchi_fleet::refusal::Way;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::HOUR;

fn one() -> Clinic {
    Clinic::with_units(&["CR-1"])
}

fn try_add(clinic: &mut Clinic, number: &str) -> Result<(), Refusal> {
    let add = AddTicket {
        number: Some(label(number)),
        ..AddTicket::default()
    };
    clinic.staff(Command::AddTicket(add)).map(|_| ())
}

#[test]
fn a_new_ticket_gets_the_number_that_is_meant_and_is_found_however_it_is_typed() {
    for (typed, meant, others) in [
        ("0555", "555", ["555", "００５５５"]),
        ("ｱ1", "ア1", ["ア1", "ｱ１"]),
        ("5ー6", "5-6", ["5-6", "5−6"]),
        ("ａ7", "a7", ["A7", "Ａ７"]),
        ("000", "0", ["0", "０"]),
    ] {
        let mut clinic = one();
        try_add(&mut clinic, typed).unwrap();
        assert_eq!(clinic.ticket(meant).number, label(meant));
        for other in others {
            assert_eq!(clinic.ticket(other).number, label(meant), "{other}");
            let refused = try_add(&mut clinic, other).unwrap_err();
            assert_eq!(refused, Refusal::NumberInUse(label(meant)), "{other}");
        }
        clinic.cancel(others[1]).unwrap();
        assert_eq!(clinic.state(typed), "cancelled");
        clinic.reopen(others[0]).unwrap();
    }
}

#[test]
fn a_number_that_was_open_at_the_update_stays_as_it_is_and_is_found_first_as_it_is_written() {
    let mut clinic = one();
    for number in ["8", "9"] {
        clinic.add(number);
    }
    // As an older release wrote them: two tickets.
    clinic.store.write_number("8", "0555");
    clinic.store.write_number("9", "555");
    clinic.restart_after(5);
    assert_eq!(clinic.ticket("0555").number, label("0555"));
    assert_eq!(clinic.ticket("555").number, label("555"));
    assert!(try_add(&mut clinic, "００５５５").is_err());
    clinic.cancel("555").unwrap();
    assert_eq!(clinic.state("555"), clinic.state("0555"), "the open one");
    assert!(try_add(&mut clinic, "555").is_err(), "it is open still");
    clinic.cancel("555").unwrap();
    try_add(&mut clinic, "0555").unwrap();
    assert_eq!(clinic.ticket("0555").number, label("555"));
}

/// The next morning: yesterday's 7 is held, its 8 was cancelled.
fn next_morning() -> Clinic {
    let mut clinic = one();
    clinic.pause("CR-1", true);
    clinic.add("7");
    clinic.add("8");
    clinic.cancel("8").unwrap();
    clinic.restart_at(OPENING.plus(24 * HOUR));
    assert!(clinic.fleet.is_held(clinic.ticket("7")));
    clinic
}

#[test]
fn a_number_of_a_held_ticket_is_todays_even_once_that_one_is_closed() {
    let mut clinic = next_morning();
    let yesterdays = clinic.ticket("7").id;
    clinic.add("7");
    clinic.cancel("7").unwrap();
    assert_eq!(clinic.state("7"), "cancelled");
    let all = clinic.fleet.tickets_numbered(&label("7"));
    let ids: Vec<_> = all.iter().map(|ticket| ticket.id).collect();
    assert_eq!((ids.len(), ids[1]), (2, yesterdays));
    clinic.undo("7").unwrap();
    clinic.park("7").unwrap();
    assert_eq!(clinic.state("7"), "parked");
    let held = clinic.fleet.ticket(yesterdays).unwrap();
    assert_eq!(held.state, State::Waiting);
}

#[test]
fn what_a_closed_ticket_of_an_earlier_day_refuses_is_not_said_of_todays_patient() {
    let mut clinic = next_morning();
    let added_at = clinic.ticket("8").added_at;
    let way = |refused| match refused {
        Err(Refusal::WrongState { way, .. } | Refusal::NothingToUndo { way, .. }) => way,
        other => panic!("{other:?}"),
    };
    for refused in [
        clinic.park("8"),
        clinic.call("8", None),
        clinic.recall("8"),
        clinic.undo("8"),
    ] {
        assert_eq!(way(refused), Way::EarlierDay(added_at));
    }
    clinic.add("8");
    assert_eq!(way(clinic.unpark("8")), Way::Waits);
    clinic.cancel("8").unwrap();
    assert_eq!(way(clinic.unpark("8")), Way::Reopen, "of today");
}

#[test]
fn automatic_numbers_pass_over_those_that_mean_the_same() {
    let mut clinic = one();
    clinic.add("8");
    clinic.store.write_number("8", "01");
    clinic.restart_after(5);
    clinic
        .staff(Command::AddTicket(AddTicket::default()))
        .unwrap();
    assert!(
        clinic
            .fleet
            .tickets()
            .any(|ticket| ticket.number == label("2"))
    );
}
