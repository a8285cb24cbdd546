//! Logging in and out: a plain form, which works without a script, and the same for scripts of our pages.

use super::sessions::{self, KNOWN, KNOWN_S};
use super::{Shared, assets, refuse};
use crate::desk::people::Attempt;
use crate::desk::people::password::Password;
use crate::desk::{Kind, Refused};
use crate::texts::{self, label};
use axum::extract::{Extension, Form, State};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, response::AppendHeaders};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;
use serde::Deserialize;
use std::fmt::Write as _;
use std::net::IpAddr;
use zeroize::Zeroizing;

/// The page with the form, and where the form is sent.
pub(super) const PATH: &str = "/login";

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route(PATH, get(page).post(log_in))
        .route("/logout", post(log_out))
}

/// What is typed into the form.
#[derive(Deserialize)]
struct Typed {
    name: String,
    password: String,
    #[serde(default)]
    code: String,
}

async fn page(headers: HeaderMap) -> Response {
    shown(StatusCode::OK, &headers, "", None)
}

/// Logs in. What was a session before in this browser is over.
async fn log_in(
    State(shared): State<Shared>,
    Extension(address): Extension<IpAddr>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let password = Zeroizing::new(typed.password);
    let attempt = Attempt {
        name: &typed.name,
        password: Password::typed(&password),
        code: &typed.code,
        address,
        known_browser: sessions::cookie(&headers, KNOWN),
    };
    let logged_in = match shared.desk.log_in(attempt).await {
        Ok(logged_in) => logged_in,
        Err(refused) => return failed(&refused, &headers, &typed.name),
    };
    let known = shared.desk.known_browser(&logged_in.name);
    let Ok(cookie) = shared.sessions.begin(logged_in) else {
        let text = texts::text("no-random-bytes", &[]);
        return refuse::problem(StatusCode::INTERNAL_SERVER_ERROR, &text, &headers);
    };
    if let Some(former) = sessions::shown(&headers) {
        shared.sessions.end(former);
    }
    let known = known.map(|known| {
        let rest = format!("HttpOnly; SameSite=Strict; Path={PATH}; Max-Age={KNOWN_S}");
        (SET_COOKIE, format!("{KNOWN}={known}; {rest}"))
    });
    let session = (SET_COOKIE, sessions::set(&cookie));
    let cookies = AppendHeaders(std::iter::once(session).chain(known).collect::<Vec<_>>());
    (cookies, go_on(&headers, "/")).into_response()
}

/// Logs out: the session is over here, whoever kept its cookie.
async fn log_out(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    if let Some(cookie) = sessions::shown(&headers) {
        shared.sessions.end(cookie);
    }
    let gone = [(SET_COOKIE, sessions::set(""))];
    (gone, go_on(&headers, PATH)).into_response()
}

/// A person goes on to a page; a script is told that it is done.
fn go_on(headers: &HeaderMap, to: &'static str) -> Response {
    match is_for_people(headers) {
        true => to_page(to),
        false => StatusCode::NO_CONTENT.into_response(),
    }
}

pub(super) fn to_page(path: &'static str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response()
}

pub(super) fn is_for_people(headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

fn failed(refused: &Refused, headers: &HeaderMap, name: &str) -> Response {
    let status = match refused.kind {
        Kind::Forbidden => StatusCode::UNAUTHORIZED,
        Kind::Full => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    };
    match is_for_people(headers) {
        true => shown(status, headers, name, Some(&refused.text)),
        false => refuse::problem(status, &refused.text, headers),
    }
}

/// The page, with what was wrong; the name stays where it was typed.
fn shown(status: StatusCode, headers: &HeaderMap, name: &str, wrong: Option<&Text>) -> Response {
    let lang = lang(headers);
    let word = |key: &str| escaped(&label(lang, &format!("page-login-{key}"), &[]));
    let code = match lang {
        Lang::Ja => "ja",
        Lang::En => "en",
    };
    let wrong = wrong.map_or_else(String::new, |text| {
        format!("<p role=\"alert\">{}</p>", escaped(lang.of(text)))
    });
    let mut fields = String::new();
    for (field, kind, rest) in [
        (
            "name",
            "text",
            format!(
                " autocomplete=\"username\" required value=\"{}\"",
                escaped(name)
            ),
        ),
        (
            "password",
            "password",
            " autocomplete=\"current-password\" required".to_owned(),
        ),
        ("code", "text", " autocomplete=\"one-time-code\"".to_owned()),
    ] {
        let label = word(field);
        // A `String` takes whatever is written.
        let _ = write!(
            fields,
            "<p><label for=\"{field}\">{label}</label><br><input id=\"{field}\" name=\"{field}\" type=\"{kind}\"{rest}></p>"
        );
    }
    let (title, submit) = (word("title"), word("submit"));
    let style = assets::url("console.css");
    let page = format!(
        "<!doctype html><html lang=\"{code}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"{style}\"><main><h1>{title}</h1>{wrong}\
         <form method=\"post\" action=\"{PATH}\">{fields}<button>{submit}</button></form></main>"
    );
    (status, Html(page)).into_response()
}

/// The language of the page: as the person chose it, else as the browser is set, Japanese where nothing says otherwise.
fn lang(headers: &HeaderMap) -> Lang {
    let asked = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    match sessions::cookie(headers, "lang").or(asked) {
        Some(said) if said.starts_with("en") => Lang::En,
        _ => Lang::Ja,
    }
}

/// A text as it stands between tags and in quotes of a page.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
