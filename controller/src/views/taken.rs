//! What an act on a reader takes away, in the words by which staff are asked before it.

use crate::json::Placement;
use crate::texts::{sentence, text};
use madoguchi_fleet::names::{Candidate, Named, named};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{UnitActivity, WeighUnitRequest, WeighUnitResponse};

/// An act that can take something away.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act<'a> {
    /// Enrolling or pairing a serial that may be known, at a counter; what is not said there stays as it is.
    Enroll {
        to: &'a v1::Counter,
        /// Whether no tags means that it keeps its own.
        keeps_tags: bool,
    },
    Retire,
    Replace {
        by: &'a str,
    },
    PauseNow,
    /// Another height or other tags for its counter; what is not said there stays as it is.
    Change {
        to: &'a v1::Counter,
        keeps_tags: bool,
    },
}

impl Act<'_> {
    /// The question what tickets lose by it.
    pub(crate) fn weighs(self, serial: &str) -> WeighUnitRequest {
        let request = WeighUnitRequest {
            serial: serial.to_owned(),
            ..WeighUnitRequest::default()
        };
        match self {
            Act::Retire => WeighUnitRequest {
                retire: true,
                ..request
            },
            Act::Replace { by } => WeighUnitRequest {
                replaced_by: by.to_owned(),
                ..request
            },
            Act::PauseNow => WeighUnitRequest {
                pause: true,
                ..request
            },
            Act::Enroll { to, keeps_tags } | Act::Change { to, keeps_tags } => {
                let change_tags = !(keeps_tags && to.tags.is_empty());
                WeighUnitRequest {
                    placement: to.placement,
                    tags: to.tags.clone(),
                    change_tags,
                    ..request
                }
            }
        }
    }
}

/// What an act takes away.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) serial: String,
    pub(crate) text: v1::Text,
    /// Whether the reader is connected.
    pub(crate) connected: bool,
}

/// The readers, how many patients wait, and what their tickets lose by the act.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) units: Vec<v1::Unit>,
    pub(crate) waiting: u32,
    pub(crate) loss: WeighUnitResponse,
}

impl Seen {
    /// The enrolled reader with a name: USB shows readers that were never enrolled, too.
    pub(crate) fn unit(&self, name: &str) -> Option<&v1::Unit> {
        let mut known = self.units.iter().filter(|unit| unit.counter.is_some());
        let Named::One(serial) = named(name, known.clone().map(candidate)) else {
            return None;
        };
        known.find(|unit| unit.serial == serial)
    }

    /// Nothing where the reader is unknown, or is not there and keeps its counter as it is, or nobody is with it and it does not serve.
    pub(crate) fn taken(&self, name: &str, act: Act<'_>) -> Option<Taken> {
        let unit = self.unit(name)?;
        let effects = self.effects(unit, act);
        let asks = match act {
            Act::Enroll { to, .. } => {
                unit.attached || renames(unit, to).is_some() || !effects.is_empty()
            }
            Act::Retire => unit.serves || !effects.is_empty(),
            // It can never be taken back.
            Act::Replace { .. } => true,
            Act::PauseNow => !effects.is_empty(),
            Act::Change { .. } => self.loses(),
        };
        let mut said = vec![self.act(unit, act)];
        said.extend(effects);
        asks.then(|| Taken {
            serial: unit.serial.clone(),
            text: joined(said),
            connected: unit.attached,
        })
    }

    /// What is done to the reader, and whether it can be undone.
    fn act(&self, unit: &v1::Unit, act: Act<'_>) -> v1::Text {
        let counter = name(unit).to_owned();
        let mut args = vec![("unit", unit.serial.as_str()), ("counter", &counter)];
        match act {
            Act::Enroll { to, .. } => {
                let new = renames(unit, to);
                args.push(("new", new.unwrap_or(&counter)));
                let key = match (unit.attached, new.is_some()) {
                    (true, true) => "taken-enroll-attached-renames",
                    (true, false) => "taken-enroll-attached",
                    (false, true) => "taken-enroll-renames",
                    (false, false) => "taken-enroll",
                };
                text(key, &args)
            }
            Act::Retire => text("taken-retire", &args),
            Act::Replace { by } => {
                args.push(("new", by));
                text("taken-replace", &args)
            }
            Act::PauseNow => text("taken-pause", &args),
            Act::Change { .. } => text("taken-change", &args),
        }
    }

    /// That the reader that takes another's place leaves a counter of its own.
    fn counter_left(&self, unit: &v1::Unit, by: &str) -> Option<v1::Text> {
        let by = self.unit(by)?;
        let args = [("new", by.serial.as_str()), ("counter", name(by))];
        (name(by) != name(unit)).then(|| text("taken-replace-counter", &args))
    }

