//! Error texts in other languages: the name of the sentence, and the values in it.
//!
//! An error's `code` is only rough. Here a person learns which group was mistyped, or which code has still to be scanned.

use crate::typed::{self, Place};
use crate::{armour, document, product_key, verify};
use madoguchi_proto::v1::Text;
use madoguchi_reading::Other;

/// The name of a sentence.
pub type Name = &'static str;

/// The values in a sentence, with their names.
pub type Values = Vec<(&'static str, Text)>;

impl armour::Error {
    /// The name of the sentence for this error, and the values in it.
    #[must_use]
    pub fn wording(&self) -> (Name, Values) {
        match self {
            Self::Typed(error) => error.wording(),
            Self::Empty => ("license-empty", Vec::new()),
            Self::TooLarge { .. } => {
                let most = number("most", armour::MAX_FILE_LEN / 1024);
                ("license-too-large", vec![most])
            }
            Self::OtherFile(other) => ("license-other-file", vec![what(other)]),
            Self::MailSource(other) => ("license-mail-source", vec![what(other)]),
            Self::NoBlock => ("license-unreadable", Vec::new()),
            Self::Several(listed) => ("license-second-document", vec![alike("documents", listed)]),
            Self::OtherLabel { label } => {
                let label = madoguchi_plain::marked(label);
                ("license-other-label", vec![alike("label", label)])
            }
            Self::Truncated => ("license-cut-off", Vec::new()),
            Self::Beheaded => ("license-beheaded", Vec::new()),
            Self::LabelsDiffer => ("license-labels-differ", Vec::new()),
            Self::Garbled => ("license-damaged", Vec::new()),
            Self::ProductKey => ("license-product-key", Vec::new()),
            Self::Document(document::Error::TooLarge { .. }) => {
                let most = number("most", document::MAX_LEN / 1024);
                ("license-too-large", vec![most])
            }
            Self::Document(error) => (error.wording_name(), Vec::new()),
            Self::KindDiffers { label, kind } => (
                "license-kind-differs",
                vec![alike("label", label.label()), alike("kind", kind.label())],
            ),
        }
    }
}

impl document::Error {
    /// A document of a newer kind is no damaged one.
    const fn wording_name(&self) -> Name {
        match self {
            Self::UnknownKind { .. } => "license-newer-kind",
            Self::OtherKind { .. } => "license-other-kind",
            Self::TooLarge { .. }
            | Self::Garbled
            | Self::SignatureLength { .. }
            | Self::NotCanonical { .. } => "license-damaged",
        }
    }
}

impl product_key::Error {
    /// The name of the sentence for this error, and the values in it. What was typed is not repeated: it may be a key but for one letter.
    #[must_use]
    pub fn wording(&self) -> (Name, Values) {
        match self {
            Self::Length { found } => ("product-key-length", vec![number("found", *found)]),
            Self::Character { place } => ("product-key-character", vec![number("place", *place)]),
            Self::Several(keys) => (
                "product-key-several",
                vec![number("count", keys.0.len()), alike("keys", keys)],
            ),
            Self::Document => ("product-key-document", Vec::new()),
            Self::MailSource(other) => ("product-key-mail-source", vec![what(other)]),
            Self::OtherFile(other) => ("product-key-other-file", vec![what(other)]),
            Self::Mistyped => ("product-key-mistyped", Vec::new()),
        }
    }
}

impl typed::Error {
    /// The name of the sentence for this error, and the values in it.
    #[must_use]
    pub fn wording(&self) -> (Name, Values) {
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
            Self::Document(error) => (error.wording_name(), Vec::new()),
            other => (other.code(), Vec::new()),
        }
    }
}

fn what(other: &Other) -> (&'static str, Text) {
    let (ja, en) = (other.ja().to_owned(), other.en().to_owned());
    let code = String::new();
    ("what", Text { code, ja, en })
}

fn number(name: &'static str, number: usize) -> (&'static str, Text) {
    alike(name, number)
}

/// A value that looks the same in both languages.
fn alike(name: &'static str, value: impl ToString) -> (&'static str, Text) {
    let (ja, code) = (value.to_string(), String::new());
    let en = ja.clone();
    (name, Text { code, ja, en })
}
