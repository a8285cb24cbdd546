//! Product keys: proof of a purchase, short enough to be read over the telephone.
//!
//! `MDG-XXXXX-XXXXX-XXXXX`: 14 random symbols of base 32 (70 bits, so that none can be guessed) and a check symbol, which finds any one
//! wrong symbol and any two that were exchanged. Whoever knows a key can use it up, so it is shown masked and wiped from memory.

use std::fmt;
use std::str::FromStr;

use zeroize::{Zeroize as _, Zeroizing};

use crate::base32::{self, Read};
use madoguchi_reading::{self as reading, Other};

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

/// What stands for a masked symbol: ours, and what people type for it.
const MASKS: [char; 5] = ['·', '•', '・', '…', '*'];

/// The longest text that a key is looked for in, in bytes: a mail, as for documents.
pub const MAX_TEXT_LEN: usize = 64 * 1024;

/// A product key in its only form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductKey([u8; LEN]);

/// The keys in a text that holds several. They are shown by their ends, as a vendor's lists show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys(pub Vec<ProductKey>);

/// The most keys that are listed of a text that holds several.
const MAX_LISTED: usize = 8;

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, key) in self.0.iter().take(MAX_LISTED).enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{}", key.end())?;
        }
        match self.0.len().saturating_sub(MAX_LISTED) {
            0 => Ok(()),
            more => write!(f, ", +{more}"),
        }
    }
}

/// The reason why a text is no product key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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
    #[error("the text holds several product keys (that end in {0}); give one of them")]
    Several(Keys),
    #[error(
        "this is a document (a license or a request), not a product key; look for the line that begins with MDG-"
    )]
    Document,
    #[error(
        "the product key stands in the source of a mail ({0}), in which signs stand for others; copy it as the mail shows it"
    )]
    MailSource(Other),
    #[error("the text with the product key is {0}, and no plain text; give the key itself")]
    OtherFile(Other),
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

    /// The symbols that a masked key shows.
    fn end(&self) -> String {
        let shown = self.0.iter().skip(LEN - SHOWN_LEN);
        shown.map(|&symbol| base32::write(symbol)).collect()
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
                MASKS[0]
            } else {
                base32::write(symbol)
            });
        }
        text
    }
}

impl ProductKey {
    /// Reads a file or what came by standard input, however that was stored.
    ///
    /// # Errors
    /// There is not exactly one product key in it.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_TEXT_LEN {
            return Err(Error::Length { found: bytes.len() });
        }
        let decoded = reading::decode(bytes).map_err(Error::OtherFile)?;
        Zeroizing::new(decoded.text.into_owned()).parse()
    }
}

impl FromStr for ProductKey {
    type Err = Error;

    /// Reads what a person typed: in any case, O for 0, I and L for 1, with hyphens and spaces anywhere, with or without MDG; or the one key
    /// in a text, behind a label or in a mail.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text.len() > MAX_TEXT_LEN {
            return Err(Error::Length { found: text.len() });
        }
        let text = Zeroizing::new(reading::plain(text));
        let why = match strict(&text) {
            Ok(key) => return Ok(key),
            Err(why) => why,
        };
        let mut keys = keys(named_parts(&text).filter_map(|part| part.get(..length(part)?)));
        if keys.is_empty() {
            keys = self::keys(unnamed_parts(&text));
        }
        match keys.len() {
            0 => Err(named(&text, why)),
            1 => keys.pop().ok_or(why),
            _ => Err(Error::Several(Keys(keys))),
        }
    }
}

/// The end of a key that a text is, as it is read out or shown behind the masked symbols; `None` where a whole key was meant.
#[must_use]
pub fn end_of_one(text: &str) -> Option<&str> {
    let end = text.rsplit(MASKS).next().unwrap_or(text);
    let masked = end.len() < text.len();
    let symbols = end.chars().filter(|c| c.is_alphanumeric()).count();
    let named = !masked && named_parts(end).next().is_some();
    (symbols < LEN && !named).then_some(end)
}

/// The key that a text is, with nothing around it.
fn strict(text: &str) -> Result<ProductKey, Error> {
    let mut characters = Zeroizing::new(Vec::with_capacity(text.len()));
    characters.extend(text.chars().map(base32::read).filter_map(number));
    let prefix = PREFIX.chars().map(base32::read).filter_map(number);
    let named = characters.len() > LEN && characters.iter().copied().take(PREFIX.len()).eq(prefix);
    let symbols = &characters[if named { PREFIX.len() } else { 0 }..];
    if let Some(place) = symbols.iter().position(|&symbol| symbol == NO_SYMBOL) {
        return Err(Error::Character { place: place + 1 });
    }
    let found = symbols.len();
    let symbols: [u8; LEN] = symbols.try_into().map_err(|_| Error::Length { found })?;
    let key = ProductKey(symbols);
    match base32::weighted_sum(&key.0) {
        0 => Ok(key),
        _ => Err(Error::Mistyped),
    }
}

