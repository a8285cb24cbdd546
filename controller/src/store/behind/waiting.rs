//! What is durable in the journal and not yet in the database.

use crate::store::Revision;
use crate::store::behind::due::{Due, Imaged};
use crate::store::key::Key;
use crate::store::record::Meta;
use madoguchi_fleet::time::FleetTime;
use std::collections::BTreeMap;

/// So many bytes of waiting records are written at once, however short they have waited.
const GATHER_BYTES: usize = 1024 * 1024;
/// With so many, a commit waits until the database has taken them: a bound for the memory. While an image is made none is taken, so this is the one
/// way in which a commit can wait for an image: 32 MiB of different records in that time, which only the end of a very large day has.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// What the database does not have yet.
pub(super) struct Waiting {
    /// The newest state of each record.
    pub(super) writes: BTreeMap<Key, Option<Vec<u8>>>,
    /// Of these, keys and values.
    bytes: usize,
    /// The newest commit.
    pub(super) revision: Revision,
    pub(super) fleet_time: FleetTime,
    pub(super) due: Due,
    pub(super) stop: bool,
    /// The database took something no more: whatever is committed later would be in the journal alone.
    pub(super) failed: bool,
}

impl Waiting {
    /// Nothing, behind a database at this commit.
    pub(super) const fn behind(at: Imaged, due: Due) -> Self {
        Self {
            writes: BTreeMap::new(),
            bytes: 0,
            revision: at.revision,
            fleet_time: at.at,
            due,
            stop: false,
            failed: false,
        }
    }

    /// Takes what a commit made durable.
    pub(super) fn take(
        &mut self,
        writes: BTreeMap<Key, Option<Vec<u8>>>,
        meta: &Meta,
        forget: bool,
    ) {
        for (key, value) in writes {
            let of_key = key.as_bytes().len();
            let bytes = |value: &Option<Vec<u8>>| of_key + value.as_ref().map_or(0, Vec::len);
            self.bytes += bytes(&value);
            let before = self.writes.insert(key, value);
            self.bytes -= before.as_ref().map_or(0, bytes);
        }
        self.revision = meta.revision;
        self.fleet_time = meta.fleet_time;
        if forget {
            let newest = self.now();
            self.due.forget(newest);
        }
    }

    /// Hands all of it out, with the commit up to which it is.
    pub(super) fn hand_out(&mut self) -> (BTreeMap<Key, Option<Vec<u8>>>, Imaged) {
        self.bytes = 0;
        (std::mem::take(&mut self.writes), self.now())
    }

    /// The newest commit.
    pub(super) const fn now(&self) -> Imaged {
        Imaged {
            revision: self.revision,
            at: self.fleet_time,
        }
    }

    /// Whether a commit has to wait until the database has taken some of it.
    pub(super) fn is_full(&self) -> bool {
        self.bytes > MOST_BYTES && !self.failed
    }

    pub(super) fn is_idle(&self) -> bool {
        self.writes.is_empty()
    }

    /// Whether the thread has something to do that does not wait for more.
    pub(super) fn is_pressing(&self) -> bool {
        self.stop || self.bytes >= GATHER_BYTES
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_written_again_is_counted_once() {
        let at = Imaged {
            revision: Revision(0),
            at: FleetTime(0),
        };
        let mut waiting = Waiting::behind(at, Due::after(None));
        let mut write = |value: Option<&[u8]>| {
            let writes = BTreeMap::from([(Key::meta(), value.map(<[u8]>::to_vec))]);
            waiting.take(writes, &Meta::default(), false);
            waiting.bytes
        };
        assert_eq!(write(Some(&[0; 100])), 101);
        assert_eq!(write(Some(&[0; 50])), 51);
        assert_eq!(write(None), 1);
        let (writes, _) = waiting.hand_out();
        assert_eq!((writes.len(), waiting.bytes), (1, 0));
        assert!(waiting.is_idle(), "it is handed over once");
    }
}
