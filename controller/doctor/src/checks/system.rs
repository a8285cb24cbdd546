//! The operating system (FAQ 1, 26, 27), and what the configuration says of this installation.

use crate::facts::{Controller, Facts, Kind, Running, System};
use crate::finding::{Code, Finding, Word, said, same};
use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1::Setting;

/// The first build of Windows 11; the last of Windows 10, whose support ended on 2025-10-14, is 19045.
const WINDOWS_11: u32 = 22_000;
/// The oldest kernel that is still looked after for long-term distributions.
const OLDEST_KERNEL: (u32, u32) = (5, 10);
/// The oldest versions of distributions that get security updates.
const OLDEST: [(&str, u32); 7] = [
    ("debian", 12),
    ("ubuntu", 22),
    ("rhel", 8),
    ("almalinux", 8),
    ("rocky", 8),
    ("centos", 9),
    ("linuxmint", 21),
];

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = vec![system(&facts.system)];
    if let Some(mistakes) = &facts.settings.mistakes {
        let args = [("mistakes", mistakes.clone().into())];
        findings.push(Finding::new(Code::ConfigMistakes, &args));
    }
    findings.extend(other_config(facts));
    if facts.settings.environment == Environment::Test {
        let detail = match facts.settings.over_usb {
            false => "doctor-test-by-policy",
            true => "doctor-test-by-roots",
        };
        let args = [("detail", said(detail))];
        findings.push(Finding::new(Code::TestInstallation, &args));
    }
    findings
}

/// That the running controller uses other settings than those that are judged here: a file that was changed after its start, or another file.
/// A file with mistakes is told by itself.
fn other_config(facts: &Facts) -> Option<Finding> {
    let Controller::Runs(running) = &facts.controller else {
        return None;
    };
    let judged = &facts.settings;
    if judged.mistakes.is_some() {
        return None;
    }
    // Without a file only what is judged here can be amiss: the controller's own file has the rest.
    let counts = |field: &str| judged.from_file || judged_by(field);
    let mut others = Vec::new();
    for Setting { field, value } in judged.fields.iter().filter(|one| counts(&one.field)) {
        let runs = runs_with(running, field);
        if let Some(runs) = runs.filter(|runs| runs != value) {
            others.push(other_setting(field, &runs, value));
        }
    }
    if others.is_empty() {
        return None;
    }
    let todo = match judged.from_file {
        true => "doctor-start-again-with-file",
        false => "doctor-name-the-file",
    };
    let args = [
        ("count", same(others.len())),
        ("settings", Word::Listed(others)),
        ("todo", said(todo)),
    ];
    Some(Finding::new(Code::OtherConfig, &args))
}

/// Whether the checks here judge by a field of the configuration.
fn judged_by(field: &str) -> bool {
    let section = field.split('.').next();
    section.is_some_and(|section| ["policy", "gateway", "pairing", "link"].contains(&section))
}

/// The value that the running controller uses for a field; `None` where it does not tell. Earlier releases tell their policy alone.
fn runs_with(running: &Running, field: &str) -> Option<String> {
    if running.settings.is_empty() {
        let policy = &running.status.policy;
        return (field == "policy" && !policy.is_empty()).then(|| format!("\"{policy}\""));
    }
    let mut settings = running.settings.iter();
    let found = settings.find(|one| one.field == field);
    Some(found.map(|one| one.value.clone()).unwrap_or_default())
}

fn other_setting(field: &str, runs: &str, judged: &str) -> Word {
    let value = |value: &str| match value {
        "" => said("doctor-nothing"),
        value => same(value),
    };
    let words = vec![
        ("field", same(field)),
        ("runs", value(runs)),
        ("judged", value(judged)),
    ];
    Word::Said("doctor-other-setting", words)
}

fn system(system: &System) -> Finding {
    let args = [
        ("name", same(&system.name)),
        ("architecture", same(&system.architecture)),
    ];
    Finding::new(code(system), &args)
}

fn code(system: &System) -> Code {
    if system.bits == Some(32) {
        return Code::SystemThirtyTwoBit;
    }
    match &system.kind {
        Kind::Windows { build: Some(build) } if *build < WINDOWS_11 => Code::SystemTooOld,
        Kind::Windows { build: Some(_) } => Code::SystemFine,
        Kind::Linux {
            id,
            version,
            kernel,
            ..
        } => linux(id, version, kernel),
        Kind::Windows { build: None } | Kind::Other => Code::SystemUnknown,
    }
}

/// Whether it is a Windows with a driver for NCM (UsbNcm); that of Windows 10 was never finished.
pub(super) fn has_ncm(system: &System) -> bool {
    matches!(system.kind, Kind::Windows { build: Some(build) } if build >= WINDOWS_11)
}

fn linux(id: &str, version: &str, kernel: &str) -> Code {
    if numbers(kernel).is_some_and(|kernel| kernel < OLDEST_KERNEL) {
        return Code::SystemTooOld;
    }
    let oldest = OLDEST.iter().find(|(known, _)| *known == id);
    match (oldest, numbers(version)) {
        (Some((_, oldest)), Some((major, _))) if major < *oldest => Code::SystemTooOld,
        (Some(_), Some(_)) => Code::SystemFine,
        // Debian's unreleased versions have no number, and what we do not know we cannot call too old.
        _ => Code::SystemUnknown,
    }
}

/// The first two numbers of a version.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split(|c: char| !c.is_ascii_digit());
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next().and_then(|minor| minor.parse().ok());
    Some((major, minor.unwrap_or(0)))
}
