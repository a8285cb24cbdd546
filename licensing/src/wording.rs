//! Error texts in other languages: the name of the sentence, and the values in it.
//!
//! An error's `code` is only rough. Here a person learns which group was mistyped, or which code has still to be scanned.

use crate::typed::{self, Place};
use crate::{armour, verify};

/// The name of a sentence.
pub type Name = &'static str;

/// The values in a sentence, with their names.
pub type Values = Vec<(&'static str, String)>;

impl armour::Error {
    /// The name of the sentence for this error, and the values in it.
    #[must_use]
    pub fn wording(&self) -> (Name, Values) {
        match self {
            Self::Typed(error) => error.wording(),
            Self::Empty => ("license-empty", Vec::new()),
            Self::Truncated => ("license-cut-off", Vec::new()),
            Self::ProductKey => ("license-product-key", Vec::new()),
            Self::OtherText { line } => ("license-other-text", vec![number("line", *line)]),
            Self::SecondBlock { line } => ("license-second-document", vec![number("line", *line)]),
            Self::TooLarge { .. }
            | Self::NotText
            | Self::NoBlock
            | Self::OtherLabel { .. }
            | Self::LabelsDiffer
            | Self::Garbled
            | Self::Document(_)
            | Self::KindDiffers { .. } => ("license-unreadable", Vec::new()),
        }
    }
}

impl typed::Error {
    fn wording(&self) -> (Name, Values) {
        let groups = |name, found, expected| {
            let values = vec![number("found", found), number("expected", expected)];
            (name, values)
        };
        match *self {
            Self::Group { place } | Self::Cut { place, .. } => of_place(place),
            Self::TooShort { found, expected } => {
                groups("license-typed-too-short", found, expected)
            }
            Self::TooLong { found, expected } => groups("license-typed-too-long", found, expected),
            Self::Digest => ("license-typed-several", Vec::new()),
            Self::Part => ("license-scanned-unreadable", Vec::new()),
            Self::OtherDocument => ("license-scanned-mixed", Vec::new()),
            Self::PartTwice { part } => ("license-scanned-wrong", vec![number("part", part)]),
            Self::PartMissing { part, parts } => (
                "license-scanned-missing",
                vec![number("part", part), number("parts", parts)],
            ),
        }
    }
}

/// The position: typed text is corrected group by group; a code is scanned again as a whole.
fn of_place(place: Place) -> (Name, Values) {
    match place.part {
        Some(part) => ("license-scanned-wrong", vec![number("part", part)]),
        None => (
            "license-typed-wrong",
            vec![number("group", place.group), number("line", place.line())],
        ),
    }
}

impl verify::Error {
    /// The name of the sentence for this error, and the values in it.
    #[must_use]
    pub fn wording(&self) -> (Name, Values) {
        match self {
            Self::File(error) => error.wording(),
            other => (other.code(), Vec::new()),
        }
    }
}

fn number(name: &'static str, number: usize) -> (&'static str, String) {
    (name, number.to_string())
}
