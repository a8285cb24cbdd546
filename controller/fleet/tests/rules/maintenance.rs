//! Somebody works on a reader (RULES A23).

use crate::kit::{Clinic, name};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::Command;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::maintenance::{PlannedWork, Until, WORKS_AGAIN_MS};
use madoguchi_fleet::reasons::{Alarm, Service};
use madoguchi_fleet::unit::{Health, Pause, PauseReason};

const UNIT: &str = "CR-1";

fn reason(text: &str) -> PauseReason {
    PauseReason::parse(text).unwrap()
}

fn maintain(clinic: &mut Clinic, said: &str, until: Option<Until>) -> Result<Answer, &'static str> {
    let planned = PlannedWork {
        reason: reason(said),
        until,
    };
    let command = Command::MaintainUnit {
        serial: name(UNIT),
        planned: Some(planned),
    };
    clinic.staff(command).map_err(|why: Refusal| why.code())
}

fn ends(clinic: &mut Clinic) {
    let command = Command::MaintainUnit {
        serial: name(UNIT),
        planned: None,
    };
    clinic.staff(command).unwrap();
}

fn faulted() -> Health {
    Health::Faulted {
        codes: vec!["E-CAMERA".to_owned()],
    }
}

#[test]
fn a_reader_in_maintenance_finishes_what_it_has_and_takes_nobody() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
    maintain(&mut clinic, "ファンの交換", None).unwrap();
    assert_eq!(clinic.state("1"), "called CR-1", "as in a pause");
    clinic.card(UNIT);
    clinic.verified(UNIT);
    clinic.card_removed(UNIT);
    clinic.add("2");
    assert_eq!(clinic.state("2"), "waiting");
    let service = clinic.fleet.service(clinic.unit(UNIT));
    assert!(matches!(service, Service::Paused(Pause::Maintenance(_))));
    ends(&mut clinic);
    assert_eq!(clinic.state("2"), "called CR-1");
}

#[test]
fn no_alarm_is_raised_of_it_whatever_happens_to_it_meanwhile() {
    let mut clinic = Clinic::with_units(&[UNIT, "CR-2"]);
    maintain(&mut clinic, "ケーブルの確認", None).unwrap();
    clinic.health(UNIT, faulted());
    assert_eq!(clinic.fleet.alarms(), []);
    for _ in 0..4 {
        clinic.unplug(UNIT);
        clinic.plug(UNIT, "1-1");
    }
    clinic.unplug(UNIT);
    clinic.wait(120);
    assert_eq!(clinic.fleet.alarms(), []);
    ends(&mut clinic);
    let alarms = clinic.fleet.alarms();
    let missed =
        |alarm: &Alarm| matches!(alarm, Alarm::NotServing { unit, .. } if *unit == name(UNIT));
    assert!(alarms.iter().any(missed), "{alarms:?}");
}

#[test]
fn it_has_no_row_in_the_day_but_for_patients_whom_it_served_before() {
    let mut clinic = Clinic::with_units(&[UNIT, "CR-2"]);
    let rows = |clinic: &Clinic| {
        let readers = clinic.fleet.figures().readers;
        let serials = readers.iter().map(|reader| reader.serial.to_string());
        serials.collect::<Vec<_>>()
    };
    maintain(&mut clinic, "点検", None).unwrap();
    assert_eq!(rows(&clinic), ["CR-2"]);
    ends(&mut clinic);
    clinic.walk_up(UNIT);
    clinic.verified(UNIT);
    maintain(&mut clinic, "点検", None).unwrap();
    assert_eq!(rows(&clinic), [UNIT, "CR-2"]);
}

