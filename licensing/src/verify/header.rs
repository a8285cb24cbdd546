//! The header of every document, as a domain type.

use madoguchi_proto::v1;

use super::flaw::Flaw;
use crate::grant::{Environment, LicenseId};
use crate::keys::KeyId;

/// 2200-01-01: no document may have a later time, so that no sum of times overflows.
pub const LATEST_MS: i64 = 7_258_118_400_000;

/// The checked header of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub id: LicenseId,
    pub environment: Environment,
    pub sequence: u64,
    pub issuer: KeyId,
    pub issued_at_ms: i64,
}

impl Header {
    pub fn parse(header: Option<&v1::DocumentHeader>) -> Result<Self, Flaw> {
        let header = header.ok_or(Flaw::Header)?;
        if header.sequence == 0 {
            return Err(Flaw::Sequence);
        }
        if !(1..=LATEST_MS).contains(&header.issued_at_ms) {
            return Err(Flaw::Time);
        }
        Ok(Self {
            id: LicenseId::parse(&header.id).ok_or(Flaw::Id)?,
            environment: v1::Environment::try_from(header.environment)
                .ok()
                .and_then(|said| Environment::try_from(said).ok())
                .ok_or(Flaw::Environment)?,
            sequence: header.sequence,
            issuer: KeyId::from_slice(&header.issuer).ok_or(Flaw::Issuer)?,
            issued_at_ms: header.issued_at_ms,
        })
    }
}
