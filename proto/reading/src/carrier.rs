//! What mail, editors, spreadsheets and scanners add to a text on its way, and that carries no content.

/// The longest name before the mark of a quoted line, in characters.
const MAX_QUOTED_NAME: usize = 8;

/// The words behind the dashes of a block's first line and its last.
const BEGIN: &str = "BEGIN ";
pub(crate) const END: &str = "END ";

/// The longest mark in front of every line of a quoted block, in characters: a name with its title, and a sign.
const MAX_QUOTED_MARK: usize = 40;

/// A text as its writer meant it: line ends are line feeds; quoting (`> `, and in front of a block `田中> ` or `・`), blanks at the beginning
/// of a line and what has no width are gone; blanks and controls of any kind are spaces; full-width letters, digits and signs are plain ones.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut begins = true;
    let mut before = '\n';
    for c in text.chars() {
        let twice = before == '\r' && c == '\n';
        before = c;
        let c = match c {
            _ if twice || madoguchi_plain::is_ignored(c) => continue,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            blank if blank.is_whitespace() || blank.is_control() || blank == '\u{2800}' => ' ',
            other => narrow(other),
        };
        if begins && matches!(c, ' ' | '>' | '|') {
            continue;
        }
        begins = c == '\n';
        plain.push(c);
    }
    if !plain.contains('>') && !plain.contains(BEGIN) {
        return plain;
    }
    let mut lines: Vec<_> = plain.split_inclusive('\n').map(unquoted).collect();
    unmark(&mut lines);
    lines.concat()
}

/// A line without the name of whom it quotes (`Taro> `), as some mail programs put it.
fn unquoted(line: &str) -> &str {
    let mut line = line;
    while let Some((name, rest)) = line.split_once('>')
        && name.len() <= MAX_QUOTED_NAME
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        line = rest.trim_start_matches([' ', '>', '|']);
    }
    line
}

/// Takes away what stands in front of each line of a block alike, from its BEGIN line to its END line: whom or what a mail program quotes.
/// A block where one line has it not is left as it is.
fn unmark(lines: &mut [&str]) {
    for begin in 0..lines.len() {
        let Some(mark) = before(lines[begin], BEGIN).filter(|mark| !mark.is_empty()) else {
            continue;
        };
        let marked = lines[begin..]
            .iter()
            .take_while(|l| l.starts_with(mark))
            .count();
        let marked = &mut lines[begin..][..marked];
        let end = marked.iter().position(|l| before(l, END) == Some(mark));
        for line in marked.iter_mut().take(end.map_or(0, |end| end + 1)) {
            *line = unquoted(line[mark.len()..].trim_start_matches([' ', '>', '|']));
        }
    }
}

/// What stands in a line before the dashes of a BEGIN or END, if that is not too long to be a mark.
pub(crate) fn before<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let (head, _) = line.split_once(word)?;
    let mark = head.trim_end_matches(is_dash);
    let short = mark.chars().count() <= MAX_QUOTED_MARK;
    (mark.len() < head.len() && short).then(|| mark.trim_end())
}

/// The plain form of a full-width letter, digit or sign.
#[must_use]
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Whether a character is a hyphen or dash of any kind, or the long-vowel mark that a Japanese keyboard types for one.
#[must_use]
pub const fn is_dash(c: char) -> bool {
    madoguchi_plain::numbers::is_dash(c) || matches!(c, '\u{30fc}' | '\u{ff70}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_carries_no_content_is_left_out() {
        let table = [
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("Taro> a\nT> K> b\n<br>c", "a\nb\n<br>c"),
            ("> a\r\n>> b\r\n> > c\n| d\n  e", "a\nb\nc\nd\ne"),
            ("\u{feff}a\u{200b}b\u{ad}c\u{2060}", "abc"),
            ("a\u{a0}b\u{3000}c\td\u{1}e", "a b c d e"),
            ("ＡＺ０９＋／＝－", "AZ09+/=-"),
            ("a\r\r\nb", "a\n\nb"),
        ];
        for (text, expected) in table {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_carriers_added_is_gone_at_once(text in "[a>| \r\n\t\u{feff}\u{200b}\u{3000}\u{2028}Ａ＞－=b]{0,40}|\\PC{0,40}") {
            let once = plain(&text);
            proptest::prop_assert_eq!(plain(&once), once);
        }
    }

    #[test]
    fn a_block_is_read_by_whatever_mark_each_of_its_lines_is_quoted() {
        const BLOCK: &str = "-----BEGIN X-----\nMAAa\nMBB=\n\n-----END X-----\n";
        let quoted = |mark: &str| BLOCK.replace('\n', &format!("\n{mark}"));
        let marks = [
            "田中> ",
            "田中＞",
            "田中 太郎様 ＞ ",
            "» ",
            "≫",
            "・",
            "# ",
            "> 田中> ",
            "田中> > Taro> ",
            "yamada-taro> ",
            "M",
        ];
        for mark in marks {
            let text = format!("届きました。\n{mark}{}\n", quoted(mark).trim_end());
            let text = text.replace(&format!("{mark}\n"), &format!("{}\n", mark.trim_end()));
            let read = plain(&text);
            assert!(read.contains(BLOCK.trim_end()), "{mark:?}: {read}");
            assert_eq!(plain(&read), read, "{mark:?}");
        }
        let table = [
            ("a sentence before it", format!("M: {BLOCK}")),
            (
                "a mark that one line has not",
                quoted("» ").replace("» MBB", "MBB"),
            ),
            (
                "a mark that END has not",
                quoted("» ").replace("» -----END", "-----END"),
            ),
            ("what no name is as long as", quoted(&"あ".repeat(41))),
        ];
        for (what, text) in table {
            assert_eq!(plain(&text), text, "{what}");
            assert_eq!(crate::source_of_mail(&text), None, "{what}");
        }
    }
}
