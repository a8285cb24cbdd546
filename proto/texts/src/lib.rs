//! Texts for people, Japanese first and English beside it: the language that is spoken, and the sentences of a program.

#[cfg(feature = "programs")]
pub mod command_line;
#[cfg(feature = "configuration")]
pub mod configuration;
#[cfg(feature = "sentences")]
mod sentences;
#[cfg(feature = "sentences")]
mod shown;

#[cfg(feature = "sentences")]
pub use sentences::{Arg, Explained, Sentences, same};

use madoguchi_proto::v1::Text;
use std::str::FromStr;
use thiserror::Error;

/// A language that people can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The one of two wordings that is in this language.
    #[must_use]
    pub const fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }

    /// The side of a text that is in this language.
    #[must_use]
    pub fn of(self, text: &Text) -> &str {
        self.pick(&text.ja, &text.en)
    }

    /// Japanese if the system is Japanese, else English.
    #[cfg(feature = "programs")]
    #[must_use]
    pub fn of_system() -> Self {
        Self::of_locale(sys_locale::get_locale().as_deref())
    }

    #[cfg(feature = "programs")]
    fn of_locale(locale: Option<&str>) -> Self {
        match locale {
            Some(locale) if locale.to_ascii_lowercase().starts_with("ja") => Self::Ja,
            Some(_) | None => Self::En,
        }
    }
}

/// A word that names none of the languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a language is ja or en")]
pub struct UnknownLang;

/// Takes the word that is typed for a language, in any case and width: its two letters, a country's, a locale, or its name.
impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(word: &str) -> Result<Self, UnknownLang> {
        let word: String = word.trim().chars().map(narrow).collect();
        let word = word.to_lowercase();
        let (language, _) = word.split_once(['-', '_']).unwrap_or((&word, ""));
        match language {
            "ja" | "jp" | "jpn" | "japanese" | "日本語" | "日本" | "にほんご" => {
                Ok(Self::Ja)
            }
            "en" | "eng" | "english" | "英語" | "えいご" => Ok(Self::En),
            _ => Err(UnknownLang),
        }
    }
}

/// The plain form of a full-width letter or hyphen.
fn narrow(c: char) -> char {
    match c {
        '\u{ff0d}'..='\u{ff5a}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "programs")]
    #[test]
    fn a_japanese_system_speaks_japanese() {
        for japanese in ["ja-JP", "JA", "ja_JP.UTF-8"] {
            assert_eq!(Lang::of_locale(Some(japanese)), Lang::Ja, "{japanese}");
        }
        assert_eq!(Lang::of_locale(Some("de-DE")), Lang::En);
        assert_eq!(Lang::of_locale(None), Lang::En);
    }

    #[test]
    fn a_language_is_typed_as_people_write_it() {
        assert_eq!("ja".parse(), Ok(Lang::Ja));
        assert_eq!("en".parse(), Ok(Lang::En));
        for japanese in [
            "JA",
            "jp",
            "ｊａ",
            "Japanese",
            "ja_JP.UTF-8",
            "日本語",
            " ja ",
        ] {
            assert_eq!(japanese.parse(), Ok(Lang::Ja), "{japanese}");
        }
        for english in ["EN", "En-us", "English", "英語"] {
            assert_eq!(english.parse(), Ok(Lang::En), "{english}");
        }
        for other in ["", "fr", "j", "ja ja", "日本人"] {
            assert_eq!(other.parse::<Lang>(), Err(UnknownLang), "{other}");
        }
    }
}
