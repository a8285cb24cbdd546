//! Parses typed words. What is wrong with one has the name here that it has at the desk.

use crate::texts;
use crate::wire::{self, BadField};
use madoguchi_fleet::ids::{Number, PersonName, Serial, SessionId, Tag};
use madoguchi_fleet::people::Role;
use madoguchi_fleet::ticket::{Class, Means};
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Placement;
use madoguchi_proto::v1;
use madoguchi_texts::command_line::Said;

pub(super) fn number(text: &str) -> Result<Number, Said> {
    wire::number_of(text).map_err(said)
}

pub(super) fn serial(text: &str) -> Result<Serial, Said> {
    wire::typed_serial(text).map_err(said)
}

/// A reader, by its serial or its counter's name; the fleet knows which one it is.
pub(super) fn unit(text: &str) -> Result<String, Said> {
    wire::unit_name_of(text).map_err(said)?;
    Ok(text.trim().to_owned())
}

pub(super) fn counter(text: &str) -> Result<String, Said> {
    wire::counter_name_of(text).map_err(said)
}

pub(super) fn class(text: &str) -> Result<Class, Said> {
    wire::typed_class(text).map_err(said)
}

pub(super) fn means(text: &str) -> Result<Means, Said> {
    wire::typed_means(text).map_err(said)
}

pub(super) fn placement(text: &str) -> Result<Placement, Said> {
    wire::typed_placement(text).map_err(said)
}

pub(super) fn edition(text: &str) -> Result<Edition, Said> {
    wire::typed_edition(text).map_err(said)
}

pub(super) fn tag(text: &str) -> Result<Tag, Said> {
    wire::typed_tag(text).map_err(said)
}

pub(super) fn cable(text: &str) -> Result<String, Said> {
    wire::cable_of(text).map_err(said)
}

/// A day of delivery; empty for none.
pub(super) fn delivered(text: &str) -> Result<String, Said> {
    match text.trim() {
        "" => Ok(String::new()),
        day => wire::typed_delivery(day)
            .map(|day| day.to_string())
            .map_err(said),
    }
}

/// A month; which one it is, the desk finds again.
pub(super) fn month(text: &str) -> Result<String, Said> {
    wire::typed_month(text).map_err(said)?;
    Ok(text.to_owned())
}

pub(super) fn reason(text: &str) -> Result<String, Said> {
    let reason = wire::pause_reason_of(text).map_err(said)?;
    Ok(reason.map_or_else(String::new, |reason| reason.as_str().to_owned()))
}

/// What is done at a unit: a reason that is not left out.
pub(super) fn work(text: &str) -> Result<String, Said> {
    let reason = wire::pause_reason_of(text).map_err(said)?;
    let reason = reason.ok_or_else(|| said(wire::Field::PauseReason.missing()))?;
    Ok(reason.as_str().to_owned())
}

/// The time by which a maintenance should be over, as it was typed: the clinic's clock belongs to the controller.
pub(super) fn until(text: &str) -> Result<String, Said> {
    wire::until_of(text).map_err(said)?;
    Ok(text.trim().to_owned())
}

pub(super) fn session(text: &str) -> Result<SessionId, Said> {
    wire::typed_session(text).map_err(said)
}

pub(super) fn person(text: &str) -> Result<PersonName, Said> {
    wire::person_name_of(text).map_err(said)
}

pub(super) fn role(text: &str) -> Result<Role, Said> {
    wire::typed_role(text).map_err(said)
}

pub(super) fn wish(text: &str) -> Result<v1::Wish, Said> {
    wire::typed_wish(text).map_err(said)
}

fn said(bad: BadField) -> Said {
    Said(texts::bad_field(bad))
}
