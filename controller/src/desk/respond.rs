//! Maps refusals to gRPC; no other file does.
//!
//! Each refusal is a status: its details are an encoded `Text`, and its message is the English of it.

use crate::engine::ActError;
use crate::store::SnapshotError;
use crate::texts;
use crate::wire::{BadField, Field};
use madoguchi_fleet::Refusal;
use madoguchi_plain::chain;
use madoguchi_proto::v1::Text;
use prost::Message;
use tonic::{Code, Status};

/// A status with this text.
#[must_use]
pub fn refused(code: Code, text: &Text) -> Status {
    Status::with_details(code, text.en.clone(), text.encode_to_vec().into())
}

/// The text of a status of the desk; `None` if the status came from elsewhere, for example from the transport.
#[must_use]
pub fn said(status: &Status) -> Option<Text> {
    Text::decode(status.details())
        .ok()
        .filter(|text| !text.code.is_empty())
}

/// The status for an act that was not done.
#[must_use]
pub fn act_error(error: &ActError) -> Status {
    act_error_at(error, &texts::Clock::at_offset(0))
}

/// The same, with its times by this clock.
#[must_use]
pub fn act_error_at(error: &ActError, clock: &texts::Clock) -> Status {
    let code = match error {
        ActError::Refused(refusal) => refusal_code(refusal),
        ActError::DiskFull { .. } => Code::ResourceExhausted,
        // The caller asks again with the same request id after the next start.
        ActError::StoreFailed(_) | ActError::Stopped => Code::Unavailable,
    };
    refused(code, &texts::act_error_at(error, clock))
}

const fn refusal_code(refusal: &Refusal) -> Code {
    match refusal {
        Refusal::NoSuchTicket(_)
        | Refusal::NoSuchUnit { .. }
        | Refusal::NoSuchWalkUp(_)
        | Refusal::NoWalkUpAt(_) => Code::NotFound,
        Refusal::NumberInUse(_) | Refusal::KeyInUse(_) | Refusal::WalkUpBound(_) => {
            Code::AlreadyExists
        }
        Refusal::QueueFull(_)
        | Refusal::TooManySignatures(_)
        | Refusal::TooManyLicenses(_)
        | Refusal::TooManyUnits(_) => Code::ResourceExhausted,
        Refusal::TooManyWishes(_)
        | Refusal::WishesExclude { .. }
        | Refusal::BadCounter
        | Refusal::BadCable
        // Not "already exists": a program must not take it for the success of an earlier request.
        | Refusal::RequestIdInUse(_)
        | Refusal::ReplacesItself(_) => Code::InvalidArgument,
        Refusal::StaleConnection(_) | Refusal::ActOutOfOrder(_) => Code::Aborted,
        Refusal::WrongState { .. }
        | Refusal::AtTheReader { .. }
        | Refusal::CalledTooOften(_)
        | Refusal::NothingToUndo { .. }
        | Refusal::NoSuchNeed(_)
        | Refusal::WalkUpFailed(_)
        | Refusal::ReplacedAlready { .. }
        | Refusal::OtherEdition { .. }
        | Refusal::UnitRetired(_)
        | Refusal::NoUnitHas { .. }
        | Refusal::CounterShared { .. }
        | Refusal::UnitNotFree { .. }
        | Refusal::NeedUnmet { .. }
        | Refusal::NoFreeUnit { .. }
        | Refusal::LicenseNotForHere(_)
        | Refusal::BridgedBefore(_)
        | Refusal::ListNotNewer { .. }
        | Refusal::ListTakenBack(_)
        | Refusal::NothingToReturn
        | Refusal::ResetNotAsked
        | Refusal::ResetOfAnotherRequest
        | Refusal::ResetTakenBack
        | Refusal::LicenseIdInUse(_)
        | Refusal::SequenceInUse { .. }
        | Refusal::SessionNamedOtherwise(_)
        | Refusal::ResetOfAnotherInstallation(_)
        | Refusal::NothingToConfirm
        | Refusal::NoDayToUndo
        | Refusal::NextDayBegan
        | Refusal::DayEndedByItself
        | Refusal::ClockMovedOn => Code::FailedPrecondition,
    }
}

/// The status for records that cannot be read for a backup.
#[must_use]
pub fn snapshot_error(error: &SnapshotError) -> Status {
    match error {
        SnapshotError::NotKept => refused(
            Code::FailedPrecondition,
            &texts::text("backup-nothing-kept", &[]),
        ),
        SnapshotError::Unreadable(source) => {
            let detail = chain(&**source);
            let text = texts::text("backup-unreadable-records", &[("detail", &detail)]);
            refused(Code::DataLoss, &text)
        }
        SnapshotError::Stopped => refused(Code::Unavailable, &texts::stopped()),
    }
}

/// The status for a field that cannot be parsed.
#[must_use]
pub fn bad_field(bad: BadField) -> Status {
    refused(Code::InvalidArgument, &texts::bad_field(bad))
}

/// The request id belongs to a request of another kind: its first answer does not fit this one.
#[must_use]
pub fn wrong_answer() -> Status {
    bad_field(Field::RequestId.malformed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_fleet::ids::Number;

    #[test]
    fn a_refusal_carries_its_text_in_both_languages() {
        let number = Number::automatic(12);
        let status = act_error(&ActError::Refused(Refusal::NumberInUse(number)));
        assert_eq!(status.code(), Code::AlreadyExists);
        let text = said(&status).unwrap_or_default();
        assert_eq!(text.code, "number-in-use");
        assert!(text.ja.contains("12") && text.ja.contains("受付番号"));
        assert_eq!(status.message(), text.en);
    }

    /// Both stores of the program keep records, so the first happens to stores of tests alone; its name stays.
    #[test]
    fn records_that_cannot_be_backed_up_are_told_by_their_cause() {
        let code = |error| said(&snapshot_error(&error)).map(|text| text.code);
        let nothing = code(SnapshotError::NotKept);
        assert_eq!(nothing.as_deref(), Some("backup-nothing-kept"));
        let unreadable = SnapshotError::Unreadable("the disk is gone".into());
        let status = snapshot_error(&unreadable);
        assert!(status.message().contains("the disk is gone"));
        let unreadable = code(unreadable);
        assert_eq!(unreadable.as_deref(), Some("backup-unreadable-records"));
    }

    #[test]
    fn a_status_of_the_transport_says_nothing_of_ours() {
        assert_eq!(said(&Status::unavailable("tcp connect error")), None);
    }

    #[test]
    fn new_work_on_a_full_disk_is_told_apart_from_a_stopped_controller() {
        let full = act_error(&ActError::DiskFull { free_mib: 12 });
        assert_eq!(full.code(), Code::ResourceExhausted);
        assert!(full.message().contains("12"));
        assert_eq!(act_error(&ActError::Stopped).code(), Code::Unavailable);
    }
}
