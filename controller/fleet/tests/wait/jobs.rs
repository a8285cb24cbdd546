//! A day as a schedule needs it: who may be served where, who is first, and how long each keeps a unit busy.
//!
//! Derived from RULES ("Queue", "A ticket's life"), not from the fleet's code.

use super::day::{Day, Patient, Trait};
use madoguchi_fleet::ticket::Class;

/// The most units of a day (FAQ 7).
pub const MAX_UNITS: usize = 4;
/// The head start of the priority class.
const HEAD_START_MS: i64 = 15 * 60_000;
/// The time after which a preference gives way.
const PREFERENCE_MS: i64 = 5 * 60_000;
/// The time after the outcome at which a unit is free again, even if the card still lies there.
const CARD_REMOVAL_MS: i64 = 30_000;

/// A set of a day's units: bit n stands for unit n.
pub type Units = u8;

/// A patient as a schedule needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Arrival, in milliseconds after the opening.
    pub arrives_ms: i64,
    /// The rank, smaller is earlier: not urgent, arrival − head start, sequence.
    pub rank: (bool, i64, usize),
    /// The time from the call until the unit is free again.
    pub occupies_ms: i64,
    /// The units that meet needs and preferences.
    preferred: Units,
    /// The units that meet the needs.
    pub able: Units,
    /// The time from which preferences do not count.
    gives_way_ms: i64,
}

impl Job {
    /// The units that may serve this patient at a time.
    #[must_use]
    pub const fn units_at(&self, at_ms: i64) -> Units {
        if at_ms < self.gives_way_ms {
            self.preferred
        } else {
            self.able
        }
    }

    /// The time after `now_ms` at which preferences give way, if that changes anything.
    #[must_use]
    pub fn gives_way_after(&self, now_ms: i64) -> Option<i64> {
        (now_ms < self.gives_way_ms && self.preferred != self.able).then_some(self.gives_way_ms)
    }
}

/// The patients and units of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jobs {
    /// The patients in the order of arrival.
    pub jobs: Vec<Job>,
    /// How many units there are.
    pub units: usize,
    /// Groups of units that may serve the same patients at any time: a schedule need not distinguish them.
    pub kinds: Vec<Units>,
}

impl Jobs {
    /// The jobs of a day.
    #[must_use]
    pub fn of(day: &Day) -> Self {
        let jobs: Vec<Job> = day
            .patients
            .iter()
            .enumerate()
            .map(|(sequence, patient)| job(&day.units, sequence, patient))
            .collect();
        let units = day.units.len();
        let kinds = kinds(&jobs, units);
        Self { jobs, units, kinds }
    }

    /// One free unit of each group: these are the possible choices.
    pub fn choices(&self, free: Units) -> impl Iterator<Item = usize> {
        let of_kind = move |kind: &Units| (free & kind).trailing_zeros() as usize;
        self.kinds
            .iter()
            .filter(move |kind| free & **kind != 0)
            .map(of_kind)
    }
}

fn job(units: &[Vec<Trait>], sequence: usize, patient: &Patient) -> Job {
    let meeting = |wishes: &[Trait]| -> Units {
        let meets = |unit: &Vec<Trait>| wishes.iter().all(|wish| unit.contains(wish));
        let bit = |(index, unit)| Units::from(meets(unit)) << index;
        units.iter().enumerate().map(bit).sum()
    };
    let head_start = match patient.class {
        Class::Priority => HEAD_START_MS,
        Class::Normal | Class::Urgent => 0,
    };
    let able = meeting(&patient.needs);
    Job {
        arrives_ms: patient.arrives_ms,
        rank: (
            patient.class != Class::Urgent,
            patient.arrives_ms - head_start,
            sequence,
        ),
        occupies_ms: patient.walks_ms
            + patient.session_ms
            + patient.removes_ms.min(CARD_REMOVAL_MS),
        preferred: able & meeting(&patient.prefers),
        able,
        gives_way_ms: patient.arrives_ms + PREFERENCE_MS,
    }
}

fn kinds(jobs: &[Job], units: usize) -> Vec<Units> {
    let same = |a: usize, b: usize| {
        let alike = |units: Units| (units >> a) & 1 == (units >> b) & 1;
        jobs.iter().all(|j| alike(j.preferred) && alike(j.able))
    };
    let mut kinds: Vec<Units> = Vec::new();
    for unit in 0..units {
        let known = kinds
            .iter_mut()
            .find(|kind| same(kind.trailing_zeros() as usize, unit));
        match known {
            Some(kind) => *kind |= 1 << unit,
            None => kinds.push(1 << unit),
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::super::day::{Morning, made};
    use super::*;

    #[test]
    fn units_that_nobody_tells_apart_are_of_one_kind() {
        let mut day = made(1, Morning::Calm);
        day.units = vec![vec![], vec![Trait::Seated], vec![], vec![Trait::Phone]];
        for patient in &mut day.patients {
            (patient.needs, patient.prefers) = (vec![], vec![]);
        }
        assert_eq!(Jobs::of(&day).kinds, [0b1111], "nobody wishes for anything");
        day.patients[0].prefers = vec![Trait::Seated];
        let jobs = Jobs::of(&day);
        assert_eq!(jobs.kinds, [0b1101, 0b0010]);
        assert_eq!(jobs.choices(0b1110).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn a_preference_is_a_need_until_it_gives_way() {
        let mut day = made(1, Morning::Calm);
        day.units = vec![vec![], vec![Trait::Seated]];
        day.patients[0].needs = vec![];
        day.patients[0].prefers = vec![Trait::Seated];
        let job = &Jobs::of(&day).jobs[0];
        let until = job.arrives_ms + PREFERENCE_MS;
        assert_eq!(job.units_at(until - 1), 0b10);
        assert_eq!(job.units_at(until), 0b11);
        assert_eq!(job.gives_way_after(until - 1), Some(until));
        assert_eq!(job.gives_way_after(until), None);
    }
}
