//! The PC's clock and time zone, and what the controller takes the time to be (RULES, "Time").

use crate::facts::{Clock, Controller, Facts};
use crate::finding::{Code, Finding, Word, said, same};
use jiff::Timestamp;

/// No PC of ours ran before this: 2026-01-01 UTC, in milliseconds.
const EARLIEST_MS: i64 = 1_767_225_600_000;
/// 2046-01-01 UTC, in milliseconds: a clock that is past that was reset, or has a wrong digit.
const LATEST_MS: i64 = 2_398_377_600_000;
/// Japan's offset from UTC.
const JAPAN_MIN: i32 = 540;
pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let clock = &facts.clock;
    let mut findings = vec![Finding::new(code(clock), &words(clock))];
    if clock.offset_min != JAPAN_MIN {
        findings.push(Finding::new(Code::ZoneNotJapan, &words(clock)));
    }
    if let Controller::Runs(running) = &facts.controller {
        // The controller's own judgement of both, so that page and doctor say the same.
        let apart = running.status.time.as_ref();
        if let Some(times) = apart.filter(|times| times.apart_since_ms != 0) {
            let shown = |ms| shown(ms, times.utc_offset_min);
            let distance = times.fleet_time_ms.saturating_sub(times.time_of_day_ms);
            let args = [
                ("time", shown(times.time_of_day_ms)),
                ("fleet", shown(times.fleet_time_ms)),
                ("since", shown(times.apart_since_ms)),
                ("distance", Word::Apart(distance)),
            ];
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

fn words(clock: &Clock) -> [(&'static str, Word); 2] {
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
        ("time", shown(clock.wall_ms, clock.offset_min)),
        ("zone", zone),
    ]
}

/// "2026-04-01 09:05", on a clock with this offset.
fn shown(ms: i64, offset_min: i32) -> Word {
    let local = ms.saturating_add(i64::from(offset_min).saturating_mul(60_000));
    match Timestamp::from_millisecond(local) {
        Ok(at) => same(at.strftime("%Y-%m-%d %H:%M")),
        Err(_) => said("doctor-not-known"),
    }
}
