//! How each client speaks TLS to a controller: 1.3 alone, HTTP/2, by no clock, and with a whole handshake on each connection.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::client::Resumption;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::version::TLS13;

use crate::certificate::{NoClock, provider};
use crate::names::ALPN;

/// A client's own certificate with its key.
pub type Own = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// A client that judges the server by `server`, and shows its own certificate where it has one.
///
/// # Errors
/// When the certificate and the key are not of one another.
pub fn config(
    server: Arc<dyn ServerCertVerifier>,
    own: Option<Own>,
) -> Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_details(provider(), Arc::new(NoClock))
        .with_protocol_versions(&[&TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(server);
    let mut config = match own {
        Some((certificates, key)) => builder.with_client_auth_cert(certificates, key)?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![ALPN.to_vec()];
    // Every connection proves the keys anew.
    config.resumption = Resumption::disabled();
    Ok(config)
}
