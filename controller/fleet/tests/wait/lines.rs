//! The waits of the same patients with one line per unit.
//!
//! A patient joins the shortest line of a unit that meets the needs, and stays there, as people do. Among equally short lines they choose
//! one whose unit meets the preferences, then one on which fewer others depend. Each line is served in the order of arrival. The comparison
//! favours separate lines: nobody waits for a preference, nobody joins a line whose unit would not serve them, and walking to a reader
//! takes no longer than being called to one.

use super::jobs::{Jobs, MAX_UNITS};

/// The wait of each patient in milliseconds, in the order of arrival.
#[must_use]
pub fn waits_ms(jobs: &Jobs) -> Vec<i64> {
    // The times at which the patients of each line will have left it.
    let mut leaves: [Vec<i64>; MAX_UNITS] = Default::default();
    let mut waits = Vec::with_capacity(jobs.jobs.len());
    let dependent = |line: usize| jobs.jobs.iter().filter(|job| job.able == 1 << line).count();
    let dependent: [usize; MAX_UNITS] = std::array::from_fn(dependent);
    for job in &jobs.jobs {
        let people = |line: usize| {
            let there = |at: &&i64| **at > job.arrives_ms;
            leaves[line].iter().rev().take_while(there).count()
        };
        let preferred = job.units_at(job.arrives_ms);
        let joined = (0..jobs.units)
            .filter(|line| (job.able >> line) & 1 == 1)
            .min_by_key(|line| {
                (
                    people(*line),
                    (preferred >> line) & 1 == 0,
                    dependent[*line],
                )
            });
        let Some(line) = joined else {
            continue;
        };
        let free = leaves[line].last().copied().unwrap_or(i64::MIN);
        let start = job.arrives_ms.max(free);
        leaves[line].push(start + job.occupies_ms);
        waits.push(start - job.arrives_ms);
    }
    waits
}

#[cfg(test)]
mod tests {
    use super::super::day::{Morning, Trait, made};
    use super::*;

    /// Patients who take a minute each and come at these times, to an open and a seated unit.
    fn jobs(arrive_ms: &[i64]) -> Jobs {
        let mut day = made(1, Morning::Calm);
        day.units = vec![vec![], vec![Trait::Seated]];
        day.patients.truncate(arrive_ms.len());
        for (patient, arrives_ms) in day.patients.iter_mut().zip(arrive_ms) {
            patient.arrives_ms = *arrives_ms;
            (patient.needs, patient.prefers) = (vec![], vec![]);
            (patient.walks_ms, patient.session_ms, patient.removes_ms) = (20_000, 36_000, 4_000);
        }
        let last = day.patients.last_mut().unwrap();
        last.needs = vec![Trait::Seated];
        Jobs::of(&day)
    }

    #[test]
    fn people_join_the_shortest_line_that_meets_their_needs_and_stay() {
        // One in each line, the third behind the first, the fourth behind the second: the seated line has the same length.
        let waits = waits_ms(&jobs(&[0, 10_000, 20_000, 30_000, 40_000]));
        assert_eq!(waits, [0, 0, 40_000, 40_000, 90_000]);
    }

    #[test]
    fn a_free_line_costs_no_wait() {
        assert_eq!(waits_ms(&jobs(&[0, 60_000, 120_000])), [0, 0, 0]);
    }
}
