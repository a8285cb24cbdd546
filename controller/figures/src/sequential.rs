//! Is it chance? Two tests that may be looked at after every day, as often as anybody likes, without more false alarms.
//!
//! Both are *mixture sequential probability ratio tests*: A. Wald's likelihood ratio (1945), averaged over several alternatives as H. Robbins
//! did (1970). What they keep is the *evidence*: how much more likely an alternative makes what was seen than the claim does. While the
//! claim is true the evidence is a supermartingale that begins at 1, so it reaches `1 / level` at any time at all with a chance of at most
//! `level` (J. Ville's inequality, 1939). That is why a look costs nothing.
//!
//! - [`AgainstValue`]: the claim is that the unit fails no more often than a value that is known.
//! - [`AgainstOthers`]: the claim is that it fails no more often than the other readers do, however often that is. Each day is judged by itself, given
//!   all failures of that day (R. A. Fisher's conditional test): how often everybody fails drops out. So a day on which the line, the light or a
//!   flu makes all readers fail says nothing against one of them.
//!
//! Both claims are one-sided and cover every smaller rate, because the likelihood ratios are monotone in the rate.

use crate::rate::Rate;

/// The alternatives: the odds of a failure as a multiple of the claim's, with the weight of each. Five times is what has to be found
/// within some hundred sessions; the second finds in a day what fails most of the time.
const WORSE: [(f64, f64); 2] = [(0.9, 5.0), (0.1, 40.0)];
/// The same against other readers, of which little may be known: there the second is nearer.
const WORSE_THAN_OTHERS: [(f64, f64); 2] = [(0.8, 5.0), (0.2, 15.0)];

/// The evidence that a unit fails more often than this share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgainstValue {
    share: f64,
    seen: Rate,
}

impl AgainstValue {
    /// Nothing was seen yet. The share is more than 0 and less than 1.
    #[must_use]
    pub fn new(share: f64) -> Self {
        let seen = Rate::default();
        Self { share, seen }
    }

    pub fn see(&mut self, unit: Rate) {
        self.seen = self.seen.plus(unit);
    }

    /// The evidence as its natural logarithm; 0 at the beginning.
    #[must_use]
    pub fn ln(&self) -> f64 {
        let failed = f64::from(self.seen.failed);
        let passed = f64::from(self.seen.tried - self.seen.failed);
        let alternatives = WORSE.map(|(weight, odds)| {
            // The share p with these odds is p0 * odds / norm, and 1 - p is (1 - p0) / norm.
            let norm = 1.0 - self.share + self.share * odds;
            weight.ln() + failed * odds.ln() - (failed + passed) * norm.ln()
        });
        ln_of_sum(alternatives)
    }
}

/// The evidence that a unit fails more often than the other readers beside it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AgainstOthers {
    /// Of each alternative, over the days.
    ln: [f64; WORSE_THAN_OTHERS.len()],
}

impl AgainstOthers {
    /// Adds a day that is over.
    pub fn see(&mut self, unit: Rate, others: Rate) {
        let all = unit.plus(others);
        let nothing_to_tell = unit.tried == 0 || others.tried == 0 || all.failed == 0;
        if nothing_to_tell || all.failed == all.tried {
            return;
        }
        for (ln, (_, odds)) in self.ln.iter_mut().zip(WORSE_THAN_OTHERS) {
            *ln += ln_of_a_day(unit, others, odds);
        }
    }

    /// The evidence as its natural logarithm; 0 at the beginning.
    #[must_use]
    pub fn ln(&self) -> f64 {
        let mut alternatives = self.ln;
        for (ln, (weight, _)) in alternatives.iter_mut().zip(WORSE_THAN_OTHERS) {
            *ln += weight.ln();
        }
        ln_of_sum(alternatives)
    }
}

/// How much more likely the unit's part of a day's failures is at these odds than by chance alone, as a logarithm. By chance it is
/// hypergeometric: all failures of the day fall on its tries at random. It takes a step for each of its failures.
fn ln_of_a_day(unit: Rate, others: Rate, odds: f64) -> f64 {
    let failed = unit.failed.saturating_add(others.failed);
    let fewest = failed.saturating_sub(others.tried);
    let most = failed.min(unit.tried);
    let passed_elsewhere = |part: u32| f64::from(others.tried) - f64::from(failed - part);
    // The chance of each part as a multiple of the fewest's, and the same at these odds.
    let (mut chance, mut by_chance, mut at_odds) = (0.0, Vec::new(), Vec::new());
    for part in fewest..=most {
        by_chance.push(chance);
        at_odds.push(chance + f64::from(part) * odds.ln());
        let up = f64::from(unit.tried - part) * f64::from(failed - part);
        let down = f64::from(part + 1) * (passed_elsewhere(part) + 1.0);
        chance += (up / down).ln();
    }
    f64::from(unit.failed) * odds.ln() - (ln_of_sum(at_odds) - ln_of_sum(by_chance))
}

