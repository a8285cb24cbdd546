//! What each name of a refusal means, for whoever looks it up: the sentences that have it, and when they are said.

use super::bundles::SENTENCES;
use madoguchi_texts::{Explained, Lang};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The stable names, which `proto/texts/tests/files/names.rs` gathers from the texts and from the sources.
const CODES: &str = include_str!("../../texts/CODES");

/// The families whose sentences have a name that leaves them out: `refusal-number-in-use` is said under `number-in-use`.
const FAMILIES: [&str; 4] = ["refusal-", "act-", "desk-", "console-"];

/// The names that have a sentence here, in the order of the list.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    names().filter(|code| !keys(code).is_empty())
}

/// Whether a name has a page that explains it. Finding all of them takes a walk through all sentences, so it is done once.
pub(crate) fn is_explained(code: &str) -> bool {
    static KNOWN: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| codes().collect());
    KNOWN.contains(code)
}

/// All names as they are said: the list has those of the doors with their family.
fn names() -> impl Iterator<Item = &'static str> {
    let said = |line: &'static str| {
        let mut families = FAMILIES.iter();
        let bare = families.find_map(|family| line.strip_prefix(family));
        // `act-out-of-order` is a name as a whole.
        bare.filter(|_| SENTENCES.keys().any(|key| key == line))
            .unwrap_or(line)
    };
    CODES.lines().map(said)
}

/// The sentences of a name; none where it is no name of a refusal.
pub(crate) fn explained(lang: Lang, code: &str) -> Vec<Explained> {
    let keys = match names().any(|known| known == code) {
        true => keys(code),
        false => Vec::new(),
    };
    let sentences = keys.into_iter();
    sentences
        .filter_map(|key| SENTENCES.explained(lang, key))
        .collect()
}

/// The keys of the sentences of a name: a refusal has several where several things can be so.
fn keys(code: &str) -> Vec<&'static str> {
    let of = |key: &&str| {
        let mut families = FAMILIES
            .iter()
            .filter_map(|family| key.strip_prefix(family));
        let variant = |rest: &str| {
            rest.strip_prefix(code)
                .is_some_and(|rest| rest.starts_with('-'))
        };
        *key == code
            || families.any(|rest| rest == code || (key.starts_with(FAMILIES[0]) && variant(rest)))
    };
    SENTENCES.keys().filter(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_sentences_in_both_languages_and_what_is_none_has_no_page() {
        assert!(codes().count() > 200);
        for code in codes() {
            let (ja, en) = (explained(Lang::Ja, code), explained(Lang::En, code));
            assert!(!ja.is_empty() && ja.len() == en.len(), "{code}");
            for said in ja.iter().chain(&en) {
                assert!(
                    !said.when.is_empty() && !said.words.is_empty(),
                    "{code}: {said:?}"
                );
            }
        }
        let told = explained(Lang::En, "number-in-use");
        assert!(told[0].words.contains("[number]"), "{told:?}");
        assert_eq!(explained(Lang::Ja, "no-free-unit").len(), 4);
        assert_eq!(explained(Lang::Ja, "unauthenticated").len(), 1);
        for none in [
            "",
            "state-waiting",
            "refusal-number-in-use",
            "number",
            "../etc",
        ] {
            assert_eq!(explained(Lang::Ja, none), [], "{none}");
        }
    }
}
