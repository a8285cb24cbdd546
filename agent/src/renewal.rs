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
