//! The server's certificate as TLS shows it: it can be changed for a longer one while the controller runs. Connections that stand
//! keep theirs, the next handshake shows the new one.

use rcgen::KeyPair;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::{CertifiedKey, SigningKey};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// What every handshake shows.
pub(crate) struct Served {
    key: Arc<dyn SigningKey>,
    current: RwLock<Arc<CertifiedKey>>,
}

impl Served {
    /// A certificate with its key.
    pub(super) fn new(
        certificate: CertificateDer<'static>,
        key: &KeyPair,
    ) -> Result<Self, rustls::Error> {
        let der = PrivateKeyDer::Pkcs8(key.serialized_der().to_vec().into());
        let key = crate::tls::provider().key_provider.load_private_key(der)?;
        Ok(Self {
            current: RwLock::new(Arc::new(CertifiedKey::new(
                vec![certificate],
                Arc::clone(&key),
            ))),
            key,
        })
    }

    /// The same key with another certificate, from the next handshake on.
    pub(super) fn change(&self, certificate: CertificateDer<'static>) {
        let fresh = Arc::new(CertifiedKey::new(vec![certificate], Arc::clone(&self.key)));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    }

    /// The certificate with its key, as they are now.
    pub(crate) fn now(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl ResolvesServerCert for Served {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.now())
    }
}

impl fmt::Debug for Served {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Served")
    }
}
