//! Is this document real? The chain from root to issuer to document, and the limits on the way.
//!
//! ```text
//! trust.roots ── signs ──► issuer's certificate ── signs ──► license ─────────► Grant
//!    by key id │             kinds, seats, sequence,         revocation list ─► Revocations (its own licenses)
//!              │             validity at the issue date      time reset
//!              └─ signs ──► revocation list ──────────────────────────────────► Revocations (everything)
//! ```
//!
//! Whether a real license is in force here and now is another question: [`crate::standing`]. What an installation
//! signs, not a vendor, is verified by [`crate::acts`].

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

use crate::armour;
use crate::document::Document;
use crate::grant::{Grant, InstallationKey, KeyId, LicenseId};
use crate::kind::Payload;
use crate::revocations::Revocations;
use crate::trust::Trust;
use header::Header;
use issuer::Issuer;

/// A license that is real.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// What it gives.
    pub grant: Grant,
    /// All that it says.
    pub license: v1::License,
    /// The revocation list that came with it, as real as the license.
    pub list: Option<VerifiedList>,
    /// The document as it was signed, in binary form: what is kept, and verified again at every start.
    pub document: Arc<[u8]>,
    /// Who issued it, for people.
    pub issuer_name: String,
}

/// A revocation list that is real.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedList {
    /// What it takes back.
    pub revocations: Revocations,
    /// The document as it was signed, in binary form: what is kept, and verified again at every start.
    pub document: Arc<[u8]>,
    /// Who issued it, for people: an issuer's name, or "root" and its key id.
    pub issuer_name: String,
}

/// A time reset that is real. Whether it is meant for this installation, which asked for it, is the fleet's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedReset {
    /// Its id.
    pub id: LicenseId,
    /// Whom it is for.
    pub installation: InstallationKey,
    /// What that installation asked with.
    pub nonce: [u8; 8],
    /// The time, in milliseconds since 1970.
    pub time_ms: i64,
    /// When it was signed, in milliseconds since 1970: signed time.
    pub issued_at_ms: i64,
    /// The key that signed it.
    pub issuer_key: KeyId,
    /// Its number among its signer's documents.
    pub sequence: u64,
}

/// Verifies a license from a file's content, in any form that [`armour::read`] reads.
///
/// # Errors
/// When anything about it, or about the revocation list in it, is not as it must be. Nothing of a refused
/// license may be used.
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

/// Verifies a revocation list from a file's content, in any form that [`armour::read`] reads.
///
/// A root's list is signed by the root itself and comes without a certificate; an issuer's comes with its
/// certificate, and takes back nothing but that issuer's own licenses.
///
/// # Errors
/// When anything about it is not as it must be. Nothing of a refused list may be used.
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

/// Verifies a time reset from a file's content, in any form that [`armour::read`] reads.
///
/// # Errors
/// When anything about it is not as it must be. Nothing of a refused reset may be used.
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

/// Asked before any signature: "this is a test license" helps, "unknown root" does not. Still safe, for
/// the claim can only refuse here, and the signature is checked over it later.
fn same_environment(trust: &Trust, header: &Header) -> Result<(), Error> {
    let (found, here) = (header.environment, trust.environment());
    if found != here {
        return Err(Error::OtherEnvironment { found, here });
    }
    Ok(())
}
