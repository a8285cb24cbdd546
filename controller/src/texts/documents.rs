//! Why a file, or what was typed or scanned, is no document that is believed.

use super::bundles::sentence;
use madoguchi_licensing::product_key;
use madoguchi_licensing::{armour, verify};
use madoguchi_proto::v1::Text;

/// It holds no document.
#[must_use]
pub fn unreadable(why: &armour::Error) -> Text {
    worded(why.wording())
}

/// It is a document, and not to be believed here.
#[must_use]
pub fn not_believed(why: &verify::Error) -> Text {
    worded(why.wording())
}

fn worded((name, values): (&str, Vec<(&'static str, Text)>)) -> Text {
    let values: Vec<_> = values.into_iter().map(|(n, v)| (n, v.into())).collect();
    sentence(name, name, &values)
}

/// It is no product key. What was typed is not repeated: it may be a key but for one letter.
#[must_use]
pub fn bad_product_key(why: &product_key::Error) -> Text {
    worded(why.wording())
}
