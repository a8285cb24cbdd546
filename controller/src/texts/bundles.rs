//! The sentences of the controller and of its command line.

use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, Lang, Sentences};

pub(super) static SENTENCES: Sentences = Sentences::new(JA, EN);

const JA: &[&str] = &[
    include_str!("../../texts/ja.ftl"),
    include_str!("../../texts/ja-cli.ftl"),
    include_str!("../../texts/ja-backup.ftl"),
    include_str!("../../texts/ja-audit.ftl"),
    include_str!("../../texts/ja-license.ftl"),
    include_str!("../../texts/ja-pairing.ftl"),
    include_str!("../../texts/ja-people.ftl"),
    include_str!("../../texts/ja-doors.ftl"),
    include_str!("../../texts/ja-doctor.ftl"),
    include_str!("../../texts/ja-console.ftl"),
    include_str!("../../texts/ja-lan.ftl"),
    include_str!("../../texts/ja-page-account.ftl"),
    include_str!("../../texts/ja-page-day.ftl"),
    include_str!("../../texts/ja-page-licenses.ftl"),
    include_str!("../../texts/ja-page-pairing.ftl"),
    include_str!("../../texts/ja-page-people.ftl"),
    include_str!("../../texts/ja-page-slip.ftl"),
    include_str!("../../texts/ja-page-support.ftl"),
    include_str!("../../texts/ja-page-units.ftl"),
    include_str!("../../texts/ja-link.ftl"),
    include_str!("../../texts/ja-api.ftl"),
    include_str!("../../texts/ja-folder.ftl"),
    include_str!("../../texts/ja-faults.ftl"),
    include_str!("../../texts/ja-ledger.ftl"),
    include_str!("../../texts/ja-triage.ftl"),
    include_str!("../../texts/ja-bundle.ftl"),
    include_str!("../../texts/ja-ready.ftl"),
    include_str!("../../texts/ja-code.ftl"),
    include_str!("../../texts/ja-collect.ftl"),
    include_str!("../../texts/ja-update.ftl"),
    include_str!("../../texts/ja-service.ftl"),
    include_str!("../../texts/ja-nightly.ftl"),
    include_str!("../../texts/ja-paper.ftl"),
    include_str!("../../texts/ja-figures.ftl"),
    #[cfg(feature = "demo")]
    include_str!("../../texts/ja-demo.ftl"),
];
const EN: &[&str] = &[
    include_str!("../../texts/en.ftl"),
    include_str!("../../texts/en-cli.ftl"),
    include_str!("../../texts/en-backup.ftl"),
    include_str!("../../texts/en-audit.ftl"),
    include_str!("../../texts/en-license.ftl"),
    include_str!("../../texts/en-pairing.ftl"),
    include_str!("../../texts/en-people.ftl"),
    include_str!("../../texts/en-doors.ftl"),
    include_str!("../../texts/en-doctor.ftl"),
    include_str!("../../texts/en-console.ftl"),
    include_str!("../../texts/en-lan.ftl"),
    include_str!("../../texts/en-page-account.ftl"),
    include_str!("../../texts/en-page-day.ftl"),
    include_str!("../../texts/en-page-licenses.ftl"),
    include_str!("../../texts/en-page-pairing.ftl"),
    include_str!("../../texts/en-page-people.ftl"),
    include_str!("../../texts/en-page-slip.ftl"),
    include_str!("../../texts/en-page-support.ftl"),
    include_str!("../../texts/en-page-units.ftl"),
    include_str!("../../texts/en-link.ftl"),
    include_str!("../../texts/en-api.ftl"),
    include_str!("../../texts/en-folder.ftl"),
    include_str!("../../texts/en-faults.ftl"),
    include_str!("../../texts/en-ledger.ftl"),
    include_str!("../../texts/en-triage.ftl"),
    include_str!("../../texts/en-bundle.ftl"),
    include_str!("../../texts/en-ready.ftl"),
    include_str!("../../texts/en-code.ftl"),
    include_str!("../../texts/en-collect.ftl"),
    include_str!("../../texts/en-update.ftl"),
    include_str!("../../texts/en-service.ftl"),
    include_str!("../../texts/en-nightly.ftl"),
    include_str!("../../texts/en-paper.ftl"),
    include_str!("../../texts/en-figures.ftl"),
    #[cfg(feature = "demo")]
    include_str!("../../texts/en-demo.ftl"),
];

/// A text by its key in the fluent files, with its arguments, in both languages; `code` is the key.
#[must_use]
pub fn text(code: &str, args: &[(&str, &str)]) -> Text {
    SENTENCES.text(code, args)
}

/// A text with the code `code` and the sentence `FAMILY-CODE`.
pub(super) fn said(family: &str, code: &str, args: &[(&str, Arg)]) -> Text {
    sentence(code, &format!("{family}-{code}"), args)
}

/// A text with the code `code` and the sentence of `key`.
pub(crate) fn sentence(code: &str, key: &str, args: &[(&str, Arg)]) -> Text {
    SENTENCES.sentence(code, key, args)
}

/// A word of the command line's own, in one language.
#[must_use]
pub fn label(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    SENTENCES.label(lang, key, args)
}

#[test]
fn the_files_are_whole_in_both_languages() {
    assert_eq!(SENTENCES.flaws(), [""; 0]);
    assert!(EN.len() == JA.len() && EN.concat().lines().count() > 100);
}
