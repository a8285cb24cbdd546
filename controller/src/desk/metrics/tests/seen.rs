//! What is found of a fleet between two looks, and that nothing is found twice or not at all.

use super::super::now::Standing;
use super::super::seen::{Found, Seen};
use super::kit::{Clinic, OPENING, additional, counter};
use madoguchi_fleet::command::Parting;
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::ticket::Means;
use madoguchi_fleet::time::DAY;

/// How the tickets were closed.
fn ways(found: &Found) -> Vec<&'static str> {
    found.closed.iter().map(|closed| closed.how).collect()
}

/// How often the enrolled units lost their links.
fn lost(found: &Found) -> Vec<u64> {
    found.units.iter().map(|(_, lost, _)| *lost).collect()
}

#[test]
fn a_ticket_that_is_opened_again_counts_each_time_that_it_is_closed() {
    let mut clinic = Clinic::new();
    let mut seen = Seen::of(&clinic.fleet);
    clinic.add("1");
    clinic.cancel("1").unwrap();
    let found = seen.look(&clinic.fleet);
    assert_eq!((found.added, ways(&found)), (1, vec!["cancelled"]));

    // It waits and is never called.
    clinic.reopen("1").unwrap();
    assert_eq!(ways(&seen.look(&clinic.fleet)), [""; 0]);
    clinic.done_by("1", Means::Paper).unwrap();
    let found = seen.look(&clinic.fleet);
    assert_eq!((found.added, ways(&found)), (0, vec!["paper"]));

    // A process that starts counts nothing of what was before, and all that comes.
    clinic.restart_after(5);
    seen = Seen::of(&clinic.fleet);
    assert_eq!(seen.look(&clinic.fleet), Found::default());
    clinic.reopen("1").unwrap();
    assert_eq!(ways(&seen.look(&clinic.fleet)), [""; 0]);
    clinic.end_day();
    assert_eq!(ways(&seen.look(&clinic.fleet)), ["day_end"]);
    clinic.undo_day().unwrap();
    assert_eq!(ways(&seen.look(&clinic.fleet)), [""; 0]);
    clinic.cancel("1").unwrap();
    assert_eq!(ways(&seen.look(&clinic.fleet)), ["cancelled"]);
}

#[test]
fn a_session_counts_once_also_where_its_ticket_is_opened_again() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let mut seen = Seen::of(&clinic.fleet);
    clinic.add("1");
    for again in [false, true] {
        if again {
            clinic.reopen("1").unwrap();
            assert_eq!(seen.look(&clinic.fleet).sessions, []);
        }
        clinic.card("CR-1");
        clinic.ends("CR-1", Kind::CardExpired);
        clinic.card_removed("CR-1");
        let found = seen.look(&clinic.fleet);
        assert_eq!((found.sessions.len(), ways(&found)), (1, vec!["session"]));
        assert_eq!(seen.look(&clinic.fleet).sessions, []);
    }
}

#[test]
fn each_walk_up_counts_once_whenever_it_is_reported() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let mut seen = Seen::of(&clinic.fleet);
    let session = |clinic: &mut Clinic| {
        clinic.walk_up("CR-1");
        clinic.verified("CR-1");
    };
    session(&mut clinic);
    session(&mut clinic);
    assert_eq!(seen.look(&clinic.fleet).sessions.len(), 2);
    assert_eq!(seen.look(&clinic.fleet).sessions, []);
    // One that ended while the link was lost is reported late.
    clinic.unplug("CR-1");
    session(&mut clinic);
    assert_eq!(seen.look(&clinic.fleet).sessions, []);
    clinic.back("CR-1");
    clinic.deliver_spool("CR-1");
    assert_eq!(seen.look(&clinic.fleet).sessions.len(), 1);
    clinic.restart_after(5);
    seen = Seen::of(&clinic.fleet);
    clinic.back("CR-1");
    session(&mut clinic);
    assert_eq!(seen.look(&clinic.fleet).sessions.len(), 1);
}

#[test]
fn what_a_unit_lost_before_the_start_is_not_new_when_it_is_enrolled_again() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.parts("CR-1", Parting::Lost);
    clinic.back("CR-1");
    clinic.retire("CR-1");
    let mut seen = Seen::of(&clinic.fleet);
    assert_eq!(lost(&seen.look(&clinic.fleet)), [0; 0]);
    let key = clinic.reader("CR-1").key;
    clinic.enroll_with("CR-1", counter("front"), key).unwrap();
    clinic.back("CR-1");
    assert_eq!(lost(&seen.look(&clinic.fleet)), [0]);
    clinic.parts("CR-1", Parting::Lost);
    assert_eq!(lost(&seen.look(&clinic.fleet)), [1]);
}

#[test]
fn the_end_of_a_license_that_is_renewed_is_not_told() {
    let mut clinic = Clinic::new();
    let (end, next) = (OPENING.plus(20 * DAY), OPENING.plus(385 * DAY));
    clinic.install(additional("T-1", 1).until(end)).unwrap();
    let ends = |clinic: &Clinic| Standing::of(&clinic.fleet).license_ends_ms;
    assert_eq!(ends(&clinic), Some(end.0));
    let renewal = additional("T-2", 1).from(end).until(next).lineage("T-1");
    clinic.install(renewal).unwrap();
    assert_eq!(ends(&clinic), None);
    clinic.days(21);
    assert_eq!(ends(&clinic), Some(next.0));
}
