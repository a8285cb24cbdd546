//! Reads the unit from a client certificate.

use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use sha2::{Digest, Sha256};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

/// A certificate of our CA that names no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the certificate does not name one unit by its serial number")]
pub struct UnreadableCertificate;

/// The unit and its key in a certificate. The handshake has proved that our CA signed it.
///
/// # Errors
/// The subject is not exactly one serial number.
pub fn unit_of(certificate: &[u8]) -> Result<(Serial, KeyFingerprint), UnreadableCertificate> {
    let (_, parsed) = X509Certificate::from_der(certificate).map_err(|_| UnreadableCertificate)?;
    let mut names = parsed.subject().iter_attributes();
    let (Some(name), None) = (names.next(), names.next()) else {
        return Err(UnreadableCertificate);
    };
    let mut common = parsed.subject().iter_common_name();
    let serial = common
        .next()
        .filter(|only| only.attr_type() == name.attr_type())
        .and_then(|only| only.as_str().ok())
        .and_then(Serial::parse)
        .ok_or(UnreadableCertificate)?;
    Ok((serial, fingerprint(parsed.public_key().raw)))
}

/// SHA-256 of a SubjectPublicKeyInfo.
pub(crate) fn fingerprint(public_key_info: &[u8]) -> KeyFingerprint {
    KeyFingerprint(Sha256::digest(public_key_info).into())
}
