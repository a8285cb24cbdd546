//! How many frames a connection may send. A reader sends a handful per patient; one that sends without end is
//! broken, and every frame costs a commit that others wait for.

use tokio::time::Instant;

/// Frames per second in the long run: a hundred times what a busy reader sends.
const PER_SECOND: u64 = 50;
/// Frames at once: the end of a session, with everything that changes by it, several times over.
const BURST: u64 = 64;
/// What one frame costs, in thousandths, so that a millisecond counts.
const FRAME: u64 = 1_000;

/// What a connection may still send.
#[derive(Debug)]
pub(super) struct Allowance {
    thousandths: u64,
    since: Instant,
}

impl Allowance {
    /// For a connection that said it brings this many outcomes at once.
    pub(super) fn new(spooled: u32, now: Instant) -> Self {
        Self {
            thousandths: (BURST + u64::from(spooled)) * FRAME,
            since: now,
        }
    }

    /// Takes the cost of one frame; `false` where nothing is left.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.since).as_millis();
        if passed > 0 {
            let gained = u64::try_from(passed)
                .unwrap_or(u64::MAX)
                .saturating_mul(PER_SECOND);
            // What came with the spool is kept, and only what is above the burst does not grow.
            if self.thousandths < BURST * FRAME {
                self.thousandths = self.thousandths.saturating_add(gained).min(BURST * FRAME);
            }
            self.since = now;
        }
        match self.thousandths.checked_sub(FRAME) {
            Some(left) => {
                self.thousandths = left;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_passes_a_flood_does_not_and_time_gives_room_again() {
        let start = Instant::now();
        let mut allowance = Allowance::new(0, start);
        let passed = (0..1_000).filter(|_| allowance.take(start)).count();
        assert_eq!(passed, 64);
        let later = start + Duration::from_secs(1);
        let passed = (0..1_000).filter(|_| allowance.take(later)).count();
        assert_eq!(passed, 50);
    }

    #[test]
    fn a_spool_that_was_announced_passes_at_once() {
        let start = Instant::now();
        let mut allowance = Allowance::new(10_000, start);
        assert!((0..10_000).all(|_| allowance.take(start)));
    }
}
