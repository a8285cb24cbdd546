//! Sends a bundle for support: its steps while it is made, then its bytes.

use crate::desk::{Desk, Refused};
use madoguchi_proto::v1::bundle_response::Part;
use madoguchi_proto::v1::{BundleRequest, BundleResponse};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

/// The bytes of a part, far below the limit of an answer.
const PART_BYTES: usize = 256 * 1024;
/// Parts that may wait for the receiver: all steps and what is told of readers' logs meanwhile, so that making the bundle waits for nobody.
const MAX_BEHIND: usize = 32;
/// The longest wait for the receiver to take a part, so that the file does not stay in memory for one that hangs.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) type Parts = ReceiverStream<Result<BundleResponse, Status>>;
type To = mpsc::Sender<Result<BundleResponse, Status>>;

/// Checks what is asked for and starts to make it.
pub(super) async fn begin(desk: Desk, request: &BundleRequest) -> Result<Parts, Refused> {
    let granted = desk.begin_bundle(request).await?;
    let (to, from) = mpsc::channel(MAX_BEHIND);
    tokio::spawn(async move {
        let steps = to.clone();
        let told = move |step| {
            // A receiver that is behind misses a step, and no byte.
            let _ = steps.try_send(Ok(part(Part::Step(step))));
        };
        match desk.make_bundle(granted, told).await {
            Ok(file) => send(&file, &to).await,
            Err(refused) => drop(to.send_timeout(Err(refused.into()), PATIENCE).await),
        }
    });
    Ok(ReceiverStream::new(from))
}

async fn send(file: &[u8], to: &To) {
    for bytes in file.chunks(PART_BYTES) {
        let next = Ok(part(Part::Content(bytes.to_vec())));
        if to.send_timeout(next, PATIENCE).await.is_err() {
            tracing::warn!("a bundle was given up: it was not taken in time");
            return;
        }
    }
}

const fn part(part: Part) -> BundleResponse {
    BundleResponse { part: Some(part) }
}
