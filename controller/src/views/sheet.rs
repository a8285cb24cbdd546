//! What support asks for about a reader (FAQ 41, 45), on one page.

use super::unit;
use crate::texts;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::unit::{Health, Unit};
use madoguchi_proto::v1;
use madoguchi_support::{Hours, in_japan};

/// The sheet of a unit. Whom to call is for the desk to add.
#[must_use]
pub fn sheet(fleet: &Fleet, of: &Unit, hours: &Hours) -> v1::GetSheetResponse {
    let now = fleet.time_of_day();
    // A clock with an impossible date says nothing about business hours.
    let is_known = fleet.calendar().is_possible();
    let local = in_japan(now.0).filter(|_| is_known);
    let reach = local.and_then(|local| hours.reach(local));
    let row = unit(fleet, of);
    v1::GetSheetResponse {
        code: code(of, &row),
        message: row.why.clone(),
        unit: Some(row),
        software: env!("CARGO_PKG_VERSION").to_owned(),
        at_ms: now.0,
        utc_offset_min: texts::utc_offset_min(fleet.settings()),
        hours: Some(texts::hours(reach.as_ref())),
        reachable_at_ms: reach.map_or(0, |reach| madoguchi_support::of_japan(reach.at)),
        ships_by: reach.map_or_else(String::new, |reach| reach.ships_by.to_string()),
        support: String::new(),
        telephone: String::new(),
    }
}

/// The code to name at the telephone: what the reader itself reports first, as its screen shows it, else why it does not serve; empty where
/// nothing is wrong.
fn code(of: &Unit, row: &v1::Unit) -> String {
    match (&of.health, &row.why) {
        (Health::Faulted { codes } | Health::Degraded { codes }, _) if !codes.is_empty() => {
            let codes = codes
                .iter()
                .map(|own| match madoguchi_faults::of_engine(own) {
                    Some(fault) => format!("{own} {}", fault.code),
                    None => own.clone(),
                });
            codes.collect::<Vec<_>>().join(", ")
        }
        (_, Some(why)) if !row.serves => madoguchi_faults::of_name(&why.code)
            .map_or_else(|| why.code.clone(), |fault| fault.code.to_string()),
        _ => String::new(),
    }
}
