//! Whether the clinic can open (RULES A21): each enrolled reader and the PC, judged from the fleet as it is and from what the doctor saw.
//!
//! Where something is wrong the sentence is the one that is told of it everywhere, so that whoever looks it up finds the same fault.

use crate::texts::{self, Clock, both, distance_of_clocks, sentence, text};
use madoguchi_doctor::{Finding, Level as Weight, Theme};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::link::Path;
use madoguchi_fleet::reader_clocks::READER_DATE_OFF_MS;
use madoguchi_fleet::reasons::{Absence, Alarm, Service};
use madoguchi_fleet::unit::{Health, Membership, Pause, Unit};
use madoguchi_proto::v1;
use madoguchi_proto::v1::ReadyLevel as Level;
use madoguchi_texts::{Arg, same};

/// What is known of the PC.
#[derive(Debug, Clone)]
pub(crate) enum Pc {
    /// Whoever asks may not look at it (RULES W1).
    NotShown,
    /// The readers are simulated, so that nothing hangs on its ports.
    Test,
    /// What the doctor found.
    Seen(Vec<Finding>),
}

/// Whether the clinic can open.
#[must_use]
pub(crate) fn ready(fleet: &Fleet, pc: &Pc) -> v1::CheckReadyResponse {
    let mut enrolled: Vec<_> = fleet
        .units()
        .filter(|unit| unit.membership == Membership::Enrolled)
        .collect();
    enrolled.sort_by_key(|unit| unit.pairing);
    let units: Vec<_> = enrolled.iter().map(|one| unit(fleet, one)).collect();
    let pc = of_pc(fleet, pc);
    let (ready, text) = summary(&units, &pc);
    v1::CheckReadyResponse {
        ready,
        text: Some(text),
        units,
        pc,
        at_ms: fleet.time_of_day().0,
        utc_offset_min: texts::utc_offset_min(fleet.settings()),
    }
}

fn unit(fleet: &Fleet, unit: &Unit) -> v1::UnitReady {
    let clock = Clock::of(fleet);
    let mut checks = Vec::new();
    if let Some(pause) = &unit.pause {
        // One that the fleet paused failed again and again: nobody wished that.
        let level = match pause {
            Pause::ByStaff(_) | Pause::Maintenance(_) => Level::Aside,
            Pause::ByFleet => Level::Bad,
        };
        let why = texts::service(&Service::Paused(pause.clone()), &unit.serial, &clock);
        checks.push(check("pause", level, why));
    }
    // It is back by itself; until then its other lines say no more than that.
    if unit.restarts.holds() {
        let why = texts::service(&fleet.service(unit), &unit.serial, &clock);
        checks.push(check("restart", Level::Unknown, why));
        return of_unit(unit, Level::Unknown, checks);
    }
    if let Some(overdue) = restart_overdue(fleet, unit, &clock) {
        checks.push(check("restart", Level::Bad, overdue));
    }
    checks.extend([
        usb(fleet, unit, &clock),
        attached(fleet, unit, &clock),
        self_test(unit, &clock),
        seat(fleet, unit),
        certificate(fleet, unit),
        reader_clock(fleet, unit, &clock),
    ]);
    let has = |level: Level| checks.iter().any(|check| check.level() == level);
    let level = match unit.serves() {
        _ if has(Level::Aside) => Level::Aside,
        _ if has(Level::Bad) => Level::Bad,
        false => Level::Unknown,
        true if has(Level::Warn) => Level::Warn,
        true => Level::Good,
    };
    of_unit(unit, level, checks)
}

/// The sentence of a reader that did not come back from a restart.
fn restart_overdue(fleet: &Fleet, unit: &Unit, clock: &Clock) -> Option<v1::Text> {
    let alarms = fleet.alarms();
    let own = |alarm: &&Alarm| matches!(alarm, Alarm::RestartOverdue { unit: of, .. } if *of == unit.serial);
    let alarm = alarms.iter().find(own)?;
    Some(texts::alarm(alarm, fleet.settings(), clock))
}

fn of_unit(unit: &Unit, level: Level, checks: Vec<v1::ReadyCheck>) -> v1::UnitReady {
    v1::UnitReady {
        serial: unit.serial.to_string(),
        counter: unit.counter.name.clone(),
        level: level.into(),
        checks,
    }
}

fn check(name: &str, level: Level, text: v1::Text) -> v1::ReadyCheck {
    v1::ReadyCheck {
        name: name.to_owned(),
        level: level.into(),
        text: Some(text),
    }
}

