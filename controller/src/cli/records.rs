//! All records of the running controller, as it sends them: for a backup, and for whoever checks the record of acts.

use super::client::{Client, Failure, answer};
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_proto::v1::{BackupHead, BackupRequest, BackupResponse};
use tonic::{Response, Streaming};

/// The records of one revision, while they come.
pub(super) struct Records {
    parts: Streaming<BackupResponse>,
    /// How many have come.
    count: u64,
}

impl Records {
    /// Asks for them; the head says what they are.
    pub(super) async fn ask(client: &Client) -> Result<(BackupHead, Self), Failure> {
        let parts = answer(client.support().backup(BackupRequest {})).await?;
        let mut records = Self { parts, count: 0 };
        match records.part().await? {
            Part::Head(head) => Ok((head, records)),
            _ => Err(Failure::incomplete()),
        }
    }

    /// The next part: records, and at last the end, once as many have come as were sent.
    pub(super) async fn next(&mut self) -> Result<Part, Failure> {
        let part = self.part().await?;
        match &part {
            Part::Records(records) => {
                let more = u64::try_from(records.records.len()).unwrap_or(u64::MAX);
                self.count = self.count.saturating_add(more);
            }
            Part::End(end) if end.records == self.count => {}
            Part::End(_) | Part::Head(_) | Part::File(_) => return Err(Failure::incomplete()),
        }
        Ok(part)
    }

    async fn part(&mut self) -> Result<Part, Failure> {
        let message = answer(async { self.parts.message().await.map(Response::new) }).await?;
        let part = message.and_then(|response| response.part?.part);
        part.ok_or_else(Failure::incomplete)
    }
}
