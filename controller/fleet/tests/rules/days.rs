//! What is kept of the days that are over (RULES, "Days"): each thing counts once, on the day that it was, over restarts and wrong clocks.

use crate::kit::{Clinic, OPENING, faulted, name};
use madoguchi_fleet::command::{Command, Parting};
use madoguchi_fleet::days::{DAYS_KEPT, DayOfUnit};
use madoguchi_fleet::maintenance::PlannedWork;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::queue_day::QueueDay;
use madoguchi_fleet::ticket::Means;
use madoguchi_fleet::time::{DAY, HOUR, MINUTE, SECOND};
use madoguchi_fleet::unit::{Health, PauseReason};
use madoguchi_fleet::unit_day::{NotServing, UnitDay};

const UNIT: &str = "CR-1";
const EVER: std::ops::RangeInclusive<i32> = i32::MIN..=i32::MAX;
/// From the opening to the next midnight.
const TO_MIDNIGHT_S: i64 = 15 * 3_600 + 1_800;

/// One patient at a reader.
fn serve(clinic: &mut Clinic, number: &str, kind: Kind) {
    clinic.add(number);
    clinic.card(UNIT);
    clinic.ends(UNIT, kind);
    clinic.card_removed(UNIT);
}

fn days_of(clinic: &Clinic, unit: &str) -> Vec<UnitDay> {
    let days = clinic.fleet.unit_days(EVER).into_iter();
    let own = days.filter(|day| day.unit.as_str() == unit);
    own.map(|day| day.counts).collect()
}

fn today(clinic: &Clinic) -> UnitDay {
    clinic.fleet.today_of(clinic.unit(UNIT))
}

/// All that is counted of a unit, on whatever day.
fn sessions(clinic: &Clinic) -> u32 {
    let days = days_of(clinic, UNIT);
    days.iter().map(UnitDay::sessions).sum()
}

fn queue_day(clinic: &Clinic, day: i32) -> QueueDay {
    let [day] = &clinic.fleet.queue_days(day..=day)[..] else {
        panic!("{:?}", clinic.fleet.queue_days(EVER));
    };
    day.clone()
}

/// The whole time that is counted, in milliseconds.
fn time(day: &UnitDay) -> u64 {
    day.serving_ms + day.not_serving_ms.values().sum::<u64>()
}

#[test]
fn each_session_counts_on_its_day_and_the_day_before_is_kept_at_midnight() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    let first = clinic.fleet.today();
    serve(&mut clinic, "1", Kind::Verified(Method::Face));
    serve(&mut clinic, "2", Kind::FaceNotMatched);
    serve(&mut clinic, "3", Kind::PinWrong { tries_left: 2 });
    assert_eq!(today(&clinic).sessions(), 3);
    clinic.wait(TO_MIDNIGHT_S);
    serve(&mut clinic, "4", Kind::Verified(Method::Pin));
    let [before, after] = &days_of(&clinic, UNIT)[..] else {
        panic!("{:?}", days_of(&clinic, UNIT));
    };
    assert_eq!((before.day, before.sessions()), (first, 3));
    assert_eq!((after.day, after.sessions()), (first + 1, 1));
    let wrong = Kind::PinWrong { tries_left: 1 };
    assert_eq!((before.verified(), before.ended_so(&wrong)), (1, 1));
    assert_eq!(before.service.count(), 3);
}

#[test]
fn a_day_is_whole_over_restarts_and_nothing_counts_twice() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    for (number, off_s) in [
        ("1", 1),
        ("2", 40),
        ("3", 400),
        ("4", 16 * 3_600),
        ("5", 60),
    ] {
        serve(&mut clinic, number, Kind::Verified(Method::Face));
        clinic.restart_after(off_s);
        clinic.back(UNIT);
        clinic.wait(10);
        clinic.deliver_spool(UNIT);
    }
    assert_eq!(sessions(&clinic), 5);
    let days = days_of(&clinic, UNIT);
    assert_eq!(days.len(), 2, "{days:?}");
}

#[test]
fn a_clock_that_is_set_on_and_back_loses_and_doubles_nothing() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    let right = clinic.wall();
    serve(&mut clinic, "1", Kind::Verified(Method::Face));
    clinic.set_wall(right.plus(30 * HOUR));
    serve(&mut clinic, "2", Kind::Verified(Method::Face));
    clinic.wait(400);
    clinic.set_wall(right.plus(400 * SECOND));
    serve(&mut clinic, "3", Kind::Verified(Method::Face));
    assert_eq!(today(&clinic).sessions(), 2, "before the jump and after it");
    clinic.restart_after(5);
    clinic.back(UNIT);
    assert_eq!(today(&clinic).sessions(), 2);
    assert_eq!(sessions(&clinic), 3);
    clinic.set_wall(right.plus(-40 * 365 * DAY));
    serve(&mut clinic, "4", Kind::Verified(Method::Face));
    clinic.wait(3_600);
    let right = right.plus(2 * HOUR);
    clinic.set_wall(right);
    assert_eq!((today(&clinic).sessions(), sessions(&clinic)), (2, 4));
}

