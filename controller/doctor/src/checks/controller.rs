//! What the running controller itself says: alarms, units that it refuses, licenses that give no seats.

use super::readers;
use crate::facts::{Controller, Facts, Running};
use crate::finding::{Code, Finding, Word, listed, same};
use madoguchi_fleet::link::SeenReader;
use madoguchi_proto::v1::{InstalledLicense, Link, Status, Text, Unit};

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    match &facts.controller {
        Controller::Runs(running) => of(running, facts),
        Controller::Stopped(why) => passed_on(Code::ControllerNotRunning, why),
        Controller::NotAsked(why) => passed_on(Code::ControllerNotAsked, why),
    }
}

fn passed_on(code: Code, why: &Text) -> Vec<Finding> {
    vec![Finding::new(code, &[("detail", why.clone().into())])]
}

fn of(running: &Running, facts: &Facts) -> Vec<Finding> {
    let status = &running.status;
    let known = Known::of(facts);
    let news = status.alarms.iter().filter(|alarm| !known.alarm(alarm));
    let mut findings: Vec<_> = news.map(alarm).collect();
    findings.extend(units(status, &known));
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

fn alarm(alarm: &Text) -> Finding {
    let args = [("alarm", alarm.clone().into()), ("code", same(&alarm.code))];
    Finding::new(Code::ControllerAlarm, &args)
}

/// Those that it refuses: one finding for all that want a license, and one for each other that the PC itself does not show.
fn units(status: &Status, known: &Known) -> Vec<Finding> {
    let short: Vec<_> = status.units.iter().filter(|unit| no_seat(unit)).collect();
    let mut findings = Vec::new();
    if !short.is_empty() {
        let args = [
            ("units", listed(short.iter().map(|unit| name(unit)))),
            ("count", same(short.len())),
            ("seats", status.seats.clone().unwrap_or_default().into()),
        ];
        findings.push(Finding::new(Code::SeatsShort, &args));
    }
    for unit in &status.units {
        let Some(reason) = unit.admission.strip_prefix("refused:") else {
            continue;
        };
        if no_seat(unit) || known.refused(unit, reason) {
            continue;
        }
        let why: Word = unit.why.clone().unwrap_or_default().into();
        let args = [
            ("unit", same(name(unit))),
            ("why", why),
            ("code", same(&unit.admission)),
        ];
        findings.push(Finding::new(Code::UnitRefused, &args));
    }
    findings
}

fn no_seat(unit: &Unit) -> bool {
    unit.admission == "refused:no-seat"
}

/// The serial; of one that shows none, where it is plugged in.
fn name(unit: &Unit) -> String {
    match (&unit.link, unit.serial.is_empty()) {
        (Some(link), true) => format!("USB {}", port(link)),
        _ => unit.serial.clone(),
    }
}

fn port(link: &Link) -> String {
    format!("{}-{}", link.bus, link.chain)
}

/// The arithmetic of seats, where nobody wants one.
fn enough(status: &Status) -> Option<Finding> {
    let seats = status.seats.clone()?;
    if status.units.is_empty() || status.units.iter().any(no_seat) {
        return None;
    }
    let args = [("units", same(status.units.len())), ("seats", seats.into())];
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
            readers: seen
                .map(|reader| {
                    let wrong = readers::wrong(&reader.link, None);
                    (reader, wrong)
                })
                .collect(),
        }
    }

    fn alarm(&self, alarm: &Text) -> bool {
        let names = |word: &str| mentions(&alarm.en, word);
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
            // The check of the time says it with both times.
            "clocks-apart-ahead" | "clocks-apart-behind" => true,
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

/// Whether a sentence has a word that stands alone: "1-1" is not in "1-12", nor "CR-1" in "XCR-1".
fn mentions(sentence: &str, word: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !word.is_empty()
        && sentence.match_indices(word).any(|(at, _)| {
            let before = sentence.get(..at).and_then(|text| text.chars().next_back());
            let rest = sentence.get(at + word.len()..).unwrap_or("");
            let mut after = rest.chars();
            let (next, second) = (after.next(), after.next());
            // A dot ends a sentence, or a chain goes on: "1-1.2".
            let goes_on = next == Some('.') && second.is_some_and(|c| c.is_ascii_digit());
            !before.is_some_and(inner) && !next.is_some_and(inner) && !goes_on
        })
}
