//! What a file is instead of a text, by its name in either language.

use madoguchi_proto::v1::Text;
use madoguchi_reading::Other;

/// The name of what was handed over, for a sentence.
#[must_use]
pub fn other(what: Other) -> Text {
    Text {
        code: String::new(),
        ja: what.ja().to_owned(),
        en: what.en().to_owned(),
    }
}
