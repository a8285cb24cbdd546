//! Readers restart: asked for or planned, one at a time, never in a session (RULES A27 to A30).

use crate::kit::{Clinic, OPENING, name};
use madoguchi_fleet::command::{Engine, Parting};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::reasons::{Alarm, Service};
use madoguchi_fleet::restarts::{ASKED_MS, LastRestart, Occasion, RESTART_MS, Stage, WINDOW_MS};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{FleetTime, HOUR, MINUTE};
use madoguchi_fleet::unit::Health;

const ONE: &str = "CR-1";
const TWO: &str = "CR-2";

fn stage(clinic: &Clinic, serial: &str) -> Option<Stage> {
    let present = clinic.unit(serial).restarts.present;
    present.map(|restart| restart.stage)
}

fn told(clinic: &mut Clinic, serial: &str) -> usize {
    clinic.reader(serial).restarts
}

fn runs(clinic: &Clinic, serial: &str) -> bool {
    matches!(stage(clinic, serial), Some(Stage::Running { .. }))
}

/// The reader starts whole: its link is lost, and it comes back as one that has just started.
fn reboots(clinic: &mut Clinic, serial: &str, seconds: i64) {
    clinic.parts(serial, Parting::Lost);
    clinic.wait(seconds);
    clinic.reader(serial).engine = Some(Engine {
        restarting: false,
        running_ms: 1_000,
    });
    clinic.back(serial);
}

fn faulted() -> Health {
    Health::Faulted {
        codes: vec!["E-CAMERA".to_owned()],
    }
}

#[test]
fn a_restart_waits_until_the_session_ends_and_nobody_is_called_there_meanwhile() {
    let mut clinic = Clinic::with_units(&[ONE]);
    clinic.add("1");
    clinic.card(ONE);
    clinic.restart_unit(ONE, false).unwrap();
    assert_eq!(stage(&clinic, ONE), Some(Stage::Finishing));
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.add("2");
    clinic.ends(ONE, Kind::Verified(Method::Face));
    assert_eq!(told(&mut clinic, ONE), 0, "the card still lies there");
    clinic.card_removed(ONE);
    assert_eq!(told(&mut clinic, ONE), 1);
    assert_eq!(clinic.state("2"), "waiting");
    let service = clinic.fleet.service(clinic.unit(ONE));
    let since = Some(clinic.now);
    let by = Occasion::Staff;
    assert_eq!(service, Service::Restarting { by, since });
    assert_eq!(clinic.fleet.alarms(), [], "it is back by itself");
    clinic.restarted(ONE);
    assert_eq!(stage(&clinic, ONE), None);
    assert_eq!(clinic.state("2"), "called CR-1");
}

#[test]
fn a_call_is_finished_first_and_with_now_it_goes_back() {
    let mut clinic = Clinic::with_units(&[ONE]);
    clinic.add("1");
    clinic.restart_unit(ONE, false).unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.restart_unit(ONE, true).unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    assert!(runs(&clinic, ONE));
    clinic.restart_unit(ONE, true).unwrap();
    assert_eq!(
        told(&mut clinic, ONE),
        1,
        "one that runs is not asked twice"
    );
}

#[test]
fn two_that_are_asked_at_once_go_one_after_the_other() {
    let mut clinic = Clinic::with_units(&[ONE, TWO]);
    clinic.restart_unit(TWO, false).unwrap();
    clinic.restart_unit(ONE, false).unwrap();
    assert!(runs(&clinic, TWO));
    assert_eq!(stage(&clinic, ONE), Some(Stage::Waiting));
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1", "it serves until its turn");
    clinic.health(TWO, faulted());
    clinic.restarted(TWO);
    assert_eq!(
        stage(&clinic, ONE),
        Some(Stage::Waiting),
        "not back in service"
    );
    clinic.health(TWO, Health::Healthy);
    assert_eq!(stage(&clinic, TWO), None);
    assert_eq!(stage(&clinic, ONE), Some(Stage::Finishing));
    clinic.card(ONE);
    clinic.verified(ONE);
    assert!(runs(&clinic, ONE));
}

