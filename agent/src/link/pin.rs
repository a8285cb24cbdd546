//! Whom the agent speaks to: the server of the pinned CA, and of it the one key that was seen when the unit was enrolled. The
//! controller renews its certificate, and keeps the key over that and over a backup: whatever else the CA signs is not the server.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use crate::certificate::{key_hash, provider};
use crate::credentials::Credentials;
use crate::pairing::construction::Bytes32;

/// Judges the server's certificate by CA, name and time, and then by its key.
#[derive(Debug)]
pub(super) struct Pinned {
    chain: Arc<WebPkiServerVerifier>,
    /// SHA-256 of the SubjectPublicKeyInfo; credentials of before it was written down are held to the CA alone.
    key: Option<Bytes32>,
}

impl Pinned {
    /// # Errors
    /// When the CA's certificate is none.
    pub(super) fn new(credentials: &Credentials) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        for authority in &credentials.authority {
            roots.add(authority.clone())?;
        }
        let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider())
            .build()
            .map_err(|error| Error::General(error.to_string()))?;
        let key = credentials.server_key;
        Ok(Self { chain, key })
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self
            .chain
            .verify_server_cert(certificate, between, name, ocsp, now)?;
        let Some(pinned) = self.key else {
            return Ok(verified);
        };
        match key_hash(certificate) {
            Ok(shown) if shown == pinned => Ok(verified),
            Ok(_) => Err(Error::InvalidCertificate(
                CertificateError::ApplicationVerificationFailure,
            )),
            Err(_) => Err(Error::InvalidCertificate(CertificateError::BadEncoding)),
        }
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
