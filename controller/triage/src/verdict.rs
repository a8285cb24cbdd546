//! What is judged: the reader, another part, or not yet known.

use crate::fault::{Fault, Part};
use crate::reading::Reading;
use crate::step::Step;
use crate::weigh::{self, Weighed};

/// A part is named with at least this chance.
pub const DECIDED: f64 = 0.9;
/// The reader is named with at least this chance: a unit that is sent in without need comes back as sent (FAQ 41).
pub const DECIDED_READER: f64 = 0.95;
/// A reading that is this much more likely with the fault than without it speaks for it; one that is as much less likely, against it.
const SPEAKS: f64 = 1.5;
/// Faults with less than this chance are no suspects.
pub(crate) const SUSPECTED: f64 = 0.05;

/// What triage says.
#[derive(Debug, Clone, PartialEq)]
pub struct Triage {
    pub verdict: Verdict,
    /// The most likely first; never empty.
    pub suspects: Vec<Suspect>,
    /// The step that would tell most; `None` where nothing more has to be asked, or would tell anything.
    pub next: Option<Step>,
}

/// Whose matter it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The reader: it may be sent in.
    Reader(Case),
    Other(Case),
    NotYetKnown,
}

/// A fault that is named, with the readings that speak for and against it, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub fault: Fault,
    pub speaks_for: Vec<Reading>,
    pub against: Vec<Reading>,
}

/// A fault that may be it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspect {
    pub fault: Fault,
    /// From 0 to 1.
    pub chance: f64,
}

impl Verdict {
    /// Its stable name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Reader(_) => "reader-fault",
            Self::Other(_) => "other-part",
            Self::NotYetKnown => "not-yet-known",
        }
    }

    /// The case, where one is named.
    #[must_use]
    pub const fn case(&self) -> Option<&Case> {
        match self {
            Self::Reader(case) | Self::Other(case) => Some(case),
            Self::NotYetKnown => None,
        }
    }
}

pub(crate) fn judge(readings: &[Reading], weighed: &[Weighed]) -> Verdict {
    let Some((fault, _)) = weigh::faults(weighed).first().copied() else {
        return Verdict::NotYetKnown;
    };
    let named = decided(weighed, fault.part());
    match fault.part() {
        _ if !named => Verdict::NotYetKnown,
        Part::Reader => Verdict::Reader(case(fault, readings, weighed)),
        _ => Verdict::Other(case(fault, readings, weighed)),
    }
}

/// Whether a part may be named.
pub(crate) fn decided(weighed: &[Weighed], part: Part) -> bool {
    let bound = match part {
        Part::Reader => DECIDED_READER,
        _ => DECIDED,
    };
    weigh::share(weighed, part) >= bound
}

pub(crate) fn suspects(weighed: &[Weighed]) -> Vec<Suspect> {
    let faults = weigh::faults(weighed).into_iter().enumerate();
    let likely = faults.filter(|(n, (_, chance))| *n == 0 || *chance >= SUSPECTED);
    likely
        .map(|(_, (fault, chance))| Suspect { fault, chance })
        .collect()
}

fn case(fault: Fault, readings: &[Reading], weighed: &[Weighed]) -> Case {
    let mut told: Vec<_> = readings
        .iter()
        .map(|reading| (*reading, weight(fault, *reading, weighed)))
        .collect();
    told.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let speaks_for = told.iter().filter(|(_, weight)| *weight >= SPEAKS);
    let against = told
        .iter()
        .rev()
        .filter(|(_, weight)| *weight <= 1.0 / SPEAKS);
    Case {
        fault,
        speaks_for: speaks_for.map(|(reading, _)| *reading).collect(),
        against: against.map(|(reading, _)| *reading).collect(),
    }
}

/// How much more likely a reading is with a fault, in its likeliest form, than with the other faults, as common as they are.
fn weight(fault: Fault, reading: Reading, weighed: &[Weighed]) -> f64 {
    let mine = weighed.iter().filter(|(form, _)| form.fault == fault);
    let likeliest = mine.max_by(|(_, a), (_, b)| a.total_cmp(b));
    let shown = likeliest.map_or(0.0, |(form, _)| weigh::chance(form, reading));
    let others = || weighed.iter().filter(|(form, _)| form.fault != fault);
    let common: f64 = others().map(|(form, _)| form.common).sum();
    let by_others = others().map(|(form, _)| form.common * weigh::chance(form, reading));
    shown * common / by_others.sum::<f64>()
}
