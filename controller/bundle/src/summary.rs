//! What support sees first, as data: the page and the answer of the command line are made of it. A stranger's may say anything, so whoever
//! shows it marks what cannot be seen ([`Summary::shown`]).

use madoguchi_plain::marked;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A fleet at the moment of the bundle, and the days before it. What a file leaves out is empty here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// What needs somebody.
    pub alarms: Vec<Named>,
    pub readers: Vec<Reader>,
    /// The days of the bundle, the oldest first; those on which nothing happened are among them.
    pub days: Vec<Day>,
    /// The problems and notices that the doctor found.
    pub findings: Vec<Named>,
    /// Waiting patients, at the time of the bundle.
    pub waiting: u32,
    /// Whether the PC's clock and the controller's own time agree.
    pub clocks_agree: bool,
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
    pub attached: bool,
    pub serves: bool,
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
}

impl Day {
    /// All sessions.
    #[must_use]
    pub fn sessions(&self) -> u32 {
        self.outcomes
            .values()
            .fold(0, |sum, one| sum.saturating_add(*one))
    }
}

impl Summary {
    /// The same with marks in the place of characters that cannot be seen or that turn the direction of a line.
    #[must_use]
    pub fn shown(mut self) -> Self {
        let named = self.alarms.iter_mut().chain(&mut self.findings);
        named.for_each(Named::mark);
        for reader in &mut self.readers {
            mark(&mut reader.serial);
            mark(&mut reader.software);
            let named = reader.why.iter_mut().chain(&mut reader.verdict);
            let named = named.chain(&mut reader.fault).chain(&mut reader.reports);
            named.for_each(Named::mark);
        }
        for day in &mut self.days {
            mark(&mut day.date);
            let counts = [&mut day.outcomes, &mut day.drops];
            for counts in counts {
                let taken = std::mem::take(counts).into_iter();
                *counts = taken.map(|(name, count)| (marked(&name), count)).collect();
            }
        }
        self
    }
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
