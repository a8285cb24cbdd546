//! The waits between attempts. They double, with a random part, so that not all readers connect at the same time to a controller that
//! starts again.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(100);
/// The longest wait for a controller: one that is back is found within this time.
const LONGEST: Duration = Duration::from_secs(5);
/// The wait if trying again is of no use before staff did something.
pub(crate) const LASTING: Duration = Duration::from_secs(60);
/// The longest wait after a cable was plugged in, and for how many attempts. The PC accepts readers on the new link within a second or so,
/// and a reader that is plugged in again must serve within 2 s.
const EAGER: Duration = Duration::from_millis(200);
const EAGER_ATTEMPTS: u32 = 20;
/// The most doublings: no first wait needs more to become the longest.
const MAX_DOUBLINGS: u32 = 16;

/// Counts failed attempts and returns the next wait.
#[derive(Debug)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    failures: u32,
    eager: u32,
}

impl Default for Backoff {
    /// The waits for a controller.
    fn default() -> Self {
        Self::new(FIRST, LONGEST)
    }
}

impl Backoff {
    /// From the first wait to the longest.
    pub(crate) fn new(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            failures: 0,
            eager: 0,
        }
    }

    /// The next wait: between half of the doubled time and all of it, by the given random bytes.
    pub(crate) fn next(&mut self, random: [u8; 4]) -> Duration {
        let doubled = self.first * (1 << self.failures.min(MAX_DOUBLINGS));
        self.failures = self.failures.saturating_add(1);
        let longest = if self.eager > 0 {
            EAGER.min(self.longest)
        } else {
            self.longest
        };
        self.eager = self.eager.saturating_sub(1);
        let half = doubled.min(longest) / 2;
        half + half.mul_f64(f64::from(u32::from_le_bytes(random)) / f64::from(u32::MAX))
    }

    /// The connection was made, so the next wait is the first one.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
        self.eager = 0;
    }

    /// A cable was plugged in or pulled, so failures before do not count.
    pub(crate) fn replugged(&mut self) {
        self.failures = 0;
        self.eager = EAGER_ATTEMPTS;
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
    fn after_a_plug_waits_start_again_and_stay_short_for_some_seconds() {
        let mut backoff = Backoff::default();
        for _ in 0..9 {
            backoff.next([0xff; 4]);
        }
        backoff.replugged();
        let waits: Vec<_> = (0..EAGER_ATTEMPTS)
            .map(|_| backoff.next([0xff; 4]).as_millis())
            .collect();
        assert_eq!(waits[..3], [100, 200, 200]);
        assert_eq!(waits.last(), Some(&200));
        assert_eq!(backoff.next([0xff; 4]), LONGEST);
    }

    #[test]
    fn jitter_takes_at_most_half() {
        let mut backoff = Backoff::default();
        let waits: Vec<_> = (0..9).map(|_| backoff.next([0; 4]).as_millis()).collect();
        assert_eq!(waits, [50, 100, 200, 400, 800, 1_600, 2_500, 2_500, 2_500]);
    }
}
