//! How often something failed, and how far that can be believed.

/// Tries and failures: of faces, of cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    pub tried: u32,
    /// Of these, failed.
    pub failed: u32,
}

/// A share of failures lies in here with 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// The normal distribution's quantile for 95 % on two sides.
const Z: f64 = 1.959_963_985;

impl Rate {
    /// Failures are never more than tries.
    #[must_use]
    pub fn new(tried: u32, failed: u32) -> Self {
        let failed = failed.min(tried);
        Self { tried, failed }
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            tried: self.tried.saturating_add(other.tried),
            failed: self.failed.saturating_add(other.failed),
        }
    }

    /// The share that failed; `None` without a try.
    #[must_use]
    pub fn failing(self) -> Option<f64> {
        (self.tried > 0).then(|| f64::from(self.failed) / f64::from(self.tried))
    }

    /// The share that failed with its uncertainty: E. B. Wilson's score interval (1927), which stays within 0 and 1 and is right for
    /// few failures, too. Without a try it is everything.
    #[must_use]
    pub fn interval(self) -> Interval {
        self.interval_at(Z)
    }

    /// The same with another confidence, as the normal distribution's quantile.
    pub(crate) fn interval_at(self, z: f64) -> Interval {
        let Some(share) = self.failing() else {
            return Interval {
                low: 0.0,
                high: 1.0,
            };
        };
        let tried = f64::from(self.tried);
        let shrink = 1.0 + z * z / tried;
        let middle = (share + z * z / (2.0 * tried)) / shrink;
        let spread = share * (1.0 - share) / tried + z * z / (4.0 * tried * tried);
        let half = z * spread.sqrt() / shrink;
        // The ends are exact where nothing or everything failed; what is computed differs from them by rounding.
        let low = if self.failed == 0 { 0.0 } else { middle - half };
        let all = self.failed == self.tried;
        let high = if all { 1.0 } else { middle + half };
        Interval { low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_interval_is_wilsons() {
        // Computed by hand from the formula of the paper, to four digits.
        for (tried, failed, low, high) in [
            (10, 0, 0.0, 0.2775),
            (10, 5, 0.2366, 0.7634),
            (600, 18, 0.0191, 0.0469),
            (1, 1, 0.2065, 1.0),
        ] {
            let seen = Rate::new(tried, failed).interval();
            let close = |a: f64, b: f64| (a - b).abs() < 5e-5;
            assert!(
                close(seen.low, low) && close(seen.high, high),
                "{failed} of {tried}: {seen:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_narrows_with_tries(tried in 1..10_000_u32, part in 0.0..=1.0_f64) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a u32")]
            let failed = (f64::from(tried) * part) as u32;
            let rate = Rate::new(tried, failed);
            let (share, seen) = (rate.failing().unwrap(), rate.interval());
            prop_assert!(0.0 <= seen.low && seen.low <= share && share <= seen.high && seen.high <= 1.0);
            let tenfold = Rate::new(tried * 10, failed * 10).interval();
            prop_assert!(tenfold.high - tenfold.low < seen.high - seen.low);
        }
    }

    #[test]
    fn without_a_try_nothing_is_known() {
        assert_eq!(Rate::default().failing(), None);
        assert_eq!(
            Rate::default().interval(),
            Interval {
                low: 0.0,
                high: 1.0
            }
        );
    }
}
