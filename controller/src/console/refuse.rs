//! Refusals of the door itself, before the desk is asked: for programs as problem details (RFC 9457), for people as plain text.

use super::api::Problem;
use super::door::Dialled;
use super::{Shared, language};
use crate::texts::{self, Console as Why};
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use madoguchi_proto::v1::Text;

/// The answer to a request that is not let through.
pub(super) fn refuse(shared: &Shared, request: &Request, why: Why) -> Response {
    let status = match why {
        Why::WrongHost | Why::WrongName => StatusCode::MISDIRECTED_REQUEST,
        Why::CrossOrigin | Why::BoardKey | Why::TokenOnLan | Why::SetUpAtPc => {
            StatusCode::FORBIDDEN
        }
        Why::Https => StatusCode::BAD_REQUEST,
        Why::LoginNeeded | Why::LoginFirst | Why::SessionLocked | Why::MetricsToken => {
            StatusCode::UNAUTHORIZED
        }
        Why::NoPage => StatusCode::NOT_FOUND,
    };
    let dialled = request.extensions().get::<Dialled>().copied();
    let text = texts::console(shared.door.says(why), &shared.door.url(dialled));
    let mut answer = problem(status, &text, request.headers());
    let takes_token = !shared.door.is_lan() || why == Why::MetricsToken;
    if status == StatusCode::UNAUTHORIZED && takes_token {
        let bearer = HeaderValue::from_static("Bearer");
        answer.headers_mut().insert(WWW_AUTHENTICATE, bearer);
    }
    answer
}

/// A text with a status, in the form that the caller reads.
pub(super) fn problem(status: StatusCode, text: &Text, headers: &HeaderMap) -> Response {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    let is_for_people = accepts.is_some_and(|accepts| accepts.contains("text/html"));
    let (kind, body) = if is_for_people {
        let both = format!("{}\n\n{}\n", text.ja, text.en);
        ("text/plain; charset=utf-8", both)
    } else {
        let lang = language::of_headers(headers);
        return Problem::new(status, text.clone()).answer(lang);
    };
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(kind))];
    (status, kind, body).into_response()
}
