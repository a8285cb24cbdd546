//! The content of one commit, and its conversion to keys and sealed records. Shared by all stores.

use crate::store::key::{Key, Kind};
use crate::store::record::{self, Meta, MetaOfToday};
use crate::store::{CommitError, frame};
use madoguchi_fleet::decision::Change;
use madoguchi_fleet::ids::{Installation, Serial};
use madoguchi_fleet::time::FleetTime;
use std::collections::BTreeMap;
use std::fmt;

/// The largest record in bytes, with its checksum (RULES R3): sled puts larger values into separate files, which its flush does not sync.
pub const MAX_RECORD_BYTES: usize = 64 * 1024;

/// The largest commit in bytes: what one frame of the journal holds (RULES R3).
pub const MAX_COMMIT_BYTES: usize = madoguchi_journal::MAX_PAYLOAD_BYTES;

/// The number of commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Revision(pub u64);

impl Revision {
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The content of one commit, written as a whole.
#[derive(Debug, Clone)]
pub struct Batch {
    /// 16 random bytes, by which a batch is recognised whose answer was lost.
    pub id: [u8; 16],
    /// The revision that the store must have.
    pub expected_revision: Revision,
    pub fleet_time: FleetTime,
    /// The changes in their order; of one record the last change counts.
    pub changes: Vec<Change>,
}

impl Batch {
    /// Whether a signed act is among the changes: a license came or was given back.
    pub(super) fn has_act(&self) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|change| matches!(change, Change::Act(_)))
    }

    /// The installation that the changes name, if they name one.
    pub(super) fn installation(&self) -> Option<Option<Installation>> {
        let mut newest_first = self.changes.iter().rev();
        newest_first.find_map(|change| match change {
            Change::Licensing(licensing) => Some(licensing.installation),
            _ => None,
        })
    }
}

/// A batch ready to be written: the last change of each record, and the meta record.
#[derive(Debug)]
pub(super) struct Plan {
    /// Sealed records by key; `None` removes the record.
    pub(super) writes: BTreeMap<Key, Option<Vec<u8>>>,
    /// The meta record after the commit.
    pub(super) meta: Meta,
}

/// The step that a batch requires.
#[derive(Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "it is taken apart at once, once a batch"
)]
pub(super) enum Step {
    Write(Plan),
    /// Nothing: it is the newest batch already.
    Done(Revision),
}

impl Step {
    /// Compares a batch with the state of the store, and makes its records.
    pub(super) fn of(batch: &Batch, meta: &Meta) -> Result<Self, CommitError> {
        let next = batch.expected_revision.next();
        if meta.revision == next && meta.batch_id == batch.id {
            return Ok(Self::Done(next));
        }
        if meta.revision != batch.expected_revision {
            return Err(CommitError::Conflict {
                expected: batch.expected_revision,
                found: meta.revision,
            });
        }
        Plan::new(batch, meta).map(Self::Write)
    }
}

impl Plan {
    /// Whether a record goes that says something of people: a ticket with a patient's number, or who may log in with the password's hash and the
    /// second factor's secret.
    pub(super) fn removes_of_people(&self) -> bool {
        let mut removed = self.writes.iter().filter(|(_, value)| value.is_none());
        removed.any(|(key, _)| matches!(key.kind(), Some(Kind::Ticket | Kind::Person)))
    }

