//! Clinics that write to a vendor's office: what their installations sign.

use madoguchi_licensing::acts::{self, ActPayload};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::{Environment, InstallationKey};
use madoguchi_proto::v1;
use madoguchi_vendor::signer::Signer;

/// A day of work in 2026, in milliseconds since 1970.
pub const MONDAY: i64 = 1_795_400_000_000;
pub const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A clinic's installation: its key, and where its chain of acts stands. A clone is a copied data directory.
#[derive(Clone)]
pub struct Clinic {
    seed: [u8; 32],
    counter: u64,
    previous: Vec<u8>,
    pub environment: Environment,
    pub units: Vec<&'static str>,
    pub machine: Option<v1::MachinePrint>,
}

impl Clinic {
    pub fn new(seed: u8) -> Self {
        Self {
            seed: [seed; 32],
            counter: 0,
            previous: Vec::new(),
            environment: Environment::Test,
            units: Vec::new(),
            machine: None,
        }
    }

    pub fn with_units(seed: u8, units: &[&'static str]) -> Self {
        Self {
            units: units.to_vec(),
            ..Self::new(seed)
        }
    }

    fn signer(&self) -> Signer {
        Signer::from_seed(&self.seed).unwrap()
    }

    pub fn key(&self) -> InstallationKey {
        self.signer().public_key().into()
    }

    /// The installation as the vendor's lists show it.
    pub fn shown(&self) -> String {
        let key = self.key().to_string();
        format!("{}…{}", &key[..8], &key[60..])
    }

    fn header(&mut self) -> (Option<v1::DocumentHeader>, Option<v1::ActChain>) {
        self.counter += 1;
        let previous = self.previous.clone();
        let header = v1::DocumentHeader {
            id: format!("ACT-{}-{}", self.seed[0], self.counter),
            environment: v1::Environment::from(self.environment).into(),
            sequence: self.counter,
            issuer: self.signer().key_id().0.to_vec(),
            issued_at_ms: MONDAY,
        };
        let acts = v1::ActChain {
            counter: self.counter,
            previous,
            ..v1::ActChain::default()
        };
        (Some(header), Some(acts))
    }

    fn sign<P: ActPayload>(&mut self, payload: &P) -> Document {
        let document = self.signer().sign(payload, None).unwrap();
        self.previous = acts::hash(document.as_bytes()).to_vec();
        document
    }

    /// An activation request with these terms.
    pub fn requests(&mut self, key: &str, seats: u32, lost: &[&str]) -> Document {
        let (header, acts) = self.header();
        let request = v1::ActivationRequest {
            header,
            installation_key: self.key().0.to_vec(),
            acts,
            nonce: vec![7; 16],
            product_key: key.into(),
            seats,
            units: self.units.iter().map(ToString::to_string).collect(),
            lost_licenses: lost.iter().map(ToString::to_string).collect(),
            machine: self.machine.clone(),
        };
        self.sign(&request)
    }

    /// A plain activation request; an empty key: it is read out over the telephone.
    pub fn asks(&mut self, key: &str) -> Document {
        self.requests(key, 0, &[])
    }

    /// A request on the new PC, after another one died.
    pub fn asks_for_lost(&mut self, lost: &[&str]) -> Document {
        self.requests("", 0, lost)
    }

    /// A request to move a broken unit's license.
    pub fn transfers(
        &mut self,
        license: &str,
        old: &str,
        new: &str,
        replaced_at_ms: i64,
    ) -> Document {
        let (header, acts) = self.header();
        let request = v1::TransferRequest {
            header,
            installation_key: self.key().0.to_vec(),
            acts,
            nonce: vec![7; 16],
            license_id: license.into(),
            old_unit: old.into(),
            new_unit: new.into(),
            replaced_at_ms,
            units: self.units.iter().map(ToString::to_string).collect(),
        };
        self.sign(&request)
    }

    /// A return of these licenses.
    pub fn returns(&mut self, licenses: &[&str]) -> Document {
        let (header, acts) = self.header();
        let request = v1::LicenseReturn {
            header,
            installation_key: self.key().0.to_vec(),
            acts,
            licenses: licenses.iter().map(ToString::to_string).collect(),
        };
        self.sign(&request)
    }
}
