//! The controller's own CA and the certificates that it signs. All keys are ECDSA P-256: rustls with ring, Windows and small readers all
//! handle it. (Installation keys are Ed25519, as those of licenses are.)

use crate::tls::fingerprint;
use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use madoguchi_link::bounds::MAX_CERTIFICATE_REQUEST_BYTES;
use madoguchi_link::certificate::parse;
use madoguchi_link::names::SERVER_NAME;
use madoguchi_plain::BoxError;
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertificateSigningRequestParams,
    DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, PublicKeyData,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{self, PemObject};
use std::time::Duration;
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::prelude::FromDer;
use zeroize::Zeroizing;

/// 1970-01-01T00:00:00Z: no clock shows an earlier time.
const BEGINNING: i64 = 0;
/// 9999-12-31T23:59:59Z, which RFC 5280 defines as "no end".
const NO_END: i64 = 253_402_300_799;

/// A certificate request that cannot be signed, with the reason.
#[derive(Debug, thiserror::Error)]
pub enum CsrError {
    #[error("the certificate request has {0} bytes, which is too many")]
    TooLarge(usize),
    #[error("the certificate request is broken, or was not signed with the key that it names")]
    Broken(#[source] rcgen::Error),
    #[error("the certificate request is followed by something else")]
    Trailing,
    #[error("the certificate request has another kind of key than ECDSA P-256")]
    OtherKey,
    #[error(
        "the certificate request asks for extensions; a unit's certificate has none of its own"
    )]
    AsksForMore,
    #[error("the certificate cannot be made")]
    Signing(#[source] rcgen::Error),
}

/// A unit's certificate, and the fingerprint of its key.
#[derive(Debug, Clone)]
pub struct SignedUnit {
    pub certificate_pem: String,
    /// SHA-256 of the SubjectPublicKeyInfo.
    pub key: KeyFingerprint,
}

/// Checks a certificate request as [`super::Identity::sign_unit`] does, and returns the fingerprint of its key.
///
/// # Errors
/// The request could not be signed.
pub fn key_of_request(request_der: &[u8]) -> Result<KeyFingerprint, CsrError> {
    let request = verified(request_der)?;
    Ok(fingerprint(&request.public_key.subject_public_key_info()))
}

/// The CA with its key.
pub(super) struct Authority {
    certificate: CertificateDer<'static>,
    key: Zeroizing<KeyPair>,
}

impl Authority {
    pub(super) fn new(
        certificate: CertificateDer<'static>,
        key: Zeroizing<KeyPair>,
    ) -> Result<Self, rcgen::Error> {
        let authority = Self { certificate, key };
        authority.issuer()?;
        Ok(authority)
    }

    /// The server's certificate, for the server's key, which stays the same.
    pub(super) fn sign_server(&self, key: &KeyPair) -> Result<Certificate, rcgen::Error> {
        let mut params = CertificateParams::new(vec![SERVER_NAME.to_owned()])?;
        params.distinguished_name = named(SERVER_NAME);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        set_dates(&mut params);
        params.signed_by(key, &self.issuer()?)
    }

    pub(super) fn sign_unit(
        &self,
        serial: &Serial,
        request_der: &[u8],
    ) -> Result<SignedUnit, CsrError> {
        let request = verified(request_der)?;
        // Only the key of the request is used: the controller decides who the unit is and what it may do.
        let mut params = CertificateParams::default();
        params.distinguished_name = named(serial.as_str());
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        params.use_authority_key_identifier_extension = true;
        set_dates(&mut params);
        let issuer = self.issuer().map_err(CsrError::Signing)?;
        let certificate = params
            .signed_by(&request.public_key, &issuer)
            .map_err(CsrError::Signing)?;
        Ok(SignedUnit {
            certificate_pem: certificate.pem(),
            key: fingerprint(&request.public_key.subject_public_key_info()),
        })
    }

    fn issuer(&self) -> Result<Issuer<'_, &KeyPair>, rcgen::Error> {
        Issuer::from_ca_cert_der(&self.certificate, &*self.key)
    }
}

/// Parses a request and checks that its sender has the key.
fn verified(der: &[u8]) -> Result<CertificateSigningRequestParams, CsrError> {
    if der.len() > MAX_CERTIFICATE_REQUEST_BYTES {
        return Err(CsrError::TooLarge(der.len()));
    }
    let (rest, parsed) = X509CertificationRequest::from_der(der)
        .map_err(|_| CsrError::Broken(rcgen::Error::CouldNotParseCertificationRequest))?;
    if !rest.is_empty() {
        return Err(CsrError::Trailing);
    }
    if parsed
        .requested_extensions()
        .is_some_and(|mut e| e.next().is_some())
    {
        return Err(CsrError::AsksForMore);
    }
    let request =
        CertificateSigningRequestParams::from_der(&der.into()).map_err(CsrError::Broken)?;
    let is_p256 = request.public_key.algorithm() == &PKCS_ECDSA_P256_SHA256
        // rcgen takes the signature's algorithm for the key's.
        && parsed.certification_request_info.subject_pki.raw
            == request.public_key.subject_public_key_info();
    if !is_p256 {
        return Err(CsrError::OtherKey);
    }
    Ok(request)
}

/// A CA that only this controller's readers trust.
pub(super) fn make_authority()
-> Result<(CertificateDer<'static>, String, Zeroizing<KeyPair>), rcgen::Error> {
    let key = make_key()?;
    let mut params = CertificateParams::default();
    params.distinguished_name = named("Madoguchi controller CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_dates(&mut params);
    let certificate = params.self_signed(&*key)?;
    Ok((certificate.der().clone(), certificate.pem(), key))
}

pub(super) fn make_key() -> Result<Zeroizing<KeyPair>, rcgen::Error> {
    KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map(Zeroizing::new)
}

/// Whether a certificate has dates by which it could begin or end: an earlier release signed such ones.
pub(super) fn is_dated(certificate: &CertificateDer<'_>) -> Result<bool, BoxError> {
    let parsed = parse(certificate).ok_or("it holds no certificate")?;
    let validity = parsed.validity();
    let dates = (
        validity.not_before.timestamp(),
        validity.not_after.timestamp(),
    );
    Ok(dates != (BEGINNING, NO_END))
}

pub(super) fn der_of_pem(pem: &str) -> Result<CertificateDer<'static>, pem::Error> {
    CertificateDer::from_pem_slice(pem.as_bytes())
}

/// Refuses a certificate that is for another key: files of two backups that were mixed.
pub(super) fn matches_key(certificate: &CertificateDer<'_>, key: &KeyPair) -> Result<(), BoxError> {
    let parsed = parse(certificate).ok_or("it holds no certificate")?;
    if parsed.public_key().raw == key.subject_public_key_info() {
        Ok(())
    } else {
        Err("the key is not the one in the certificate beside it".into())
    }
}

pub(super) fn named(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common_name);
    name
}

/// Sets the dates from the first possible moment to no end. The clocks of signer and reader may be wrong by decades, so no date decides
/// anything between controller, readers and desk (`madoguchi_link::certificate`), also for releases that still check dates.
fn set_dates(params: &mut CertificateParams) {
    let origin = rcgen::date_time_ymd(1970, 1, 1);
    params.not_before = origin + Duration::from_secs(BEGINNING.unsigned_abs());
    params.not_after = origin + Duration::from_secs(NO_END.unsigned_abs());
}
