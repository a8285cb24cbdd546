//! TLS 1.3 for the gateway, the desk and the console on the LAN, and the connections that come in by it.
//!
//! One provider (ring) is named wherever it is used. Certificates are checked in everything but their dates (`dates`), so that a PC that
//! wakes up in 1970 or 2038 serves its patients (RULES T15).

mod acceptor;
mod dates;
mod greeting;
mod incoming;
mod lan;
mod places;
mod unit;

pub use acceptor::{Acceptor, AcceptorThread};
pub(crate) use greeting::shake_at;
pub use incoming::{Connection, Incoming, Peer, Stranger, UnitIdentity};
pub(crate) use lan::{Shown, lan};
pub use places::Bounds;
pub(crate) use places::{Entered, Places, REFUSED_TIME, Spot, Taken};
pub(crate) use unit::fingerprint;
pub use unit::{UnreadableCertificate, unit_of};

use dates::Readers;
use madoguchi_fleet::time::FleetTime;
use madoguchi_link::certificate::{NoClock, provider};
use madoguchi_link::names::ALPN;
use rustls::pki_types::CertificateDer;
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{RootCertStore, ServerConfig};
use std::sync::Arc;

/// Reads fleet time.
pub type FleetNow = Arc<dyn Fn() -> FleetTime + Send + Sync>;

/// The reason why a TLS configuration cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The CA cannot be used to check client certificates.
    #[error("the CA's certificate cannot be used")]
    Authority(#[source] rustls::server::VerifierBuilderError),
    #[error("the server's certificate or key cannot be used")]
    Refused(#[from] rustls::Error),
}

/// TLS for readers: a client certificate of our own CA is required.
///
/// # Errors
/// The CA's certificate cannot be used.
pub fn gateway(
    authority: &CertificateDer<'_>,
    shown: &Arc<CertifiedKey>,
) -> Result<Arc<ServerConfig>, Error> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.clone().into_owned())?;
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
        .build()
        .map_err(Error::Authority)?;
    let config = builder()?
        .with_client_cert_verifier(Arc::new(Readers(verifier)))
        .with_cert_resolver(always(shown));
    Ok(Arc::new(finished(config)))
}

/// TLS for programs on this PC, and for readers that are being paired, without a client certificate. The desk asks for a token; in a
/// pairing people compare digits, which are made from the server's certificate.
///
/// # Errors
/// rustls refuses its settings.
pub fn desk(shown: &Arc<CertifiedKey>) -> Result<Arc<ServerConfig>, Error> {
    let config = builder()?
        .with_no_client_auth()
        .with_cert_resolver(always(shown));
    Ok(Arc::new(finished(config)))
}

/// A resolver that shows one certificate in every handshake.
fn always(shown: &Arc<CertifiedKey>) -> Arc<SingleCertAndKey> {
    Arc::new(SingleCertAndKey::from(CertifiedKey::clone(shown)))
}

fn builder() -> Result<rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier>, rustls::Error> {
    ServerConfig::builder_with_details(provider(), Arc::new(NoClock))
        .with_protocol_versions(&[&rustls::version::TLS13])
}

/// Turns off resumption of sessions: each connection shows its certificate again, which is then checked again.
fn finished(mut config: ServerConfig) -> ServerConfig {
    config.alpn_protocols = vec![ALPN.to_vec()];
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    config
}
