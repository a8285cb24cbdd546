//! Checks the desk's token on every call, and makes out who uses the program that shows it.

use super::respond;
use crate::desk::{Caller, Desk};
use crate::texts;
use crate::tls::Peer;
use madoguchi_fleet::ids::PersonName;
use std::sync::Arc;
use tonic::service::Interceptor;
use tonic::{Code, Request, Status};

/// The scheme before the token (RFC 6750).
const SCHEME: &str = "Bearer ";

/// The header in which a program says who uses it, by the operating system's name.
pub(crate) const USER: &str = "madoguchi-user-bin";

/// The desk for whoever uses the program of a call. What is no name counts as not said.
pub(super) fn desk_of<T>(desk: &Desk, request: &Request<T>) -> Desk {
    let said = request.metadata().get_bin(USER);
    let said = said.and_then(|value| value.to_bytes().ok());
    let name = said.and_then(|bytes| PersonName::parse(std::str::from_utf8(&bytes).ok()?));
    desk.by(Caller::owner(name))
}

/// Lets calls through that carry `authorization: Bearer TOKEN` with the right token.
#[derive(Clone)]
pub(super) struct Auth {
    is_token: Arc<dyn Fn(&str) -> bool + Send + Sync>,
}

impl Auth {
    pub(super) fn new(is_token: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self {
            is_token: Arc::new(is_token),
        }
    }
}

impl Interceptor for Auth {
    fn call(&mut self, request: Request<()>) -> Result<Request<()>, Status> {
        let presented = request
            .metadata()
            .get("authorization")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix(SCHEME));
        let peer = request.extensions().get::<Peer>();
        if presented.is_some_and(|token| (self.is_token)(token)) {
            // A connection with the right token may stay.
            if let Some(peer) = peer {
                peer.settle();
            }
            Ok(request)
        } else {
            let address = peer.map(|peer| peer.address.to_string());
            tracing::warn!(
                address,
                "a call without the desk's token was refused: only programs of the user who runs the controller get in"
            );
            let text = texts::desk(&texts::Desk::Unauthenticated);
            Err(respond::status_of(Code::Unauthenticated, &text))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn call(authorization: Option<&str>) -> Result<(), Status> {
        let mut request = Request::new(());
        if let Some(value) = authorization {
            let value = value.parse().unwrap();
            request.metadata_mut().insert("authorization", value);
        }
        Auth::new(|token| token == "right")
            .call(request)
            .map(|_| ())
    }

    #[test]
    fn the_right_token_opens_the_door() {
        assert!(call(Some("Bearer right")).is_ok());
    }

    #[test]
    fn no_call_gets_in_without_the_token() {
        for wrong in [
            None,
            Some("right"),
            Some("Bearer wrong"),
            Some("Basic right"),
            Some("Bearer "),
        ] {
            let status = call(wrong).unwrap_err();
            assert_eq!(status.code(), Code::Unauthenticated, "{wrong:?}");
            assert_eq!(respond::said(&status).unwrap().code, "unauthenticated");
        }
    }
}
