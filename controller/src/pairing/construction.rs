//! The six digits and the commitment, as `pairing.proto` writes them down: nothing but hashes over fixed places.
//!
//! Every part in front of the serial has 32 bytes, so that no two different sets of parts are the same bytes; a word and a zero
//! byte in front keep the two hashes apart from each other and from any other of ours. The agent has its own copy of this,
//! and both are held to the same vectors (`tests/tests/pairing/vectors.rs`).

use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use sha2::{Digest, Sha256};
use std::fmt;

/// A nonce, a commitment, a hash: 32 bytes, beyond guessing and beyond collisions.
pub type Bytes32 = [u8; 32];

const COMMIT: &[u8] = b"madoguchi.v1.pair.commit\0";
const DIGITS: &[u8] = b"madoguchi.v1.pair.digits\0";
/// Six digits: what people compare without a mistake. 2^64 divided by it leaves a bias below 10^-13.
const RANGE: u64 = 1_000_000;

/// What the reader settles before it hears anything of ours.
#[must_use]
pub fn commitment(nonce: &Bytes32, key: KeyFingerprint, serial: &Serial) -> Bytes32 {
    Sha256::new()
        .chain_update(COMMIT)
        .chain_update(nonce)
        .chain_update(key.0)
        .chain_update(serial.as_str())
        .finalize()
        .into()
}

/// Everything that both sides must have in common.
#[derive(Debug, Clone)]
pub struct Transcript<'a> {
    /// The reader's nonce.
    pub reader: &'a Bytes32,
    /// The controller's nonce.
    pub controller: &'a Bytes32,
    /// The reader's key: SHA-256 of its SubjectPublicKeyInfo.
    pub key: KeyFingerprint,
    /// SHA-256 of the CA's certificate, DER.
    pub authority: &'a Bytes32,
    /// SHA-256 of the server's certificate of this connection, DER.
    pub server: &'a Bytes32,
    /// The reader's serial.
    pub serial: &'a Serial,
}

impl Transcript<'_> {
    #[must_use]
    pub fn digits(&self) -> Digits {
        let hash = Sha256::new()
            .chain_update(DIGITS)
            .chain_update(self.reader)
            .chain_update(self.controller)
            .chain_update(self.key.0)
            .chain_update(self.authority)
            .chain_update(self.server)
            .chain_update(self.serial.as_str())
            .finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        Digits(u64::from_be_bytes(first) % RANGE)
    }
}

/// Six digits, shown in two groups of three: "042 117".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(u64);

impl Digits {
    /// Whether a text is these digits; spaces mean nothing.
    #[must_use]
    pub fn are(self, text: &str) -> bool {
        let typed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        typed == format!("{:06}", self.0)
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03} {:03}", self.0 / 1_000, self.0 % 1_000)
    }
}

/// SHA-256.
#[must_use]
pub fn hash(bytes: &[u8]) -> Bytes32 {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_keep_their_leading_zeros_and_are_compared_as_people_type_them() {
        let digits = Digits(42_007);
        assert_eq!(digits.to_string(), "042 007");
        for same in ["042007", "042 007", " 042 007 "] {
            assert!(digits.are(same), "{same:?}");
        }
        for other in ["42007", "42 7", "042008", "", "042 007 1", "０４２００７"] {
            assert!(!digits.are(other), "{other:?}");
        }
    }
}
