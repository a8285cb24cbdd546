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
const SUSPECTED: f64 = 0.05;

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
    let Some((fault, _)) = weighed.first() else {
        return Verdict::NotYetKnown;
    };
    let part = fault.part();
    match (part, weigh::share(weighed, part)) {
        (Part::Reader, share) if share >= DECIDED_READER => Verdict::Reader(case(*fault, readings)),
        (Part::Reader, _) => Verdict::NotYetKnown,
        (_, share) if share >= DECIDED => Verdict::Other(case(*fault, readings)),
        _ => Verdict::NotYetKnown,
    }
}

pub(crate) fn suspects(weighed: &[Weighed]) -> Vec<Suspect> {
    let likely = weighed.iter().enumerate();
    let likely = likely.filter(|(n, (_, chance))| *n == 0 || *chance >= SUSPECTED);
    likely
        .map(|(_, (fault, chance))| Suspect {
            fault: *fault,
            chance: *chance,
        })
        .collect()
}

fn case(fault: Fault, readings: &[Reading]) -> Case {
    let mut told: Vec<_> = readings
        .iter()
        .map(|reading| (*reading, weight(fault, *reading)))
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

/// How much more likely a reading is with a fault than with the other faults, as common as they are.
fn weight(fault: Fault, reading: Reading) -> f64 {
    let others = || Fault::ALL.iter().filter(|other| **other != fault);
    let common: f64 = others().map(|other| crate::table::prior(*other)).sum();
    let shown = others().map(|other| crate::table::prior(*other) * weigh::chance(*other, reading));
    weigh::chance(fault, reading) * common / shown.sum::<f64>()
}
