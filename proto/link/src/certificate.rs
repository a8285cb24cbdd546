//! How each side judges the other's certificate: by chain, usage, name, signature and key, and by no date.
//!
//! The clock of either side may have been wrong by decades when it signed or when it reads: a PC without a battery for its clock
//! starts in 1970. So rustls' own verifiers judge everything at the moment at which the shown certificate begins. That moment lies
//! within its validity, or the validity is empty, and then they refuse it. The CA has no CA below it, so no other certificate
//! stands between the one that is shown and the anchor.

use std::sync::Arc;
use std::time::Duration;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::{
    CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

use crate::pairing::{Bytes32, hash};

/// The one provider of cryptography.
#[must_use]
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Reads a certificate; `None` where it cannot be read, or where something follows it.
#[must_use]
pub fn parse<'a>(certificate: &'a CertificateDer<'_>) -> Option<X509Certificate<'a>> {
    let (rest, parsed) = X509Certificate::from_der(certificate).ok()?;
    rest.is_empty().then_some(parsed)
}

/// The moment at which a certificate begins; `None` where it cannot be read, or begins before 1970, where rustls knows no time.
#[must_use]
pub fn beginning(certificate: &CertificateDer<'_>) -> Option<UnixTime> {
    let from = parse(certificate)?.validity().not_before.timestamp();
    let seconds = u64::try_from(from).ok()?;
    Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
}

/// SHA-256 of a certificate's SubjectPublicKeyInfo, which stays the same when the certificate is renewed; `None` where it
/// cannot be read.
#[must_use]
pub fn key_hash(certificate: &CertificateDer<'_>) -> Option<Bytes32> {
    parse(certificate).map(|parsed| hash(parsed.public_key().raw))
}

/// A clock that always shows 1970, for rustls to ask: no date decides, and where a system's clock stands before 1970, rustls' own
/// clock panics.
#[derive(Debug)]
pub struct NoClock;

impl TimeProvider for NoClock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::ZERO))
    }
}

/// A client's verifier of the controller's certificate: by the CA and the name, and by the key where it is pinned.
#[derive(Debug)]
pub struct Server {
    chain: Arc<WebPkiServerVerifier>,
    key: Option<Bytes32>,
}

impl Server {
    /// A verifier for one CA; `key` is the [`key_hash`] that the certificate must have, `None` where any key of the CA will do.
    ///
    /// # Errors
    /// When a certificate of the CA is none.
    pub fn new(authority: &[CertificateDer<'_>], key: Option<Bytes32>) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        for authority in authority {
            roots.add(authority.clone().into_owned())?;
        }
        let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider())
            .build()
            .map_err(|error| Error::Other(OtherError(Arc::new(error))))?;
        Ok(Self { chain, key })
    }
}

impl ServerCertVerifier for Server {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let at = beginning(certificate).ok_or(CertificateError::BadEncoding)?;
        let verified = self
            .chain
            .verify_server_cert(certificate, between, name, ocsp, at)?;
        if self.key.is_some() && key_hash(certificate) != self.key {
            return Err(CertificateError::ApplicationVerificationFailure.into());
        }
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.chain
            .verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.chain
            .verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.chain.supported_verify_schemes()
    }
}
