//! The sentences of a finding, from the fluent files.

use crate::texts::{distance, sentence};
use madoguchi_doctor::{Finding, Level, Word};
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};

/// The sentences of one finding. A good finding only has `what`; a question has no evidence.
pub(super) struct Words {
    pub what: Text,
    /// The evidence; empty if there is nothing to add.
    pub evidence: Text,
    /// Why it matters; empty for a good finding.
    pub why: Text,
    /// What to do; empty for a good finding.
    pub todo: Text,
}

pub(super) fn of(finding: &Finding) -> Words {
    let code = finding.code.name();
    let args = args(&finding.words);
    let part = |part: &str, said: bool| match said {
        true => sentence(code, &format!("doctor-{code}-{part}"), &args),
        false => Text {
            code: code.to_owned(),
            ..Text::default()
        },
    };
    let level = finding.code.level();
    Words {
        what: part("what", true),
        evidence: part("evidence", matches!(level, Level::Problem | Level::Notice)),
        why: part("why", level != Level::Good),
        todo: part("todo", level != Level::Good),
    }
}

/// A sentence that is no part of a finding.
pub(super) fn sentence_of(code: &str, key: &str, words: &[(&'static str, Word)]) -> Text {
    sentence(code, key, &args(words))
}

fn args(words: &[(&'static str, Word)]) -> Vec<(&'static str, Arg)> {
    words
        .iter()
        .map(|(name, word)| (*name, arg(word)))
        .collect()
}

fn arg(word: &Word) -> Arg {
    match word {
        Word::Same(value) => same(value),
        Word::Said(key, words) => sentence(key, key, &args(words)).into(),
        Word::Listed(words) => listed(words).into(),
        Word::Text(text) => text.clone().into(),
        Word::Apart(ms) => distance(*ms).into(),
    }
}

fn listed(words: &[Word]) -> Text {
    let texts: Vec<_> = words
        .iter()
        .map(|word| match arg(word) {
            Arg::Same(value) => (value.clone(), value),
            Arg::Each(text) => (text.ja, text.en),
        })
        .collect();
    let (ja, en): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
    Text {
        code: String::new(),
        ja: ja.join("、"),
        en: en.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_kinds_stand_in_a_sentence() {
        let text = Text {
            code: String::new(),
            ja: "表示".to_owned(),
            en: "shown".to_owned(),
        };
        let list = Word::Listed(vec![
            Word::Same("a".to_owned()),
            Word::Said("doctor-nothing", Vec::new()),
            Word::Text(text),
            Word::Apart(9 * 3_600_000),
        ]);
        let Arg::Each(said) = arg(&list) else {
            panic!("a list has two languages")
        };
        assert!(said.ja.starts_with("a、なし、表示、"), "{said:?}");
        assert!(said.en.starts_with("a, none, shown, 9 hours"), "{said:?}");
    }
}
