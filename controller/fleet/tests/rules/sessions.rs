//! A ticket at a reader: the end of its session, a lost link, a session beyond the backstop, and walk-ups (RULES, "A ticket's life").

use crate::kit::Clinic;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::ticket::What;

const VERIFIED: Kind = Kind::Verified(Method::Face);

fn failed() -> Kind {
    Kind::UnitFailed {
        code: "E-7".to_owned(),
    }
}

fn one() -> Clinic {
    Clinic::with_units(&["CR-1"])
}

fn two() -> Clinic {
    Clinic::with_units(&["CR-1", "CR-2"])
}

#[test]
fn a_session_that_did_not_verify_closes_the_ticket_with_its_reason() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.ends("CR-1", Kind::CardExpired);
    assert_eq!(clinic.state("1"), "done");
    let outcome = clinic.ticket("1").outcome.clone();
    assert_eq!(outcome.map(|o| o.kind), Some(Kind::CardExpired));
    assert_eq!(clinic.unit("CR-1").today.verified(), 0);
    assert_eq!(clinic.unit("CR-1").today.sessions(), 1);
}

#[test]
fn a_failure_of_the_unit_sends_the_ticket_back_to_its_rank() {
    let mut clinic = one();
    clinic.add("1");
    clinic.wait(1);
    clinic.add("2");
    clinic.wait(5);
    clinic.card("CR-1");
    clinic.ends("CR-1", failed());
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.unit("CR-1").failures, 1, "its health hears of it");
    clinic.card_removed("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(clinic.ticket("1").attempt(), 2);
}

#[test]
fn a_unit_is_free_again_when_the_card_is_removed() {
    let mut clinic = one();
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-1");
    clinic.ends("CR-1", VERIFIED);
    clinic.wait(10);
    assert_eq!(clinic.state("2"), "waiting");
    clinic.card_removed("CR-1");
    assert_eq!(clinic.state("2"), "called CR-1");
}

#[test]
fn a_unit_is_free_again_thirty_seconds_after_the_outcome() {
    let mut clinic = one();
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-1");
    clinic.ends("CR-1", VERIFIED);
    clinic.wait(29);
    assert_eq!(clinic.state("2"), "waiting");
    clinic.wait(1);
    assert_eq!(clinic.state("2"), "called CR-1");
}

#[test]
fn a_session_goes_on_when_the_link_comes_back_within_the_grace() {
    let mut clinic = two();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.unplug("CR-1");
    clinic.wait(19);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.back("CR-1");
    clinic.wait(30);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn a_session_whose_unit_stays_lost_goes_back_to_the_queue_after_the_grace() {
    let mut clinic = two();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.pause("CR-2", false);
    clinic.unplug("CR-1");
    clinic.wait(20);
    assert_eq!(clinic.state("1"), "waiting");
    clinic.verified("CR-1");
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "done", "the attempt stayed open");
    assert_eq!(clinic.unit("CR-1").today.verified(), 1);
}

#[test]
fn a_session_that_was_lost_with_its_unit_goes_back_to_its_rank() {
    let mut clinic = two();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.pause("CR-2", false);
    clinic.add("2");
    clinic.wait(5);
    clinic.unplug("CR-1");
    clinic.wait(20);
    assert_eq!(clinic.state("1"), "waiting");
    clinic.resume("CR-2");
    assert_eq!(clinic.state("1"), "called CR-2");
    assert_eq!(clinic.state("2"), "waiting");
}

#[test]
fn a_session_that_ended_offline_within_the_grace_ends_by_its_spooled_outcome() {
    let mut clinic = two();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.unplug("CR-1");
    clinic.ends("CR-1", Kind::PinLocked);
    clinic.card_removed("CR-1");
    clinic.orders();
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.calls().is_empty(), "nobody was called again");
}

#[test]
fn a_session_that_the_reader_lost_goes_back_at_once() {
    let mut clinic = two();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.power_cycle("CR-1");
    assert_eq!(clinic.ticket("1").attempt(), 2, "called anew");
    assert!(clinic.story("1").contains(&What::Returned));
}

#[test]
fn an_outcome_that_is_sent_twice_counts_once() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.unplug("CR-1");
    clinic.ends("CR-1", VERIFIED);
    let ended = clinic.reader("CR-1").spool[0].clone();
    clinic.back("CR-1");
    clinic.report("CR-1", ended.clone());
    clinic.walk_up("CR-1");
    clinic.unplug("CR-1");
    clinic.ends("CR-1", VERIFIED);
    let walk_up = clinic.reader("CR-1").spool[0].clone();
    clinic.back("CR-1");
    clinic.report("CR-1", walk_up);
    clinic.report("CR-1", ended);
    assert_eq!(clinic.unit("CR-1").today.sessions(), 2);
}

#[test]
fn a_session_beyond_the_backstop_returns_its_ticket_and_the_unit_is_asked() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.orders();
    clinic.wait(10);
    clinic.add("2");
    clinic.wait(109);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.orders(), ["CR-1 report"]);
    assert!(clinic.story("1").contains(&What::TimedOut));
    assert_eq!(clinic.unit("CR-1").failures, 1, "its health hears of it");
    clinic.wait(600);
    assert_eq!(clinic.state("1"), "waiting", "not free until it says");
    clinic.reader("CR-1").forget();
    clinic.says_what_it_has("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1", "at its old rank");
}

#[test]
fn a_unit_that_was_asked_and_still_has_the_session_is_believed_late() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.wait(120);
    clinic.says_what_it_has("CR-1");
    assert!(!clinic.unit("CR-1").is_free());
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.unit("CR-1").is_free());
}

#[test]
fn a_walk_up_is_counted_by_itself() {
    let mut clinic = one();
    clinic.walk_up("CR-1");
    clinic.add("1");
    assert_eq!(clinic.state("1"), "waiting");
    let session = clinic.reader("CR-1").session.unwrap().0;
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
    assert!(clinic.fleet.walk_up(session).is_some());
    assert_eq!(clinic.unit("CR-1").today.sessions(), 1);
}

#[test]
fn a_walk_up_that_crosses_a_call_wins() {
    let mut clinic = two();
    clinic.add("1");
    clinic.orders();
    clinic.walk_up("CR-1");
    assert_eq!(clinic.state("1"), "called CR-2");
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1", "CR-2 call 1"]);
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "called CR-2");
}

#[test]
fn a_card_for_a_call_that_was_taken_back_meanwhile_counts_for_its_ticket() {
    let mut clinic = two();
    clinic.add("1");
    let first = clinic.ticket("1").assignment();
    clinic.pause("CR-1", true);
    assert_eq!(clinic.state("1"), "called CR-2");
    clinic.card_for("CR-1", Some(first));
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.unit("CR-2").is_free());
}

#[test]
fn an_outcome_without_its_card_ends_the_call_at_the_reader_too() {
    let mut clinic = one();
    clinic.add("1");
    clinic.restart_after(1);
    // The whole session took place while the controller was down.
    clinic.card("CR-1");
    clinic.verified("CR-1");
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.unit("CR-1").is_free());
    let calls = clinic.calls();
    assert_ne!(calls.last().map(String::as_str), Some("CR-1 call 1"));
}
