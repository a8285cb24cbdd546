//! The section `[retention]`: how long records are kept. `madoguchi_fleet::settings` has the whole table.

use super::fields::Fields;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::DAY;
use std::ops::RangeInclusive;

/// Closed tickets, in days: at least a week, over which a reader may hold an outcome whose acknowledgement was lost; at
/// most so that a busy clinic's PC still starts in a moment.
const CLOSED_TICKETS: RangeInclusive<i64> = 7..=400;
/// Walk-ups, in days: at least this month and the last, whose use is reported (FAQ 37); at most three years.
const WALK_UPS: RangeInclusive<i64> = 62..=1_096;

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
