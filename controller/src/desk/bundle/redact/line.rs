//! A line by its characters, and where in it a number may begin and end.

use madoguchi_plain::numbers::is_dash;

pub(super) struct Line<'a> {
    text: &'a str,
    /// Each character, behind where it begins.
    chars: Vec<(usize, char)>,
}

impl<'a> Line<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let chars = text.char_indices().collect();
        Self { text, chars }
    }

    /// The place behind its last character.
    pub(super) fn end(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    /// What stands from a place up to another one.
    pub(super) fn between(&self, from: usize, to: usize) -> &'a str {
        let offset = |at| {
            let found = self.chars.get(at);
            found.map_or(self.text.len(), |(offset, _): &(usize, char)| *offset)
        };
        self.text.get(offset(from)..offset(to)).unwrap_or_default()
    }

    /// How many characters from a place on are of those that a number may hold, up to a bound.
    pub(super) fn run(&self, at: usize, most: usize) -> usize {
        let rest = self.chars.iter().skip(at).take(most);
        rest.take_while(|(_, c)| is_of_number(*c)).count()
    }

    /// Whether one word may end and another one begin at a place. Japanese has no blanks, so it is everywhere but between two letters or
    /// digits that are no Japanese ones.
    pub(super) fn parts(&self, at: usize) -> bool {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_japanese(c));
        !(joins(self.before(at)) && joins(self.char(at)))
    }

    /// Whether no letter and no digit stands before and behind.
    pub(super) fn is_word(&self, at: usize, end: usize) -> bool {
        let around = [self.before(at), self.char(end)];
        around.into_iter().flatten().all(|c| !c.is_alphanumeric())
    }

    /// Whether what is between is no part of something longer: of a date, a time, a USB port or a path.
    pub(super) fn is_alone(&self, at: usize, end: usize) -> bool {
        let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '.' | ':' | '/' | '\\'));
        let goes_on = joins(self.char(end)) && self.run(end + 1, 1) == 1;
        let around = [self.before(at), self.char(end)];
        let is_free = around.into_iter().flatten().all(|c| !is_of_number(c));
        is_free && !goes_on && !(joins(self.before(at)) && at > 1 && self.run(at - 2, 1) == 1)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.char(at.checked_sub(1)?)
    }
}

/// What a number may hold (RULES Q8), in each form in which it may be written.
fn is_of_number(c: char) -> bool {
    c.is_alphanumeric() || is_dash(c) || matches!(c, '\u{3099}' | '\u{309a}')
}

/// Kana and kanji, also of half width.
const fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}')
}
