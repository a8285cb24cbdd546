//! Texts for people, Japanese first and English beside it: the language that is spoken, and the sentences of a program.

#[cfg(feature = "programs")]
pub mod command_line;
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

/// Takes the word that is typed for a language: its two letters, or its name in Japanese.
impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(word: &str) -> Result<Self, UnknownLang> {
        match word {
            "ja" | "日本語" => Ok(Self::Ja),
            "en" | "英語" => Ok(Self::En),
            _ => Err(UnknownLang),
        }
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
    fn a_language_is_typed_by_its_two_letters() {
        assert_eq!("ja".parse(), Ok(Lang::Ja));
        assert_eq!("en".parse(), Ok(Lang::En));
        assert_eq!("Japanese".parse::<Lang>(), Err(UnknownLang));
    }
}
