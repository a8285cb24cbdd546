//! The verification of issued documents: the chain from root to issuer to document, and the issuer's limits.
//!
//! ```text
//! trust.roots ── signs ──► issuer's certificate ── signs ──► license ─────────► Grant
//!    by key id │             kinds, seats, sequence,         revocation list ─► Revocations (its own licenses)
//!              │             validity at the issue date      time reset
//!              └─ signs ──► revocation list ──────────────────────────────────► Revocations (everything)
//! ```
//!
//! Whether a genuine license is in force at an installation now is decided by [`crate::standing`]. Documents that an installation signs are
//! verified by [`crate::acts`].

mod error;
mod flaw;
pub(crate) mod header;
mod issuer;
mod list;
mod reset;
mod terms;

use std::sync::Arc;

use madoguchi_proto::v1;

pub use error::{Error, Fault};
pub use flaw::Flaw;
pub use issuer::MAX_NAME_CHARS;
pub use list::{MAX_ISSUERS, MAX_LICENSES};

use crate::armour;
use crate::document::Document;
use crate::grant::{Grant, InstallationKey, KeyId, LicenseId};
use crate::kind::Payload;
use crate::revocations::Revocations;
use crate::trust::Trust;
use header::Header;
use issuer::Issuer;

/// A verified license.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    pub grant: Grant,
    pub license: v1::License,
    /// The verified revocation list inside it.
    pub list: Option<VerifiedList>,
    /// The signed document in binary form, which is stored and verified again at every start.
    pub document: Arc<[u8]>,
    /// The issuer's name.
    pub issuer_name: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedList {
    pub revocations: Revocations,
    /// The signed document in binary form, which is stored and verified again at every start.
    pub document: Arc<[u8]>,
    /// The issuer's name, or "root" and its key id.
    pub issuer_name: String,
}

/// A verified time reset. Whether this installation asked for it is checked by the fleet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedReset {
    pub id: LicenseId,
    pub installation: InstallationKey,
    /// The random bytes with which the installation asked for it.
    pub nonce: [u8; 8],
    /// The time, in milliseconds since 1970.
    pub time_ms: i64,
    /// The time of signing, in milliseconds since 1970.
    pub issued_at_ms: i64,
    pub issuer_key: KeyId,
    /// Its number among its signer's documents.
    pub sequence: u64,
}

/// Verifies a license from the content of a file, in any form that [`armour::read`] reads.
///
/// # Errors
/// The license, or the revocation list in it, is not genuine or not allowed. Nothing of a refused license may be used.
pub fn verify_license(trust: &Trust, file: &[u8]) -> Result<Verified, Error> {
    license(trust, &armour::read(file)?)
}

/// Verifies a license that was read.
///
/// # Errors
/// As [`verify_license`].
pub fn license(trust: &Trust, document: &Document) -> Result<Verified, Error> {
    let (license, header) = open::<v1::License>(document)?;
    same_environment(trust, &header)?;
    let issuer = Issuer::certified(trust, document)?;
    issuer.signed(document, &header)?;
    let grant = terms::grant(&license, &header, &issuer.name)?;
    issuer.may_sign(&header)?;
    issuer.may_grant(&grant.binding)?;
    Ok(Verified {
        grant,
        list: list_of(trust, &license)?,
        license,
        document: document.as_bytes().into(),
        issuer_name: issuer.name,
    })
}

/// What a license says, verified by nobody: to count the licenses of a store whatever they are trusted by, and for nothing else.
///
/// # Errors
/// It is no license.
pub fn claimed(file: &[u8]) -> Result<Grant, Error> {
    let (license, header) = open::<v1::License>(&armour::read(file)?)?;
    terms::grant(&license, &header, "")
}

/// Verifies a revocation list from the content of a file, in any form that [`armour::read`] reads.
///
/// A root's list is signed by the root itself and comes without a certificate. An issuer's list comes with the issuer's certificate, and
/// takes back only that issuer's own licenses.
///
/// # Errors
/// The list is not genuine or not allowed. Nothing of a refused list may be used.
pub fn verify_revocations(trust: &Trust, file: &[u8]) -> Result<VerifiedList, Error> {
    revocations(trust, &armour::read(file)?)
}

/// Verifies a revocation list that was read.
///
/// # Errors
/// As [`verify_revocations`].
pub fn revocations(trust: &Trust, document: &Document) -> Result<VerifiedList, Error> {
    list::verify(trust, document)
}

/// Verifies a time reset from the content of a file, in any form that [`armour::read`] reads.
///
/// # Errors
/// The reset is not genuine or not allowed. Nothing of a refused reset may be used.
pub fn verify_time_reset(trust: &Trust, file: &[u8]) -> Result<VerifiedReset, Error> {
    time_reset(trust, &armour::read(file)?)
}

/// Verifies a time reset that was read.
///
/// # Errors
/// As [`verify_time_reset`].
pub fn time_reset(trust: &Trust, document: &Document) -> Result<VerifiedReset, Error> {
    reset::verify(trust, document)
}

fn list_of(trust: &Trust, license: &v1::License) -> Result<Option<VerifiedList>, Error> {
    if license.revocation_list.is_empty() {
        return Ok(None);
    }
    Document::decode(&license.revocation_list)
        .map_err(Error::Document)
        .and_then(|document| list::verify(trust, &document))
        .map(Some)
        .map_err(|why| Error::RevocationList(Box::new(why)))
}

fn open<P: Payload>(document: &Document) -> Result<(P, Header), Error> {
    let payload: P = document.open().map_err(Error::Document)?;
    let header = header_of(&payload)?;
    Ok((payload, header))
}

fn header_of<P: Payload>(payload: &P) -> Result<Header, Error> {
    Header::parse(payload.header()).map_err(|flaw| Error::Malformed {
        document: P::KIND,
        flaw,
    })
}

/// Checks the claimed environment before any signature, because "this is a test license" helps people more than "unknown root". That is
/// safe: the claim can only lead to a refusal here, and the signature over it is checked later.
fn same_environment(trust: &Trust, header: &Header) -> Result<(), Error> {
    let (found, here) = (header.environment, trust.environment());
    if found != here {
        return Err(Error::OtherEnvironment { found, here });
    }
    Ok(())
}
