//! Why a file, or what was typed or scanned, is no document that is believed.

use super::bundles::{sentence, text};
use madoguchi_licensing::{armour, pictures, product_key, verify};
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

pub(super) fn worded((name, values): (&str, Vec<(&'static str, Text)>)) -> Text {
    let values: Vec<_> = values.into_iter().map(|(n, v)| (n, v.into())).collect();
    sentence(name, name, &values)
}

/// What was sent is larger than it may be.
pub(crate) fn body_too_large(most_bytes: usize) -> Text {
    let limit = (most_bytes / 1024).to_string();
    text("api-body-too-large", &[("limit", &limit)])
}

/// No code was read from a picture.
#[must_use]
pub fn no_picture(why: &pictures::Error) -> Text {
    use pictures::Error;
    let said = |key, args: &[(&str, &str)]| text(key, args);
    match why {
        Error::TooLarge => body_too_large(pictures::MAX_BYTES),
        Error::TooManyPixels { width, height } => {
            let most = (pictures::MAX_PIXELS / 1_000_000).to_string();
            let (width, height) = (width.to_string(), height.to_string());
            let args = [("width", &*width), ("height", &height), ("most", &most)];
            said("picture-too-many-pixels", &args)
        }
        Error::NoPicture => said("picture-none", &[]),
        Error::Damaged => said("picture-damaged", &[]),
        Error::NoCode => said("picture-no-code", &[]),
        Error::TooBusy => said("picture-too-busy", &[]),
    }
}

/// It is no product key. What was typed is not repeated: it may be a key but for one letter.
#[must_use]
pub fn bad_product_key(why: &product_key::Error) -> Text {
    worded(why.wording())
}
