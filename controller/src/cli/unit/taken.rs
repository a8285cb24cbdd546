//! What an act on a reader takes away, said before it is done.

use super::super::client::{Client, Failure, answer};
use super::super::output::Output;
use crate::json::Placement;
use crate::texts::{sentence, text};
use madoguchi_fleet::names::{Candidate, Named, named};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{GetStatusRequest, ListUnitsRequest, UnitActivity};

/// An act that can take something away.
#[derive(Debug, Clone, Copy)]
pub(super) enum Act<'a> {
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
}

/// What an act takes away.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) serial: String,
    pub(super) text: v1::Text,
    /// Whether the reader is connected.
    pub(super) connected: bool,
}

/// The readers, and how many patients wait.
#[derive(Debug, Default)]
struct Seen {
    units: Vec<v1::Unit>,
    waiting: u32,
}

/// Gets consent to an act on a reader, if it takes something away. Returns the serial of the reader that was asked about, else its name.
pub(super) async fn agree(
    client: &Client,
    output: &Output,
    yes: bool,
    name: &str,
    act: Act<'_>,
) -> Result<String, Failure> {
    if !yes && let Some(taken) = taken(client, name, act).await? {
        output.agree(yes, &taken.text)?;
        return Ok(taken.serial);
    }
    Ok(name.to_owned())
}

/// What an act on a reader takes away now.
pub(super) async fn taken(
    client: &Client,
    name: &str,
    act: Act<'_>,
) -> Result<Option<Taken>, Failure> {
    let request = ListUnitsRequest {
        include_retired: false,
    };
    let units = answer(client.units().list_units(request)).await?.units;
    let look = answer(client.support().get_status(GetStatusRequest {})).await?;
    let status = look.status.ok_or_else(Failure::incomplete)?;
    let seen = Seen {
        units,
        waiting: status.waiting,
    };
    Ok(seen.taken(name, act))
}

impl Seen {
    /// Nothing where the reader is unknown, or is not there and keeps its counter as it is, or nobody is with it and it does not serve.
    fn taken(&self, name: &str, act: Act<'_>) -> Option<Taken> {
        // USB shows readers that were never enrolled, too.
        let known = self.units.iter().filter(|unit| unit.counter.is_some());
        let named = named(name, known.clone().map(candidate));
        let Named::One(serial) = named else {
            return None;
        };
        let unit = known.clone().find(|unit| unit.serial == serial)?;
        let effects = self.effects(unit, act);
        let asks = match act {
            Act::Enroll { to, .. } => {
                unit.attached || renames(unit, to).is_some() || !effects.is_empty()
            }
            Act::Retire => unit.serves || !effects.is_empty(),
            // It can never be taken back.
            Act::Replace { .. } => true,
            Act::PauseNow => !effects.is_empty(),
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
        }
    }

    /// That the reader that takes another's place leaves a counter of its own.
    fn counter_left(&self, unit: &v1::Unit, by: &str) -> Option<v1::Text> {
        let known = self.units.iter().filter(|unit| unit.counter.is_some());
        let Named::One(serial) = named(by, known.clone().map(candidate)) else {
            return None;
        };
        let by = known.clone().find(|unit| unit.serial == serial)?;
        let args = [("new", by.serial.as_str()), ("counter", name(by))];
        (name(by) != name(unit)).then(|| text("taken-replace-counter", &args))
    }

