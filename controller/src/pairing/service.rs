//! The service `Pairing` on its port, with its bounds.

use super::attempt::Attempt;
use super::limits::{MAX_FRAME_BYTES, OUTGOING};
use super::window::Window;
use crate::tls::{Incoming, Peer};
use madoguchi_link::bounds::{MAX_HEADER_BYTES, PING_ANSWER_TIME, PING_INTERVAL};
use madoguchi_proto::v1::pairing_server::{Pairing, PairingServer};
use madoguchi_proto::v1::{PairRequest, PairResponse};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Server;
use tonic::{Request, Response, Status, Streaming};

/// Streams at a time: one is in use, and a second one may open while the first one ends.
const STREAMS: u32 = 2;
/// Bytes that may arrive before they are read: one frame.
const WINDOW_BYTES: u32 = 64 * 1024;
/// Streams that were taken back before the service saw them: more than a few are an attack.
const MAX_RESETS: usize = 4;

/// Serves readers until `stop` is ready.
pub(super) async fn serve(
    window: Arc<Window>,
    incoming: Incoming,
    stop: impl Future<Output = ()>,
) -> Result<(), tonic::transport::Error> {
    let service = PairingServer::new(Service { window })
        .max_decoding_message_size(MAX_FRAME_BYTES)
        .max_encoding_message_size(MAX_FRAME_BYTES);
    Server::builder()
        .http2_keepalive_interval(Some(PING_INTERVAL))
        .http2_keepalive_timeout(Some(PING_ANSWER_TIME))
        .max_concurrent_streams(STREAMS)
        .initial_stream_window_size(WINDOW_BYTES)
        .initial_connection_window_size(WINDOW_BYTES)
        .http2_max_pending_accept_reset_streams(Some(MAX_RESETS))
        .http2_max_local_error_reset_streams(Some(MAX_RESETS))
        .http2_max_header_list_size(MAX_HEADER_BYTES)
        .add_service(service)
        .serve_with_incoming_shutdown(incoming, stop)
        .await
}

#[derive(Debug)]
struct Service {
    window: Arc<Window>,
}

#[tonic::async_trait]
impl Pairing for Service {
    type PairStream = ReceiverStream<Result<PairResponse, Status>>;

    async fn pair(
        &self,
        request: Request<Streaming<PairRequest>>,
    ) -> Result<Response<Self::PairStream>, Status> {
        let peer = request.extensions().get::<Peer>().cloned();
        let peer = peer.ok_or_else(|| Status::internal("no address"))?;
        if !self.window.knock() {
            return Err(Status::resource_exhausted("too many streams"));
        }
        let (outbound, frames) = mpsc::channel(OUTGOING);
        let attempt = Attempt {
            window: Arc::clone(&self.window),
            peer,
            outbound,
            who: None,
        };
        tokio::spawn(attempt.run(request.into_inner()));
        Ok(Response::new(ReceiverStream::new(frames)))
    }
}