#[test]
fn a_reader_that_starts_whole_keeps_its_seat_and_nothing_counts_against_it() {
    let mut clinic = Clinic::with_units(&[ONE, TWO]);
    let seat = clinic.unit(ONE).seat.clone();
    for _ in 0..3 {
        clinic.restart_unit(ONE, false).unwrap();
        clinic.health(ONE, faulted());
        clinic.reader(ONE).health = Health::Healthy;
        reboots(&mut clinic, ONE, 100);
        assert_eq!(stage(&clinic, ONE), None);
    }
    assert_eq!(clinic.unit(ONE).seat, seat);
    assert_eq!(clinic.fleet.drops(clinic.unit(ONE)), 0);
    assert_eq!(clinic.unit(ONE).past.days, []);
    assert_eq!(clinic.fleet.alarms(), []);
    clinic.parts(ONE, Parting::Lost);
    assert_eq!(
        clinic.fleet.drops(clinic.unit(ONE)),
        1,
        "one of its own does"
    );
}

#[test]
fn while_it_is_away_nothing_is_an_alarm() {
    let mut clinic = Clinic::with_units(&[ONE, TWO]);
    clinic.restart_unit(ONE, false).unwrap();
    clinic.parts(ONE, Parting::Lost);
    clinic.wait(RESTART_MS / 1_000 - 1);
    assert_eq!(clinic.fleet.alarms(), []);
}

#[test]
fn one_that_never_comes_back_is_an_alarm_and_nothing_else_restarts_that_day() {
    let settings = Settings {
        restart_readers_ms: Some(9 * HOUR),
        ..Settings::default()
    };
    let mut clinic = Clinic::with_settings(settings).plugging(&[ONE, TWO]);
    let began = clinic.now;
    clinic.restart_unit(ONE, false).unwrap();
    clinic.restart_unit(TWO, false).unwrap();
    clinic.parts(ONE, Parting::Lost);
    clinic.wait(RESTART_MS / 1_000);
    let counter = clinic.unit(ONE).counter.name.clone();
    let overdue = Alarm::RestartOverdue {
        unit: name(ONE),
        counter,
        since: began,
        by: Occasion::Staff,
    };
    assert_eq!(clinic.fleet.alarms(), [overdue]);
    assert_eq!(stage(&clinic, TWO), None, "given up");
    clinic.wait(2 * HOUR / 1_000);
    assert_eq!(told(&mut clinic, TWO), 0, "nor as planned");
    reboots(&mut clinic, ONE, 1);
    assert_eq!(clinic.fleet.alarms(), []);
    let last = clinic.unit(ONE).restarts.last;
    let by = Occasion::Staff;
    assert_eq!(last, Some(LastRestart { by, at: began }));
    clinic.wait(24 * HOUR / 1_000);
    assert_eq!(told(&mut clinic, ONE), 2, "the next day is another one");
}

#[test]
fn staff_may_ask_again_after_one_that_did_not_come_back() {
    let mut clinic = Clinic::with_units(&[ONE, TWO]);
    clinic.restart_unit(ONE, false).unwrap();
    clinic.wait(RESTART_MS / 1_000);
    assert!(matches!(stage(&clinic, ONE), Some(Stage::Overdue { .. })));
    clinic.restart_unit(TWO, false).unwrap();
    clinic.restarted(TWO);
    clinic.restart_unit(ONE, false).unwrap();
    assert_eq!(told(&mut clinic, ONE), 2);
    clinic.restarted(ONE);
    assert_eq!(stage(&clinic, ONE), None);
}

#[test]
fn a_reader_that_is_away_or_does_not_know_how_is_refused() {
    let mut clinic = Clinic::with_units(&[ONE, TWO]);
    clinic.unplug(ONE);
    let refused = clinic.restart_unit(ONE, false).unwrap_err();
    assert_eq!(refused.code(), "restart-away");
    clinic.reader(ONE).engine = None;
    clinic.back(ONE);
    let refused = clinic.restart_unit(ONE, false).unwrap_err();
    assert_eq!(refused.code(), "restart-too-old");
}

#[test]
fn a_card_that_crosses_the_order_goes_first() {
    let mut clinic = Clinic::with_units(&[ONE]);
    clinic.restart_unit(ONE, false).unwrap();
    clinic.walk_up(ONE);
    assert_eq!(stage(&clinic, ONE), Some(Stage::Finishing));
    clinic.verified(ONE);
    assert_eq!(told(&mut clinic, ONE), 2, "it is told again");
}

#[test]
fn a_lost_order_is_given_again_and_a_lost_answer_is_derived() {
    let mut clinic = Clinic::with_units(&[ONE]);
    clinic.restart_unit(ONE, false).unwrap();
    clinic.restart_after(10);
    clinic.back(ONE);
    assert_eq!(told(&mut clinic, ONE), 2, "it says that it did not");
    clinic.parts(ONE, Parting::Closed);
    clinic.reader(ONE).engine = Some(Engine {
        restarting: true,
        running_ms: u64::MAX,
    });
    clinic.back(ONE);
    assert_eq!(told(&mut clinic, ONE), 2, "it does so just now");
    clinic.restart_after(10);
    reboots(&mut clinic, ONE, 5);
    assert_eq!(stage(&clinic, ONE), None);
}

