//! The six digits and the commitment, as `pairing.proto` writes them down. The controller has its own copy; both are held to the
//! same vectors (`tests/tests/pairing/vectors.rs`).

use std::fmt;

use sha2::{Digest, Sha256};

/// A nonce, a commitment, a hash.
pub type Bytes32 = [u8; 32];

const COMMIT: &[u8] = b"madoguchi.v1.pair.commit\0";
const DIGITS: &[u8] = b"madoguchi.v1.pair.digits\0";
/// Six digits.
const RANGE: u64 = 1_000_000;

/// What the reader settles before it hears anything of the controller; `key` is the hash of its SubjectPublicKeyInfo.
#[must_use]
pub fn commitment(nonce: &Bytes32, key: &Bytes32, serial: &str) -> Bytes32 {
    let mut hash = Sha256::new();
    hash.update(COMMIT);
    hash.update(nonce);
    hash.update(key);
    hash.update(serial);
    hash.finalize().into()
}

/// Everything that both sides must have in common.
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
    /// The digits of it.
    #[must_use]
    pub fn digits(&self) -> Digits {
        let mut hash = Sha256::new();
        hash.update(DIGITS);
        for part in [
            self.reader,
            self.controller,
            self.key,
            self.authority,
            self.server,
        ] {
            hash.update(part);
        }
        hash.update(self.serial);
        let hash = hash.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        Digits(u64::from_be_bytes(first) % RANGE)
    }
}

/// Six digits, shown in two groups of three: "042 117".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(u64);

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
