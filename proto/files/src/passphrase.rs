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

/// Reads what another program wrote to a descriptor, up to `most` bytes; 0 is the standard input.
///
/// # Errors
/// When it cannot be opened or read, or is not UTF-8.
pub fn from_descriptor(number: u32, most: usize) -> io::Result<Zeroizing<String>> {
    // As large as it can get from the start: a buffer that grows would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(most));
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    if number == 0 {
        io::stdin().lock().take(limit).read_to_string(&mut text)?;
    } else {
        platform::open_descriptor(number)?
            .take(limit)
            .read_to_string(&mut text)?;
    }
    Ok(text)
}

/// Reads [`VARIABLE`]; `None` where it is not set.
///
/// # Errors
/// When it is not Unicode. The error does not quote it.
pub fn from_environment() -> io::Result<Option<Zeroizing<String>>> {
    match std::env::var(VARIABLE) {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(io::ErrorKind::InvalidData.into()),
    }
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
}
