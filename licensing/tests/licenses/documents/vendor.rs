//! A vendor made by hand: it signs whatever a test wants, also what no vendor's tool would.

use ed25519_dalek::{Signer as _, SigningKey};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::kind::{Kind, Payload};
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_licensing::trust::Trust;
use madoguchi_licensing::verify::{Error, Verified, verify_license};
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;
use prost::Message as _;

/// A day of work in 2024, in milliseconds since 1970.
pub const ISSUED_AT: i64 = 1_714_000_000_000;
pub const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A root, an issuer that it certifies, and the installation that believes it.
pub struct Vendor {
    pub root: SigningKey,
    pub issuer: SigningKey,
    pub certificate: v1::IssuerCertificate,
}

pub fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from_bytes(key.verifying_key().as_bytes()).unwrap()
}

pub fn id(key: &SigningKey) -> Vec<u8> {
    public(key).id().0.to_vec()
}

/// Signs `payload` as a document of `kind`.
pub fn sign(
    key: &SigningKey,
    kind: Kind,
    payload: Vec<u8>,
    certificate: Option<&Document>,
) -> Document {
    // Written out here, not taken from the library: what is signed must never change.
    let context = match kind {
        Kind::IssuerCertificate => "madoguchi.v1.issuer_certificate\0",
        Kind::License => "madoguchi.v1.license\0",
        Kind::RevocationList => "madoguchi.v1.revocation_list\0",
        Kind::ActivationRequest => "madoguchi.v1.activation_request\0",
        Kind::LicenseReturn => "madoguchi.v1.license_return\0",
        Kind::TransferRequest => "madoguchi.v1.transfer_request\0",
        Kind::TimeReset => "madoguchi.v1.time_reset\0",
    };
    let message = [context.as_bytes(), &payload].concat();
    Document::assemble(kind, payload, key.sign(&message).to_bytes(), certificate).unwrap()
}

pub fn header(id: &str, signer: &SigningKey) -> v1::DocumentHeader {
    v1::DocumentHeader {
        id: id.into(),
        environment: v1::Environment::Test.into(),
        sequence: 7,
        issuer: self::id(signer),
        issued_at_ms: ISSUED_AT,
    }
}

impl Vendor {
    pub fn new() -> Self {
        let root = SigningKey::from_bytes(&[1; 32]);
        let issuer = SigningKey::from_bytes(&[2; 32]);
        let certificate = v1::IssuerCertificate {
            header: Some(header("ISSUER-1", &root)),
            public_key: issuer.verifying_key().to_bytes().to_vec(),
            name: "窓口商会".into(),
            kinds: vec![
                v1::LicenseKind::Additional.into(),
                v1::LicenseKind::Bundled.into(),
            ],
            seats_per_license: 3,
            last_sequence: 100,
            not_before_ms: ISSUED_AT - DAY,
            not_after_ms: ISSUED_AT + DAY,
        };
        Self {
            root,
            issuer,
            certificate,
        }
    }

    pub fn trust(&self) -> Trust {
        Trust::test(public(&self.root))
    }

    pub fn certificate(&self) -> Document {
        let payload = self.certificate.encode_to_vec();
        sign(&self.root, Kind::IssuerCertificate, payload, None)
    }

    /// Two additional seats for the installation whose key is 32 times 9.
    pub fn additional(&self) -> v1::License {
        v1::License {
            header: Some(header("L-1", &self.issuer)),
            kind: v1::LicenseKind::Additional.into(),
            seats: 2,
            bound_to: Some(BoundTo::InstallationKey(vec![9; 32])),
            not_before_ms: ISSUED_AT,
            not_after_ms: 0,
            supersedes: vec!["L-0".into()],
            lineage: "L-0".into(),
            revocation_list: Vec::new(),
        }
    }

    /// The seat of unit CR-1.
    pub fn bundled(&self) -> v1::License {
        v1::License {
            kind: v1::LicenseKind::Bundled.into(),
            seats: 1,
            bound_to: Some(BoundTo::Unit(v1::BoundUnit {
                serial: "CR-1".into(),
                unit_key: vec![8; 32],
            })),
            ..self.additional()
        }
    }

