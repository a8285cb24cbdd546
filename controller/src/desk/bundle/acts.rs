//! The record of acts in the shape that leaves. An entry's digest and the hash of its request stay: a ticket's number is short, and whoever
//! knows all else of an entry could try each number until the digest fits.

use super::put::not_written;
use super::{Granted, Seen, named};
use crate::desk::audit::told::{self, VALUES};
use crate::desk::{Desk, Refused};
use crate::store::{SnapshotError, Trail};
use crate::wire;
use madoguchi_bundle::{Cause, Entry, Pseudonym, Pseudonyms, Writer};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::{DAY, TimeOfDay};
use madoguchi_plain::{hex, is_label, is_serial};
use serde::Serialize;
use std::collections::BTreeMap;

/// The pseudonyms of the tickets that are kept, by their ids.
pub(super) type Numbers = BTreeMap<u64, Pseudonym>;
/// The roles of those who can log in, by their names.
pub(super) type Roles = BTreeMap<String, &'static str>;

/// Entries of the record of acts that the engine reads at a time: some 100 µs of it.
const PART: usize = 100;
/// The longest id of a license.
const MAX_LICENSE_CHARS: usize = 64;

pub(super) fn numbers(kept: &[(TicketId, String)], pseudonyms: &Pseudonyms) -> Numbers {
    kept.iter()
        .map(|(id, number)| (id.0, pseudonyms.of_number(number)))
        .collect()
}

pub(super) fn roles(fleet: &Fleet) -> Roles {
    let people = fleet.people();
    people
        .map(|person| {
            (
                person.name.to_string(),
                crate::desk::Role::from(person.role).name(),
            )
        })
        .collect()
}

/// What lines are made with.
pub(super) struct Acts<'a> {
    pub(super) seen: &'a Seen,
    pub(super) pseudonyms: &'a Pseudonyms,
    /// The one reader that the bundle is about.
    pub(super) unit: Option<&'a Serial>,
}

/// What of an entry in the record of acts leaves (RULES B4, B5).
#[derive(Serialize)]
struct Line<'a> {
    sequence: u64,
    at_ms: i64,
    /// The role of a person; what anybody else is.
    who: &'a str,
    /// Whether it came from another PC.
    from_elsewhere: bool,
    act: String,
    about: Option<About>,
    /// What is not as it was.
    changes: Vec<Change>,
}

/// What an act is about.
#[derive(Serialize)]
#[serde(untagged)]
enum About {
    Ticket(Pseudonym),
    /// A reader or a license, by its serial or id.
    Named(String),
}

#[derive(Serialize)]
struct Change {
    what: String,
    before: Option<Value>,
    after: Option<Value>,
}

/// A value; of one that a person wrote only that there is one.
#[derive(Serialize, PartialEq)]
#[serde(untagged)]
enum Value {
    Ticket(Pseudonym),
    Known(String),
    Number(i64),
    Hidden { hidden: bool },
}

impl Desk {
    /// The record of acts from its newest end, a part at a time, as far as the days and the room go.
    pub(super) async fn write_audit(
        &self,
        writer: &mut Writer,
        granted: &Granted,
        seen: &Seen,
        pseudonyms: &Pseudonyms,
    ) -> Result<(), Refused> {
        let oldest = TimeOfDay(seen.at.now.0.saturating_sub(DAY * i64::from(granted.days)));
        let acts = Acts {
            seen,
            pseudonyms,
            unit: granted.unit.as_ref(),
        };
        let mut below = u64::MAX;
        let mut is_begun = false;
        loop {
            let pairs = match self.handle.newest_audit(below, PART).await {
                Ok(pairs) => pairs,
                Err(SnapshotError::NotKept) => {
                    writer.leave_out(&Entry::Audit, Cause::NotKept);
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            };
            if !is_begun {
                writer
                    .begin(Entry::Audit)
                    .map_err(|error| not_written(&error))?;
                is_begun = true;
            }
            let is_last = pairs.len() < PART;
            let mut trail = Trail::default();
            for (key, sealed) in &pairs {
                trail.take(key, sealed);
            }
            for entry in &trail.entries {
                if seen.at.calendar.of_day(entry.at) < oldest {
                    return writer.end().map_err(|error| not_written(&error));
                }
                let Some(line) = acts.line(entry) else {
                    continue;
                };
                if !writer.line(&line).map_err(|error| not_written(&error))? {
                    return writer.end().map_err(|error| not_written(&error));
                }
            }
            match trail.entries.last() {
                Some(last) if !is_last => below = last.sequence,
                _ => return writer.end().map_err(|error| not_written(&error)),
            }
        }
    }
}

impl Acts<'_> {
    /// A line of JSON; `None` for one of another reader than the bundle's.
    pub(super) fn line(&self, entry: &AuditEntry) -> Option<String> {
        let about = self.about(entry);
        if let (Some(unit), Some(About::Named(name))) = (self.unit, &about)
            && entry.command.starts_with("unit-")
            && !name.split(' ').any(|serial| serial == unit.as_str())
        {
            return None;
        }
        let line = Line {
            sequence: entry.sequence,
            at_ms: self.seen.at.calendar.of_day(entry.at).0,
            who: self.who(&entry.actor),
            from_elsewhere: entry.place.is_some_and(|place| !place.is_loopback()),
            act: named::coded(told::act(entry)),
            about,
            changes: self.changes(entry),
        };
        // A line of texts and numbers is always JSON.
        Some(serde_json::to_string(&line).unwrap_or_default())
    }

