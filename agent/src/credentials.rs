//! The credential folder: the unit's identity, and the controller that it trusts. The agent writes it after a pairing; `madoguchi unit
//! enroll` writes one that a person carries to the reader.
//!
//! ```text
//! unit.crt   the unit's certificate, PEM
//! unit.key   its private key, PKCS #8 PEM, readable by the agent alone
//! ca.crt     the controller's CA, PEM; nothing else is trusted
//! unit.toml  serial = "…", server_name = "…", issued_at_ms = …, server_key = "…"
//! ```
//!
//! `server_key` is the SHA-256 of the controller's SubjectPublicKeyInfo in hex: of all servers with a certificate of the CA, the agent
//! connects to this one only. For a folder from before this line existed, the CA alone decides. `issued_at_ms` is for agents of an earlier
//! release, which took it for the earliest possible time.

mod keep;

use crate::texts::{in_words, sentence, told};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use madoguchi_files::{is_open_to_others, read_secret};
use madoguchi_link::credential_folder::{AUTHORITY, CERTIFICATE, KEY, UNIT, UnitFile};
use madoguchi_link::pairing::Bytes32;
use madoguchi_plain::{hex, is_serial};
use madoguchi_reading::{self as reading, Other};
use madoguchi_texts::command_line::other as other_file;
use madoguchi_texts::same;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use zeroize::{Zeroize, Zeroizing};

/// The largest file that is read; a certificate has about 1 KiB.
const MAX_FILE_BYTES: usize = 64 * 1024;

/// The unit's identity, and the controller that it trusts.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub(crate) serial: String,
    pub(crate) server_name: ServerName<'static>,
    /// SHA-256 of the SubjectPublicKeyInfo of the controller's server, if the folder has it.
    pub(crate) server_key: Option<Bytes32>,
    pub(crate) certificates: Vec<CertificateDer<'static>>,
    pub(crate) authority: Vec<CertificateDer<'static>>,
    pub(crate) key: Key,
    /// The folder; `None` if the credentials did not come from one.
    folder: Option<PathBuf>,
}

/// A private key. It is never printed, and wiped when it is dropped.
#[derive(Clone)]
pub(crate) struct Key(Zeroizing<Vec<u8>>);

impl Key {
    /// A copy for rustls.
    pub(crate) fn to_der(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.0.to_vec()))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// The reason why a credential folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", in_words("failed-credentials-unread", &[("path", &path.display().to_string())]))]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{}", in_words("failed-credentials-unwritten", &[("path", &path.display().to_string())]))]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{}", in_words("failed-credentials-damaged", &[("file", file), ("wrong", wrong)]))]
    Content {
        file: &'static str,
        /// The flaw; it never repeats the content.
        wrong: String,
    },
    #[error("{}", told(&sentence("failed-credentials-other", &[("file", same(file)), ("what", other_file(*what).into())])))]
    Other { file: &'static str, what: Other },
}

impl Credentials {
    /// Reads a credential folder. Blocks for a moment: four small files.
    ///
    /// # Errors
    /// A file is missing, unreadable or damaged.
    pub fn load(folder: &Path) -> Result<Self, Error> {
        let text = |name| read(folder, name);
        let key = folder.join(KEY);
        if is_open_to_others(&key) {
            tracing::warn!(file = %key.display(), "{}", in_words("log-key-open", &[]));
        }
        let made = Self::from_pem(
            &text(UNIT)?,
            &text(CERTIFICATE)?,
            &text(KEY)?,
            &text(AUTHORITY)?,
        )?;
        Ok(Self {
            folder: Some(folder.to_owned()),
            ..made
        })
    }

    /// As [`Credentials::load`], from the contents of `unit.toml`, `unit.crt`, `unit.key` and `ca.crt`.
    ///
    /// # Errors
    /// One of them is damaged.
    pub fn from_pem(
        unit: &[u8],
        certificate: &[u8],
        key: &[u8],
        authority: &[u8],
    ) -> Result<Self, Error> {
        let unit = parse_unit(unit)?;
        let server_name = ServerName::try_from(unit.server_name)
            .map_err(|_| content(UNIT, "server_name: not a name".to_owned()))?;
        let server_key = unit.server_key.as_deref().map(server_key).transpose()?;
        let key = blocks(KEY, key)?;
        // The decoder's error is not passed on: it could repeat a part of the file.
        let mut decoded = PrivatePkcs8KeyDer::from_pem_slice(key.as_bytes())
            .map_err(|_| content(KEY, "it holds no PKCS #8 key in PEM".to_owned()))?;
        let key = Key(Zeroizing::new(decoded.secret_pkcs8_der().to_vec()));
        decoded.zeroize();
        Ok(Self {
            serial: unit.serial,
            server_name,
            server_key,
            certificates: certificates(CERTIFICATE, certificate)?,
            authority: certificates(AUTHORITY, authority)?,
            key,
            folder: None,
        })
    }

    #[must_use]
    pub fn serial(&self) -> &str {
        &self.serial
    }
}

fn read(folder: &Path, name: &'static str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let path = folder.join(name);
    match read_secret(&path, MAX_FILE_BYTES) {
        Ok(read) => {
            read.ok_or_else(|| content(name, format!("it has more than {MAX_FILE_BYTES} bytes")))
        }
        Err(source) => Err(Error::Read { path, source }),
    }
}

