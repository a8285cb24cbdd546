//! Checks whether the certificates in the data directory can be read.

use super::{files, said};
use madoguchi_doctor::Word;
use madoguchi_doctor::facts::Certificate;
use madoguchi_link::certificate;
use rustls::pki_types::CertificateDer;
use std::io;
use std::path::Path;

/// The CA's certificate, as `identity` names it. The server's is made anew at a start that cannot read it (RULES R2).
const FILES: [&str; 1] = ["identity/authority.pem"];

/// The certificates that exist and may be read. If we may not read them, the rights of the data directory tell it.
pub(super) fn read(data_dir: &Path) -> Vec<Certificate> {
    let read = FILES.iter().filter_map(|name| {
        let file = data_dir.join(name);
        match files::text(&file) {
            Ok(pem) => Some(Certificate {
                readable: readable(&pem),
                file,
            }),
            Err(error) if unreachable(&error) => None,
            Err(error) => Some(Certificate {
                readable: Err(said::of_system(&error)),
                file,
            }),
        }
    });
    read.collect()
}

fn unreachable(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied};
    [NotFound, NotADirectory, PermissionDenied].contains(&error.kind())
}

fn readable(text: &str) -> Result<(), Word> {
    let none = || Word::Said("doctor-no-certificate", Vec::new());
    let pem = pem::parse(text).map_err(|_| none())?;
    match certificate::parse(&CertificateDer::from(pem.contents())) {
        Some(_) => Ok(()),
        None => Err(none()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::said::tests::in_words;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_new_installations_certificates_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()), []);
        let _ = crate::identity::Identity::open_or_create(folder.path()).unwrap();
        let found = read(folder.path());
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|one| one.readable.is_ok()));
        std::fs::write(folder.path().join(FILES[0]), "no certificate").unwrap();
        let why = read(folder.path())[0].readable.clone().unwrap_err();
        assert_eq!(in_words(&why).en, "it cannot be read as a certificate");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text: String, bytes: Vec<u8>) {
            let _ = readable(&text);
            let _ = readable(&pem::encode(&pem::Pem::new("CERTIFICATE", bytes)));
        }
    }
}
