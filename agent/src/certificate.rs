//! What the agent has to know of certificates: whether one is this unit's own, and until when it holds.

use std::sync::Arc;
use std::time::Duration;

use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::WebPkiClientVerifier;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

use crate::pairing::construction::{Bytes32, hash};

/// Why a certificate is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It cannot be read.
    #[error("it cannot be read")]
    Unreadable,
    /// It is for another key.
    #[error("it is for another key than this reader's")]
    OtherKey,
    /// It names another unit.
    #[error("it names another unit than this reader")]
    OtherSerial,
    /// The CA did not sign it, or it does not hold at that time.
    #[error("the controller's CA does not vouch for it: {0}")]
    NotSigned(String),
}

/// Whether a certificate is this unit's own, signed by the one CA that it trusts; gives the end of its validity, in milliseconds
/// since 1970.
///
/// # Errors
/// With the first thing that is wrong.
pub(crate) fn check_own(
    certificate: &CertificateDer<'_>,
    authority: &[CertificateDer<'static>],
    public_key_info: &[u8],
    serial: &str,
    now_ms: i64,
) -> Result<i64, Wrong> {
    let parsed = parse(certificate)?;
    if parsed.public_key().raw != public_key_info {
        return Err(Wrong::OtherKey);
    }
    let mut names = parsed.subject().iter_common_name();
    let named = names.next().and_then(|name| name.as_str().ok());
    if named != Some(serial) || names.next().is_some() {
        return Err(Wrong::OtherSerial);
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(roots(authority)?, provider())
        .build()
        .map_err(|error| Wrong::NotSigned(error.to_string()))?;
    verifier
        .verify_client_cert(certificate, &[], unix_time(now_ms))
        .map_err(|error| Wrong::NotSigned(error.to_string()))?;
    Ok(until_ms(&parsed))
}

/// Whether a server's certificate chains to this CA and bears this name.
///
/// # Errors
/// When it does not.
pub(crate) fn check_server(
    certificate: &CertificateDer<'_>,
    authority: &CertificateDer<'static>,
    name: &ServerName<'_>,
    now_ms: i64,
) -> Result<(), Wrong> {
    let roots = roots(std::slice::from_ref(authority))?;
    let verifier = WebPkiServerVerifier::builder_with_provider(roots, provider())
        .build()
        .map_err(|error| Wrong::NotSigned(error.to_string()))?;
    verifier
        .verify_server_cert(certificate, &[], name, &[], unix_time(now_ms))
        .map(|_| ())
        .map_err(|error| Wrong::NotSigned(error.to_string()))
}

/// The end of a certificate's validity, in milliseconds since 1970.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn valid_until_ms(certificate: &CertificateDer<'_>) -> Result<i64, Wrong> {
    parse(certificate).map(|parsed| until_ms(&parsed))
}

/// SHA-256 of the certificate's SubjectPublicKeyInfo: what stays the same when it is renewed.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn key_hash(certificate: &CertificateDer<'_>) -> Result<Bytes32, Wrong> {
    parse(certificate).map(|parsed| hash(parsed.public_key().raw))
}

/// The one provider of cryptography.
pub(crate) fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn parse<'a>(certificate: &'a CertificateDer<'_>) -> Result<X509Certificate<'a>, Wrong> {
    let (rest, parsed) = X509Certificate::from_der(certificate).map_err(|_| Wrong::Unreadable)?;
    rest.is_empty().then_some(parsed).ok_or(Wrong::Unreadable)
}

fn until_ms(parsed: &X509Certificate<'_>) -> i64 {
    let until = parsed.validity().not_after.timestamp();
    until.saturating_mul(1_000)
}

fn roots(authority: &[CertificateDer<'static>]) -> Result<Arc<RootCertStore>, Wrong> {
    let mut roots = RootCertStore::empty();
    for authority in authority {
        let added = roots.add(authority.clone());
        added.map_err(|error| Wrong::NotSigned(error.to_string()))?;
    }
    Ok(Arc::new(roots))
}

fn unix_time(ms: i64) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_millis(u64::try_from(ms).unwrap_or(0)))
}
