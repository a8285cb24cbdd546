//! Revocation lists: a root's takes back anything, an issuer's only its own licenses.

use std::collections::BTreeMap;

use madoguchi_proto::v1;

use super::error::Error;
use super::flaw::Flaw;
use super::header::Header;
use super::issuer::Issuer;
use super::{VerifiedList, open, same_environment};
use crate::document::Document;
use crate::grant::KeyId;
use crate::kind::Kind;
use crate::revocations::{Revocations, Scope};
use crate::trust::Trust;
use crate::words;

/// The most licenses that one list takes back: with ids of the usual length it stays below 8 KiB, so that it can be inside a license.
pub const MAX_LICENSES: usize = 256;

/// The most issuers that one list takes back: more than a vendor has.
pub const MAX_ISSUERS: usize = 16;

pub fn verify(trust: &Trust, document: &Document) -> Result<VerifiedList, Error> {
    let (list, header) = open::<v1::RevocationList>(document)?;
    same_environment(trust, &header)?;
    let (scope, issuer_name) = signed(trust, document, &header)?;
    let revocations = parse(&list, header, scope).map_err(|flaw| Error::Malformed {
        document: Kind::RevocationList,
        flaw,
    })?;
    Ok(VerifiedList {
        revocations,
        document: document.as_bytes().into(),
        issuer_name,
    })
}

/// Checks the signature, which decides what the list may take back. An issuer's list has its certificate, a root's has none.
fn signed(trust: &Trust, document: &Document, header: &Header) -> Result<(Scope, String), Error> {
    if document.has_certificate() {
        let issuer = Issuer::certified(trust, document)?;
        issuer.signed(document, header)?;
        issuer.may_sign(header)?;
        return Ok((Scope::Own, issuer.name));
    }
    if trust.roots().is_empty() {
        let environment = trust.environment();
        return Err(Error::NoRoots { environment });
    }
    let signer = header.issuer;
    let root = trust.root(signer).ok_or(Error::UnknownSigner { signer })?;
    if !document.is_signed_by(root) {
        return Err(Error::Signature { issuer: signer });
    }
    Ok((Scope::Everything, format!("root {signer}")))
}

fn parse(list: &v1::RevocationList, header: Header, scope: Scope) -> Result<Revocations, Flaw> {
    let licenses = words::ids(&list.licenses, MAX_LICENSES).ok_or(Flaw::Revoked)?;
    if scope == Scope::Own && !list.issuers.is_empty() {
        return Err(Flaw::RevokedIssuers);
    }
    Ok(Revocations {
        id: header.id,
        signer: header.issuer,
        scope,
        number: header.sequence,
        issued_at_ms: header.issued_at_ms,
        licenses: licenses.into_iter().collect(),
        issuers: issuers(&list.issuers).ok_or(Flaw::Revoked)?,
    })
}

fn issuers(revoked: &[v1::RevokedIssuer]) -> Option<BTreeMap<KeyId, u64>> {
    if revoked.len() > MAX_ISSUERS {
        return None;
    }
    let issuers = revoked
        .iter()
        .map(|one| Some((KeyId::from_slice(&one.issuer)?, one.from_sequence)))
        .collect::<Option<BTreeMap<_, _>>>()?;
    let in_order = issuers.len() == revoked.len() && issuers.values().all(|&from| from > 0);
    in_order.then_some(issuers)
}
