//! A unit's credential folder: `unit.crt`, `unit.key` (owner only), `ca.crt`, `unit.toml`.

use super::client::Failure;
use crate::texts::system_error;
use madoguchi_files::{Readers, create_folders, write_new};
use madoguchi_fleet::ids::Serial;
use madoguchi_link::certificate::request;
use madoguchi_link::credential_folder::{AUTHORITY, CERTIFICATE, KEY, UNIT, UnitFile};
use madoguchi_proto::v1::EnrollUnitResponse;
use madoguchi_texts::same;
use rcgen::KeyPair;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A unit's new key, and the request to sign it. It has no Debug, which would print the key.
pub(crate) struct UnitKey {
    pem: Zeroizing<String>,
    /// The request, PKCS #10, DER.
    pub(crate) request: Vec<u8>,
}

impl UnitKey {
    /// Makes a key (ECDSA P-256) and its request.
    pub(crate) fn generate(serial: &Serial) -> Result<Self, Failure> {
        let key = KeyPair::generate().map_err(|error| key_failed(&error))?;
        Ok(Self {
            pem: Zeroizing::new(key.serialize_pem()),
            request: request(&key, serial.as_str()).map_err(|error| key_failed(&error))?,
        })
    }

    /// The private key, PEM.
    #[cfg(feature = "demo")]
    pub(crate) fn pem(&self) -> &str {
        &self.pem
    }
}

/// What an agent reads beside the certificates. A controller of an older version says nothing of its server's key.
fn unit_toml(serial: &Serial, signed: &EnrollUnitResponse) -> io::Result<String> {
    let key = match signed.server_key.as_slice() {
        [] => None,
        key => Some(key.try_into().map_err(io::Error::other)?),
    };
    let (name, issued_at_ms) = (&signed.server_name, signed.issued_at_ms);
    Ok(UnitFile::new(serial.as_str(), name, issued_at_ms, key).to_string())
}

/// The credentials for an agent in this process.
#[cfg(feature = "demo")]
pub(crate) fn unit_file(serial: &Serial, signed: &EnrollUnitResponse) -> Result<String, Failure> {
    unit_toml(serial, signed).map_err(Failure::cannot_start)
}

/// A folder that exists, is empty, and can be written to.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes the folder, or takes an empty one. A folder with something in it is not touched.
    pub(crate) fn prepare(path: &Path) -> Result<Self, Failure> {
        let unwritable = |error| unwritable(path, &error);
        create_folders(path, Readers::Anybody).map_err(unwritable)?;
        if fs::read_dir(path).map_err(unwritable)?.next().is_some() {
            let path = path.display().to_string();
            return Err(Failure::own("cli-folder-not-empty", &[("path", &path)]));
        }
        let path = path.to_owned();
        Ok(Self { path })
    }

    /// Writes the credentials.
    pub(crate) fn write(
        &self,
        serial: &Serial,
        key: &UnitKey,
        signed: &EnrollUnitResponse,
    ) -> Result<(), Failure> {
        let written = unit_toml(serial, signed).and_then(|about| {
            self.put(KEY, key.pem.as_bytes())?;
            self.put(CERTIFICATE, signed.certificate_pem.as_bytes())?;
            self.put(AUTHORITY, signed.authority_pem.as_bytes())?;
            self.put(UNIT, about.as_bytes())
        });
        written.map_err(|error| unwritten(&self.path, serial, &error))
    }

    /// Writes one file, for the owner alone. All files have the same rights, which is easier than two rules.
    fn put(&self, name: &str, content: &[u8]) -> io::Result<()> {
        write_new(&self.path.join(name), content, Readers::Owner)
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let path = same(path.display());
    let args = [("path", path), ("detail", system_error(error).into())];
    Failure::saying("cli-folder-unwritable", &args)
}

/// The failure after the act: the unit has its new key on record by now.
fn unwritten(path: &Path, serial: &Serial, error: &io::Error) -> Failure {
    let args = [
        ("serial", same(serial)),
        ("path", same(path.display())),
        ("detail", system_error(error).into()),
    ];
    Failure::saying("cli-credentials-unwritten", &args)
}

fn key_failed(error: &rcgen::Error) -> Failure {
    Failure::own("cli-key-failed", &[("detail", &error.to_string())])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_in_it_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("unit.key"), "old").unwrap();
        let failure = Folder::prepare(folder.path()).err().unwrap();
        assert_eq!(failure.text.code, "cli-folder-not-empty");
        let kept = fs::read_to_string(folder.path().join("unit.key")).unwrap();
        assert_eq!(kept, "old");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told_before_anything_is_done() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let failure = Folder::prepare(&file.path().join("reader")).err().unwrap();
        assert_eq!(failure.text.code, "cli-folder-unwritable");
        assert!(failure.text.en.contains("nothing was done"), "{failure:?}");
    }

    #[test]
    fn a_folder_that_is_gone_after_the_enrolment_is_told_with_what_that_means() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("cr-1");
        let serial = Serial::parse("CR-1").unwrap();
        let key = UnitKey::generate(&serial).unwrap();
        let folder = Folder::prepare(&path).unwrap();
        fs::remove_dir(&path).unwrap();
        let written = folder.write(&serial, &key, &EnrollUnitResponse::default());
        let text = written.err().unwrap().text;
        assert_eq!(text.code, "cli-credentials-unwritten");
        assert!(
            text.ja.contains("CR-1") && text.ja.contains("--out"),
            "{text:?}"
        );
    }

    /// No key fails here: the error is built.
    #[test]
    fn a_key_that_cannot_be_made_is_told() {
        let text = key_failed(&rcgen::Error::CouldNotParseKeyPair).text;
        assert!(text.en.contains("could not be made"), "{text:?}");
    }

    #[test]
    fn the_folder_has_what_an_agent_needs_and_the_key_stays_its_owners() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("cr-1");
        let serial = Serial::parse("CR-1").unwrap();
        let key = UnitKey::generate(&serial).unwrap();
        let signed = EnrollUnitResponse {
            certificate_pem: "CERT".into(),
            authority_pem: "CA".into(),
            server_name: "controller.madoguchi.internal".into(),
            issued_at_ms: 5,
            unit: None,
            server_key: vec![0xa5; 32],
            notice: None,
        };
        Folder::prepare(&path)
            .and_then(|folder| folder.write(&serial, &key, &signed))
            .unwrap();
        let read = |name: &str| fs::read_to_string(path.join(name)).unwrap();
        assert_eq!(
            (read("unit.crt"), read("ca.crt")),
            ("CERT".into(), "CA".into())
        );
        assert!(read("unit.key").contains("PRIVATE KEY"));
        let about: toml::Table = read("unit.toml").parse().unwrap();
        assert_eq!(about["serial"].as_str(), Some("CR-1"));
        assert_eq!(
            about["server_name"].as_str(),
            Some("controller.madoguchi.internal")
        );
        assert_eq!(about["issued_at_ms"].as_integer(), Some(5));
        assert_eq!(
            about["server_key"].as_str(),
            Some("a5".repeat(32)).as_deref()
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(path.join("unit.key"))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o077, 0);
        }
    }
}
