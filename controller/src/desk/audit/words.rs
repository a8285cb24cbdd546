//! What a check of the record of acts found, in words (RULES R8, R10).

use crate::store::Trail;
use crate::texts::{Clock, text};
use madoguchi_fleet::audit::{Broken, Whole};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1::Text;

/// What holds, and what of it cannot be told.
pub(crate) fn whole(clock: &Clock, trail: &Trail, whole: &Whole) -> Vec<Text> {
    let mut words = Vec::new();
    match whole.span {
        None => words.push(text("trail-empty", &[])),
        Some((oldest, newest)) => {
            let (first, last) = (oldest.sequence.to_string(), newest.sequence.to_string());
            let args = [
                ("entries", whole.linked.to_string()),
                ("first", first.clone()),
                ("from", time(clock, trail, oldest.at)),
                ("last", last),
                ("to", time(clock, trail, newest.at)),
            ];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            words.push(text("trail-whole", &args));
            if oldest.sequence > 1 && whole.unlinked == 0 {
                words.push(text("trail-base", &[("first", &first)]));
            }
        }
    }
    if whole.unlinked > 0 {
        let count = whole.unlinked.to_string();
        words.push(text("trail-unlinked", &[("count", &count)]));
    }
    words
}

/// Where it does not hold.
pub(crate) fn broken(clock: &Clock, trail: &Trail, broken: Broken) -> Text {
    let number = broken.sequence().to_string();
    let entries = trail.entries.iter();
    let entry = { entries }.find(|entry| entry.sequence == broken.sequence());
    let time = entry.map(|entry| time(clock, trail, entry.at));
    let time = time.unwrap_or_default();
    let at = [("number", number.as_str()), ("time", time.as_str())];
    match broken {
        Broken::Changed { .. } => text("audit-changed", &at),
        Broken::OutOfOrder { .. } => text("audit-out-of-order", &at),
        Broken::Unlinked { .. } => text("audit-unlinked", &at),
        Broken::Missing { last, .. } => {
            let last = last.to_string();
            text("audit-missing", &[("first", &number), ("last", &last)])
        }
    }
}

fn time(clock: &Clock, trail: &Trail, at: FleetTime) -> String {
    clock.day_and_minutes(trail.calendar.of_day(at))
}
