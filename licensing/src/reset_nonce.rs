//! The random bytes that a time reset has to name, in a form for the telephone: 13 symbols of base 32 and a check symbol,
//! `XXXXX-XXXXX-XXXX`. Any one wrong symbol and any two that were exchanged are found.

use std::fmt;
use std::str::FromStr;

use crate::base32::{self, Read};

/// The symbols of 8 bytes, 5 bits each.
const SYMBOLS: usize = 13;

/// The 8 random bytes that a time reset has to name. They are no secret: they are of use only to their installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResetNonce(pub [u8; 8]);

/// The reason why a text is no such nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("it has {found} symbols instead of 14; ask for it again")]
    Length {
        /// The number of symbols that were read.
        found: usize,
    },
    #[error("character {place} belongs to no such code; ask for it again")]
    Character {
        /// Its position from 1, without hyphens and spaces.
        place: usize,
    },
    #[error("a symbol is wrong, or two changed places; ask for it again")]
    Check,
}

impl fmt::Display for ResetNonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let symbols = symbols(u64::from_be_bytes(self.0));
        let all = symbols.iter().copied().chain([check(&symbols)]);
        for (place, symbol) in all.enumerate() {
            if place == 5 || place == 10 {
                f.write_str("-")?;
            }
            write!(f, "{}", base32::write(symbol))?;
        }
        Ok(())
    }
}

impl FromStr for ResetNonce {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut symbols = Vec::with_capacity(SYMBOLS + 1);
        let mut too_many = 0;
        for c in text.chars() {
            match base32::read(c) {
                Read::Symbol(symbol) if symbols.len() <= SYMBOLS => symbols.push(symbol),
                Read::Symbol(_) => too_many += 1,
                Read::Separator => {}
                Read::Other => {
                    return Err(Error::Character {
                        place: symbols.len() + too_many + 1,
                    });
                }
            }
        }
        let found = symbols.len() + too_many;
        if too_many > 0 {
            return Err(Error::Length { found });
        }
        let Some((&last, symbols)) = symbols.split_last().filter(|(_, s)| s.len() == SYMBOLS)
        else {
            return Err(Error::Length { found });
        };
        let number = symbols
            .iter()
            .fold(0, |sum: u128, &symbol| (sum << 5) | u128::from(symbol));
        match u64::try_from(number) {
            Ok(number) if last == check(symbols) => Ok(Self(number.to_be_bytes())),
            _ => Err(Error::Check),
        }
    }
}

fn symbols(number: u64) -> [u8; SYMBOLS] {
    let mut symbols = [0; SYMBOLS];
    for (place, symbol) in symbols.iter_mut().rev().enumerate() {
        // Masked to five bits.
        *symbol = (number >> (5 * place) & 0b1_1111) as u8;
    }
    symbols
}

/// Each position has another weight, so that exchanged symbols are found.
fn check(symbols: &[u8]) -> u8 {
    base32::product(base32::weighted_sum(symbols), 2)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const NONCE: ResetNonce = ResetNonce([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]);

    #[test]
    fn it_is_read_back_however_it_was_typed() {
        for nonce in [NONCE, ResetNonce([0; 8]), ResetNonce([0xff; 8])] {
            let text = nonce.to_string();
            assert_eq!(text.len(), 16, "{text}");
            assert_eq!(text.parse(), Ok(nonce));
            assert_eq!(text.to_lowercase().replace('-', " ").parse(), Ok(nonce));
            assert_eq!(text.replace('0', "o").replace('1', "l").parse(), Ok(nonce));
        }
    }

    #[test]
    fn one_wrong_symbol_and_two_that_changed_places_are_found() {
        let text: Vec<char> = NONCE.to_string().replace('-', "").chars().collect();
        let read = |text: &[char]| text.iter().collect::<String>().parse::<ResetNonce>();
        for place in 0..text.len() {
            for wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars() {
                let mut typed = text.clone();
                typed[place] = wrong;
                assert_eq!(read(&typed).is_ok(), wrong == text[place]);
            }
            for other in 0..place {
                let mut typed = text.clone();
                typed.swap(place, other);
                assert_eq!(read(&typed).is_ok(), text[place] == text[other]);
            }
        }
    }

    #[test]
    fn what_is_none_is_refused_with_the_reason() {
        let text = NONCE.to_string();
        let parsed = |text: &str| text.parse::<ResetNonce>();
        assert_eq!(parsed(&text[..15]), Err(Error::Length { found: 13 }));
        assert_eq!(
            parsed(&format!("{text}0")),
            Err(Error::Length { found: 15 })
        );
        assert_eq!(parsed("U"), Err(Error::Character { place: 1 }));
        assert_eq!(parsed("ZZZZZ-ZZZZZ-ZZZZ"), Err(Error::Check));
    }
}
