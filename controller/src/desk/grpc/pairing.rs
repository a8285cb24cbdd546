//! The desk's side of a pairing: the first frame says how the unit will be set up; then both sides exchange messages.

use crate::desk::{Desk, Refused, Right, requests};
use crate::pairing::{Busy, Wanted};
use crate::texts::{self, Clock};
use crate::tls::Peer;
use crate::wire::{self, BadField, optional};
use madoguchi_fleet::ids;
use madoguchi_proto::v1::pair_unit_request::Frame;
use madoguchi_proto::v1::{PairUnitRequest, PairUnitResponse, PairingOpen};
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
    let Some(coordinator) = desk.pairing.clone() else {
        return Err(Status::unimplemented("pairing"));
    };
    let by = (request.extensions().get::<Peer>()).map(|peer| peer.address);
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
    let wanted = wanted(&open).map_err(Refused::from)?;
    let place = match coordinator.enter(by) {
        Ok(place) => place,
        Err(busy) => return Err(refused(desk, busy).await?.into()),
    };
    let (staff, told) = mpsc::channel(OUTGOING);
    tokio::spawn(coordinator.pair(place, wanted, staff, inbound));
    Ok(Response::new(ReceiverStream::new(told)))
}

async fn refused(desk: &Desk, busy: Busy) -> Result<Refused, Refused> {
    let clock = desk.ask(Right::Readers, Clock::of).await?;
    let since = clock.seconds(busy.since);
    let by = busy
        .by
        .map_or_else(|| "?".to_owned(), |address| address.to_string());
    let text = texts::text("pairing-busy", &[("since", &since), ("by", &by)]);
    Ok(Refused::state(text))
}

fn wanted(open: &PairingOpen) -> Result<Wanted, BadField> {
    let counter = open.counter.clone().unwrap_or_default();
    Ok(Wanted {
        request: ids::Request {
            id: wire::request_id_of(&open.request_id)?,
            content: Some(requests::content(open)),
        },
        serial: optional(&open.serial, wire::typed_serial)?,
        edition: said(open.edition, wire::edition_of)?,
        counter: optional(counter.name.trim(), wire::counter_name_of)?,
        placement: said(counter.placement, wire::placement_of)?,
        tags: wire::tags_of(&counter.tags)?,
        cable: wire::cable_of(&open.cable)?,
    })
}

/// A value that may be unsaid.
fn said<T>(wire: i32, parse: fn(i32) -> Result<T, BadField>) -> Result<Option<T>, BadField> {
    (wire != 0).then(|| parse(wire)).transpose()
}
