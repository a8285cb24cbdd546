//! Texts for people, Japanese first and English beside it (placeholder of the signatures).

use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::decision::{Closing, Withdrawal};
use madoguchi_proto::v1::Text;

/// A text by its key in the fluent files, with its arguments, in both languages.
#[must_use]
pub fn text(code: &str, _args: &[(&str, &str)]) -> Text {
    Text {
        code: code.to_owned(),
        ja: String::new(),
        en: String::new(),
    }
}

/// A verdict, as it is shown on the reader.
#[must_use]
pub fn verdict(verdict: &Verdict) -> Text {
    text(&verdict.to_string(), &[])
}

/// Why a call is taken back.
#[must_use]
pub fn withdrawal(_withdrawal: &Withdrawal) -> Text {
    text("withdrawn", &[])
}

/// Why a connection ends.
#[must_use]
pub fn closing(_closing: &Closing) -> Text {
    text("closing", &[])
}
