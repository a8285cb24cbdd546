//! The terms of a license, from the wire's message to a [`Grant`].

use madoguchi_plain::is_serial;
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;

use super::error::Error;
use super::flaw::Flaw;
use super::header::{Header, LATEST_MS};
use crate::grant::{Binding, Grant, InstallationKey, LicenseId};
use crate::kind::Kind;
use crate::seats;
use crate::words;

/// The most licenses that one license replaces: more than any installation could use.
const MAX_SUPERSEDED: usize = 16;

/// The terms of a license whose signature was checked.
pub fn grant(license: &v1::License, header: &Header, issuer: &str) -> Result<Grant, Error> {
    parse(license, header, issuer).map_err(|flaw| Error::Malformed {
        document: Kind::License,
        flaw,
    })
}

fn parse(license: &v1::License, header: &Header, issuer: &str) -> Result<Grant, Flaw> {
    let binding = binding(license)?;
    let (not_before_ms, not_after_ms) = validity(license)?;
    Ok(Grant {
        id: header.id.clone(),
        environment: header.environment,
        binding,
        not_before_ms,
        not_after_ms,
        supersedes: supersedes(license, header)?,
        lineage: LicenseId::parse(&license.lineage).ok_or(Flaw::Lineage)?,
        issuer: issuer.into(),
        issuer_key: header.issuer,
        sequence: header.sequence,
        issued_at_ms: header.issued_at_ms,
    })
}

fn binding(license: &v1::License) -> Result<Binding, Flaw> {
    match (license.kind(), &license.bound_to) {
        (v1::LicenseKind::Additional, Some(BoundTo::InstallationKey(key))) => {
            let seats = u8::try_from(license.seats).map_err(|_| Flaw::Seats)?;
            if !(1..=seats::MAX_ADDITIONAL).contains(&seats) {
                return Err(Flaw::Seats);
            }
            let key = key
                .as_slice()
                .try_into()
                .map_err(|_| Flaw::InstallationKey)?;
            Ok(Binding::Additional {
                installation: InstallationKey(key),
                seats,
            })
        }
        (v1::LicenseKind::Bundled, Some(BoundTo::Unit(unit))) => {
            if license.seats != 1 {
                return Err(Flaw::Seats);
            }
            if !is_serial(&unit.serial) {
                return Err(Flaw::Serial);
            }
            Ok(Binding::Bundled {
                serial: unit.serial.as_str().into(),
                unit_key: unit_key(&unit.unit_key)?,
            })
        }
        (v1::LicenseKind::Unspecified, _) => Err(Flaw::LicenseKind),
        (v1::LicenseKind::Additional | v1::LicenseKind::Bundled, _) => Err(Flaw::BoundTo),
    }
}

fn unit_key(bytes: &[u8]) -> Result<Option<[u8; 32]>, Flaw> {
    if bytes.is_empty() {
        return Ok(None);
    }
    bytes.try_into().map(Some).map_err(|_| Flaw::UnitKey)
}

fn validity(license: &v1::License) -> Result<(i64, Option<i64>), Flaw> {
    let (begin, end) = (license.not_before_ms, license.not_after_ms);
    if !(0..=LATEST_MS).contains(&begin) || !(0..=LATEST_MS).contains(&end) {
        return Err(Flaw::Time);
    }
    let end = (end != 0).then_some(end);
    if end.is_some_and(|end| end <= begin) {
        return Err(Flaw::Validity);
    }
    Ok((begin, end))
}

fn supersedes(license: &v1::License, header: &Header) -> Result<Vec<LicenseId>, Flaw> {
    let ids = words::ids(&license.supersedes, MAX_SUPERSEDED).ok_or(Flaw::Supersedes)?;
    if ids.contains(&header.id) {
        return Err(Flaw::Supersedes);
    }
    Ok(ids)
}
