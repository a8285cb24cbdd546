//! Names for people: what a document, a list or a reader's screen shows on one line holds nothing that cannot be seen.
//!
//! A name that hides something, or that turns the direction of what stands beside it, lets one issuer look like another.
//! This is the one place that says which characters those are; whoever issues, reads, types or shows a name asks here.
//!
//! Japanese names keep all that they need: the ideographic space, combining voice marks, and a variation selector directly
//! behind an ideograph (辻󠄀, 葛󠄀: the form of the character that stands in the family register). Characters of private use
//! are none of them: each PC shows another shape for one, or none.

pub mod address;
mod errors;
pub mod hex;
pub mod numbers;
mod serial;
pub mod typed;

pub use errors::{BoxError, chain};
pub use serial::{MAX_SERIAL_CHARS, is_label, is_serial};

/// The characters of a text, each with whether it is hidden.
pub fn seen(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    text.chars().map(move |c| {
        let chooses_a_form = is_variation_selector(c) && before.is_some_and(is_ideograph);
        before = Some(c);
        (c, is_hidden(c) && !chooses_a_form)
    })
}

/// Whether every character of a text can be seen, spaces between them included. An empty text can.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    seen(text).all(|(_, hidden)| !hidden)
}

/// Whether a text is a name: 1 to `most` characters on one line that can all be seen, and not only spaces.
#[must_use]
pub fn is_name(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().nth(most).is_none() && is_plain(text)
}

/// A text with a mark in the place of each hidden character: replaced and not left out, for "CR\u{7}-1" is not "CR-1".
#[must_use]
pub fn marked(text: &str) -> String {
    seen(text)
        .map(|(c, hidden)| {
            if hidden {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

/// Characters without a shape of their own, or with one that is nowhere the same. By Unicode: control, format and
/// private-use characters, separators of lines and paragraphs, non-characters, everything that may be ignored when it is
/// shown (Default_Ignorable_Code_Point), and blanks other than the space of our keyboards and the ideographic one.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || is_variation_selector(c)
        || turns_or_ignored(c)
        || is_odd_blank(c)
        || has_no_shape(c)
}

/// Whether a character shows nothing and takes no room: a byte order mark within a text, a soft hyphen, a mark of direction.
/// Whoever reads a text in which names have no place may leave it out. The separators of lines and paragraphs stay.
#[must_use]
pub const fn is_ignored(c: char) -> bool {
    (turns_or_ignored(c) && !matches!(c, '\u{2028}' | '\u{2029}')) || is_variation_selector(c)
}

const fn turns_or_ignored(c: char) -> bool {
    matches!(c,
        // Soft hyphen, grapheme joiner, Arabic and Syriac marks, Hangul and Khmer fillers, Mongolian selectors.
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{70F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        // No width; left-to-right and right-to-left marks, embeddings, overrides, isolates; lines and paragraphs.
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        // Controls of hieroglyphs, of shorthand and of musical notes, then tags and what is reserved beside them.
        | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}'
    )
}

const fn is_odd_blank(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2800}'
    )
}

const fn has_no_shape(c: char) -> bool {
    matches!(c,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FDD0}'..='\u{FDEF}'
    ) || (c as u32) & 0xFFFE == 0xFFFE
}

const fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// What a variation selector chooses a form of.
const fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}'
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn names_of_japanese_clinics_and_people_are_names() {
        for name in [
            "窓口商会",
            "医療法人社団　さくら会　山田内科",
            "Dr. O'Neill & Söhne (眼科)",
            "ｶﾒﾗのﾔﾏﾀﾞ",
            // As a Mac writes it: the voice mark by itself.
            "カ\u{3099}ラス薬局",
            // The forms that the register has.
            "辻\u{E0100}内科",
            "葛\u{E0101}城市民病院",
            "神\u{FE00}社前薬局",
            "𠮷野家　髙﨑",
            "佐々\u{E0100}木",
            "5 m + 1.8 m, 2階の配線",
            "①番窓口☎",
        ] {
            assert!(is_name(name, 64), "{name:?}");
            assert_eq!(marked(name), name);
        }
    }

    #[test]
    fn nothing_that_cannot_be_seen_is_part_of_a_name() {
        let hidden = [
            '\0',
            '\t',
            '\n',
            '\r',
            '\u{1b}',
            '\u{7f}',
            '\u{85}',
            '\u{a0}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{180b}',
            '\u{180e}',
            '\u{2003}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202b}',
            '\u{202c}',
            '\u{202d}',
            '\u{202e}',
            '\u{202f}',
            '\u{2060}',
            '\u{2066}',
            '\u{2067}',
            '\u{2068}',
            '\u{2069}',
            '\u{206f}',
            '\u{2800}',
            '\u{3164}',
            '\u{e000}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff9}',
            '\u{ffff}',
            '\u{1d173}',
            '\u{e0001}',
            '\u{e0041}',
            '\u{e007f}',
            '\u{e0100}',
            '\u{f0000}',
            '\u{10fffd}',
        ];
        for c in hidden {
            for name in [format!("a{c}b"), format!("{c}窓口"), format!("Ａ{c}")] {
                assert!(!is_name(&name, 64), "U+{:04X} in {name:?}", c as u32);
                assert!(marked(&name).contains(char::REPLACEMENT_CHARACTER));
            }
        }
        // A selector chooses the form of one ideograph, once.
        assert!(!is_plain("辻\u{E0100}\u{E0101}"));
        assert!(!is_plain("辻\u{180B}"));
    }

    #[test]
    fn a_name_is_neither_empty_nor_blank_nor_too_long() {
        for name in ["", " ", "\u{3000}", " \u{3000} "] {
            assert!(!is_name(name, 64), "{name:?}");
        }
        assert!(is_name(&"窓".repeat(64), 64));
        assert!(!is_name(&"窓".repeat(65), 64));
    }
}
