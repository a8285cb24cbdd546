//! What people hand over: files, typed and scanned text, keys that are read out.

use madoguchi_licensing::armour::MAX_FILE_LEN;
use madoguchi_licensing::codes::{self, MAX_CODES};
use madoguchi_licensing::typed::{self, Place};
use madoguchi_licensing::{armour, keys, product_key, reset_nonce};
use madoguchi_plain::marked;
use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line::other;
use madoguchi_texts::same;

use super::systems::library;
use super::{Spoken, because, each, text};

impl Spoken for armour::Error {
    fn text(&self) -> Text {
        match self {
            Self::Empty => text("text-empty", &[]),
            Self::TooLarge { len } => text(
                "text-too-large",
                &[("len", same(len)), ("max-file-len", same(MAX_FILE_LEN))],
            ),
            Self::OtherFile(what) => text("text-other-file", &[("what", other(*what).into())]),
            Self::MailSource(what) => text("text-mail-source", &[("what", other(*what).into())]),
            Self::NoBlock => text("text-no-block", &[]),
            Self::Several(listed) => text("text-several", &[("listed", same(listed))]),
            Self::OtherLabel { label } => {
                text("text-other-label", &[("label", same(marked(label)))])
            }
            Self::Truncated => text("text-truncated", &[]),
            Self::Beheaded => text("text-beheaded", &[]),
            Self::LabelsDiffer => text("text-labels-differ", &[]),
            Self::Garbled => text("text-garbled", &[]),
            Self::Typed(error) => error.text(),
            Self::ProductKey => text("text-product-key", &[]),
            Self::Document(error) => error.text(),
            Self::KindDiffers { label, kind } => text(
                "text-kind-differs",
                &[("label", each(label)), ("kind", each(kind))],
            ),
        }
    }
}

impl Spoken for typed::Error {
    fn text(&self) -> Text {
        match self {
            Self::Group { place } => text("typed-group", &[("place", each(place))]),
            Self::Cut { place, found } => text(
                "typed-cut",
                &[("place", each(place)), ("found", same(found))],
            ),
            Self::TooShort { found, expected } => text(
                "typed-too-short",
                &[("found", same(found)), ("expected", same(expected))],
            ),
            Self::TooLong { found, expected } => text(
                "typed-too-long",
                &[("found", same(found)), ("expected", same(expected))],
            ),
            Self::Digest => text("typed-digest", &[]),
            Self::Part => text("typed-part", &[]),
            Self::PartMissing { part, parts } => text(
                "typed-part-missing",
                &[("part", same(part)), ("parts", same(parts))],
            ),
            Self::OtherDocument => text("typed-other-document", &[]),
            Self::PartTwice { part } => text("typed-part-twice", &[("part", same(part))]),
        }
    }
}

impl Spoken for keys::Error {
    fn text(&self) -> Text {
        match self {
            Self::Length => text("public-key-length", &[]),
            Self::NotAKey => text("public-key-not-a-key", &[]),
            Self::Weak => text("public-key-weak", &[]),
        }
    }
}

impl Spoken for product_key::Error {
    fn text(&self) -> Text {
        match self {
            Self::Length { found } => text("product-key-length", &[("found", same(found))]),
            Self::Character { place } => text("product-key-character", &[("place", same(place))]),
            Self::Several(keys) => text(
                "product-key-several",
                &[("count", same(keys.0.len())), ("keys", same(keys))],
            ),
            Self::Document => text("product-key-document", &[]),
            Self::MailSource(what) => {
                text("product-key-mail-source", &[("what", other(*what).into())])
            }
            Self::OtherFile(what) => {
                text("product-key-other-file", &[("what", other(*what).into())])
            }
            Self::Mistyped => text("product-key-mistyped", &[]),
        }
    }
}

impl Spoken for reset_nonce::Error {
    fn text(&self) -> Text {
        match self {
            Self::Length { found } => text("nonce-length", &[("found", same(found))]),
            Self::Character { place } => text("nonce-character", &[("place", same(place))]),
            Self::Check => text("nonce-check", &[]),
        }
    }
}

impl Spoken for codes::Error {
    fn text(&self) -> Text {
        match self {
            Self::TooLong { chars } => text("code-too-long", &[("chars", same(chars))]),
            Self::Count { codes } => text(
                "code-count",
                &[("max-codes", same(MAX_CODES)), ("codes", same(codes))],
            ),
            Self::Image(source) => because(text("code-image", &[]), library(source)),
        }
    }
}

impl Spoken for Place {
    fn text(&self) -> Text {
        let group = ("group", same(self.group));
        match self.part {
            Some(part) => text("place-in-part", &[group, ("part", same(part))]),
            None => text("place-in-text", &[group, ("line", same(self.line()))]),
        }
    }
}
