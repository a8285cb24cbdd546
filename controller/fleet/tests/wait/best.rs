//! The best schedule that respects rank and needs, found exactly. What it is and why this finds it is explained in `compare.rs`.

use super::jobs::{Jobs, MAX_UNITS, Units};
use super::schedule::{Schedule, follow, waits_ms};

/// The most situations at a time: far more than the widest generated day has, and some hundred megabytes.
const MAX_SITUATIONS: usize = 1 << 20;
/// The mark for no choice.
const NONE: u32 = u32::MAX;

/// The day has more situations than the search can keep, so its best schedule is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooWide {
    /// The patient at whose arrival there were too many.
    pub patient: usize,
}

/// The result of the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// The best schedule, or one of several equally good ones.
    pub schedule: Schedule,
    /// The most situations at a time.
    pub widest: usize,
}

/// Finds the best schedule of a day.
///
/// # Errors
/// There are too many situations.
///
/// # Panics
/// The schedule does not have the sum that the search found, which would be a fault of the search.
pub fn find(jobs: &Jobs) -> Result<Best, TooWide> {
    let mut search = Search {
        jobs,
        choices: Vec::new(),
    };
    let mut lines = vec![Line::START];
    let mut widest = 1;
    for (patient, job) in jobs.jobs.iter().enumerate() {
        let mut ready = search.go_on(lines, job.arrives_ms);
        for line in &mut ready {
            line.situation.join(jobs, patient);
        }
        lines = merged(search.call(ready), jobs, job.arrives_ms);
        widest = widest.max(lines.len());
        if lines.len() > MAX_SITUATIONS {
            return Err(TooWide { patient });
        }
    }
    let ended = search.go_on(lines, i64::MAX);
    let best = ended.into_iter().min_by_key(|line| line.sum_ms);
    let best = best.unwrap_or_else(|| unreachable!("a list of choices leads on"));
    let schedule = search.carried_out(best.newest);
    assert_eq!(waits_ms(jobs, &schedule).iter().sum::<i64>(), best.sum_ms);
    Ok(Best { schedule, widest })
}

/// Everything on which the future depends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Situation {
    /// The time when each unit becomes free.
    free_at: [i64; MAX_UNITS],
    /// The waiting patients by rank.
    waiting: Vec<u16>,
}

/// A list of choices, and the situation after it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    situation: Situation,
    /// The waits of the called patients, in milliseconds.
    sum_ms: i64,
    /// The newest choice.
    newest: u32,
    /// The present time.
    now: i64,
}

struct Search<'a> {
    jobs: &'a Jobs,
    /// Each choice with the one before it, so that lists of choices share their beginnings.
    choices: Vec<(u32, u8)>,
}

impl Line {
    const START: Self = Self {
        situation: Situation {
            free_at: [i64::MIN; MAX_UNITS],
            waiting: Vec::new(),
        },
        sum_ms: 0,
        newest: NONE,
        now: i64::MIN,
    };
}

impl Situation {
    fn join(&mut self, jobs: &Jobs, patient: usize) {
        let rank = jobs.jobs[patient].rank;
        let place = self
            .waiting
            .partition_point(|one| jobs.jobs[usize::from(*one)].rank < rank);
        let patient = u16::try_from(patient).expect("a day has some hundred patients");
        self.waiting.insert(place, patient);
    }

    fn free(&self, jobs: &Jobs, now: i64) -> Units {
        (0..jobs.units)
            .filter(|unit| self.free_at[*unit] <= now)
            .map(|unit| 1 << unit)
            .sum()
    }

    /// Brings equal situations into the same form: since when a unit is free, and which one of its kind it is, does not matter.
    fn settle(&mut self, jobs: &Jobs, now: i64) {
        for at in &mut self.free_at {
            if *at <= now {
                *at = i64::MIN;
            }
        }
        for kind in jobs.kinds.iter().filter(|kind| kind.count_ones() > 1) {
            let units = || (0..jobs.units).filter(|unit| (kind >> unit) & 1 == 1);
            let mut times: Vec<i64> = units().map(|unit| self.free_at[unit]).collect();
            times.sort_unstable();
            for (unit, at) in units().zip(times) {
                self.free_at[unit] = at;
            }
        }
    }
}

impl Search<'_> {
    /// Processes everything up to this moment, for every possible choice.
    fn go_on(&mut self, mut lines: Vec<Line>, until: i64) -> Vec<Line> {
        let mut there = Vec::with_capacity(lines.len());
        while let Some(mut line) = lines.pop() {
            match self.next_change(&line).filter(|at| *at <= until) {
                Some(at) => {
                    line.now = at;
                    lines.extend(self.call(vec![line]));
                }
                None => {
                    line.now = until;
                    there.push(line);
                }
            }
        }
        there
    }

    /// The next time at which a waiting patient may become first for a unit.
    fn next_change(&self, line: &Line) -> Option<i64> {
        let Situation { free_at, waiting } = &line.situation;
        if waiting.is_empty() {
            return None;
        }
        let freed = free_at.iter().copied().filter(|at| *at > line.now).min();
        if line.situation.free(self.jobs, line.now) == 0 {
            return freed;
        }
        let given_way = waiting
            .iter()
            .filter_map(|one| self.jobs.jobs[usize::from(*one)].gives_way_after(line.now));
        freed.into_iter().chain(given_way).min()
    }

    /// Calls everybody who can be called, in rank order: one line for each choice of units.
    fn call(&mut self, mut lines: Vec<Line>) -> Vec<Line> {
        let mut called = Vec::with_capacity(lines.len());
        while let Some(mut line) = lines.pop() {
            let free = line.situation.free(self.jobs, line.now);
            let may = |one: &u16| self.jobs.jobs[usize::from(*one)].units_at(line.now) & free;
            let next = if free == 0 {
                None
            } else {
                line.situation.waiting.iter().position(|one| may(one) != 0)
            };
            let Some(place) = next else {
                called.push(line);
                continue;
            };
            let patient = line.situation.waiting.remove(place);
            let job = &self.jobs.jobs[usize::from(patient)];
            line.sum_ms += line.now - job.arrives_ms;
            let busy_until = line.now + job.occupies_ms;
            let mut units = self.jobs.choices(may(&patient));
            let (Some(first), rest) = (units.next(), units.collect::<Vec<_>>()) else {
                unreachable!("some free unit may serve the patient");
            };
            if rest.is_empty() {
                line.situation.free_at[first] = busy_until;
                lines.push(line);
                continue;
            }
            for unit in std::iter::once(first).chain(rest) {
                let mut way = line.clone();
                way.situation.free_at[unit] = busy_until;
                way.newest = self.chosen(line.newest, unit);
                lines.push(way);
            }
        }
        called
    }

    fn chosen(&mut self, before: u32, unit: usize) -> u32 {
        let newest = u32::try_from(self.choices.len()).expect("bounded by MAX_SITUATIONS");
        let unit = u8::try_from(unit).expect("four units at most");
        self.choices.push((before, unit));
        newest
    }
}

