//! Is this license real? The chain from root to issuer to license, and the limits on the way.
//!
//! ```text
//! trust.roots ── signs ──► issuer's certificate ── signs ──► license ──► Grant
//!    by key id              kinds, seats, sequence,           header, binding,
//!                           validity at the issue date        validity
//! ```
//!
//! Whether a real license is in force here and now is another question: [`Grant::standing`].

mod error;
mod flaw;
mod header;
mod issuer;
mod terms;

use madoguchi_proto::v1;

pub use error::{Error, Fault};
pub use flaw::Flaw;

use crate::armour;
use crate::grant::{Environment, Grant};
use crate::kind::Payload;
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
    /// The document as it was signed, in binary form: what is kept, and verified again at every start.
    pub document: Vec<u8>,
    /// Who issued it, for people.
    pub issuer_name: String,
}

/// Verifies a license from a file's content, armoured or binary.
///
/// # Errors
/// When anything about it is not as it must be. Nothing of a refused license may be used.
pub fn verify_license(trust: &Trust, file: &[u8]) -> Result<Verified, Error> {
    let document = armour::read(file)?;
    let license: v1::License = document.open().map_err(Error::Document)?;
    let header = header_of(&license)?;
    // Before any signature: "this is a test license" helps, "unknown root" does not. Still safe, for
    // the claim can only refuse here, and the signature covers it below.
    same_environment(trust, header.environment)?;

    let issuer = Issuer::certified(trust, &document)?;
    issuer.signed(&document, &header)?;
    let grant = terms::grant(&license, &header, &issuer.name)?;
    issuer.may_issue(&grant.binding, &header)?;
    Ok(Verified {
        grant,
        license,
        document: document.as_bytes().to_vec(),
        issuer_name: issuer.name,
    })
}

fn header_of<P: Payload>(payload: &P) -> Result<Header, Error> {
    Header::parse(payload.header()).map_err(|flaw| Error::Malformed {
        document: P::KIND,
        flaw,
    })
}

fn same_environment(trust: &Trust, found: Environment) -> Result<(), Error> {
    match trust.environment() {
        here if here == found => Ok(()),
        here => Err(Error::OtherEnvironment { found, here }),
    }
}
