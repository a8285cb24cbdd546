//! The sentences of the vendor's tool that are there in both languages.

use madoguchi_texts::{Lang, Sentences};

static SENTENCES: Sentences = Sentences::new(
    &[include_str!("../../texts/ja.ftl")],
    &[include_str!("../../texts/en.ftl")],
);

/// A sentence in one language, by its key in the fluent files.
pub fn label(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    SENTENCES.label(lang, key, args)
}

#[test]
fn the_files_are_whole_in_both_languages() {
    assert_eq!(SENTENCES.flaws(), [""; 0]);
}
