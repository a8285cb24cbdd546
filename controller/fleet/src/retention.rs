//! The end of retention: what was kept long enough goes, and the audit tells how much of it (RULES T13, G5).

use crate::about;
use crate::fleet::Fleet;
use crate::time::{DAY, FleetTime};
use crate::work::Work;

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
        if tickets + walk_ups > 0 {
            work.set_subject("retention");
            let gone = about::tell_forgotten(tickets, closed, walk_ups, walked_up);
            work.set_stood(String::new(), gone);
        }
    }
}
