//! How long patients waited: of one day, as a whole and by the hour of their arrival.

use madoguchi_fleet::time::HOUR;
use madoguchi_fleet::times::Times;

/// The hours of a day.
pub const HOURS: usize = 24;

/// One patient's wait, from the arrival to the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// After midnight.
    pub arrived_ms: i64,
    pub waited_ms: i64,
}

/// Waits of several patients. A percentile is the nearest rank: the smallest wait that so many did not exceed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waits {
    /// How many they are; without any, all else is 0.
    pub count: usize,
    pub mean_ms: i64,
    pub p50_ms: i64,
    pub p95_ms: i64,
    pub longest_ms: i64,
}

impl Waits {
    #[must_use]
    pub fn of(waits_ms: impl IntoIterator<Item = i64>) -> Self {
        let mut waits: Vec<i64> = waits_ms.into_iter().collect();
        waits.sort_unstable();
        let count = waits.len();
        let rank = |percent: usize| {
            let nth = (count * percent).div_ceil(100).saturating_sub(1);
            waits.get(nth).copied().unwrap_or(0)
        };
        let all: i64 = waits.iter().sum();
        Self {
            count,
            mean_ms: i64::try_from(count)
                .ok()
                .and_then(|count| all.checked_div(count))
                .unwrap_or(0),
            p50_ms: rank(50),
            p95_ms: rank(95),
            longest_ms: rank(100),
        }
    }
}

impl Waits {
    /// Waits of which only a histogram was kept: the percentiles are at most 5 % off, and so is the longest.
    #[must_use]
    pub fn of_times(times: &Times) -> Self {
        let ms = |time: Option<u64>| time.and_then(|ms| i64::try_from(ms).ok()).unwrap_or(0);
        Self {
            count: usize::try_from(times.count()).unwrap_or(usize::MAX),
            mean_ms: ms(times.mean_ms()),
            p50_ms: ms(times.quantile_ms(50)),
            p95_ms: ms(times.quantile_ms(95)),
            longest_ms: ms(times.quantile_ms(100)),
        }
    }
}

/// The waits by the hour of arrival, from the first hour in which somebody came to the last one; an hour without anybody has none.
#[must_use]
pub fn by_hour(waits: &[Wait]) -> Vec<(usize, Waits)> {
    let hour = |wait: &Wait| {
        let hour = usize::try_from(wait.arrived_ms / HOUR).unwrap_or(0);
        hour.min(HOURS - 1)
    };
    let first = waits.iter().map(hour).min();
    let last = waits.iter().map(hour).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let of = |one: usize| {
        let here = waits.iter().filter(|wait| hour(wait) == one);
        (one, Waits::of(here.map(|wait| wait.waited_ms)))
    };
    (first..=last).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percentiles_are_the_nearest_rank() {
        let waits = Waits::of((1..=20).map(|n| n * 1_000));
        assert_eq!((waits.p50_ms, waits.p95_ms), (10_000, 19_000));
        assert_eq!((waits.mean_ms, waits.longest_ms), (10_500, 20_000));
        assert_eq!(Waits::of([]), Waits::default());
    }

    #[test]
    fn hours_without_anybody_stand_between_those_with_somebody() {
        let at = |hour: i64, waited_ms| Wait {
            arrived_ms: hour * HOUR + 1,
            waited_ms,
        };
        let hours = by_hour(&[at(9, 100), at(11, 300), at(9, 200), at(30, 7)]);
        let seen: Vec<_> = hours.iter().map(|(hour, w)| (*hour, w.count)).collect();
        assert_eq!((seen[0], seen[1], seen[2]), ((9, 2), (10, 0), (11, 1)));
        assert_eq!(seen.last(), Some(&(23, 1)), "a clock that went wrong");
    }

    proptest! {
        #[test]
        fn percentiles_stand_in_order_and_were_waited(waits in prop::collection::vec(0..10_000_000_i64, 1..200)) {
            let of = Waits::of(waits.clone());
            prop_assert!(of.p50_ms <= of.p95_ms && of.p95_ms <= of.longest_ms && of.mean_ms <= of.longest_ms);
            prop_assert!(waits.contains(&of.p50_ms) && waits.contains(&of.p95_ms));
            let within = waits.iter().filter(|wait| **wait <= of.p95_ms).count();
            prop_assert!(within * 100 >= waits.len() * 95);
        }
    }
}
