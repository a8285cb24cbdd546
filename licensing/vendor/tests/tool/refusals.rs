//! Every refusal of the library and of this crate is said whole, in both languages, for its real cause where a test can make it.

mod documents;
mod files;
mod flaws;
mod forms;
mod ledger;
mod rare;
mod tables;
mod tool;

use madoguchi_proto::v1::Text;
use madoguchi_vendor::texts::Spoken;

/// What is said of a cause: under this code, whole, and each side in its language.
pub fn says(spoken: &impl Spoken, code: &str) -> Text {
    let text = spoken.text();
    assert_eq!(text.code, code, "{text:?}");
    whole(&text);
    text
}

/// A sentence that is said in Japanese and in English, with all its values.
pub fn whole(text: &Text) {
    assert!(!text.ja.is_ascii(), "{text:?}");
    let of_japanese = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c);
    assert!(!text.en.contains(of_japanese), "{text:?}");
    for side in [&text.ja, &text.en] {
        assert!(!side.contains(['{', '}']) && !side.is_empty(), "{text:?}");
    }
}
