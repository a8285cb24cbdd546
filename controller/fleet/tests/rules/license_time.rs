//! License time: no wrong clock extends a term, and none takes a seat of a perpetual license (RULES P9 to P14).

use crate::kit::{Clinic, OPENING, THERE, additional, license_id, roots_list};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::licensing::Notice;
use madoguchi_fleet::time::{DAY, FleetTime, HOUR, MINUTE};
use madoguchi_licensing::standing::Standing;

/// The time that a PC without a clock battery shows.
const WITHOUT_BATTERY: FleetTime = FleetTime(5 * MINUTE);
/// 2000-01-01: the time that other PCs without a battery show.
const YEAR_2000: FleetTime = FleetTime(946_684_800_000);

/// Two units, and a license with a term of one year for the second one's seat.
fn with_term() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.loads_every = 50;
    let end = OPENING.plus(365 * DAY);
    clinic.install(additional("T-1", 1).until(end)).unwrap();
    for (serial, port) in [("CR-1", "1-1"), ("CR-2", "1-2")] {
        clinic.enroll(serial);
        clinic.plug(serial, port);
    }
    clinic
}

fn all_back(clinic: &mut Clinic) {
    clinic.back("CR-1");
    clinic.back("CR-2");
}

fn mark(clinic: &Clinic) -> FleetTime {
    FleetTime(clinic.fleet.license_clock().mark_ms)
}

/// The distance of license time from a wall clock that shows `wall`.
fn off(clinic: &Clinic, wall: FleetTime) -> i64 {
    clinic.fleet.license_time_ms() - wall.0
}

#[test]
fn a_clock_set_forward_once_and_put_right_leaves_no_trace() {
    let mut clinic = with_term();
    clinic.days(2);
    // Somebody mistypes the date, by less than an administrator would be asked about.
    let right = clinic.now;
    clinic.restart_at(right.plus(50 * DAY));
    clinic.wait(20 * 3_600);
    clinic.restart_at(right.plus(DAY));
    assert!(
        clinic.fleet.now() > right.plus(49 * DAY),
        "fleet time stays ahead"
    );
    assert_eq!(off(&clinic, right.plus(DAY)), 0, "license time does not");
    assert_eq!(clinic.standing("T-1"), Standing::InForce);
    assert_eq!(clinic.fleet.license_notices(), []);
    // Not even after days, because the 24 hours of running that had begun there do not count.
    clinic.days(3);
    assert!(mark(&clinic) < right.plus(5 * DAY));
}

#[test]
fn a_clock_that_ran_ahead_for_more_than_a_day_is_believed() {
    let mut clinic = with_term();
    let right = clinic.now;
    clinic.restart_at(right.plus(50 * DAY));
    clinic.days(3);
    clinic.restart_at(right.plus(4 * DAY));
    assert_eq!(clinic.standing("T-1"), Standing::Suspended);
    assert!(mark(&clinic) >= right.plus(50 * DAY));
}

#[test]
fn a_clock_set_back_suspends_term_licenses_only_and_says_so() {
    let mut clinic = with_term();
    clinic.additional("L-1", 1);
    clinic.enroll("CR-3");
    clinic.plug("CR-3", "1-3");
    clinic.days(5);
    let wall = clinic.now.plus(-4 * DAY);
    clinic.restart_at(wall);
    assert_eq!(clinic.standing("T-1"), Standing::Suspended);
    assert_eq!(clinic.standing("L-1"), Standing::InForce);
    let said = clinic.fleet.license_notices();
    assert!(
        matches!(&said[..],
        [Notice::ClockSetBack { clock_ms, .. }, Notice::Suspended { license }]
        if *clock_ms == wall.0 && *license == license_id("T-1")),
        "{said:?}"
    );
    all_back(&mut clinic);
    clinic.back("CR-3");
    let sits = ["CR-1", "CR-2", "CR-3"].map(|serial| clinic.admission(serial));
    let seated = sits.iter().filter(|s| s.starts_with("seat:")).count();
    assert_eq!(seated, 2, "included and perpetual: {sits:?}");
    // With a corrected clock it is in force again.
    clinic.restart_at(wall.plus(5 * DAY));
    assert_eq!(clinic.standing("T-1"), Standing::InForce);
}

#[test]
fn a_day_backwards_is_overlooked() {
    let mut clinic = with_term();
    clinic.days(5);
    let mark = mark(&clinic);
    clinic.restart_at(mark.plus(-DAY));
    assert_eq!(clinic.standing("T-1"), Standing::InForce);
    clinic.restart_at(mark.plus(-DAY - 1));
    assert_eq!(clinic.standing("T-1"), Standing::Suspended);
}