/// The different keys among parts of a text.
fn keys<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<ProductKey> {
    let mut keys: Vec<_> = parts.filter_map(|part| strict(part).ok()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The parts of a text that may be a key without MDG: each word, and what stands between characters that no key has. With a digit, for words
/// of fifteen letters are no keys.
fn unnamed_parts(text: &str) -> impl Iterator<Item = &str> {
    let is_no_word = |c: char| {
        let word = c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        !word && base32::read(c) == Read::Other
    };
    let between = text.lines().flat_map(move |line| line.split(is_no_word));
    let words = text.split(move |c: char| c.is_whitespace() || is_no_word(c));
    between
        .chain(words)
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
}

/// What begins with each MDG in a text; one within a word is none.
fn named_parts(text: &str) -> impl Iterator<Item = &str> {
    let begins = |at: usize| {
        let before = text[..at].chars().next_back();
        let named = text
            .get(at..at + PREFIX.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(PREFIX));
        named && !before.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    text.char_indices()
        .filter(move |&(at, _)| begins(at))
        .map(|(at, _)| &text[at..])
}

/// The length of MDG and the symbols of a key behind it, where the last one ends a word.
fn length(part: &str) -> Option<usize> {
    let mut symbols = part
        .char_indices()
        .filter(|&(_, c)| base32::read(c) != Read::Separator);
    let (last, c) = symbols.nth(PREFIX.len() + LEN - 1)?;
    let end = last + c.len_utf8();
    let ends = part[end..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_ascii_alphanumeric());
    ends.then_some(end)
}

/// Why there is no key in a text: what the text is instead, or what is wrong with the key behind MDG.
fn named(text: &str, why: Error) -> Error {
    if text.contains("-----BEGIN") || text.to_ascii_uppercase().contains("MDG:") {
        return Error::Document;
    }
    if let Some(other) = reading::source_of_mail(text) {
        return Error::MailSource(other);
    }
    let line = named_parts(text).find_map(|part| part.lines().next());
    line.and_then(|line| strict(line).err()).unwrap_or(why)
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
        let found = MAX_TEXT_LEN + 1;
        let long = "0".repeat(found);
        assert_eq!(long.parse::<ProductKey>(), Err(Error::Length { found }));
    }

    #[test]
    fn a_key_is_found_behind_a_label_and_in_a_mail() {
        let text = key().reveal();
        let short = text.replacen("MDG-", "", 1);
        let forms = [
            format!("\u{feff}{}", *text),
            format!("Product key: {}", *text),
            format!("プロダクトキー：{}", *text),
            format!("プロダクトキー　{short} です。"),
            format!("key {short}"),
            format!(
                "お客様へ\n\n> プロダクトキー\n> {}\n\nよろしくお願いします。\nTEL 03-1234-5678\n",
                *text
            ),
            format!("{0}\n{0}\n", *text),
            text.replace('-', "\u{200b}-\u{ad}"),
        ];
        for form in forms {
            assert_eq!(form.parse(), Ok(key()), "{form}");
            let wide: Vec<u8> = form.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let wide = [b"\xff\xfe".to_vec(), wide].concat();
            assert_eq!(ProductKey::read(&wide), Ok(key()), "{form}");
        }
    }

    #[test]
    fn what_a_text_is_instead_of_a_key_is_said() {
        let text = key().reveal();
        let other = ProductKey::from_random(&[1; 14]).reveal();
        let mail = Error::MailSource(Other::QuotedPrintable);
        let table = [
            (
                format!("{}\n{}", *text, *other),
                Error::Several(Keys(vec![ProductKey::from_random(&[1; 14]), key()])),
            ),
            (
                "-----BEGIN MADOGUCHI LICENSE-----\nAAAA".into(),
                Error::Document,
            ),
            ("MDG:1/2:2NMA:014GM8SXQT".into(), Error::Document),
            (text.replacen("-3", "-3=\n", 1), mail),
            (text.replace('-', "&#45;"), Error::MailSource(Other::Html)),
            (
                format!("https://example.jp/?id=12&m=3D {}", &text[..20]),
                Error::Length { found: 14 },
            ),
            (format!("Key: {}", text.replace('3', "4")), Error::Mistyped),
            (
                format!("キー: {}", &text[..20]),
                Error::Length { found: 14 },
            ),
            (key().masked(), Error::Character { place: 1 }),
        ];
        for (text, error) in table {
            assert_eq!(text.parse::<ProductKey>(), Err(error), "{text}");
        }
        let pdf = ProductKey::read(b"%PDF-1.4");
        assert_eq!(pdf, Err(Error::OtherFile(Other::Pdf)));
    }
}
