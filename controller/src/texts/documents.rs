//! Why a file, or what was typed or scanned, is no document that is believed.

use super::bundles::{Arg, same, sentence, text};
use madoguchi_licensing::armour;
use madoguchi_licensing::product_key;
use madoguchi_licensing::typed;
use madoguchi_licensing::verify;
use madoguchi_proto::v1::Text;

/// It holds no document.
#[must_use]
pub fn unreadable(why: &armour::Error) -> Text {
    match why {
        armour::Error::Typed(why) => mistyped(why),
        armour::Error::ProductKey => text("license-is-product-key", &[]),
        armour::Error::SecondBlock { .. } => text("license-two-documents", &[]),
        armour::Error::Truncated | armour::Error::Garbled | armour::Error::LabelsDiffer => {
            text("license-damaged", &[])
        }
        armour::Error::Document(_) => text("license-damaged", &[]),
        _ => text("license-unreadable", &[]),
    }
}

/// It is a document, and not to be believed here.
#[must_use]
pub fn not_believed(why: &verify::Error) -> Text {
    match why {
        verify::Error::File(why) => unreadable(why),
        why => text(why.code(), &[]),
    }
}

/// It is no product key. What was typed is not repeated: it may be a key but for one letter.
#[must_use]
pub fn bad_product_key(why: product_key::Error) -> Text {
    match why {
        product_key::Error::Length { found } => {
            text("product-key-length", &[("found", &found.to_string())])
        }
        product_key::Error::Character { place } => {
            text("product-key-character", &[("place", &place.to_string())])
        }
        product_key::Error::Mistyped => text("product-key-mistyped", &[]),
    }
}

/// What was typed or scanned does not fit together: what is wrong is named by its place.
fn mistyped(why: &typed::Error) -> Text {
    let say = |key: &str, args: &[(&str, Arg)]| sentence(key, key, args);
    match why {
        typed::Error::Group { place } => say("typed-group", &[("place", at(*place).into())]),
        typed::Error::Cut { place, found } => {
            let place = ("place", at(*place).into());
            say("typed-cut", &[place, ("found", same(found))])
        }
        typed::Error::TooShort { found, expected } => {
            let found = ("found", same(found));
            say("typed-too-short", &[found, ("expected", same(expected))])
        }
        typed::Error::TooLong { found, expected } => {
            let found = ("found", same(found));
            say("typed-too-long", &[found, ("expected", same(expected))])
        }
        typed::Error::Digest => say("typed-digest", &[]),
        typed::Error::Part => say("typed-part", &[]),
        typed::Error::PartMissing { part, parts } => say(
            "typed-part-missing",
            &[("part", same(part)), ("parts", same(parts))],
        ),
        typed::Error::OtherDocument => say("typed-other-document", &[]),
        typed::Error::PartTwice { part } => say("typed-part-twice", &[("part", same(part))]),
    }
}

fn at(place: typed::Place) -> Text {
    let group = ("group", same(place.group));
    match place.part {
        None => sentence("", "typed-place", &[group]),
        Some(part) => sentence("", "typed-place-in-part", &[group, ("part", same(part))]),
    }
}
