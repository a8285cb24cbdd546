//! The factory key: a private key that the reader's maker put into it. With it a bundled license can name the reader itself, and not only
//! its serial number. The reader proves it again on every connection.

use crate::texts::{in_words, sentence, told};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::DecodePrivateKey;
use madoguchi_files::read_secret;
use madoguchi_link::factory_key::{Binding, prove};
use madoguchi_reading::{self as reading, NoPrivateKey, Other};
use madoguchi_texts::command_line::other;
use madoguchi_texts::same;

/// The largest file that is read; a key has about 120 bytes.
const MAX_FILE_BYTES: usize = 16 * 1024;

/// A reader's factory key. It is never printed, and its library wipes it from memory when it is dropped.
#[derive(Clone)]
pub struct FactoryKey(SigningKey);

/// The reason why there is no factory key. It never repeats the file's content.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", in_words("failed-factory-key-unread", &[("path", &path.display().to_string())]))]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{}", in_words("failed-factory-key-none", &[("path", &path.display().to_string())]))]
    NotAKey { path: PathBuf },
    #[error("{}", told(&sentence("failed-factory-key-other", &[("path", same(path.display())), ("what", other(*what).into())])))]
    Other { path: PathBuf, what: Other },
    #[error("{}", in_words("failed-factory-key-several", &[("path", &path.display().to_string()), ("count", &count.to_string())]))]
    Several { path: PathBuf, count: usize },
}

impl FactoryKey {
    /// Reads PKCS #8 in PEM, as `openssl genpkey -algorithm ed25519` writes it.
    ///
    /// # Errors
    /// The file cannot be read, or has no such key.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let pem = read_secret(path, MAX_FILE_BYTES).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        let not_a_key = || Error::NotAKey {
            path: path.to_owned(),
        };
        let pem = pem.ok_or_else(not_a_key)?;
        let path = || path.to_owned();
        let pem = reading::private_key(&pem).map_err(|why| match why {
            NoPrivateKey::Several { count } => Error::Several {
                path: path(),
                count,
            },
            NoPrivateKey::Other(what) => Error::Other { path: path(), what },
        })?;
        let key = SigningKey::from_pkcs8_pem(&pem);
        key.map(Self).map_err(|_| not_a_key())
    }

    /// The public half.
    pub(crate) fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// The proof that this reader has the key, valid for one connection.
    pub(crate) fn prove(&self, serial: &str, binding: Binding) -> [u8; 64] {
        prove(&self.0, serial, binding)
    }
}

impl fmt::Debug for FactoryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FactoryKey(…)")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::fs;

    // The private key in the example of RFC 8410, 10.3.
    const PEM: &str = "-----BEGIN PRIVATE KEY-----\n\
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
        -----END PRIVATE KEY-----\n";
    const PUBLIC: [u8; 4] = [0x19, 0xbf, 0x44, 0x09];

    fn loaded(content: &[u8]) -> Result<FactoryKey, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("factory.key");
        fs::write(&path, content).unwrap();
        FactoryKey::load(&path)
    }

    #[test]
    fn a_key_of_openssl_is_read_and_never_printed() {
        let key = loaded(PEM.as_bytes()).unwrap();
        assert_eq!(key.public()[..4], PUBLIC);
        assert_eq!(format!("{key:?}"), "FactoryKey(…)");
    }

    #[test]
    fn a_key_that_came_by_windows_or_by_mail_is_read() {
        let marked = format!("\u{feff}{}", PEM.replace('\n', "\r\n"));
        let wide = |order: fn(u16) -> [u8; 2]| marked.encode_utf16().flat_map(order).collect();
        let quoted: String = PEM.lines().map(|line| format!("> {line}\r\n")).collect();
        let forms: [Vec<u8>; 4] = [
            marked.clone().into(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
            format!("鍵をお送りします。\r\n{quoted}").into(),
        ];
        for form in forms {
            assert_eq!(loaded(&form).unwrap().public()[..4], PUBLIC);
        }
        let coded = loaded(PEM.replace('\n', "=0A=\n").as_bytes()).unwrap_err();
        assert!(coded.to_string().contains("quoted-printable"), "{coded}");
    }

    #[test]
    fn a_file_without_end_is_read_no_further_than_a_key_is_long() {
        let behind = [" ".repeat(MAX_FILE_BYTES).as_bytes(), PEM.as_bytes()].concat();
        assert!(matches!(loaded(&behind), Err(Error::NotAKey { .. })));
    }

    #[test]
    fn what_is_no_key_is_said_without_its_content() {
        let secret = "MC4CAQAwBQYDK2Vw-half-a-key";
        let error = loaded(secret.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("factory_key") && error.contains("private key"));
        assert!(!error.contains("MC4C"), "{error}");
        let error = loaded(&[0xff; 64]).unwrap_err();
        assert!(matches!(error, Error::Other { .. }), "{error}");
        assert!(
            error.to_string().contains("cannot be read as text"),
            "{error}"
        );
        let second = PEM.replace("bbY8", "bbY9");
        let two = loaded(format!("{PEM}{second}").as_bytes()).unwrap_err();
        assert!(matches!(two, Error::Several { count: 2, .. }), "{two}");
        assert!(two.to_string().contains("holds 2 private keys"), "{two}");
        let missing = FactoryKey::load(Path::new("/nowhere/factory.key"));
        assert!(matches!(missing, Err(Error::Read { .. })));
    }
}
