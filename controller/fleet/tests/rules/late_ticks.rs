//! Late ticks: whatever happens while a deadline is overdue, nothing is lost and nothing hangs (invariant 8).

use crate::kit::{Clinic, faulted};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::time::SECOND;
use madoguchi_fleet::unit::Health;

/// An event at the clinic.
type Step = fn(&mut Clinic);

/// The overdue deadline, how it comes about, and after how many seconds it is due.
const OVERDUE: [(&str, Step, i64); 4] = [
    ("a call", |_| {}, 90),
    (
        "a session beyond the backstop",
        |clinic| clinic.card("CR-1"),
        120,
    ),
    (
        "the grace of a lost session",
        |clinic| {
            clinic.card("CR-1");
            clinic.unplug("CR-1");
        },
        20,
    ),
    (
        "a card that stays",
        |clinic| {
            clinic.card("CR-1");
            clinic.ends("CR-1", VERIFIED);
        },
        30,
    ),
];

/// The event before the tick; it may be refused, too.
const MEANWHILE: [(&str, Step); 20] = [
    ("add", |clinic| clinic.add("3")),
    ("call", |clinic| drop(clinic.call("1", None))),
    ("call the next", |clinic| drop(clinic.call("2", None))),
    ("recall", |clinic| drop(clinic.recall("1"))),
    ("move", |clinic| drop(clinic.move_to("1", "CR-2"))),
    ("park", |clinic| drop(clinic.park("1"))),
    ("unpark", |clinic| drop(clinic.unpark("1"))),
    ("cancel", |clinic| drop(clinic.cancel("1"))),
    ("undo", |clinic| drop(clinic.undo("1"))),
    ("reopen", |clinic| drop(clinic.reopen("1"))),
    ("end the day", |clinic| _ = clinic.end_day()),
    ("pause", |clinic| clinic.pause("CR-1", true)),
    ("retire", |clinic| clinic.retire("CR-2")),
    ("a card", |clinic| clinic.card("CR-1")),
    ("an end", |clinic| clinic.ends("CR-1", VERIFIED)),
    ("no card", |clinic| clinic.card_removed("CR-1")),
    ("a fault", |clinic| clinic.health("CR-1", faulted())),
    ("a lost link", |clinic| clinic.unplug("CR-1")),
    ("a link that is back", |clinic| clinic.back("CR-1")),
    ("what it has", |clinic| clinic.says_what_it_has("CR-1")),
];

const VERIFIED: Kind = Kind::Verified(Method::Face);

#[test]
fn whatever_is_done_before_a_tick_that_comes_late_all_comes_to_rest() {
    for (what, comes_about, due) in OVERDUE {
        for (act, meanwhile) in MEANWHILE {
            for late in [0, 1, 150] {
                let mut clinic = Clinic::with_units(&["CR-1"]);
                clinic.enroll("CR-2");
                clinic.add("1");
                clinic.add("2");
                comes_about(&mut clinic);
                // The kit ticks only in `wait`.
                clinic.now = clinic.now.plus((due + late) * SECOND);
                meanwhile(&mut clinic);
                clinic.tick();
                comes_to_rest(&mut clinic, &format!("{what}, {late} s late, {act}"));
            }
        }
    }
}

/// Everybody who can still do something does it.
fn comes_to_rest(clinic: &mut Clinic, story: &str) {
    clinic.ends("CR-1", VERIFIED);
    clinic.card_removed("CR-1");
    clinic.back("CR-1");
    clinic.health("CR-1", Health::Healthy);
    clinic.resume("CR-1");
    clinic.wait(400);
    for _ in 0..10 {
        if clinic.reader("CR-1").asked {
            clinic.says_what_it_has("CR-1");
        }
        if clinic.reader("CR-1").call.is_some() {
            clinic.card("CR-1");
            clinic.verified("CR-1");
        }
        clinic.wait(1);
    }
    let active: Vec<_> = clinic.fleet.active_tickets().collect();
    assert!(active.is_empty(), "{story}: still {active:?}");
    assert!(clinic.unit("CR-1").is_free(), "{story}: CR-1 hangs");
    let unit = clinic.unit("CR-1");
    for ticket in clinic.fleet.waiting_in_order() {
        let lacks = ticket.signature.unmet_need(&unit.serial, &unit.counter);
        assert!(lacks.is_some(), "{story}: CR-1 could serve {ticket:?}");
    }
}
