//! Refusals of the door itself, before the desk is asked: for programs as problem details (RFC 9457), for people as plain text.

use super::api::Problem;
use super::{Shared, language};
use crate::texts::{self, Console as Why};
use axum::http::header::{ACCEPT, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use madoguchi_proto::v1::Text;

/// The answer to a request that is not let through; `headers` are the request's.
pub(super) fn refuse(shared: &Shared, headers: &HeaderMap, why: Why) -> Response {
    let status = match why {
        Why::WrongHost => StatusCode::MISDIRECTED_REQUEST,
        Why::CrossOrigin | Why::BoardKey => StatusCode::FORBIDDEN,
        Why::LoginNeeded => StatusCode::UNAUTHORIZED,
        Why::NoPage => StatusCode::NOT_FOUND,
    };
    let mut answer = problem(status, &texts::console(why, &shared.url()), headers);
    if status == StatusCode::UNAUTHORIZED {
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
