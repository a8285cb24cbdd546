//! Peers of our own are judged by everything but a date.
//!
//! What lets a reader, or the desk's own client, in is a key that is on record or pinned (RULES T14): a PC without a
//! battery for its clock may have signed in 1970 or 2038, and may read the same certificate in any other year. Chain, usage,
//! name and signature are judged by the library's own verifiers, which are handed the moment at which the shown certificate
//! begins. That moment lies within its validity, or the validity is empty, and then the library refuses it.
//!
//! For our own CA alone: it has no CA below it, so a certificate that is shown has no other between it and the anchor.

use super::unit::unit_of;
use madoguchi_fleet::ids::Serial;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::time_provider::TimeProvider;
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, OtherError, SignatureScheme,
};
use std::sync::Arc;
use std::time::Duration;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

/// When the shown certificate begins.
fn beginning(shown: &CertificateDer<'_>) -> Result<UnixTime, Error> {
    let (_, parsed) =
        X509Certificate::from_der(shown).map_err(|_| CertificateError::BadEncoding)?;
    // Before 1970 the library knows no time.
    let seconds = u64::try_from(parsed.validity().not_before.timestamp())
        .map_err(|_| CertificateError::BadEncoding)?;
    Ok(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
}

/// A certificate that is not ours, and what it says of itself, which is not proved.
#[derive(Debug, thiserror::Error)]
#[error("{why}")]
pub(super) struct NotOurs {
    /// The unit that it names, if it names one.
    pub(super) serial: Option<Serial>,
    why: CertificateError,
}

/// The same refusal with the name that was shown, so that staff can be told of a reader whom they miss.
fn named(error: Error, shown: &CertificateDer<'_>) -> Error {
    let Error::InvalidCertificate(why) = error else {
        return error;
    };
    let serial = unit_of(shown).ok().map(|(serial, _)| serial);
    let refused = OtherError(Arc::new(NotOurs { serial, why }));
    Error::InvalidCertificate(CertificateError::Other(refused))
}

/// Judges readers.
#[derive(Debug)]
pub(super) struct Readers(pub(super) Arc<dyn ClientCertVerifier>);

impl ClientCertVerifier for Readers {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.0.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        shown: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        beginning(shown)
            .and_then(|at| self.0.verify_client_cert(shown, between, at))
            .map_err(|error| named(error, shown))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, shown, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, shown, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

/// Judges the controller, for the desk's own client.
#[derive(Debug)]
pub(crate) struct Server(pub(crate) Arc<WebPkiServerVerifier>);

impl ServerCertVerifier for Server {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let at = beginning(shown)?;
        self.0.verify_server_cert(shown, between, name, ocsp, at)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, shown, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, shown, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

/// The clock that rustls asks: always 1970, since no date decides, and since the PC's own may stand before it, of which the
/// library's clock makes a panic.
#[derive(Debug)]
pub(crate) struct NoClock;

impl TimeProvider for NoClock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::ZERO))
    }
}
