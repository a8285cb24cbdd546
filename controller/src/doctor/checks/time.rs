//! The PC's clock and time zone, and what the controller takes the time to be (RULES, "Time").

use crate::doctor::facts::{Clock, Controller, Facts};
use crate::doctor::finding::{Code, Finding};
use crate::texts::{Arg, same, text};
use jiff::Timestamp;

/// No PC of ours ran before this: 2026-01-01 UTC, in milliseconds.
const EARLIEST_MS: i64 = 1_767_225_600_000;
/// 2046-01-01 UTC, in milliseconds: a clock that is past that was reset, or has a wrong digit.
const LATEST_MS: i64 = 2_398_377_600_000;
/// Japan's offset from UTC.
const JAPAN_MIN: i32 = 540;
/// A difference to fleet time that people notice on the display.
const NOTICED_MS: i64 = 2 * 60 * 1_000;

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let clock = &facts.clock;
    let mut findings = vec![Finding::new(code(clock), &words(clock))];
    if clock.offset_min != JAPAN_MIN {
        findings.push(Finding::new(Code::ZoneNotJapan, &words(clock)));
    }
    if let Controller::Runs(running) = &facts.controller {
        let fleet_ms = running.status.fleet_time_ms;
        let apart = clock.wall_ms.saturating_sub(fleet_ms);
        if apart.unsigned_abs() > NOTICED_MS.unsigned_abs() {
            let minutes = apart.unsigned_abs() / 60_000;
            let mut args = words(clock).to_vec();
            args.push((
                "fleet",
                same(shown(fleet_ms, running.status.utc_offset_min)),
            ));
            args.push(("minutes", same(minutes)));
            findings.push(Finding::new(Code::FleetTimeDiffers, &args));
        }
    }
    findings
}

fn code(clock: &Clock) -> Code {
    if !(EARLIEST_MS..LATEST_MS).contains(&clock.wall_ms) {
        return Code::ClockWrong;
    }
    match clock.synced {
        Some(true) => Code::ClockFine,
        Some(false) => Code::ClockNotSynced,
        None => Code::ClockSyncUnknown,
    }
}

fn words(clock: &Clock) -> [(&'static str, Arg); 2] {
    let offset = format!(
        "UTC{}{}:{:02}",
        if clock.offset_min < 0 { '-' } else { '+' },
        clock.offset_min.abs() / 60,
        clock.offset_min.abs() % 60
    );
    let zone = match &clock.zone {
        Some(zone) => same(format!("{zone}, {offset}")),
        None => same(offset),
    };
    [
        ("time", same(shown(clock.wall_ms, clock.offset_min))),
        ("zone", zone),
    ]
}

/// "2026-04-01 09:05", on a clock with this offset.
fn shown(ms: i64, offset_min: i32) -> String {
    let local = ms.saturating_add(i64::from(offset_min).saturating_mul(60_000));
    match Timestamp::from_millisecond(local) {
        Ok(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => text("doctor-not-known", &[]).en,
    }
}
