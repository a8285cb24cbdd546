//! Reads back and checks the stored records: the same for all stores.

use crate::store::damage::{BadRecord, Damage};
use crate::store::key::{Key, Kind};
use crate::store::record::{self, Meta, Outline, StoredLicense, StoredList};
use crate::store::{Revision, SCHEMA};
use madoguchi_fleet::Records;
use madoguchi_fleet::audit::Anchor;
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_fleet::license::License;
use madoguchi_fleet::requests::Answered;
use madoguchi_fleet::settings::REMEMBERED_REQUESTS;
use madoguchi_licensing::grant::{Grant, KeyId, LicenseId};
use madoguchi_licensing::revocations::Revocations;
use madoguchi_plain::BoxError;
use madoguchi_proto::v1;
use std::collections::VecDeque;
use std::sync::Arc;
use thiserror::Error;

/// Verifies a stored license document and returns its grant, or the reason why it does not hold.
///
/// The store does not know which roots and issuers are believed, so the function is passed in.
pub type GrantReader = Arc<dyn Fn(&[u8]) -> Result<Grant, BoxError> + Send + Sync>;

/// Verifies a stored revocation list and returns its content, or the reason why it does not hold.
pub type ListReader = Arc<dyn Fn(&[u8]) -> Result<Revocations, BoxError> + Send + Sync>;

/// The functions that verify stored documents.
#[derive(Clone)]
pub struct Readers {
    pub grants: GrantReader,
    pub lists: ListReader,
}

impl Readers {
    /// For whoever asks what is stored, and not what holds: nothing is believed.
    pub(super) fn nobodys() -> Self {
        Self {
            grants: Arc::new(|_: &[u8]| Err("not judged here".into())),
            lists: Arc::new(|_: &[u8]| Err("not judged here".into())),
        }
    }
}

impl<F> From<Arc<F>> for Readers
where
    F: Fn(&[u8]) -> Result<Grant, BoxError> + Send + Sync + 'static,
{
    /// For callers without lists: none is believed.
    fn from(grants: Arc<F>) -> Self {
        let grants: GrantReader = grants;
        grants.into()
    }
}

impl From<GrantReader> for Readers {
    /// For callers without lists: none is believed.
    fn from(grants: GrantReader) -> Self {
        let lists = Arc::new(|_: &[u8]| Err("no revocation list is believed here".into()));
        Self { grants, lists }
    }
}

/// All committed records.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The number of commits; 0 for a fresh store.
    pub revision: Revision,
    /// The records from which a fleet is restored.
    pub records: Records,
    /// Events that people should hear of, although the start continues.
    pub notes: Vec<Note>,
}

/// An event that does not stop the start.
#[derive(Debug, Clone)]
pub enum Note {
    /// A license does not verify, or no longer. It gives nothing, and stays stored.
    LicenseNotUsed { id: LicenseId, why: Arc<NotUsed> },
    /// A revocation list does not verify, or no longer. It takes nothing back, and stays stored.
    ListNotUsed { signer: KeyId, why: Arc<NotUsed> },
    /// The database was of no use, and was made anew from image and journal: nothing was lost.
    MadeAnew {
        /// What was wrong with the old one.
        why: String,
    },
}

/// The reason why a stored document is not used.
#[derive(Debug, Error)]
pub enum NotUsed {
    #[error("it does not verify")]
    Refused(#[source] BoxError),
    #[error("its document is of license {0}")]
    OtherLicense(LicenseId),
    #[error("its document is signed by {0}")]
    OtherSigner(KeyId),
}

/// A stored pair: key and sealed value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// Decodes all stored pairs. The meta record is checked first, because the records of a newer release need not be readable.
pub(super) fn assemble<K: AsRef<[u8]>, V: AsRef<[u8]>>(
    meta: Option<Vec<u8>>,
    pairs: impl Iterator<Item = Result<(K, V), Damage>>,
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
        let key = Key::read(key.as_ref());
        if is_fresh {
            let text = format!("there is a record {key}, but no meta record");
            return Err(Damage::Corrupt(text));
        }
        reading
            .take(&key, sealed.as_ref())
            .map_err(|bad| Damage::of(&key, &bad))?;
    }
    let loaded = reading.finish(&meta)?;
    Ok((meta, loaded))
}

/// The same of pairs that are all there.
pub(super) fn assemble_all(pairs: Vec<Pair>, readers: &Readers) -> Result<(Meta, Loaded), Damage> {
    let mut metas = pairs
        .iter()
        .filter(|(key, _)| key == Key::meta().as_bytes());
    let meta = metas.next().map(|(_, sealed)| sealed.clone());
    assemble(meta, pairs.into_iter().map(Ok), readers)
}

