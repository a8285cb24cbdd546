//! Product keys: proof of a purchase, short enough to be read over the telephone.
//!
//! `MDG-XXXXX-XXXXX-XXXXX`: 14 random symbols of base 32 (70 bits, so that none can be guessed) and a check symbol, which finds any one
//! wrong symbol and any two that were exchanged. Whoever knows a key can use it up, so it is shown masked and wiped from memory.

use std::fmt;
use std::str::FromStr;

use zeroize::{Zeroize as _, Zeroizing};

use crate::base32::{self, Read};

/// The beginning of every product key.
const PREFIX: &str = "MDG";

/// The random symbols of a key.
pub const RANDOM_LEN: usize = 14;

/// All symbols of a key: the random ones and the check symbol.
const LEN: usize = RANDOM_LEN + 1;

/// Symbols in a group.
const GROUP_LEN: usize = 5;

/// The symbols that are shown, the last ones: enough to distinguish a clinic's keys, far too few to use one.
const SHOWN_LEN: usize = 3;

/// The longest text that is read, in bytes: longer than a key in full-width letters with spaces between them.
const MAX_TEXT_LEN: usize = 256;

/// A product key in its only form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductKey([u8; LEN]);

/// The reason why a text is no product key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(
        "a product key has 15 letters and digits after MDG, and this text has {found}; compare it with the one you were given"
    )]
    Length { found: usize },
    #[error(
        "the {place}. character after MDG is none that a product key has; compare it with the one you were given"
    )]
    Character {
        /// Its position among the letters and digits, from 1.
        place: usize,
    },
    #[error(
        "a letter or digit of the product key is wrong, or two changed places; compare it with the one you were given"
    )]
    Mistyped,
}

impl ProductKey {
    /// The key of these random bytes; each gives 5 bits.
    #[must_use]
    pub fn from_random(random: &[u8; RANDOM_LEN]) -> Self {
        let mut symbols = [0; LEN];
        for (symbol, byte) in symbols.iter_mut().zip(random) {
            *symbol = byte % 32;
        }
        // The last symbol has the weight 1, so the sum of the others there makes the whole sum zero.
        symbols[RANDOM_LEN] = base32::weighted_sum(&symbols);
        Self(symbols)
    }

    /// The whole key, for its buyer.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(self.text(0))
    }

    /// The key with all but its last symbols masked, as `Display` and `Debug` write it.
    #[must_use]
    pub fn masked(&self) -> String {
        self.text(LEN - SHOWN_LEN)
    }

    /// The text with this many symbols masked.
    fn text(&self, masked: usize) -> String {
        // Allocated for the whole key, because a growing `String` would leave a copy of the first part in memory.
        let mut text = String::with_capacity(PREFIX.len() + LEN * 2 + LEN / GROUP_LEN);
        text.push_str(PREFIX);
        for (place, &symbol) in self.0.iter().enumerate() {
            if place % GROUP_LEN == 0 {
                text.push('-');
            }
            text.push(if place < masked {
                '·'
            } else {
                base32::write(symbol)
            });
        }
        text
    }
}

impl FromStr for ProductKey {
    type Err = Error;

    /// Reads what a person typed: in any case, O for 0, I and L for 1, with hyphens and spaces anywhere, with or without MDG.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text.len() > MAX_TEXT_LEN {
            return Err(Error::Length { found: text.len() });
        }
        let mut characters = Zeroizing::new(Vec::with_capacity(text.len()));
        characters.extend(text.chars().map(base32::read).filter_map(number));
        let prefix = PREFIX.chars().map(base32::read).filter_map(number);
        let named = characters.len() > LEN && characters.iter().copied().take(3).eq(prefix);
        let symbols = &characters[if named { PREFIX.len() } else { 0 }..];
        if let Some(place) = symbols.iter().position(|&symbol| symbol == NO_SYMBOL) {
            return Err(Error::Character { place: place + 1 });
        }
        let found = symbols.len();
        let symbols: [u8; LEN] = symbols.try_into().map_err(|_| Error::Length { found })?;
        let key = Self(symbols);
        match base32::weighted_sum(&key.0) {
            0 => Ok(key),
            _ => Err(Error::Mistyped),
        }
    }
}

/// Marks a character that is no symbol.
const NO_SYMBOL: u8 = 0xff;

fn number(read: Read) -> Option<u8> {
    match read {
        Read::Symbol(number) => Some(number),
        Read::Other => Some(NO_SYMBOL),
        Read::Separator => None,
    }
}

impl fmt::Display for ProductKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for ProductKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProductKey({self})")
    }
}

impl Drop for ProductKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn key() -> ProductKey {
        ProductKey::from_random(&[3, 14, 15, 92, 65, 35, 89, 79, 32, 38, 46, 26, 43, 38])
    }

    #[test]
    fn a_key_is_read_again_however_it_was_typed() {
        let text = key().reveal();
        // Computed by a separate program. Keys that were sold must stay valid: if this fails, do not change the test.
        assert_eq!(*text, "MDG-3EFW1-3SF06-ETB6Q");
        let wide: String = text
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
            .collect();
        let forms = [
            text.to_string(),
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', " "),
            text.replace('-', "ー"),
            text.replacen("MDG-", "", 1),
            text.replace('0', "O").replace('1', "l"),
            format!("  {}\r\n", *text),
            wide,
        ];
        for form in forms {
            assert_eq!(form.parse(), Ok(key()), "{form}");
        }
    }

    #[test]
    fn a_key_is_shown_masked() {
        let text = key().reveal();
        let shown = key().to_string();
        assert_eq!(shown, format!("MDG-·····-·····-··{}", &text[18..]));
        assert_eq!(format!("{:?}", key()), format!("ProductKey({shown})"));
    }

    #[test]
    fn every_wrong_symbol_and_every_two_that_changed_places_are_found() {
        let good = key().0;
        for place in 0..LEN {
            for wrong in (0..32).filter(|&wrong| wrong != good[place]) {
                let mut symbols = good;
                symbols[place] = wrong;
                let text = ProductKey(symbols).reveal();
                assert_eq!(text.parse::<ProductKey>(), Err(Error::Mistyped));
            }
            for other in (0..place).filter(|&other| good[other] != good[place]) {
                let mut symbols = good;
                symbols.swap(place, other);
                let text = ProductKey(symbols).reveal();
                assert_eq!(text.parse::<ProductKey>(), Err(Error::Mistyped));
            }
        }
    }

    #[test]
    fn a_text_that_is_no_key_is_refused_with_what_is_wrong() {
        let text = key().reveal();
        let table = [
            ("", Error::Length { found: 0 }),
            ("MDG", Error::Length { found: 3 }),
            (&text[..20], Error::Length { found: 14 }),
            ("MDG-U0000-00000-00000", Error::Character { place: 1 }),
            ("00000-0000?-00000", Error::Character { place: 10 }),
        ];
        for (text, error) in table {
            assert_eq!(text.parse::<ProductKey>(), Err(error), "{text}");
        }
        let long = "0".repeat(MAX_TEXT_LEN + 1);
        assert_eq!(
            long.parse::<ProductKey>(),
            Err(Error::Length { found: 257 })
        );
    }
}
