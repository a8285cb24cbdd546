//! Passphrases of encrypted files: never printed, and wiped when dropped.
//!
//! A program takes one from a descriptor, else from the environment, else it asks on the terminal. What it says to people is its own.

use std::fmt;
use std::io::{self, Read};

use zeroize::Zeroizing;

use crate::platform;

/// Fewest characters of a new passphrase: the file may lie where others can copy it and try for years.
pub const MIN_CHARS: usize = 12;
/// Longest passphrase, in bytes: far beyond what anybody types.
pub const MAX_BYTES: usize = 1_024;
/// The environment variable with the passphrase.
pub const VARIABLE: &str = "MADOGUCHI_PASSPHRASE";

/// The secret that unlocks a file.
pub struct Passphrase(Zeroizing<String>);

/// Why a text is no passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Nothing at all.
    #[error("the passphrase is empty")]
    Empty,
    /// Too short for a new one.
    #[error("a passphrase has at least {MIN_CHARS} characters")]
    Short,
    /// Too long.
    #[error("a passphrase has at most {MAX_BYTES} bytes")]
    Long,
}

impl Passphrase {
    /// The passphrase of a new file.
    ///
    /// # Errors
    /// When it is empty, too short to protect a file, or too long.
    pub fn fresh(text: Zeroizing<String>) -> Result<Self, Unfit> {
        let known = Self::known(text)?;
        if known.0.chars().count() < MIN_CHARS {
            return Err(Unfit::Short);
        }
        Ok(known)
    }

    /// The passphrase of a file that exists: however short it is, it is right.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn known(text: Zeroizing<String>) -> Result<Self, Unfit> {
        match text.len() {
            0 => Err(Unfit::Empty),
            1..=MAX_BYTES => Ok(Self(text)),
            _ => Err(Unfit::Long),
        }
    }

    /// The bytes that a key is derived from.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether both are the same: what was typed twice.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Reads what another program wrote to a descriptor, up to `most` bytes of text; 0 is the standard input. The byte order marks that Windows
/// puts in front of a text are no part of a passphrase: nobody could type them again.
///
/// # Errors
/// When it cannot be opened or read, or is neither UTF-8 nor UTF-16 with its mark.
pub fn from_descriptor(number: u32, most: usize) -> io::Result<Zeroizing<String>> {
    // A text in UTF-16 has at most two bytes for each of UTF-8; the rest is for marks.
    let limit = 2 * most + 4;
    // As large as it can get from the start: a buffer that grows would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(limit));
    let most_read = u64::try_from(limit).unwrap_or(u64::MAX);
    if number == 0 {
        io::stdin().lock().take(most_read).read_to_end(&mut bytes)?;
    } else {
        platform::open_descriptor(number)?
            .take(most_read)
            .read_to_end(&mut bytes)?;
    }
    handed_over(&bytes, most)
}

/// Reads [`VARIABLE`]; `None` where it is not set.
///
/// # Errors
/// When it is not Unicode. The error does not quote it.
pub fn from_environment() -> io::Result<Option<Zeroizing<String>>> {
    match std::env::var(VARIABLE) {
        // `$(cat FILE)` hands over the file's mark, too.
        Ok(text) => {
            let text = Zeroizing::new(text);
            handed_over(text.as_bytes(), text.len()).map(Some)
        }
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// What a file or a program handed over, up to `most` bytes, without the byte order mark of any line: joined files have several.
fn handed_over(bytes: &[u8], most: usize) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(most));
    let units: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => {
            for chunk in bytes.utf8_chunks() {
                if !take(&mut text, chunk.valid().chars(), most)? {
                    return Ok(text);
                }
                if !chunk.invalid().is_empty() {
                    return Err(io::ErrorKind::InvalidData.into());
                }
            }
            return Ok(text);
        }
    };
    let (pairs, cut) = bytes.as_chunks::<2>();
    let mut whole = true;
    let chars = char::decode_utf16(pairs.iter().copied().map(units));
    let chars = chars.map_while(|c| c.inspect_err(|_| whole = false).ok());
    let more = take(&mut text, chars, most)?;
    if more && !(whole && cut.is_empty()) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(text)
}

