//! Where typed text stands among other text, as in a mail: the checks of its first groups show the beginning, its length in the first
//! group the end.

use super::group::{self, GROUP_BYTES, GROUP_LEN};
use super::{NO_SYMBOL, parts};
use crate::base32::{self, Read};

/// The groups at the beginning of which two have to be correct: with one of them mistyped it is still found.
const FIRST: usize = 3;

/// A typed document, or the parts of one, in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// Its line, from 1.
    pub line: usize,
    /// What it is, for a list of several.
    pub what: &'static str,
}

/// All typed documents in a text, in their order. The parts of codes count as one: which belong together, their tags say.
pub fn find(text: &str) -> Vec<Found> {
    if parts::begin(text) {
        let line = text.lines().position(parts::begin);
        return vec![Found {
            line: line.map_or(1, |line| line + 1),
            what: "MDG:",
        }];
    }
    let all = Symbols::of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((begin, end)) = all.next(at) {
        found.push(Found {
            line: all.lines[begin],
            what: "XXXXX-XXXXX",
        });
        at = end.max(begin + GROUP_LEN);
    }
    found
}

/// The symbols of the first typed document in a text, and of what follows where that goes on in the same way; all symbols of the text where
/// no beginning can be found.
pub fn symbols(text: &str) -> Vec<u8> {
    let all = Symbols::of(text);
    match all.next(0) {
        None => all.symbols,
        Some((begin, end)) => {
            let goes_on = all.begins.get(end) == Some(&false) || all.next_is_a_group(end);
            let end = if goes_on || end > all.symbols.len() {
                all.symbols.len()
            } else {
                end
            };
            all.symbols[begin..end].to_vec()
        }
    }
}

/// The symbols of a text with what stands between them.
struct Symbols {
    symbols: Vec<u8>,
    /// Whether a blank stands before the symbol.
    begins: Vec<bool>,
    /// The line of each symbol.
    lines: Vec<usize>,
}

impl Symbols {
    fn of(text: &str) -> Self {
        let (mut symbols, mut begins, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        let (mut blank, mut line) = (true, 1);
        for c in text.chars() {
            let symbol = match base32::read(c) {
                Read::Symbol(symbol) => symbol,
                Read::Other => NO_SYMBOL,
                Read::Separator => {
                    blank |= c.is_whitespace();
                    line += usize::from(c == '\n');
                    continue;
                }
            };
            // Behind a label's colon a text can begin as behind a blank.
            let after_other = symbols.last() == Some(&NO_SYMBOL) && symbol != NO_SYMBOL;
            symbols.push(symbol);
            begins.push(blank || after_other);
            lines.push(line);
            blank = false;
        }
        Self {
            symbols,
            begins,
            lines,
        }
    }

    fn group(&self, at: usize, number: usize) -> Option<[u8; GROUP_BYTES]> {
        let from = at + number * GROUP_LEN;
        let symbols = self.symbols.get(from..from + GROUP_LEN)?;
        group::read(number, symbols.try_into().ok()?)
    }

    /// Where the next document begins, at or behind a place, and where it has to end by its length; the end of all where the length was
    /// mistyped.
    fn next(&self, from: usize) -> Option<(usize, usize)> {
        (from..self.symbols.len()).find_map(|at| {
            if !self.begins[at] {
                return None;
            }
            let first = self.group(at, 0);
            let good = (0..FIRST).filter(|&number| self.group(at, number).is_some());
            if good.count() < FIRST - 1 {
                return None;
            }
            let end = first.map_or(self.symbols.len(), |head| {
                let length = usize::from(u16::from_be_bytes([head[0], head[1]]));
                at + (1 + length.div_ceil(GROUP_BYTES)) * GROUP_LEN
            });
            Some((at, end))
        })
    }

    /// Whether what follows on the same line or the next one has the length of a group: then it is no other text, but one group too many.
    fn next_is_a_group(&self, end: usize) -> bool {
        let near = |at: usize| {
            let before = end.checked_sub(1).and_then(|last| self.lines.get(last));
            before.is_some_and(|line| self.lines[at] <= line + 1)
        };
        let length = self.begins.get(end..).map(|rest| {
            let next = rest.iter().skip(1).position(|&begins| begins);
            next.map_or(rest.len(), |next| next + 1)
        });
        length == Some(GROUP_LEN)
            && near(end)
            && !self.symbols[end..end + GROUP_LEN].contains(&NO_SYMBOL)
    }
}
