//! Words, serials and names as they are typed: in any width, with any dash, in small letters or capitals.

use crate::numbers::is_dash;
use unicode_normalization::UnicodeNormalization as _;

/// A typed text in its plain form: compatible forms of a character are one (NFKC), without what nobody sees and without the spaces around it.
#[must_use]
pub fn folded(text: &str) -> String {
    let seen = text.nfkc().filter(|&c| !crate::is_ignored(c));
    seen.collect::<String>().trim().to_owned()
}

/// A date, an id or a number with hyphens in it, in its plain form. The long-vowel mark is a dash: none of them has kana.
#[must_use]
pub fn hyphened(text: &str) -> String {
    let hyphen = |c| is_dash(c) || c == '\u{30fc}';
    folded(text).replace(hyphen, "-")
}

/// A serial or an id as its label has it: [`hyphened`], in capital letters.
#[must_use]
pub fn serial(text: &str) -> String {
    hyphened(text).to_uppercase()
}

/// The same text for all names that are one: in any width, with any dash, with or without spaces, in small letters or capitals.
#[must_use]
pub fn same_name(name: &str) -> String {
    let spaceless: String = folded(name)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    crate::numbers::same(&spaceless)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_is_typed_in_any_width_and_case_and_keeps_its_zeros() {
        for text in [
            "CR-2024-0001",
            "cr-2024-0001",
            "ＣＲー２０２４－０００１",
            " cr-2024‐0001",
        ] {
            assert_eq!(serial(text), "CR-2024-0001", "{text}");
        }
        assert_eq!(serial("0001"), "0001");
    }

    #[test]
    fn a_name_is_one_in_any_width() {
        for text in ["窓口1", "窓口１", " 窓口 1", "窓口\u{3000}１"] {
            assert_eq!(same_name(text), same_name("窓口1"), "{text}");
        }
        assert_ne!(same_name("窓口1"), same_name("窓口2"));
        assert_eq!(same_name("受付ａ"), same_name("受付A"));
    }
}
