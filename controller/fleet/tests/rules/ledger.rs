//! The ledger of units (RULES A17) and the ends of their coverage (RULES A18).

use crate::kit::{Clinic, OPENING, name};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Command, Delivery, LedgerEntry};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::reasons::Alarm;
use madoguchi_fleet::time::{DAY, FleetTime};
use madoguchi_support::{Coverage, Date, Stage};

fn delivered(serial: &str, on: Date) -> LedgerEntry {
    LedgerEntry {
        serial: name(serial),
        delivery: Some(Delivery::On(on)),
        cable: None,
    }
}

fn note(clinic: &mut Clinic, entries: Vec<LedgerEntry>) -> Result<Answer, Refusal> {
    clinic.staff(Command::NoteLedger(entries))
}

/// The ends of coverage that are alarms now, each as its stage with its units.
fn ends(clinic: &Clinic) -> Vec<(Stage, Vec<String>)> {
    let alarms = clinic.fleet.alarms().into_iter();
    let ends = alarms.filter_map(|alarm| match alarm {
        Alarm::Coverage { stage, units } => {
            let units = units.into_iter().map(|(serial, _)| serial.to_string());
            Some((stage, units.collect()))
        }
        _ => None,
    });
    ends.collect()
}

fn today(clinic: &Clinic) -> Date {
    clinic.fleet.date().unwrap()
}

/// A day of delivery whose coverage has about so many days left: its months begin on a first.
fn with_days_left(clinic: &Clinic, days: i32) -> Date {
    let today = today(clinic);
    let of = |back: i32| madoguchi_support::day(clinic.fleet.today() - back);
    let mut deliveries = (0..3_000).map(of);
    let found = deliveries.find(|day| Coverage::of(*day).days_left(today) <= days);
    found.unwrap()
}

#[test]
fn what_was_noted_lasts_over_restarts_and_after_the_unit_went() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    let day = with_days_left(&clinic, 900);
    let entry = LedgerEntry {
        cable: Some("3 m".to_owned()),
        ..delivered("CR-1", day)
    };
    note(&mut clinic, vec![entry, delivered("CR-2", day)]).unwrap();
    clinic.retire("CR-1");
    clinic.restart_after(1);
    let gone = clinic.unit("CR-1");
    assert_eq!((gone.delivered, &*gone.cable), (Some(day), "3 m"));
    assert!(gone.out_at.is_some() && clinic.unit("CR-2").out_at.is_none());
    let forget = LedgerEntry {
        delivery: Some(Delivery::Unknown),
        ..delivered("CR-1", day)
    };
    note(&mut clinic, vec![forget]).unwrap();
    assert_eq!(clinic.unit("CR-1").delivered, None);
    assert_eq!(clinic.unit("CR-1").cable, "3 m", "it stays");
}

#[test]
fn one_wrong_entry_and_none_counts() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let day = with_days_left(&clinic, 900);
    let tomorrow = madoguchi_support::day(clinic.fleet.today() + 1);
    let long = LedgerEntry {
        cable: Some("長".repeat(33)),
        ..delivered("CR-1", day)
    };
    for (wrong, code) in [
        (delivered("CR-9", day), "no-such-unit"),
        (delivered("CR-1", tomorrow), "delivered-ahead"),
        (long, "bad-cable"),
    ] {
        let refused = note(&mut clinic, vec![delivered("CR-1", day), wrong]);
        assert_eq!(refused.unwrap_err().code(), code);
        assert_eq!(clinic.unit("CR-1").delivered, None);
    }
    let now = today(&clinic);
    note(&mut clinic, vec![delivered("CR-1", now)]).unwrap();
}

#[test]
fn each_unit_is_in_one_alarm_and_each_threshold_is_a_day_at_the_clinic() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-2");
    let day = with_days_left(&clinic, 200);
    note(
        &mut clinic,
        vec![delivered("CR-1", day), delivered("CR-2", day)],
    )
    .unwrap();
    let coverage = Coverage::of(day);
    let both = || vec!["CR-1".to_owned(), "CR-2".to_owned()];
    let mut seen = Vec::new();
    // Day by day until it is long over.
    for _ in 0..260 {
        let left = coverage.days_left(today(&clinic));
        let told = ends(&clinic);
        let expected = match left {
            181.. => vec![],
            121..=180 => vec![(Stage::Soon, both())],
            0..=120 => vec![(Stage::Close, both())],
            -30..=-1 => vec![(Stage::Over, both())],
            _ => vec![],
        };
        assert_eq!(told, expected, "{left} days left");
        seen.extend(told.first().map(|(stage, _)| *stage));
        clinic.days(1);
    }
    seen.dedup();
    assert_eq!(seen, [Stage::Soon, Stage::Close, Stage::Over]);
    let unit = clinic.unit("CR-1");
    assert_eq!(
        unit.coverage().unwrap().stage(today(&clinic)),
        Stage::Over,
        "the unit itself says so for ever"
    );
}

#[test]
fn who_went_and_who_has_no_delivery_raises_no_alarm_and_neither_does_a_wrong_clock() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-2");
    assert_eq!(ends(&clinic), []);
    let day = with_days_left(&clinic, 30);
    note(&mut clinic, vec![delivered("CR-2", day)]).unwrap();
    assert_eq!(ends(&clinic).len(), 1);
    clinic.restart_at(FleetTime(1_000));
    assert_eq!(clinic.fleet.date(), None, "it shows 1970");
    assert_eq!(ends(&clinic), []);
    // Whether a day has come cannot be said, so it is taken.
    note(&mut clinic, vec![delivered("CR-1", day)]).unwrap();
    clinic.restart_at(OPENING.plus(DAY));
    assert_eq!(ends(&clinic).len(), 1);
    clinic.retire("CR-1");
    clinic.retire("CR-2");
    assert_eq!(ends(&clinic), []);
}

#[test]
fn a_unit_tells_whom_it_replaced() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-2");
    clinic.replace("CR-1", "CR-2").unwrap();
    clinic.enroll("CR-3");
    clinic.replace("CR-2", "CR-3").unwrap();
    let before = |serial: &str| -> Vec<String> {
        let units = clinic.fleet.predecessors(&name(serial)).into_iter();
        units.map(|unit| unit.serial.to_string()).collect()
    };
    assert_eq!(before("CR-3"), ["CR-2", "CR-1"]);
    assert_eq!(before("CR-2"), ["CR-1"]);
    assert_eq!(before("CR-1"), [""; 0]);
    let (first, second) = (clinic.unit("CR-1").out_at, clinic.unit("CR-2").out_at);
    assert!(first.is_some() && second >= first);
}

#[test]
fn what_was_noted_before_and_after_stands_in_the_audit() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-2");
    let day = with_days_left(&clinic, 900);
    note(&mut clinic, vec![delivered("CR-1", day)]).unwrap();
    let entries = vec![delivered("CR-1", day), delivered("CR-2", day)];
    note(&mut clinic, entries).unwrap();
    let audit = clinic.store.audit.iter();
    let written: Vec<_> = audit
        .filter(|entry| entry.command == "unit-ledger")
        .collect();
    assert_eq!((&*written[0].subject, &*written[1].subject), ("CR-1", "2"));
    assert_eq!(
        written[1].before,
        format!("unit=CR-1 cable= delivered={day} unit=CR-2 cable= delivered=")
    );
    assert_eq!(
        written[1].after,
        format!("unit=CR-1 cable= delivered={day} unit=CR-2 cable= delivered={day}")
    );
}
