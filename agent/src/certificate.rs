//! Checks certificates: whether one is this unit's own or the controller's, and whether it ends.
//!
//! No date separates reader and controller: either clock may have been wrong by decades when it signed or when it reads. The library's
//! verifiers check everything else. As the time they get the moment at which the certificate begins, which is within its validity; an empty
//! validity is refused by the library.

use crate::texts::in_words;
use std::sync::Arc;

use madoguchi_link::certificate::{self as link, provider};
use madoguchi_link::pairing::Bytes32;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::{Error, OtherError, RootCertStore};
use x509_parser::certificate::X509Certificate;

/// The last end that counts as one: the year 3000, in seconds since 1970. Later ones mean no end; new certificates have 9999.
const NO_END: i64 = 32_503_680_000;

/// The flaw of a certificate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Wrong {
    #[error("{}", in_words("failed-certificate-unreadable", &[]))]
    Unreadable,
    #[error("{}", in_words("failed-certificate-key", &[]))]
    OtherKey,
    #[error("{}", in_words("failed-certificate-serial", &[]))]
    OtherSerial,
    /// The CA did not sign it, or not for this use.
    #[error("{}", in_words("failed-certificate-signature", &[]))]
    NotSigned(#[source] Error),
}

/// Checks that a certificate is this unit's own, and signed by the only CA that it trusts.
///
/// # Errors
/// The first flaw.
pub(crate) fn check_own(
    certificate: &CertificateDer<'_>,
    authority: &[CertificateDer<'static>],
    public_key_info: &[u8],
    serial: &str,
) -> Result<(), Wrong> {
    let parsed = parse(certificate)?;
    if parsed.public_key().raw != public_key_info {
        return Err(Wrong::OtherKey);
    }
    if link::unit_name(&parsed) != Some(serial) {
        return Err(Wrong::OtherSerial);
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(roots(authority)?, provider())
        .build()
        .map_err(|error| Wrong::NotSigned(Error::Other(OtherError(Arc::new(error)))))?;
    verifier
        .verify_client_cert(certificate, &[], beginning(certificate)?)
        .map(|_| ())
        .map_err(Wrong::NotSigned)
}

/// Checks that a server's certificate is signed by this CA and has this name.
///
/// # Errors
/// The first flaw.
pub(crate) fn check_server(
    certificate: &CertificateDer<'_>,
    authority: &CertificateDer<'static>,
    name: &ServerName<'_>,
) -> Result<(), Wrong> {
    let at = beginning(certificate)?;
    link::Server::new(std::slice::from_ref(authority), None)
        .and_then(|server| server.verify_server_cert(certificate, &[], name, &[], at))
        .map(|_| ())
        .map_err(Wrong::NotSigned)
}

fn beginning(certificate: &CertificateDer<'_>) -> Result<UnixTime, Wrong> {
    link::beginning(certificate).ok_or(Wrong::Unreadable)
}

/// Whether a certificate ends: a controller of an earlier release signed it, and checks the date.
pub(crate) fn ends(certificate: &CertificateDer<'_>) -> bool {
    parse(certificate).is_ok_and(|parsed| parsed.validity().not_after.timestamp() < NO_END)
}

/// SHA-256 of the certificate's SubjectPublicKeyInfo, which stays the same when the certificate is renewed.
///
/// # Errors
/// The certificate cannot be read.
pub(crate) fn key_hash(certificate: &CertificateDer<'_>) -> Result<Bytes32, Wrong> {
    link::key_hash(certificate).ok_or(Wrong::Unreadable)
}

fn parse<'a>(certificate: &'a CertificateDer<'_>) -> Result<X509Certificate<'a>, Wrong> {
    link::parse(certificate).ok_or(Wrong::Unreadable)
}

fn roots(authority: &[CertificateDer<'static>]) -> Result<Arc<RootCertStore>, Wrong> {
    let mut roots = RootCertStore::empty();
    for authority in authority {
        let added = roots.add(authority.clone());
        added.map_err(Wrong::NotSigned)?;
    }
    Ok(Arc::new(roots))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
pub(crate) mod tests {
    use super::*;
    use rcgen::{
        BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType,
        ExtendedKeyUsagePurpose, IsCa, KeyPair, PublicKeyData, date_time_ymd,
    };

    pub(crate) const NAME: &str = "controller.test";
    /// The years of begin and end in certificates that a wrong clock made.
    pub(crate) const YEARS: [(i32, i32); 6] = [
        (1970, 9999),
        (1970, 1979),
        (2005, 2015),
        (2015, 2025),
        (2037, 2039),
        (2106, 2116),
    ];

    pub(crate) type Ca = CertifiedIssuer<'static, KeyPair>;

    pub(crate) fn ca() -> Ca {
        let mut ca = CertificateParams::default();
        ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        CertifiedIssuer::self_signed(ca, KeyPair::generate().unwrap()).unwrap()
    }

    pub(crate) fn signed(
        ca: &Ca,
        key: &KeyPair,
        name: &str,
        usage: ExtendedKeyUsagePurpose,
        (from, until): (i32, i32),
    ) -> CertificateDer<'static> {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.extended_key_usages = vec![usage];
        params.not_before = date_time_ymd(from, 1, 1);
        params.not_after = date_time_ymd(until, 12, 31);
        params.signed_by(key, ca).unwrap().der().clone()
    }

    /// The same certificate with one bit of its signature changed.
    pub(crate) fn broken(certificate: &CertificateDer<'_>) -> CertificateDer<'static> {
        let mut bytes = certificate.to_vec();
        *bytes.last_mut().unwrap() ^= 1;
        bytes.into()
    }

    #[test]
    fn a_units_own_certificate_may_have_any_dates_and_must_be_right_in_everything_else() {
        use ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth};
        let (ours, other) = (ca(), ca());
        let authority = [ours.der().clone()];
        let key = KeyPair::generate().unwrap();
        let info = key.subject_public_key_info();
        let check = |certificate| check_own(&certificate, &authority, &info, "CR-1");
        let make = |ca: &Ca, usage, years| signed(ca, &key, "CR-1", usage, years);
        for years in YEARS {
            let good = make(&ours, ClientAuth, years);
            check(good.clone()).unwrap();
            let wrong = |certificate| matches!(check(certificate), Err(Wrong::NotSigned(_)));
            assert!(wrong(broken(&good)));
            assert!(wrong(make(&other, ClientAuth, years)));
            assert!(wrong(make(&ours, ServerAuth, years)));
        }
        assert!(check(make(&ours, ClientAuth, (2025, 2015))).is_err());
        let named = signed(&ours, &key, "CR-2", ClientAuth, YEARS[0]);
        assert_eq!(check(named), Err(Wrong::OtherSerial));
        let thief = KeyPair::generate().unwrap();
        let stolen = signed(&ours, &thief, "CR-1", ClientAuth, YEARS[0]);
        assert_eq!(check(stolen), Err(Wrong::OtherKey));
    }

    #[test]
    fn at_a_pairing_the_controllers_certificate_may_have_any_dates_and_must_be_right_in_everything_else()
     {
        use ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth};
        let (ours, other) = (ca(), ca());
        let key = KeyPair::generate().unwrap();
        let name = ServerName::try_from(NAME).unwrap();
        let check = |certificate| check_server(&certificate, ours.der(), &name);
        let make = |ca: &Ca, usage, years| signed(ca, &key, NAME, usage, years);
        for years in YEARS {
            let good = make(&ours, ServerAuth, years);
            check(good.clone()).unwrap();
            assert!(check(broken(&good)).is_err());
            assert!(check(make(&other, ServerAuth, years)).is_err());
            assert!(check(make(&ours, ClientAuth, years)).is_err());
            assert!(check(signed(&ours, &key, "other.test", ServerAuth, years)).is_err());
        }
        assert!(check(make(&ours, ServerAuth, (2025, 2015))).is_err());
    }

    #[test]
    fn a_certificate_for_ten_years_ends_and_one_until_9999_does_not() {
        use ExtendedKeyUsagePurpose::ClientAuth;
        let (ca, key) = (ca(), KeyPair::generate().unwrap());
        for years in YEARS {
            let certificate = signed(&ca, &key, "CR-1", ClientAuth, years);
            assert_eq!(ends(&certificate), years.1 != 9999, "{years:?}");
        }
    }
}
