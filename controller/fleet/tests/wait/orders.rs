//! The best fixed order of preference among a day's counters: wherever free units of several kinds may serve a ticket,
//! the first in the order takes it. Every order is tried on the whole day.

use super::jobs::{Jobs, Units};
use super::schedule::{Schedule, follow, waits_ms};

/// The schedule of the order with the smallest mean wait.
#[must_use]
pub fn best(jobs: &Jobs) -> Schedule {
    orders(&jobs.kinds)
        .into_iter()
        .map(|order| by(jobs, &order))
        .min_by_key(|schedule| waits_ms(jobs, schedule).iter().sum::<i64>())
        .unwrap_or_default()
}

/// The schedule of one order.
#[must_use]
pub fn by(jobs: &Jobs, order: &[Units]) -> Schedule {
    follow(jobs, |_, options| {
        let place = |unit: &usize| order.iter().position(|kind| (kind >> unit) & 1 == 1);
        let first = options.iter().copied().min_by_key(place);
        first.unwrap_or_else(|| unreachable!("there are several to choose from"))
    })
}

/// Every order of these groups: at most 24.
fn orders(kinds: &[Units]) -> Vec<Vec<Units>> {
    let Some((last, others)) = kinds.split_last() else {
        return vec![Vec::new()];
    };
    let with_last = |order: Vec<Units>| {
        (0..=order.len()).map(move |place| {
            let mut order = order.clone();
            order.insert(place, *last);
            order
        })
    };
    orders(others).into_iter().flat_map(with_last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_tried_once() {
        let mut all = orders(&[1, 2, 4, 8]);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 24);
    }
}
