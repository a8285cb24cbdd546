//! What the doctor found, in words.

use super::bundles::sentence;
use super::clock::distance;
use madoguchi_doctor::{Finding, Level, Word};
use madoguchi_proto::v1;
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};

/// A finding in words. A good one only has `what`; a question has no evidence.
#[must_use]
pub fn finding(found: &Finding) -> v1::Finding {
    let code = found.code.name();
    let args = args(&found.words);
    let level = found.code.level();
    let part = |part: &str, said: bool| {
        said.then(|| sentence(code, &format!("doctor-{code}-{part}"), &args))
    };
    v1::Finding {
        code: code.to_owned(),
        level: level.name().to_owned(),
        theme: found.code.theme().name().to_owned(),
        what: part("what", true),
        evidence: part("evidence", matches!(level, Level::Problem | Level::Notice)),
        why: part("why", level != Level::Good),
        todo: part("todo", level != Level::Good),
        commands: found.commands.clone(),
    }
}

/// A sentence that is no part of a finding.
#[must_use]
pub fn sentence_of(code: &str, key: &str, words: &[(&'static str, Word)]) -> Text {
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
