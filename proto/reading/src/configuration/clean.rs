//! The text of a configuration without what is forgiven: characters that cannot be seen, blanks that only look so, line ends of old editors.

use madoguchi_plain::is_ignored;

/// A text without what is forgiven.
pub(super) struct Clean {
    pub(super) text: String,
    /// For each of its bytes, and its end, the place in the text as it was.
    pub(super) origin: Vec<usize>,
    /// A backslash behind a drive's letter in double quotes. TOML may take it for a line feed or a tab, and the path would be another.
    pub(super) path: Option<usize>,
}

impl Clean {
    pub(super) fn of(text: &str) -> Self {
        let mut clean = Self {
            text: String::with_capacity(text.len()),
            origin: Vec::with_capacity(text.len() + 1),
            path: None,
        };
        let mut scan = Scan::default();
        for (at, c) in text.char_indices() {
            let rest = &text[at..];
            // An ideograph keeps the form that a folder's name has.
            if is_ignored(c) && !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}') {
                continue;
            }
            let c = match c {
                '\r' if !rest.starts_with("\r\n") => '\n',
                blank if scan.is_outside() && blank.is_whitespace() && !blank.is_ascii() => ' ',
                other => other,
            };
            if scan.is_drive(rest) {
                clean.path.get_or_insert(at + 2);
            }
            scan.step(c, rest);
            clean.text.push(c);
            clean.origin.resize(clean.text.len(), at);
        }
        clean.origin.push(text.len());
        clean
    }
}

/// Where in TOML a character stands: outside of quotes and remarks, or in one of them.
#[derive(Default)]
struct Scan {
    within: Option<Within>,
    /// Characters that belong to the one before: the rest of three quotes, what a backslash takes along.
    skip: usize,
    /// Whether a text in double quotes begins here.
    begins: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Remark,
    /// In quotes of this kind: one of them ends it, or three.
    Quotes(char, bool),
}

impl Scan {
    fn is_outside(&self) -> bool {
        self.within.is_none()
    }

    /// Whether a path with a single backslash begins here: `C:\U`.
    fn is_drive(&self, rest: &str) -> bool {
        let mut path = rest.chars();
        self.begins
            && path.next().is_some_and(|c| c.is_ascii_alphabetic())
            && path.next() == Some(':')
            && path.next() == Some('\\')
            && path.next() != Some('\\')
    }

    fn step(&mut self, c: char, rest: &str) {
        self.begins = false;
        if self.skip > 0 {
            self.skip -= 1;
            self.begins = self.skip == 0 && self.within == Some(Within::Quotes('"', true));
            return;
        }
        let three = |c: char| {
            let mut three = rest.chars().take(3).filter(|next| *next == c);
            three.by_ref().count() == 3
        };
        match self.within {
            None if c == '#' => self.within = Some(Within::Remark),
            None if matches!(c, '"' | '\'') => {
                let long = three(c);
                self.within = Some(Within::Quotes(c, long));
                self.skip = if long { 2 } else { 0 };
                self.begins = c == '"' && !long;
            }
            Some(Within::Quotes('"', _)) if c == '\\' => self.skip = 1,
            Some(Within::Quotes(quote, false)) if c == quote || c == '\n' => self.within = None,
            Some(Within::Quotes(quote, true)) if c == quote && three(quote) => {
                self.within = None;
                self.skip = 2;
            }
            Some(Within::Remark) if c == '\n' => self.within = None,
            _ => {}
        }
    }
}
