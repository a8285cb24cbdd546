//! Why a command was refused or could not be kept.

use super::bundles::said;
use super::clock::Clock;
use super::licenses::standing;
use super::waiting::state;
use crate::engine::ActError;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::ticket::MAX_ATTEMPTS;
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};

/// Why the fleet refused a command.
#[must_use]
pub fn refusal(refusal: &Refusal) -> Text {
    said("refusal", refusal.code(), &args(refusal))
}

fn args(refusal: &Refusal) -> Vec<(&'static str, Arg)> {
    match refusal {
        Refusal::CalledTooOften(number) => {
            vec![("number", same(number)), ("limit", same(MAX_ATTEMPTS))]
        }
        Refusal::NoSuchTicket(number)
        | Refusal::NumberInUse(number)
        | Refusal::NothingToUndo(number)
        | Refusal::NoSuchNeed(number)
        | Refusal::NoFreeUnit(number) => vec![("number", same(number))],
        Refusal::QueueFull(limit)
        | Refusal::TooManySignatures(limit)
        | Refusal::TooManyWishes(limit)
        | Refusal::TooManyLicenses(limit)
        | Refusal::TooManyUnits(limit) => vec![("limit", same(limit))],
        Refusal::WrongState {
            number,
            state: found,
        } => vec![("number", same(number)), ("state", state(found).into())],
        Refusal::AtTheReader { number, unit } | Refusal::NeedUnmet { number, unit } => {
            vec![("number", same(number)), ("unit", same(unit))]
        }
        Refusal::NoSuchUnit(unit)
        | Refusal::UnitRetired(unit)
        | Refusal::UnitNotFree(unit)
        | Refusal::KeyInUse(unit)
        | Refusal::NoWalkUpAt(unit)
        | Refusal::WalkUpFailed(unit)
        | Refusal::ReplacesItself(unit)
        | Refusal::StaleConnection(unit) => vec![("unit", same(unit))],
        Refusal::ReplacedAlready { old, by } => vec![("old", same(old)), ("by", same(by))],
        Refusal::OtherEdition { old, new } => vec![("old", same(old)), ("new", same(new))],
        Refusal::LicenseNotForHere(found) => {
            // None of the standings that a refusal can have shows a time.
            let clock = Clock::at_offset(0);
            vec![("standing", standing(found, &clock).into())]
        }
        Refusal::BridgedBefore(lineage) => vec![("lineage", same(lineage))],
        Refusal::ListNotNewer { number, known } => {
            vec![("number", same(number)), ("known", same(known))]
        }
        Refusal::ListTakenBack(number) => vec![("number", same(number))],
        Refusal::RequestIdInUse(request) => vec![("request", same(request))],
        Refusal::SessionNamedOtherwise(session) => vec![("session", same(session))],
        Refusal::SequenceInUse {
            first,
            issuer,
            sequence,
        } => vec![
            ("first", same(first)),
            ("issuer", same(issuer)),
            ("sequence", same(sequence)),
        ],
        Refusal::LicenseIdInUse(license) => vec![("license", same(license))],
        Refusal::ActOutOfOrder(counter) => vec![("counter", same(counter))],
        Refusal::ResetOfAnotherInstallation(installation) => {
            vec![("installation", same(installation))]
        }
        Refusal::NothingToReturn
        | Refusal::ResetNotAsked
        | Refusal::ResetOfAnotherRequest
        | Refusal::ResetTakenBack
        | Refusal::BadCounter
        | Refusal::BadCable
        | Refusal::NothingToConfirm
        | Refusal::ClockMovedOn
        | Refusal::NoDayToUndo
        | Refusal::NextDayBegan
        | Refusal::DayEndedByItself
        | Refusal::NoSuchWalkUp(_)
        | Refusal::WalkUpBound(_) => Vec::new(),
    }
}

/// Why an act was not done.
#[must_use]
pub fn act_error(error: &ActError) -> Text {
    match error {
        ActError::Refused(reason) => refusal(reason),
        ActError::DiskFull { free_mib } => said("act", "disk-full", &[("free", same(free_mib))]),
        // The cause is in the log: at the desk it would say nothing.
        ActError::StoreFailed(_) => said("act", "store-failed", &[]),
        ActError::Stopped => stopped(),
    }
}

/// The engine has stopped.
#[must_use]
pub fn stopped() -> Text {
    said("act", "stopped", &[])
}
