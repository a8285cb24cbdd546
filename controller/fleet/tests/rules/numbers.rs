//! A number is what reception means by it (RULES Q8).

use crate::kit::{Clinic, label};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{AddTicket, Command};

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
