//! Sends the records for a backup in parts. They are read at one revision between two batches, and sent while the fleet continues.

use crate::backup::FORMAT;
use crate::desk::{Desk, Refused, Right};
use crate::store::{Revision, SCHEMA, Snapshot};
use crate::texts;
use madoguchi_proto::v1;
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_proto::v1::{BackupEnd, BackupHead, BackupRecord, BackupRecords, BackupResponse};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

/// Backups at a time: each keeps all records in memory until they are sent.
pub(super) const AT_ONCE: usize = 1;
/// The bytes of records after which a part ends; the last record may exceed them. Far below the limit of a part.
const PART_BYTES: usize = 256 * 1024;
/// Parts that may wait for the receiver.
const MAX_BEHIND: usize = 4;
/// The longest wait for the receiver to take a part, so that the records do not stay in memory for one that hangs.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) type Parts = ReceiverStream<Result<BackupResponse, Status>>;

/// Reads all records at one revision and starts to send them.
pub(super) async fn begin(desk: &Desk, places: &Arc<Semaphore>) -> Result<Parts, Refused> {
    desk.may(Right::Backup)?;
    let place = place(places)?;
    let snapshot = desk.handle.snapshot().await?;
    let head = head(desk, snapshot.revision).await?;
    tracing::info!(revision = %snapshot.revision, "a backup is made");
    let (to, from) = mpsc::channel(MAX_BEHIND);
    tokio::spawn(send(head, snapshot, to, place));
    Ok(ReceiverStream::new(from))
}

/// The right to make a backup, until it is dropped.
fn place(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Refused> {
    let place = Arc::clone(places).try_acquire_owned();
    place.map_err(|_| Refused::full(texts::text("backup-runs", &[])))
}

async fn head(desk: &Desk, revision: Revision) -> Result<BackupHead, Refused> {
    let installation = desk.identity.installation().0.to_vec();
    desk.ask(Right::Backup, move |fleet| BackupHead {
        format: FORMAT,
        schema: SCHEMA,
        software: env!("CARGO_PKG_VERSION").to_owned(),
        made_at_ms: fleet.now().0,
        revision: revision.0,
        installation,
        environment: v1::Environment::from(fleet.settings().environment).into(),
        utc_offset_min: texts::utc_offset_min(fleet.settings()),
    })
    .await
}

async fn send(
    head: BackupHead,
    mut snapshot: Snapshot,
    to: mpsc::Sender<Result<BackupResponse, Status>>,
    _place: OwnedSemaphorePermit,
) {
    let mut records = 0;
    let mut next = Some(Part::Head(head));
    while let Some(part) = next {
        let is_end = matches!(part, Part::End(_));
        let part = Some(v1::BackupPart { part: Some(part) });
        let response = BackupResponse { part };
        match tokio::time::timeout(PATIENCE, to.send(Ok(response))).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return,
            Err(_) => {
                tracing::warn!("a backup was given up: it was not taken in time");
                return;
            }
        }
        next = (!is_end).then(|| following(&mut snapshot, &mut records));
    }
}

/// The next records, or the end.
fn following(snapshot: &mut Snapshot, records: &mut u64) -> Part {
    let mut taken = Vec::new();
    let mut bytes = 0;
    for (key, sealed) in snapshot.pairs.by_ref() {
        bytes += key.len() + sealed.len();
        taken.push(BackupRecord { key, sealed });
        if bytes >= PART_BYTES {
            break;
        }
    }
    *records += u64::try_from(taken.len()).unwrap_or(0);
    if taken.is_empty() {
        Part::End(BackupEnd { records: *records })
    } else {
        Part::Records(BackupRecords { records: taken })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn one_backup_is_made_at_a_time_and_the_next_one_after_it() {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let first = place(&places).unwrap();
        let refused = place(&places).unwrap_err();
        assert_eq!(refused.text.code, "backup-runs");
        drop(first);
        assert!(place(&places).is_ok());
    }
}
