//! Whom the agent speaks to: the server of the pinned CA, and of it the one key that was seen when the unit was enrolled. The
//! controller renews its certificate, and keeps the key over that and over a backup: whatever else the CA signs is not the server.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use crate::certificate::{beginning, key_hash, provider};
use crate::credentials::Credentials;
use crate::pairing::construction::Bytes32;

/// Judges the server's certificate by CA and name, and then by its key; by no date (`certificate`).
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
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let unreadable = |_| Error::InvalidCertificate(CertificateError::BadEncoding);
        let at = beginning(certificate).map_err(unreadable)?;
        let verified = self
            .chain
            .verify_server_cert(certificate, between, name, ocsp, at)?;
        let Some(pinned) = self.key else {
            return Ok(verified);
        };
        if key_hash(certificate).map_err(unreadable)? != pinned {
            return Err(Error::InvalidCertificate(
                CertificateError::ApplicationVerificationFailure,
            ));
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
    use crate::certificate::tests::{NAME, YEARS, broken, ca, signed};
    use rcgen::ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth};
    use rcgen::KeyPair;
    use std::time::Duration;

    #[test]
    fn the_controllers_certificate_may_have_any_dates_and_must_be_right_in_everything_else() {
        let (ours, other) = (ca(), ca());
        let (key, thief) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let pinned = key_hash(&signed(&ours, &key, NAME, ServerAuth, YEARS[0])).unwrap();
        let pinned: String = pinned.iter().map(|byte| format!("{byte:02x}")).collect();
        let unit =
            format!("serial = \"CR-1\"\nserver_name = \"{NAME}\"\nserver_key = \"{pinned}\"\n");
        let own = pem::Pem::new(
            "CERTIFICATE",
            signed(&ours, &key, "CR-1", ClientAuth, YEARS[0]).to_vec(),
        );
        let credentials = Credentials::from_pem(
            unit.as_bytes(),
            pem::encode(&own).as_bytes(),
            key.serialize_pem().as_bytes(),
            ours.pem().as_bytes(),
        )
        .unwrap();
        let pin = Pinned::new(&credentials).unwrap();
        let name = ServerName::try_from(NAME).unwrap();
        // The reader's own clock is handed in by rustls, and shows what it likes.
        let clocks = [0, 1_448_841_600, 2_147_483_648, 4_294_967_296];
        for (years, clock) in YEARS.iter().flat_map(|y| clocks.map(|c| (*y, c))) {
            let now = UnixTime::since_unix_epoch(Duration::from_secs(clock));
            let takes = |certificate| {
                pin.verify_server_cert(&certificate, &[], &name, &[], now)
                    .is_ok()
            };
            let good = signed(&ours, &key, NAME, ServerAuth, years);
            assert!(takes(good.clone()), "{years:?} at {clock}");
            assert!(!takes(broken(&good)));
            assert!(!takes(signed(&other, &key, NAME, ServerAuth, years)));
            assert!(!takes(signed(&ours, &key, NAME, ClientAuth, years)));
            assert!(!takes(signed(&ours, &key, "other.test", ServerAuth, years)));
            assert!(!takes(signed(&ours, &thief, NAME, ServerAuth, years)));
            assert!(!takes(signed(&ours, &key, NAME, ServerAuth, (2025, 2015))));
        }
    }
}