fn good(name: &str, args: &[(&'static str, Arg)]) -> v1::ReadyCheck {
    let key = format!("ready-good-{name}");
    check(name, Level::Good, sentence(&key, &key, args))
}

/// What cannot be known of a reader before it connects.
fn away(name: &str) -> v1::ReadyCheck {
    check(name, Level::Unknown, text("ready-unknown-away", &[]))
}

/// Why a unit that is not attached is not, without its pause.
fn absence(fleet: &Fleet, unit: &Unit) -> Service {
    match fleet.service(unit) {
        Service::AlsoPaused { why, .. } => *why,
        other => other,
    }
}

fn usb(fleet: &Fleet, unit: &Unit, clock: &Clock) -> v1::ReadyCheck {
    let (name, seen) = ("usb", fleet.seen(&unit.serial).next());
    if let Some(attachment) = unit.attachment() {
        let link = &attachment.link;
        let refused = match fleet.verdict(unit) {
            // A seat is looked at by itself.
            Verdict::Refused(refusal) if link.path != Path::Direct => Some(refusal),
            _ => None,
        };
        return match refused {
            Some(refusal) => check(name, Level::Bad, texts::verdict(&Verdict::Refused(refusal))),
            None => good(name, &[("port", same(&link.port))]),
        };
    }
    if let Some((at, reader)) = seen {
        if let Err(refusal) = fleet.sighting_verdict(at, reader) {
            return check(name, Level::Bad, texts::verdict(&Verdict::Refused(refusal)));
        }
        let port = [("port", same(&reader.link.port))];
        let key = "ready-good-plugged";
        return check(name, Level::Good, sentence(key, key, &port));
    }
    match fleet.ports(unit.installation) {
        Some(_) => {
            let why = texts::service(&absence(fleet, unit), &unit.serial, clock);
            check(name, Level::Bad, why)
        }
        None => check(name, Level::Unknown, text("ready-unknown-usb", &[])),
    }
}

fn attached(fleet: &Fleet, unit: &Unit, clock: &Clock) -> v1::ReadyCheck {
    let name = "attached";
    if unit.attachment().is_some() {
        return good(name, &[]);
    }
    let why = absence(fleet, unit);
    // Just after a start the fleet waits for its readers before it misses one.
    let waits = matches!(
        why,
        Service::Absent {
            how: Absence::JustStarted { .. },
            ..
        }
    );
    let level = if waits { Level::Unknown } else { Level::Bad };
    check(name, level, texts::service(&why, &unit.serial, clock))
}

fn self_test(unit: &Unit, clock: &Clock) -> v1::ReadyCheck {
    let name = "self-test";
    match (unit.attachment(), &unit.health) {
        (None, _) => away(name),
        (Some(_), Health::Healthy) => good(name, &[]),
        (Some(_), Health::Degraded { codes }) => {
            let key = "ready-warn-degraded";
            let codes = [("codes", same(codes.join(", ")))];
            check(name, Level::Warn, sentence(key, key, &codes))
        }
        (Some(_), Health::Faulted { codes }) => {
            let why = texts::service(&Service::Faulted(codes.clone()), &unit.serial, clock);
            check(name, Level::Bad, why)
        }
    }
}

fn seat(fleet: &Fleet, unit: &Unit) -> v1::ReadyCheck {
    let name = "seat";
    match (unit.attachment(), fleet.verdict(unit)) {
        (None, _) => away(name),
        (Some(_), Verdict::Seated(_)) => good(name, &[]),
        (Some(_), refused @ Verdict::Refused(_)) => {
            check(name, Level::Bad, texts::verdict(&refused))
        }
    }
}

/// A reader is known by its key on record, and no date ends that (RULES T14): what can be wrong is that it came with another one.
fn certificate(fleet: &Fleet, unit: &Unit) -> v1::ReadyCheck {
    let name = "certificate";
    match (unit.attachment(), fleet.visitor(&unit.serial)) {
        (Some(_), _) => good(name, &[]),
        (None, Some(visitor)) => {
            let refused = Verdict::Refused(visitor.refusal.clone());
            check(name, Level::Bad, texts::verdict(&refused))
        }
        (None, None) => away(name),
    }
}

fn reader_clock(fleet: &Fleet, unit: &Unit, clock: &Clock) -> v1::ReadyCheck {
    let name = "clock";
    if unit.attachment().is_none() {
        return away(name);
    }
    let unknown = |key| check(name, Level::Unknown, text(key, &[]));
    if fleet.apart_since().is_some() {
        return unknown("ready-unknown-pc-clock");
    }
    let right = fleet.reader_clock_is_right(unit);
    match (fleet.reader_clock_ahead_ms(unit), right) {
        (Some(ahead_ms), Some(true)) => {
            let distance = ("distance", distance_of_clocks(ahead_ms).into());
            good(name, &[distance])
        }
        (Some(ahead_ms), _) => {
            let level = match ahead_ms.saturating_abs() >= READER_DATE_OFF_MS {
                true => Level::Bad,
                false => Level::Warn,
            };
            let wrong = Alarm::ReaderClock {
                unit: unit.serial.clone(),
                counter: unit.counter.name.clone(),
                ahead_ms,
            };
            check(name, level, texts::alarm(&wrong, fleet.settings(), clock))
        }
        (None, _) => unknown("ready-unknown-clock"),
    }
}

fn of_pc(fleet: &Fleet, pc: &Pc) -> Vec<v1::ReadyCheck> {
    let clock = Clock::of(fleet);
    let alarms = fleet.alarms();
    let told = |alarm: &Alarm| texts::alarm(alarm, fleet.settings(), &clock);
    let earlier = |alarm: &&Alarm| matches!(alarm, Alarm::EarlierDay { .. });
    let mut checks = vec![match alarms.iter().find(earlier) {
        Some(alarm) => check("day", Level::Warn, told(alarm)),
        None => good("day", &[]),
    }];
    let apart = |alarm: &&Alarm| matches!(alarm, Alarm::ClocksApart { .. });
    if let Some(alarm) = alarms.iter().find(apart) {
        checks.push(check("clock", Level::Warn, told(alarm)));
    }
    let level = match super::backup(fleet, false) {
        None => Level::Unknown,
        Some(newest) if newest.is_old => Level::Warn,
        Some(_) => Level::Good,
    };
    checks.push(check("backup", level, super::backup_text(fleet)));
    let unknown = |key| check("pc", Level::Unknown, text(key, &[]));
    match pc {
        Pc::NotShown => checks.push(unknown("ready-unknown-pc")),
        Pc::Test => checks.push(unknown("ready-unknown-test")),
        Pc::Seen(findings) => checks.extend(problems(findings)),
    }
    checks
}

/// The doctor's problems but for those of readers, who are judged one by one: a reader that somebody put aside is none.
fn problems(findings: &[Finding]) -> Vec<v1::ReadyCheck> {
    let of_readers = |theme| matches!(theme, Theme::Readers | Theme::Controller);
    let problems = findings.iter().filter(|finding| {
        finding.code.level() == Weight::Problem && !of_readers(finding.code.theme())
    });
    let told = problems.map(|problem| {
        let told = texts::finding(problem);
        let what = told.what.unwrap_or_default();
        let text = match told.todo {
            Some(todo) => v1::Text {
                code: told.code.clone(),
                ..both(what, todo)
            },
            None => what,
        };
        check(&told.code, Level::Bad, text)
    });
    let told: Vec<_> = told.collect();
    match told.is_empty() {
        true => vec![good("pc", &[])],
        false => told,
    }
}

/// Whether the clinic can open, and the line that says so.
fn summary(units: &[v1::UnitReady], pc: &[v1::ReadyCheck]) -> (bool, v1::Text) {
    let count = |level: Level| units.iter().filter(|unit| unit.level() == level).count();
    let counted = |key: &'static str, number: usize| {
        let number = [("count", same(number))];
        sentence(key, key, &number)
    };
    let aside = count(Level::Aside);
    let serving = count(Level::Good) + count(Level::Warn);
    // Why a reader that somebody put aside does not work is nobody's matter now.
    let wanted = units.iter().filter(|unit| unit.level() != Level::Aside);
    let checks: Vec<_> = wanted.flat_map(|unit| &unit.checks).chain(pc).collect();
    let of = |level: Level| checks.iter().filter(move |check| check.level() == level);
    if units.is_empty() {
        return (false, text("ready-none-enrolled", &[]));
    }
    if let Some(first) = of(Level::Bad).next() {
        let first = first.text.clone().unwrap_or_default();
        let broken = count(Level::Bad) + pc.iter().filter(|c| c.level() == Level::Bad).count();
        let args = [("count", same(broken)), ("first", first.into())];
        return (false, sentence("not-ready", "alarm-not-ready", &args));
    }
    if aside == units.len() {
        return (false, text("ready-all-aside", &[]));
    }
    if count(Level::Unknown) > 0 {
        return (false, counted("ready-not-yet", count(Level::Unknown)));
    }
    let ready = match (serving, aside) {
        (1, 0) => text("ready-one", &[]),
        (_, 0) => counted("ready-all", serving),
        _ => {
            let args = [("count", same(serving)), ("aside", same(aside))];
            sentence("ready-but-aside", "ready-but-aside", &args)
        }
    };
    match of(Level::Warn).count() {
        0 => (true, ready),
        notes => {
            let args = [("ready", ready.into()), ("notes", same(notes))];
            (true, sentence("ready-noted", "ready-noted", &args))
        }
    }
}
