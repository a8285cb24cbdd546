//! A configuration in TOML, as editors leave it. Blanks that are none and what cannot be seen are forgiven; whatever else keeps it from
//! being read is told as a person looks for it: the line, the place in it, and which of the usual slips it is.

mod clean;

use self::clean::Clean;
use crate::{Other, narrow, source_of_mail};
use madoguchi_plain::seen;
use toml::{Table, Value};

/// The most characters of a line that are shown: the rest is cut off.
const MAX_SHOWN: usize = 60;
/// How alike two names are (Jaro, 0 to 1) of which one is a slip of the other: clap's measure for words on the command line, and a little more.
const ALIKE: f64 = 0.8;

/// One place where TOML cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The line as it stands there; what cannot be seen is marked.
    pub shown: String,
    pub kind: Kind,
}

/// The usual slips.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A character that cannot be seen, or looks like another: its code.
    Odd(String),
    /// A backslash where quotes take it for more than itself: a path of Windows.
    Backslash,
    /// Only one of the two quotes is there.
    Quote,
    /// What stands behind `=` is no value.
    Value,
    NoValue,
    NoEquals,
    /// A remark that does not begin with `#`.
    Remark,
    /// A name in other letters than a name has.
    Name,
    /// The line of a section without one of its brackets.
    Section,
    /// A list or a table in braces.
    List,
    /// Something behind the value.
    Behind,
    /// A name or a section that is there already.
    Twice(String),
    Else,
}

/// Reads the table of a configuration.
///
/// # Errors
/// It is no TOML: the first place.
pub fn table(text: &str) -> Result<Table, Slip> {
    let clean = Clean::of(text);
    if let Some(at) = clean.path {
        return Err(slip(text, at, |_| Kind::Backslash));
    }
    match clean.text.parse::<Table>() {
        Ok(mut table) => {
            table.iter_mut().for_each(|(_, value)| trim(value));
            Ok(table)
        }
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let at = clean.origin.get(span.start).copied().unwrap_or(text.len());
            let there = clean.text.get(span).unwrap_or_default();
            Err(slip(text, at, |line| kind(error.message(), line, there)))
        }
    }
}

/// Whether a text is no configuration but a page, as a browser or a mail program saves one.
#[must_use]
pub fn is_page(text: &str) -> bool {
    source_of_mail(text) == Some(Other::Html) && table(text).is_err()
}

/// Blanks that look like nothing at the ends of a value were not meant; within it they may be, as in the name of a folder.
fn trim(value: &mut Value) {
    match value {
        Value::String(text) => {
            let odd = |c: char| c.is_whitespace() && !c.is_ascii();
            *text = text.trim_matches(odd).to_owned();
        }
        Value::Array(values) => values.iter_mut().for_each(trim),
        Value::Table(table) => table.iter_mut().for_each(|(_, value)| trim(value)),
        _ => {}
    }
}

/// The slip at a place of a text.
fn slip(text: &str, at: usize, kind: impl FnOnce(&str) -> Kind) -> Slip {
    let before = text.get(..at).unwrap_or(text);
    let ends = |c: char| matches!(c, '\n' | '\r');
    let begin = before.rfind(ends).map_or(0, |end| end + 1);
    let line = text[begin..].split(ends).next().unwrap_or_default();
    let lines = before.matches('\n').count() + before.replace("\r\n", "\n").matches('\r').count();
    Slip {
        line: lines + 1,
        column: before[begin..].chars().count() + 1,
        shown: shown(line.trim()),
        kind: kind(line),
    }
}

/// A line or a value as it is shown: not too much of it, and with the codes of what cannot be seen in it.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (c, hidden) in seen(text).take(MAX_SHOWN) {
        match c {
            ' ' | '\t' => shown.push(' '),
            _ if hidden || c.is_whitespace() => shown.push_str(&format!("<{}>", code(c))),
            _ => shown.push(c),
        }
    }
    if text.chars().count() > MAX_SHOWN {
        shown.push('…');
    }
    shown
}

