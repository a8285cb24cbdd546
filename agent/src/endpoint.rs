//! The HTTP/2 connection to a controller, over a stream that is dialled and secured by ourselves.

use madoguchi_link::bounds::{PING_ANSWER_TIME, PING_INTERVAL};
use tonic::transport::Endpoint;

/// Only a name: the connector knows where to go.
const AUTHORITY: &str = "http://controller.madoguchi";

/// An endpoint that notices a lost link, for a connector.
pub(crate) fn endpoint() -> Endpoint {
    Endpoint::from_static(AUTHORITY)
        .http2_keep_alive_interval(PING_INTERVAL)
        .keep_alive_timeout(PING_ANSWER_TIME)
        .keep_alive_while_idle(true)
}
