//! The words by which a line calls what stands with them a number.

use madoguchi_plain::numbers;

/// Before a number, in whatever is longer, too: `ticketNumber`, 受付番号.
const WORDS: [&str; 7] = [
    "number",
    "ticket",
    "番号",
    "番号札",
    "受付",
    "整理",
    "整理券",
];
/// Before a number, as a word of their own: other words end with them.
const SHORT: [&str; 2] = ["no", "num"];
/// What may stand between such a word and the number, once full width is taken as plain.
const BETWEEN: [char; 21] = [
    ' ', '\t', ':', '=', '.', '#', '"', '\'', '`', '\\', '(', '[', '{', '<', '>', '-', '→', '「',
    '『', '【', 'は',
];
/// What stands between the numbers of a list, beside quotes and blanks.
const LISTS: [char; 7] = [',', '，', ';', '、', '・', '/', '&'];
/// The most characters before a number in which its word is looked for: of the longest ones with what may stand between.
const MOST: usize = 24;

/// Whether what stands before a number calls it one.
pub(super) fn is_before(text: &str) -> bool {
    let text = newest(text);
    let text = text.trim_end_matches(BETWEEN);
    let lower = text.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    if WORDS.iter().any(|word| singular.ends_with(word)) {
        return true;
    }
    SHORT.iter().any(|word| {
        let Some(rest) = lower.strip_suffix(word) else {
            return false;
        };
        // `ticketNo` is two words, "casino" is one.
        let begins = text.get(rest.len()..).and_then(|word| word.chars().next());
        !rest.ends_with(char::is_alphabetic) || begins.is_some_and(char::is_uppercase)
    })
}

/// Whether what stands behind digits calls them a number: 12番, but not 12番目.
pub(super) fn counts(text: &str) -> bool {
    let mut rest = text.trim_start().chars();
    rest.next() == Some('番') && !matches!(rest.next(), Some('目' | '号' | '線'))
}

/// Whether what stands before is the name of something else, whose value this is.
pub(super) fn is_value(text: &str) -> bool {
    let text = newest(text);
    text.trim_end_matches([' ', '"', '\'', '\\'])
        .ends_with([':', '='])
}

/// Whether what stands between two numbers is that of a list.
pub(super) fn goes_on(text: &str) -> bool {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | '」' | '「');
    text.contains(LISTS) && text.chars().all(|c| is_blank(c) || LISTS.contains(&c))
}

/// The newest characters, as they are meant: in full width or not.
fn newest(text: &str) -> String {
    let from = text.char_indices().rev().nth(MOST - 1);
    let text = text.get(from.map_or(0, |(at, _)| at)..).unwrap_or_default();
    // A character before digits of its own would be lost with its zeros; a mark keeps them.
    numbers::meant(&format!("|{text}"))
}