    /// What comes of it for patients.
    fn effects(&self, unit: &v1::Unit, act: Act<'_>) -> Vec<v1::Text> {
        let mut effects = match act {
            Act::Enroll { to, keeps_tags } | Act::Change { to, keeps_tags } => {
                changes_of_counter(unit, to, keeps_tags)
            }
            Act::Replace { by } => self.counter_left(unit, by).into_iter().collect(),
            Act::Retire | Act::PauseNow => Vec::new(),
        };
        effects.extend(self.lost());
        // A call stands where only the counter changes, and so does its session.
        if let Act::Change { .. } = act {
            return effects;
        }
        let stops_the_link = matches!(act, Act::Enroll { .. });
        let number = [("number", unit.ticket.as_str())];
        match unit.activity() {
            UnitActivity::Called => effects.push(text("taken-call", &number)),
            // A pause and the others let it finish.
            UnitActivity::Verifying if stops_the_link => {
                effects.push(text("taken-session", &number));
            }
            UnitActivity::Verifying if !matches!(act, Act::PauseNow) => {
                effects.push(text("taken-finishes", &number));
            }
            UnitActivity::WalkUp if stops_the_link => {
                effects.push(text("taken-walk-up-cut", &[]));
            }
            UnitActivity::WalkUp if !matches!(act, Act::PauseNow) => {
                effects.push(text("taken-walk-up", &[]));
            }
            _ => {}
        }
        let others = self.units.iter().filter(|other| other.serves);
        let others = others.filter(|other| other.serial != unit.serial).count();
        if unit.serves && others == 0 {
            let waiting = self.waiting.to_string();
            effects.push(text("taken-last", &[("waiting", &waiting)]));
        }
        effects
    }
}

impl Seen {
    /// Whether tickets lose by the act.
    const fn loses(&self) -> bool {
        self.loss.bound > 0 || self.loss.unmet > 0
    }

    /// What tickets lose by it, in numbers.
    fn lost(&self) -> impl Iterator<Item = v1::Text> {
        let counts = [
            ("taken-bound", self.loss.bound),
            ("taken-unmet", self.loss.unmet),
        ];
        let lost = counts.into_iter().filter(|(_, count)| *count > 0);
        lost.map(|(key, count)| text(key, &[("count", &count.to_string())]))
    }
}

/// A unit on the list of those that are not retired, as staff may name it.
fn candidate(unit: &v1::Unit) -> Candidate<'_> {
    Candidate {
        serial: &unit.serial,
        counter: unit.counter.as_ref().map(|counter| &*counter.name),
    }
}

fn name(unit: &v1::Unit) -> &str {
    unit.counter.as_ref().map_or("", |counter| &counter.name)
}

/// The name that its counter gets instead of its own.
fn renames<'a>(unit: &v1::Unit, to: &'a v1::Counter) -> Option<&'a str> {
    let new = to.name.as_str();
    (!new.is_empty() && new != name(unit)).then_some(new)
}

/// What its counter loses beside its name.
fn changes_of_counter(unit: &v1::Unit, to: &v1::Counter, keeps_tags: bool) -> Vec<v1::Text> {
    let own = unit.counter.clone().unwrap_or_default();
    let mut changes = Vec::new();
    if to.placement() != v1::Placement::Unspecified && to.placement != own.placement {
        let kind = text(
            &format!("placement-{}", Placement::from(to.placement()).word()),
            &[],
        );
        let key = "taken-enroll-placement";
        changes.push(sentence(key, key, &[("kind", kind.into())]));
    }
    let listed = |mut tags: Vec<String>| {
        tags.sort();
        tags.join(", ")
    };
    let (old, new) = (listed(own.tags), listed(to.tags.clone()));
    match (old.as_str(), new.as_str()) {
        ("", _) => {}
        (_, "") if keeps_tags => {}
        (old, "") => changes.push(text("taken-enroll-no-tags", &[("tags", old)])),
        (old, new) if old == new => {}
        (old, new) => changes.push(text("taken-enroll-tags", &[("old", old), ("tags", new)])),
    }
    changes
}

/// Several sentences, one after the other.
fn joined(sentences: Vec<v1::Text>) -> v1::Text {
    let mut sentences = sentences.into_iter();
    let first = sentences.next().unwrap_or_default();
    sentences.fold(first, |first, second| {
        let code = first.code.clone();
        let both = [("first", first.into()), ("second", second.into())];
        sentence(&code, "notice-both", &both)
    })
}

#[cfg(test)]
mod tests;
