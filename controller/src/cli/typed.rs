//! Parses typed words. Errors are in both languages, because they come before a language is known.

use crate::texts;
use crate::wire::{self, BadField};
use madoguchi_fleet::ids::{Number, Serial, SessionId, Tag};
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::wish::Placement;
use madoguchi_proto::v1;

pub(super) fn number(text: &str) -> Result<Number, String> {
    wire::number_of(text).map_err(both_languages)
}

pub(super) fn serial(text: &str) -> Result<Serial, String> {
    wire::typed_serial(text).map_err(both_languages)
}

/// A reader, by its serial or its counter's name; the fleet knows which one it is.
pub(super) fn unit(text: &str) -> Result<String, String> {
    wire::unit_name_of(text).map_err(both_languages)?;
    Ok(text.trim().to_owned())
}

pub(super) fn counter(text: &str) -> Result<String, String> {
    wire::counter_name_of(text).map_err(both_languages)
}

pub(super) fn class(text: &str) -> Result<Class, String> {
    wire::typed_class(text).map_err(both_languages)
}

pub(super) fn placement(text: &str) -> Result<Placement, String> {
    wire::typed_placement(text).map_err(both_languages)
}

pub(super) fn tag(text: &str) -> Result<Tag, String> {
    wire::typed_tag(text).map_err(both_languages)
}

pub(super) fn cable(text: &str) -> Result<String, String> {
    wire::cable_of(text).map_err(both_languages)
}

pub(super) fn session(text: &str) -> Result<SessionId, String> {
    wire::typed_session(text).map_err(both_languages)
}

pub(super) fn wish(text: &str) -> Result<v1::Wish, String> {
    wire::typed_wish(text).map_err(both_languages)
}

fn both_languages(bad: BadField) -> String {
    let text = texts::bad_field(bad);
    format!("{} / {}", text.ja, text.en)
}