pub(super) fn read_meta(sealed: &[u8]) -> Result<Meta, Damage> {
    let key = Key::meta();
    let schema = schema_of(sealed)?;
    if schema > SCHEMA {
        return Err(Damage::Newer(schema));
    }
    record::open(&key, sealed).map_err(|bad| Damage::of(&key, &bad))
}

/// The schema of the records to which a meta record belongs.
pub(super) fn schema_of(sealed: &[u8]) -> Result<u32, Damage> {
    let key = Key::meta();
    let wire = record::message(&key, sealed).map_err(|bad| Damage::of(&key, &bad));
    wire.map(|wire: v1::MetaRecord| wire.schema)
}

struct Reading<'a> {
    loaded: Loaded,
    /// The newest entries of the audit with a request that may be repeated, sealed.
    answers: VecDeque<(Key, Vec<u8>)>,
    readers: &'a Readers,
}

impl Reading<'_> {
    fn take(&mut self, key: &Key, sealed: &[u8]) -> Result<(), BadRecord> {
        let records = &mut self.loaded.records;
        match key.kind().ok_or(BadRecord::OtherKey)? {
            Kind::Meta if *key == Key::meta() => {}
            Kind::Meta => return Err(BadRecord::OtherKey),
            Kind::Ticket => records.tickets.push(record::open(key, sealed)?),
            Kind::Unit => records.units.push(record::open(key, sealed)?),
            Kind::WalkUp => records.walk_ups.push(record::open(key, sealed)?),
            Kind::UnitDay => records.unit_days.push(record::open(key, sealed)?),
            Kind::QueueDay => records.queue_days.push(record::open(key, sealed)?),
            Kind::Person => records.people.push(record::open(key, sealed)?),
            Kind::License => self.license(record::open(key, sealed)?),
            Kind::Licensing => records.licensing = record::open(key, sealed)?,
            Kind::Revocations => self.list(record::open(key, sealed)?),
            Kind::Act => records.acts.push(record::open(key, sealed)?),
            Kind::Audit => self.audit(key, sealed)?,
        }
        Ok(())
    }

    /// Takes a license. One that does not verify gives nothing, and the start continues with the included seat.
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
            Ok(grant) => NotUsed::OtherLicense(grant.id),
            Err(why) => NotUsed::Refused(why),
        };
        let (id, why) = (stored.id, Arc::new(why));
        self.loaded.notes.push(Note::LicenseNotUsed { id, why });
    }

    /// Takes a list. One that does not verify takes nothing back, and the start continues.
    fn list(&mut self, stored: StoredList) {
        let signer = stored.signer;
        let why = match (self.readers.lists)(&stored.document) {
            Ok(list) if list.signer == signer => {
                self.loaded.records.revocations.push(list);
                return;
            }
            Ok(list) => NotUsed::OtherSigner(list.signer),
            Err(why) => NotUsed::Refused(why),
        };
        let why = Arc::new(why);
        self.loaded.notes.push(Note::ListNotUsed { signer, why });
    }

    /// Takes an audit entry. They come in their order: the last one's digest is the end of the chain, and the newest answers are kept for
    /// repeats. They are most of what there is, and of most no more is looked at: its checksum says that the rest is as it was written.
    fn audit(&mut self, key: &Key, sealed: &[u8]) -> Result<(), BadRecord> {
        let Outline {
            sequence,
            digest,
            has_request,
        } = record::outline(key, sealed)?;
        let link = digest.map(|digest| Anchor { sequence, digest });
        self.loaded.records.audit_head = link;
        if has_request {
            self.answers.push_back((key.clone(), sealed.to_vec()));
        }
        if self.answers.len() > REMEMBERED_REQUESTS {
            self.answers.pop_front();
        }
        Ok(())
    }

    fn answers(&self) -> Result<Vec<Answered>, Damage> {
        let mut answers = Vec::with_capacity(self.answers.len());
        for (key, sealed) in &self.answers {
            let entry: AuditEntry =
                record::open(key, sealed).map_err(|bad| Damage::of(key, &bad))?;
            answers.extend(entry.request.map(|request| Answered {
                request,
                command: entry.command.into(),
                answer: entry.answer,
            }));
        }
        Ok(answers)
    }

    fn finish(mut self, meta: &Meta) -> Result<Loaded, Damage> {
        self.loaded.revision = meta.revision;
        self.loaded.records.fleet_time = meta.fleet_time;
        self.loaded.records.counters = meta.counters.clone();
        self.loaded.records.answers = self.answers()?;
        Ok(self.loaded)
    }
}
