//! Units by what staff call them: the serial, or the name of the counter (RULES Q12).

use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::unit::{Membership, Unit};
use madoguchi_plain::typed;

/// A unit that can be named.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub serial: &'a str,
    /// `None` where the counter no longer names it: a retired unit has its serial alone.
    pub counter: Option<&'a str>,
}

/// The unit that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<'a> {
    One(&'a str),
    /// Their counters have the same name.
    Shared(Vec<&'a str>),
    Nobody,
}

/// Finds the unit that staff mean: by its serial before a counter's name, and as it is written before another width or case.
#[must_use]
pub fn named<'a>(text: &str, units: impl Iterator<Item = Candidate<'a>> + Clone) -> Named<'a> {
    for serial in [text, &typed::serial(text)] {
        if let Some(unit) = units.clone().find(|unit| unit.serial == serial) {
            return Named::One(unit.serial);
        }
    }
    let at = |matches: &dyn Fn(&str) -> bool| -> Vec<&'a str> {
        let here = units
            .clone()
            .filter(|unit| unit.counter.is_some_and(matches));
        here.map(|unit| unit.serial).collect()
    };
    let mut found = at(&|counter| counter == text.trim());
    if found.is_empty() {
        let same = typed::same_name(text);
        found = at(&|counter| typed::same_name(counter) == same);
    }
    match found.as_slice() {
        [] => Named::Nobody,
        [one] => Named::One(one),
        _ => Named::Shared(found),
    }
}

impl Fleet {
    /// The enrolled units whose counter has this name, however it is typed: calls say the same for all of them (RULES Q10).
    pub fn units_called(&self, counter: &str) -> impl Iterator<Item = &Unit> {
        let same = typed::same_name(counter);
        let enrolled = self.yard.units();
        let enrolled = enrolled.filter(|unit| unit.membership == Membership::Enrolled);
        enrolled.filter(move |unit| typed::same_name(&unit.counter.name) == same)
    }

    /// The serial of the unit that staff name. A text that is a serial and names no unit is the serial: the command says what it needs.
    ///
    /// # Errors
    /// No unit has this name, or several have.
    pub fn unit_named(&self, text: &str) -> Result<Serial, Refusal> {
        let units = self.yard.units().map(|unit| Candidate {
            serial: unit.serial.as_str(),
            counter: (unit.membership == Membership::Enrolled).then_some(&*unit.counter.name),
        });
        let nobody = || self.yard.no_such_unit(text);
        match named(text, units) {
            Named::One(serial) => Serial::parse(serial).ok_or_else(nobody),
            Named::Shared(units) => Err(Refusal::CounterShared {
                counter: text.trim().into(),
                units: units.into_iter().filter_map(Serial::parse).collect(),
            }),
            Named::Nobody => Serial::parse(&typed::serial(text)).ok_or_else(nobody),
        }
    }

    /// The same, of a unit that belongs to the fleet: for who asks about it and sends no command that would say so.
    ///
    /// # Errors
    /// No unit has this name, several have, or the one that has is retired or replaced.
    pub fn enrolled_named(&self, text: &str) -> Result<Serial, Refusal> {
        let serial = self.unit_named(text)?;
        self.yard.enrolled(&serial).map(|unit| unit.serial.clone())
    }

    /// The unit itself that a name stands for.
    ///
    /// # Errors
    /// No unit has the name, or several counters do.
    pub fn known_unit(&self, text: &str) -> Result<&Unit, Refusal> {
        let serial = self.unit_named(text)?;
        self.yard.known(&serial)
    }
}