#[test]
fn a_pc_without_a_battery_keeps_its_perpetual_seats() {
    for dead in [WITHOUT_BATTERY, YEAR_2000] {
        let mut clinic = with_term();
        let perpetual = additional("L-1", 1).from(OPENING).issued(OPENING);
        clinic.install(perpetual).unwrap();
        clinic.restart_at(dead);
        assert_eq!(clinic.standing("L-1"), Standing::InForce);
        assert_eq!(clinic.standing("T-1"), Standing::Suspended);
        all_back(&mut clinic);
        assert_eq!(clinic.admission("CR-2"), "seat:additional:L-1");
    }
}

#[test]
fn signed_time_wakes_a_pc_that_never_knew_the_time() {
    let mut clinic = Clinic::waking_at(WITHOUT_BATTERY);
    let perpetual = additional("L-1", 1).from(OPENING).issued(OPENING);
    clinic.install(perpetual).unwrap();
    assert_eq!(clinic.standing("L-1"), Standing::InForce);
    assert_eq!(mark(&clinic), OPENING);
    let mut list = roots_list(1, &[]);
    list.issued_at_ms = OPENING.plus(DAY).0;
    clinic.accept(list).unwrap();
    assert_eq!(mark(&clinic), OPENING.plus(DAY));
    assert_eq!(off(&clinic, OPENING.plus(DAY)), 0);
}

#[test]
fn older_signed_time_moves_nothing() {
    let mut clinic = with_term();
    let before = clinic.fleet.license_time_ms();
    let old = additional("L-1", 1).issued(OPENING.plus(-90 * DAY));
    clinic.install(old).unwrap();
    assert_eq!(clinic.fleet.license_time_ms(), before);
}

#[test]
fn the_mark_advances_after_24_hours_of_running_that_add_up_over_restarts() {
    let mut clinic = with_term();
    clinic.wait(23 * 3_600);
    assert_eq!(mark(&clinic), FleetTime(1), "signed time alone");
    clinic.restart_after(60);
    clinic.wait(3_600 - 60);
    assert_eq!(mark(&clinic), FleetTime(1));
    clinic.wait(60);
    assert_eq!(mark(&clinic), OPENING);
}

#[test]
fn a_pc_that_is_switched_off_every_night_advances_its_mark_too() {
    let mut clinic = with_term();
    // Nine and a half hours a day; the half hour that was not stored is lost each evening.
    for day in 1..=3 {
        assert_eq!(mark(&clinic), FleetTime(1), "day {day}");
        clinic.wait(9 * 3_600 + 1_800);
        clinic.restart_at(OPENING.plus(day * DAY));
    }
    assert_eq!(mark(&clinic), OPENING);
}

#[test]
fn what_is_kept_is_written_hourly_and_no_more() {
    let mut clinic = with_term();
    clinic.tick();
    let before = clinic.store.licensing_writes;
    clinic.days(1);
    for _ in 0..100 {
        clinic.tick();
    }
    assert_eq!(clinic.store.licensing_writes - before, 24);
}

#[test]
fn a_signed_reset_clears_a_clock_that_was_set_back_once() {
    let mut clinic = with_term();
    clinic.restart_at(OPENING.plus(50 * DAY));
    clinic.days(3);
    let right = OPENING.plus(3 * DAY);
    clinic.restart_at(right);
    assert_eq!(clinic.standing("T-1"), Standing::Suspended);
    assert_eq!(clinic.reset_time(7, right), Err(Refusal::ResetNotAsked));
    clinic.ask_reset(7);
    // A second request keeps the first one valid, because its answer may be on the way.
    clinic.ask_reset(8);
    clinic.restart_at(right.plus(HOUR));
    let other = clinic.reset_time(8, right);
    assert_eq!(other, Err(Refusal::ResetOfAnotherRequest));
    let elsewhere = clinic.reset_time_of(THERE, 7, right);
    assert_eq!(elsewhere, Err(Refusal::ResetOfAnotherInstallation(THERE)));
    let right = right.plus(2 * HOUR);
    clinic.reset_time(7, right).unwrap();
    assert_eq!(clinic.standing("T-1"), Standing::InForce);
    assert_eq!(off(&clinic, right), 0);
    assert_eq!(mark(&clinic), right);
    assert_eq!(clinic.fleet.license_notices(), []);
    all_back(&mut clinic);
    assert_eq!(clinic.admission("CR-2"), "seat:additional:T-1");
    assert_eq!(clinic.reset_time(7, right), Err(Refusal::ResetNotAsked));
    clinic.restart_at(right.plus(HOUR));
    assert_eq!(clinic.standing("T-1"), Standing::InForce);
}

#[test]
fn a_jump_that_waits_for_an_administrator_is_no_license_time_before() {
    let mut clinic = with_term();
    let wall = clinic.now.plus(400 * DAY);
    clinic.restart_at(wall);
    assert_eq!(clinic.standing("T-1"), Standing::InForce);
    clinic
        .staff(madoguchi_fleet::command::Command::ConfirmTime { ahead_ms: None })
        .unwrap();
    assert_eq!(clinic.standing("T-1"), Standing::Expired);
    assert_eq!(off(&clinic, clinic.now), 0);
}
