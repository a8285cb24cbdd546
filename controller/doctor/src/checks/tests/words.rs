//! The sentences of findings, put together as the controller does it: each of their variables has to be given.

use crate::finding::{Finding, Level, Word};
use madoguchi_proto::v1::Text;

const JA: &str = concat!(
    include_str!("../../../../texts/ja.ftl"),
    include_str!("../../../../texts/ja-cli.ftl"),
    include_str!("../../../../texts/ja-doctor.ftl"),
);
const EN: &str = concat!(
    include_str!("../../../../texts/en.ftl"),
    include_str!("../../../../texts/en-cli.ftl"),
    include_str!("../../../../texts/en-doctor.ftl"),
);

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
    let args: Vec<_> = args
        .iter()
        .map(|(name, value)| (*name, Word::Same((*value).to_owned())))
        .collect();
    Text {
        code: key.to_owned(),
        ..sentence(key, &args)
    }
}

fn sentence(key: &str, words: &[(&'static str, Word)]) -> Text {
    let mut text = Text {
        code: String::new(),
        ja: message(JA, key),
        en: message(EN, key),
    };
    for (name, word) in words {
        let name = format!("{{ ${name} }}");
        let value = said(word);
        text.ja = text.ja.replace(&name, &value.ja);
        text.en = text.en.replace(&name, &value.en);
    }
    text
}

fn message(texts: &str, key: &str) -> String {
    let start = format!("{key} = ");
    let found = texts.lines().find_map(|line| line.strip_prefix(&start));
    found.unwrap_or_else(|| panic!("no text {key}")).to_owned()
}

fn said(word: &Word) -> Text {
    let same = |value: String| Text {
        code: String::new(),
        ja: value.clone(),
        en: value,
    };
    match word {
        Word::Same(value) => same(value.clone()),
        Word::Said(key, words) => sentence(key, words),
        Word::Listed(words) => {
            let texts: Vec<_> = words.iter().map(said).collect();
            let side = |of: fn(&Text) -> &str| texts.iter().map(of).collect::<Vec<_>>();
            Text {
                code: String::new(),
                ja: side(|text| &text.ja).join("、"),
                en: side(|text| &text.en).join(", "),
            }
        }
        Word::Text(text) => text.clone(),
        Word::Apart(ms) => same(format!("{} hours", ms.abs() / 3_600_000)),
    }
}
