//! Reads the unit from a client certificate.

use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use madoguchi_link::certificate;
use madoguchi_link::pairing::hash;
use rustls::pki_types::CertificateDer;

/// A certificate of our CA that names no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the certificate does not name one unit by its serial number")]
pub struct UnreadableCertificate;

/// The unit and its key in a certificate. The handshake has proved that our CA signed it.
///
/// # Errors
/// The subject is not exactly one serial number.
pub fn unit_of(
    certificate: &CertificateDer<'_>,
) -> Result<(Serial, KeyFingerprint), UnreadableCertificate> {
    let parsed = certificate::parse(certificate).ok_or(UnreadableCertificate)?;
    let serial = certificate::unit_name(&parsed)
        .and_then(Serial::parse)
        .ok_or(UnreadableCertificate)?;
    Ok((serial, fingerprint(parsed.public_key().raw)))
}

/// SHA-256 of a SubjectPublicKeyInfo.
pub(crate) fn fingerprint(public_key_info: &[u8]) -> KeyFingerprint {
    KeyFingerprint(hash(public_key_info))
}
