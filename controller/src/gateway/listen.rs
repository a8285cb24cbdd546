//! The HTTP/2 server under the gateway, with its bounds.

use super::{Engine, Gateway};
use crate::tls::Incoming;
use madoguchi_link::bounds::{MAX_HEADER_BYTES, PING_ANSWER_TIME, PING_INTERVAL};
use madoguchi_proto::v1::reader_gateway_server::ReaderGatewayServer;
use std::fmt;
use tonic::transport::Server;

/// The largest message: a frame with a bundled license of 64 KiB, and some fields.
pub(super) const MAX_MESSAGE_BYTES: usize = 128 * 1024;
/// The same bound for HTTP/2's own frames.
const MAX_FRAME_BYTES: u32 = 128 * 1024;
/// Streams at a time: one is in use, and a second one may open while the first one ends.
pub(super) const STREAMS: u32 = 2;
/// Bytes that may arrive before the gateway reads them: one frame per stream, and two per connection. For more the reader has to wait.
const STREAM_WINDOW_BYTES: u32 = MAX_FRAME_BYTES;
/// The same bound for the whole connection.
const CONNECTION_WINDOW_BYTES: u32 = STREAMS * MAX_FRAME_BYTES;
/// Streams that the reader took back before the gateway saw them, or that were refused or broken off. More of them are an attack or a
/// defect, and end the connection: an agent opens one stream per connection.
const MAX_RESETS: usize = 16;

/// Serves readers until `stop` is ready, and then until the last stream has ended.
///
/// # Errors
/// The server cannot continue.
pub async fn serve<E: Engine + fmt::Debug>(
    gateway: Gateway<E>,
    incoming: Incoming,
    stop: impl Future<Output = ()>,
) -> Result<(), tonic::transport::Error> {
    let service = ReaderGatewayServer::new(gateway).max_decoding_message_size(MAX_MESSAGE_BYTES);
    Server::builder()
        .http2_keepalive_interval(Some(PING_INTERVAL))
        .http2_keepalive_timeout(Some(PING_ANSWER_TIME))
        .max_concurrent_streams(STREAMS)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .http2_max_pending_accept_reset_streams(Some(MAX_RESETS))
        .http2_max_local_error_reset_streams(Some(MAX_RESETS))
        .max_frame_size(MAX_FRAME_BYTES)
        .http2_max_header_list_size(MAX_HEADER_BYTES)
        .add_service(service)
        .serve_with_incoming_shutdown(incoming, stop)
        .await
}
