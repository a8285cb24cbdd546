//! How each side judges the other's certificate: by chain, usage, name, signature and key, and by no date.
//!
//! The clock of either side may have been wrong by decades when it signed or when it reads: a PC without a battery for its clock
//! starts in 1970. So rustls' own verifiers judge everything at the moment at which the shown certificate begins. That moment lies
//! within its validity, or the validity is empty, and then they refuse it. The CA has no CA below it, so no other certificate
//! stands between the one that is shown and the anchor.

use std::sync::Arc;
use std::time::Duration;

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
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

/// The name that a unit's certificate has; `None` where its subject is anything else than one common name.
#[must_use]
pub fn unit_name<'a>(certificate: &'a X509Certificate<'_>) -> Option<&'a str> {
    let subject = certificate.subject();
    let (only, None) = (
        subject.iter_common_name().next()?,
        subject.iter_attributes().nth(1),
    ) else {
        return None;
    };
    only.as_str().ok()
}

/// A certificate request (PKCS #10, DER) for a unit's key, which names the serial and nothing else.
///
/// # Errors
/// When the key cannot sign, or the serial cannot stand in a certificate.
pub fn request(key: &KeyPair, serial: &str) -> Result<Vec<u8>, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, serial);
    Ok(params.serialize_request(key)?.der().to_vec())
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use x509_parser::certification_request::X509CertificationRequest;

    fn named(names: &[(DnType, &str)]) -> CertificateDer<'static> {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        for (kind, name) in names {
            params.distinguished_name.push(kind.clone(), *name);
        }
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().der().clone()
    }

    #[test]
    fn a_unit_has_one_name_and_nothing_beside_it() {
        let name = |names: &[(DnType, &str)]| {
            let certificate = named(names);
            let parsed = parse(&certificate).unwrap();
            unit_name(&parsed).map(str::to_owned)
        };
        let own = (DnType::CommonName, "CR-1");
        let other = (DnType::OrganizationName, "CR-1");
        assert_eq!(name(std::slice::from_ref(&own)).as_deref(), Some("CR-1"));
        for wrong in [
            vec![],
            vec![other.clone()],
            vec![own.clone(), other.clone()],
            vec![other, own],
        ] {
            assert_eq!(name(&wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_follows_a_certificate_makes_it_none() {
        let certificate = named(&[(DnType::CommonName, "CR-1")]);
        let longer = CertificateDer::from([&certificate, &b"\0"[..]].concat());
        assert!(parse(&certificate).is_some());
        assert!(parse(&longer).is_none());
    }

    #[test]
    fn a_request_names_the_serial_alone() {
        let request = request(&KeyPair::generate().unwrap(), "CR-1").unwrap();
        let (rest, parsed) = X509CertificationRequest::from_der(&request).unwrap();
        assert!(rest.is_empty());
        let subject = parsed.certification_request_info.subject.to_string();
        assert_eq!(subject, "CN=CR-1");
    }
}
