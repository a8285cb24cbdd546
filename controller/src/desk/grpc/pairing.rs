//! A pairing as a stream: the first frame says how the unit will be set up; then both sides exchange messages. The end of the stream ends
//! it.

use crate::desk::{Desk, Refused, Right};
use crate::texts;
use crate::tls::Peer;
use madoguchi_proto::v1::pair_unit_request::Frame;
use madoguchi_proto::v1::pair_unit_response::Frame as Told;
use madoguchi_proto::v1::{PairUnitRequest, PairUnitResponse};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming};

/// The time for the first frame: a program sends it at once.
pub(super) const OPEN_TIME: Duration = Duration::from_secs(5);
/// Frames that may wait to be read: more than almost any window produces. With more the sender waits.
const OUTGOING: usize = 16;

/// The channel of messages to staff.
pub(super) type Words = ReceiverStream<Result<PairUnitResponse, Status>>;

/// Opens the port and pairs one reader.
pub(super) async fn begin(
    desk: &Desk,
    request: Request<Streaming<PairUnitRequest>>,
) -> Result<Response<Words>, Status> {
    desk.may(Right::Readers)?;
    let from = (request.extensions().get::<Peer>()).map(|peer| peer.address);
    let mut inbound = request.into_inner();
    let first = timeout(OPEN_TIME, inbound.next()).await;
    let frame = match first {
        Ok(Some(first)) => first?.frame,
        Ok(None) | Err(_) => None,
    };
    let Some(Frame::Open(open)) = frame else {
        let text = texts::text("pairing-not-opened", &[]);
        return Err(Refused::invalid(text).into());
    };
    let (staff, steps) = mpsc::channel(OUTGOING);
    let name = desk.tell_pairing(&open, from, staff).await?;
    let (to, told) = mpsc::channel(1);
    tokio::spawn(hand_on(desk.clone(), name, inbound, steps, to));
    Ok(Response::new(ReceiverStream::new(told)))
}

/// Hands on what either side says, until the pairing is over or the stream ends.
async fn hand_on(
    desk: Desk,
    name: String,
    mut inbound: Streaming<PairUnitRequest>,
    mut steps: mpsc::Receiver<Told>,
    to: mpsc::Sender<Result<PairUnitResponse, Status>>,
) {
    loop {
        tokio::select! {
            step = steps.recv() => {
                // The last step was told: the pairing is over.
                let Some(step) = step else { return };
                let frame = PairUnitResponse { frame: Some(step) };
                if to.send(Ok(frame)).await.is_err() {
                    return;
                }
            }
            said = inbound.next() => match said {
                Some(Ok(PairUnitRequest { frame: Some(Frame::Answer(said)) })) => {
                    // A word on digits that are no longer shown counts for nothing.
                    drop(desk.answer_pairing(&name, said).await);
                }
                // A second opening or an unknown frame is ignored.
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            },
        }
    }
}