#[test]
fn time_counts_as_what_the_unit_stood_as_and_never_while_the_controller_did_not_run() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    clinic.wait(60);
    clinic.pause(UNIT, true);
    clinic.wait(120);
    clinic.resume(UNIT);
    clinic.health(UNIT, faulted());
    clinic.wait(30);
    clinic.health(UNIT, Health::Healthy);
    clinic.parts(UNIT, Parting::Lost);
    clinic.wait(90);
    clinic.back(UNIT);
    clinic.wait(600);
    // The PC sleeps, and is switched off later.
    clinic.stand_still(3_600);
    clinic.back(UNIT);
    clinic.wait(60);
    clinic.restart_after(7_200);
    clinic.back(UNIT);
    clinic.wait(45);
    let day = today(&clinic);
    let not_serving: Vec<_> = day
        .not_serving_ms
        .iter()
        .map(|(why, ms)| (*why, *ms))
        .collect();
    assert_eq!(
        not_serving,
        [
            (NotServing::Link, 90_000),
            (NotServing::Fault, 30_000),
            (NotServing::PausedByStaff, 120_000),
        ]
    );
    // The minute after the sleep is lost: no commit came after it.
    assert_eq!(day.serving_ms, 705_000);
    assert_eq!((day.drops, day.faults), (1, 1));
}

#[test]
fn what_was_not_added_yet_counts_until_the_newest_commit_whenever_the_process_dies() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    clinic.wait(1_800);
    for _ in 0..3 {
        // It dies before the start is stored, and after it.
        clinic.restart_after(60);
        clinic.back(UNIT);
        clinic.restart_after(60);
        clinic.back(UNIT);
        clinic.wait(100);
    }
    let day = today(&clinic);
    // Each start is stored after 30 s, and time alone every 10 minutes.
    assert_eq!(day.serving_ms, 1_960_000, "{day:?}");
    assert_eq!(time(&day), 1_960_000);
}

#[test]
fn a_day_has_no_more_time_than_it_has() {
    let mut clinic = Clinic::with_units(&[UNIT, "CR-2"]);
    for hours in [5, 20, 3, 30, 1] {
        clinic.wait(hours * 3_600);
        clinic.pause(UNIT, false);
        clinic.wait(60);
        clinic.resume(UNIT);
    }
    for unit in [UNIT, "CR-2"] {
        let days = days_of(&clinic, unit);
        assert_eq!(days.len(), 3, "{days:?}");
        let all = |day: &UnitDay| time(day) <= DAY.unsigned_abs();
        assert!(days.iter().all(all), "{days:?}");
        let ran = clinic.now.since(OPENING).unsigned_abs();
        assert_eq!(days.iter().map(time).sum::<u64>(), ran, "{days:?}");
    }
}

#[test]
fn of_a_unit_in_maintenance_only_its_time_and_its_patients_count() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    clinic.add("1");
    let planned = PlannedWork {
        reason: PauseReason::parse("ガラスの清掃").unwrap(),
        until: None,
    };
    let maintain = |planned| Command::MaintainUnit {
        serial: name(UNIT),
        planned,
    };
    clinic.staff(maintain(Some(planned))).unwrap();
    clinic.card(UNIT);
    clinic.verified(UNIT);
    clinic.card_removed(UNIT);
    // Whoever cleaned the glass tries it.
    for _ in 0..3 {
        clinic.walk_up(UNIT);
        clinic.ends(UNIT, Kind::FaceNotMatched);
        clinic.card_removed(UNIT);
    }
    clinic.wait(600);
    clinic.staff(maintain(None)).unwrap();
    let day = today(&clinic);
    assert_eq!((day.sessions(), day.faces.failed), (1, 0));
    let maintained = day.not_serving_ms.get(&NotServing::Maintenance);
    assert_eq!(maintained, Some(&600_000), "{day:?}");
}

#[test]
fn the_queues_day_is_counted_once_it_is_over_and_outlives_its_tickets() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    let first = clinic.fleet.today();
    clinic.wait(400);
    for number in ["1", "2", "3", "4"] {
        clinic.add(number);
    }
    clinic.card(UNIT);
    clinic.wait(60);
    clinic.verified(UNIT);
    clinic.card_removed(UNIT);
    clinic.cancel("3").unwrap();
    clinic.done_by("4", Means::Paper).unwrap();
    let going_on = queue_day(&clinic, first);
    assert_eq!((going_on.added, going_on.served()), (4, 2));
    clinic.end_day();
    clinic.wait(TO_MIDNIGHT_S);
    let over = queue_day(&clinic, first);
    assert_eq!(
        (over.added, over.closed(), over.cancelled, over.ended),
        (4, 4, 1, 1)
    );
    assert_eq!(over.waits.keys().copied().collect::<Vec<_>>(), [8]);
    assert_eq!(over.all_waits().count(), 2);
    assert_eq!(over.means.get(&Means::Paper), Some(&1));
    for _ in 0..20 {
        clinic.days(1);
    }
    assert_eq!(clinic.fleet.tickets().count(), 0, "the tickets are gone");
    assert_eq!(queue_day(&clinic, first), over);
    clinic.restart_after(DAY / SECOND);
    clinic.wait(400);
    assert_eq!(queue_day(&clinic, first), over);
}

