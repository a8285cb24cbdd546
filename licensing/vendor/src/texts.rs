//! What the vendor's tool says to people, in Japanese and English: the sentences are in `texts/`, and each error, refusal and doubt of
//! this crate, and each error of the documents, is put into them here.

use std::fmt::Display;

use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, Lang, Sentences};

/// `Display` of an error is its English sentence with all causes.
macro_rules! in_english {
    ($($error:ty),+) => {
        $(impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::texts::Spoken::text(self).en)
            }
        })+
    };
}

mod documents;
mod forms;
mod keys;
mod ledger;
mod refusal;
mod story;
mod systems;

pub use story::line as story_line;

const JA: &[&str] = &[
    include_str!("../texts/ja.ftl"),
    include_str!("../texts/ja-documents.ftl"),
    include_str!("../texts/ja-refusals.ftl"),
];
const EN: &[&str] = &[
    include_str!("../texts/en.ftl"),
    include_str!("../texts/en-documents.ftl"),
    include_str!("../texts/en-refusals.ftl"),
];

static SENTENCES: Sentences = Sentences::new(JA, EN);

/// Something that is said to people. The code of the text is the stable name of what is said.
pub trait Spoken {
    fn text(&self) -> Text;
}

/// A text by its key in the fluent files.
#[must_use]
pub fn text(key: &str, args: &[(&str, Arg)]) -> Text {
    SENTENCES.sentence(key, key, args)
}

/// A sentence in one language.
#[must_use]
pub fn label(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    lang.of(&text(key, args)).to_owned()
}

/// A value that is said in each language.
pub fn each(spoken: &impl Spoken) -> Arg {
    spoken.text().into()
}

/// A value that looks the same in both languages, as a text.
#[must_use]
pub fn plain(value: impl Display) -> Text {
    let value = value.to_string();
    Text {
        code: String::new(),
        ja: value.clone(),
        en: value,
    }
}

/// A text with its cause behind it. The cause has no Japanese where only a library knows it: then it is left out there.
#[must_use]
pub fn because(what: Text, cause: Text) -> Text {
    let said = text(
        "because",
        &[
            ("what", what.clone().into()),
            ("cause", cause.clone().into()),
        ],
    );
    Text {
        ja: if cause.ja.is_empty() {
            what.ja
        } else {
            said.ja
        },
        en: said.en,
        code: what.code,
    }
}

#[cfg(test)]
mod tests;
