//! Texts of USB descriptors, made safe to show: the maker of a device can write anything there.

use madoguchi_plain::marked;

/// The longest shown text in characters: a serial has at most 32 (`MAX_SERIAL_CHARS`), and a product's name has to fit in a line. A cut text
/// is marked, so that it never equals a shorter one.
const TEXT_CHARS: usize = 64;

/// The text with invisible characters replaced, cut at [`TEXT_CHARS`]; `None` if it is empty.
pub(super) fn shown(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if text.is_empty() {
        return None;
    }
    let mut shown: String = marked(text).chars().take(TEXT_CHARS).collect();
    if text.chars().nth(TEXT_CHARS).is_some() {
        shown.pop();
        shown.push('…');
    }
    Some(shown)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_is_shown_as_it_stands() {
        assert_eq!(shown("CR-0001").unwrap(), "CR-0001");
        assert_eq!(shown(" 顔認証リーダー \n").unwrap(), "顔認証リーダー");
    }

    #[test]
    fn what_cannot_be_seen_is_replaced_so_that_no_serial_passes_for_another() {
        for hidden in [
            "CR\u{7}-1",
            "CR-\u{202E}1",
            "CR-1\u{200B}",
            "C\0R-1",
            "CR\u{1b}[2J-1",
        ] {
            let text = shown(hidden).unwrap();
            assert_ne!(text, "CR-1");
            assert!(text.contains(char::REPLACEMENT_CHARACTER), "{text}");
        }
    }

    #[test]
    fn a_text_without_end_is_cut_and_never_equals_a_short_one() {
        let longest = "A".repeat(TEXT_CHARS);
        let longer = "A".repeat(TEXT_CHARS + 1);
        assert_eq!(shown(&longest).unwrap(), longest);
        assert_eq!(shown(&longer).unwrap().chars().count(), TEXT_CHARS);
        assert_ne!(shown(&longer), shown(&longest));
    }

    #[test]
    fn a_text_of_nothing_is_none() {
        for empty in ["", "  ", "\0\0", "\n"] {
            assert_eq!(shown(empty), None);
        }
    }
}
