//! What the templates are filled with. Every value is escaped by them.

use super::places::Place;
use crate::console::{Shared, assets, language};
use crate::desk::people::password::{MAX_CHARS, MIN_CHARS, MIN_CHARS_WITH_SECOND};
use crate::desk::{Caller, Desk};
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

/// A page that its script fills.
#[derive(Template)]
#[template(path = "sheet.html")]
pub(super) struct Sheet<'a> {
    pub page: &'a Page,
    pub place: Place,
    /// Why there is nothing for whoever opened it.
    pub refused: Option<String>,
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
    /// Who asks.
    caller: Caller,
    /// The name of the person who logged in.
    person: Option<String>,
    /// Whether people are kept here. In the demo they are not: no command of the PC's owner reaches its records.
    has_people: bool,
}

impl FromRequestParts<Shared> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Infallible> {
        let caller = parts.extensions.get::<Caller>().cloned();
        let caller = caller.unwrap_or(Caller::COUNTER_PAGE);
        Ok(Self {
            lang: language::of(parts),
            chosen: parts
                .uri
                .query()
                .is_some_and(|query| query.contains("lang=")),
            person: caller.person_name(),
            caller,
            has_people: !shared.told.is_demo,
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

    pub(super) fn is_a_persons(&self) -> bool {
        self.person.is_some()
    }

    /// Whether there is something for him at a place.
    pub(super) fn finds(&self, place: Place) -> bool {
        place.is_for(&self.caller)
    }

    /// Why there is nothing for a person at a place.
    pub(super) fn refusal(&self, place: Place) -> Option<String> {
        let right = place.right().filter(|_| !self.finds(place))?;
        Some(self.lang.of(&Desk::forbidden(right).text).to_owned())
    }

    /// The places that the menu leads to.
    fn places(&self) -> Vec<Place> {
        let mut places = Place::ALL.to_vec();
        places.retain(|place| place.is_for(&self.caller));
        places
    }

    fn place_title(&self, place: Place) -> String {
        self.t(&format!("title-{}", place.name()))
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

    /// What whoever asks is here, for the page's script: it leaves out what he may not.
    fn role(&self) -> &'static str {
        self.caller.role.name()
    }

    /// How long a password is: at least, at least beside a second factor, at most.
    fn password(&self) -> String {
        format!("{MIN_CHARS} {MIN_CHARS_WITH_SECOND} {MAX_CHARS}")
    }

    fn script(&self, place: Place) -> String {
        assets::url(&format!("{}.js", place.name()))
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
    use crate::desk::Role;
    use madoguchi_fleet::ids::PersonName;
    use madoguchi_fleet::ticket::Actor;

    fn counter(person: Option<&str>, has_people: bool) -> String {
        let page = Page {
            lang: Lang::Ja,
            chosen: false,
            secure: "",
            board_key: "?key=k".to_owned(),
            caller: Caller::COUNTER_PAGE,
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

    #[test]
    fn the_menu_leads_where_whoever_asks_finds_something() {
        let menu = |caller: Caller| {
            let places = Place::ALL.iter().filter(|place| place.is_for(&caller));
            let names: Vec<_> = places.map(|place| place.name()).collect();
            names.join(" ")
        };
        assert_eq!(menu(Caller::COUNTER_PAGE), "units day support");
        assert_eq!(menu(Caller::OWNER), "units licenses day support people");
        let person = Caller {
            actor: Actor::Person(PersonName::parse("山田").unwrap()),
            role: Role::Support,
            place: None,
            session: None,
        };
        assert_eq!(menu(person), "units licenses day support account");
    }
}
