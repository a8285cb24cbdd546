//! How long to wait before the next attempt to connect: doubling, with jitter, so that a controller that
//! starts again is not met by all its readers at once.

use std::time::Duration;

/// The first wait.
const FIRST_MS: u64 = 100;
/// The longest wait: a controller that is back is found within this time.
const LONGEST_MS: u64 = 5_000;
/// The wait where trying again is of no use until staff did something.
pub(crate) const LASTING: Duration = Duration::from_secs(60);
/// Doublings after which the longest wait is reached.
const DOUBLINGS_MAX: u32 = 6;

/// Counts failed attempts.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The next wait: between a half and the whole of the doubled time, by the random bytes handed in.
    pub(crate) fn next(&mut self, random: [u8; 4]) -> Duration {
        let whole = (FIRST_MS << self.failures.min(DOUBLINGS_MAX)).min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1);
        let half = whole / 2;
        let jitter = u64::from(u32::from_le_bytes(random)) * (whole - half) / u64::from(u32::MAX);
        Duration::from_millis(half + jitter)
    }

    /// The connection stood.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_start_again_after_a_welcome() {
        let mut backoff = Backoff::default();
        let waits: Vec<_> = (0..9)
            .map(|_| backoff.next([0xff; 4]).as_millis())
            .collect();
        assert_eq!(
            waits,
            [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]
        );
        backoff.reset();
        assert_eq!(backoff.next([0xff; 4]).as_millis(), 100);
    }

    #[test]
    fn jitter_takes_at_most_half() {
        let mut backoff = Backoff::default();
        let waits: Vec<_> = (0..9).map(|_| backoff.next([0; 4]).as_millis()).collect();
        assert_eq!(waits, [50, 100, 200, 400, 800, 1_600, 2_500, 2_500, 2_500]);
    }
}
