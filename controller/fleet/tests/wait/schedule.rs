//! A schedule: when and to which unit each patient is called. How to make one from choices, and how to check one.

use super::jobs::{Job, Jobs, MAX_UNITS, Units};

/// A patient is called to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    /// The time, in milliseconds after the opening.
    pub at_ms: i64,
    pub unit: usize,
}

/// The call of each job, in the order of the jobs.
pub type Schedule = Vec<Call>;

/// The wait of each patient in milliseconds.
#[must_use]
pub fn waits_ms(jobs: &Jobs, schedule: &[Call]) -> Vec<i64> {
    let pairs = jobs.jobs.iter().zip(schedule);
    pairs
        .map(|(job, call)| call.at_ms - job.arrives_ms)
        .collect()
}

/// Makes the schedule that respects the rules and these choices: if free units of several kinds may serve the next ticket, `choose` gets
/// one unit of each such kind and returns one of them.
///
/// # Panics
/// No unit ever serves some patient.
pub fn follow(jobs: &Jobs, mut choose: impl FnMut(&Job, &[usize]) -> usize) -> Schedule {
    let mut calls: Vec<Option<Call>> = vec![None; jobs.jobs.len()];
    let mut free_at = [i64::MIN; MAX_UNITS];
    // By rank.
    let mut waiting: Vec<usize> = Vec::new();
    let mut coming = jobs.jobs.iter().enumerate().peekable();
    let mut now = i64::MIN;
    loop {
        let free = (0..jobs.units)
            .filter(|unit| free_at[*unit] <= now)
            .map(|unit| 1 << unit)
            .sum::<Units>();
        let next = waiting
            .iter()
            .position(|one| jobs.jobs[*one].units_at(now) & free != 0);
        if let Some(place) = next {
            let index = waiting.remove(place);
            let job = &jobs.jobs[index];
            let options: Vec<usize> = jobs.choices(job.units_at(now) & free).collect();
            let unit = if options.len() == 1 {
                options[0]
            } else {
                choose(job, &options)
            };
            free_at[unit] = now + job.occupies_ms;
            calls[index] = Some(Call { at_ms: now, unit });
            continue;
        }
        let freed = free_at.iter().copied().filter(|at| *at > now);
        let given_way = waiting
            .iter()
            .filter_map(|one| jobs.jobs[*one].gives_way_after(now));
        let change = freed.chain(given_way).min();
        let arrival = coming.peek().map(|(_, job)| job.arrives_ms);
        if let Some(at) = change.filter(|at| arrival.is_none_or(|arrival| *at <= arrival)) {
            now = at;
        } else if let Some((index, job)) = coming.next() {
            now = job.arrives_ms;
            let place = waiting.partition_point(|one| jobs.jobs[*one].rank < job.rank);
            waiting.insert(place, index);
        } else {
            break;
        }
    }
    let calls: Option<Schedule> = calls.into_iter().collect();
    calls.unwrap_or_else(|| panic!("no unit ever serves {waiting:?}"))
}

/// Checks a finished schedule against the rules.
///
/// # Errors
/// The violated rule: a need or preference not met, a unit with two patients, a better rank passed (invariant 4), a unit idle without a
/// reason (invariant 5).
pub fn check(jobs: &Jobs, schedule: &[Call]) -> Result<(), String> {
    if schedule.len() != jobs.jobs.len() {
        return Err(format!(
            "{} calls for {} patients",
            schedule.len(),
            jobs.jobs.len()
        ));
    }
    for (index, (job, call)) in jobs.jobs.iter().zip(schedule).enumerate() {
        if call.at_ms < job.arrives_ms || job.units_at(call.at_ms) & (1 << call.unit) == 0 {
            return Err(format!("patient {index} must not be called by {call:?}"));
        }
    }
    for unit in 0..jobs.units {
        let mut served: Vec<usize> = (0..schedule.len())
            .filter(|index| schedule[*index].unit == unit)
            .collect();
        served.sort_by_key(|index| schedule[*index]);
        check_unit(jobs, schedule, unit, &served)?;
    }
    Ok(())
}

