//! Names without values: of a sentence leaves its stable name, with the title that the catalogue of faults has for it.

use madoguchi_bundle::Named;
use madoguchi_proto::v1::Text;

/// The longest name of ours, and of an engine's code.
const MAX_CHARS: usize = 64;
/// Stands for what is not written as a code is.
const UNREADABLE: &str = "unreadable-code";

/// What is said under a stable name of ours.
pub(super) fn of(name: &str) -> Named {
    let fault = madoguchi_faults::of_name(name);
    Named {
        name: coded(name),
        code: fault.map(|fault| fault.code.to_string()),
        ja: fault.map_or_else(String::new, |fault| fault.title.ja.to_owned()),
        en: fault.map_or_else(String::new, |fault| fault.title.en.to_owned()),
        unit: None,
    }
}

/// A sentence with values in it, of which its name leaves.
pub(super) fn of_text(text: &Text) -> Named {
    of(&text.code)
}

/// What triage says: its sentences have no values.
pub(super) fn in_words(text: &Text) -> Named {
    Named {
        name: coded(&text.code),
        ja: text.ja.clone(),
        en: text.en.clone(),
        ..Named::default()
    }
}

/// The code that a reader's engine reports, if it is written as one: letters, digits and the marks that makers put between them. What an
/// engine says beside it never comes this far.
pub(super) fn coded(code: &str) -> String {
    let is_mark = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    let is_code = (1..=MAX_CHARS).contains(&code.len()) && code.chars().all(is_mark);
    if is_code { code } else { UNREADABLE }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leaves_with_the_catalogues_words_and_a_sentence_without_its_values() {
        let text = Text {
            code: "behind-hub".into(),
            ja: "山田さんの窓口".into(),
            en: "Mr Yamada's counter".into(),
        };
        let named = of_text(&text);
        assert!(named.code.is_some_and(|code| code.starts_with("MDG-")));
        assert!(!named.ja.is_empty() && !named.ja.contains("山田"));
        assert!(!named.en.contains("Yamada"));
    }

    #[test]
    fn what_an_engine_says_in_place_of_a_code_does_not_leave() {
        assert_eq!(coded("E-17.4"), "E-17.4");
        for said in ["", "患者 山田太郎", "card of Yamada", &"x".repeat(65)] {
            assert_eq!(coded(said), UNREADABLE, "{said}");
        }
    }
}
