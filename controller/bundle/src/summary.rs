//! What support sees first, as data: the page and the answer of the command line are made of it. A stranger's may say anything, so whoever
//! shows it marks what cannot be seen ([`Summary::shown`]).

use madoguchi_plain::marked;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A fleet at the moment of the bundle, and the days before it. What a file leaves out is `None` or empty here, which accuses nothing and praises
/// nothing: whoever shows it says that it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// What needs somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarms: Option<Vec<Named>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readers: Option<Vec<Reader>>,
    /// The days of the bundle, the oldest first; those on which nothing happened are among them.
    pub days: Vec<Day>,
    /// The problems and notices that the doctor found; `None` also where he could not look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Named>>,
    /// Waiting patients, at the time of the bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u32>,
    /// Whether the PC's clock and the controller's own time agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clocks_agree: Option<bool>,
}

/// Something that has a stable name: what it is called in both languages where the catalogue of faults, or triage, has words for it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Named {
    pub name: String,
    /// The code of the catalogue: "MDG-0204".
    pub code: Option<String>,
    pub ja: String,
    pub en: String,
    /// The reader that it is about, by its serial.
    pub unit: Option<String>,
}

/// How a reader is, as `status` and triage tell it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reader {
    pub serial: String,
    pub software: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attached: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serves: Option<bool>,
    /// Why it serves or does not.
    pub why: Option<Named>,
    /// The codes that it reports itself.
    pub reports: Vec<Named>,
    /// "reader-fault", "other-part" or "not-yet-known"; absent where nobody judged it.
    pub verdict: Option<Named>,
    /// The cause, where it is known.
    pub fault: Option<Named>,
}

/// What happened on one day of the clinic's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Day {
    /// "2026-04-01".
    pub date: String,
    /// Sessions that ended, by the kind of their outcome.
    pub outcomes: BTreeMap<String, u32>,
    /// How often each reader's link ended without its saying so, by serial.
    pub drops: BTreeMap<String, u32>,
    /// How often each reader began to report a fault, by serial.
    pub faults: BTreeMap<String, u32>,
    /// Whether all sessions of the day are still kept: where not, `outcomes` has what is left of them.
    pub sessions_known: bool,
    /// Whether what happened to each reader on that day is kept: where not, `drops` and `faults` have what is left of it.
    pub drops_known: bool,
}

impl Day {
    /// All sessions.
    #[must_use]
    pub fn sessions(&self) -> u32 {
        sum(self.outcomes.values())
    }

    /// All lost links.
    #[must_use]
    pub fn lost(&self) -> u32 {
        sum(self.drops.values())
    }

    /// Sessions that ended with a patient verified.
    #[must_use]
    pub fn verified(&self) -> u32 {
        let verified = self.outcomes.iter();
        let verified = verified.filter(|(kind, _)| kind.starts_with("verified"));
        sum(verified.map(|(_, count)| count))
    }
}

/// A stranger's counts may have any size.
fn sum<'a>(counts: impl Iterator<Item = &'a u32>) -> u32 {
    counts.fold(0, |sum, one| sum.saturating_add(*one))
}

impl Summary {
    /// The same with marks in the place of characters that cannot be seen or that turn the direction of a line.
    #[must_use]
    pub fn shown(mut self) -> Self {
        let named = self.alarms.iter_mut().chain(&mut self.findings);
        named.flatten().for_each(Named::mark);
        for reader in self.readers.iter_mut().flatten() {
            mark(&mut reader.serial);
            mark(&mut reader.software);
            let named = reader.why.iter_mut().chain(&mut reader.verdict);
            let named = named.chain(&mut reader.fault).chain(&mut reader.reports);
            named.for_each(Named::mark);
        }
        for day in &mut self.days {
            mark(&mut day.date);
            let counts = [&mut day.outcomes, &mut day.drops, &mut day.faults];
            for counts in counts {
                let taken = std::mem::take(counts).into_iter();
                *counts = taken.map(|(name, count)| (marked(&name), count)).collect();
            }
        }
        self
    }

    /// Days of which not all sessions are kept, and those of which not all lost links and faults are: the first and the last, and how many.
    #[must_use]
    pub fn unknown_days(&self) -> [Option<Unknown<'_>>; 2] {
        let of = |is_known: fn(&Day) -> bool| {
            let mut days = self.days.iter().filter(|day| !is_known(day));
            let first = days.next()?;
            let (mut last, mut count) = (first, 1);
            for day in days {
                (last, count) = (day, count + 1);
            }
            Some(Unknown {
                first: &first.date,
                last: &last.date,
                count,
            })
        };
        [of(|day| day.sessions_known), of(|day| day.drops_known)]
    }
}

/// Days of which something is not known any more, or was never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown<'a> {
    pub first: &'a str,
    pub last: &'a str,
    pub count: usize,
}

impl Named {
    fn mark(&mut self) {
        mark(&mut self.name);
        mark(&mut self.ja);
        mark(&mut self.en);
        self.code.iter_mut().chain(&mut self.unit).for_each(mark);
    }
}

fn mark(text: &mut String) {
    *text = marked(text);
}
