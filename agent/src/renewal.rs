//! Renews the unit's certificate, for the same key, if it ends: a controller of an earlier release signed it. The new one has no end.
//!
//! ```text
//! welcome ──► ends? ──► RenewCertificate ──► Renewed ──► checked ──► stored (a thread) ──► the next link uses it
//! ```
//! The new certificate admits the unit where the old one does. Only a controller of an earlier release, which checks dates, needs it: that
//! one signs a longer certificate, once in each run of the agent, so that the unit's certificate does not end there.

use std::future::pending;

use madoguchi_link::certificate::request;
use madoguchi_proto::v1::{RenewCertificate, Renewed};
use rcgen::{KeyPair, PublicKeyData};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio::task::JoinHandle;

use crate::certificate::{self, Wrong};
use crate::credentials::{self, Credentials};
use crate::texts::in_words;

/// The reason why a new certificate is not used. The old one then stays.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{}", in_words("failed-renewal-not-asked", &[]))]
    NotAsked,
    #[error("{}", in_words("failed-renewal-wrong", &[]))]
    Wrong(#[from] Wrong),
    #[error("{}", in_words("failed-renewal-key", &[]))]
    Key(#[source] rcgen::Error),
}

/// The state of the renewal.
#[derive(Debug, Default)]
pub(crate) struct Renewal {
    stage: Stage,
    keeping: Option<JoinHandle<Result<Credentials, credentials::Error>>>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    #[default]
    NotAsked,
    /// Asked on the present link.
    Asked,
    /// A right certificate came. Even if it ends, this controller has no better one.
    Came,
}

impl Renewal {
    /// Waits for the unit with its renewed certificate, once that is stored. Cancel-safe.
    pub(crate) async fn kept(&mut self) -> Credentials {
        loop {
            let kept = finished(&mut self.keeping).await;
            self.keeping = None;
            match kept {
                Some(Ok(credentials)) => return credentials,
                Some(Err(error)) => {
                    self.stage = Stage::NotAsked;
                    tracing::error!(
                        error = crate::texts::chain(&error),
                        "{}",
                        in_words("log-renewed-not-kept", &[])
                    );
                }
                None => {}
            }
        }
    }

    /// The request, if the unit's certificate ends and none was sent yet.
    pub(crate) fn ask(&mut self, credentials: &Credentials) -> Option<RenewCertificate> {
        let own = credentials.certificates.first()?;
        if self.stage != Stage::NotAsked || !certificate::ends(own) {
            return None;
        }
        let asked = key(credentials)
            .and_then(|key| request(&key, credentials.serial()).map_err(Error::Key));
        match asked {
            Ok(certificate_request) => {
                self.stage = Stage::Asked;
                tracing::info!("{}", in_words("log-renewal-asked", &[]));
                Some(RenewCertificate {
                    certificate_request,
                })
            }
            Err(error) => {
                tracing::error!(
                    error = crate::texts::chain(&error),
                    "{}",
                    in_words("log-renewal-not-asked", &[])
                );
                None
            }
        }
    }

    /// A link ended, so the answer to a request on it will not come.
    pub(crate) fn link_down(&mut self) {
        if self.stage == Stage::Asked {
            self.stage = Stage::NotAsked;
        }
    }

    /// Checks a certificate that came, and stores it on a thread of its own.
    ///
    /// # Errors
    /// It was not asked for, or is not one for this unit.
    pub(crate) fn came(
        &mut self,
        credentials: &Credentials,
        renewed: &Renewed,
    ) -> Result<(), Error> {
        if self.stage != Stage::Asked {
            return Err(Error::NotAsked);
        }
        self.stage = Stage::Came;
        let pem = renewed.certificate_pem.as_bytes();
        let fresh = CertificateDer::from_pem_slice(pem).map_err(|_| Wrong::Unreadable)?;
        certificate::check_own(
            &fresh,
            &credentials.authority,
            &key(credentials)?.subject_public_key_info(),
            credentials.serial(),
        )?;
        let old = credentials.clone();
        self.keeping = Some(tokio::task::spawn_blocking(move || old.renewed(fresh)));
        Ok(())
    }
}

fn key(credentials: &Credentials) -> Result<KeyPair, Error> {
    let der = credentials.key.to_der();
    let pkcs8 = PrivatePkcs8KeyDer::from(der.secret_der());
    KeyPair::try_from(&pkcs8).map_err(Error::Key)
}

/// The result of storing; `None` if its thread failed.
async fn finished(
    keeping: &mut Option<JoinHandle<Result<Credentials, credentials::Error>>>,
) -> Option<Result<Credentials, credentials::Error>> {
    match keeping {
        Some(keeping) => keeping.await.ok(),
        None => pending().await,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::logged::Logged;
    use std::io;

    #[test]
    fn with_a_key_that_cannot_be_used_no_certificate_is_asked_for() {
        let mut params = rcgen::CertificateParams::default();
        params.not_after = rcgen::date_time_ymd(2030, 1, 1);
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let certificate = made.pem();
        let unit = b"serial = \"R-1\"\nserver_name = \"controller.test\"\nissued_at_ms = 5\n";
        let key = b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        let certificate = certificate.as_bytes();
        let credentials = Credentials::from_pem(unit, certificate, key, certificate).unwrap();
        let log = Logged::listen();
        assert!(Renewal::default().ask(&credentials).is_none());
        log.expect(&[
            "no other certificate can be asked for",
            "the unit's key cannot be used",
        ]);
    }

    #[tokio::test]
    async fn a_certificate_that_cannot_be_kept_is_asked_for_again() {
        let full = credentials::Error::Write {
            path: "unit.crt".into(),
            source: io::ErrorKind::StorageFull.into(),
        };
        let mut renewal = Renewal {
            stage: Stage::Came,
            keeping: Some(tokio::spawn(async { Err(full) })),
        };
        let log = Logged::listen();
        let noted = async {
            while !log.has("the renewed certificate cannot be kept") {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            _ = renewal.kept() => panic!("nothing was kept"),
            () = noted => {}
        }
        log.expect(&["unit.crt cannot be written", "the disk is full"]);
        assert_eq!(renewal.stage, Stage::NotAsked);
    }
}
