//! Breaks sentences into the lines of a terminal, Japanese and English.
//!
//! A terminal by itself breaks English inside a word, and Japanese before a full stop. These are the few rules of JIS X 4051 that our texts
//! need: no line begins with a closing mark or ends with an opening one. Japanese has no spaces, so a line ends where a phrase does: after a
//! mark, or where a particle is followed by a new word. A phrase that is longer than a line is broken between any two characters.

use unicode_width::UnicodeWidthChar;

/// Characters that never begin a line.
const NEVER_FIRST: &str =
    "、。，．：；！？）」』】〉》・…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)]}%";
/// Characters that never end a line.
const NEVER_LAST: &str = "（「『【〈《([{";
/// The last characters of a verb that another one follows ("呼び出し"), and of a polite prefix ("お名前"): inside a word.
const INSIDE_A_WORD: &str = "いきぎしじちりみびえけげせぜてねべめれおご";

/// Breaks one line into lines of at most `columns`; all but the first begin with `indent` spaces. A part that cannot be broken stays whole.
pub(super) fn wrapped(line: &str, columns: usize, indent: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut width = 0;
    for piece in pieces_within(line, columns.saturating_sub(indent)) {
        let last = lines.len() - 1;
        if width + columns_of(piece.trim_end()) > columns && !lines[last].trim().is_empty() {
            let end = lines[last].trim_end().len();
            lines[last].truncate(end);
            lines.push(" ".repeat(indent));
            width = indent;
        }
        let last = lines.len() - 1;
        lines[last].push_str(piece);
        width += columns_of(piece);
    }
    lines
}

/// The columns of the longest phrase: on fewer, a word would be broken.
pub(super) fn longest_phrase(line: &str) -> usize {
    let phrases = pieces(line, ends_phrase).into_iter();
    let columns = phrases.map(|phrase| columns_of(phrase.trim_end()));
    columns.max().unwrap_or(0)
}

/// The phrases of a line, those that are longer than a line in their smallest parts.
fn pieces_within(line: &str, columns: usize) -> Vec<&str> {
    let phrases = pieces(line, ends_phrase).into_iter();
    let within = phrases.flat_map(|phrase| {
        if columns_of(phrase.trim_end()) > columns {
            pieces(phrase, may_break)
        } else {
            vec![phrase]
        }
    });
    within.collect()
}

/// The parts between which the line may be broken, with the spaces after them. A number stays with the word that it counts ("3 件").
fn pieces(line: &str, may_break: fn(char, char) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let (mut earlier, mut before) = (None, None);
    for (at, next) in line.char_indices() {
        let counts = earlier.is_some_and(|c: char| c.is_ascii_digit())
            && before == Some(' ')
            && is_wide(next);
        if !counts && before.is_some_and(|before| may_break(before, next)) {
            pieces.push(&line[start..at]);
            start = at;
        }
        (earlier, before) = (before, Some(next));
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

/// Whether a new phrase begins here: after a space or a mark, before an opening mark, and after a particle where no hiragana follows.
fn ends_phrase(before: char, next: char) -> bool {
    if !may_break(before, next) {
        return false;
    }
    let mark = |c: char| is_wide(c) && !c.is_alphanumeric();
    let after_particle = is_hiragana(before) && !INSIDE_A_WORD.contains(before);
    before == ' '
        || mark(before)
        || NEVER_LAST.contains(next)
        || (after_particle && !is_hiragana(next))
}

fn is_hiragana(c: char) -> bool {
    ('ぁ'..='ゖ').contains(&c)
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

/// The columns that a text takes on a terminal.
pub(super) fn columns_of(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap(line: &str, columns: usize, indent: usize) -> String {
        wrapped(line, columns, indent).join("\n")
    }

    #[test]
    fn english_is_broken_between_words() {
        assert_eq!(
            wrap("This was the only free", 14, 2),
            "This was the\n  only free"
        );
    }

    #[test]
    fn a_long_phrase_is_broken_anywhere_but_before_a_closing_mark_or_after_an_opening_one() {
        assert_eq!(wrap("使えません。外す", 10, 0), "使えませ\nん。外す");
        assert_eq!(wrap("窓口は「窓口1」", 9, 0), "窓口は\n「窓口1」");
    }

    #[test]
    fn japanese_is_broken_where_a_phrase_ends_and_never_inside_a_word() {
        assert_eq!(
            wrap("リーダーを用意するか、条件を外してください。", 26, 0),
            "リーダーを用意するか、\n条件を外してください。"
        );
        assert_eq!(
            wrap("次の方を呼び出します。", 16, 0),
            "次の方を\n呼び出します。"
        );
        assert_eq!(
            wrap("空いている窓口1です。", 14, 0),
            "空いている\n窓口1です。"
        );
    }

    #[test]
    fn a_number_stays_with_the_word_that_it_counts() {
        assert_eq!(wrap("受付が 3 件あります", 12, 0), "受付が\n3 件あります");
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
