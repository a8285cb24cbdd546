//! The source of a mail, in which signs stand for others: named, and never decoded, for a text may hold such signs itself.

use crate::carrier::{END, before};
use crate::other::Other;

/// The names of the marks that mail programs put around and into a text.
const MARKS: [&str; 25] = [
    "!doctype",
    "html",
    "head",
    "body",
    "meta",
    "style",
    "br",
    "hr",
    "div",
    "p",
    "pre",
    "span",
    "font",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "a",
    "b",
    "i",
    "u",
    "code",
    "tt",
    "blockquote",
];

/// The longest name or number of a sign that a page writes as `&name;`, in bytes.
const MAX_ENTITY: usize = 8;

/// What a text is, where it is not as the mail shows it. An address of a page may hold anything, and says nothing about the text around it.
#[must_use]
pub fn source_of_mail(text: &str) -> Option<Other> {
    if is_quoted_printable(text) {
        Some(Other::QuotedPrintable)
    } else if is_html(text) {
        Some(Other::Html)
    } else {
        None
    }
}

/// Whether `=` and two hex digits stand for a sign that such a mail writes so, or a line that ends with `=` goes on below. `=` at the end of
/// base 64 is neither, with whatever mark the END line is quoted, and no such mail ends a line with `==`.
fn is_quoted_printable(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        if words(line).any(|word| holds_coded(word, line.ends_with(word))) {
            return true;
        }
        let next = lines.peek().copied().unwrap_or_default();
        // Such a mail is ASCII throughout.
        let goes_on = !next.is_empty() && next.is_ascii() && !next.starts_with("--");
        let ends = line.ends_with('=') && !line.ends_with("==");
        if ends && goes_on && before(next, END).is_none() {
            return true;
        }
    }
    false
}

/// What stands between the blanks of a line, but for addresses of pages, which neither documents nor keys look like.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
        .filter(|word| !word.contains("://") && !word.contains('?'))
}

/// Whether a word holds what is written with `=`: `=` itself, a dash, a byte that is not ASCII, a blank that would end a line.
fn holds_coded(word: &str, ends_line: bool) -> bool {
    let bytes = word.as_bytes();
    bytes.windows(3).enumerate().any(|(at, part)| {
        let digits = (part[0] == b'=').then(|| std::str::from_utf8(&part[1..]).ok());
        let capital = |digits: &&str| !digits.bytes().any(|b| b.is_ascii_lowercase());
        let byte = digits.flatten().filter(capital);
        match byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(b'=' | b'-' | 0x80..) => true,
            Some(b' ' | b'\t' | b'\r') => ends_line && at + 3 == bytes.len(),
            _ => false,
        }
    })
}

/// Whether a text holds a page's marks, or signs that a page writes by their names.
fn is_html(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mark = |behind: &str| {
        let behind = behind.trim_start_matches('/');
        let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\n', '>', '/']);
        let is = |name: &&str| behind.strip_prefix(*name).is_some_and(ends);
        MARKS.iter().any(is)
    };
    let marked = text.split('<').skip(1).any(mark);
    marked || text.lines().flat_map(words).any(holds_entity)
}

/// Whether a word holds `&amp;`, `&#43;` or the like.
fn holds_entity(word: &str) -> bool {
    word.split('&').skip(1).any(|behind| {
        let Some((name, _)) = behind.split_once(';') else {
            return false;
        };
        let name = name.strip_prefix('#').unwrap_or(name);
        (1..=MAX_ENTITY).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_of_a_mail_is_told_by_what_such_a_mail_writes() {
        for text in [
            "ab=3D=3D",
            "abc=\ndef",
            "=E7=AA=93",
            "=2D----BEGIN",
            "MDG=2D3EFW1",
            "your file:=20\nMAA",
        ] {
            assert_eq!(source_of_mail(text), Some(Other::QuotedPrintable), "{text}");
        }
        for text in [
            "<html>",
            "MAA<br>\nMBB",
            "MAA<BR/>",
            "<table border=0><tr><td>MAA</td>",
            "<!DOCTYPE html>",
            "</span>",
            "MAA&#43;MBB",
            "MAA&#x2b;",
            "MAA&#X2B;",
            "a&amp;b",
            "a&nbsp;b",
            "&gt; MAA",
        ] {
            assert_eq!(source_of_mail(text), Some(Other::Html), "{text}");
        }
    }

    #[test]
    fn base_64_and_what_people_write_around_it_is_no_source() {
        for text in [
            "abc=\n-----END",
            "abc==\n",
            "abc==\nbest regards",
            "abc=\n≫",
            "田中> abc=\n田中> -----END X-----",
            "abc=",
            "a = 1\nb = 2",
            "x=\n\ny",
            "see example.jp/?id=12",
            "example.jp/map?view=2D",
            "https://example.jp/?id=3D12&amp;x=E7",
            "=10+5",
            "a <b@example.jp> wrote",
            "<https://example.jp/a>",
            "A & B; C",
            "1 < 2",
        ] {
            assert_eq!(source_of_mail(text), None, "{text}");
        }
    }
}
