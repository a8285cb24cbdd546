//! A license's grant: plain facts, and all that the fleet needs to know of a license.
//!
//! A [`Grant`] comes from verification (feature `documents`) or from a test. Its content can be trusted; whether it is in force at an
//! installation now is decided by [`crate::standing`].

use std::fmt;
use std::sync::Arc;

use madoguchi_plain::hex::Hex;
use madoguchi_plain::is_label;

/// The environment of a document or an installation. The two never mix (RULES P2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Environment {
    /// A clinic with real patients.
    Production,
    /// A demo, a laboratory or a test.
    Test,
}

/// A key's short name: the first 8 bytes of SHA-256 of the public key, shown as 16 hex digits.
///
/// It only selects the key; the signature is what is believed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 8]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Hex(&self.0), f)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// An installation's Ed25519 public key, which is also the installation's name. Additional licenses are bound to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstallationKey(pub [u8; 32]);

impl fmt::Display for InstallationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Hex(&self.0), f)
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
    /// The longest id in bytes: it is shown in tables and typed by people.
    pub const MAX_LEN: usize = 64;

    /// Parses an id; `None` where the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_label(text, Self::MAX_LEN).then(|| Self(text.into()))
    }

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

/// The owner of a license, which also decides its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// *Additional*: seats for any unit of this installation (追加ライセンス).
    Additional {
        installation: InstallationKey,
        /// The number of seats, 1 to 3.
        seats: u8,
    },
    /// *Bundled*: the seat of one unit (ライセンス同梱の複数台接続版).
    Bundled {
        /// The unit's serial number.
        serial: Arc<str>,
        /// The reader's factory key, if it has one.
        unit_key: Option<[u8; 32]>,
    },
}

/// The content of a verified license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub id: LicenseId,
    pub environment: Environment,
    pub binding: Binding,
    /// The beginning of the term, in milliseconds since 1970.
    pub not_before_ms: i64,
    /// The end of the term (exclusive), in milliseconds since 1970; `None` for no end.
    pub not_after_ms: Option<i64>,
    /// The licenses that this one replaces.
    pub supersedes: Vec<LicenseId>,
    /// The same in all transfers and reissues of one license.
    pub lineage: LicenseId,
    /// The issuer's name.
    pub issuer: Arc<str>,
    pub issuer_key: KeyId,
    /// Its number among its signer's documents.
    pub sequence: u64,
    /// The time of signing, in milliseconds since 1970.
    pub issued_at_ms: i64,
}

impl Grant {
    /// Whether it has an end. One without is *perpetual*, and no clock can end it.
    #[must_use]
    pub fn is_term(&self) -> bool {
        self.not_after_ms.is_some()
    }
}
