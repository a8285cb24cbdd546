//! The facts for a request to the vendor: the licenses of a PC that died, or a license that has to move.

use crate::act::MAX_LISTED;
use crate::texts;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::unit::{Membership, Unit};
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::standing::Standing;
use madoguchi_proto::v1::Text;

/// The licenses of a dead PC: those that bridge some days here, or did.
pub(super) fn lost_licenses(fleet: &Fleet) -> Vec<LicenseId> {
    let here = fleet.installation();
    fleet
        .licenses()
        .filter(|license| license.bridge_until_ms.is_some())
        .filter(|license| {
            let standing = fleet.standing(license, here);
            matches!(
                standing,
                Standing::Bridging { .. } | Standing::OtherInstallation
            )
        })
        .map(|license| license.grant.id.clone())
        .take(MAX_LISTED)
        .collect()
}

/// A bundled license that has to move.
pub(super) struct Transfer {
    pub(super) license: LicenseId,
    /// The unit in the license.
    pub(super) old: Serial,
    /// The unit that is in its place now.
    pub(super) new: Serial,
    /// The time of the replacement in milliseconds since 1970. It is not stored when the grace was used up before.
    pub(super) replaced_at_ms: Option<i64>,
}

/// The facts for the transfer of a replaced unit's license.
///
/// A unit that was itself a replacement may have served on another's license: that license goes to the newest unit.
pub(super) fn transfer(fleet: &Fleet, old: &Serial) -> Result<Transfer, Text> {
    let refused = |code| Err(texts::text(code, &[("unit", old.as_str())]));
    let Some(replaced) = fleet.unit(old) else {
        return refused("request-no-such-unit");
    };
    // The caller may name either unit: the broken one or its replacement.
    let stands_in = fleet.units().any(|unit| unit.is_replaced_by(old));
    if newest(fleet, replaced).serial == *old && !stands_in {
        return refused("request-not-replaced");
    }
    let line = fleet
        .units()
        .filter(|unit| unit.serial == *old || unit.is_replaced_by(old));
    let named = line
        .filter_map(|unit| Some((unit, fleet.bundled_license(unit)?)))
        .next();
    let Some((named, license)) = named else {
        return refused("request-no-transfer");
    };
    let began = |until: madoguchi_fleet::time::FleetTime| {
        until.plus(-fleet.settings().replacement_grace_ms).0
    };
    Ok(Transfer {
        license,
        old: named.serial.clone(),
        new: newest(fleet, replaced).serial.clone(),
        replaced_at_ms: named.grace().map(|grace| began(grace.until)),
    })
}

/// The unit at the end of all replacements of a unit.
fn newest<'a>(fleet: &'a Fleet, unit: &'a Unit) -> &'a Unit {
    let mut newest = unit;
    // Each replacement leads to a unit that was paired later, but a damaged record could lead in a circle.
    for _ in 0..fleet.units().count() {
        match &newest.membership {
            Membership::Replaced { by, .. } => match fleet.unit(by) {
                Some(next) => newest = next,
                None => break,
            },
            _ => break,
        }
    }
    newest
}
