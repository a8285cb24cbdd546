//! Parses typed words. What is wrong with one has the name here that it has at the desk.

use crate::texts;
use crate::wire::{self, BadField};
use madoguchi_fleet::ids::{Number, Serial, SessionId, Tag};
use madoguchi_proto::v1;
use madoguchi_texts::command_line::Said;

pub(super) fn number(text: &str) -> Result<Number, Said> {
    wire::number_of(text).map_err(said)
}

pub(super) fn serial(text: &str) -> Result<Serial, Said> {
    wire::serial_of(text).map_err(said)
}

pub(super) fn tag(text: &str) -> Result<Tag, Said> {
    wire::tag_of(text).map_err(said)
}

pub(super) fn cable(text: &str) -> Result<String, Said> {
    wire::cable_of(text).map_err(said)
}

pub(super) fn session(text: &str) -> Result<SessionId, Said> {
    wire::typed_session(text).map_err(said)
}

pub(super) fn wish(text: &str) -> Result<v1::Wish, Said> {
    let wish = wire::typed_wish(text).map_err(said)?;
    Ok(wire::wish(&wish))
}

fn said(bad: BadField) -> Said {
    Said(texts::bad_field(bad))
}
