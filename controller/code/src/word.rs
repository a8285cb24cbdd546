//! A short word in an alphabet of forty: serials, ports and versions, three characters in two bytes.

use std::fmt;

/// The most characters of a word: those of the longest serial.
pub const MAX_CHARS: usize = 32;

/// The characters by their numbers. The last two stand in versions; whatever else there is becomes a hyphen.
const ALPHABET: &[u8; 39] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.+";
/// One more than the largest number: what fills up a triple has none.
const BASE: u16 = 40;
/// The number of nothing.
const NOTHING: u16 = 39;

/// Up to 32 capital letters, digits, hyphens, dots and plus signs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word(String);

impl Word {
    /// A text as a word: in capitals, with a hyphen for each other character, cut off behind so many as a word has.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let capital = text.chars().map(|c| c.to_ascii_uppercase());
        let known = |c: char| u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte));
        let word = capital.map(|c| if known(c) { c } else { '-' });
        Self(word.take(MAX_CHARS).collect())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its characters in threes, each three as two bytes.
    pub(crate) fn packed(&self) -> Vec<u8> {
        let numbers: Vec<_> = self.0.bytes().map(number).collect();
        let triples = numbers.chunks(3).map(|triple| {
            let at = |place: usize| triple.get(place).copied().unwrap_or(NOTHING);
            (at(0) * BASE + at(1)) * BASE + at(2)
        });
        triples.flat_map(u16::to_be_bytes).collect()
    }

    /// The bytes of a packed word with so many characters.
    pub(crate) const fn packed_len(chars: usize) -> usize {
        chars.div_ceil(3) * 2
    }

    /// The word with so many characters; `None` if these bytes are none.
    pub(crate) fn unpacked(chars: usize, packed: &[u8]) -> Option<Self> {
        let mut word = String::with_capacity(chars + 2);
        for pair in packed.chunks_exact(2) {
            let triple = u16::from_be_bytes([pair[0], pair[1]]);
            for number in [triple / (BASE * BASE), triple / BASE % BASE, triple % BASE] {
                match ALPHABET.get(usize::from(number)) {
                    Some(&c) => word.push(char::from(c)),
                    None if number == NOTHING => {}
                    None => return None,
                }
            }
        }
        // What packs into other bytes was not packed here: something filled up the wrong place.
        let word = Self(word);
        (word.0.len() == chars && word.packed() == packed).then_some(word)
    }
}

/// The number of a character of a word.
fn number(c: u8) -> u16 {
    let found = (0..).zip(ALPHABET).find(|(_, known)| **known == c);
    found.map_or(NOTHING, |(number, _)| number)
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