    fn new(batch: &Batch, before: &Meta) -> Result<Self, CommitError> {
        let mut meta = Meta {
            revision: batch.expected_revision.next(),
            batch_id: batch.id,
            fleet_time: batch.fleet_time,
            ..before.clone()
        };
        let mut newest: BTreeMap<Key, &Change> = BTreeMap::new();
        for change in &batch.changes {
            match key_of(change) {
                Some(key) => drop(newest.insert(key, change)),
                None => {
                    if let Change::Counters(counters) = change {
                        meta.counters = counters.clone();
                    }
                }
            }
        }
        let mut writes = BTreeMap::new();
        for (key, change) in newest {
            let sealed = seal(&key, change);
            bounded(&key, sealed.as_deref())?;
            writes.insert(key, sealed);
        }
        let key = Key::meta();
        let sealed = record::seal(&key, &MetaOfToday(meta.clone()));
        writes.insert(key, Some(sealed));
        let plan = Self { writes, meta };
        let bytes = frame::bytes_of(&plan);
        match bytes > MAX_COMMIT_BYTES {
            true => Err(CommitError::TooMany { bytes }),
            false => Ok(plan),
        }
    }
}

/// The key of the record that a change writes; `None` for what is part of the meta record.
fn key_of(change: &Change) -> Option<Key> {
    match change {
        Change::Ticket(ticket) => Some(Key::ticket(ticket.id)),
        Change::ForgetTicket(id) => Some(Key::ticket(*id)),
        Change::Unit(unit) => Some(Key::unit(Serial::as_str(&unit.serial))),
        Change::License(license) => Some(Key::license(license.grant.id.as_str())),
        Change::Licensing(_) => Some(Key::licensing()),
        Change::Revocations(list) => Some(Key::revocations(list.revocations.signer)),
        Change::Act(act) => Some(Key::act(act.number)),
        Change::ForgetAct(number) => Some(Key::act(*number)),
        Change::WalkUp(walk_up) => Some(Key::walk_up(walk_up.session)),
        Change::ForgetWalkUp(session) => Some(Key::walk_up(*session)),
        Change::UnitDay(day) => Some(Key::unit_day(day.counts.day, day.unit.as_str())),
        Change::ForgetUnitDay(day, unit) => Some(Key::unit_day(*day, unit.as_str())),
        Change::QueueDay(day) => Some(Key::queue_day(day.day)),
        Change::ForgetQueueDay(day) => Some(Key::queue_day(*day)),
        Change::Person(person) => Some(Key::person(&person.name)),
        Change::ForgetPerson(name) => Some(Key::person(name)),
        Change::ForgetAudit(sequence) => Some(Key::audit(*sequence)),
        Change::Audit(entry) => Some(Key::audit(entry.sequence)),
        Change::Counters(_) => None,
    }
}

fn seal(key: &Key, change: &Change) -> Option<Vec<u8>> {
    match change {
        Change::Ticket(ticket) => Some(record::seal(key, ticket.as_ref())),
        Change::Unit(unit) => Some(record::seal(key, unit.as_ref())),
        Change::License(license) => Some(record::seal(key, &record::StoredLicense::from(license))),
        Change::Licensing(licensing) => Some(record::seal(key, licensing)),
        Change::Revocations(list) => Some(record::seal(key, &record::StoredList::from(list))),
        Change::Act(act) => Some(record::seal(key, act)),
        Change::WalkUp(walk_up) => Some(record::seal(key, walk_up)),
        Change::UnitDay(day) => Some(record::seal(key, day)),
        Change::QueueDay(day) => Some(record::seal(key, day)),
        Change::Person(person) => Some(record::seal(key, person.as_ref())),
        Change::Audit(entry) => Some(record::seal(key, entry)),
        Change::ForgetTicket(_)
        | Change::ForgetWalkUp(_)
        | Change::ForgetUnitDay(..)
        | Change::ForgetQueueDay(_)
        | Change::ForgetPerson(_)
        | Change::ForgetAudit(_)
        | Change::ForgetAct(_)
        | Change::Counters(_) => None,
    }
}

fn bounded(key: &Key, sealed: Option<&[u8]>) -> Result<(), CommitError> {
    match sealed {
        Some(bytes) if bytes.len() > MAX_RECORD_BYTES => Err(CommitError::TooLarge {
            key: key.to_string(),
            bytes: bytes.len(),
        }),
        _ => Ok(()),
    }
}
