//! Why a request was not done: its kind, for which each door has its own code, and the words, whose code is the same at every door.

use crate::engine::ActError;
use crate::store::SnapshotError;
use crate::texts;
use crate::wire::{BadField, Field};
use madoguchi_fleet::Refusal;
use madoguchi_plain::chain;
use madoguchi_proto::v1::Text;

/// A request that was not done.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub kind: Kind,
    pub text: Text,
}

/// What a program can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request itself is wrong: nothing that happens makes it right.
    Invalid,
    /// What it names is not there.
    NotFound,
    /// What it makes is there already.
    Exists,
    /// It does not go as things stand.
    State,
    /// Something else came first: to look and ask again.
    Order,
    /// Whoever asks may not.
    Forbidden,
    /// A bound is reached.
    Full,
    /// The controller stopped, or cannot write: to ask again with the same request id after the next start.
    Unavailable,
    /// What was written before cannot be read.
    DataLoss,
    /// A fault of ours, or of the PC.
    Internal,
}

impl Refused {
    const fn new(kind: Kind, text: Text) -> Self {
        Self { kind, text }
    }

    pub(super) const fn invalid(text: Text) -> Self {
        Self::new(Kind::Invalid, text)
    }

    pub(super) const fn not_found(text: Text) -> Self {
        Self::new(Kind::NotFound, text)
    }

    pub(super) const fn state(text: Text) -> Self {
        Self::new(Kind::State, text)
    }

    pub(super) const fn order(text: Text) -> Self {
        Self::new(Kind::Order, text)
    }

    pub(super) const fn forbidden(text: Text) -> Self {
        Self::new(Kind::Forbidden, text)
    }

    pub(super) const fn full(text: Text) -> Self {
        Self::new(Kind::Full, text)
    }

    pub(super) const fn data_loss(text: Text) -> Self {
        Self::new(Kind::DataLoss, text)
    }

    pub(super) const fn internal(text: Text) -> Self {
        Self::new(Kind::Internal, text)
    }

    /// An act that was not done, with its times by this clock.
    #[must_use]
    pub fn act(error: &ActError, clock: &texts::Clock) -> Self {
        let kind = match error {
            ActError::Refused(refusal) => kind_of(refusal),
            ActError::DiskFull { .. } => Kind::Full,
            ActError::StoreFailed(_) | ActError::Stopped => Kind::Unavailable,
        };
        Self::new(kind, texts::act_error_at(error, clock))
    }

    /// The request id belongs to a request of another kind: its first answer does not fit this one.
    #[must_use]
    pub fn wrong_answer() -> Self {
        Field::RequestId.malformed().into()
    }

    /// The engine does not answer any more.
    #[must_use]
    pub fn stopped() -> Self {
        Self::new(Kind::Unavailable, texts::stopped())
    }
}

/// A refusal that names no time.
impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::act(&ActError::Refused(refusal), &texts::Clock::at_offset(0))
    }
}

impl From<BadField> for Refused {
    fn from(bad: BadField) -> Self {
        Self::new(Kind::Invalid, texts::bad_field(bad))
    }
}

/// Records that cannot be read for a backup.
impl From<SnapshotError> for Refused {
    fn from(error: SnapshotError) -> Self {
        match error {
            SnapshotError::NotKept => {
                Self::new(Kind::State, texts::text("backup-nothing-kept", &[]))
            }
            SnapshotError::Unreadable(source) => {
                let detail = chain(&*source);
                let text = texts::text("backup-unreadable-records", &[("detail", &detail)]);
                Self::new(Kind::DataLoss, text)
            }
            SnapshotError::Stopped => Self::stopped(),
        }
    }
}

const fn kind_of(refusal: &Refusal) -> Kind {
    match refusal {
        Refusal::NoSuchTicket(_)
        | Refusal::NoSuchUnit { .. }
        | Refusal::NoSuchWalkUp(_)
        | Refusal::NoSuchPerson(_)
        | Refusal::NoWalkUpAt(_) => Kind::NotFound,
        Refusal::NumberInUse(_) | Refusal::KeyInUse(_) | Refusal::WalkUpBound(_) | Refusal::PersonExists(_) => Kind::Exists,
        Refusal::QueueFull(_)
        | Refusal::TooManySignatures(_)
        | Refusal::TooManyLicenses(_)
        | Refusal::TooManyPeople(_)
        | Refusal::TooManyUnits(_) => Kind::Full,
        Refusal::WrongLogin => Kind::Forbidden,
        Refusal::TooManyWishes(_)
        | Refusal::WishesExclude { .. }
        | Refusal::BadCounter
        | Refusal::BadCable
        | Refusal::DeliveredAhead { .. }
        // Not "already exists": a program must not take it for the success of an earlier request.
        | Refusal::RequestIdInUse(_)
        | Refusal::UntilPassed(_)
        | Refusal::ReplacesItself(_) => Kind::Invalid,
        Refusal::StaleConnection(_) | Refusal::ActOutOfOrder(_) => Kind::Order,
        Refusal::WrongState { .. }
        | Refusal::AtTheReader { .. }
        | Refusal::ReaderAlive { .. }
        | Refusal::CalledTooOften(_)
        | Refusal::NothingToUndo { .. }
        | Refusal::NoSuchNeed { .. }
        | Refusal::NothingToChange(_)
        | Refusal::WalkUpFailed(_)
        | Refusal::ReplacedAlready { .. }
        | Refusal::OtherEdition { .. }
        | Refusal::ReplaceNoGround(_)
        | Refusal::UnitRetired(_)
        | Refusal::NoUnitHas { .. }
        | Refusal::NoUnitHasAll(_)
        | Refusal::CounterShared { .. }
        | Refusal::UnitNotFree { .. }
        | Refusal::InMaintenance(_)
        | Refusal::ReaderAway(_)
        | Refusal::RestartAway(_)
        | Refusal::RestartTooOld { .. }
        | Refusal::ReaderInUse(_)
        | Refusal::ReaderTooOld { .. }
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
        | Refusal::LastAdministrator(_)
        | Refusal::ClockMovedOn => Kind::State,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both stores of the program keep records, so the first happens to stores of tests alone; its name stays.
    #[test]
    fn records_that_cannot_be_backed_up_are_told_by_their_cause() {
        let told = |error: SnapshotError| Refused::from(error);
        let nothing = told(SnapshotError::NotKept);
        assert_eq!(
            (nothing.kind, &*nothing.text.code),
            (Kind::State, "backup-nothing-kept")
        );
        let unreadable = told(SnapshotError::Unreadable("the disk is gone".into()));
        assert_eq!(unreadable.kind, Kind::DataLoss);
        assert_eq!(unreadable.text.code, "backup-unreadable-records");
        assert!(unreadable.text.en.contains("the disk is gone"));
    }
}