/// The slip behind an error. `line` is the line in which it was found, `there` what the parser stumbled over.
///
/// The parser says what it found in English sentences alone; a test has each of those that are told apart here.
fn kind(message: &str, line: &str, there: &str) -> Kind {
    let says = |words: &[&str]| words.iter().any(|word| message.starts_with(word));
    if says(&["duplicate key", "cannot extend value"]) {
        return Kind::Twice(shown(there));
    }
    if let Some(odd) = odd_character(line) {
        return Kind::Odd(odd);
    }
    let line = line.trim();
    if says(&["key with no value"]) {
        return match line {
            _ if line.starts_with("//") || line.starts_with(';') => Kind::Remark,
            _ if line.ends_with(']') && !line.contains(['[', '=']) => Kind::Section,
            _ => Kind::NoEquals,
        };
    }
    if says(&[
        "too few unicode value",
        "missing escaped value",
        "invalid value, expected unicode",
    ]) {
        return Kind::Backslash;
    }
    if says(&[
        "missing opening quote",
        "invalid literal string, expected `'`",
        "invalid multi-line",
    ]) || message == "invalid basic string, expected `\"`"
    {
        return Kind::Quote;
    }
    if says(&[
        "unclosed table",
        "unclosed array table",
        "missing table open",
    ]) {
        return Kind::Section;
    }
    if message.contains("array")
        || message.contains("inline table")
        || message.contains("assignment between")
        || message.contains("comma")
    {
        return Kind::List;
    }
    if says(&["string values must be quoted", "missing value"]) && there.is_empty() {
        return Kind::NoValue;
    }
    if says(&["invalid unquoted key"]) {
        return Kind::Name;
    }
    if says(&["unexpected key or value"]) {
        return Kind::Behind;
    }
    let number = [
        "string values",
        "invalid",
        "unexpected leading zero",
        "missing",
        "number",
    ];
    match says(&number) {
        true => Kind::Value,
        false => Kind::Else,
    }
}

/// The first character in a line of a configuration that looks like another one, or like nothing: the usual reason why a line
/// that looks right is not. What stands in quotes or behind `#` may be anything that can be seen. With its number in Unicode.
fn odd_character(line: &str) -> Option<String> {
    let mut quote = None;
    for c in line.chars() {
        let control = c.is_control() && c != '\t';
        match quote {
            _ if control => return Some(code(c)),
            Some(begun) if begun == c => quote = None,
            Some(_) => {}
            None if c == '#' => return None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if is_odd(c) => return Some(code(c)),
            None => {}
        }
    }
    None
}

fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Blanks and what takes no room are forgiven before.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201f}') || (narrow(c) != c && c != '\u{3000}')
}

