//! Time resets: an issuer states the time for one installation, once.

use madoguchi_proto::v1;

use super::error::Error;
use super::flaw::Flaw;
use super::header::{Header, LATEST_MS};
use super::issuer::Issuer;
use super::{VerifiedReset, open, same_environment};
use crate::document::Document;
use crate::grant::InstallationKey;
use crate::kind::Kind;
use crate::trust::Trust;

pub fn verify(trust: &Trust, document: &Document) -> Result<VerifiedReset, Error> {
    let (reset, header) = open::<v1::TimeReset>(document)?;
    same_environment(trust, &header)?;
    let issuer = Issuer::certified(trust, document)?;
    issuer.signed(document, &header)?;
    issuer.may_sign(&header)?;
    parse(&reset, header).map_err(|flaw| Error::Malformed {
        document: Kind::TimeReset,
        flaw,
    })
}

fn parse(reset: &v1::TimeReset, header: Header) -> Result<VerifiedReset, Flaw> {
    let installation = reset.installation_key.as_slice().try_into();
    if !(1..=LATEST_MS).contains(&reset.time_ms) {
        return Err(Flaw::Time);
    }
    Ok(VerifiedReset {
        id: header.id,
        installation: InstallationKey(installation.map_err(|_| Flaw::InstallationKey)?),
        nonce: reset.nonce.as_slice().try_into().map_err(|_| Flaw::Nonce)?,
        time_ms: reset.time_ms,
        issued_at_ms: header.issued_at_ms,
        issuer_key: header.issuer,
        sequence: header.sequence,
    })
}
