//! What was stored, read back and checked: the same for every store.

use crate::store::damage::{Bad, Damage};
use crate::store::key::{Key, Kind};
use crate::store::record::{self, Meta, StoredLicense, StoredList};
use crate::store::{Revision, SCHEMA};
use madoguchi_fleet::Records;
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_fleet::license::License;
use madoguchi_fleet::requests::Answered;
use madoguchi_fleet::settings::REMEMBERED_REQUESTS;
use madoguchi_licensing::grant::{Grant, KeyId, LicenseId};
use madoguchi_licensing::revocations::Revocations;
use madoguchi_proto::v1;
use std::collections::VecDeque;
use std::sync::Arc;

/// Verifies a stored license document and says what it gives, or why it does not hold.
///
/// Which roots and issuers are believed is not the store's to know, so this is handed in.
pub type GrantReader = Arc<dyn Fn(&[u8]) -> Result<Grant, String> + Send + Sync>;

/// Verifies a stored revocation list and says what it takes back, or why it does not hold.
pub type ListReader = Arc<dyn Fn(&[u8]) -> Result<Revocations, String> + Send + Sync>;

/// What verifies the documents in a store.
#[derive(Clone)]
pub struct Readers {
    /// Of licenses.
    pub grants: GrantReader,
    /// Of revocation lists.
    pub lists: ListReader,
}

impl<F> From<Arc<F>> for Readers
where
    F: Fn(&[u8]) -> Result<Grant, String> + Send + Sync + 'static,
{
    /// For who keeps no lists: none is believed.
    fn from(grants: Arc<F>) -> Self {
        let grants: GrantReader = grants;
        grants.into()
    }
}

impl From<GrantReader> for Readers {
    /// For who keeps no lists: none is believed.
    fn from(grants: GrantReader) -> Self {
        let lists = Arc::new(|_: &[u8]| Err("no revocation list is believed here".to_owned()));
        Self { grants, lists }
    }
}

/// Everything that was committed.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Commits so far; 0 for a fresh store.
    pub revision: Revision,
    /// What a fleet is made of.
    pub records: Records,
    /// What people should hear of, though it does not stop the start.
    pub notes: Vec<Note>,
}

/// Something that does not stop the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A license does not verify (any longer): it gives nothing, and stays stored.
    LicenseNotUsed { id: LicenseId, why: String },
    /// A revocation list does not verify (any longer): it takes nothing back, and stays stored.
    ListNotUsed { signer: KeyId, why: String },
    /// A file that stood in the way of the start was moved aside; nothing that was acknowledged was in it, or it is in the
    /// log, too.
    MovedAside {
        /// Its name before.
        file: String,
        /// Whether it is the log of a store that was never finished, and not what sled keeps beside it.
        is_log: bool,
    },
    /// There was no room for the copy on which a store is checked before it is opened.
    NotCheckedBefore { why: String },
}

impl Note {
    /// Whether nobody has seen yet that the files are sound.
    pub(super) const fn is_unchecked(&self) -> bool {
        matches!(self, Self::NotCheckedBefore { .. })
    }
}

/// A stored pair: key and sealed value.
pub(super) type Pair = (Vec<u8>, Vec<u8>);

/// Makes records of everything that lies in a store. The meta record is judged first: what a newer release
/// wrote need not be readable.
pub(super) fn assemble(
    meta: Option<Vec<u8>>,
    pairs: impl Iterator<Item = Result<Pair, Damage>>,
    readers: &Readers,
) -> Result<(Meta, Loaded), Damage> {
    let found = meta.map(|sealed| read_meta(&sealed)).transpose()?;
    let is_fresh = found.is_none();
    let meta = found.unwrap_or_default();
    let mut reading = Reading {
        loaded: Loaded::default(),
        answers: VecDeque::new(),
        readers,
    };
    for pair in pairs {
        let (key, sealed) = pair?;
        let key = Key::read(&key);
        if is_fresh {
            let text = format!("there is a record {key}, but no meta record");
            return Err(Damage::Corrupt(text));
        }
        reading
            .take(&key, &sealed)
            .map_err(|bad| Damage::of(&key, &bad))?;
    }
    Ok((meta.clone(), reading.finish(&meta)))
}

fn read_meta(sealed: &[u8]) -> Result<Meta, Damage> {
    let key = Key::meta();
    let wire: v1::MetaRecord =
        record::message(&key, sealed).map_err(|bad| Damage::of(&key, &bad))?;
    if wire.schema > SCHEMA {
        return Err(Damage::Newer(wire.schema));
    }
    record::open(&key, sealed).map_err(|bad| Damage::of(&key, &bad))
}

struct Reading<'a> {
    loaded: Loaded,
    answers: VecDeque<Answered>,
    readers: &'a Readers,
}

impl Reading<'_> {
    fn take(&mut self, key: &Key, sealed: &[u8]) -> Result<(), Bad> {
        let records = &mut self.loaded.records;
        match key.kind().ok_or(Bad::OtherKey)? {
            Kind::Meta if *key == Key::meta() => {}
            Kind::Meta => return Err(Bad::OtherKey),
            Kind::Ticket => records.tickets.push(record::open(key, sealed)?),
            Kind::Unit => records.units.push(record::open(key, sealed)?),
            Kind::WalkUp => records.walk_ups.push(record::open(key, sealed)?),
            Kind::License => self.license(record::open(key, sealed)?),
            Kind::Licensing => records.licensing = record::open(key, sealed)?,
            Kind::Revocations => self.list(record::open(key, sealed)?),
            Kind::Act => records.acts.push(record::open(key, sealed)?),
            Kind::Audit => self.audit(record::open(key, sealed)?),
        }
        Ok(())
    }

    /// A license that does not verify gives nothing, but stops nobody: the included seat serves.
    fn license(&mut self, stored: StoredLicense) {
        let why = match (self.readers.grants)(&stored.document) {
            Ok(grant) if grant.id == stored.id => {
                self.loaded.records.licenses.push(License {
                    grant,
                    document: stored.document,
                    installed_at: stored.installed_at,
                    bridge_until_ms: stored.bridge_until_ms,
                    returned_at: stored.returned_at,
                });
                return;
            }
            Ok(grant) => format!("its document is of license {}", grant.id),
            Err(why) => why,
        };
        let id = stored.id;
        self.loaded.notes.push(Note::LicenseNotUsed { id, why });
    }

    /// A list that does not verify takes nothing back, and stops nobody either.
    fn list(&mut self, stored: StoredList) {
        let signer = stored.signer;
        let why = match (self.readers.lists)(&stored.document) {
            Ok(list) if list.signer == signer => {
                self.loaded.records.revocations.push(list);
                return;
            }
            Ok(list) => format!("its document is signed by {}", list.signer),
            Err(why) => why,
        };
        self.loaded.notes.push(Note::ListNotUsed { signer, why });
    }

    /// Audit entries come in their order; the newest answers are kept for repeats.
    fn audit(&mut self, entry: AuditEntry) {
        if let Some(request) = entry.request {
            self.answers.push_back(Answered {
                request,
                command: entry.command.into(),
                answer: entry.answer,
            });
        }
        if self.answers.len() > REMEMBERED_REQUESTS {
            self.answers.pop_front();
        }
    }

    fn finish(mut self, meta: &Meta) -> Loaded {
        self.loaded.revision = meta.revision;
        self.loaded.records.fleet_time = meta.fleet_time;
        self.loaded.records.counters = meta.counters.clone();
        self.loaded.records.answers = self.answers.into();
        self.loaded
    }
}
