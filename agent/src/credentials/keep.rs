//! Writes credentials so that an interruption at any moment leaves all of them or none: a reader with half a folder could not be paired
//! again without help.
//!
//! A new folder is filled beside its place and then renamed. A renewed certificate replaces the old one in one step.

use std::path::Path;

use madoguchi_files::{Readers, above, beside, create_folder_with, create_folders, replace};
use madoguchi_link::credential_folder::{AUTHORITY, CERTIFICATE, KEY, UNIT, UnitFile};
use pem::{EncodeConfig, LineEnding, Pem};
use rustls::pki_types::CertificateDer;

use super::{Credentials, Error};
use crate::pairing::exchange::Paired;

/// Behind the name of a file or folder that is being written; no credential folder and no file in one has such a name.
const NEW: &str = ".new";

impl Credentials {
    /// Stores the result of a pairing in a new folder, for its owner alone. Blocks until it is durable.
    ///
    /// # Errors
    /// The folder cannot be written; then it still does not exist.
    pub(crate) fn keep(folder: &Path, paired: &Paired) -> Result<Self, Error> {
        let authority = pem(&paired.authority);
        let unit = UnitFile::new(
            &paired.serial,
            &paired.server_name,
            paired.issued_at_ms,
            Some(&paired.server_key),
        )
        .to_string();
        let made = Self::from_pem(
            unit.as_bytes(),
            paired.certificate_pem.as_bytes(),
            paired.key_pem.as_bytes(),
            authority.as_bytes(),
        )?;
        let files: [(&str, &[u8]); 4] = [
            (KEY, paired.key_pem.as_bytes()),
            (CERTIFICATE, paired.certificate_pem.as_bytes()),
            (AUTHORITY, authority.as_bytes()),
            (UNIT, unit.as_bytes()),
        ];
        let written = create_folders(above(folder), Readers::Anybody).and_then(|()| {
            create_folder_with(folder, &beside(folder, NEW), &files, Readers::Owner)
        });
        written.map_err(|source| Error::Write {
            path: folder.to_owned(),
            source,
        })?;
        Ok(Self {
            folder: Some(folder.to_owned()),
            ..made
        })
    }

    /// The same unit with a renewed certificate, which is stored if these credentials came from a folder. Blocks until it is durable.
    ///
    /// # Errors
    /// The certificate cannot be written; the stored one stays as it is.
    pub(crate) fn renewed(&self, certificate: CertificateDer<'static>) -> Result<Self, Error> {
        if let Some(folder) = &self.folder {
            let path = folder.join(CERTIFICATE);
            let content = pem(&certificate);
            let written = replace(
                &path,
                &beside(&path, NEW),
                content.as_bytes(),
                Readers::Owner,
            );
            written.map_err(|source| Error::Write { path, source })?;
        }
        Ok(Self {
            certificates: vec![certificate],
            ..self.clone()
        })
    }
}

/// A certificate as PEM (RFC 7468).
fn pem(certificate: &CertificateDer<'_>) -> String {
    let pem = Pem::new("CERTIFICATE", certificate.to_vec());
    pem::encode_config(&pem, EncodeConfig::new().set_line_ending(LineEnding::LF))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
    use std::ffi::OsString;
    use std::fs;
    use zeroize::Zeroizing;

    fn paired() -> Paired {
        let ca = CertificateParams::default();
        let ca = CertifiedIssuer::self_signed(ca, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let unit = CertificateParams::default().signed_by(&key, &ca).unwrap();
        Paired {
            serial: "CR-1".to_owned(),
            key_pem: Zeroizing::new(key.serialize_pem()),
            certificate_pem: unit.pem(),
            authority: ca.der().clone(),
            server_name: "controller.test".to_owned(),
            server_key: [0xa5; 32],
            issued_at_ms: 5,
        }
    }

    fn names(folder: &Path) -> Vec<OsString> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_kept_is_whole_and_the_owners_alone() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("below/reader");
        Credentials::keep(&folder, &paired()).unwrap();
        assert_eq!(
            names(&folder),
            ["ca.crt", "unit.crt", "unit.key", "unit.toml"]
        );
        let loaded = Credentials::load(&folder).unwrap();
        assert_eq!(
            (loaded.serial(), loaded.server_key),
            ("CR-1", Some([0xa5; 32]))
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&folder), 0o700);
            assert_eq!(mode(&folder.join("unit.key")), 0o600);
        }
    }

    #[test]
    fn a_cut_before_the_folder_has_its_name_leaves_none_and_is_cleared_away() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("reader");
        // As after an interruption: beside its place, with only a part of the files.
        let half = place.path().join("reader.new");
        fs::create_dir(&half).unwrap();
        fs::write(half.join("unit.key"), "half a key").unwrap();
        assert!(!folder.exists());
        Credentials::keep(&folder, &paired()).unwrap();
        Credentials::load(&folder).unwrap();
        assert_eq!(names(place.path()), ["reader"]);
    }

    #[test]
    fn a_folder_that_is_there_is_left_as_it_is() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("reader");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("unit.key"), "another's").unwrap();
        let error = Credentials::keep(&folder, &paired()).unwrap_err();
        assert!(matches!(error, Error::Write { .. }), "{error}");
        assert_eq!(names(&folder), ["unit.key"]);
    }

    #[test]
    fn a_cut_in_the_middle_of_a_renewal_leaves_credentials_that_can_be_used() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("reader");
        let kept = Credentials::keep(&folder, &paired()).unwrap();
        let longer = CertificateDer::from(kept.certificates[0].to_vec());
        // As after an interruption: beside its place, and only half of it.
        fs::write(folder.join("unit.crt.new"), "-----BEG").unwrap();
        let loaded = Credentials::load(&folder).unwrap();
        assert_eq!(loaded.server_key, Some([0xa5; 32]));
        // The next renewal replaces what was left.
        loaded.renewed(longer.clone()).unwrap();
        assert_eq!(Credentials::load(&folder).unwrap().certificates[0], longer);
        assert_eq!(
            names(&folder),
            ["ca.crt", "unit.crt", "unit.key", "unit.toml"]
        );
    }
}
