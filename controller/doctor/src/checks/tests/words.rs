//! The sentences of findings, put together as the controller does it: each of their variables has to be given.

use crate::finding::{Code, Finding, Level, Word};
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, Sentences, same};
use std::collections::BTreeSet;

static SENTENCES: Sentences = Sentences::new(JA, EN);
const JA: &[&str] = &[
    include_str!("../../../../texts/ja.ftl"),
    include_str!("../../../../texts/ja-cli.ftl"),
    DOCTORS,
];
const EN: &[&str] = &[
    include_str!("../../../../texts/en.ftl"),
    include_str!("../../../../texts/en-cli.ftl"),
    include_str!("../../../../texts/en-doctor.ftl"),
];
const DOCTORS: &str = include_str!("../../../../texts/ja-doctor.ftl");

/// A finding as people read it.
#[derive(Debug)]
pub(super) struct Words {
    pub what: Text,
    pub evidence: Text,
    pub why: Text,
    pub todo: Text,
    pub commands: Vec<String>,
}

impl Words {
    pub fn are_whole(&self) {
        for text in [&self.what, &self.evidence, &self.why, &self.todo] {
            for words in [&text.ja, &text.en] {
                assert!(!words.contains(['{', '}', '$']), "{words}");
            }
        }
    }
}

pub(super) fn of(finding: &Finding) -> Words {
    let part = |part: &str, said: bool| match said {
        true => {
            let key = format!("doctor-{}-{part}", finding.code.name());
            sentence(&key, &finding.words)
        }
        false => Text::default(),
    };
    let level = finding.code.level();
    Words {
        what: part("what", true),
        evidence: part("evidence", matches!(level, Level::Problem | Level::Notice)),
        why: part("why", level != Level::Good),
        todo: part("todo", level != Level::Good),
        commands: finding.commands.clone(),
    }
}

/// What the controller says.
pub(super) fn text(key: &str, args: &[(&'static str, &str)]) -> Text {
    SENTENCES.text(key, args)
}

fn sentence(key: &str, words: &[(&'static str, Word)]) -> Text {
    let args: Vec<_> = words
        .iter()
        .map(|(name, word)| (*name, arg(word)))
        .collect();
    SENTENCES.sentence("", key, &args)
}

fn arg(word: &Word) -> Arg {
    match word {
        Word::Same(value) => same(value),
        Word::Said(key, words) => sentence(key, words).into(),
        Word::Listed(words) => {
            let args: Vec<_> = words.iter().map(arg).collect();
            let side = |ja: bool| {
                args.iter().map(move |arg| match arg {
                    Arg::Same(value) => value.as_str(),
                    Arg::Each(text) if ja => &text.ja,
                    Arg::Each(text) => &text.en,
                })
            };
            let text = Text {
                code: String::new(),
                ja: side(true).collect::<Vec<_>>().join("、"),
                en: side(false).collect::<Vec<_>>().join(", "),
            };
            text.into()
        }
        Word::Text(text) => text.clone().into(),
        Word::Apart(ms) => same(format!("{} hours", ms.abs() / 3_600_000)),
    }
}

/// The keys of the doctor's sentences that begin like this.
fn keys(start: &str) -> Vec<&'static str> {
    let keys = DOCTORS
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0));
    keys.filter(|key| key.starts_with(start)).collect()
}

#[test]
fn each_code_has_its_own_name_and_the_sentences_of_its_level() {
    let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for code in Code::ALL {
        let parts: &[&str] = match code.level() {
            Level::Problem | Level::Notice => &["what", "evidence", "why", "todo"],
            Level::Question => &["what", "why", "todo"],
            Level::Good => &["what"],
        };
        let start = format!("doctor-{}-", code.name());
        let own = keys(&start).into_iter().map(|key| &key[start.len()..]);
        let own: Vec<_> = own.filter(|part| !part.contains('-')).collect();
        assert_eq!(own, parts, "{code:?}");
        assert_eq!(
            keys(&format!("doctor-theme-{}", code.theme().name())).len(),
            1
        );
    }
}