fn check_unit(jobs: &Jobs, schedule: &[Call], unit: usize, served: &[usize]) -> Result<(), String> {
    let mut free_from = i64::MIN;
    for &index in served {
        let (job, at) = (&jobs.jobs[index], schedule[index].at_ms);
        if at < free_from {
            return Err(format!("unit {unit} has two patients at {at} ms"));
        }
        let passed = waiting_at(jobs, schedule, at, index)
            .find(|other| other.rank < job.rank && other.units_at(at) & (1 << unit) != 0);
        if let Some(other) = passed {
            return Err(format!(
                "unit {unit} takes {job:?} at {at} ms and passes {other:?}"
            ));
        }
        check_idle(jobs, schedule, unit, free_from..at)?;
        free_from = at + job.occupies_ms;
    }
    check_idle(jobs, schedule, unit, free_from..i64::MAX)
}

/// The patients who wait when this one is called, without those who are called at the same moment or arrive right after.
fn waiting_at<'a>(
    jobs: &'a Jobs,
    schedule: &'a [Call],
    at: i64,
    index: usize,
) -> impl Iterator<Item = &'a Job> {
    let comes_now = jobs.jobs[index].arrives_ms == at;
    let there = move |other: usize| {
        let arrives = jobs.jobs[other].arrives_ms;
        arrives < at || (arrives == at && comes_now && other < index)
    };
    (0..schedule.len())
        .filter(move |other| there(*other) && schedule[*other].at_ms > at)
        .map(|other| &jobs.jobs[other])
}

fn check_idle(
    jobs: &Jobs,
    schedule: &[Call],
    unit: usize,
    idle: std::ops::Range<i64>,
) -> Result<(), String> {
    for (job, call) in jobs.jobs.iter().zip(schedule) {
        let (from, until) = (job.arrives_ms.max(idle.start), call.at_ms.min(idle.end));
        // The units that may serve a patient change at most once while the patient waits, so checking both ends is enough.
        let could = |at: i64| job.units_at(at) & (1 << unit) != 0;
        if from < until && (could(from) || could(until - 1)) {
            return Err(format!(
                "unit {unit} is idle from {from} to {until} ms while {job:?} waits"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::day::{Morning, Trait, made};
    use super::*;

    /// Two units, one of them seated, and three patients who take a minute each.
    fn jobs() -> Jobs {
        let mut day = made(1, Morning::Calm);
        day.units = vec![vec![], vec![Trait::Seated]];
        day.patients.truncate(3);
        for (patient, arrives_ms) in day.patients.iter_mut().zip([0, 10, 20]) {
            patient.arrives_ms = arrives_ms;
            patient.class = madoguchi_fleet::ticket::Class::Normal;
            (patient.needs, patient.prefers) = (vec![], vec![]);
            (patient.walks_ms, patient.session_ms, patient.removes_ms) = (20_000, 36_000, 4_000);
        }
        day.patients[1].needs = vec![Trait::Seated];
        Jobs::of(&day)
    }

    fn call(at_ms: i64, unit: usize) -> Call {
        Call { at_ms, unit }
    }

    #[test]
    fn choices_make_the_schedule() {
        let jobs = jobs();
        let good = follow(&jobs, |_, options| options[0]);
        assert_eq!(good, [call(0, 0), call(10, 1), call(60_000, 0)]);
        assert_eq!(waits_ms(&jobs, &good), [0, 0, 59_980]);
        let bad = follow(&jobs, |_, options| options[1]);
        assert_eq!(bad, [call(0, 1), call(60_000, 1), call(20, 0)]);
        assert_eq!([check(&jobs, &good), check(&jobs, &bad)], [Ok(()), Ok(())]);
    }

    #[test]
    fn what_breaks_a_rule_is_found() {
        let jobs = jobs();
        let why = |calls: [Call; 3]| check(&jobs, &calls).unwrap_err();
        let need = why([call(0, 0), call(60_000, 0), call(20, 1)]);
        assert!(need.contains("must not be called"), "{need}");
        let two = why([call(0, 1), call(10, 1), call(20, 0)]);
        assert!(two.contains("two patients"), "{two}");
        let passed = why([call(0, 0), call(60_020, 1), call(20, 1)]);
        assert!(passed.contains("passes"), "{passed}");
        let idle = why([call(0, 0), call(10, 1), call(60_001, 0)]);
        assert!(idle.contains("idle"), "{idle}");
    }
}
