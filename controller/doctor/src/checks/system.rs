//! The operating system (FAQ 1, 26, 27), and what the configuration says of this installation.

use crate::facts::{Controller, Facts, Kind, System};
use crate::finding::{Code, Finding, said, same};
use madoguchi_licensing::grant::Environment;

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

/// That the running controller has another configuration than the one that is judged here, as far as its policy shows.
fn other_config(facts: &Facts) -> Option<Finding> {
    let Controller::Runs(running) = &facts.controller else {
        return None;
    };
    let judged = if facts.settings.over_usb {
        "usb"
    } else {
        "loopback"
    };
    let runs = running.status.policy.as_str();
    if runs.is_empty() || runs == judged {
        return None;
    }
    let args = [("runs", same(runs)), ("judged", same(judged))];
    Some(Finding::new(Code::OtherConfig, &args))
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
