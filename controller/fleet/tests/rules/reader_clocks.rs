//! How far readers' clocks are from the PC's (RULES A22).

use crate::kit::{Clinic, name};
use madoguchi_fleet::command::Command;
use madoguchi_fleet::reader_clocks::READER_CLOCK_OFF_MS;
use madoguchi_fleet::reasons::Alarm;

fn shows(clinic: &mut Clinic, serial: &str, ahead_ms: i64) {
    let connection = clinic.unit(serial).connection().unwrap();
    let heard = Command::HearClock {
        serial: name(serial),
        connection,
        shown: clinic.wall().plus(ahead_ms),
    };
    clinic.reader_says(heard).unwrap();
}

fn ahead(clinic: &Clinic, serial: &str) -> Option<i64> {
    clinic.fleet.reader_clock_ahead_ms(clinic.unit(serial))
}

#[test]
fn a_clock_that_is_far_off_is_an_alarm_and_one_that_does_not_say_is_none() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    assert_eq!(ahead(&clinic, "CR-1"), None);
    assert_eq!(clinic.fleet.alarms(), []);
    shows(&mut clinic, "CR-1", READER_CLOCK_OFF_MS);
    assert_eq!(clinic.fleet.alarms(), [], "that near is right");
    let off = -READER_CLOCK_OFF_MS - 1;
    shows(&mut clinic, "CR-1", off);
    let wrong = Alarm::ReaderClock {
        unit: name("CR-1"),
        counter: clinic.unit("CR-1").counter.name.clone(),
        ahead_ms: off,
    };
    assert_eq!(clinic.fleet.alarms(), [wrong]);
    clinic.unplug("CR-1");
    assert_eq!(
        ahead(&clinic, "CR-1"),
        None,
        "it may be put right meanwhile"
    );
}

#[test]
fn a_pc_whose_clock_jumps_has_its_readers_off_by_as_much() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    shows(&mut clinic, "CR-1", 1_000);
    let forward = clinic.wall().plus(60_000);
    clinic.set_wall(forward);
    clinic.tick();
    assert_eq!(ahead(&clinic, "CR-1"), Some(-59_000));
    let back = clinic.wall().plus(-60_000);
    clinic.set_wall(back);
    clinic.tick();
    assert_eq!(ahead(&clinic, "CR-1"), Some(1_000));
}

#[test]
fn while_the_pcs_own_clock_is_wrong_no_reader_is_blamed() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    shows(&mut clinic, "CR-1", 0);
    let wrong = clinic.wall().plus(3_600_000);
    clinic.set_wall(wrong);
    clinic.tick();
    let alarms = clinic.fleet.alarms();
    let of_the_pc = matches!(&*alarms, [Alarm::ClocksApart { .. }]);
    assert!(of_the_pc, "{alarms:?}");
}