    /// What comes of it for patients.
    fn effects(&self, unit: &v1::Unit, act: Act<'_>) -> Vec<v1::Text> {
        let mut effects = match act {
            Act::Enroll { to, keeps_tags } => changes_of_counter(unit, to, keeps_tags),
            Act::Replace { by } => self.counter_left(unit, by).into_iter().collect(),
            Act::Retire | Act::PauseNow => Vec::new(),
        };
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
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn reader(serial: &str, activity: UnitActivity, serves: bool) -> v1::Unit {
        v1::Unit {
            serial: serial.into(),
            counter: Some(v1::Counter {
                name: "窓口1".into(),
                ..Default::default()
            }),
            activity: activity.into(),
            ticket: "12".into(),
            attached: activity != UnitActivity::Absent,
            serves,
            ..Default::default()
        }
    }

    fn counter(name: &str) -> v1::Counter {
        v1::Counter {
            name: name.into(),
            ..v1::Counter::default()
        }
    }

    fn asked(units: Vec<v1::Unit>, act: Act<'_>) -> String {
        let seen = Seen { units, waiting: 7 };
        let said = seen.taken("CR-1", act).map(|taken| taken.text);
        let said = said.unwrap_or_default();
        assert!(said.en.is_empty() || !said.ja.is_ascii(), "{said:?}");
        said.en
    }

    #[test]
    fn what_is_asked_about_is_what_is_taken() {
        use UnitActivity::{Absent, Called, Free, Verifying, WalkUp};
        let replace = Act::Replace { by: "CR-9" };
        let (same, fifth) = (v1::Counter::default(), counter("窓口5"));
        let to = |to| Act::Enroll {
            to,
            keeps_tags: true,
        };
        let (here, renamed) = (to(&same), to(&fifth));
        let other = |serves| reader("CR-2", Free, serves);
        let one = |activity, serves| reader("CR-1", activity, serves);
        for (units, act, words) in [
            (
                vec![one(Called, true), other(true)],
                Act::Retire,
                &["taken out", "number 12"][..],
            ),
            (
                vec![one(Verifying, true), other(true)],
                Act::Retire,
                &["taken out", "Number 12", "goes on"],
            ),
            (
                vec![one(Free, true), other(true)],
                Act::Retire,
                &["taken out"],
            ),
            (
                vec![one(Free, true), other(false)],
                Act::Retire,
                &["only reader", "waiting: 7"],
            ),
            (
                vec![one(WalkUp, true), other(true)],
                Act::Retire,
                &["not called"],
            ),
            (vec![one(Absent, false)], Act::Retire, &[]),
            (vec![one(Free, false)], Act::Retire, &[]),
            (
                vec![one(Free, true), other(true)],
                replace,
                &["CR-9", "cannot be undone"],
            ),
            (
                vec![one(Absent, false)],
                replace,
                &["CR-9", "cannot be undone"],
            ),
            (
                vec![
                    one(Absent, false),
                    v1::Unit {
                        counter: Some(counter("窓口2")),
                        ..other(true)
                    },
                ],
                Act::Replace { by: "CR-2" },
                &["cannot be undone", "leaves its counter"],
            ),
            (
                vec![one(Called, true), other(true)],
                Act::PauseNow,
                &["number 12"],
            ),
            (vec![one(Verifying, true), other(true)], Act::PauseNow, &[]),
            (
                vec![one(Free, true)],
                Act::PauseNow,
                &["only reader", "unit resume"],
            ),
            (
                vec![one(Free, true), other(true)],
                here,
                &["enrolled already", "connection ends"],
            ),
            (
                vec![one(Verifying, true), other(true)],
                here,
                &["connection ends", "number 12"],
            ),
            (
                vec![one(WalkUp, true), other(true)],
                here,
                &["connection ends", "may not come"],
            ),
            (vec![one(Absent, false)], here, &[]),
            (
                vec![one(Free, true), other(true)],
                renamed,
                &["窓口1", "窓口5"],
            ),
            (vec![one(Absent, false)], renamed, &["窓口1", "窓口5"]),
            (vec![other(true)], here, &[]),
        ] {
            let said = asked(units.clone(), act);
            assert_eq!(
                said.is_empty(),
                words.is_empty(),
                "{act:?} {units:?}: {said}"
            );
            for word in words {
                assert!(said.contains(word), "{word}: {said}");
            }
        }
    }

    #[test]
    fn a_name_that_stays_is_not_said_to_change() {
        let units = vec![reader("CR-1", UnitActivity::Free, true)];
        let act = Act::Enroll {
            to: &counter("窓口1"),
            keeps_tags: true,
        };
        assert!(!asked(units, act).contains("becomes"));
    }

    #[test]
    fn a_counter_that_would_lose_its_kind_or_its_tags_is_asked_about_though_nobody_is_there() {
        let seated = |tags: &[&str]| v1::Counter {
            placement: v1::Placement::Seated.into(),
            tags: tags.iter().map(ToString::to_string).collect(),
            ..counter("窓口1")
        };
        let absent = v1::Unit {
            counter: Some(seated(&["language:en"])),
            ..reader("CR-1", UnitActivity::Absent, false)
        };
        let said = |to: &v1::Counter, keeps_tags| {
            asked(vec![absent.clone()], Act::Enroll { to, keeps_tags })
        };
        let standing = v1::Counter {
            placement: v1::Placement::Standing.into(),
            ..counter("窓口1")
        };
        let loses = said(&standing, false);
        for words in [
            "enrolled already",
            "becomes \"standing\"",
            "loses its tags (language:en)",
        ] {
            assert!(loses.contains(words), "{words}: {loses}");
        }
        assert!(!said(&standing, true).contains("tags"));
        let other = said(&seated(&["language:zh"]), false);
        assert!(other.contains("from language:en to language:zh") && !other.contains("standing"));
        assert_eq!(said(&seated(&["language:en"]), false), "");
        assert_eq!(said(&v1::Counter::default(), true), "");
    }
}