/// Adds characters to a text until it has `most` bytes; says whether there is room for more. A zero is not typed: it stands in UTF-16
/// without a mark, which is not guessed here.
fn take(text: &mut String, chars: impl Iterator<Item = char>, most: usize) -> io::Result<bool> {
    for c in chars {
        if c == '\0' {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let begins = text.is_empty() || text.ends_with(['\n', '\r']);
        if begins && c == '\u{feff}' {
            continue;
        }
        if text.len() + c.len_utf8() > most {
            return Ok(false);
        }
        text.push(c);
    }
    Ok(true)
}

/// Asks on the terminal, without showing what is typed.
///
/// # Errors
/// When there is no terminal.
pub fn typed(prompt: &str) -> io::Result<Zeroizing<String>> {
    rpassword::prompt_password(prompt).map(Zeroizing::new)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn text(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.to_owned())
    }

    #[test]
    fn a_new_passphrase_has_twelve_characters_in_any_script() {
        assert_eq!(
            Passphrase::fresh(text("eleven char")).err(),
            Some(Unfit::Short)
        );
        assert!(Passphrase::fresh(text("twelve chars")).is_ok());
        assert!(Passphrase::fresh(text("窓口のバックアップの合言葉")).is_ok());
        assert_eq!(Passphrase::fresh(text("合言葉")).err(), Some(Unfit::Short));
    }

    #[test]
    fn a_known_one_may_be_short_but_not_absent_nor_endless() {
        assert!(Passphrase::known(text("short")).is_ok());
        assert_eq!(Passphrase::known(text("")).err(), Some(Unfit::Empty));
        let endless = text(&"x".repeat(MAX_BYTES + 1));
        assert_eq!(Passphrase::known(endless).err(), Some(Unfit::Long));
    }

    #[test]
    fn it_does_not_print_itself() {
        let passphrase = Passphrase::known(text("do not print me")).unwrap();
        assert_eq!(format!("{passphrase:?}"), "Passphrase(…)");
    }

    #[test]
    fn what_windows_puts_around_a_passphrase_is_no_part_of_it() {
        const TEXT: &str = "窓口 pass🗝\r\nsecond\r\n";
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(order).collect()
        };
        let marked = format!("\u{feff}{TEXT}");
        let table = [
            ("as it was typed", TEXT.into()),
            ("Notepad's UTF-8 with BOM", marked.clone().into_bytes()),
            ("PowerShell's UTF-16", wide(&marked, u16::to_le_bytes)),
            ("UTF-16 BE", wide(&marked, u16::to_be_bytes)),
            (
                "two joined files",
                marked.replace("second", "\u{feff}second").into(),
            ),
        ];
        for (what, bytes) in table {
            let read = handed_over(&bytes, MAX_BYTES).unwrap();
            assert_eq!(read.as_str(), TEXT, "{what}");
        }
    }

    #[test]
    fn what_cannot_be_typed_again_is_no_passphrase() {
        let mut cut: Vec<u8> = "\u{feff}abc"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        cut.pop();
        let half = [0xff, 0xfe, b'a', 0, 0x3d, 0xd8];
        let table: [(&str, &[u8]); 4] = [
            ("UTF-16 without its mark", b"a\0b\0c\0"),
            ("UTF-16 that was cut off", &cut),
            ("half a character", &half),
            ("Shift_JIS", b"\x91\x8b"),
        ];
        for (what, bytes) in table {
            let refused = handed_over(bytes, MAX_BYTES).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::InvalidData, "{what}");
        }
    }

    #[test]
    fn no_more_is_read_than_was_asked_for() {
        let wide = "\u{feff}abc窓".encode_utf16().flat_map(u16::to_le_bytes);
        for bytes in ["\u{feff}abc窓".as_bytes(), &wide.collect::<Vec<_>>()] {
            assert_eq!(handed_over(bytes, 5).unwrap().as_str(), "abc");
            assert_eq!(handed_over(bytes, 6).unwrap().as_str(), "abc窓");
        }
    }
}
