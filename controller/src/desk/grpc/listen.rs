//! The HTTP/2 server under the desk, with its bounds.

use crate::tls::Incoming;
use madoguchi_link::bounds::MAX_HEADER_BYTES;
use std::time::Duration;
use tonic::service::Routes;
use tonic::transport::Server;

/// Requests at a time on one connection: a person's program has a few, a program for a whole reception some more.
pub(super) const STREAMS: u32 = 64;
/// Bytes of a request that may arrive before the server reads them: one request of the largest kind per stream.
const STREAM_WINDOW_BYTES: u32 = 128 * 1024;
/// The same bound for the whole connection.
const CONNECTION_WINDOW_BYTES: u32 = 1024 * 1024;
/// Requests on a connection that were taken back before the server saw them, refused or broken off. A caller that gives up now and then
/// stays far below; a flood ends its connection.
const MAX_RESETS: usize = 64;
/// The longest time from the first byte of a request to its answer: a commit takes milliseconds. A stream of events only has to begin
/// within it.
pub(super) const REQUEST_TIME: Duration = Duration::from_secs(60);

/// Serves programs on this PC until `stop` is ready, and then until the last request has ended.
///
/// # Errors
/// The server cannot continue.
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
