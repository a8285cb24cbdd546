//! The section `[retention]`: how long records are kept. `madoguchi_fleet::settings` has the whole table.

use super::fields::Fields;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::DAY;
use std::ops::RangeInclusive;

/// Closed tickets, in days. At least a week, because a reader may be away that long with an outcome whose acknowledgement was lost; not
/// more than 400, so that a busy clinic's PC still starts quickly.
const CLOSED_TICKETS: RangeInclusive<i64> = 7..=400;
/// Walk-ups, in days: at least this month and the last one, whose use is reported (FAQ 37); at most three years.
const WALK_UPS: RangeInclusive<i64> = 62..=1_096;
/// Log files, in days of which one has lines.
const LOGS: RangeInclusive<i64> = 1..=90;
/// What support looks back over.
const LOGS_USUALLY: u16 = 14;

/// Takes the section's fields.
pub(super) fn read(fields: &mut Fields, settings: &mut Settings) {
    let mut days = |name, range, place: &mut i64| {
        if let Some(days) = fields.number(name, range) {
            *place = days * DAY;
        }
    };
    days(
        "retention.closed_tickets_days",
        CLOSED_TICKETS,
        &mut settings.closed_retention_ms,
    );
    days(
        "retention.walk_ups_days",
        WALK_UPS,
        &mut settings.walk_up_retention_ms,
    );
}

/// Takes the number of log files that are kept.
pub(super) fn logs(fields: &mut Fields) -> u16 {
    let days = fields.number("retention.logs_days", LOGS);
    days.and_then(|days| u16::try_from(days).ok())
        .unwrap_or(LOGS_USUALLY)
}
