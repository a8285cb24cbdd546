//! Sends the log of a reader: how far it is while it is fetched, then its text, then why anything is missing.

use crate::desk::{Desk, Refused};
use madoguchi_proto::v1::fetch_log_response::Part;
use madoguchi_proto::v1::{FetchLogRequest, FetchLogResponse};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

/// The bytes of a part, far below the limit of an answer.
const PART_BYTES: usize = 256 * 1024;
/// Parts that may wait for the receiver.
const MAX_BEHIND: usize = 8;
/// The longest wait for the receiver to take a part, so that the text does not stay in memory for one that hangs.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) type Parts = ReceiverStream<Result<FetchLogResponse, Status>>;
type To = mpsc::Sender<Result<FetchLogResponse, Status>>;

/// Checks what is asked for and starts to fetch it.
pub(super) async fn begin(desk: Desk, request: &FetchLogRequest) -> Result<Parts, Refused> {
    let granted = desk.begin_log(request).await?;
    let (to, from) = mpsc::channel(MAX_BEHIND);
    tokio::spawn(async move {
        let told = |progress| {
            // A receiver that is behind misses news, and no byte.
            let _ = to.try_send(Ok(part(Part::Progress(progress))));
        };
        match desk.fetch_log(&granted, &told).await {
            Ok(log) => {
                let texts = log.text.as_bytes().chunks(PART_BYTES);
                let texts = texts.map(|bytes| Part::Content(bytes.to_vec()));
                send(texts.chain(log.missing.map(Part::Missing)), &to).await;
            }
            Err(refused) => drop(to.send_timeout(Err(refused.into()), PATIENCE).await),
        }
    });
    Ok(ReceiverStream::new(from))
}

async fn send(parts: impl Iterator<Item = Part>, to: &To) {
    for next in parts {
        if to.send_timeout(Ok(part(next)), PATIENCE).await.is_err() {
            tracing::warn!("a reader's log was given up: it was not taken in time");
            return;
        }
    }
}

const fn part(part: Part) -> FetchLogResponse {
    FetchLogResponse { part: Some(part) }
}
