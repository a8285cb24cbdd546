//! Who asks: a program that shows the desk's token, the counter page of this PC, or somebody with the board's key. Whether he may is the
//! desk's to say.

use super::{Shared, guard, refuse};
use crate::desk::Caller;
use crate::texts::Console as Why;
use crate::tls::Spot;
use axum::extract::{Query, Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::Response;
use serde::Deserialize;

/// The scheme before the token (RFC 6750).
const SCHEME: &str = "Bearer ";

/// Lets a request through whose sender is known, and notes who he is.
pub(super) async fn caller(
    State(shared): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let is_token = |token: &str| shared.desk.identity.is_desk_token(token);
    let Some(caller) = known(headers, shared.told.settings.counter_page, is_token) else {
        tracing::warn!(
            "a request at the console was refused: nobody is logged in, and it shows no token"
        );
        return refuse::refuse(&shared, headers, Why::LoginNeeded);
    };
    settle(&request);
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// Whoever asks, of those that the guard lets through. A token that is wrong is not passed over.
pub(super) fn known(
    headers: &HeaderMap,
    counter_page: bool,
    is_token: impl Fn(&str) -> bool,
) -> Option<Caller> {
    if headers.contains_key(AUTHORIZATION) {
        let mut shown = headers.get_all(AUTHORIZATION).iter();
        let token = shown.next()?.to_str().ok()?.strip_prefix(SCHEME)?;
        let alone = shown.next().is_none();
        return (alone && is_token(token)).then_some(Caller::OWNER);
    }
    let at_the_counter = counter_page && guard::is_of_a_browser(headers);
    at_the_counter.then_some(Caller::COUNTER_PAGE)
}

#[derive(Deserialize)]
struct Shown {
    key: String,
}

/// Lets a request for the board through that has its key. It opens nothing else, and nothing else opens the board.
pub(super) async fn board(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let shown = Query::<Shown>::try_from_uri(request.uri());
    if !shown.is_ok_and(|Query(shown)| shared.board_key.fits(&shown.key)) {
        tracing::warn!("a request for the board was refused: it does not have the board's key");
        return refuse::refuse(&shared, request.headers(), Why::BoardKey);
    }
    settle(&request);
    next.run(request).await
}

/// A connection with a request that is let through may stay.
fn settle(request: &Request) {
    if let Some(spot) = request.extensions().get::<Spot>() {
        spot.settle();
    }
}