    /// The root's list number 7: license L-9, and all that issuer 0202… signed from its number 5 on.
    pub fn roots_list(&self) -> v1::RevocationList {
        v1::RevocationList {
            header: Some(header("REVOKED-7", &self.root)),
            licenses: vec!["L-9".into()],
            issuers: vec![v1::RevokedIssuer {
                issuer: vec![2; 8],
                from_sequence: 5,
            }],
        }
    }

    pub fn roots_list_document(&self, list: &v1::RevocationList) -> Document {
        let payload = list.encode_to_vec();
        sign(&self.root, Kind::RevocationList, payload, None)
    }

    /// The issuer's own list number 7: license L-9.
    pub fn own_list(&self) -> v1::RevocationList {
        v1::RevocationList {
            header: Some(header("REVOKED-7", &self.issuer)),
            licenses: vec!["L-9".into()],
            issuers: Vec::new(),
        }
    }

    /// The time, for the installation whose key is 32 times 9.
    pub fn time_reset(&self) -> v1::TimeReset {
        v1::TimeReset {
            header: Some(header("RESET-1", &self.issuer)),
            installation_key: vec![9; 32],
            nonce: vec![4; 8],
            time_ms: ISSUED_AT + DAY,
        }
    }

    pub fn document<P: Payload>(&self, payload: &P) -> Document {
        self.document_of(P::KIND, payload.encode_to_vec())
    }

    /// A document of `kind` with any payload, properly signed.
    pub fn document_of(&self, kind: Kind, payload: Vec<u8>) -> Document {
        sign(&self.issuer, kind, payload, Some(&self.certificate()))
    }

    pub fn verify(&self, license: &v1::License) -> Result<Verified, Error> {
        verify_license(&self.trust(), self.document(license).as_bytes())
    }
}

/// An installation's private key.
pub fn installation() -> SigningKey {
    SigningKey::from_bytes(&[5; 32])
}

/// What an installation signs: no certificate beside it.
pub fn act<P: Payload>(key: &SigningKey, payload: &P) -> Document {
    sign(key, P::KIND, payload.encode_to_vec(), None)
}

fn act_chain() -> v1::ActChain {
    v1::ActChain {
        counter: 7,
        previous: vec![6; 32],
        ..v1::ActChain::default()
    }
}

/// The product key that the requests name.
pub fn product_key() -> String {
    ProductKey::from_random(&[7; 14]).reveal().to_string()
}

/// The installation's seventh act asks for two seats.
pub fn activation() -> v1::ActivationRequest {
    v1::ActivationRequest {
        header: Some(header("REQUEST-7", &installation())),
        installation_key: installation().verifying_key().to_bytes().to_vec(),
        acts: Some(act_chain()),
        nonce: vec![3; 16],
        product_key: product_key(),
        seats: 2,
        units: vec!["CR-1".into(), "CR-2".into()],
        lost_licenses: vec!["L-OLD".into()],
        machine: Some(v1::MachinePrint {
            machine_id: vec![1; 8],
            board: Vec::new(),
            disk: vec![2; 8],
        }),
    }
}

/// The installation's seventh act gives a license back.
pub fn license_return() -> v1::LicenseReturn {
    v1::LicenseReturn {
        header: Some(header("RETURN-7", &installation())),
        installation_key: installation().verifying_key().to_bytes().to_vec(),
        acts: Some(act_chain()),
        licenses: vec!["L-1".into()],
    }
}

/// The installation's seventh act asks that CR-1's license moves to CR-3.
pub fn transfer() -> v1::TransferRequest {
    v1::TransferRequest {
        header: Some(header("TRANSFER-7", &installation())),
        installation_key: installation().verifying_key().to_bytes().to_vec(),
        acts: Some(act_chain()),
        nonce: vec![3; 16],
        license_id: "L-1".into(),
        old_unit: "CR-1".into(),
        new_unit: "CR-3".into(),
        replaced_at_ms: ISSUED_AT,
        units: vec!["CR-2".into(), "CR-3".into()],
    }
}
