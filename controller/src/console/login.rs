//! Logging in and out: a plain form, which works without a script, and the same for scripts of our pages.

use super::door::Cookie;
use super::sessions::{self, KNOWN_S};
use super::{Shared, assets, language, pages, refuse};
use crate::desk::people::password::{MAX_CHARS, MIN_CHARS, Password};
use crate::desk::people::{Attempt, LoggedIn};
use crate::desk::{Kind, Refused};
use crate::texts::{self, Console as Why, label};
use askama::Template;
use axum::extract::{Extension, Form as Typing, Query, State};
use axum::http::header::{ACCEPT, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, response::AppendHeaders};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;
use madoguchi_texts::command_line::coded;
use serde::Deserialize;
use std::net::IpAddr;
use zeroize::Zeroizing;

/// The page with the form, and where the form is sent.
pub(super) const PATH: &str = "/login";

/// Where the form of the first administrator is sent.
const SETUP: &str = "/setup";

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route(PATH, get(page).post(log_in))
        .route("/logout", post(log_out))
        .route(SETUP, post(set_up))
}

/// What is typed into the form.
#[derive(Deserialize)]
struct Typed {
    name: String,
    password: String,
    #[serde(default)]
    code: String,
    /// The page that was asked for.
    #[serde(default)]
    to: String,
}

/// The page that was asked for, as the address of the form names it.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    to: String,
}

/// The address of the form that leads on to a page.
pub(super) fn leading_to(path: &str) -> String {
    format!("{PATH}?to={path}")
}

/// What is typed to make the first administrator; the password twice, since nobody sees it.
#[derive(Deserialize)]
struct First {
    code: String,
    name: String,
    password: String,
    again: String,
}

async fn page(
    State(shared): State<Shared>,
    Query(Asked { to }): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let kept = Kept { name: "", to: &to };
    match shared.desk.is_to_be_set_up().await {
        Ok(true) if shared.door.is_lan() => at_the_pc(&headers),
        Ok(true) if shared.told.is_demo => Page::Demo.shown(StatusCode::OK, &headers, kept, None),
        Ok(true) => Page::Setup.shown(StatusCode::OK, &headers, kept, None),
        Ok(false) => Page::Login.shown(StatusCode::OK, &headers, kept, None),
        Err(refused) => failed(&refused, &headers, Page::Login, kept),
    }
}

async fn set_up(
    State(shared): State<Shared>,
    Extension(address): Extension<IpAddr>,
    headers: HeaderMap,
    Typing(typed): Typing<First>,
) -> Response {
    if shared.door.is_lan() {
        return at_the_pc(&headers);
    }
    let (password, again) = (Zeroizing::new(typed.password), Zeroizing::new(typed.again));
    let kept = Kept {
        name: &typed.name,
        to: "",
    };
    if password != again {
        let text = texts::text("password-differs", &[]);
        return turned_down(StatusCode::BAD_REQUEST, &text, &headers, Page::Setup, kept);
    }
    let password = Password::typed(&password);
    match shared.desk.set_up(&typed.code, &typed.name, password).await {
        Ok(logged_in) => begin(&shared, &headers, address, logged_in, "/"),
        Err(refused) => failed(&refused, &headers, Page::Setup, kept),
    }
}

/// The first administrator is made at the PC itself, by whoever was given the code there.
fn at_the_pc(headers: &HeaderMap) -> Response {
    let text = texts::console(Why::SetUpAtPc, "");
    refuse::problem(StatusCode::FORBIDDEN, &text, headers)
}

async fn log_in(
    State(shared): State<Shared>,
    Extension(address): Extension<IpAddr>,
    headers: HeaderMap,
    Typing(typed): Typing<Typed>,
) -> Response {
    let password = Zeroizing::new(typed.password);
    let attempt = Attempt {
        name: &typed.name,
        password: Password::typed(&password),
        code: &typed.code,
        address,
        known_browser: sessions::cookie(&headers, shared.door.known().name),
    };
    let logged_in = match shared.desk.log_in(attempt).await {
        Ok(logged_in) => logged_in,
        Err(refused) => {
            let kept = Kept {
                name: &typed.name,
                to: &typed.to,
            };
            return failed(&refused, &headers, Page::Login, kept);
        }
    };
    let to = pages::after_login(&typed.to);
    begin(&shared, &headers, address, logged_in, to)
}

/// Begins a session. What was one before in this browser is over.
fn begin(
    shared: &Shared,
    headers: &HeaderMap,
    address: IpAddr,
    logged_in: LoggedIn,
    to: &'static str,
) -> Response {
    let known = shared.desk.known_browser(&logged_in.name);
    let session = &shared.desk.logins.sessions;
    let Ok(cookie) = session.begin(logged_in, address, shared.door.mark()) else {
        let text = texts::text("no-random-bytes", &[]);
        return refuse::problem(StatusCode::INTERNAL_SERVER_ERROR, &text, headers);
    };
    if let Some(former) = sessions::shown(headers, &shared.door) {
        shared.desk.logins.sessions.end(former);
    }
    let known = known.map(|known| {
        let Cookie { name, rest } = shared.door.known();
        let cookie = format!("{name}={known}; {rest}; Max-Age={KNOWN_S}");
        (SET_COOKIE, cookie)
    });
    let session = (SET_COOKIE, sessions::set(&cookie, &shared.door));
    let cookies = AppendHeaders(std::iter::once(session).chain(known).collect::<Vec<_>>());
    (cookies, go_on(headers, to)).into_response()
}

