//! Breaks sentences into the lines of a terminal, Japanese and English.
//!
//! A terminal by itself breaks English inside a word, and Japanese before a full stop. These are the few rules of JIS X 4051 that our texts
//! need: no line begins with a closing mark or ends with an opening one.

use unicode_width::UnicodeWidthChar;

/// Characters that never begin a line.
const NEVER_FIRST: &str =
    "、。，．：；！？）」』】・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)]}%";
/// Characters that never end a line.
const NEVER_LAST: &str = "（「『【([{";

/// Breaks one line into lines of at most `columns`; all but the first begin with `indent` spaces. A part that cannot be broken stays whole.
pub(super) fn wrap(line: &str, columns: usize, indent: usize) -> String {
    let mut page = String::new();
    let mut width = 0;
    let mut pieces = pieces(line).into_iter();
    if let Some(first) = pieces.next() {
        page.push_str(first);
        width = columns_of(first);
    }
    for piece in pieces {
        if width + columns_of(piece.trim_end()) > columns {
            page.truncate(page.trim_end().len());
            page.push('\n');
            page.push_str(&" ".repeat(indent));
            width = indent;
        }
        page.push_str(piece);
        width += columns_of(piece);
    }
    page
}

/// The parts between which the line may be broken, with the spaces after them.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, next) in line.char_indices() {
        if before.is_some_and(|before| may_break(before, next)) {
            pieces.push(&line[start..at]);
            start = at;
        }
        before = Some(next);
    }
    pieces.push(&line[start..]);
    pieces
}

fn may_break(before: char, next: char) -> bool {
    if next == ' ' || NEVER_FIRST.contains(next) || NEVER_LAST.contains(before) {
        return false;
    }
    before == ' ' || is_wide(before) || is_wide(next)
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

fn columns_of(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_broken_between_words() {
        assert_eq!(
            wrap("This was the only free", 14, 2),
            "This was the\n  only free"
        );
    }

    #[test]
    fn japanese_is_broken_anywhere_but_before_a_closing_mark_or_after_an_opening_one() {
        assert_eq!(wrap("使えません。外す", 10, 0), "使えませ\nん。外す");
        assert_eq!(wrap("窓口は「窓口1」", 9, 0), "窓口は\n「窓口1」");
    }

    #[test]
    fn a_serial_stays_whole_and_so_does_what_fits() {
        assert_eq!(
            wrap("リーダー（CR-2024-0001）", 12, 0),
            "リーダー\n（CR-2024-0001）"
        );
        assert_eq!(wrap("short", 80, 0), "short");
        assert_eq!(wrap("", 80, 0), "");
        assert_eq!(wrap("CR-2024-0001-0002", 5, 0), "CR-2024-0001-0002");
    }
}
