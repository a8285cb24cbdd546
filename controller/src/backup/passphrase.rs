//! The passphrase of a backup: never printed, wiped when it is dropped.

use std::fmt;
use zeroize::Zeroizing;

/// Fewest characters of a new passphrase: the file may lie where others can copy it and try for years.
pub const MIN_CHARS: usize = 12;
/// Longest passphrase: far beyond what anybody types.
pub const MAX_BYTES: usize = 1_024;

/// What unlocks a backup.
pub struct Passphrase(Zeroizing<String>);

/// Why a text is no passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Too short for a new one.
    #[error("a passphrase has at least {MIN_CHARS} characters")]
    Short,
    /// Too long.
    #[error("a passphrase has at most {MAX_BYTES} bytes")]
    Long,
    /// Nothing at all.
    #[error("there is no passphrase")]
    Empty,
}

impl Passphrase {
    /// One for a new backup.
    ///
    /// # Errors
    /// When it is too short to protect keys, or too long.
    pub fn fresh(text: Zeroizing<String>) -> Result<Self, Unfit> {
        let known = Self::known(text)?;
        if known.0.chars().count() < MIN_CHARS {
            return Err(Unfit::Short);
        }
        Ok(known)
    }

    /// One of a backup that exists: whatever it was made with is right.
    ///
    /// # Errors
    /// When there is none, or it is too long.
    pub fn known(text: Zeroizing<String>) -> Result<Self, Unfit> {
        if text.is_empty() {
            return Err(Unfit::Empty);
        }
        if text.len() > MAX_BYTES {
            return Err(Unfit::Long);
        }
        Ok(Self(text))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
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
        f.write_str("Passphrase")
    }
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
        assert_eq!(format!("{passphrase:?}"), "Passphrase");
    }
}
