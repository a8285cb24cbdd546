//! Whether the clinic can open, of fleets that are made by hand.

use super::*;
use crate::views::{Pc, ready};
use madoguchi_doctor::{Code, Finding, Word};
use madoguchi_fleet::maintenance::Maintenance;
use madoguchi_fleet::unit::{Attachment, PauseReason};
use madoguchi_proto::v1::{CheckReadyResponse, ReadyLevel as Level};

pub(super) fn attached(name: &str, pairing: u64, clock_ahead_ms: Option<i64>) -> Unit {
    Unit {
        seat: Some(match pairing {
            1 => Seat::Included,
            _ => Seat::Additional(LicenseId::parse("L-3").unwrap()),
        }),
        presence: Presence::Attached(Box::new(Attachment {
            connection: madoguchi_fleet::ids::ConnectionId(pairing),
            link: on_port(&pairing.to_string(), UsbSerial::Shown(name.into())),
            software: "test".to_owned(),
            identifies: true,
            restarts: true,
            clock_ahead_ms,
            card_present: false,
            factory_key: None,
            unheard_until: None,
            told: None,
        })),
        ..unit(name, pairing)
    }
}

/// A fleet of these units as they are: a start forgets who is attached, so they connect anew.
pub(super) fn connected(units: Vec<Unit>) -> Fleet {
    let stored = units.clone();
    let mut fleet = fleet(Records {
        fleet_time: NOW,
        units: stored,
        licenses: vec![license(3, HERE)],
        ..Records::default()
    });
    for unit in units {
        let Presence::Attached(attachment) = unit.presence else {
            continue;
        };
        let attach = madoguchi_fleet::command::Attach {
            serial: unit.serial.clone(),
            key: unit.key,
            installation: HERE,
            connection: attachment.connection,
            link: attachment.link,
            holding: madoguchi_fleet::command::Holding::default(),
            spooled: 0,
            health: unit.health,
            software: attachment.software,
            identifies: true,
            engine: Some(madoguchi_fleet::command::Engine::default()),
            bundled: None,
            factory_key: None,
        };
        let says = |fleet: &mut Fleet, command| {
            let decided = fleet.decide(NOW.plus(2), Act::reader(command));
            drop(decided.unwrap());
        };
        says(&mut fleet, Command::Attach(Box::new(attach)));
        if let Some(ahead_ms) = attachment.clock_ahead_ms {
            let heard = Command::HearClock {
                serial: unit.serial,
                connection: attachment.connection,
                shown: fleet.time_of_day().plus(ahead_ms),
            };
            says(&mut fleet, heard);
        }
    }
    fleet
}

fn code(told: &CheckReadyResponse) -> &str {
    &told.text.as_ref().unwrap().code
}

fn levels(told: &CheckReadyResponse, unit: usize) -> Vec<(&str, Level)> {
    let checks = told.units[unit].checks.iter();
    checks.map(|check| (&*check.name, check.level())).collect()
}

#[test]
fn all_is_said_in_one_line_where_all_readers_can_serve() {
    let one = ready(
        &connected(vec![attached("CR-1", 1, Some(0))]),
        &Pc::Seen(vec![]),
    );
    assert!(one.ready);
    assert_eq!(code(&one), "ready-one");
    let checks = levels(&one, 0);
    let names: Vec<_> = checks.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        [
            "usb",
            "attached",
            "self-test",
            "seat",
            "certificate",
            "clock"
        ]
    );
    assert!(checks.iter().all(|(_, level)| *level == Level::Good));
    let both = connected(vec![attached("CR-1", 1, None), attached("CR-2", 2, None)]);
    let both = ready(&both, &Pc::Test);
    assert_eq!((both.ready, code(&both)), (true, "ready-all"));
    assert_eq!(
        levels(&both, 1)[5],
        ("clock", Level::Unknown),
        "an old agent"
    );
    assert!(both.text.unwrap().ja.contains("2台とも使えます"));
}

#[test]
fn a_reader_that_does_not_work_is_named_with_what_to_do() {
    let broken = Unit {
        health: Health::Faulted {
            codes: vec!["E-CAMERA".to_owned()],
        },
        ..attached("CR-2", 2, Some(0))
    };
    let told = ready(
        &connected(vec![attached("CR-1", 1, Some(0)), broken]),
        &Pc::Test,
    );
    assert_eq!((told.ready, code(&told)), (false, "not-ready"));
    assert_eq!(told.units[1].level(), Level::Bad);
    assert_eq!(told.units[0].level(), Level::Good);
    let faulted = told.units[1].checks.iter().find(|c| c.name == "self-test");
    let text = faulted.unwrap().text.clone().unwrap();
    assert_eq!(text.code, "faulted");
    assert!(told.text.unwrap().en.contains("E-CAMERA"));
    assert!(crate::json::fault("not-ready").is_some());
}