#[test]
fn once_it_works_for_ten_minutes_people_are_reminded_and_it_stays_until_they_end_it() {
    let mut clinic = Clinic::with_units(&[UNIT, "CR-2"]);
    clinic.health(UNIT, faulted());
    maintain(&mut clinic, "カメラの交換", None).unwrap();
    clinic.wait(WORKS_AGAIN_MS / 1_000 + 60);
    assert_eq!(clinic.fleet.alarms(), []);
    clinic.health(UNIT, Health::Healthy);
    let since = clinic.now;
    clinic.wait(WORKS_AGAIN_MS / 1_000 - 1);
    assert_eq!(clinic.fleet.alarms(), []);
    clinic.wait(1);
    let counter = clinic.unit(UNIT).counter.name.clone();
    let unit = name(UNIT);
    let reminder = Alarm::WorksAgain {
        unit,
        counter,
        since,
    };
    assert_eq!(clinic.fleet.alarms(), [reminder]);
    clinic.add("1");
    clinic.add("2");
    assert_eq!(
        clinic.state("2"),
        "waiting",
        "it does not come back by itself"
    );
    clinic.health(UNIT, faulted());
    assert_eq!(clinic.fleet.alarms(), []);
    ends(&mut clinic);
    assert_eq!(clinic.fleet.alarms(), [Alarm::Faulted(name(UNIT))]);
}

#[test]
fn a_time_that_was_planned_reminds_and_ends_nothing() {
    let mut clinic = Clinic::with_units(&[UNIT, "CR-2"]);
    clinic.health(UNIT, faulted());
    let shown = |clinic: &Clinic| {
        let into = clinic.wall().0 + clinic.fleet.settings().utc_offset_ms;
        u16::try_from(into.rem_euclid(86_400_000) / 60_000).unwrap()
    };
    let at = |minute: u16| Some(Until { day: None, minute });
    let passed = at(shown(&clinic));
    assert_eq!(maintain(&mut clinic, "点検", passed), Err("until-passed"));
    assert_eq!(clinic.unit(UNIT).pause, None, "a refusal changes nothing");
    let soon = at(shown(&clinic) + 20);
    maintain(&mut clinic, "点検", soon).unwrap();
    clinic.wait(19 * 60);
    assert_eq!(clinic.fleet.alarms(), []);
    clinic.wait(60);
    let alarms = clinic.fleet.alarms();
    let over = matches!(&*alarms, [Alarm::MaintenanceOver { unit, .. }] if *unit == name(UNIT));
    assert!(over, "{alarms:?}");
    assert!(clinic.unit(UNIT).maintenance().is_some());
    let later = at(shown(&clinic) + 30);
    maintain(&mut clinic, "部品を待つ", later).unwrap();
    assert_eq!(clinic.fleet.alarms(), []);
}

#[test]
fn a_pause_and_its_end_leave_it_alone_and_its_end_leaves_a_pause() {
    let mut clinic = Clinic::with_units(&[UNIT, "CR-2"]);
    maintain(&mut clinic, "点検", None).unwrap();
    let serial = name(UNIT);
    let pause = Command::PauseUnit {
        serial: serial.clone(),
        now: false,
        reason: None,
    };
    let resume = Command::ResumeUnit { serial };
    for command in [pause, resume] {
        let refused = clinic.staff(command).unwrap_err();
        assert_eq!(refused.code(), "in-maintenance");
    }
    ends(&mut clinic);
    clinic.pause(UNIT, false);
    ends(&mut clinic);
    assert_eq!(clinic.unit(UNIT).pause, Some(Pause::ByStaff(None)));
}

#[test]
fn it_survives_a_restart_with_its_reason_and_counts_the_ten_minutes_anew() {
    let mut clinic = Clinic::with_units(&[UNIT, "CR-2"]);
    maintain(&mut clinic, "点検", None).unwrap();
    let before = clinic.unit(UNIT).maintenance().cloned();
    clinic.wait(WORKS_AGAIN_MS / 1_000 - 60);
    clinic.restart_after(30);
    clinic.back(UNIT);
    clinic.back("CR-2");
    clinic.wait(300);
    assert_eq!(clinic.unit(UNIT).maintenance().cloned(), before);
    assert_eq!(clinic.fleet.alarms(), []);
    clinic.wait(WORKS_AGAIN_MS / 1_000 - 300);
    let reminds = matches!(&*clinic.fleet.alarms(), [Alarm::WorksAgain { .. }]);
    assert!(reminds);
}
