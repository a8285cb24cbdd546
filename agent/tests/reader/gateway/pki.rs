//! A controller's CA with one server and one unit.

use std::path::Path;

use madoguchi_agent::Credentials;
use madoguchi_plain::hex::Hex;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, PublicKeyData,
    date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};

const SERVER_NAME: &str = "controller.test";

pub(crate) struct Pki {
    pub(crate) authority: CertificateDer<'static>,
    pub(crate) server: CertificateDer<'static>,
    ca: CertifiedIssuer<'static, KeyPair>,
    server_key: KeyPair,
    unit_toml: String,
    unit_crt: String,
    unit_key: String,
    ca_crt: String,
}

impl Pki {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// The server's certificate is for these years.
    pub(crate) fn dated(from: i32, until: i32) -> Self {
        Self::with(|server| {
            server.not_before = date_time_ymd(from, 1, 1);
            server.not_after = date_time_ymd(until, 1, 1);
        })
    }

    fn with(change: impl FnOnce(&mut CertificateParams)) -> Self {
        let mut ca = CertificateParams::new(Vec::new()).unwrap();
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        ca.distinguished_name
            .push(DnType::CommonName, "CA of a test");
        let ca = CertifiedIssuer::self_signed(ca, KeyPair::generate().unwrap()).unwrap();
        let mut server = CertificateParams::new(vec![SERVER_NAME.to_owned()]).unwrap();
        change(&mut server);
        let server_key = KeyPair::generate().unwrap();
        let server = server.signed_by(&server_key, &ca).unwrap();
        let pinned = Sha256::digest(server_key.subject_public_key_info());
        let pinned = Hex(&pinned).to_string();
        let unit_key = KeyPair::generate().unwrap();
        let unit = CertificateParams::new(vec!["r-1.test".to_owned()]).unwrap();
        let unit = unit.signed_by(&unit_key, &ca).unwrap();
        Self {
            authority: ca.der().clone(),
            server: server.der().clone(),
            server_key,
            unit_toml: format!(
                "serial = \"R-1\"\nserver_name = \"{SERVER_NAME}\"\nissued_at_ms = 1800000000000\nserver_key = \"{pinned}\"\n"
            ),
            unit_crt: unit.pem(),
            unit_key: unit_key.serialize_pem(),
            ca_crt: ca.pem(),
            ca,
        }
    }

    /// The controller renews its certificate: the same key, the same CA.
    pub(crate) fn renew_server(&mut self) {
        let server = CertificateParams::new(vec![SERVER_NAME.to_owned()]).unwrap();
        let server = server.signed_by(&self.server_key, &self.ca).unwrap();
        assert_ne!(&self.server, server.der());
        self.server = server.der().clone();
    }

    /// Somebody else has a certificate of this CA, of the server's name, for a key of his own.
    pub(crate) fn another_server(&mut self) {
        self.server_key = KeyPair::generate().unwrap();
        self.renew_server();
    }

    /// A folder of before the server's key was written down.
    pub(crate) fn without_server_key(&mut self) {
        let kept = self.unit_toml.lines();
        let kept = kept.filter(|line| !line.starts_with("server_key"));
        self.unit_toml = kept.map(|line| format!("{line}\n")).collect();
    }

    pub(crate) fn server_key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.server_key.serialize_der()))
    }

    /// As the agent reads them: from a folder.
    pub(crate) fn credentials(&self) -> Credentials {
        let folder = tempfile::tempdir().unwrap();
        self.write_to(folder.path());
        Credentials::load(folder.path()).unwrap()
    }

    pub(crate) fn write_to(&self, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        for (name, content) in [
            ("unit.toml", &self.unit_toml),
            ("unit.crt", &self.unit_crt),
            ("unit.key", &self.unit_key),
            ("ca.crt", &self.ca_crt),
        ] {
            std::fs::write(folder.join(name), content).unwrap();
        }
    }
}
