//! The HTTP/2 server under the desk, with its bounds.

use crate::tls::Incoming;
use std::time::Duration;
use tonic::service::Routes;
use tonic::transport::Server;

/// Requests at a time on one connection: a program for people has a few, and one for a whole reception some more.
pub(super) const STREAMS: u32 = 64;
/// Headers that the desk needs: gRPC's own and the token.
pub(super) const MAX_HEADER_BYTES: u32 = 8 * 1024;
/// What may be on its way before we took it: one request of the largest kind per stream.
const STREAM_WINDOW_BYTES: u32 = 128 * 1024;
/// The same for the whole connection.
const CONNECTION_WINDOW_BYTES: u32 = 1024 * 1024;
/// Requests that the caller took back before we saw them, and those that we refused or broke off: a caller that gives
/// up now and then stays far below, a flood ends its connection.
const MAX_RESETS: usize = 64;
/// Longest time from a request's first byte to its answer: a commit takes milliseconds. Streams of events only have to
/// begin within it.
pub(super) const REQUEST_TIME: Duration = Duration::from_secs(60);

/// Serves programs on this PC until `stop`, and then until the last request has ended.
///
/// # Errors
/// When the server cannot go on.
pub async fn serve(
    routes: Routes,
    incoming: Incoming,
    stop: impl Future<Output = ()>,
) -> Result<(), tonic::transport::Error> {
    Server::builder()
        .max_concurrent_streams(STREAMS)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .http2_max_header_list_size(MAX_HEADER_BYTES)
        .http2_max_pending_accept_reset_streams(Some(MAX_RESETS))
        .http2_max_local_error_reset_streams(Some(MAX_RESETS))
        .timeout(REQUEST_TIME)
        .add_routes(routes)
        .serve_with_incoming_shutdown(incoming, stop)
        .await
}
