//! What of a PC, its programs and its readers' programs was there, and what became something else (RULES A25): plain data.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The changes that are kept, the newest ones: a bad week of four readers.
pub(crate) const MAX_CHANGES: usize = 64;
/// The readers whose software is remembered.
const MAX_READERS: usize = 64;

/// What is there at one look. What could not be seen is empty, and no change: a PC that was just started has no address yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    /// The controller's version.
    pub(crate) controller: String,
    /// The operating system's version.
    pub(crate) system: String,
    /// The name of this run of the operating system.
    pub(crate) run: String,
    /// A hash of the addresses by which it reaches other networks.
    pub(crate) network: String,
    /// The version of each reader's software, by its serial.
    pub(crate) readers: BTreeMap<String, String>,
}

/// Something that became something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Changed {
    /// When it was noticed, in fleet time.
    pub(crate) at_ms: i64,
    #[serde(flatten)]
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub(crate) enum What {
    Controller {
        from: String,
        to: String,
    },
    System {
        from: String,
        to: String,
    },
    Restarted,
    Network,
    Reader {
        serial: String,
        from: String,
        to: String,
    },
}

/// What was there at the newest look, and what changed before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Record {
    seen: Seen,
    changes: Vec<Changed>,
}

impl Record {
    /// The changes, the newest last.
    pub(crate) fn changes(&self) -> &[Changed] {
        &self.changes
    }

    /// Takes a look; `known` are the serials of all readers. Says whether anything is to be kept anew.
    pub(crate) fn look(&mut self, now: Seen, at_ms: i64, known: &BTreeSet<String>) -> bool {
        let before = self.clone();
        let mut found = Vec::new();
        let old = &mut self.seen;
        if let Some(from) = becomes(&mut old.controller, &now.controller) {
            let to = now.controller;
            found.push(What::Controller { from, to });
        }
        if let Some(from) = becomes(&mut old.system, &now.system) {
            let to = now.system;
            found.push(What::System { from, to });
        }
        if becomes(&mut old.run, &now.run).is_some() {
            found.push(What::Restarted);
        }
        if becomes(&mut old.network, &now.network).is_some() {
            found.push(What::Network);
        }
        old.readers.retain(|serial, _| known.contains(serial));
        for (serial, new) in now.readers {
            if old.readers.len() >= MAX_READERS && !old.readers.contains_key(&serial) {
                continue;
            }
            let version = old.readers.entry(serial.clone()).or_default();
            if let Some(from) = becomes(version, &new) {
                found.push(What::Reader {
                    serial,
                    from,
                    to: new,
                });
            }
        }
        let found = found.into_iter().map(|what| Changed { at_ms, what });
        self.changes.extend(found);
        let over = self.changes.len().saturating_sub(MAX_CHANGES);
        self.changes.drain(..over);
        *self != before
    }
}

/// Notes what something is now, and returns what it was, where that is something else.
fn becomes(old: &mut String, new: &str) -> Option<String> {
    if new.is_empty() || old == new {
        return None;
    }
    let before = std::mem::replace(old, new.to_owned());
    Some(before).filter(|before| !before.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn seen(controller: &str, network: &str, reader: &str) -> Seen {
        Seen {
            controller: controller.to_owned(),
            system: "Linux 6.1".to_owned(),
            run: "a".to_owned(),
            network: network.to_owned(),
            readers: [("CR-1".to_owned(), reader.to_owned())].into(),
        }
    }

    fn known() -> BTreeSet<String> {
        ["CR-1".to_owned()].into()
    }

    #[test]
    fn what_became_something_else_is_a_change_and_what_was_not_seen_is_none() {
        let mut record = Record::default();
        assert!(record.look(seen("1.0", "x", "1.0"), 1, &known()));
        assert!(record.changes().is_empty(), "nothing was there before");
        assert!(!record.look(seen("1.0", "x", "1.0"), 2, &known()));
        assert!(!record.look(seen("1.0", "", ""), 3, &known()), "not seen");
        assert!(record.look(seen("1.1", "y", "1.2"), 4, &known()));
        let (from, to) = ("1.0".to_owned(), "1.1".to_owned());
        let whats: Vec<_> = record
            .changes()
            .iter()
            .map(|one| one.what.clone())
            .collect();
        let reader = What::Reader {
            serial: "CR-1".to_owned(),
            from: "1.0".to_owned(),
            to: "1.2".to_owned(),
        };
        let expected = [What::Controller { from, to }, What::Network, reader];
        assert_eq!(whats, expected);
        assert!(record.changes().iter().all(|one| one.at_ms == 4));
        // As it lies in the file, too.
        let kept = serde_json::to_vec(&record).unwrap();
        assert_eq!(serde_json::from_slice::<Record>(&kept).unwrap(), record);
    }

    #[test]
    fn it_stays_bounded_and_forgets_readers_that_are_gone() {
        let mut record = Record::default();
        for n in 0..200 {
            let _ = record.look(seen(&n.to_string(), "x", "1"), n, &known());
        }
        assert_eq!(record.changes().len(), MAX_CHANGES);
        assert_eq!(record.changes().last().unwrap().at_ms, 199);
        let nobody = Seen::default();
        assert!(record.look(nobody, 200, &BTreeSet::new()));
        assert!(record.seen.readers.is_empty());
        let many = (0..100).map(|n| (format!("CR-{n}"), "1".to_owned()));
        let many = Seen {
            readers: many.collect(),
            ..Seen::default()
        };
        let all = many.readers.keys().cloned().collect();
        assert!(record.look(many, 201, &all));
        assert_eq!(record.seen.readers.len(), MAX_READERS);
    }
}
