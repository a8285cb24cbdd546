//! Sends the records for a backup in parts. They are read at one revision between two batches, and sent while the fleet continues.

use crate::desk::{BackupParts, Desk, Refused, Right};
use crate::texts;
use madoguchi_proto::v1;
use madoguchi_proto::v1::BackupResponse;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

/// Backups at a time: each keeps all records in memory until they are sent.
pub(super) const AT_ONCE: usize = 1;
/// Parts that may wait for the receiver.
const MAX_BEHIND: usize = 4;
/// The longest wait for the receiver to take a part, so that the records do not stay in memory for one that hangs.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) type Parts = ReceiverStream<Result<BackupResponse, Status>>;

/// Reads all records at one revision and starts to send them.
pub(super) async fn begin(desk: &Desk, places: &Arc<Semaphore>) -> Result<Parts, Refused> {
    desk.may(Right::Backup)?;
    let place = place(places)?;
    let parts = desk.backup_parts().await?;
    tracing::info!(revision = %parts.revision(), "all records are sent");
    let (to, from) = mpsc::channel(MAX_BEHIND);
    tokio::spawn(send(parts, to, place));
    Ok(ReceiverStream::new(from))
}

/// The right to make a backup, until it is dropped.
fn place(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Refused> {
    let place = Arc::clone(places).try_acquire_owned();
    place.map_err(|_| Refused::full(texts::text("backup-runs", &[])))
}

async fn send(
    parts: BackupParts,
    to: mpsc::Sender<Result<BackupResponse, Status>>,
    _place: OwnedSemaphorePermit,
) {
    for part in parts {
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