#[test]
fn one_that_waits_for_an_hour_is_given_up() {
    let mut clinic = Clinic::with_units(&[ONE, TWO]);
    clinic.add("1");
    clinic.restart_unit(ONE, false).unwrap();
    clinic.unplug(ONE);
    assert_eq!(stage(&clinic, ONE), Some(Stage::Waiting));
    clinic.wait(ASKED_MS / 1_000);
    assert_eq!(stage(&clinic, ONE), None);
    clinic.back(ONE);
    assert_eq!(told(&mut clinic, ONE), 0);
}

fn planned(minutes: i64) -> Clinic {
    let settings = Settings {
        restart_readers_ms: Some(8 * HOUR + 30 * MINUTE + minutes * MINUTE),
        ..Settings::default()
    };
    Clinic::with_settings(settings).plugging(&[ONE, TWO])
}

#[test]
fn planned_ones_go_one_by_one_at_their_time_and_once_a_day() {
    let mut clinic = planned(30);
    clinic.wait(30 * 60 - 1);
    assert!(!runs(&clinic, ONE));
    clinic.wait(1);
    assert!(runs(&clinic, ONE));
    assert!(!runs(&clinic, TWO));
    clinic.wait(60);
    clinic.restarted(ONE);
    assert!(runs(&clinic, TWO));
    clinic.restarted(TWO);
    let at = FleetTime(OPENING.0 + 30 * MINUTE);
    let by = Occasion::Plan;
    let last = Some(LastRestart { by, at });
    assert_eq!(clinic.unit(ONE).restarts.last, last);
    clinic.wait(3_600);
    let both = (told(&mut clinic, ONE), told(&mut clinic, TWO));
    assert_eq!(both, (1, 1));
    clinic.wait(24 * 3_600);
    assert_eq!(told(&mut clinic, ONE), 2);
}

#[test]
fn planned_ones_wait_for_patients_and_are_given_up_after_an_hour() {
    let mut clinic = planned(30);
    clinic.walk_up(ONE);
    clinic.wait(40 * 60);
    assert_eq!(told(&mut clinic, TWO), 0, "somebody is at a reader");
    clinic.verified(ONE);
    assert!(runs(&clinic, ONE));
    clinic.add("1");
    clinic.card(TWO);
    clinic.restarted(ONE);
    clinic.wait(WINDOW_MS / 1_000);
    clinic.verified(TWO);
    clinic.wait(60);
    assert_eq!(told(&mut clinic, TWO), 0, "until the next day");
}

#[test]
fn planned_ones_leave_readers_alone_that_somebody_works_on_or_that_have_a_fault() {
    let mut clinic = planned(30);
    clinic.health(ONE, faulted());
    clinic.wait(31 * 60);
    assert_eq!(told(&mut clinic, ONE), 0);
    assert!(runs(&clinic, TWO));
    clinic.restarted(TWO);
    clinic.health(ONE, Health::Healthy);
    assert!(runs(&clinic, ONE), "it is well within the hour");
}

#[test]
fn a_controller_that_ends_in_the_middle_knows_where_it_was() {
    let mut clinic = planned(30);
    clinic.wait(30 * 60);
    assert!(runs(&clinic, ONE));
    let before = clinic.unit(ONE).restarts.clone();
    clinic.restart_after(60);
    assert_eq!(clinic.unit(ONE).restarts, before);
    clinic.back(TWO);
    clinic.wait(60);
    assert_eq!(told(&mut clinic, TWO), 0, "never two at once");
    reboots(&mut clinic, ONE, 30);
    assert_eq!(stage(&clinic, ONE), None);
    clinic.wait(360);
    assert!(runs(&clinic, TWO), "once the time of day is settled again");
}

#[test]
fn a_reader_that_leaves_the_fleet_restarts_no_more() {
    let mut clinic = Clinic::with_units(&[ONE, TWO]);
    clinic.restart_unit(ONE, false).unwrap();
    clinic.restart_unit(TWO, false).unwrap();
    clinic.retire(ONE);
    assert_eq!(stage(&clinic, ONE), None);
    assert!(runs(&clinic, TWO));
}