/// Logs out: the session is over here, whoever kept its cookie.
async fn log_out(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    if let Some(cookie) = sessions::shown(&headers, &shared.door) {
        shared.desk.logins.sessions.end(cookie);
    }
    let gone = [(SET_COOKIE, sessions::set("", &shared.door))];
    (gone, go_on(&headers, PATH)).into_response()
}

/// A person goes on to a page; a script is told that it is done.
fn go_on(headers: &HeaderMap, to: &'static str) -> Response {
    match is_for_people(headers) {
        true => to_page(to),
        false => StatusCode::NO_CONTENT.into_response(),
    }
}

pub(super) fn to_page(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response()
}

pub(super) fn is_for_people(headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

fn failed(refused: &Refused, headers: &HeaderMap, page: Page, kept: Kept<'_>) -> Response {
    let status = match refused.kind {
        Kind::Forbidden => StatusCode::UNAUTHORIZED,
        Kind::Full => StatusCode::TOO_MANY_REQUESTS,
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::State => StatusCode::CONFLICT,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    };
    turned_down(status, &refused.text, headers, page, kept)
}

/// The page again with what is wrong, or for scripts that alone.
fn turned_down(
    status: StatusCode,
    text: &Text,
    headers: &HeaderMap,
    page: Page,
    kept: Kept<'_>,
) -> Response {
    match is_for_people(headers) {
        true => page.shown(status, headers, kept, Some(text)),
        false => refuse::problem(status, text, headers),
    }
}

/// What stays of a form that is shown again.
#[derive(Clone, Copy)]
struct Kept<'a> {
    name: &'a str,
    /// The page that was asked for.
    to: &'a str,
}

/// A page with a form.
#[derive(Debug, Clone, Copy)]
enum Page {
    Login,
    Setup,
    /// Nobody may log in to a demo yet, and nobody has to: no command of the PC's owner reaches its records.
    Demo,
}

/// A field of a form: its name, type, what browsers fill in, and the key of its label.
type Field = (&'static str, &'static str, &'static str, &'static str);

impl Page {
    /// Where its form is sent, what its own sentences begin with, and its fields.
    const fn form(self) -> (&'static str, &'static str, &'static [Field]) {
        match self {
            Self::Login => (
                PATH,
                "page-login",
                &[
                    ("name", "text", "username", "page-login-name"),
                    (
                        "password",
                        "password",
                        "current-password",
                        "page-login-password",
                    ),
                    ("code", "text", "one-time-code", "page-login-code"),
                ],
            ),
            Self::Demo => (PATH, "page-login", &[]),
            Self::Setup => (
                SETUP,
                "page-setup",
                &[
                    ("code", "text", "off", "page-setup-code"),
                    ("name", "text", "username", "page-login-name"),
                    (
                        "password",
                        "password",
                        "new-password",
                        "page-login-password",
                    ),
                    ("again", "password", "new-password", "page-setup-again"),
                ],
            ),
        }
    }

    /// What stands above the form, by its key.
    const fn about(self) -> Option<&'static str> {
        match self {
            Self::Login => None,
            Self::Setup => Some("page-setup-about"),
            Self::Demo => Some("page-login-demo"),
        }
    }

    /// What a new password has to be, where one is typed.
    fn rule(self, lang: Lang) -> Option<String> {
        let (least, most) = (MIN_CHARS.to_string(), MAX_CHARS.to_string());
        let values = [("least", least.as_str()), ("most", most.as_str())];
        let password = label(lang, "page-login-password", &[]);
        let rule = label(lang, "page-password-rule", &values);
        matches!(self, Self::Setup).then(|| format!("{password}: {rule}"))
    }

    /// The page, with what was wrong.
    fn shown(
        self,
        status: StatusCode,
        headers: &HeaderMap,
        kept: Kept<'_>,
        wrong: Option<&Text>,
    ) -> Response {
        let lang = language::of_headers(headers);
        let word = |key: &str| label(lang, key, &[]);
        let (path, family, fields) = self.form();
        let rows = fields.iter().map(|(field, kind, fills, key)| Row {
            field,
            kind,
            fills,
            label: word(key),
            typed: if *field == "name" { kept.name } else { "" },
        });
        let form = Form {
            lang: lang.pick("ja", "en"),
            style: assets::url("console.css"),
            path,
            to: pages::after_login(kept.to),
            title: word(&format!("{family}-title")),
            about: self.about().map(word),
            rule: self.rule(lang),
            wrong: wrong.map(|text| coded(text, lang)),
            rows: rows.collect(),
            submit: word(&format!("{family}-submit")),
            back: word("page-to-counter"),
        };
        match form.render() {
            Ok(page) => (status, Html(page)).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

/// The page of a form. What is typed into it wrongly is told above it, and the name stays.
#[derive(Template)]
#[template(path = "login.html")]
struct Form<'a> {
    lang: &'static str,
    style: String,
    path: &'static str,
    to: &'static str,
    title: String,
    about: Option<String>,
    rule: Option<String>,
    wrong: Option<String>,
    rows: Vec<Row<'a>>,
    submit: String,
    /// The words of the way to the counter page.
    back: String,
}

struct Row<'a> {
    field: &'a str,
    kind: &'a str,
    /// What a browser may fill in (HTML, "autofill").
    fills: &'a str,
    label: String,
    typed: &'a str,
}
