//! What triage is not given to judge, and what its next step can name, of fleets that are made by hand.

use super::ready::{attached, connected};
use super::*;
use crate::views::{evidence, free_port, lender, ports_of_readers, summary};
use madoguchi_code::Verdict;
use madoguchi_fleet::command::Parting;
use madoguchi_fleet::past::Day;
use madoguchi_fleet::time::DAY;
use madoguchi_fleet::unit::Left;
use madoguchi_proto::v1::UsbPortKind as Kind;
use madoguchi_triage::{Answers, Evidence, Fault, History, Part, triage};

fn seen(fleet: &Fleet, serial: &str) -> Evidence {
    evidence(fleet, fleet.known_unit(serial).unwrap(), None, &[]).unwrap()
}

/// By a PC whose clock was set wrong every reader's is apart, and none is at fault (RULES A22).
#[test]
fn a_pc_whose_clock_jumps_makes_no_reader_suspect() {
    let mut fleet = connected(vec![
        attached("CR-1", 1, Some(0)),
        attached("CR-2", 2, Some(0)),
    ]);
    assert_eq!(seen(&fleet, "CR-1").reader_clock_right, Some(true));
    let wrong = fleet.time_of_day().plus(3_600_000);
    let jumps = Command::SeeClock { wall: wrong };
    let _told = fleet.decide(NOW, Act::reader(jumps)).unwrap();
    for serial in ["CR-1", "CR-2"] {
        let unit = fleet.known_unit(serial).unwrap();
        assert_eq!(fleet.reader_clock_is_right(unit), Some(false));
        let told = seen(&fleet, serial);
        assert_eq!(told.reader_clock_right, None);
        assert_eq!(told.pc_clock_right, Some(false));
        let judged = triage(&told, &Answers::default());
        let named = judged.verdict.case().map(|case| case.fault);
        assert_eq!(named, Some(Fault::PcClock));
        let suspects = judged.suspects.iter();
        let of_reader = suspects.filter(|one| one.fault == Fault::ReaderClock);
        assert_eq!(of_reader.count(), 0, "{judged:?}");
    }
}

/// "Staff have paused it" would send them to end a pause that there is not.
#[test]
fn a_unit_that_restarts_is_not_judged_and_one_that_is_paused_is() {
    let units = vec![
        attached("CR-1", 1, Some(0)),
        attached("CR-2", 2, Some(0)),
        Unit {
            pause: Some(Pause::ByStaff(None)),
            ..attached("CR-3", 3, Some(0))
        },
    ];
    let mut fleet = connected(units);
    let restart = Command::RestartUnit {
        serial: serial("CR-1"),
        now: false,
    };
    let asked = Act::staff(RequestId([7; 16]), restart);
    let _told = fleet.decide(NOW.plus(5), asked).unwrap();
    let unit = fleet.known_unit("CR-1").unwrap();
    assert!(unit.restarts.holds(), "{:?}", unit.restarts);
    assert_eq!(evidence(&fleet, unit, None, &[]), None);
    let other = seen(&fleet, "CR-2");
    assert_eq!(other.paused, Some(false));
    assert_eq!(seen(&fleet, "CR-3").paused, Some(true));
    let code = summary(&fleet, None, None, &[]);
    let of = |serial: &str| {
        let mut units = code.units.iter();
        units.find(|unit| unit.serial.as_str() == serial).unwrap()
    };
    let restarting = of("CR-1");
    assert_eq!(
        (restarting.verdict, restarting.likeliest),
        (Verdict::None, 0)
    );
    assert_eq!(of("CR-3").verdict, Verdict::OtherPart);
}

/// A reader without an event keeps its last ones for ever: what was half a year ago is none of "lately" (RULES A25).
#[test]
fn of_the_days_before_those_within_seven_count() {
    let today = fleet(Records::default()).today();
    let told = |before: i32| {
        let day = Day {
            day: today - before,
            drops: 0,
            faults: 1,
        };
        let past = Past {
            since: Some(NOW.plus(-300 * DAY)),
            days: vec![day],
            ..Past::default()
        };
        let unit = Unit {
            past,
            ..unit("CR-1", 1)
        };
        let fleet = fleet(Records {
            fleet_time: NOW,
            units: vec![unit],
            ..Records::default()
        });
        assert_eq!(fleet.today(), today);
        seen(&fleet, "CR-1").history
    };
    assert_eq!(told(1), Some(History::Codes));
    assert_eq!(told(7), Some(History::Codes));
    assert_eq!(told(8), Some(History::Clean));
    assert_eq!(told(180), Some(History::Clean));
}

