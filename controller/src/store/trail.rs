//! The audit among stored records, for whoever checks or exports it.

use crate::store::damage::BadRecord;
use crate::store::key::{Key, Kind};
use crate::store::record::{self, Meta};
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_fleet::wall::Calendar;

/// The audit as it is stored.
#[derive(Debug)]
pub struct Trail {
    /// All kept entries, in the order of their keys.
    pub entries: Vec<AuditEntry>,
    /// The number that the next entry will have.
    pub next: u64,
    /// What time of day it was when an entry was written.
    pub calendar: Calendar,
    /// The first record that cannot be read, and why.
    pub unreadable: Option<String>,
}

impl Default for Trail {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            next: 1,
            calendar: Calendar::even(),
            unreadable: None,
        }
    }
}

impl Trail {
    /// Takes a stored record, if it belongs to the audit.
    pub fn take(&mut self, key: &[u8], sealed: &[u8]) {
        let key = Key::read(key);
        if let Err(why) = self.taken(&key, sealed) {
            self.unreadable.get_or_insert(format!("{key} {why}"));
        }
    }

    fn taken(&mut self, key: &Key, sealed: &[u8]) -> Result<(), BadRecord> {
        match key.kind() {
            Some(Kind::Audit) => self.entries.push(record::open(key, sealed)?),
            Some(Kind::Meta) => {
                let counters = record::open::<Meta>(key, sealed)?.counters;
                self.next = counters.audit;
                self.calendar = Calendar::of_runs(counters.runs);
            }
            _ => {}
        }
        Ok(())
    }
}
