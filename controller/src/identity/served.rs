//! The server's certificate with its key, as every handshake shows it.

use madoguchi_link::certificate::provider;
use rcgen::KeyPair;
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
