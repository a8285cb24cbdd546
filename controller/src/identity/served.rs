//! The server's certificate with its key, as each handshake shows it.

use super::Identity;
use crate::tls;
use madoguchi_link::certificate::provider;
use rcgen::KeyPair;
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use std::sync::Arc;

/// A certificate with its key, for rustls.
pub(super) fn certified(
    certificate: CertificateDer<'static>,
    key: &KeyPair,
) -> Result<Arc<CertifiedKey>, rustls::Error> {
    let der = PrivateKeyDer::Pkcs8(key.serialized_der().to_vec().into());
    let key = provider().key_provider.load_private_key(der)?;
    Ok(Arc::new(CertifiedKey::new(vec![certificate], key)))
}

impl Identity {
    /// TLS for the gateway ([`tls::gateway`]).
    ///
    /// # Errors
    /// The certificates cannot be used.
    pub fn gateway_tls(&self) -> Result<Arc<ServerConfig>, tls::Error> {
        tls::gateway(&self.authority_der, &self.served)
    }

    /// TLS for the desk and the pairing port ([`tls::desk`]).
    ///
    /// # Errors
    /// The certificate cannot be used.
    pub fn desk_tls(&self) -> Result<Arc<ServerConfig>, tls::Error> {
        tls::desk(&self.served)
    }
}
