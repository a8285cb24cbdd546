//! Documents that an installation signs (requests, transfers, returns), and their verification by the vendor.
//!
//! No root certifies an installation's key; the document itself names it. The signature proves that the sender has the private key. The
//! document also says which act of the installation it is:
//!
//! ```text
//! act 1 ◄─ hash ─ act 2 ◄─ hash ─ act 3        a copied data directory forks it: two acts after one
//! ```

mod error;

use madoguchi_plain::is_serial;
use madoguchi_proto::v1;
use sha2::{Digest as _, Sha256};

pub use error::Error;

use crate::armour;
use crate::document::Document;
use crate::grant::{Environment, LicenseId};
use crate::keys::PublicKey;
use crate::kind::Payload;
use crate::product_key::ProductKey;
use crate::seats;
use crate::verify::Flaw;
use crate::verify::header::Header;
use crate::words;

/// The most units that a request lists: more than ever stood at one PC, the retired ones among them.
const MAX_UNITS: usize = 16;

/// The most licenses that a request or a return lists: more than any installation could use.
const MAX_LICENSES: usize = 16;

/// The length of a request's nonce, in bytes.
const NONCE_LEN: usize = 16;

/// The length of each part of a machine's print, in bytes, where it is known.
const PRINT_LEN: usize = 8;

/// An act whose signature is the installation's.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedAct<P> {
    pub payload: P,
    pub id: LicenseId,
    /// The environment that it is for.
    pub environment: Environment,
    pub installation: PublicKey,
    /// Its number among the installation's acts, from 1.
    pub counter: u64,
    /// The hash of the act before; `None` for the first act.
    pub previous: Option<[u8; 32]>,
    /// Where the installation's audit stood when it was signed; `None` in documents of older releases.
    pub audit: Option<AuditAnchor>,
    /// The time of signing by the installation's clock, in milliseconds since 1970.
    pub issued_at_ms: i64,
    /// Its hash, which the next act contains.
    pub hash: [u8; 32],
    /// The signed document in binary form.
    pub document: Vec<u8>,
}

/// A place in the chain of an installation's audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditAnchor {
    /// The number of the newest entry.
    pub sequence: u64,
    /// That entry's digest.
    pub digest: [u8; 32],
}

impl AuditAnchor {
    /// The place that a document names, if it names one.
    ///
    /// # Errors
    /// It has a number without a digest, or a digest without a number.
    pub fn of(acts: &v1::ActChain) -> Result<Option<Self>, Flaw> {
        if acts.audit_sequence == 0 && acts.audit_digest.is_empty() {
            return Ok(None);
        }
        match <[u8; 32]>::try_from(acts.audit_digest.as_slice()) {
            Ok(digest) if acts.audit_sequence > 0 => Ok(Some(Self {
                sequence: acts.audit_sequence,
                digest,
            })),
            _ => Err(Flaw::Audit),
        }
    }
}

/// A document that an installation signs.
pub trait ActPayload: Payload {
    /// The public key that it names as its signer's.
    fn installation_key(&self) -> &[u8];

    /// Its place in the installation's chain of acts.
    fn acts(&self) -> Option<&v1::ActChain>;

    /// Checks the fields of this kind of document.
    ///
    /// # Errors
    /// A field is not what it must be.
    fn check(&self) -> Result<(), Flaw>;
}

/// Verifies an act from the content of a file, in any form that [`armour::read`] reads.
///
/// # Errors
/// It is not of this kind, not signed by the key that it names, or malformed.
pub fn verify<P: ActPayload>(file: &[u8]) -> Result<VerifiedAct<P>, Error> {
    let document = armour::read(file)?;
    let payload: P = document.open().map_err(Error::Document)?;
    let malformed = |flaw| Error::Malformed {
        document: P::KIND,
        flaw,
    };
    let header = Header::parse(payload.header()).map_err(malformed)?;
    let installation = signer(&document, &payload, &header)?;
    let previous = previous(&payload, &header).map_err(malformed)?;
    let audit = payload.acts().map_or(Ok(None), AuditAnchor::of);
    let audit = audit.map_err(malformed)?;
    payload.check().map_err(malformed)?;
    Ok(VerifiedAct {
        payload,
        id: header.id,
        environment: header.environment,
        installation,
        counter: header.sequence,
        previous,
        audit,
        issued_at_ms: header.issued_at_ms,
        hash: hash(document.as_bytes()),
        document: document.as_bytes().to_vec(),
    })
}

