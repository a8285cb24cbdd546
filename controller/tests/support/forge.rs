//! Certificates as the controller's CA could have signed them in another year, for another use, or not at all.

use madoguchi_link::names::SERVER_NAME;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair,
    date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::fs;
use std::path::Path;

/// A year, a month and a day.
pub type Day = (i32, u8, u8);

/// Dates that a clock gone astray leaves in a certificate; each lets in as every other does.
pub const DATES: [(Day, Day); 7] = [
    ((1970, 1, 1), (9999, 12, 31)),
    ((1970, 1, 1), (1979, 12, 30)),
    ((2005, 1, 1), (2015, 1, 1)),
    ((2015, 11, 29), (2025, 11, 27)),
    ((2037, 12, 31), (2038, 1, 20)),
    ((2106, 2, 6), (2116, 2, 6)),
    ((2400, 2, 29), (2400, 3, 1)),
];

/// What is signed, and with what.
pub struct Paper {
    /// Who it names.
    pub name: String,
    pub usage: ExtendedKeyUsagePurpose,
    pub dates: (Day, Day),
    pub key: KeyPair,
}

impl Paper {
    pub fn unit(dates: (Day, Day)) -> Self {
        Self {
            name: "CR-1".to_owned(),
            usage: ExtendedKeyUsagePurpose::ClientAuth,
            dates,
            key: KeyPair::generate().unwrap(),
        }
    }

    pub fn server(dates: (Day, Day)) -> Self {
        Self {
            name: SERVER_NAME.to_owned(),
            usage: ExtendedKeyUsagePurpose::ServerAuth,
            ..Self::unit(dates)
        }
    }

    /// Signed by the CA whose identity lies in this data directory.
    pub fn signed_in(&self, data_dir: &Path) -> CertificateDer<'static> {
        let file = |name: &str| fs::read_to_string(data_dir.join("identity").join(name)).unwrap();
        let key = KeyPair::from_pem(&file("authority.key")).unwrap();
        let issuer = Issuer::from_ca_cert_pem(&file("authority.pem"), key).unwrap();
        let names = match self.usage {
            ExtendedKeyUsagePurpose::ClientAuth => Vec::new(),
            _ => vec![self.name.clone()],
        };
        let mut params = CertificateParams::new(names).unwrap();
        params.distinguished_name = DistinguishedName::new();
        params
            .distinguished_name
            .push(DnType::CommonName, self.name.as_str());
        params.extended_key_usages = vec![self.usage.clone()];
        let day = |(year, month, day): Day| date_time_ymd(year, month, day);
        params.not_before = day(self.dates.0);
        params.not_after = day(self.dates.1);
        let signed = params.signed_by(&self.key, &issuer).unwrap();
        signed.der().clone()
    }

    pub fn private_key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(self.key.serialize_der().into())
    }
}

/// The same with one bit of its signature turned.
pub fn broken(certificate: &CertificateDer<'_>) -> CertificateDer<'static> {
    let mut bytes = certificate.to_vec();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    bytes.into()
}
