//! A longer certificate for the unit's own key: asked for over the stream at two thirds of the validity, checked, kept, and used
//! from the next connection on.
//!
//! ```text
//!  welcome, every hour ──► due? ──► RenewCertificate ──► Renewed ──► checked ──► kept (a thread) ──► the next link uses it
//! ```
//! Time is the fleet's, as heard: a reader's own clock may be wrong by decades.

use std::future::pending;
use std::time::Duration;

use madoguchi_proto::v1::{RenewCertificate, Renewed};
use rcgen::{KeyPair, PublicKeyData};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use crate::certificate::{self, Wrong};
use crate::credentials::{self, Credentials};
use crate::pairing::exchange;

/// How often it is looked at while a link stands.
const EVERY: Duration = Duration::from_secs(3_600);

/// What the driver is told.
#[derive(Debug)]
pub(crate) enum News {
    /// Look whether a certificate is due.
    Look,
    /// A longer certificate was kept.
    Kept(Box<Credentials>),
}

/// Why a certificate that came is not used. The old one is, as long as it holds.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("a certificate came that was not asked for")]
    NotAsked,
    #[error("the renewed certificate is not right")]
    Wrong(#[from] Wrong),
    #[error("the renewed certificate does not last longer than the old one")]
    NotLonger,
    #[error("the unit's key cannot be used")]
    Key(#[source] rcgen::Error),
}

/// What is under way.
#[derive(Debug)]
pub(crate) struct Renewal {
    look_at: Instant,
    asked: bool,
    keeping: Option<JoinHandle<Result<Credentials, credentials::Error>>>,
}

impl Renewal {
    pub(crate) fn new() -> Self {
        Self {
            look_at: Instant::now() + EVERY,
            asked: false,
            keeping: None,
        }
    }

    /// What is next; cancel-safe.
    pub(crate) async fn news(&mut self) -> News {
        loop {
            tokio::select! {
                () = sleep_until(self.look_at) => {
                    self.look_at = Instant::now() + EVERY;
                    return News::Look;
                }
                kept = finished(&mut self.keeping) => {
                    self.keeping = None;
                    match kept {
                        Some(Ok(credentials)) => return News::Kept(Box::new(credentials)),
                        Some(Err(error)) => tracing::error!(
                            error = crate::chain(&error),
                            "the renewed certificate cannot be kept: the old one stays, and it is tried again in an hour"
                        ),
                        None => {}
                    }
                }
            }
        }
    }

    /// What to ask for, if it is due and not asked for on this link already.
    pub(crate) fn ask(
        &mut self,
        credentials: &Credentials,
        now_ms: i64,
    ) -> Option<RenewCertificate> {
        if self.keeping.is_some() || !is_due(credentials, now_ms) {
            return None;
        }
        let asked = key(credentials).and_then(|key| {
            let request = exchange::request(&key, credentials.serial());
            request.map_err(|_| Error::Key(rcgen::Error::CouldNotParseKeyPair))
        });
        match asked {
            Ok(certificate_request) => {
                self.asked = true;
                tracing::info!(
                    "the unit's certificate is two thirds through: a longer one is asked for"
                );
                Some(RenewCertificate {
                    certificate_request,
                })
            }
            Err(error) => {
                tracing::error!(
                    error = crate::chain(&error),
                    "no longer certificate can be asked for"
                );
                None
            }
        }
    }

    /// A link ended, and what was asked for on it will not come.
    pub(crate) fn link_down(&mut self) {
        self.asked = false;
    }

    /// A certificate came: checked, and kept on a thread of its own.
    ///
    /// # Errors
    /// When it was not asked for, or is not a longer one for this unit.
    pub(crate) fn came(
        &mut self,
        credentials: &Credentials,
        renewed: &Renewed,
        now_ms: i64,
    ) -> Result<(), Error> {
        if !std::mem::take(&mut self.asked) {
            return Err(Error::NotAsked);
        }
        let pem = renewed.certificate_pem.as_bytes();
        let fresh = CertificateDer::from_pem_slice(pem).map_err(|_| Wrong::Unreadable)?;
        let until_ms = certificate::check_own(
            &fresh,
            &credentials.authority,
            &key(credentials)?.subject_public_key_info(),
            credentials.serial(),
            now_ms,
        )?;
        if until_ms <= valid_until_ms(credentials) {
            return Err(Error::NotLonger);
        }
        let (old, issued_at_ms) = (credentials.clone(), renewed.issued_at_ms.min(now_ms));
        self.keeping = Some(tokio::task::spawn_blocking(move || {
            old.renewed(fresh, issued_at_ms)
        }));
        Ok(())
    }
}

/// Whether two thirds of the time from the issue to the end have passed.
fn is_due(credentials: &Credentials, now_ms: i64) -> bool {
    let issued_at_ms = credentials.issued_at_ms;
    let valid_ms = valid_until_ms(credentials).saturating_sub(issued_at_ms);
    now_ms.saturating_sub(issued_at_ms) >= valid_ms / 3 * 2
}

/// A certificate that cannot be read is not used for long, either.
fn valid_until_ms(credentials: &Credentials) -> i64 {
    let own = credentials.certificates.first();
    own.and_then(|own| certificate::valid_until_ms(own).ok())
        .unwrap_or(0)
}

fn key(credentials: &Credentials) -> Result<KeyPair, Error> {
    let der = credentials.key.to_der();
    let pkcs8 = PrivatePkcs8KeyDer::from(der.secret_der());
    KeyPair::try_from(&pkcs8).map_err(Error::Key)
}

/// The result of what is being kept; `None` where its thread failed.
async fn finished(
    keeping: &mut Option<JoinHandle<Result<Credentials, credentials::Error>>>,
) -> Option<Result<Credentials, credentials::Error>> {
    match keeping {
        Some(keeping) => keeping.await.ok(),
        None => pending().await,
    }
}
