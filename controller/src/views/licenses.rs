//! The installed licenses.

use crate::texts;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::license::License;
use madoguchi_fleet::licensing::{Notice, SignedAct};
use madoguchi_fleet::unit::Seat;
use madoguchi_licensing::grant::{Binding, LicenseId};
use madoguchi_proto::v1;

/// All licenses, by id.
#[must_use]
pub fn licenses(fleet: &Fleet) -> Vec<v1::InstalledLicense> {
    let licenses = fleet.licenses();
    licenses
        .map(|installed| license(fleet, installed))
        .collect()
}

/// One license.
#[must_use]
pub fn license(fleet: &Fleet, license: &License) -> v1::InstalledLicense {
    let grant = &license.grant;
    let (kind, seats, bound_to) = match &grant.binding {
        Binding::Additional {
            installation,
            seats,
        } => ("additional", *seats, installation.to_string()),
        Binding::Bundled { serial, .. } => ("bundled", 1, serial.to_string()),
    };
    let standing = fleet.standing(license, fleet.installation());
    let clock = texts::Clock::of(fleet);
    v1::InstalledLicense {
        license_id: grant.id.to_string(),
        kind: kind.to_owned(),
        seats: seats.into(),
        bound_to,
        environment: v1::Environment::from(grant.environment).into(),
        not_before_ms: grant.not_before_ms,
        not_after_ms: grant.not_after_ms.unwrap_or(0),
        issuer: grant.issuer.to_string(),
        in_force: standing.gives_seats(),
        why: Some(texts::standing(&standing, &clock)),
        units: units_on(fleet, &grant.id),
        lineage: grant.lineage.to_string(),
        supersedes: grant.supersedes.iter().map(ToString::to_string).collect(),
        issued_at_ms: grant.issued_at_ms,
        installed_at_ms: fleet.of_day(license.installed_at).0,
        standing: texts::standing_name(&standing).to_owned(),
    }
}

/// The newest revocation list of each signer.
#[must_use]
pub fn known_lists(fleet: &Fleet) -> Vec<v1::KnownList> {
    let lists = fleet.revocation_lists().map(|list| v1::KnownList {
        signer: list.signer.to_string(),
        number: list.number,
        issued_at_ms: list.issued_at_ms,
        licenses: list.licenses.iter().map(ToString::to_string).collect(),
    });
    lists.collect()
}

/// The notices about licenses, the PC and its clock, the most urgent first.
#[must_use]
pub fn license_notices(fleet: &Fleet) -> Vec<v1::Text> {
    let clock = texts::Clock::of(fleet);
    let notices = fleet.license_notices();
    notices
        .iter()
        .map(|notice| texts::license_notice(notice, &clock))
        .collect()
}

/// Whether the clock was set back by more than the tolerance.
#[must_use]
pub fn is_set_back(fleet: &Fleet) -> bool {
    let notices = fleet.license_notices();
    notices
        .iter()
        .any(|notice| matches!(notice, Notice::ClockSetBack { .. }))
}

/// An act that this installation signed.
#[must_use]
pub fn signed_act(act: &SignedAct) -> v1::SignedAct {
    v1::SignedAct {
        number: act.number,
        counter: act.counter,
        kind: wire::act_kind(act.kind).to_owned(),
        at_ms: act.at.0,
        document: act.document.to_vec(),
    }
}

/// The units that have their seats from a license.
fn units_on(fleet: &Fleet, id: &LicenseId) -> Vec<String> {
    let units = fleet.units().filter(|unit| match &unit.seat {
        Some(Seat::Bundled(license) | Seat::Additional(license)) => license == id,
        Some(Seat::Included) | None => false,
    });
    units.map(|unit| unit.serial.to_string()).collect()
}
