//! What the templates are filled with. Every value is escaped by them.

use crate::console::{Shared, assets, language};
use crate::desk::Caller;
use crate::texts;
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use madoguchi_texts::Lang;
use std::convert::Infallible;

/// The cookie of a chosen language, for a year.
const KEPT: &str = "; Path=/; Max-Age=31536000; SameSite=Strict";

#[derive(Template)]
#[template(path = "counter.html")]
pub(super) struct Counter<'a> {
    pub page: &'a Page,
}

#[derive(Template)]
#[template(path = "board.html")]
pub(super) struct Board<'a> {
    pub page: &'a Page,
}

#[derive(Template)]
#[template(path = "ticket.html")]
pub(super) struct Ticket<'a> {
    pub page: &'a Page,
    /// As it stands in the address.
    pub number: &'a str,
    pub earlier: u32,
}

/// What all pages have in common.
pub(super) struct Page {
    lang: Lang,
    /// Whether the address chose the language: then it is kept.
    chosen: bool,
    /// What a cookie has at its end, by the door.
    secure: &'static str,
    /// The board's key as an address has it.
    board_key: String,
    /// The name of the person who logged in.
    person: Option<String>,
    /// Whether people are kept here. In the demo they are not: no command of the PC's owner reaches its records.
    has_people: bool,
}

impl FromRequestParts<Shared> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Infallible> {
        Ok(Self {
            lang: language::of(parts),
            chosen: parts
                .uri
                .query()
                .is_some_and(|query| query.contains("lang=")),
            person: parts.extensions.get().and_then(Caller::person_name),
            has_people: shared.desk.folder.is_some(),
            secure: shared.door.secure(),
            board_key: format!("?key={}", shared.board_key.as_str()),
        })
    }
}

impl Page {
    pub(super) fn show(&self, view: &impl Template) -> Response {
        let Ok(html) = view.render() else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        let mut answer = ([(CONTENT_TYPE, kind)], html).into_response();
        let cookie = HeaderValue::from_str(&format!("lang={}{KEPT}{}", self.lang(), self.secure));
        if let Some(cookie) = cookie.ok().filter(|_| self.chosen) {
            answer.headers_mut().insert(SET_COOKIE, cookie);
        }
        answer
    }

    fn lang(&self) -> &'static str {
        name(self.lang)
    }

    fn other_lang(&self) -> &'static str {
        name(match self.lang {
            Lang::Ja => Lang::En,
            Lang::En => Lang::Ja,
        })
    }

    /// A text of the page, by its key without "page-".
    fn t(&self, key: &str) -> String {
        texts::label(self.lang, &format!("page-{key}"), &[])
    }

    fn titled_ticket(&self, number: &str) -> String {
        texts::label(self.lang, "page-title-ticket", &[("number", number)])
    }

    fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    /// The address of the words that the page's script needs.
    fn texts(&self) -> String {
        assets::url(match self.lang {
            Lang::Ja => "texts-ja.json",
            Lang::En => "texts-en.json",
        })
    }

    fn board(&self) -> String {
        format!("/board{}", self.board_key)
    }

    fn board_live(&self) -> String {
        format!("/api/v1/board/live{}", self.board_key)
    }
}

const fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "ja",
        Lang::En => "en",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn counter(person: Option<&str>, has_people: bool) -> String {
        let page = Page {
            lang: Lang::Ja,
            chosen: false,
            secure: "",
            board_key: "?key=k".to_owned(),
            person: person.map(str::to_owned),
            has_people,
        };
        Counter { page: &page }.render().unwrap()
    }

    #[test]
    fn the_counter_page_leads_to_the_login_or_names_who_is_logged_in() {
        let nobody = counter(None, true);
        assert!(nobody.contains("href=\"/login\"") && !nobody.contains("ログアウト"));
        let somebody = counter(Some("山<田"), true);
        assert!(somebody.contains("山&#60;田") && somebody.contains("ログアウト"));
        assert!(!somebody.contains("href=\"/login\""));
        assert!(!counter(None, false).contains("href=\"/login\""));
    }
}