fn parse_unit(bytes: &[u8]) -> Result<UnitFile, Error> {
    let bad = |wrong: String| content(UNIT, wrong);
    // The decoder's error is about TOML, and nobody wrote this file by hand.
    let text = reading::handed_over(bytes).map_err(|what| other(UNIT, what))?;
    let unit = UnitFile::parse(text.as_bytes())
        .ok_or_else(|| bad("it does not say serial, server_name and issued_at_ms".to_owned()))?;
    if !is_serial(&unit.serial) {
        return Err(bad(
            "serial: 1 to 32 of A to Z, 0 to 9 and hyphen".to_owned()
        ));
    }
    Ok(unit)
}

fn server_key(digits: &str) -> Result<Bytes32, Error> {
    hex::parse(digits).ok_or_else(|| content(UNIT, "server_key: 64 hex digits".to_owned()))
}

fn certificates(file: &'static str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let pem = blocks(file, pem)?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(content(file, "it holds no certificate in PEM".to_owned())),
    }
}

/// What a person carried to the reader may have come by Windows or by mail.
fn blocks(file: &'static str, bytes: &[u8]) -> Result<Zeroizing<String>, Error> {
    reading::pem(bytes).map_err(|what| other(file, what))
}

const fn other(file: &'static str, what: Other) -> Error {
    Error::Other { file, what }
}

fn content(file: &'static str, wrong: String) -> Error {
    Error::Content { file, wrong }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const UNIT: &str = "serial = \"R-1\"\nserver_name = \"controller.test\"\nissued_at_ms = 5\n";

    fn made(unit: &str) -> Result<Credentials, Error> {
        let made = rcgen::generate_simple_self_signed(vec!["r-1.test".to_owned()]).unwrap();
        let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
        let certificate = certificate.as_bytes();
        Credentials::from_pem(unit.as_bytes(), certificate, key.as_bytes(), certificate)
    }

    #[test]
    fn a_key_is_never_printed() {
        let credentials = made(UNIT).unwrap();
        assert_eq!(credentials.serial(), "R-1");
        assert!(format!("{credentials:?}").contains("key: Key(…)"));
    }

    #[test]
    fn what_is_wrong_is_named_by_its_file() {
        for unit in [
            "",
            "serial = 7",
            &UNIT.replace("R-1", "r 1"),
            &UNIT.replace("controller.test", "not a name"),
            &format!("{UNIT}colour = 1\n"),
            &format!("{UNIT}server_key = \"{}\"\n", "a5".repeat(31)),
            &format!("{UNIT}server_key = \"{}\"\n", "é".repeat(32)),
        ] {
            let error = made(unit).unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::Content {
                        file: "unit.toml",
                        ..
                    }
                ),
                "{error}"
            );
        }
        let empty = Credentials::from_pem(UNIT.as_bytes(), b"", b"", b"").unwrap_err();
        assert!(
            matches!(
                empty,
                Error::Content {
                    file: "unit.key",
                    ..
                }
            ),
            "{empty}"
        );
    }

    /// What Windows and mail make of a text, and its name.
    fn carried(text: &str) -> [(&'static str, Vec<u8>); 6] {
        let marked = format!("\u{feff}{text}");
        let wide = |order: fn(u16) -> [u8; 2]| marked.encode_utf16().flat_map(order).collect();
        let quoted: String = text.lines().map(|line| format!("> {line}\r\n")).collect();
        [
            ("CRLF", text.replace('\n', "\r\n").into()),
            ("UTF-8 with BOM", marked.clone().into()),
            ("UTF-16 LE", wide(u16::to_le_bytes)),
            ("UTF-16 BE", wide(u16::to_be_bytes)),
            ("quoted by a mail", quoted.into()),
            ("indented", text.replace('\n', "\n  ").into()),
        ]
    }

    #[test]
    fn a_folder_that_came_by_windows_or_by_mail_is_read() {
        let made = rcgen::generate_simple_self_signed(vec!["r-1.test".to_owned()]).unwrap();
        let files = [
            UNIT,
            &made.cert.pem(),
            &made.signing_key.serialize_pem(),
            &made.cert.pem(),
        ];
        let as_written = files.map(|file| file.as_bytes().to_vec());
        let read = |files: &[Vec<u8>; 4]| {
            Credentials::from_pem(&files[0], &files[1], &files[2], &files[3])
        };
        let expected = read(&as_written).unwrap();
        for (place, file) in files.iter().enumerate() {
            for (how, bytes) in carried(file) {
                let mut files = as_written.clone();
                files[place] = bytes;
                let found = read(&files).unwrap_or_else(|error| panic!("{how}: {error}"));
                assert_eq!(found.serial, expected.serial, "{how}");
                assert_eq!(found.certificates, expected.certificates, "{how}");
                assert_eq!(found.authority, expected.authority, "{how}");
                assert_eq!(found.key.to_der(), expected.key.to_der(), "{how}");
            }
        }
        let mut coded = as_written;
        coded[2] = files[2].replace('\n', "=0A=\n").into();
        let error = read(&coded).unwrap_err().to_string();
        assert!(
            error.contains("unit.key") && error.contains("quoted-printable"),
            "{error}"
        );
        coded[2] = b"PK\x03\x04 unit.key".to_vec();
        let error = read(&coded).unwrap_err().to_string();
        assert!(
            error.contains("an archive such as ZIP")
                && error.contains("copy it again")
                && error.contains("unit pair"),
            "{error}"
        );
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = Credentials::load(Path::new("/nowhere/at/all")).unwrap_err();
        assert!(error.to_string().contains("unit.toml"), "{error}");
    }
}
