//! What the running controller itself says: alarms, units that it refuses, licenses that give no seats.

use super::gateway::NEVER_STARTED;
use super::readers;
use crate::facts::{Controller, Facts, Running};
use crate::finding::{Code, Finding, Word, said, same};
use madoguchi_fleet::link::SeenReader;
use madoguchi_proto::v1::{InstalledLicense, Link, Status, Text, Unit};

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let obstacles = facts.obstacles.iter();
    let mut findings: Vec<_> = obstacles
        .map(|why| passed_on(Code::StartFails, why))
        .collect();
    match &facts.controller {
        Controller::Runs(running) => findings.extend(of(running, facts)),
        // To start it would not help.
        Controller::Stopped(_) if !findings.is_empty() => {}
        Controller::Stopped(why) => findings.push(passed_on(Code::ControllerNotRunning, why)),
        Controller::Silent(why) => findings.push(passed_on(Code::ControllerSilent, why)),
        Controller::NotAsked(why) => findings.push(not_asked(why)),
    }
    findings
}

fn passed_on(code: Code, why: &Text) -> Finding {
    Finding::new(code, &[("detail", why.clone().into())])
}

/// Before the first start nobody can be asked, and else whoever has the rights can.
fn not_asked(why: &Text) -> Finding {
    let todo = match why.code.as_str() {
        NEVER_STARTED => "doctor-ask-after-start",
        _ => "doctor-ask-with-rights",
    };
    let args = [("detail", why.clone().into()), ("todo", said(todo))];
    Finding::new(Code::ControllerNotAsked, &args)
}

fn of(running: &Running, facts: &Facts) -> Vec<Finding> {
    let status = &running.status;
    let known = Known::of(facts);
    let news = status.alarms.iter().filter(|alarm| !known.alarm(alarm));
    let mut findings: Vec<_> = news.filter_map(|one| alarm(one, status)).collect();
    findings.extend(units(status, &known));
    if status.alarms.iter().any(|one| one.code == "no-unit-serves") {
        findings.extend(status.units.iter().filter_map(idle));
    }
    findings.extend(running.licenses.iter().filter_map(license));
    if findings.is_empty() {
        let serving = status.units.iter().filter(|unit| unit.serves).count();
        let args = [
            ("serving", same(serving)),
            ("units", same(status.units.len())),
            ("software", same(&status.software)),
        ];
        findings.push(Finding::new(Code::ControllerFine, &args));
    }
    findings.extend(enough(status));
    findings
}

/// A reader of a fleet in which none serves, which has no alarm of its own: as its row tells it.
fn idle(unit: &Unit) -> Option<Finding> {
    let enrolled = !unit.retired && unit.counter.is_some();
    let wanted = !unit.paused && !unit.serves && refusal(unit).is_none();
    // A reader that reports a fault has an alarm.
    if !enrolled || !wanted || unit.attached {
        return None;
    }
    let words = vec![
        ("why", unit.why.clone().unwrap_or_default().into()),
        ("port", port_or_unknown(unit)),
        ("cable", cable(unit)),
    ];
    let seen = Word::Said("doctor-unit-idle", words);
    let args = [("unit", name(unit)), ("alarm", seen)];
    Some(Finding::new(Code::UnitNotServing, &args))
}

/// What the controller wants to be looked at; `None` where [`units`] tells it.
fn alarm(alarm: &Text, status: &Status) -> Option<Finding> {
    match alarm.code.as_str() {
        "not-serving" => not_serving(alarm, status),
        "seats-short" => None,
        _ => {
            let args = [("alarm", alarm.clone().into()), ("code", same(&alarm.code))];
            Some(Finding::new(Code::ControllerAlarm, &args))
        }
    }
}

/// An enrolled reader that does not serve although nobody wished so (RULES A13), with the controller's reason.
fn not_serving(alarm: &Text, status: &Status) -> Option<Finding> {
    let units = status.units.iter();
    let named = units.filter_map(|unit| Some((position(&alarm.en, &unit.serial)?, unit)));
    // The sentence begins with the reader that it is about; the reason may name another.
    let unit = named.min_by_key(|(at, _)| *at).map(|(_, unit)| unit)?;
    if refusal(unit).is_some() {
        return None;
    }
    let args = [("unit", name(unit)), ("alarm", alarm.clone().into())];
    Some(Finding::new(Code::UnitNotServing, &args))
}

/// Those that it refuses: one finding for all that want a license, and one for each other that the PC itself does not show.
fn units(status: &Status, known: &Known) -> Vec<Finding> {
    let wanted = |unit: &&Unit| !unit.paused || unit.paused_by_fleet;
    let units = || status.units.iter().filter(wanted);
    let short: Vec<_> = units().filter(|unit| no_seat(unit)).collect();
    let mut findings = Vec::new();
    if !short.is_empty() {
        let args = [
            (
                "units",
                Word::Listed(short.iter().map(|unit| name(unit)).collect()),
            ),
            ("count", same(short.len())),
            ("seats", status.seats.clone().unwrap_or_default().into()),
        ];
        findings.push(Finding::new(Code::SeatsShort, &args));
    }
    for unit in units() {
        let Some(reason) = refusal(unit) else {
            continue;
        };
        if no_seat(unit) || known.refused(unit, reason) {
            continue;
        }
        let why: Word = unit.why.clone().unwrap_or_default().into();
        let args = [
            ("unit", name(unit)),
            ("why", why),
            ("code", same(&unit.admission)),
            ("port", port_or_unknown(unit)),
            ("cable", cable(unit)),
        ];
        findings.push(Finding::new(Code::UnitRefused, &args));
    }
    findings
}

