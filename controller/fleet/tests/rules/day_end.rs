//! The day's end, by command and at the set time (RULES, "A ticket's life").

use crate::kit::Clinic;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{State, What, Why};
use madoguchi_fleet::time::MINUTE;
use madoguchi_fleet::unit::Activity;

/// The clinic opens at 08:30; its day ends by itself at this time after midnight.
fn closing_at(minutes: i64) -> Clinic {
    let settings = Settings {
        day_end_ms: Some(minutes * MINUTE),
        ..Settings::default()
    };
    Clinic::with_settings(settings).plugging(&["CR-1"])
}

#[test]
fn every_open_ticket_ends_with_the_day() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    for number in ["1", "2", "3", "4"] {
        clinic.add(number);
    }
    clinic.card("CR-1");
    clinic.park("4").unwrap();
    clinic.orders();
    assert_eq!(clinic.end_day(), 4);
    for number in ["1", "2", "3", "4"] {
        assert_eq!(clinic.state(number), "ended");
        assert_eq!(clinic.story(number).last(), Some(&What::Ended));
    }
    assert_eq!(clinic.calls(), ["CR-2 withdraw 2"]);
    assert_eq!(clinic.fleet.open(), 0);
}

#[test]
fn a_missed_ticket_ends_with_the_day() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.wait(90);
    assert_eq!(clinic.end_day(), 1);
    assert_eq!(clinic.state("1"), "ended");
}

#[test]
fn a_session_that_runs_at_the_days_end_is_counted_as_a_walk_up() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.end_day();
    assert!(matches!(
        clinic.unit("CR-1").activity,
        Activity::Unplanned { .. }
    ));
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "ended");
    assert_eq!(clinic.ticket("1").outcome, None);
    let serial = clinic.unit("CR-1").serial.clone();
    assert_eq!(clinic.fleet.walk_ups_of(&serial).count(), 1);
    assert_eq!(clinic.unit("CR-1").today.verified(), 1);
    assert!(clinic.unit("CR-1").is_free());
}

#[test]
fn a_late_outcome_after_the_days_end_is_counted_as_a_walk_up() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.unplug("CR-1");
    clinic.end_day();
    clinic.ends("CR-1", Kind::Verified(Method::Face));
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "ended");
    assert_eq!(clinic.unit("CR-1").today.verified(), 1);
    let serial = clinic.unit("CR-1").serial.clone();
    assert_eq!(clinic.fleet.walk_ups_of(&serial).count(), 1);
}

/// CR-1 lost its link in a session and the ticket returned; the reader's outcome is still to come.
fn with_an_outcome_to_come() -> Clinic {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.unplug("CR-1");
    clinic.wait(21);
    assert_eq!(clinic.state("1"), "waiting");
    clinic
}

#[test]
fn an_outcome_that_was_counted_before_the_days_end_is_not_counted_again() {
    let mut clinic = with_an_outcome_to_come();
    clinic.ends("CR-1", Kind::CardExpired);
    let sent = clinic.reader("CR-1").spool[0].clone();
    clinic.back("CR-1");
    assert_eq!(clinic.unit("CR-1").today.sessions(), 1);
    clinic.end_day();
    clinic.report("CR-1", sent);
    assert_eq!(clinic.unit("CR-1").today.sessions(), 1);
    assert_eq!(clinic.fleet.walk_ups().count(), 0);
}

#[test]
fn a_walk_up_of_the_days_end_is_not_counted_again_once_its_ticket_is_open_again() {
    let mut clinic = with_an_outcome_to_come();
    clinic.end_day();
    clinic.ends("CR-1", Kind::Verified(Method::Face));
    let sent = clinic.reader("CR-1").spool[0].clone();
    clinic.back("CR-1");
    clinic.card_removed("CR-1");
    assert_eq!(clinic.fleet.walk_ups().count(), 1);
    clinic.reopen("1").unwrap();
    clinic.report("CR-1", sent);
    assert_eq!(clinic.unit("CR-1").today.sessions(), 1);
    assert_eq!(clinic.state("1"), "called CR-1");
    // The patient was verified, and staff can bind the outcome.
    clinic.bind("1", "CR-1").unwrap();
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn automatic_numbers_begin_again_with_a_new_day() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for _ in 0..3 {
        clinic
            .staff(madoguchi_fleet::command::Command::AddTicket(
                madoguchi_fleet::command::AddTicket::default(),
            ))
            .unwrap();
    }
    clinic.end_day();
    clinic.wait(1);
    clinic
        .staff(madoguchi_fleet::command::Command::AddTicket(
            madoguchi_fleet::command::AddTicket::default(),
        ))
        .unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn the_day_ends_at_the_set_time() {
    let mut clinic = closing_at(9 * 60);
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.wait(29 * 60);
    assert_eq!(clinic.state("1"), "parked");
    clinic.wait(60);
    assert_eq!(clinic.state("1"), "ended");
    let last = clinic.ticket("1").story.last().unwrap();
    assert_eq!((last.what, last.why), (What::Ended, Some(Why::SetTime)));
}

#[test]
fn the_set_time_waits_until_nothing_is_called_or_verifying() {
    let mut clinic = closing_at(9 * 60);
    clinic.wait(29 * 60 + 30);
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-1");
    clinic.wait(40);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    assert_eq!(clinic.state("2"), "waiting");
    // The queue is still served: the next is called as long as a reader serves.
    clinic.verified("CR-1");
    assert_eq!(clinic.state("2"), "called CR-1");
    clinic.add("3");
    clinic.park("3").unwrap();
    clinic.wait(90);
    assert_eq!(clinic.state("2"), "ended");
    // A ticket that was added after the set time belongs to the next day.
    assert_eq!(clinic.state("3"), "parked");
    clinic.wait(24 * 3_600);
    assert_eq!(clinic.state("3"), "ended");
}

#[test]
fn a_ticket_that_was_reopened_after_the_set_time_stays_open() {
    let mut clinic = closing_at(9 * 60);
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.wait(31 * 60);
    clinic.reopen("1").unwrap();
    clinic.wait(5);
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.card("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn a_day_that_ended_while_the_controller_was_off_ends_once_the_clock_rests_and_blocks_nobody_before()
 {
    let mut clinic = closing_at(9 * 60);
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.restart_after(20 * 3_600);
    let yesterday = clinic.ticket("1").id;
    clinic.back("CR-1");
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
    let state = |clinic: &Clinic| clinic.fleet.ticket(yesterday).unwrap().state.clone();
    clinic.wait(299);
    assert_eq!(state(&clinic), State::Parked);
    clinic.wait(1);
    assert_eq!(state(&clinic), State::Ended);
}
