//! TLS for browsers of other PCs: a certificate that can be exchanged for its next one while connections are served.
//!
//! TLS 1.3 alone: every browser for which the pages are made speaks it. Here browsers check names and dates by their own rules (RULES T16).

use super::{Error, finished};
use madoguchi_link::certificate::{NoClock, provider};
use rustls::ServerConfig;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::sync::{Arc, PoisonError, RwLock};

/// What browsers speak behind TLS.
const HTTP: &[u8] = b"http/1.1";

/// The certificate that every handshake shows, until another takes its place. Clones belong together.
#[derive(Debug, Clone)]
pub(crate) struct Shown(Arc<RwLock<Arc<CertifiedKey>>>);

impl Shown {
    pub(crate) fn new(first: CertifiedKey) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(first))))
    }

    /// Handshakes from here on show this one; connections stay.
    pub(crate) fn replace(&self, next: CertifiedKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }

    /// The one that is shown at present.
    pub(crate) fn now(&self) -> Arc<CertifiedKey> {
        // It is replaced as a whole.
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.now())
    }
}

/// TLS for browsers of other PCs, without a client certificate: people log in.
///
/// # Errors
/// rustls refuses its settings.
pub(crate) fn lan(shown: Shown) -> Result<Arc<ServerConfig>, Error> {
    let config = ServerConfig::builder_with_details(provider(), Arc::new(NoClock))
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(shown));
    let mut config = finished(config);
    config.alpn_protocols = vec![HTTP.to_vec()];
    Ok(Arc::new(config))
}