/// The name among the known ones that was meant by another, if one is alike. Names are whole (`section.name`); one that stands in the wrong
/// section counts, too.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let split = |name: &'_ str| -> (String, String) {
        let (section, name) = name.rsplit_once('.').unwrap_or(("", name));
        (section.to_owned(), name.to_lowercase().replace('-', "_"))
    };
    let (section, last) = split(name);
    let alike = known.into_iter().map(|known| {
        let (other_section, other) = split(known);
        let alike = strsim::jaro(&last, &other);
        // A name of the same section is meant before one that is as much alike elsewhere.
        let here = if section == other_section { 0.1 } else { 0.0 };
        (alike, alike + here, known)
    });
    alike
        .filter(|(alike, _, _)| *alike >= ALIKE)
        .max_by(|one, two| one.1.total_cmp(&two.1))
        .map(|(_, _, known)| known)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn kind_of(text: &str) -> Kind {
        table(text).unwrap_err().kind
    }

    #[test]
    fn each_usual_slip_is_told_from_the_others() {
        let odd = |code: &str| Kind::Odd(code.to_owned());
        let twice = |name: &str| Kind::Twice(name.to_owned());
        let table = [
            ("a = \"usb\n", Kind::Quote),
            ("a = usb\"", Kind::Quote),
            ("a = '窓口\n", Kind::Quote),
            ("a = \"\"\"abc\n", Kind::Quote),
            ("a = usb", Kind::Value),
            ("a = True", Kind::Value),
            ("a = no", Kind::Value),
            ("a = 08", Kind::Value),
            ("a = 10s", Kind::Value),
            ("a = 99999999999999999999", Kind::Value),
            ("a = 127.0.0.1:7443", Kind::Value),
            ("a = C:\\Data", Kind::Value),
            ("a =", Kind::NoValue),
            ("a = # 1", Kind::NoValue),
            ("a \"usb\"", Kind::NoEquals),
            ("a", Kind::NoEquals),
            ("a: 1", Kind::NoEquals),
            ("// a", Kind::Remark),
            ("; a", Kind::Remark),
            ("窓口 = 1", Kind::Name),
            ("[link", Kind::Section),
            ("link]", Kind::Section),
            ("a = [1, 2\nb = 3", Kind::List),
            ("a = [\"a\" \"b\"]", Kind::List),
            ("a = [{ b = 1 c = 2 }]", Kind::List),
            ("a = \"x\" b", Kind::Behind),
            ("a = 1 b = 2", Kind::Behind),
            ("a = [fe80::1]:7443", Kind::Behind),
            ("[link] x", Kind::Behind),
            ("a = 1\na = 2", twice("a")),
            ("[a]\nb = 1\n[a]", twice("a")),
            ("a = \"C:\\Users\\x\"", Kind::Backslash),
            ("a = \"C:\\Data\\\"", Kind::Backslash),
            // These would be read, as a line feed and a tab.
            ("a = \"C:\\new\"", Kind::Backslash),
            ("a = [\"x\", \"d:\\temp\"]", Kind::Backslash),
            ("a = \"\\\\nas\\daten\"", Kind::Backslash),
            ("a = “x”", odd("U+201C")),
            ("a ＝ 1", odd("U+FF1D")),
            ("a = \"x\u{1}\"", odd("U+0001")),
            ("a == 1", Kind::Else),
        ];
        for (text, kind) in table {
            assert_eq!(kind_of(text), kind, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_forgiven_wherever_it_stands() {
        let read = table(
            "\u{200b}policy\u{3000}=\u{a0}\"\u{202a}us\u{feff}b\u{3000}\" # 窓口\u{3000}\r\
             [\u{2003}link\u{200d}]\r\n\u{feff}ids = ['a\u{3000}b', '辻\u{E0100}']\n",
        )
        .unwrap();
        let plain = table("policy = \"usb\"\n[link]\nids = ['a\u{3000}b', '辻\u{E0100}']").unwrap();
        assert_eq!(read, plain);
    }

    #[test]
    fn a_page_is_told_from_a_configuration_with_signs_of_one() {
        assert!(is_page("<html><p>policy = \"usb\"</p>"));
        assert!(is_page("policy = &quot;usb&quot;\n"));
        assert!(!is_page("# <b> &amp;\npolicy = 'x'\n"));
        assert!(!is_page("policy =\nlang = 1\n"));
    }

    #[test]
    fn paths_that_are_written_well_are_read() {
        for text in [
            "a = 'C:\\new'",
            "a = \"C:\\\\new\"",
            "a = \"C:/new\"",
            "# \"C:\\new\"\na = 'C:\\new'",
        ] {
            assert!(table(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_slip_has_the_place_where_a_person_finds_it() {
        let slip = table("# 窓口\r\n\r\n\u{200b}\u{3000}a = [1,\u{3000}x]\r\n").unwrap_err();
        assert_eq!((slip.line, slip.column), (3, 11));
        assert_eq!(slip.shown, "<U+200B><U+3000>a = [1,<U+3000>x]");
        let old = table("a = 1\rb = x\r").unwrap_err();
        assert_eq!((old.line, old.column, old.shown.as_str()), (2, 5, "b = x"));
        let long = table(&format!("a = {}", "長".repeat(99))).unwrap_err();
        assert_eq!(long.shown.chars().count(), MAX_SHOWN + 1);
    }

    #[test]
    fn the_name_that_was_meant_is_found() {
        let known = [
            "policy",
            "rules.call_s",
            "rules.card_removal_s",
            "gateway.port",
            "rules",
        ];
        for (name, meant) in [
            ("polcy", Some("policy")),
            ("Policy", Some("policy")),
            ("log.policy", Some("policy")),
            ("rules.calls", Some("rules.call_s")),
            ("rules.call-s", Some("rules.call_s")),
            ("call_s", Some("rules.call_s")),
            ("rule", Some("rules")),
            ("colour", None),
            ("rules.x", None),
        ] {
            assert_eq!(nearest(name, known), meant, "{name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_has_its_place(text in "[a=\"'\\\\#\\[\\]{},. \r\n\u{200b}\u{3000}1:]{0,40}|\\PC{0,40}") {
            if let Err(slip) = table(&text) {
                proptest::prop_assert!(slip.line >= 1 && slip.column >= 1);
            }
        }
    }
}
