//! The lines of an explanation in one language, with only texts that are safe to show. The sentences are in `licensing/texts/`.

use madoguchi_plain::seen;
use madoguchi_proto::v1;
use madoguchi_texts::{Lang, Sentences};

use super::{Line, dates};
use crate::keys::{KeyId, PublicKey};

/// The most characters of a text that are shown: more than any correct text has.
const MAX_TEXT: usize = 64;

/// The most entries of a list that are shown: a screenful.
const MAX_ENTRIES: usize = 16;

static SENTENCES: Sentences = Sentences::new(
    &[include_str!("../../texts/ja.ftl")],
    &[include_str!("../../texts/en.ftl")],
);

pub struct Page {
    lang: Lang,
    lines: Vec<Line>,
}

impl Page {
    pub fn new(lang: Lang) -> Self {
        let lines = Vec::new();
        Self { lang, lines }
    }

    pub fn lines(self) -> Vec<Line> {
        self.lines
    }

    /// A sentence in the language of the page.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        SENTENCES.label(self.lang, key, values)
    }

    /// Adds a line with a value of our own.
    pub fn line(&mut self, label: &str, value: impl Into<String>) {
        let label = self.say(label, &[]);
        let value = value.into();
        self.lines.push(Line { label, value });
    }

    /// Adds a line whose value is a sentence.
    pub fn said(&mut self, label: &str, key: &str, values: &[(&str, &str)]) {
        let value = self.say(key, values);
        self.line(label, value);
    }

    /// Adds a line with a text of the document.
    pub fn text(&mut self, label: &str, text: &str) {
        self.line(label, shown(text));
    }

    /// Adds a line with a list of the document; none for an empty list.
    pub fn list(&mut self, label: &str, texts: &[String]) {
        if texts.is_empty() {
            return;
        }
        let first = texts.iter().take(MAX_ENTRIES).map(|text| shown(text));
        let first = first.collect::<Vec<_>>().join(", ");
        match texts.len().saturating_sub(MAX_ENTRIES) {
            0 => self.line(label, first),
            more => {
                let values = [("first", first.as_str()), ("count", &more.to_string())];
                self.said(label, "and-more", &values);
            }
        }
    }

    pub fn time(&mut self, label: &str, ms: i64) {
        let moment = self.moment(ms);
        self.line(label, moment);
    }

    /// A moment to the minute; what is no date is shown as it is.
    fn moment(&self, ms: i64) -> String {
        match dates::minute(ms) {
            Some(minute) => self.say("in-japan", &[("at", &minute)]),
            None => format!("{ms} ms"),
        }
    }

    /// Adds two lines: the first moment, and the last day or moment; `end_ms` 0 means no end. A moment with which a day begins is
    /// shown as a day.
    pub fn term(&mut self, begin_ms: i64, end_ms: i64) {
        let begin = match dates::day_begins(begin_ms) {
            true => dates::day(begin_ms),
            false => self.moment(begin_ms),
        };
        self.line("label-begin", begin);
        let end = match end_ms {
            0 => self.say("no-end", &[]),
            // It is the first moment after the term.
            end if dates::day_begins(end) => {
                self.say("whole-day", &[("day", &dates::day(end - 1))])
            }
            end => self.moment(end),
        };
        self.line("label-end", end);
    }

    /// Adds a line with an installation's key id, which people compare over the telephone.
    pub fn installation(&mut self, label: &str, key: &[u8]) {
        match PublicKey::from_slice(key) {
            Ok(key) => self.said(label, "the-pc", &[("key", &key.id().to_string())]),
            Err(_) => self.said(label, "wrong-key", &[]),
        }
    }

    /// Adds the lines of every document: id, environment, time and signer.
    pub fn header(&mut self, header: Option<&v1::DocumentHeader>, signer: Option<&str>) {
        let Some(header) = header else {
            self.said("label-heading", "no-heading", &[]);
            return;
        };
        let key =
            KeyId::from_slice(&header.issuer).map_or_else(|| "?".to_owned(), |id| id.to_string());
        let key = ("key", key.as_str());
        match signer {
            Some(name) => {
                let name = shown(name);
                self.said("label-signer", "signed-by-name", &[("name", &name), key]);
            }
            None => self.said("label-signer", "signed-by-key", &[key]),
        }
        self.time("label-signed-at", header.issued_at_ms);
        self.said("label-environment", environment(header), &[]);
        self.text("label-id", &header.id);
        self.line("label-number", header.sequence.to_string());
    }
}

fn environment(header: &v1::DocumentHeader) -> &'static str {
    match header.environment() {
        v1::Environment::Production => "for-production",
        v1::Environment::Test => "for-tests",
        v1::Environment::Unspecified => "not-said",
    }
}

/// A text of an unverified document, made safe: it cannot move the cursor, change the direction of writing or hide.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (c, hidden) in seen(text).take(MAX_TEXT) {
        match hidden {
            true => shown.extend(c.escape_unicode()),
            false => shown.push(c),
        }
    }
    if text.chars().nth(MAX_TEXT).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_is_whole_and_used() {
        assert_eq!(SENTENCES.flaws(), [""; 0]);
        let sources = concat!(
            include_str!("../explain.rs"),
            include_str!("acts.rs"),
            include_str!("issued.rs"),
            include_str!("page.rs"),
        );
        for line in include_str!("../../texts/en.ftl").lines() {
            if let Some((key, _)) = line.split_once(" = ") {
                assert!(
                    sources.contains(&format!("\"{key}\"")),
                    "no code uses {key}"
                );
            }
        }
    }

    #[test]
    fn whole_days_are_told_as_days() {
        let term = |lang, begin, end| {
            let mut page = Page::new(lang);
            page.term(begin, end);
            page.lines()
                .into_iter()
                .map(|line| line.value)
                .collect::<Vec<_>>()
        };
        let new_year = 1_704_034_800_000;
        let whole = term(Lang::En, new_year, new_year);
        assert_eq!(whole, ["2024-01-01", "the end of 2023-12-31"]);
        let moments = term(Lang::En, new_year + 60_000, new_year + 60_000);
        assert_eq!(
            moments,
            ["2024-01-01 00:01 (Japan)", "2024-01-01 00:01 (Japan)"]
        );
        assert_eq!(term(Lang::En, -1, 0), ["-1 ms", "no end"]);
        let japanese = term(Lang::Ja, 0, new_year);
        assert_eq!(
            japanese,
            [
                "1970-01-01 09:00（日本時間）",
                "2023-12-31（この日の終わりまで）"
            ]
        );
    }

    #[test]
    fn a_text_of_a_stranger_cannot_play_tricks() {
        assert_eq!(shown("窓口商会 A-1"), "窓口商会 A-1");
        assert_eq!(shown("a\nb\u{1b}[2J"), "a\\u{a}b\\u{1b}[2J");
        assert_eq!(shown("\u{202e}1-L"), "\\u{202e}1-L");
        assert_eq!(shown(&"x".repeat(65)), format!("{}…", "x".repeat(64)));
    }
}
