//! The lines of an explanation: labels in both languages, and only texts that are safe to show.

use madoguchi_plain::seen;
use std::fmt::Write as _;

use madoguchi_proto::v1;
use madoguchi_texts::Lang;

use super::{Line, dates, environment};
use crate::keys::{KeyId, PublicKey};

/// The most characters of a text that are shown: more than any correct text has.
const MAX_TEXT: usize = 64;

/// The most entries of a list that are shown: a screenful.
const MAX_ENTRIES: usize = 16;

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

    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn pick(&self, ja: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(ja, en)
    }

    /// Adds a line with our own words.
    pub fn line(&mut self, ja: &'static str, en: &'static str, value: impl Into<String>) {
        let label = self.lang.pick(ja, en).to_owned();
        let value = value.into();
        self.lines.push(Line { label, value });
    }

    /// Adds a line with a text of the document.
    pub fn text(&mut self, ja: &'static str, en: &'static str, text: &str) {
        self.line(ja, en, shown(text));
    }

    /// Adds a line with a list of the document; none for an empty list.
    pub fn list(&mut self, ja: &'static str, en: &'static str, texts: &[String]) {
        if texts.is_empty() {
            return;
        }
        let first = texts.iter().take(MAX_ENTRIES).map(|text| shown(text));
        let mut value = first.collect::<Vec<_>>().join(", ");
        let more = texts.len().saturating_sub(MAX_ENTRIES);
        if more > 0 {
            let _ = match self.lang {
                Lang::Ja => write!(value, " ほか {more} 件"),
                Lang::En => write!(value, " and {more} more"),
            };
        }
        self.line(ja, en, value);
    }

    pub fn time(&mut self, ja: &'static str, en: &'static str, ms: i64) {
        self.line(ja, en, dates::moment(ms, self.lang));
    }

    /// Adds two lines: the first moment, and the last day or moment; `end_ms` 0 means no end.
    pub fn term(&mut self, begin_ms: i64, end_ms: i64) {
        self.line("開始", "From", dates::begin(begin_ms, self.lang));
        let end = match end_ms {
            0 => self.pick("期限なし", "no end").to_owned(),
            end => dates::end(end, self.lang),
        };
        self.line("終了", "Until", end);
    }

    /// Adds a line with an installation's key id, which people compare over the telephone.
    pub fn installation(&mut self, ja: &'static str, en: &'static str, key: &[u8]) {
        let value = match PublicKey::from_slice(key) {
            Ok(key) => match self.lang {
                Lang::Ja => format!("PC（鍵 {}）", key.id()),
                Lang::En => format!("the PC with key {}", key.id()),
            },
            Err(_) => self.pick("正しくない鍵", "a key that is none").into(),
        };
        self.line(ja, en, value);
    }

    /// Adds the lines of every document: id, environment, time and signer.
    pub fn header(&mut self, header: Option<&v1::DocumentHeader>, signer: Option<&str>) {
        let Some(header) = header else {
            let text = self.pick("ありません", "missing");
            self.line("見出し", "Heading", text);
            return;
        };
        let id =
            KeyId::from_slice(&header.issuer).map_or_else(|| "?".to_owned(), |id| id.to_string());
        let by = match (signer, self.lang) {
            (Some(name), Lang::Ja) => format!("{}（鍵 {id}）", shown(name)),
            (Some(name), Lang::En) => format!("{} (key {id})", shown(name)),
            (None, Lang::Ja) => format!("鍵 {id}"),
            (None, Lang::En) => format!("key {id}"),
        };
        self.line("署名者", "Signed by", by);
        self.time("署名日時", "Signed at", header.issued_at_ms);
        self.line("用途", "For use in", environment(header, self.lang));
        self.text("書類ID", "Id", &header.id);
        self.line("通し番号", "Number", header.sequence.to_string());
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
    fn a_text_of_a_stranger_cannot_play_tricks() {
        assert_eq!(shown("窓口商会 A-1"), "窓口商会 A-1");
        assert_eq!(shown("a\nb\u{1b}[2J"), "a\\u{a}b\\u{1b}[2J");
        assert_eq!(shown("\u{202e}1-L"), "\\u{202e}1-L");
        assert_eq!(shown(&"x".repeat(65)), format!("{}…", "x".repeat(64)));
    }
}