fn no_seat(unit: &Unit) -> bool {
    unit.admission == "refused:no-seat"
}

fn refusal(unit: &Unit) -> Option<&str> {
    unit.admission.strip_prefix("refused:")
}

/// The serial with the counter, where it has one; of one that shows no serial, where it is plugged in.
pub(super) fn name(unit: &Unit) -> Word {
    if let (Some(link), true) = (&unit.link, unit.serial.is_empty()) {
        return same(format!("USB {}", port(link)));
    }
    let counter = unit.counter.as_ref().map(|counter| &counter.name);
    match counter.filter(|counter| !counter.is_empty()) {
        Some(counter) => Word::Said(
            "doctor-unit-at-counter",
            vec![("unit", same(&unit.serial)), ("counter", same(counter))],
        ),
        None => same(&unit.serial),
    }
}

fn port_or_unknown(unit: &Unit) -> Word {
    let link = unit.link.as_ref().filter(|link| !link.chain.is_empty());
    link.map_or_else(|| said("doctor-not-known"), |link| same(port(link)))
}

fn cable(unit: &Unit) -> Word {
    match unit.cable.as_str() {
        "" => said("doctor-no-cable-note"),
        note => same(note),
    }
}

fn port(link: &Link) -> String {
    format!("{}-{}", link.bus, link.chain)
}

/// The arithmetic of seats, where nobody who is connected wants one. Readers that are away have none, and may want one when they come.
fn enough(status: &Status) -> Option<Finding> {
    let seats = status.seats.clone()?;
    let seated = |unit: &&Unit| unit.admission.starts_with("seat:");
    let seated = status.units.iter().filter(seated).count();
    if seated == 0 || status.units.iter().any(no_seat) {
        return None;
    }
    let args = [("units", same(seated)), ("seats", seats.into())];
    Some(Finding::new(Code::SeatsEnough, &args))
}

fn license(license: &InstalledLicense) -> Option<Finding> {
    // One whose place another took, or that was given back, is as it should be.
    let expected = ["superseded", "returned"].contains(&license.standing.as_str());
    if license.in_force || expected {
        return None;
    }
    let args = [
        ("license", same(&license.license_id)),
        ("why", license.why.clone().unwrap_or_default().into()),
    ];
    Some(Finding::new(Code::LicenseNotInForce, &args))
}

/// What the PC itself shows, and `readers` tells: the same trouble is not counted twice.
struct Known {
    /// The readers with what is wrong with each.
    readers: Vec<(SeenReader, Vec<Code>)>,
    /// The ports of other makers' readers.
    foreign: Vec<String>,
    /// Whether the disk of the data directory has too little room.
    no_room: bool,
}

impl Known {
    fn of(facts: &Facts) -> Self {
        let seen = readers::seen(facts).into_iter();
        let settings = &facts.settings.link;
        let links = facts.links.iter();
        let devices = links.flat_map(|links| &links.devices);
        let foreign = devices.filter(|device| settings.foreign(device.usb).is_some());
        Self {
            foreign: foreign.map(|device| device.port.to_string()).collect(),
            no_room: facts
                .data
                .free_bytes
                .is_some_and(|free| free < facts.data.needed_bytes),
            readers: seen
                .map(|reader| {
                    let wrong = readers::wrong(&reader.link, None);
                    (reader, wrong)
                })
                .collect(),
        }
    }

    fn alarm(&self, alarm: &Text) -> bool {
        let names = |word: &str| position(&alarm.en, word).is_some();
        let wrong = |code: Code| {
            self.readers.iter().any(|(reader, wrong)| {
                let serial = reader.link.usb_serial.shown();
                wrong.contains(&code) && serial.is_some_and(names)
            })
        };
        match alarm.code.as_str() {
            "foreign" => self.foreign.iter().any(|port| names(port)),
            "slow-link" => wrong(Code::SlowLink),
            "copy" => wrong(Code::SerialDuplicate),
            // The check of the data directory says it.
            "disk-full" => self.no_room,
            // The check of the time says it with both times.
            "clocks-apart-ahead" | "clocks-apart-behind" => true,
            // The check of coverage says it with each reader's own day.
            "coverage-soon" | "coverage-close" | "coverage-over" => true,
            _ => false,
        }
    }

    fn refused(&self, unit: &Unit, reason: &str) -> bool {
        let code = match reason {
            "behind-hub" => Code::BehindHub,
            "link-unknown" => Code::LinkUnknown,
            "serial-twice" => Code::SerialDuplicate,
            "identity-mismatch" => Code::SerialMissing,
            _ => return false,
        };
        let at = unit.link.as_ref().map(port);
        self.readers.iter().any(|(reader, wrong)| {
            let same_port = at.as_ref() == Some(&reader.link.port.to_string());
            let serial = reader.link.usb_serial.shown();
            wrong.contains(&code) && (same_port || serial == Some(&unit.serial))
        })
    }
}

/// Where a sentence has a word that stands alone: "1-1" is not in "1-12", nor "CR-1" in "XCR-1".
fn position(sentence: &str, word: &str) -> Option<usize> {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let alone = |at: usize| {
        let before = sentence.get(..at).and_then(|text| text.chars().next_back());
        let rest = sentence.get(at + word.len()..).unwrap_or("");
        let mut after = rest.chars();
        let (next, second) = (after.next(), after.next());
        // A dot ends a sentence, or a chain goes on: "1-1.2".
        let goes_on = next == Some('.') && second.is_some_and(|c| c.is_ascii_digit());
        !before.is_some_and(inner) && !next.is_some_and(inner) && !goes_on
    };
    let mut found = sentence.match_indices(word).map(|(at, _)| at);
    found.find(|at| !word.is_empty() && alone(*at))
}
