//! Parses typed words. Errors are in both languages, because they come before a language is known.

use super::walk_ups;
use crate::desk::words::{self, BadWord};
use crate::texts;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::ids::{Number, Serial, SessionId, Tag};
use madoguchi_fleet::unit::is_cable_note;
use madoguchi_proto::v1;

pub(super) fn number(text: &str) -> Result<Number, String> {
    words::number(text).map_err(both_languages)
}

pub(super) fn serial(text: &str) -> Result<Serial, String> {
    words::serial(text).map_err(both_languages)
}

pub(super) fn tag(text: &str) -> Result<Tag, String> {
    Tag::parse(text).ok_or_else(|| both_languages(BadWord::Tag))
}

/// The note about a cable, without the spaces around it.
pub(super) fn cable(text: &str) -> Result<String, String> {
    let note = text.trim();
    if is_cable_note(note) {
        return Ok(note.to_owned());
    }
    let text = texts::refusal(&Refusal::BadCable);
    Err(format!("{} / {}", text.ja, text.en))
}

/// A session as `walk-ups` lists it: 32 hex digits.
pub(super) fn session(text: &str) -> Result<SessionId, String> {
    walk_ups::session_of(text).ok_or_else(|| both_languages(BadWord::WalkUp))
}

/// A wish: `seated`, `standing`, `unit:SERIAL` or a tag.
pub(crate) fn wish(text: &str) -> Result<v1::Wish, String> {
    use v1::wish::Wish;
    let wish = match (text, text.strip_prefix("unit:")) {
        ("seated", _) => Wish::Placement(v1::Placement::Seated.into()),
        ("standing", _) => Wish::Placement(v1::Placement::Standing.into()),
        (_, Some(unit)) => Wish::Unit(serial(unit)?.to_string()),
        (text, None) => {
            let tag = Tag::parse(text).ok_or_else(|| both_languages(BadWord::Wish))?;
            Wish::Tag(tag.to_string())
        }
    };
    Ok(v1::Wish { wish: Some(wish) })
}

fn both_languages(bad: BadWord) -> String {
    let text = bad.text();
    format!("{} / {}", text.ja, text.en)
}