/// The logarithm of the sum of numbers that are given as logarithms.
fn ln_of_sum(lns: impl IntoIterator<Item = f64> + AsRef<[f64]>) -> f64 {
    let largest = lns.as_ref().iter().copied().fold(f64::MIN, f64::max);
    let sum: f64 = lns.into_iter().map(|ln| (ln - largest).exp()).sum();
    largest + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The mean of the evidence over everything that can happen in so many tries.
    fn mean_against(share: f64, tried: u32, truth: f64) -> f64 {
        let (mut ways, mut mean) = (1.0, 0.0);
        for failed in 0..=tried {
            let (hit, miss) = (f64::from(failed), f64::from(tried - failed));
            let chance: f64 = ways * truth.powf(hit) * (1.0 - truth).powf(miss);
            let mut test = AgainstValue::new(share);
            test.see(Rate::new(tried, failed));
            mean += chance * test.ln().exp();
            ways *= miss / (hit + 1.0);
        }
        mean
    }

    /// The same of one day beside other readers that fail as often.
    fn mean_beside(unit: u32, others: u32, truth: f64) -> f64 {
        let chance = |tried: u32, failed: u32| {
            let ways: f64 = (0..failed)
                .map(|n| f64::from(tried - n) / f64::from(n + 1))
                .product();
            let miss = f64::from(tried - failed);
            ways * truth.powf(failed.into()) * (1.0 - truth).powf(miss)
        };
        let mut mean = 0.0;
        for (of_unit, of_others) in
            (0..=unit).flat_map(|one| (0..=others).map(move |two| (one, two)))
        {
            let mut test = AgainstOthers::default();
            test.see(Rate::new(unit, of_unit), Rate::new(others, of_others));
            mean += chance(unit, of_unit) * chance(others, of_others) * test.ln().exp();
        }
        mean
    }

    #[test]
    fn while_the_claim_is_true_the_evidence_stays_at_one_on_average() {
        for (share, tried) in [(0.006, 40), (0.01, 7), (0.2, 30)] {
            let at = mean_against(share, tried, share);
            assert!((at - 1.0).abs() < 1e-9, "{at} at {share}");
            assert!(mean_against(share, tried, share / 2.0) < 1.0);
            assert!(mean_against(share, tried, share * 2.0) > 1.0);
        }
        for (unit, others, truth) in [(10, 12, 0.1), (1, 20, 0.5), (15, 3, 0.02)] {
            let beside = mean_beside(unit, others, truth);
            assert!((beside - 1.0).abs() < 1e-9, "{beside} at {truth}");
        }
    }

    #[test]
    fn a_day_on_which_everybody_fails_says_nothing() {
        let mut test = AgainstOthers::default();
        test.see(Rate::new(30, 30), Rate::new(60, 60));
        test.see(Rate::new(30, 0), Rate::new(60, 0));
        test.see(Rate::new(30, 30), Rate::new(0, 0));
        assert_eq!(test, AgainstOthers::default());
    }

    proptest! {
        #[test]
        fn one_more_failure_is_more_evidence(tried in 1..2_000_u32, part in 0.0..1.0_f64, others in 1..2_000_u32, theirs in 0.0..=1.0_f64) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a u32")]
            let of = |tried: u32, part: f64| (f64::from(tried) * part) as u32;
            let (failed, theirs) = (of(tried, part).min(tried - 1), Rate::new(others, of(others, theirs)));
            let value = |failed| {
                let mut test = AgainstValue::new(0.006);
                test.see(Rate::new(tried, failed));
                test.ln()
            };
            let beside = |failed| {
                let mut test = AgainstOthers::default();
                test.see(Rate::new(tried, failed), theirs);
                test.ln()
            };
            prop_assert!(value(failed + 1) > value(failed));
            let (less, more) = (beside(failed), beside(failed + 1));
            prop_assert!(less.is_finite() && more.is_finite());
            // Where all failed everywhere there is nothing to tell.
            prop_assert!(more >= less - 1e-9 || failed + 1 + theirs.failed == tried + others, "{less} {more}");
        }

        #[test]
        fn days_in_another_order_are_the_same_evidence(days in prop::collection::vec((0..50_u32, 0..50_u32, 0..90_u32, 0..90_u32), 1..8)) {
            let see = |days: &[(u32, u32, u32, u32)]| {
                let mut test = AgainstOthers::default();
                for &(tried, failed, others, theirs) in days {
                    test.see(Rate::new(tried, failed), Rate::new(others, theirs));
                }
                test.ln()
            };
            let there = see(&days);
            let back: Vec<_> = days.into_iter().rev().collect();
            prop_assert!((there - see(&back)).abs() < 1e-6);
        }
    }
}
