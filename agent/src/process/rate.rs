//! A limit on how often something may happen in a time.

use std::time::Duration;

use tokio::time::Instant;

/// Counts events in consecutive windows.
#[derive(Debug)]
pub(super) struct Rate {
    most: u32,
    window: Duration,
    since: Instant,
    count: u32,
}

impl Rate {
    pub(super) fn new(most: u32, window: Duration, now: Instant) -> Self {
        Self {
            most,
            window,
            since: now,
            count: 0,
        }
    }

    /// Counts one event. Returns whether there were too many.
    pub(super) fn exceeded(&mut self, now: Instant) -> bool {
        if now.saturating_duration_since(self.since) >= self.window {
            self.since = now;
            self.count = 0;
        }
        self.count = self.count.saturating_add(1);
        self.count > self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_in_one_window_is_not_in_two() {
        let start = Instant::now();
        let mut rate = Rate::new(2, Duration::from_secs(1), start);
        assert!(!rate.exceeded(start) && !rate.exceeded(start));
        assert!(rate.exceeded(start));
        let later = start + Duration::from_secs(1);
        assert!(!rate.exceeded(later) && !rate.exceeded(later) && rate.exceeded(later));
    }
}
