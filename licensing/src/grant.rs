//! What a verified license gives: plain facts, all that the fleet needs to know.
//!
//! A [`Grant`] is made by verification (feature `documents`) or by a test; whoever holds one may trust
//! its words, but not that it is in force here and now: [`crate::standing`] says that.

use std::fmt;
use std::sync::Arc;

/// Which installations a document is for. The two never mix (RULES P2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Environment {
    /// A clinic that sees patients.
    Production,
    /// A demo, a laboratory, a test.
    Test,
}

/// A key's short name: the first 8 bytes of SHA-256 of the public key. Shown as 16 hex digits.
///
/// A name only picks the key to try; what is believed, the signature decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 8]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// An installation's Ed25519 public key: what additional licenses are bound to, and an installation's name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstallationKey(pub [u8; 32]);

impl fmt::Display for InstallationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for InstallationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InstallationKey({self})")
    }
}

/// A license's id, unique for ever: 1 to 64 of A to Z, 0 to 9 and hyphen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LicenseId(Arc<str>);

impl LicenseId {
    /// The longest id, in bytes: it is shown in tables and typed by people.
    pub const MAX_LEN: usize = 64;

    /// Parses an id; `None` where the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len());
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
        (fits && plain).then(|| Self(text.into()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LicenseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom a license is for, which is also its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// *Additional*: seats for any unit of this installation (追加ライセンス).
    Additional {
        /// The installation that it names.
        installation: InstallationKey,
        /// How many seats, 1 to 3.
        seats: u8,
    },
    /// *Bundled*: the seat of one unit (ライセンス同梱の複数台接続版).
    Bundled {
        /// The unit's serial number.
        serial: Arc<str>,
        /// The reader's factory key, where it has one.
        unit_key: Option<[u8; 32]>,
    },
}

/// What a verified license gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub id: LicenseId,
    /// Which installations it is for.
    pub environment: Environment,
    pub binding: Binding,
    /// In force from, in milliseconds since 1970.
    pub not_before_ms: i64,
    /// In force until (exclusive), in milliseconds since 1970; `None`: for ever.
    pub not_after_ms: Option<i64>,
    /// Licenses that end when this one arrives.
    pub supersedes: Vec<LicenseId>,
    /// Constant over transfers and reissues.
    pub lineage: LicenseId,
    /// Who issued it, for people.
    pub issuer: Arc<str>,
    /// The key that signed it.
    pub issuer_key: KeyId,
    /// Its number among its signer's documents.
    pub sequence: u64,
    /// When it was signed, in milliseconds since 1970: signed time.
    pub issued_at_ms: i64,
}

impl Grant {
    /// Whether it ends by itself. One that does not is *perpetual*, and no clock can take it away.
    #[must_use]
    pub fn is_term(&self) -> bool {
        self.not_after_ms.is_some()
    }
}
