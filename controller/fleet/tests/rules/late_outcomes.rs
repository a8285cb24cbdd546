//! Outcomes that arrive after their ticket changed: used, held or only recorded (RULES, "A ticket's life").

use crate::kit::Clinic;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::ticket::{Means, What};

const VERIFIED: Kind = Kind::Verified(Method::Face);

fn failed() -> Kind {
    Kind::UnitFailed {
        code: "E-7".to_owned(),
    }
}

/// A patient is at CR-1 without the fleet knowing it; `then` changes the ticket.
fn with_a_session_unseen(then: impl FnOnce(&mut Clinic)) -> Clinic {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.unplug("CR-1");
    clinic.wait(20);
    then(&mut clinic);
    clinic.orders();
    clinic
}

#[test]
fn a_late_verified_outcome_withdraws_a_newer_call() {
    let mut clinic = with_a_session_unseen(|_| {});
    assert_eq!(clinic.state("1"), "called CR-2");
    clinic.verified("CR-1");
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.calls(), ["CR-2 withdraw 1"]);
    assert!(clinic.unit("CR-2").is_free());
}

#[test]
fn a_late_verified_outcome_closes_a_parked_and_a_missed_ticket() {
    for then in [
        (|c: &mut Clinic| c.park("1").map(|_| ()).unwrap()) as fn(&mut Clinic),
        |c| c.wait(90),
    ] {
        let mut clinic = with_a_session_unseen(then);
        clinic.verified("CR-1");
        clinic.back("CR-1");
        assert_eq!(clinic.state("1"), "done");
        assert!(clinic.story("1").contains(&What::LateUsed));
    }
}

#[test]
fn a_late_outcome_is_held_while_a_newer_attempt_verifies_and_used_if_that_fails() {
    let mut clinic = with_a_session_unseen(|c| c.card("CR-2"));
    clinic.verified("CR-1");
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "verifying CR-2");
    assert!(clinic.ticket("1").late.is_some());
    clinic.ends("CR-2", failed());
    assert_eq!(clinic.state("1"), "done");
    let outcome = clinic.ticket("1").outcome.clone();
    assert_eq!(outcome.map(|o| o.kind), Some(VERIFIED));
    // The story has both the end of the newer attempt and the origin of the outcome that counts.
    let told = clinic.story("1");
    assert_eq!(
        told[told.len() - 3..],
        [What::LateHeld, What::UnitFailed, What::LateUsed]
    );
    let used = clinic.ticket("1").story.last().unwrap().clone();
    assert_eq!(
        used.unit.map(|unit| unit.to_string()).as_deref(),
        Some("CR-1")
    );
}

#[test]
fn a_held_outcome_is_not_used_when_the_newer_attempt_verifies() {
    let mut clinic = with_a_session_unseen(|c| c.card("CR-2"));
    clinic.ends("CR-1", Kind::Verified(Method::Pin));
    clinic.back("CR-1");
    clinic.verified("CR-2");
    assert_eq!(clinic.state("1"), "done");
    let outcome = clinic.ticket("1").outcome.clone();
    assert_eq!(outcome.map(|o| o.kind), Some(VERIFIED));
    assert!(!clinic.story("1").contains(&What::LateUsed));
}

#[test]
fn a_held_outcome_is_used_when_the_newer_attempt_is_lost() {
    let mut clinic = with_a_session_unseen(|c| c.card("CR-2"));
    clinic.verified("CR-1");
    clinic.back("CR-1");
    clinic.unplug("CR-2");
    clinic.wait(20);
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn a_held_outcome_is_only_recorded_when_staff_close_it_by_other_means_and_nothing_is_undone() {
    let mut clinic = with_a_session_unseen(|c| c.card("CR-2"));
    clinic.verified("CR-1");
    clinic.back("CR-1");
    clinic.wait(30);
    clinic.done_by("1", Means::Seen).unwrap();
    let ticket = clinic.ticket("1");
    assert_eq!((ticket.means, &ticket.outcome), (Some(Means::Seen), &None));
    assert!(clinic.story("1").contains(&What::LateHeld));
    assert!(clinic.undo("1").is_err());
}

#[test]
fn a_late_outcome_that_did_not_verify_is_only_recorded() {
    let mut clinic = with_a_session_unseen(|_| {});
    clinic.ends("CR-1", Kind::GivenUp);
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "called CR-2");
    assert!(clinic.story("1").contains(&What::LateRecorded));
    assert_eq!(clinic.unit("CR-1").today.sessions(), 1);
}

#[test]
fn a_late_outcome_on_a_closed_ticket_is_recorded_as_a_duplicate() {
    let mut clinic = with_a_session_unseen(|c| {
        c.card("CR-2");
        c.verified("CR-2");
    });
    clinic.verified("CR-1");
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.story("1").last(), Some(&What::LateRecorded));
    clinic.cancel("1").unwrap_err();
}
