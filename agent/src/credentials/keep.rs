//! Writes credentials so that a cut at any moment leaves all of them or none: a reader that woke up with half a folder could not be
//! paired again by itself.
//!
//! A new folder is filled beside its place and then renamed. A renewed certificate takes the place of the old one in one step,
//! and the date of its issue follows: between the two, the new certificate with the old date is as good, because the
//! date only says that it is not earlier than that.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pem::{EncodeConfig, LineEnding, Pem};
use rustls::pki_types::CertificateDer;

use super::owner;
use super::{Credentials, Error};
use crate::pairing::exchange::Paired;

impl Credentials {
    /// Keeps what a pairing gave in a folder that does not exist yet, for its owner alone. Blocks until it is on the disk.
    ///
    /// # Errors
    /// When it cannot be written; then the folder still does not exist.
    pub(crate) fn keep(folder: &Path, paired: &Paired) -> Result<Self, Error> {
        let authority = pem(&paired.authority);
        let unit = unit_toml(&paired.serial, &paired.server_name, paired.issued_at_ms);
        let made = Self::from_pem(
            unit.as_bytes(),
            paired.certificate_pem.as_bytes(),
            paired.key_pem.as_bytes(),
            authority.as_bytes(),
        )?;
        let files: [(&str, &[u8]); 4] = [
            ("unit.key", paired.key_pem.as_bytes()),
            ("unit.crt", paired.certificate_pem.as_bytes()),
            ("ca.crt", authority.as_bytes()),
            ("unit.toml", unit.as_bytes()),
        ];
        let written = new_folder(folder, &files);
        written.map_err(|source| Error::Write {
            path: folder.to_owned(),
            source,
        })?;
        Ok(Self {
            folder: Some(folder.to_owned()),
            ..made
        })
    }

    /// The same unit with a longer certificate; kept where these credentials came from a folder. Blocks until it is on the disk.
    ///
    /// # Errors
    /// When it cannot be written; what is there stays as it is.
    pub(crate) fn renewed(
        &self,
        certificate: CertificateDer<'static>,
        issued_at_ms: i64,
    ) -> Result<Self, Error> {
        if let Some(folder) = &self.folder {
            let name = self.server_name.to_str();
            let unit = unit_toml(&self.serial, &name, issued_at_ms);
            let replace = |name: &str, content: &[u8]| {
                let path = folder.join(name);
                replace(&path, content).map_err(|source| Error::Write { path, source })
            };
            replace("unit.crt", pem(&certificate).as_bytes())?;
            replace("unit.toml", unit.as_bytes())?;
        }
        Ok(Self {
            certificates: vec![certificate],
            issued_at_ms,
            ..self.clone()
        })
    }
}

/// Its words are letters, digits, dots and hyphens: nothing that TOML would have to escape.
fn unit_toml(serial: &str, server_name: &str, issued_at_ms: i64) -> String {
    format!(
        "serial = \"{serial}\"\nserver_name = \"{server_name}\"\nissued_at_ms = {issued_at_ms}\n"
    )
}

/// RFC 7468.
fn pem(certificate: &CertificateDer<'_>) -> String {
    let pem = Pem::new("CERTIFICATE", certificate.to_vec());
    pem::encode_config(&pem, EncodeConfig::new().set_line_ending(LineEnding::LF))
}

fn new_folder(folder: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    if folder.try_exists()? {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let above = folder
        .parent()
        .filter(|above| !above.as_os_str().is_empty());
    let above = above.unwrap_or(Path::new("."));
    fs::create_dir_all(above)?;
    let beside = beside(folder);
    // Left by a cut: nobody uses it, and the key in it was signed for nobody who still has it.
    match fs::remove_dir_all(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    owner::create_folder(&beside)?;
    for (name, content) in files {
        owner::write_new(&beside.join(name), content)?;
    }
    owner::sync_folder(&beside)?;
    fs::rename(&beside, folder)?;
    owner::sync_folder(above)
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let beside = beside(path);
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    owner::write_new(&beside, content)?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), owner::sync_folder)
}

/// A name in the same folder, which no credential folder and no file in one has.
fn beside(path: &Path) -> PathBuf {
    let mut name = path
        .file_name()
        .map_or_else(OsString::new, ToOwned::to_owned);
    name.push(".new");
    path.with_file_name(name)
}
