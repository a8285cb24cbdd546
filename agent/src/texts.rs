//! The agent's own texts: what the reader shows while the link is down, and the mistakes in `agent.toml`.

use madoguchi_proto::v1::Text;
use madoguchi_texts::Sentences;

static SENTENCES: Sentences = Sentences::new(
    &[include_str!("../texts/ja.ftl")],
    &[include_str!("../texts/en.ftl")],
);

/// A text by its key in the fluent files.
pub(crate) fn text(key: &str, args: &[(&str, &str)]) -> Text {
    SENTENCES.text(key, args)
}

/// The reader is not paired yet.
pub(crate) fn not_paired() -> Text {
    text("reader-not-paired", &[])
}

pub(crate) fn pairing_failed() -> Text {
    text("reader-pairing-failed", &[])
}

/// The spool is full. No outcome can be stored, so no card is taken.
pub(crate) fn out_of_order() -> Text {
    text("reader-out-of-order", &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_has_each_of_its_texts_in_both_languages() {
        assert_eq!(SENTENCES.flaws(), [""; 0]);
        for text in [not_paired(), pairing_failed(), out_of_order()] {
            assert_ne!(text.ja, text.code);
        }
    }
}
