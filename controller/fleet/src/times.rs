//! Times as counts between fixed bounds: what a day keeps of how long things took, small enough to be kept for a year and to be added up.
//!
//! Each bound is a tenth above the one before, so a quantile that is told as the middle of its bin is at most 5 % off, from 100 ms to a day.
//! The sum is exact, and so is the mean.

use std::collections::BTreeMap;

/// How many bins there are.
pub const BINS: u8 = 146;
/// The upper bound of the first bin, in milliseconds: nothing that is counted here takes less and matters.
const FIRST_MS: u64 = 100;

/// The upper bounds of all bins but the last one, which has none, in milliseconds.
const BOUNDS: [u64; BINS as usize - 1] = {
    let mut bounds = [FIRST_MS; BINS as usize - 1];
    let mut at = 1;
    while at < bounds.len() {
        bounds[at] = bounds[at - 1] + bounds[at - 1] / 10;
        at += 1;
    }
    bounds
};

/// How long things took.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Times {
    /// How many were in each bin, by its number; a bin without any is left out.
    bins: BTreeMap<u8, u32>,
    sum_ms: u64,
}

impl Times {
    /// Times as they were kept: the bins' numbers with their counts, and the sum. What no release writes is left out.
    #[must_use]
    pub fn of_bins(bins: impl IntoIterator<Item = (u8, u32)>, sum_ms: u64) -> Self {
        let known = bins
            .into_iter()
            .filter(|(bin, count)| *bin < BINS && *count > 0);
        let bins = known.collect();
        Self { bins, sum_ms }
    }

    /// Counts one.
    pub fn add(&mut self, took_ms: u64) {
        let count = self.bins.entry(bin_of(took_ms)).or_default();
        *count = count.saturating_add(1);
        self.sum_ms = self.sum_ms.saturating_add(took_ms);
    }

    /// Counts all of the others, too.
    pub fn merge(&mut self, others: &Self) {
        for (bin, more) in &others.bins {
            let count = self.bins.entry(*bin).or_default();
            *count = count.saturating_add(*more);
        }
        self.sum_ms = self.sum_ms.saturating_add(others.sum_ms);
    }

    /// The numbers of the bins that have any, with their counts.
    pub fn bins(&self) -> impl Iterator<Item = (u8, u32)> {
        self.bins.iter().map(|(bin, count)| (*bin, *count))
    }

    #[must_use]
    pub const fn sum_ms(&self) -> u64 {
        self.sum_ms
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.bins.values().map(|count| u64::from(*count)).sum()
    }

    /// The mean, exact to the millisecond; `None` without any.
    #[must_use]
    pub fn mean_ms(&self) -> Option<u64> {
        self.sum_ms.checked_div(self.count())
    }

    /// The time that so many per cent did not exceed, by the nearest rank, at most 5 % off; `None` without any.
    #[must_use]
    pub fn quantile_ms(&self, per_cent: u8) -> Option<u64> {
        let count = self.count();
        let rank = (count * u64::from(per_cent.min(100))).div_ceil(100).max(1);
        let mut up_to = 0;
        let at_rank = self.bins.iter().find(|(_, count)| {
            up_to += u64::from(**count);
            up_to >= rank
        });
        at_rank.map(|(bin, _)| middle_of(*bin))
    }
}

fn bin_of(took_ms: u64) -> u8 {
    let bin = BOUNDS.partition_point(|bound| *bound < took_ms);
    // There are fewer bounds than bins.
    u8::try_from(bin).unwrap_or(BINS - 1)
}

/// The middle of a bin, in milliseconds; of the last one, which has no end, its beginning.
fn middle_of(bin: u8) -> u64 {
    let bound = |bin: usize| BOUNDS.get(bin).copied();
    let bin = usize::from(bin);
    let begins = bin.checked_sub(1).and_then(bound).unwrap_or(0);
    bound(bin).map_or(begins, |ends| u64::midpoint(begins, ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(all: &[u64]) -> Times {
        let mut times = Times::default();
        all.iter().for_each(|ms| times.add(*ms));
        times
    }

    #[test]
    fn the_bounds_reach_a_day_and_each_is_a_tenth_above_the_one_before() {
        assert!(BOUNDS.last().is_some_and(|last| *last >= 24 * 3_600_000));
        for pair in BOUNDS.windows(2) {
            assert!(
                pair[0] < pair[1] && pair[1] * 10 <= pair[0] * 11,
                "{pair:?}"
            );
        }
    }

    #[test]
    fn no_times_have_no_mean_and_no_quantile() {
        assert_eq!(Times::default().mean_ms(), None);
        assert_eq!(Times::default().quantile_ms(50), None);
    }

    proptest! {
        #[test]
        fn a_quantile_is_at_most_five_per_cent_off(
            mut all in prop::collection::vec(100_u64..86_400_000, 1..200),
            per_cent in 1_u8..=100,
        ) {
            let told = of(&all).quantile_ms(per_cent).unwrap();
            all.sort_unstable();
            let rank = (all.len() * usize::from(per_cent)).div_ceil(100);
            let real = all[rank - 1];
            prop_assert!(told.abs_diff(real) * 20 <= real + 40, "{told} for {real}");
        }

        #[test]
        fn the_mean_is_exact_and_a_merge_counts_all(
            one in prop::collection::vec(0_u64..600_000, 0..50),
            other in prop::collection::vec(0_u64..600_000, 1..50),
        ) {
            let both: Vec<u64> = one.iter().chain(&other).copied().collect();
            let mut merged = of(&one);
            merged.merge(&of(&other));
            prop_assert_eq!(&merged, &of(&both));
            prop_assert_eq!(merged.mean_ms(), Some(both.iter().sum::<u64>() / both.len() as u64));
        }

        #[test]
        fn kept_bins_give_the_same_times(all in prop::collection::vec(0_u64..100_000_000, 0..50)) {
            let times = of(&all);
            prop_assert_eq!(Times::of_bins(times.bins(), times.sum_ms()), times);
        }
    }
}