#[test]
fn who_was_put_aside_is_told_as_that_and_holds_nothing_up() {
    let worked_on = Unit {
        pause: Some(Pause::Maintenance(Maintenance {
            reason: PauseReason::parse("ファンの交換").unwrap(),
            since: NOW,
            until: None,
        })),
        ..unit("CR-2", 2)
    };
    let paused = Unit {
        pause: Some(Pause::ByStaff(None)),
        ..unit("CR-3", 3)
    };
    let units = vec![attached("CR-1", 1, Some(0)), worked_on.clone(), paused];
    let told = ready(&connected(units), &Pc::Test);
    assert_eq!((told.ready, code(&told)), (true, "ready-but-aside"));
    assert_eq!(told.units[1].level(), Level::Aside);
    assert_eq!(told.units[2].level(), Level::Aside);
    let why = told.units[1].checks[0].text.as_ref().unwrap();
    assert_eq!(
        (&*why.code, why.ja.contains("ファンの交換")),
        ("in-maintenance", true)
    );
    let none = ready(&connected(vec![worked_on]), &Pc::Test);
    assert_eq!((none.ready, code(&none)), (false, "ready-all-aside"));
}

#[test]
fn nobody_is_missed_before_the_readers_had_time_to_connect() {
    let absent = ready(&connected(vec![unit("CR-1", 1)]), &Pc::Test);
    assert_eq!((absent.ready, code(&absent)), (false, "ready-not-yet"));
    let nobody = ready(&connected(Vec::new()), &Pc::Test);
    assert_eq!(
        (nobody.ready, code(&nobody)),
        (false, "ready-none-enrolled")
    );
}

#[test]
fn what_is_worth_a_look_keeps_nobody_from_opening() {
    let degraded = Unit {
        health: Health::Degraded {
            codes: vec!["E-LAMP".to_owned()],
        },
        ..attached("CR-1", 1, Some(45_000))
    };
    let told = ready(&connected(vec![degraded.clone()]), &Pc::Test);
    assert_eq!((told.ready, code(&told)), (true, "ready-noted"));
    let warned = levels(&told, 0);
    let warns = warned.iter().filter(|(_, level)| *level == Level::Warn);
    assert_eq!(
        warns.map(|(name, _)| *name).collect::<Vec<_>>(),
        ["self-test", "clock"]
    );
}

/// RULES A22: from an hour on, to either side, the reader has another date for part of each day.
#[test]
fn a_reader_that_is_an_hour_off_keeps_the_clinic_from_opening_and_one_that_is_less_does_not() {
    const HOUR_MS: i64 = 3_600_000;
    for (ahead_ms, level, opens) in [
        (HOUR_MS - 1, Level::Warn, true),
        (HOUR_MS, Level::Bad, false),
        (1 - HOUR_MS, Level::Warn, true),
        (-HOUR_MS, Level::Bad, false),
        (-25 * HOUR_MS, Level::Bad, false),
    ] {
        let off = attached("CR-1", 1, Some(ahead_ms));
        let told = ready(&connected(vec![off]), &Pc::Test);
        assert_eq!(levels(&told, 0)[5], ("clock", level), "{ahead_ms}");
        assert_eq!(told.ready, opens, "{ahead_ms}");
    }
}

#[test]
fn the_pc_is_judged_without_what_the_doctor_says_of_readers() {
    let finding = |code| Finding {
        code,
        words: Vec::new(),
        commands: Vec::new(),
    };
    let fleet = connected(vec![attached("CR-1", 1, Some(0))]);
    let readers = Pc::Seen(vec![finding(Code::SlowLink), finding(Code::UnitNotServing)]);
    assert!(ready(&fleet, &readers).ready);
    let said = |name, word: &str| (name, Word::Same(word.to_owned()));
    let full = Finding {
        words: vec![
            said("path", "data"),
            said("free", "60"),
            said("least", "64"),
        ],
        ..finding(Code::SpaceLow)
    };
    let disk = Pc::Seen(vec![full, finding(Code::ClockNotSynced)]);
    let told = ready(&fleet, &disk);
    assert_eq!((told.ready, code(&told)), (false, "not-ready"));
    let bad = told.pc.iter().filter(|check| check.level() == Level::Bad);
    assert_eq!(bad.map(|c| &*c.name).collect::<Vec<_>>(), ["space-low"]);
    let hidden = ready(&fleet, &Pc::NotShown);
    assert!(hidden.ready && hidden.pc.iter().any(|c| c.level() == Level::Unknown));
    assert_eq!(hidden.pc[0].name, "day");
    assert_eq!(hidden.pc[1].name, "backup");
}

#[test]
fn a_reader_that_usb_shows_and_that_has_not_come_is_plugged_in_well() {
    let fleet = seeing(vec![on_port("1", UsbSerial::Shown("CR-2".into()))]);
    let told = ready(&fleet, &Pc::Test);
    let at = told.units.iter().position(|unit| unit.serial == "CR-2");
    assert_eq!(levels(&told, at.unwrap())[0], ("usb", Level::Good));
}

#[test]
fn while_the_pcs_own_clock_is_wrong_no_reader_is_compared() {
    let mut fleet = connected(vec![attached("CR-1", 1, Some(0))]);
    let wrong = fleet.time_of_day().plus(3_600_000);
    let seen = Command::SeeClock { wall: wrong };
    let _told = fleet.decide(NOW, Act::reader(seen)).unwrap();
    let told = ready(&fleet, &Pc::Test);
    assert_eq!(levels(&told, 0)[5], ("clock", Level::Unknown));
}
