//! Checks readers' certificates in everything but their dates (`madoguchi_link::certificate`): a reader is admitted by a key that is on
//! record (RULES T14).

use super::unit::unit_of;
use madoguchi_fleet::ids::Serial;
use madoguchi_link::certificate::beginning;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, OtherError, SignatureScheme,
};
use std::sync::Arc;

/// A certificate that is not of our CA, with the serial that it claims without proof.
#[derive(Debug, thiserror::Error)]
#[error("{why}")]
pub(super) struct NotOurs {
    pub(super) serial: Option<Serial>,
    /// The reason, which is printed in place of a source: rustls prints no sources of its errors.
    why: CertificateError,
}

/// Adds the claimed serial to the refusal, so that staff can be told of a reader that they miss.
fn named(error: Error, shown: &CertificateDer<'_>) -> Error {
    let Error::InvalidCertificate(why) = error else {
        return error;
    };
    let serial = unit_of(shown).ok().map(|(serial, _)| serial);
    let refused = OtherError(Arc::new(NotOurs { serial, why }));
    Error::InvalidCertificate(CertificateError::Other(refused))
}

/// Verifies the certificates of readers.
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
            .ok_or_else(|| CertificateError::BadEncoding.into())
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
