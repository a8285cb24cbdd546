//! Encrypted private keys: PKCS #8 (RFC 5958) with PBES2 (RFC 8018), as OpenSSL 3 reads and writes them.
//!
//! New keys use scrypt and AES-256 in CBC mode. In such a file a wrong passphrase cannot be distinguished from damage.

use madoguchi_files::passphrase::Passphrase;
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::{self, Kdf, Parameters, Salt, ScryptParams};
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding, PrivateKeyInfoRef, SecretDocument};
use zeroize::Zeroizing;

/// The PEM label of an encrypted private key.
const LABEL: &str = "ENCRYPTED PRIVATE KEY";

/// scrypt's N for new keys. With r = 8 it needs 16 MiB; OpenSSL refuses a key that needs 32 MiB.
const COST: u64 = 1 << 14;
/// scrypt's r.
const BLOCK_SIZE: u16 = 8;
/// scrypt's p, as OWASP recommends with this N.
const PARALLELIZATION: u16 = 5;

/// The most memory in bytes that the scrypt of a foreign file may need, and its largest p: a second or two of work.
const MAX_SCRYPT_LEN: u64 = 256 * 1024 * 1024;
const MAX_PARALLELIZATION: u16 = 16;
/// The most rounds of PBKDF2 in a foreign file: several times the usual number.
const MAX_ROUNDS: u32 = 10_000_000;

/// The reason why an encrypted key cannot be opened or made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    NotAKey(#[source] pkcs8::Error),
    /// It is encrypted in an unsupported way, or would take too long to open.
    Unsupported,
    Wrong,
    Random(#[source] getrandom::Error),
    Encrypt(#[source] pkcs8::Error),
}

/// Whether a PEM text holds an encrypted key.
#[must_use]
pub fn is_encrypted(pem: &str) -> bool {
    let begin = format!("-----BEGIN {LABEL}-----");
    pem.lines().any(|line| line.trim_end() == begin)
}

/// The PKCS #8 document in an encrypted PEM text.
pub(crate) fn open(pem: &str, passphrase: &Passphrase) -> Result<SecretDocument, Error> {
    let begin = pem.find("-----BEGIN ").unwrap_or_default();
    let (label, document) =
        SecretDocument::from_pem(&pem[begin..]).map_err(|error| Error::NotAKey(error.into()))?;
    if label != LABEL {
        return Err(Error::NotAKey(pkcs8::Error::ParametersMalformed));
    }
    let key = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).map_err(Error::NotAKey)?;
    match &key.encryption_algorithm {
        EncryptionScheme::Pbes2(parameters) if is_bearable(&parameters.kdf) => {}
        _ => return Err(Error::Unsupported),
    }
    key.decrypt(passphrase.as_bytes()).map_err(|_| Error::Wrong)
}

/// The encrypted PEM text of a PKCS #8 document.
pub(crate) fn seal(
    document: &SecretDocument,
    passphrase: &Passphrase,
) -> Result<Zeroizing<String>, Error> {
    let key = PrivateKeyInfoRef::try_from(document.as_bytes()).map_err(Error::Encrypt)?;
    let sealed = key
        .encrypt_with_params(parameters()?, passphrase.as_bytes())
        .map_err(Error::Encrypt)?;
    sealed
        .to_pem(LABEL, LineEnding::LF)
        .map_err(|error| Error::Encrypt(error.into()))
}

/// The parameters of a new key, with fresh salt and initialisation vector.
fn parameters() -> Result<Parameters, Error> {
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    for bytes in [&mut salt, &mut iv] {
        getrandom::fill(bytes).map_err(Error::Random)?;
    }
    let kdf = ScryptParams {
        salt: Salt::new(salt).map_err(|error| Error::Encrypt(error.into()))?,
        cost_parameter: COST,
        block_size: BLOCK_SIZE,
        parallelization: PARALLELIZATION,
        key_length: None,
    };
    Ok(Parameters {
        kdf: kdf.into(),
        encryption: pbes2::EncryptionScheme::Aes256Cbc { iv },
    })
}

/// Whether opening it takes a tolerable time and memory: the file itself says how much, and anybody can have written it.
fn is_bearable(kdf: &Kdf) -> bool {
    match kdf {
        Kdf::Scrypt(scrypt) => {
            let len = scrypt
                .cost_parameter
                .saturating_mul(128 * u64::from(scrypt.block_size));
            len <= MAX_SCRYPT_LEN && scrypt.parallelization <= MAX_PARALLELIZATION
        }
        Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= MAX_ROUNDS,
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_would_take_all_memory_or_for_ever_is_not_opened() {
        let salt = Salt::new([1; 16]).unwrap();
        let scrypt = |cost_parameter, parallelization| {
            is_bearable(&Kdf::Scrypt(ScryptParams {
                salt,
                cost_parameter,
                block_size: 8,
                parallelization,
                key_length: None,
            }))
        };
        assert!(scrypt(COST, PARALLELIZATION));
        assert!(!scrypt(1 << 40, 1));
        assert!(!scrypt(u64::MAX, 1));
        assert!(!scrypt(COST, 1_000));
    }
}