impl Search<'_> {
    /// The schedule of the list of choices that ends with `newest`.
    fn carried_out(&self, newest: u32) -> Schedule {
        let mut kinds: Vec<Units> = Vec::new();
        let mut at = newest;
        while at != NONE {
            let (before, unit) = self.choices[at as usize];
            let kind = self
                .jobs
                .kinds
                .iter()
                .find(|kind| (**kind >> unit) & 1 == 1);
            kinds.extend(kind);
            at = before;
        }
        follow(self.jobs, |_, options| {
            let kind = kinds.pop().expect("as many choices as the search made");
            let unit = options.iter().find(|unit| (kind >> **unit) & 1 == 1);
            *unit.expect("the unit that the search chose is free")
        })
    }
}

/// One line for each situation: the one with the smallest sum of waits.
fn merged(mut lines: Vec<Line>, jobs: &Jobs, now: i64) -> Vec<Line> {
    for line in &mut lines {
        line.situation.settle(jobs, now);
    }
    lines.sort_unstable();
    lines.dedup_by(|later, first| later.situation == first.situation);
    lines
}

#[cfg(test)]
mod tests {
    use super::super::day::{Day, Morning, Trait, made};
    use super::super::schedule::check;
    use super::*;
    use rand::{RngExt, SeedableRng};

    /// A crowded quarter of an hour with as many different counters as possible: every choice matters.
    fn crowd(seed: u64, patients: usize) -> Day {
        let mut day = made(seed, Morning::Calm);
        day.units = vec![vec![], vec![Trait::Seated], vec![Trait::English]];
        let wishes = [&[][..], &[Trait::Seated], &[Trait::English]];
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
        day.patients.truncate(patients);
        let mut at = 0;
        for patient in &mut day.patients {
            at += random.random_range(0..50_000);
            patient.arrives_ms = at;
            patient.needs = wishes[random.random_range(0..3)].to_vec();
            patient.prefers = Vec::new();
            // Long sessions, so that preferences give way while their patients wait.
            if patient.needs.is_empty() && random.random_bool(0.3) {
                patient.prefers = wishes[random.random_range(0..3)].to_vec();
                patient.session_ms += 200_000;
            }
        }
        day
    }

    /// The smallest sum over every list of choices, each carried out from the start.
    fn by_trying_all(jobs: &Jobs) -> i64 {
        let mut least = i64::MAX;
        let mut list: Vec<usize> = Vec::new();
        loop {
            let mut ways = Vec::new();
            let schedule = follow(jobs, |_, options| {
                let nth = ways.len();
                ways.push(options.len());
                options[list.get(nth).copied().unwrap_or(0)]
            });
            least = least.min(waits_ms(jobs, &schedule).iter().sum());
            // The next list in order: the last choice that has another way takes it.
            list.resize(ways.len(), 0);
            while list
                .last()
                .is_some_and(|way| way + 1 == ways[list.len() - 1])
            {
                list.pop();
            }
            match list.last_mut() {
                Some(way) => *way += 1,
                None => return least,
            }
        }
    }

    #[test]
    fn trying_every_list_of_choices_finds_nothing_better() {
        let mut mattered = 0;
        for seed in 0..60 {
            let jobs = Jobs::of(&crowd(seed, 12));
            let best = find(&jobs).unwrap();
            let sum: i64 = waits_ms(&jobs, &best.schedule).iter().sum();
            assert_eq!(sum, by_trying_all(&jobs), "seed {seed}");
            let first = follow(&jobs, |_, options| options[0]);
            mattered += usize::from(waits_ms(&jobs, &first).iter().sum::<i64>() > sum);
        }
        assert!(
            mattered > 10,
            "choices matter on {mattered} of 60 days only"
        );
    }

    #[test]
    fn no_dice_are_better_and_the_best_breaks_no_rule() {
        for seed in 0..20 {
            let jobs = Jobs::of(&made(seed, Morning::Calm));
            let best = find(&jobs).unwrap();
            assert_eq!(check(&jobs, &best.schedule), Ok(()), "seed {seed}");
            let sum: i64 = waits_ms(&jobs, &best.schedule).iter().sum();
            let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
            for _ in 0..20 {
                let diced = follow(&jobs, |_, options| {
                    options[random.random_range(0..options.len())]
                });
                assert_eq!(check(&jobs, &diced), Ok(()), "seed {seed}");
                assert!(waits_ms(&jobs, &diced).iter().sum::<i64>() >= sum);
            }
        }
    }
}
