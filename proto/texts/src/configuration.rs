//! What keeps a configuration from being read, in words: the same for the controller's file and the agent's.

use crate::command_line::{self, file};
use crate::{Arg, Sentences, same};
use madoguchi_proto::v1::Text;
use madoguchi_reading::Other;
use madoguchi_reading::configuration::{Kind, Slip};
use std::path::Path;

static SENTENCES: Sentences = Sentences::new(
    &[include_str!("../texts/ja-configuration.ftl")],
    &[include_str!("../texts/en-configuration.ftl")],
);

/// A file that is no text in UTF-8, and how it becomes one: that differs with what it is.
#[must_use]
pub fn other(path: &Path, what: Other) -> Text {
    let key = match what {
        Other::ShiftJis | Other::Utf16 => "start-config-encoding",
        Other::EucJp | Other::Jis => "start-config-old-encoding",
        Other::Word
        | Other::Excel
        | Other::Office
        | Other::Pdf
        | Other::Html
        | Other::QuotedPrintable
        | Other::Base64 => "start-config-document",
        Other::Archive | Other::Picture => "start-config-other-file",
        Other::Zeros | Other::Unknown | Other::Utf16Cut => "start-config-not-text",
    };
    let what = command_line::other(what).into();
    SENTENCES.sentence(key, key, &[("path", file(path).into()), ("what", what)])
}

/// A line that cannot be read.
#[must_use]
pub fn slip(slip: &Slip) -> Text {
    let (line, column) = (slip.line.to_string(), slip.column.to_string());
    let place = [
        ("line", line),
        ("column", column),
        ("shown", slip.shown.clone()),
    ];
    let place: Vec<_> = place
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    kind(
        &slip.kind,
        SENTENCES.text("place-in-configuration", &place).into(),
    )
}

/// What is wrong at a place: a line, or a field that was read.
#[must_use]
pub fn kind(kind: &Kind, place: Arg) -> Text {
    let mut values = vec![("place", place)];
    let key = match kind {
        Kind::Odd(code) => {
            values.push(("code", same(code)));
            "config-odd-character"
        }
        Kind::Twice(name) => {
            values.push(("name", same(name)));
            "config-twice"
        }
        Kind::Backslash => "config-backslash",
        Kind::Quote => "config-quote",
        Kind::Value => "config-bare-value",
        Kind::NoValue => "config-no-value",
        Kind::NoEquals => "config-no-equals",
        Kind::Remark => "config-remark",
        Kind::Name => "config-name-letters",
        Kind::Section => "config-section-brackets",
        Kind::List => "config-list-form",
        Kind::Behind => "config-behind-value",
        Kind::Else => "config-toml",
    };
    SENTENCES.sentence(key, key, &values)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_reading::configuration::table;

    #[test]
    fn the_sentences_are_there_in_both_languages() {
        assert_eq!(SENTENCES.flaws(), [""; 0]);
    }

    #[test]
    fn each_slip_is_told_with_its_place_and_none_of_the_parsers_words() {
        for (text, code) in [
            ("a = “x”", "config-odd-character"),
            ("a = \"C:\\Users\"", "config-backslash"),
            ("a = \"usb", "config-quote"),
            ("a = usb", "config-bare-value"),
            ("a =", "config-no-value"),
            ("a 1", "config-no-equals"),
            ("// a", "config-remark"),
            ("窓口 = 1", "config-name-letters"),
            ("[link", "config-section-brackets"),
            ("a = [1, 2", "config-list-form"),
            ("a = 1 b = 2", "config-behind-value"),
            ("a = 1\na = 2", "config-twice"),
            ("a == 1", "config-toml"),
        ] {
            let said = slip(&table(text).unwrap_err());
            assert_eq!(said.code, code, "{text}");
            let line = text.lines().last().unwrap();
            assert!(
                said.ja.contains(&format!("文字目「{line}」: ")),
                "{}",
                said.ja
            );
            assert!(said.en.contains(&format!(" ({line}): ")), "{}", said.en);
            for word in ["expected", "invalid", "missing", "TOML"] {
                assert!(!said.ja.contains(word), "{}", said.ja);
            }
        }
    }

    #[test]
    fn a_file_that_is_something_else_is_told_what_helps_for_it() {
        for what in Other::ALL {
            let said = other(Path::new("a.toml"), what);
            assert!(
                said.ja.contains("a.toml") && said.en.contains("a.toml"),
                "{said:?}"
            );
        }
        let code = |what| other(Path::new("a.toml"), what).code;
        assert_eq!(code(Other::Word), "start-config-document");
        assert_eq!(code(Other::EucJp), "start-config-old-encoding");
        assert_eq!(code(Other::Zeros), "start-config-not-text");
        assert_eq!(code(Other::Archive), "start-config-other-file");
        assert!(
            other(Path::new("a.toml"), Other::ShiftJis)
                .ja
                .contains("Shift_JIS")
        );
    }
}
