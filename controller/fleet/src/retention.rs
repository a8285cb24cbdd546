//! The end of retention: what was kept long enough goes, and the audit tells how much of it (RULES T13, G5).

use crate::about::Words;
use crate::figures::Figures;
use crate::fleet::Fleet;
use crate::outcome::Kind;
use crate::ticket::Ticket;
use crate::time::{DAY, FleetTime};
use crate::work::Work;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most old tickets, and the most old walk-ups, that one tick removes, so that a batch stays small even after a long holiday.
const FORGOTTEN_PER_TICK: usize = 100;

impl Fleet {
    /// Removes tickets that were closed, and walk-ups that ended, long ago, by whole days (RULES T13, G5). Their age is measured by a time that
    /// was confirmed by a day of running, so that a wrong date deletes no figures.
    pub(crate) fn forget_old(&mut self, work: &mut Work) {
        // What goes is an act in the audit, which has one for each decision: where it is another's, the next tick does it.
        if work.has_subject() {
            return;
        }
        let believed = self.now().min(FleetTime(self.license_clock().mark_ms));
        let offset = self.settings.utc_offset_ms;
        let before = |kept_ms: i64| {
            let days = (believed.0 - kept_ms)
                .saturating_add(offset)
                .div_euclid(DAY);
            FleetTime(days.saturating_mul(DAY).saturating_sub(offset))
        };
        let closed = before(self.settings.closed_retention_ms);
        let tickets = self.book.forget_closed_before(closed, FORGOTTEN_PER_TICK);
        let walked_up = before(self.settings.walk_up_retention_ms);
        let walk_ups = self.walk_ups.forget_before(walked_up, FORGOTTEN_PER_TICK);
        if tickets.is_empty() && walk_ups == 0 {
            return;
        }
        let mut words = Words::default();
        if !tickets.is_empty() {
            tell_tickets(&mut words, &tickets, closed);
        }
        if walk_ups > 0 {
            words.say("gone-walk-ups", &walk_ups.to_string());
            words.say("ended-before", &walked_up.0.to_string());
        }
        work.set_subject("retention");
        work.set_stood(String::new(), words.0);
    }
}

/// How many tickets go, from when to when they were closed, how they ended and at which readers: what stays of them. Where a controller runs
/// each day, one act has one day.
fn tell_tickets(words: &mut Words, tickets: &[Arc<Ticket>], before: FleetTime) {
    words.say("gone-tickets", &tickets.len().to_string());
    // They come in the order in which they were closed.
    if let Some(first) = tickets.first().and_then(|ticket| ticket.closed_at) {
        words.say("closed-from", &first.0.to_string());
    }
    words.say("closed-before", &before.0.to_string());
    let counts = Figures::of_closed(tickets);
    let of = |is_verified: bool| {
        let of = counts.outcomes.iter();
        let of = of.filter(|(kind, _)| matches!(kind, Kind::Verified(_)) == is_verified);
        of.map(|(_, count)| count).sum::<usize>()
    };
    for (name, count) in [
        ("gone-verified", of(true)),
        ("gone-not-verified", of(false)),
        ("gone-by-means", counts.means.values().sum()),
        ("gone-cancelled", counts.cancelled),
        ("gone-ended", counts.ended),
    ] {
        if count > 0 {
            words.say(name, &count.to_string());
        }
    }
    let mut readers = BTreeMap::<_, usize>::new();
    let served = tickets.iter().filter(|ticket| ticket.outcome.is_some());
    for last in served.filter_map(|ticket| ticket.attempts.last()) {
        *readers.entry(&last.unit).or_default() += 1;
    }
    if !readers.is_empty() {
        let counts = readers
            .iter()
            .map(|(unit, count)| format!("{unit}:{count}"));
        words.list("gone-by-reader", counts);
    }
}