    fn who(&self, actor: &Actor) -> &str {
        match actor {
            Actor::Person(name) => {
                let role = self.seen.at.roles.get(name.as_str());
                role.copied().unwrap_or("person")
            }
            Actor::User(_) | Actor::Staff => "staff",
            other => wire::actor(other),
        }
    }

    fn about(&self, entry: &AuditEntry) -> Option<About> {
        let (command, subject) = (entry.command.as_str(), entry.subject.as_str());
        if command.starts_with("ticket-") || command == "session-ended" {
            let stood = [&entry.after, &entry.before].map(|stood| told::pairs(stood));
            let mut stood = stood.iter().flatten();
            let number = stood.find(|((_, name), _)| name == "ticket");
            if let Some((_, number)) = number {
                return Some(About::Ticket(self.pseudonyms.of_number(number)));
            }
            if let Ok(id) = subject.parse() {
                let known = self.seen.numbers.get(&id).cloned();
                return Some(About::Ticket(
                    known.unwrap_or_else(|| self.pseudonyms.of_id(id)),
                ));
            }
        }
        let is_unit = command.starts_with("unit-")
            || matches!(
                command,
                "health-changed" | "session-ended" | "support-bundle" | "support-log"
            );
        let is_named = match is_unit {
            true => subject.split(' ').all(is_serial),
            false => command.starts_with("license-") && is_label(subject, MAX_LICENSE_CHARS),
        };
        is_named.then(|| About::Named(subject.to_owned()))
    }

    fn changes(&self, entry: &AuditEntry) -> Vec<Change> {
        let [before, after] = [&entry.before, &entry.after].map(|stood| told::pairs(stood));
        let find = |pairs: &[told::Pair], name: &told::Name| {
            let found = pairs.iter().find(|(known, _)| known == name);
            found
                .map(|(_, value)| value.clone())
                .filter(|value| !value.is_empty())
        };
        let mut names: Vec<_> = after.iter().map(|(name, _)| name).collect();
        names.extend(
            before
                .iter()
                .map(|(name, _)| name)
                .filter(|name| !after.iter().any(|(known, _)| known == *name)),
        );
        let changed = names.into_iter().filter_map(|name| {
            let (was, is) = (find(&before, name), find(&after, name));
            (was != is).then(|| Change {
                what: named::coded(&name.1),
                before: was.map(|value| self.value(&name.1, value)),
                after: is.map(|value| self.value(&name.1, value)),
            })
        });
        changed.collect()
    }

    /// What leaves of a value: it depends on what it stands with, and what is not known to be harmless does not leave.
    fn value(&self, aspect: &str, value: String) -> Value {
        const HIDDEN: Value = Value::Hidden { hidden: true };
        let known = |is: bool| match is {
            true => Value::Known(value.clone()),
            false => HIDDEN,
        };
        match aspect {
            "ticket" => Value::Ticket(self.pseudonyms.of_number(&value)),
            "unit" | "by" => known(is_serial(&value)),
            "license" => known(is_label(&value, MAX_LICENSE_CHARS)),
            "installation" => known(hex::parse::<32>(&value).is_some()),
            "delivered" => known(value.parse::<jiff::civil::Date>().is_ok()),
            "state" | "class" | "means" | "membership" | "paused" | "preferred" | "edition"
            | "placement" | "role" | "second-factor" | "standing" | "being-set" | "reset-asked" => {
                known(VALUES.contains(&value.as_str()))
            }
            "open" | "acts" | "recovery-codes" | "fleet-time" | "license-time" | "backup-at"
            | "clock-ahead" | "generation" => value.parse().map_or(HIDDEN, Value::Number),
            _ => HIDDEN,
        }
    }
}
