//! What is kept of a unit's past for triage (RULES A25), and that it lasts.

use crate::kit::{Clinic, faulted, name};
use madoguchi_fleet::command::Parting;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::unit::Health;

/// Walk-ups that end in one way, one after the other.
fn sessions(clinic: &mut Clinic, times: usize, kind: &Kind) {
    for _ in 0..times {
        clinic.walk_up("CR-1");
        clinic.ends("CR-1", kind.clone());
        clinic.card_removed("CR-1");
        clinic.wait(1);
    }
}

#[test]
fn twenty_outcomes_and_seven_days_are_kept_of_a_reader() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let failed = Kind::FaceNotMatched;
    sessions(&mut clinic, 3, &failed);
    sessions(&mut clinic, 20, &Kind::Verified(Method::Face));
    sessions(&mut clinic, 1, &Kind::PinWrong { tries_left: 2 });
    let outcomes = clinic.unit("CR-1").past.outcomes.clone();
    assert_eq!(outcomes.len(), 20);
    assert!(!outcomes.contains(&failed), "the oldest go");
    // What is told beside a kind is a patient's.
    assert_eq!(outcomes.last(), Some(&Kind::PinWrong { tries_left: 0 }));
    for _ in 0..10 {
        clinic.health("CR-1", faulted());
        clinic.health("CR-1", Health::Healthy);
        clinic.days(1);
    }
    let days = &clinic.unit("CR-1").past.days;
    assert_eq!(days.len(), 7);
    assert!(days.is_sorted_by_key(|day| day.day));
    assert!(days.iter().all(|day| day.faults == 1));
}

#[test]
fn a_lost_link_counts_at_its_day_and_one_that_was_closed_does_not() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for how in [Parting::Lost, Parting::Closed, Parting::Unplugged] {
        clinic.parts("CR-1", how);
        clinic.back("CR-1");
    }
    let [today] = clinic.unit("CR-1").past.days[..] else {
        panic!("{:?}", clinic.unit("CR-1").past.days);
    };
    assert_eq!((today.drops, today.faults), (2, 0));
}

#[test]
fn a_reader_that_is_plugged_in_elsewhere_has_moved_and_it_lasts_over_a_restart() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let first = clinic.unit("CR-1").past.clone();
    assert!(first.since.is_some() && first.port.is_some());
    assert_eq!(first.moved_at, None);
    clinic.unplug("CR-1");
    clinic.back("CR-1");
    assert_eq!(clinic.unit("CR-1").past.moved_at, None, "the same port");
    clinic.unplug("CR-1");
    clinic.wait(5);
    clinic.plug("CR-1", "1-9");
    let moved = clinic.unit("CR-1").past.clone();
    assert_eq!(moved.moved_at, Some(clinic.now));
    assert_eq!(moved.since, first.since);
    clinic.restart_after(10);
    assert_eq!(clinic.unit("CR-1").past, moved);
}

#[test]
fn a_connection_that_ends_while_the_pc_sleeps_ends_because_of_that() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let slept = |clinic: &Clinic| {
        let unit = clinic.fleet.unit(&name("CR-1")).unwrap();
        clinic.fleet.slept_when_it_left(unit)
    };
    assert_eq!(slept(&clinic), None, "it never left");
    clinic.stand_still(600);
    clinic.parts("CR-1", Parting::Lost);
    assert_eq!(slept(&clinic), Some(true));
    clinic.back("CR-1");
    clinic.wait(61);
    clinic.parts("CR-1", Parting::Lost);
    assert_eq!(slept(&clinic), Some(false));
}
