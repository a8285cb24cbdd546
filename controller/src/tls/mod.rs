//! TLS 1.3 for the gateway and the desk, and the connections that come in by it.
//!
//! One provider (ring), named where it is used. Certificates are judged against fleet time, so that a PC that
//! wakes up in 1970 or 2038 serves its patients (RULES, "Time").

mod incoming;
mod places;

pub use incoming::{Binding, Connection, Incoming, Peer, UnitIdentity};
pub use places::Bounds;

use crate::identity::Identity;
use madoguchi_fleet::time::FleetTime;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::UnixTime;
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::time_provider::TimeProvider;
use rustls::{RootCertStore, ServerConfig};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The protocol inside: HTTP/2, which gRPC needs.
pub const ALPN: &[u8] = b"h2";

/// Reads fleet time.
pub type FleetNow = Arc<dyn Fn() -> FleetTime + Send + Sync>;

/// Why a TLS configuration cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The CA cannot be used to judge client certificates.
    #[error("the CA's certificate cannot be used")]
    Authority(#[source] rustls::server::VerifierBuilderError),
    /// rustls refuses the certificate or the key.
    #[error("the server's certificate or key cannot be used")]
    Refused(#[from] rustls::Error),
}

/// The one provider of cryptography.
#[must_use]
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// For readers: a client certificate of our own CA, or no handshake.
///
/// # Errors
/// When the identity's certificates cannot be used.
pub fn gateway(identity: &Identity, now: FleetNow) -> Result<Arc<ServerConfig>, Error> {
    let mut roots = RootCertStore::empty();
    roots.add(identity.authority_der().clone())?;
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
        .build()
        .map_err(Error::Authority)?;
    let config = builder(now)?
        .with_client_cert_verifier(verifier)
        .with_cert_resolver(Arc::clone(identity.served()) as _);
    Ok(Arc::new(finished(config)))
}

/// For programs on this PC: no client certificate, the desk asks for a token.
///
/// # Errors
/// When the identity's certificates cannot be used.
pub fn desk(identity: &Identity, now: FleetNow) -> Result<Arc<ServerConfig>, Error> {
    let config = builder(now)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::clone(identity.served()) as _);
    Ok(Arc::new(finished(config)))
}

/// For readers that are being paired, and have no certificate yet: they judge ours by the digits, which are made from it. So it
/// is one for the whole window, even if the server's is issued anew meanwhile.
///
/// # Errors
/// When the identity's certificates cannot be used.
pub fn pairing(
    identity: &Identity,
    now: FleetNow,
) -> Result<(Arc<ServerConfig>, Arc<CertifiedKey>), Error> {
    let shown = identity.served().now();
    let one = SingleCertAndKey::from(CertifiedKey::clone(&shown));
    let config = builder(now)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(one));
    Ok((Arc::new(finished(config)), shown))
}

fn builder(
    now: FleetNow,
) -> Result<rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier>, rustls::Error> {
    ServerConfig::builder_with_details(provider(), Arc::new(FleetClock(now)))
        .with_protocol_versions(&[&rustls::version::TLS13])
}

/// No session is resumed: each connection shows its certificate, and is judged, anew.
fn finished(mut config: ServerConfig) -> ServerConfig {
    config.alpn_protocols = vec![ALPN.to_vec()];
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    config
}

/// Fleet time for rustls.
struct FleetClock(FleetNow);

impl TimeProvider for FleetClock {
    fn current_time(&self) -> Option<UnixTime> {
        let ms = u64::try_from((self.0)().0).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_millis(ms)))
    }
}

impl fmt::Debug for FleetClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FleetClock")
    }
}
