//! License time: what terms are judged against (RULES, "Licenses": the clock set forward once, then back).
//!
//! ```text
//!   start ──► base = the clock, or stored fleet time where the clock jumped too far
//!               │ base < mark - 1 day: the clock was set back, and term licenses wait
//!               ▼
//!   license time = max(base, mark), and runs with fleet time
//!
//!   mark ◄── signed time                         at once
//!        ◄── the time at which a window began    after 24 h of running, added up over restarts
//! ```
//! So a clock that was set forward by mistake and put right within a day of running leaves no trace.

use crate::fleet::Fleet;
use crate::time::{DAY, FleetTime, HOUR};
use crate::work::Work;

/// Running that moves the mark to where it began.
const WINDOW_MS: i64 = DAY;
/// A clock this much before the mark is only inexact; a wrong time zone is within it.
const SLACK_MS: i64 = DAY;
/// How often the running is stored: what a switched-off PC forgets of it is less than this.
const COUNTED_EVERY_MS: i64 = HOUR;

impl Fleet {
    /// Begins license time at what the clock is believed to show.
    pub(crate) fn start_license_time(&mut self, base: FleetTime) {
        let clock = &mut self.licensing.clock;
        let set_back = base.0 < clock.mark_ms.saturating_sub(SLACK_MS);
        self.clock_set_back = set_back.then_some(base.0);
        let time = base.0.max(clock.mark_ms);
        let put_right = base.0 < clock.window_ms.saturating_sub(SLACK_MS);
        if clock.window_ms == 0 || put_right {
            clock.window_ms = time;
            clock.ran_ms = 0;
            self.licensing_unkept = true;
        }
        self.license_behind_ms = self.now.0.saturating_sub(time);
        self.counted_at = self.now;
    }

    /// Goes on from a clock that an administrator confirmed. License time never goes back by that.
    pub(crate) fn confirm_license_time(&mut self, work: &mut Work, before: i64) {
        self.start_license_time(self.now);
        if self.license_time_ms() < before {
            self.license_behind_ms = self.now.0.saturating_sub(before);
        }
        work.touch_licensing();
    }

    /// When what is kept about the time is written next: at once, where a start changed it.
    pub(crate) const fn next_keeping(&self) -> FleetTime {
        if self.licensing_unkept {
            self.now
        } else {
            self.counted_at.plus(COUNTED_EVERY_MS)
        }
    }

    /// Counts the running, and stores it: hourly, so that it costs nothing.
    pub(crate) fn running_due(&mut self, work: &mut Work) {
        if self.now >= self.next_keeping() {
            self.count_running();
            work.touch_licensing();
            self.licensing_unkept = false;
        }
    }

    /// Adds what ran since the last count.
    pub(crate) fn count_running(&mut self) {
        let time = self.license_time_ms();
        let ran = self.now.since(self.counted_at);
        self.counted_at = self.now;
        let clock = &mut self.licensing.clock;
        clock.ran_ms = clock.ran_ms.saturating_add(ran);
        if clock.ran_ms >= WINDOW_MS {
            clock.mark_ms = clock.mark_ms.max(clock.window_ms);
            clock.window_ms = time;
            clock.ran_ms = 0;
        }
    }

    /// Somebody who is believed signed at this time: no clock before it is right. A PC that wakes up in 1970 uses
    /// its licenses from then on.
    pub(crate) fn see_signed_time(&mut self, work: &mut Work, at_ms: i64) {
        if at_ms <= self.licensing.clock.mark_ms {
            return;
        }
        self.licensing.clock.mark_ms = at_ms;
        if self.license_time_ms() < at_ms {
            self.license_behind_ms = self.now.0.saturating_sub(at_ms);
            work.stir();
        }
        work.touch_licensing();
    }

    /// Sets license time and mark to a time that the vendor signed for this.
    pub(crate) fn set_license_time(&mut self, work: &mut Work, to_ms: i64) {
        let clock = &mut self.licensing.clock;
        clock.mark_ms = to_ms;
        clock.window_ms = to_ms;
        clock.ran_ms = 0;
        self.license_behind_ms = self.now.0.saturating_sub(to_ms);
        self.clock_set_back = None;
        self.counted_at = self.now;
        work.stir();
        work.touch_licensing();
    }
}
