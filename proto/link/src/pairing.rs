//! The commitment and the six digits of pairing, as `pairing.proto` writes them down: hashes over parts of fixed length.
//!
//! Every part in front of the serial has 32 bytes, so that no two different sets of parts give the same bytes. A context and a
//! zero byte in front keep the two hashes apart from each other and from every other hash of the project.

use std::fmt;

use sha2::{Digest, Sha256};

/// A nonce, a commitment or a hash: 32 bytes, beyond guessing and beyond collisions.
pub type Bytes32 = [u8; 32];

const COMMIT: &[u8] = b"madoguchi.v1.pair.commit\0";
const DIGITS: &[u8] = b"madoguchi.v1.pair.digits\0";
/// Six digits: what people compare without a mistake. The remainder of a 64-bit number leaves a bias below 10^-13.
const RANGE: u64 = 1_000_000;

/// Commits the reader to its nonce, its key and its serial, before it hears anything of the controller; `key` is the hash of
/// the reader's SubjectPublicKeyInfo.
#[must_use]
pub fn commitment(nonce: &Bytes32, key: &Bytes32, serial: &str) -> Bytes32 {
    Sha256::new()
        .chain_update(COMMIT)
        .chain_update(nonce)
        .chain_update(key)
        .chain_update(serial)
        .finalize()
        .into()
}

/// The values that both sides must have in common.
#[derive(Debug, Clone)]
pub struct Transcript<'a> {
    /// The reader's nonce.
    pub reader: &'a Bytes32,
    /// The controller's nonce.
    pub controller: &'a Bytes32,
    /// SHA-256 of the reader's SubjectPublicKeyInfo.
    pub key: &'a Bytes32,
    /// SHA-256 of the CA's certificate, DER.
    pub authority: &'a Bytes32,
    /// SHA-256 of the certificate that the server showed on this connection, DER.
    pub server: &'a Bytes32,
    /// The reader's serial.
    pub serial: &'a str,
}

impl Transcript<'_> {
    /// Derives the digits.
    #[must_use]
    pub fn digits(&self) -> Digits {
        let hash = Sha256::new()
            .chain_update(DIGITS)
            .chain_update(self.reader)
            .chain_update(self.controller)
            .chain_update(self.key)
            .chain_update(self.authority)
            .chain_update(self.server)
            .chain_update(self.serial)
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_plain::hex::Hex;

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

    struct Row {
        reader: [u8; 32],
        controller: [u8; 32],
        key: [u8; 32],
        authority: [u8; 32],
        server: [u8; 32],
        serial: &'static str,
        commitment: &'static str,
        digits: &'static str,
    }

    fn counting(from: u8) -> [u8; 32] {
        std::array::from_fn(|n| from + u8::try_from(n).unwrap())
    }

    fn small(number: u16) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[30..].copy_from_slice(&number.to_be_bytes());
        bytes
    }

    fn rows() -> [Row; 4] {
        [
            Row {
                reader: [1; 32],
                controller: [2; 32],
                key: [3; 32],
                authority: [4; 32],
                server: [5; 32],
                serial: "CR-2024-0001",
                commitment: "150eee120ba0d7ca18bb782f9daf5ebabc6c11fdf09a433b0ed2c6344fba7914",
                digits: "607 876",
            },
            Row {
                reader: counting(0),
                controller: counting(32),
                key: counting(64),
                authority: counting(96),
                server: counting(128),
                serial: "A",
                commitment: "8b09a6ea280ff87ca509873767441a8216481c6e574dc7ef85af89cfb5c7d9d9",
                digits: "769 733",
            },
            Row {
                reader: [0; 32],
                controller: [0xff; 32],
                key: [0; 32],
                authority: [0xff; 32],
                server: [0; 32],
                serial: "0123456789ABCDEFGHIJKLMNOPQRSTU-",
                commitment: "7c4ee4ff1d2bf7308549793af01e29fc75f8e5ac472a2c3e64a239d6fe2b3b18",
                digits: "961 808",
            },
            Row {
                reader: small(683),
                controller: [2; 32],
                key: [3; 32],
                authority: [4; 32],
                server: [5; 32],
                serial: "CR-1",
                commitment: "",
                digits: "000 928",
            },
        ]
    }

    // The expected values were worked out with Python's hashlib from the words in `pairing.proto`: if this fails, do not
    // change the test.
    #[test]
    fn the_construction_makes_of_fixed_values_what_its_words_say() {
        for row in rows() {
            if !row.commitment.is_empty() {
                let commitment = commitment(&row.reader, &row.key, row.serial);
                assert_eq!(Hex(&commitment).to_string(), row.commitment);
            }
            let transcript = Transcript {
                reader: &row.reader,
                controller: &row.controller,
                key: &row.key,
                authority: &row.authority,
                server: &row.server,
                serial: row.serial,
            };
            assert_eq!(transcript.digits().to_string(), row.digits);
        }
    }
}
