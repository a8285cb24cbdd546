//! Checks the controller: the server must have a certificate of the pinned CA, and the key that was seen when the unit was enrolled. The
//! controller keeps that key when it renews its certificate or moves by a backup. Anything else with a certificate of the CA is not the
//! server.

use madoguchi_link::certificate::Server;

use crate::credentials::Credentials;

/// The verifier of the controller's certificate. For credentials from before the key was stored, the CA alone decides.
///
/// # Errors
/// The CA's certificate is none.
pub(super) fn pinned(credentials: &Credentials) -> Result<Server, rustls::Error> {
    Server::new(&credentials.authority, credentials.server_key)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::certificate::tests::{NAME, YEARS, broken, ca, signed};
    use madoguchi_link::certificate::key_hash;
    use madoguchi_plain::hex::Hex;
    use rcgen::ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth};
    use rcgen::KeyPair;
    use rustls::client::danger::ServerCertVerifier;
    use rustls::pki_types::{ServerName, UnixTime};
    use std::time::Duration;

    #[test]
    fn the_controllers_certificate_may_have_any_dates_and_must_be_right_in_everything_else() {
        let (ours, other) = (ca(), ca());
        let (key, thief) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let known = key_hash(&signed(&ours, &key, NAME, ServerAuth, YEARS[0])).unwrap();
        let known = Hex(&known).to_string();
        let unit =
            format!("serial = \"CR-1\"\nserver_name = \"{NAME}\"\nserver_key = \"{known}\"\n");
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
        let pin = pinned(&credentials).unwrap();
        let name = ServerName::try_from(NAME).unwrap();
        // rustls passes the reader's own clock, which may show any time.
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
