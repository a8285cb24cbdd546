//! A vendor's office in a test: it reads what a clinic sends, and signs what a clinic needs, with the vendor's own code for
//! signing and nothing of its books.

use madoguchi_licensing::acts::{self, ActPayload, VerifiedAct};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;
use madoguchi_vendor::signer::Signer;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// A day, in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// A root and an issuer that it certified.
#[derive(Debug)]
pub struct Office {
    root: Signer,
    issuer: Signer,
    certificate: Document,
    sequence: AtomicU64,
}

impl Office {
    /// An office that a clinic believes: its root takes the place of the one in the clinic's folder.
    #[must_use]
    pub fn believed_in(clinic: &Path) -> Self {
        let office = Self::new();
        office.root_to(clinic);
        office
    }

    /// An office.
    #[must_use]
    pub fn new() -> Self {
        let (root, issuer) = (Signer::generate().unwrap(), Signer::generate().unwrap());
        let now = madoguchi_controller::serve::wall_clock().0;
        let certificate = v1::IssuerCertificate {
            header: Some(header("ISSUER-1", &root, 1, now - DAY_MS)),
            public_key: issuer.public_key().to_bytes().to_vec(),
            name: "試験販売".to_owned(),
            kinds: vec![
                v1::LicenseKind::Additional.into(),
                v1::LicenseKind::Bundled.into(),
            ],
            seats_per_license: 3,
            last_sequence: 1_000,
            not_before_ms: now - 400 * DAY_MS,
            not_after_ms: now + 400 * DAY_MS,
        };
        let certificate = root.sign(&certificate, None).unwrap();
        Self {
            root,
            issuer,
            certificate,
            sequence: AtomicU64::new(1),
        }
    }

    /// Lays the root down where a clinic's configuration names it.
    pub fn root_to(&self, clinic: &Path) {
        let root = format!("{}\n", self.root.public_key());
        fs::write(clinic.join("root.key.pub"), root).unwrap();
    }

    /// A product key that was sold.
    #[must_use]
    pub fn sells(&self) -> ProductKey {
        let mut random = [0; 14];
        getrandom::fill(&mut random).unwrap();
        ProductKey::from_random(&random)
    }

    /// Reads what a clinic sent.
    #[must_use]
    pub fn reads<P: ActPayload>(&self, file: &Path) -> VerifiedAct<P> {
        acts::verify(&fs::read(file).unwrap()).unwrap()
    }

    /// Additional seats for an installation.
    #[must_use]
    pub fn additional(&self, id: &str, installation: PublicKey, seats: u32) -> v1::License {
        v1::License {
            kind: v1::LicenseKind::Additional.into(),
            seats,
            bound_to: Some(BoundTo::InstallationKey(installation.to_bytes().to_vec())),
            ..self.license(id)
        }
    }

    /// The seat of a unit.
    #[must_use]
    pub fn bundled(&self, id: &str, serial: &str, unit_key: &[u8]) -> v1::License {
        v1::License {
            kind: v1::LicenseKind::Bundled.into(),
            seats: 1,
            bound_to: Some(BoundTo::Unit(v1::BoundUnit {
                serial: serial.to_owned(),
                unit_key: unit_key.to_vec(),
            })),
            ..self.license(id)
        }
    }

    fn license(&self, id: &str) -> v1::License {
        let now = madoguchi_controller::serve::wall_clock().0;
        v1::License {
            header: Some(self.issued(id, now)),
            not_before_ms: now - DAY_MS,
            lineage: id.to_owned(),
            ..v1::License::default()
        }
    }

    /// The header of the issuer's next document.
    #[must_use]
    pub fn issued(&self, id: &str, at_ms: i64) -> v1::DocumentHeader {
        let sequence = self.sequence.fetch_add(1, Ordering::Relaxed);
        header(id, &self.issuer, sequence, at_ms)
    }

    /// The issuer signs.
    #[must_use]
    pub fn signs<P: madoguchi_licensing::kind::Payload>(&self, payload: &P) -> Document {
        self.issuer.sign(payload, Some(&self.certificate)).unwrap()
    }

    /// The root's revocation list of this number.
    #[must_use]
    pub fn revokes(&self, number: u64, licenses: &[&str]) -> Document {
        let now = madoguchi_controller::serve::wall_clock().0;
        let list = v1::RevocationList {
            header: Some(header(&format!("LIST-{number}"), &self.root, number, now)),
            licenses: licenses.iter().map(ToString::to_string).collect(),
            issuers: Vec::new(),
        };
        self.root.sign(&list, None).unwrap()
    }
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

fn header(id: &str, signer: &Signer, sequence: u64, at_ms: i64) -> v1::DocumentHeader {
    v1::DocumentHeader {
        id: id.to_owned(),
        environment: v1::Environment::Test.into(),
        sequence,
        issuer: signer.key_id().0.to_vec(),
        issued_at_ms: at_ms,
    }
}
