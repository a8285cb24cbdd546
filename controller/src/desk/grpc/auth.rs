//! Checks the token on every call, the desk's own or reception's, and makes out who uses the program that shows it.

use super::respond;
use crate::desk::{Caller, Desk};
use crate::identity::Holder;
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
    let holder = request.extensions().get().copied();
    // Nothing comes here past the token; whoever did would have the least.
    desk.by(Caller::program(holder.unwrap_or(Holder::Reception), name))
}

/// Says whose a token is; `None`: nobody's.
type Holders = dyn Fn(&str) -> Option<Holder> + Send + Sync;

/// Lets calls through that carry `authorization: Bearer TOKEN` with a right token, and notes whose it is.
#[derive(Clone)]
pub(super) struct Auth {
    holder: Arc<Holders>,
}

impl Auth {
    pub(super) fn new(holder: impl Fn(&str) -> Option<Holder> + Send + Sync + 'static) -> Self {
        Self {
            holder: Arc::new(holder),
        }
    }
}

impl Interceptor for Auth {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let presented = request
            .metadata()
            .get("authorization")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix(SCHEME));
        let peer = request.extensions().get::<Peer>();
        if let Some(holder) = presented.and_then(|token| (self.holder)(token)) {
            // A connection with the right token may stay.
            if let Some(peer) = peer {
                peer.settle();
            }
            request.extensions_mut().insert(holder);
            Ok(request)
        } else {
            let address = peer.map(|peer| peer.address.to_string());
            tracing::warn!(
                address,
                "a call without the desk's token was refused: only programs of the user who runs the controller get in, and those that show reception's"
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

    fn call(authorization: Option<&str>) -> Result<Option<Holder>, Status> {
        let mut request = Request::new(());
        if let Some(value) = authorization {
            let value = value.parse().unwrap();
            request.metadata_mut().insert("authorization", value);
        }
        let holder = |token: &str| match token {
            "right" => Some(Holder::Owner),
            "reception" => Some(Holder::Reception),
            _ => None,
        };
        let request = Auth::new(holder).call(request)?;
        Ok(request.extensions().get().copied())
    }

    #[test]
    fn a_right_token_opens_the_door_and_says_whose_it_is() {
        for (token, holder) in [
            ("Bearer right", Holder::Owner),
            ("Bearer reception", Holder::Reception),
        ] {
            assert_eq!(call(Some(token)).unwrap(), Some(holder));
        }
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
