//! The content of documents in the ledger, as plain facts. Their signatures were checked before they were written, and the chain protects
//! them, so nothing is verified here.

use std::sync::Arc;

use madoguchi_licensing::acts::{self, ActPayload};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::{Binding, Environment, Grant, InstallationKey, KeyId, LicenseId};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::revocations::{Revocations, Scope};
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;

use super::chain::Hash;

/// A contact with an installation: a request, a transfer or a return.
#[derive(Debug, Clone)]
pub struct Contact {
    pub kind: Kind,
    pub installation: InstallationKey,
    /// Its number among the installation's acts.
    pub counter: u64,
    /// The hash of the act before.
    pub previous: Option<Hash>,
    pub hash: Hash,
    /// The time of signing by the clinic's clock, in milliseconds since 1970.
    pub issued_at_ms: i64,
    /// The units that it lists.
    pub units: Vec<Arc<str>>,
    /// The PC's parts: machine id, board, system disk; empty if unknown.
    pub machine: Option<[Vec<u8>; 3]>,
}

/// The content of a transfer request.
#[derive(Debug, Clone)]
pub struct Move {
    /// The license to move.
    pub license: LicenseId,
    /// The broken unit.
    pub old_unit: Arc<str>,
    /// The time when it was replaced, by the clinic's clock, in milliseconds since 1970.
    pub replaced_at_ms: i64,
}

impl Contact {
    /// The contact in a document; `None` for a document that no installation signed.
    #[must_use]
    pub fn of(document: &Document) -> Option<Self> {
        match document.kind() {
            Kind::ActivationRequest => {
                let request: v1::ActivationRequest = document.open().ok()?;
                let machine = request.machine.clone();
                let machine = machine.map(|m| [m.machine_id, m.board, m.disk]);
                let units = request.units.clone();
                Some(Self {
                    machine,
                    ..Self::read(document, &request, &units)?
                })
            }
            Kind::TransferRequest => {
                let request: v1::TransferRequest = document.open().ok()?;
                Self::read(document, &request, &request.units)
            }
            Kind::LicenseReturn => {
                Self::read(document, &document.open::<v1::LicenseReturn>().ok()?, &[])
            }
            _ => None,
        }
    }

    fn read<P: ActPayload>(document: &Document, payload: &P, units: &[String]) -> Option<Self> {
        let chain = payload.acts()?;
        let previous = chain.previous.as_slice();
        Some(Self {
            kind: P::KIND,
            installation: InstallationKey(payload.installation_key().try_into().ok()?),
            counter: chain.counter,
            previous: previous.try_into().ok(),
            hash: acts::hash(document.as_bytes()),
            issued_at_ms: payload.header()?.issued_at_ms,
            units: units.iter().map(|serial| serial.as_str().into()).collect(),
            machine: None,
        })
    }
}

impl Move {
    /// The content of a transfer request.
    #[must_use]
    pub fn of(document: &Document) -> Option<Self> {
        let request: v1::TransferRequest = document.open().ok()?;
        Some(Self {
            license: LicenseId::parse(&request.license_id)?,
            old_unit: request.old_unit.into(),
            replaced_at_ms: request.replaced_at_ms,
        })
    }
}

/// The licenses that a return gives back.
#[must_use]
pub fn returned(document: &Document) -> Option<Vec<LicenseId>> {
    let payload: v1::LicenseReturn = document.open().ok()?;
    payload
        .licenses
        .iter()
        .map(|id| LicenseId::parse(id))
        .collect()
}

/// The grant in a license.
#[must_use]
pub fn grant(document: &Document) -> Option<Grant> {
    let license: v1::License = document.open().ok()?;
    let header = license.header.as_ref()?;
    let binding = match license.bound_to? {
        BoundTo::InstallationKey(key) => Binding::Additional {
            installation: InstallationKey(key.as_slice().try_into().ok()?),
            seats: u8::try_from(license.seats).ok()?,
        },
        BoundTo::Unit(unit) => Binding::Bundled {
            serial: unit.serial.into(),
            unit_key: unit.unit_key.as_slice().try_into().ok(),
        },
    };
    let supersedes = license.supersedes.iter().map(|id| LicenseId::parse(id));
    Some(Grant {
        id: LicenseId::parse(&header.id)?,
        environment: environment(header)?,
        binding,
        not_before_ms: license.not_before_ms,
        not_after_ms: (license.not_after_ms != 0).then_some(license.not_after_ms),
        supersedes: supersedes.collect::<Option<_>>()?,
        lineage: LicenseId::parse(&license.lineage)?,
        issuer: issuer_of(document).into(),
        issuer_key: KeyId::from_slice(&header.issuer)?,
        sequence: header.sequence,
        issued_at_ms: header.issued_at_ms,
    })
}

/// The name in the certificate that a document came with; empty without one.
fn issuer_of(document: &Document) -> String {
    let certificate = document.issuer_certificate().ok().flatten();
    let certificate = certificate.and_then(|document| document.open().ok());
    certificate.map_or_else(String::new, |issuer: v1::IssuerCertificate| issuer.name)
}

/// The content of a revocation list; `by_root` is whether it may name anything.
#[must_use]
pub fn revocations(document: &Document, by_root: bool) -> Option<Revocations> {
    let list: v1::RevocationList = document.open().ok()?;
    let header = list.header.as_ref()?;
    let licenses = list.licenses.iter().map(|id| LicenseId::parse(id));
    let issuers = list.issuers.iter();
    let issuers =
        issuers.map(|issuer| Some((KeyId::from_slice(&issuer.issuer)?, issuer.from_sequence)));
    Some(Revocations {
        id: LicenseId::parse(&header.id)?,
        signer: KeyId::from_slice(&header.issuer)?,
        scope: if by_root {
            Scope::Everything
        } else {
            Scope::Own
        },
        number: header.sequence,
        issued_at_ms: header.issued_at_ms,
        licenses: licenses.collect::<Option<_>>()?,
        issuers: issuers.collect::<Option<_>>()?,
    })
}

fn environment(header: &v1::DocumentHeader) -> Option<Environment> {
    let said = v1::Environment::try_from(header.environment).ok()?;
    Environment::try_from(said).ok()
}
