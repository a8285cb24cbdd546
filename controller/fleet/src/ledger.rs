//! The ledger of units: when each was delivered, how long it is covered, and which unit stood before it (RULES A17, A18).

use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::reasons::Alarm;
use crate::unit::{Membership, Unit};
use madoguchi_support::{Date, Stage};

impl Fleet {
    /// Today at the clinic; `None` while the PC's clock shows an impossible date.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        let is_possible = self.calendar().is_possible();
        is_possible.then(|| madoguchi_support::day(self.today()))
    }

    /// Whether a date has not come yet. A clock with an impossible date cannot say.
    pub(crate) fn is_ahead(&self, date: Date) -> bool {
        self.date().is_some_and(|today| date > today)
    }

    /// The units that went before a unit in its place, those that it replaced itself first.
    #[must_use]
    pub fn predecessors(&self, serial: &Serial) -> Vec<&Unit> {
        let gone = |by| self.units().filter(move |unit| unit.is_replaced_by(by));
        let mut before: Vec<&Unit> = gone(serial).collect();
        // A unit is replaced once and never comes back, so this ends.
        let mut seen = 0;
        while let Some(unit) = before.get(seen).copied() {
            before.extend(gone(&unit.serial));
            seen += 1;
        }
        before
    }

    /// One alarm for each stage that a coverage is in, with all of its units. Nothing tells it twice: who is in a later stage is in no earlier one.
    pub(crate) fn coverage_alarms(&self) -> Vec<Alarm> {
        let Some(today) = self.date() else {
            return Vec::new();
        };
        let enrolled = |unit: &&Unit| unit.membership == Membership::Enrolled;
        let ending = self.yard.units().filter(enrolled).filter_map(|unit| {
            let coverage = unit.coverage()?;
            let told = coverage.needs_somebody(today);
            told.then(|| (coverage.stage(today), unit.serial.clone(), coverage.until))
        });
        let ending: Vec<_> = ending.collect();
        let of = |stage| {
            let of_stage = ending.iter().filter(|(at, ..)| *at == stage);
            let units: Vec<_> = of_stage
                .map(|(_, serial, until)| (serial.clone(), *until))
                .collect();
            (!units.is_empty()).then_some(Alarm::Coverage { stage, units })
        };
        let worst_first = [Stage::Over, Stage::Close, Stage::Soon];
        worst_first.into_iter().filter_map(of).collect()
    }
}