#[test]
fn a_day_that_goes_on_has_no_record_and_one_in_which_the_pc_was_off_is_counted_at_the_next_start() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    let first = clinic.fleet.today();
    clinic.wait(400);
    serve(&mut clinic, "1", Kind::Verified(Method::Face));
    clinic.wait(600);
    assert!(clinic.store.records().queue_days.is_empty());
    clinic.restart_after(DAY / SECOND);
    assert!(
        clinic.store.records().queue_days.is_empty(),
        "the clock has not settled"
    );
    clinic.wait(400);
    let [kept] = &clinic.store.records().queue_days[..] else {
        panic!("one day is over");
    };
    assert_eq!((kept.day, kept.added, kept.served()), (first, 1, 1));
}

#[test]
fn the_last_day_before_a_long_absence_is_counted_at_the_next_start() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    let first = clinic.fleet.today();
    clinic.wait(400);
    serve(&mut clinic, "1", Kind::Verified(Method::Face));
    // Longer than closed tickets are kept.
    clinic.restart_after(20 * DAY / SECOND);
    clinic.wait(400);
    assert_eq!(queue_day(&clinic, first).served(), 1);
}

#[test]
fn a_night_of_sleep_is_of_no_day() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    let evening = clinic.fleet.today();
    clinic.wait(60);
    clinic.stand_still(16 * HOUR / SECOND);
    clinic.back(UNIT);
    clinic.wait(60);
    let days = days_of(&clinic, UNIT);
    let [before, after] = &days[..] else {
        panic!("{days:?}");
    };
    assert_eq!((before.day, after.day), (evening, evening + 1));
    assert_eq!((time(before), time(after)), (60_000, 60_000));
}

#[test]
fn the_time_since_a_start_is_of_the_day_of_the_start() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    clinic.wait(60);
    serve(&mut clinic, "1", Kind::Verified(Method::Face));
    let evening = days_of(&clinic, UNIT);
    clinic.restart_after(16 * HOUR / SECOND);
    clinic.wait(20);
    clinic.back(UNIT);
    clinic.wait(60);
    serve(&mut clinic, "2", Kind::Verified(Method::Face));
    let days = days_of(&clinic, UNIT);
    assert_eq!(days[0], evening[0], "nothing of the morning");
    assert_eq!((days.len(), days[1].sessions()), (2, 1));
}

#[test]
fn days_are_kept_for_thirteen_months_and_then_go() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    let first = clinic.fleet.today();
    serve(&mut clinic, "1", Kind::Verified(Method::Face));
    for _ in 0..DAYS_KEPT {
        clinic.days(1);
    }
    let oldest = |clinic: &Clinic| {
        let day = |day: &DayOfUnit| day.counts.day;
        clinic.fleet.unit_days(EVER).first().map(day)
    };
    assert_eq!(oldest(&clinic), Some(first));
    assert_eq!(queue_day(&clinic, first).added, 1);
    for _ in 0..3 {
        clinic.days(1);
    }
    assert!(oldest(&clinic) > Some(first));
    assert!(clinic.fleet.queue_days(first..=first).is_empty());
    let records = clinic.store.records();
    assert!(records.unit_days.len() <= usize::from(DAYS_KEPT) + 3);
}

#[test]
fn a_clock_that_jumps_about_makes_no_more_days_than_are_kept() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    let right = clinic.wall();
    for jump in 0..i64::from(DAYS_KEPT) + 10 {
        clinic.set_wall(right.plus(-2 * jump * DAY));
        clinic.wait(1);
    }
    let records = clinic.store.records();
    assert_eq!(records.unit_days.len(), usize::from(DAYS_KEPT));
}

#[test]
fn a_retired_unit_keeps_its_days_and_counts_no_more_time() {
    let mut clinic = Clinic::with_units(&[UNIT, "CR-2"]);
    serve(&mut clinic, "1", Kind::Verified(Method::Face));
    clinic.wait(60);
    clinic.retire(UNIT);
    let then = days_of(&clinic, UNIT);
    clinic.wait(HOUR / SECOND);
    assert_eq!(days_of(&clinic, UNIT), then);
    clinic.days(2);
    assert_eq!(days_of(&clinic, UNIT), then);
    assert_eq!(then[0].sessions(), 1);
    assert!(then[0].serving_ms >= MINUTE.unsigned_abs());
}

#[test]
fn a_restart_that_began_counts_on_its_day() {
    let mut clinic = Clinic::with_units(&[UNIT]);
    clinic.restart_unit(UNIT, false).unwrap();
    clinic.wait(20);
    clinic.power_cycle(UNIT);
    clinic.restarted(UNIT);
    clinic.wait(1);
    let day = today(&clinic);
    assert_eq!((day.restarts, day.drops), (1, 0));
    assert!(
        day.not_serving_ms.contains_key(&NotServing::Restarting),
        "{day:?}"
    );
}
