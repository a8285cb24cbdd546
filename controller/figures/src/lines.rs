//! The waits of the same patients with one line per reader.
//!
//! A patient joins the shortest line of a reader that meets the needs, and stays there, as people do; of equally short lines one whose reader
//! meets the preferences. Each line goes by arrival. The comparison favours separate lines: nobody joins one whose reader would not serve them.

use crate::replay::{meets, reader};
use crate::visit::Visit;
use crate::waits::Wait;
use madoguchi_fleet::wish::Counter;

/// The waits in the order of arrival, in which the visits have to be.
#[must_use]
pub fn in_lines(counters: &[Counter], visits: &[Visit]) -> Vec<Wait> {
    // The times at which the patients of each line will have left it.
    let mut leave: Vec<Vec<i64>> = vec![Vec::new(); counters.len()];
    let mut waits = Vec::with_capacity(visits.len());
    for visit in visits {
        let people = |line: usize| {
            let there = |at: &&i64| **at > visit.arrives_ms;
            leave[line].iter().rev().take_while(there).count()
        };
        let wishes = |line: usize, wishes| meets(&reader(line), &counters[line], wishes);
        let able = (0..counters.len()).filter(|line| wishes(*line, &visit.needs));
        let joined = able.min_by_key(|line| (people(*line), !wishes(*line, &visit.prefers), *line));
        let Some(line) = joined else { continue };
        let free = leave[line].last().copied().unwrap_or(i64::MIN);
        let start = visit.arrives_ms.max(free);
        leave[line].push(start.saturating_add(visit.occupies_ms()));
        waits.push(Wait {
            arrived_ms: visit.arrives_ms,
            waited_ms: start - visit.arrives_ms,
        });
    }
    waits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staffing::tests::{seated, visit};

    #[test]
    fn people_join_the_shortest_line_that_meets_their_needs_and_stay() {
        // A minute each. One in each line, the third behind the first, the fourth behind the second; the last needs the seated one.
        let mut visits: Vec<_> = (0..5).map(|n| visit(n * 10_000, 60_000)).collect();
        visits[4].needs = vec![seated().1];
        let waits = in_lines(&[Counter::default(), seated().0], &visits);
        let waits: Vec<_> = waits.iter().map(|wait| wait.waited_ms).collect();
        assert_eq!(waits, [0, 0, 40_000, 40_000, 90_000]);
    }
}