/// An act's hash: SHA-256 of the document in binary form.
#[must_use]
pub fn hash(document: &[u8]) -> [u8; 32] {
    Sha256::digest(document).into()
}

/// The installation's key, if it has signed the document: only possession of the private key can be proved.
fn signer<P: ActPayload>(
    document: &Document,
    payload: &P,
    header: &Header,
) -> Result<PublicKey, Error> {
    let malformed = |flaw| Error::Malformed {
        document: P::KIND,
        flaw,
    };
    let key = PublicKey::from_slice(payload.installation_key());
    let key = key.map_err(|_| malformed(Flaw::PublicKey))?;
    // A certificate beside the payload would not be signed, so there must be none.
    if document.has_certificate() {
        return Err(malformed(Flaw::Chain));
    }
    let installation = key.id();
    if header.issuer != installation {
        return Err(malformed(Flaw::Issuer));
    }
    if !document.is_signed_by(key) {
        return Err(Error::Signature { installation });
    }
    Ok(key)
}

fn previous<P: ActPayload>(payload: &P, header: &Header) -> Result<Option<[u8; 32]>, Flaw> {
    let acts = payload.acts().ok_or(Flaw::Acts)?;
    if acts.counter != header.sequence {
        return Err(Flaw::Acts);
    }
    if acts.counter == 1 {
        let first = acts.previous.is_empty();
        return first.then_some(None).ok_or(Flaw::Acts);
    }
    let previous = acts.previous.as_slice().try_into();
    previous.map(Some).map_err(|_| Flaw::Acts)
}

impl ActPayload for v1::ActivationRequest {
    fn installation_key(&self) -> &[u8] {
        &self.installation_key
    }

    fn acts(&self) -> Option<&v1::ActChain> {
        self.acts.as_ref()
    }

    fn check(&self) -> Result<(), Flaw> {
        nonce(&self.nonce)?;
        if !self.product_key.is_empty() && self.product_key.parse::<ProductKey>().is_err() {
            return Err(Flaw::ProductKey);
        }
        // 0 asks for as many as the product key gives.
        if self.seats > u32::from(seats::MAX_ADDITIONAL) {
            return Err(Flaw::Seats);
        }
        units(&self.units)?;
        licenses(&self.lost_licenses)?;
        self.machine.as_ref().map_or(Ok(()), print)
    }
}

impl ActPayload for v1::TransferRequest {
    fn installation_key(&self) -> &[u8] {
        &self.installation_key
    }

    fn acts(&self) -> Option<&v1::ActChain> {
        self.acts.as_ref()
    }

    fn check(&self) -> Result<(), Flaw> {
        nonce(&self.nonce)?;
        LicenseId::parse(&self.license_id).ok_or(Flaw::List)?;
        let serials = is_serial(&self.old_unit) && is_serial(&self.new_unit);
        if !serials || self.old_unit == self.new_unit {
            return Err(Flaw::Serial);
        }
        if self.replaced_at_ms <= 0 {
            return Err(Flaw::Time);
        }
        units(&self.units)
    }
}

impl ActPayload for v1::LicenseReturn {
    fn installation_key(&self) -> &[u8] {
        &self.installation_key
    }

    fn acts(&self) -> Option<&v1::ActChain> {
        self.acts.as_ref()
    }

    fn check(&self) -> Result<(), Flaw> {
        licenses(&self.licenses)
    }
}

fn nonce(bytes: &[u8]) -> Result<(), Flaw> {
    let fits = bytes.len() == NONCE_LEN;
    fits.then_some(()).ok_or(Flaw::Nonce)
}

fn units(serials: &[String]) -> Result<(), Flaw> {
    let in_order = words::are_serials(serials, MAX_UNITS);
    in_order.then_some(()).ok_or(Flaw::List)
}

fn licenses(ids: &[String]) -> Result<(), Flaw> {
    words::ids(ids, MAX_LICENSES).map(|_| ()).ok_or(Flaw::List)
}

fn print(machine: &v1::MachinePrint) -> Result<(), Flaw> {
    let parts = [&machine.machine_id, &machine.board, &machine.disk];
    let in_order = parts
        .into_iter()
        .all(|part| part.is_empty() || part.len() == PRINT_LEN);
    in_order.then_some(()).ok_or(Flaw::Machine)
}
