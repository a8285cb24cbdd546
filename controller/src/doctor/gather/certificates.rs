//! When the certificates in the data directory end.

use super::files;
use crate::doctor::facts::Certificate;
use std::io;
use std::path::Path;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

/// The CA and the server's certificate, as `identity` names them.
const FILES: [&str; 2] = ["identity/authority.pem", "identity/server.pem"];

/// Those that are there and may be read; that the others may not is told by the data directory's rights.
pub(super) fn read(data_dir: &Path) -> Vec<Certificate> {
    let read = FILES.iter().filter_map(|name| {
        let file = data_dir.join(name);
        match files::text(&file) {
            Ok(pem) => Some(Certificate {
                ends_ms: ends_ms(&pem),
                file,
            }),
            Err(error) if unreachable(&error) => None,
            Err(error) => Some(Certificate {
                ends_ms: Err(error.to_string()),
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

fn ends_ms(text: &str) -> Result<i64, String> {
    let pem = pem::parse(text).map_err(|error| error.to_string())?;
    let (_, certificate) =
        X509Certificate::from_der(pem.contents()).map_err(|error| error.to_string())?;
    let seconds = certificate.validity().not_after.timestamp();
    Ok(seconds.saturating_mul(1_000))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_of_a_new_installations_certificates_are_known() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()), []);
        let now = madoguchi_fleet::time::FleetTime(1_775_001_907_000);
        let _ = crate::identity::Identity::open_or_create(folder.path(), now).unwrap();
        let found = read(folder.path());
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|one| one.ends_ms.clone().unwrap() > now.0));
        std::fs::write(folder.path().join(FILES[1]), "no certificate").unwrap();
        assert!(read(folder.path())[1].ends_ms.is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text: String, bytes: Vec<u8>) {
            let _ = ends_ms(&text);
            let _ = ends_ms(&pem::encode(&pem::Pem::new("CERTIFICATE", bytes)));
        }
    }
}
