//! Parses typed words. Errors are in both languages, because they come before a language is known.

use crate::texts;
use crate::wire::{self, BadField};
use madoguchi_fleet::ids::{Number, Serial, SessionId, Tag};
use madoguchi_proto::v1;

pub(super) fn number(text: &str) -> Result<Number, String> {
    wire::number_of(text).map_err(both_languages)
}

pub(super) fn serial(text: &str) -> Result<Serial, String> {
    wire::serial_of(text).map_err(both_languages)
}

pub(super) fn tag(text: &str) -> Result<Tag, String> {
    wire::tag_of(text).map_err(both_languages)
}

pub(super) fn cable(text: &str) -> Result<String, String> {
    wire::cable_of(text).map_err(both_languages)
}

pub(super) fn session(text: &str) -> Result<SessionId, String> {
    wire::typed_session(text).map_err(both_languages)
}

pub(super) fn wish(text: &str) -> Result<v1::Wish, String> {
    let wish = wire::typed_wish(text).map_err(both_languages)?;
    Ok(wire::wish(&wish))
}

fn both_languages(bad: BadField) -> String {
    let text = texts::bad_field(bad);
    format!("{} / {}", text.ja, text.en)
}