/// All suspects of a reader that never came are about as likely; "most likely: no power" would be read out as what it is.
#[test]
fn the_support_code_names_no_likeliest_cause_where_nothing_is_known() {
    let never_came = fleet(Records {
        fleet_time: NOW,
        units: vec![unit("CR-1", 1)],
        licenses: vec![license(3, HERE)],
        ..Records::default()
    });
    let told = triage(&seen(&never_came, "CR-1"), &Answers::default());
    assert!(told.suspects[0].chance < 0.5, "{told:?}");
    let code = summary(&never_came, None, None, &[]);
    let unit = &code.units[0];
    assert_eq!((unit.verdict, unit.likeliest), (Verdict::NotYetKnown, 0));
    let paused = Unit {
        pause: Some(Pause::ByStaff(None)),
        ..attached("CR-1", 1, Some(0))
    };
    let code = summary(&connected(vec![paused]), None, None, &[]);
    let named = Fault::ALL[usize::from(code.units[0].likeliest) - 1];
    assert_eq!(named.part(), Part::Staff);
}

#[test]
fn a_reader_without_a_patient_lends_before_one_with_and_one_that_does_not_serve_never() {
    let units = || {
        vec![
            unit("CR-1", 1),
            attached("CR-2", 2, Some(0)),
            attached("CR-3", 3, Some(0)),
            unit("CR-4", 4),
        ]
    };
    let mut fleet = connected(units());
    let lends = |fleet: &Fleet, to: &str| {
        let lender = lender(fleet, fleet.known_unit(to).unwrap());
        lender.map(|lender| lender.serial)
    };
    assert_eq!(lends(&fleet, "CR-1").as_deref(), Some("CR-2"));
    assert_eq!(lends(&fleet, "CR-2").as_deref(), Some("CR-3"));
    let add = madoguchi_fleet::command::AddTicket {
        number: Number::parse("12"),
        ..madoguchi_fleet::command::AddTicket::default()
    };
    let add = Act::staff(RequestId([9; 16]), Command::AddTicket(add));
    let _told = fleet.decide(NOW.plus(5), add).unwrap();
    let busy = fleet.units().find(|unit| !unit.is_free()).unwrap();
    let (busy, free) = match busy.serial.as_str() {
        "CR-2" => ("CR-2", "CR-3"),
        _ => ("CR-3", "CR-2"),
    };
    assert_eq!(lends(&fleet, "CR-1").as_deref(), Some(free));
    assert_eq!(lends(&fleet, free).as_deref(), Some(busy));
    let alone = connected(vec![attached("CR-2", 2, Some(0)), unit("CR-1", 1)]);
    assert_eq!(lends(&alone, "CR-2"), None);
}

#[test]
fn a_port_is_free_where_nothing_hangs_and_no_reader_that_is_away_may_hang() {
    let port = |place: &str, kind: Kind, suits: bool| v1::UsbPort {
        place: place.to_owned(),
        port: place.to_owned(),
        kind: kind.into(),
        suits,
        ..v1::UsbPort::default()
    };
    let at = |chain: &str| on_port(chain, UsbSerial::Missing).port;
    let gone = Unit {
        left: Some(Left {
            at: NOW,
            how: Parting::Unplugged,
            port: Some(at("2")),
        }),
        ..unit("CR-1", 1)
    };
    let asleep = Unit {
        past: Past {
            port: Some(at("3")),
            ..Past::default()
        },
        ..unit("CR-2", 2)
    };
    let fleet = fleet(Records {
        fleet_time: NOW,
        units: vec![gone, asleep],
        ..Records::default()
    });
    let of_readers = ports_of_readers(&fleet);
    let ports = [
        port("1-1", Kind::Reader, true),
        port("1-2", Kind::Empty, true),
        port("1-3", Kind::Empty, true),
        port("1-4.1", Kind::Empty, false),
        port("1-5", Kind::Empty, true),
        port("1-6", Kind::Empty, true),
    ];
    assert_eq!(free_port(&ports, &of_readers).as_deref(), Some("1-5"));
    assert_eq!(free_port(&ports[..4], &of_readers), None);
    assert_eq!(free_port(&[], &[]), None);
}
