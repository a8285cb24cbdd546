//! All records of a store at one revision, for a backup.

use crate::store::Revision;
use crate::store::key::{Key, Kind};
use crate::store::load::Pair;
use crate::store::record::Meta;
use madoguchi_fleet::time::FleetTime;
use madoguchi_plain::BoxError;
use std::fmt;
use thiserror::Error;

/// All records of a store at one revision. Later writes do not change it.
pub struct Snapshot {
    pub revision: Revision,
    /// The fleet time that was stored with it.
    pub fleet_time: FleetTime,
    /// Keys and sealed records in the order of the keys.
    pub pairs: Box<dyn Iterator<Item = Pair> + Send>,
}

impl Snapshot {
    pub(super) fn new(meta: &Meta, pairs: impl Iterator<Item = Pair> + Send + 'static) -> Self {
        Self {
            revision: meta.revision,
            fleet_time: meta.fleet_time,
            pairs: Box::new(pairs),
        }
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Error)]
pub enum SnapshotError {
    #[error("this controller keeps nothing: there is nothing to back up")]
    NotKept,
    #[error("the stored records cannot be read")]
    Unreadable(#[source] BoxError),
    #[error("the controller is stopping")]
    Stopped,
}

/// The number of records of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Census {
    /// Open and closed tickets.
    pub tickets: u64,
    /// Units, with retired ones.
    pub units: u64,
    pub licenses: u64,
    pub walk_ups: u64,
    /// Audit entries.
    pub audit: u64,
    pub revocations: u64,
    /// Signed acts.
    pub acts: u64,
    /// People who may log in.
    pub people: u64,
    /// Days of units and of the queue.
    pub days: u64,
}

impl Census {
    /// Counts the record under a key. Returns `false` if no record of ours has such a key.
    pub fn count(&mut self, key: &[u8]) -> bool {
        let place = match Key::read(key).kind() {
            None => return false,
            Some(Kind::Meta | Kind::Licensing) => return true,
            Some(Kind::Ticket) => &mut self.tickets,
            Some(Kind::Unit) => &mut self.units,
            Some(Kind::License) => &mut self.licenses,
            Some(Kind::WalkUp) => &mut self.walk_ups,
            Some(Kind::Audit) => &mut self.audit,
            Some(Kind::Revocations) => &mut self.revocations,
            Some(Kind::Act) => &mut self.acts,
            Some(Kind::Person) => &mut self.people,
            Some(Kind::UnitDay | Kind::QueueDay) => &mut self.days,
        };
        *place += 1;
        true
    }
}
