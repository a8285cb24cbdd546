//! The section `[rules]` (RULES). It does not contain the grace of a replaced unit's license, which is the vendor's decision.

use super::fields::Fields;
use super::{Policy, retention};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{MINUTE, SECOND};

/// The numbers of the rules, each within sensible bounds.
pub(super) fn settings(fields: &mut Fields, policy: Policy) -> Settings {
    let mut settings = Settings {
        environment: policy.environment(),
        ..Settings::default()
    };
    let mut number = |name, unit, range, place: &mut i64| {
        if let Some(value) = fields.number(name, range) {
            *place = value.saturating_mul(unit);
        }
    };
    // The offsets that exist: UTC-12 to UTC+14.
    number(
        "clinic.utc_offset_min",
        MINUTE,
        -720..=840,
        &mut settings.utc_offset_ms,
    );
    number("rules.call_s", SECOND, 10..=900, &mut settings.call_ms);
    number(
        "rules.session_s",
        SECOND,
        30..=1_800,
        &mut settings.session_ms,
    );
    number("rules.grace_s", SECOND, 5..=300, &mut settings.grace_ms);
    number(
        "rules.card_removal_s",
        SECOND,
        5..=300,
        &mut settings.card_removal_ms,
    );
    number(
        "rules.preference_min",
        MINUTE,
        0..=240,
        &mut settings.preference_ms,
    );
    number(
        "rules.priority_head_start_min",
        MINUTE,
        0..=240,
        &mut settings.priority_head_start_ms,
    );
    number(
        "rules.seat_hold_s",
        SECOND,
        0..=3_600,
        &mut settings.seat_hold_ms,
    );
    number(
        "rules.restart_grace_s",
        SECOND,
        5..=300,
        &mut settings.restart_grace_ms,
    );
    number("rules.undo_s", SECOND, 1..=60, &mut settings.undo_ms);
    // A single failure is not repeated failure.
    if let Some(failures) = fields.number("rules.failures_to_pause", 2..=100) {
        settings.failures_to_pause = u32::try_from(failures).unwrap_or(u32::MAX);
    }
    if let Some(at) = fields.time_of_day_or_never("day.restart_readers") {
        settings.restart_readers_ms = at.map(|minutes| minutes * MINUTE);
    }
    if let Some(end) = fields.time_of_day_or_never("rules.day_end") {
        settings.day_end_ms = end.map(|minutes| minutes * MINUTE);
    }
    if let Some(most) = fields.number("rules.max_open_tickets", 1..=100_000) {
        settings.max_open_tickets = usize::try_from(most).unwrap_or(settings.max_open_tickets);
    }
    retention::read(fields, &mut settings);
    settings
}
