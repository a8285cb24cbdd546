//! Who asks: a program that shows the desk's token or reception's, a person who logged in, the counter page of this PC, or somebody with the board's key. Whether he may is the
//! desk's to say.

use super::door::Door;
use super::sessions;
use super::{Shared, guard, live, login, refuse};
use crate::desk::people::{Found, SessionId};
use crate::desk::{Caller, Refused};
use crate::identity::Holder;
use crate::texts::Console as Why;
use crate::tls::Spot;
use axum::extract::{Query, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use serde::Deserialize;
use std::net::IpAddr;

/// Where pages look by themselves.
const API: &str = "/api/";
/// The scheme before the token (RFC 6750).
const SCHEME: &str = "Bearer ";

/// Lets a request through whose sender is known, and notes who he is.
pub(super) async fn caller(
    State(shared): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let cookie = session(request.headers(), &shared.door).map(str::to_owned);
    if let Some(cookie) = &cookie {
        let of_a_person = is_of_a_person(&request);
        match person(&shared, cookie, of_a_person).await {
            Ok(Some(caller)) => {
                settle(&request);
                let place = request.extensions().get::<IpAddr>().copied();
                request.extensions_mut().insert(caller.from_place(place));
                let answer = next.run(request).await;
                return live::while_open(answer, shared, cookie.clone());
            }
            // The session is over: whoever asks is asked as if it had never been.
            Ok(None) => {}
            Err(Turned::Locked) => return not_in(&shared, &request, Why::SessionLocked),
            Err(Turned::Stopped(refused)) => {
                let headers = request.headers();
                return refuse::problem(StatusCode::SERVICE_UNAVAILABLE, &refused.text, headers);
            }
        }
    }
    let headers = request.headers();
    let holder = |token: &str| shared.desk.identity.holder(token);
    let at_the_counter = shared.told.counter_page();
    let caller = match known(headers, &shared.door, at_the_counter, holder) {
        Ok(caller) => caller,
        Err(Why::TokenOnLan) => {
            let address = request.extensions().get::<IpAddr>();
            let address = address.map(tracing::field::display);
            tracing::warn!(
                address,
                "a request at the console was refused: it shows a token on the LAN, where none is taken"
            );
            return refuse::refuse(&shared, &request, Why::TokenOnLan);
        }
        Err(why) => {
            tracing::warn!(
                "a request at the console was refused: nobody is logged in, and it shows no token"
            );
            return not_in(&shared, &request, why);
        }
    };
    settle(&request);
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// The cookie of a session, where a page of ours sends it. Whoever shows a token is a program, whatever cookies it has.
fn session<'a>(headers: &'a HeaderMap, door: &Door) -> Option<&'a str> {
    let of_a_page = guard::is_of_a_browser(headers) && !headers.contains_key(AUTHORIZATION);
    sessions::shown(headers, door).filter(|_| of_a_page)
}

/// Whether a person made his browser ask: he opens a page, or acts. What a page looks at by itself keeps no session open.
fn is_of_a_person(request: &Request) -> bool {
    request.method() != Method::GET || !request.uri().path().starts_with(API)
}

/// Why a cookie of a session is turned away.
pub(super) enum Turned {
    Locked,
    Stopped(Refused),
}

/// The person behind a cookie; `None` where the session is over.
pub(super) async fn person(
    shared: &Shared,
    cookie: &str,
    of_a_person: bool,
) -> Result<Option<Caller>, Turned> {
    let sessions = &shared.desk.logins.sessions;
    loop {
        let who = match sessions.find(cookie, of_a_person) {
            Some(Found::Open(who)) => who,
            Some(Found::Locked(_)) => return Err(Turned::Locked),
            None => return Ok(None),
        };
        let session = SessionId::of_cookie(cookie);
        let caller = shared.desk.still_logged_in(who.clone(), session).await;
        if let Some(caller) = caller.map_err(Turned::Stopped)? {
            return Ok(Some(caller));
        }
        // A session that was given new credentials meanwhile is found with them now.
        sessions.end_former(cookie, &who);
    }
}

/// Nobody who is let in. A person who opened a page is shown where to log in.
fn not_in(shared: &Shared, request: &Request, why: Why) -> Response {
    let headers = request.headers();
    match request.method() == Method::GET && login::is_for_people(headers) {
        true => login::to_page(login::PATH),
        false => refuse::refuse(shared, request, why),
    }
}

/// Whoever asks, of those that the guard lets through and that are not logged in (RULES W13). A token that is wrong is not passed over; on the
/// LAN none is taken, since both are of programs on the PC, and nobody is the counter page, which is this PC's.
///
/// # Errors
/// Nobody who is let in, and why.
pub(super) fn known(
    headers: &HeaderMap,
    door: &Door,
    at_the_counter: Option<Caller>,
    holder: impl Fn(&str) -> Option<Holder>,
) -> Result<Caller, Why> {
    let shows_token = headers.contains_key(AUTHORIZATION);
    if door.is_lan() {
        return Err(match shows_token {
            true => Why::TokenOnLan,
            false => Why::LoginNeeded,
        });
    }
    let caller = match shows_token {
        true => program(headers, holder),
        false => at_the_counter.filter(|_| guard::is_of_a_browser(headers)),
    };
    caller.ok_or(Why::LoginNeeded)
}

fn program(headers: &HeaderMap, holder: impl Fn(&str) -> Option<Holder>) -> Option<Caller> {
    Some(Caller::program(holder(bearer(headers)?)?, None))
}

/// The token that a request shows, if it shows one.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut shown = headers.get_all(AUTHORIZATION).iter();
    let token = shown.next()?.to_str().ok()?.strip_prefix(SCHEME)?;
    shown.next().is_none().then_some(token)
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
        return refuse::refuse(&shared, &request, Why::BoardKey);
    }
    settle(&request);
    next.run(request).await
}

/// A connection with a request that is let through may stay.
pub(super) fn settle(request: &Request) {
    if let Some(spot) = request.extensions().get::<Spot>() {
        spot.settle();
    }
}
