//! Notes in the ledger of units when each was delivered, and its cable: all of it, or nothing where one entry is wrong (RULES A17).

use super::note_cable::check_cable;
use crate::command::{Delivery, LedgerEntry};
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::work::Work;
use madoguchi_support::Date;

/// The most units in one act, which whoever asks keeps to: sixteen PCs of four. What was noted of all of them before and after stands in one
/// entry of the audit, which has a bound.
pub const MAX_NOTED: usize = 64;

pub(crate) fn check(fleet: &Fleet, entries: Vec<LedgerEntry>) -> Result<Vec<LedgerEntry>, Refusal> {
    for entry in &entries {
        check_entry(fleet, entry)?;
    }
    Ok(entries)
}

/// A unit that went keeps its ledger, so it may be noted, too.
fn check_entry(fleet: &Fleet, entry: &LedgerEntry) -> Result<(), Refusal> {
    fleet.yard.known(&entry.serial)?;
    if let Some(cable) = &entry.cable {
        check_cable(cable)?;
    }
    match entry.delivery {
        Some(Delivery::On(delivered)) => check_delivered(fleet, &entry.serial, Some(delivered)),
        Some(Delivery::Unknown) | None => Ok(()),
    }
}

/// A delivery in the future is refused, wherever it is said.
pub(super) fn check_delivered(
    fleet: &Fleet,
    serial: &Serial,
    delivered: Option<Date>,
) -> Result<(), Refusal> {
    match delivered.filter(|delivered| fleet.is_ahead(*delivered)) {
        Some(delivered) => Err(Refusal::DeliveredAhead {
            unit: serial.clone(),
            delivered,
        }),
        None => Ok(()),
    }
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, entries: Vec<LedgerEntry>) {
    match entries.as_slice() {
        [one] => work.set_subject(&one.serial),
        several => work.set_subject(several.len()),
    }
    for entry in entries {
        fleet.yard.change(&entry.serial, |unit| {
            match entry.delivery {
                Some(Delivery::On(day)) => unit.delivered = Some(day),
                Some(Delivery::Unknown) => unit.delivered = None,
                None => {}
            }
            if let Some(cable) = entry.cable {
                unit.cable = cable;
            }
        });
    }
}
