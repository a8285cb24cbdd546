//! Which reader is it? (RULES A16)

use crate::kit::{Clinic, name};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::Command;
use madoguchi_fleet::decision::Answer;

fn identify(clinic: &mut Clinic, serial: &str) -> Result<Answer, &'static str> {
    let serial = name(serial);
    let told = clinic.staff(Command::IdentifyUnit { serial });
    told.map_err(|refusal: Refusal| refusal.code())
}

#[test]
fn a_reader_that_nobody_needs_shows_its_counter_and_nothing_changes() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.orders();
    let before = clinic.unit("CR-1").clone();
    let answer = identify(&mut clinic, "CR-1");
    assert_eq!(answer, Ok(Answer::Unit(name("CR-1"))));
    let counter = before.counter.name.clone();
    assert_eq!(clinic.orders(), [format!("CR-1 identify {counter}")]);
    assert_eq!(clinic.unit("CR-1"), &before);
    assert_eq!(clinic.reader("CR-1").identified, 1);
    clinic.pause("CR-1", false);
    assert!(identify(&mut clinic, "CR-1").is_ok(), "a paused one, too");
}

#[test]
fn a_call_and_a_session_keep_the_screen() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(identify(&mut clinic, "CR-1"), Err("reader-in-use"));
    clinic.park("1").unwrap();
    assert!(identify(&mut clinic, "CR-1").is_ok());
    clinic.walk_up("CR-1");
    assert_eq!(identify(&mut clinic, "CR-1"), Err("reader-in-use"));
}

#[test]
fn a_reader_that_cannot_show_it_is_named_with_the_reason() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-2");
    assert_eq!(identify(&mut clinic, "CR-2"), Err("reader-away"));
    assert_eq!(identify(&mut clinic, "CR-9"), Err("no-such-unit"));
    clinic.retire("CR-2");
    assert_eq!(identify(&mut clinic, "CR-2"), Err("unit-retired"));
    // An agent of before does not know how.
    clinic.reader("CR-1").identifies = false;
    clinic.back("CR-1");
    clinic.orders();
    assert_eq!(identify(&mut clinic, "CR-1"), Err("reader-too-old"));
    assert_eq!(clinic.orders(), [""; 0]);
}
