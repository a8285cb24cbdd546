//! License time, against which terms are judged (RULES P9 to P14).
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
//! So a clock that was set forward by mistake and corrected within a day of running leaves no trace.

use super::Papers;
use crate::time::{DAY, FleetTime, HOUR};

/// The running time after which the mark moves to its beginning.
const WINDOW_MS: i64 = DAY;
/// A clock that is behind the mark by less than this is only inexact; a wrong time zone is within it.
const SLACK_MS: i64 = DAY;
/// How often the running time is stored; a PC that is switched off loses less than this.
const COUNTED_EVERY_MS: i64 = HOUR;

/// The distance between license time and fleet time, and the counting of running time.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LicenseTime {
    /// The distance by which fleet time is ahead of license time; negative if signed time is ahead of the clock.
    behind_ms: i64,
    /// The wall clock at the start, when it is more than a day before the stored license time.
    clock_set_back: Option<i64>,
    /// The moment up to which running time is counted.
    counted_at: FleetTime,
    /// Whether the start changed the record; the first tick writes it then.
    unkept: bool,
}

impl LicenseTime {
    pub(super) const fn mark_unkept(&mut self) {
        self.unkept = true;
    }

    pub(super) const fn behind_ms(&self) -> i64 {
        self.behind_ms
    }

    pub(super) const fn clock_set_back(&self) -> Option<i64> {
        self.clock_set_back
    }
}

impl Papers {
    /// License time in milliseconds since 1970: fleet time, as far as it can be believed.
    pub(crate) const fn time_ms(&self, now: FleetTime) -> i64 {
        now.0.saturating_sub(self.time.behind_ms)
    }

    /// Starts license time at `base`, the clock as far as it is believed.
    pub(super) fn start_time(&mut self, now: FleetTime, base: FleetTime) {
        let clock = &mut self.licensing.clock;
        let set_back = base.0 < clock.mark_ms.saturating_sub(SLACK_MS);
        self.time.clock_set_back = set_back.then_some(base.0);
        let time = base.0.max(clock.mark_ms);
        let put_right = base.0 < clock.window_ms.saturating_sub(SLACK_MS);
        if clock.window_ms == 0 || put_right {
            clock.window_ms = time;
            clock.ran_ms = 0;
            self.time.unkept = true;
        }
        self.time.behind_ms = now.0.saturating_sub(time);
        self.time.counted_at = now;
        self.standing_moved = true;
    }

    /// Adjusts license time after an administrator set fleet time from `from` to the wall clock. Forwards never sets license time back.
    /// Backwards takes back what a wrong date had made of it, down to the mark.
    pub(crate) fn follow_set_time(&mut self, from: FleetTime, to: FleetTime) {
        // The skipped hours do not count as running time.
        self.count_running(from);
        let before = self.time_ms(from);
        self.start_time(to, to);
        if from < to && self.time_ms(to) < before {
            self.time.behind_ms = to.0.saturating_sub(before);
        }
        self.licensing_touched = true;
    }

    /// The time at which the record is written next: at once if a start changed it.
    pub(crate) const fn keeps_at(&self, now: FleetTime) -> FleetTime {
        if self.time.unkept {
            now
        } else {
            self.time.counted_at.plus(COUNTED_EVERY_MS)
        }
    }

    /// Counts the running time and stores it every hour, which costs little.
    pub(crate) fn keep_due(&mut self, now: FleetTime) {
        if now >= self.keeps_at(now) {
            self.count_running(now);
            self.licensing_touched = true;
            self.time.unkept = false;
        }
    }

    /// Adds the time since the last count.
    fn count_running(&mut self, now: FleetTime) {
        let time = self.time_ms(now);
        let ran = now.since(self.time.counted_at);
        self.time.counted_at = now;
        let clock = &mut self.licensing.clock;
        clock.ran_ms = clock.ran_ms.saturating_add(ran);
        if clock.ran_ms >= WINDOW_MS {
            clock.mark_ms = clock.mark_ms.max(clock.window_ms);
            clock.window_ms = time;
            clock.ran_ms = 0;
        }
    }

    /// Takes the signing time of a believed document: no earlier clock can be right. A PC whose clock says 1970 uses its licenses from then
    /// on.
    pub(crate) fn see_signed_time(&mut self, now: FleetTime, at_ms: i64) {
        if at_ms <= self.licensing.clock.mark_ms {
            return;
        }
        self.licensing.clock.mark_ms = at_ms;
        if self.time_ms(now) < at_ms {
            self.time.behind_ms = now.0.saturating_sub(at_ms);
            self.standing_moved = true;
        }
        self.licensing_touched = true;
    }

    /// Keeps the random bytes that a reset has to name. A second request keeps the first ones, because the answer to them may be on the
    /// way.
    pub(crate) const fn ask_reset(&mut self, nonce: [u8; 8]) {
        if self.licensing.reset_nonce.is_none() {
            self.licensing.reset_nonce = Some(nonce);
            self.licensing_touched = true;
        }
    }

    /// Sets license time and mark to the time of a verified reset.
    pub(crate) fn reset_time(&mut self, now: FleetTime, to_ms: i64) {
        self.licensing.reset_nonce = None;
        let clock = &mut self.licensing.clock;
        clock.mark_ms = to_ms;
        clock.window_ms = to_ms;
        clock.ran_ms = 0;
        self.time.behind_ms = now.0.saturating_sub(to_ms);
        self.time.clock_set_back = None;
        self.time.counted_at = now;
        self.standing_moved = true;
        self.licensing_touched = true;
    }
}
