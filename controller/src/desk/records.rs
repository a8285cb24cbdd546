//! The records for a backup, part by part: read at one revision between two batches, and taken while the fleet continues.

use super::{Desk, Refused, Right};
use crate::backup::FORMAT;
use crate::store::{Revision, SCHEMA, Snapshot};
use crate::texts;
use madoguchi_proto::v1;
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_proto::v1::{BackupEnd, BackupHead, BackupRecord, BackupRecords};

/// The bytes of records after which a part ends; the last record may exceed them. Far below the limit of a part.
const PART_BYTES: usize = 256 * 1024;

/// The head, the records and the end, in this order.
pub(crate) struct BackupParts {
    head: Option<BackupHead>,
    snapshot: Snapshot,
    /// How many records were given.
    records: u64,
    ended: bool,
}

impl BackupParts {
    /// The revision at which all of it was read.
    pub(crate) const fn revision(&self) -> Revision {
        self.snapshot.revision
    }
}

impl Iterator for BackupParts {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        if let Some(head) = self.head.take() {
            return Some(Part::Head(head));
        }
        if self.ended {
            return None;
        }
        let mut taken = Vec::new();
        let mut bytes = 0;
        for (key, sealed) in self.snapshot.pairs.by_ref() {
            bytes += key.len() + sealed.len();
            taken.push(BackupRecord { key, sealed });
            if bytes >= PART_BYTES {
                break;
            }
        }
        self.records += u64::try_from(taken.len()).unwrap_or(0);
        self.ended = taken.is_empty();
        Some(match self.ended {
            true => Part::End(BackupEnd {
                records: self.records,
            }),
            false => Part::Records(BackupRecords { records: taken }),
        })
    }
}

impl Desk {
    /// Everything stored, as it is now.
    pub(crate) async fn backup_parts(&self) -> Result<BackupParts, Refused> {
        self.may(Right::Backup)?;
        let snapshot = self.handle.snapshot().await?;
        let revision = snapshot.revision.0;
        let installation = self.identity.installation().0.to_vec();
        let head = self.ask(Right::Backup, move |fleet| BackupHead {
            format: FORMAT,
            schema: SCHEMA,
            software: env!("CARGO_PKG_VERSION").to_owned(),
            made_at_ms: fleet.now().0,
            revision,
            installation,
            environment: v1::Environment::from(fleet.settings().environment).into(),
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
        });
        Ok(BackupParts {
            head: Some(head.await?),
            snapshot,
            records: 0,
            ended: false,
        })
    }
}
