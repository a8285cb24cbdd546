//! The reasons why a command is refused. A refused command has changed nothing; the texts for people are elsewhere.

use crate::ids::{Installation, Number, PersonName, RequestId, Serial, SessionId, Tag, TicketId};
use crate::reasons::{Lack, Service};
use crate::ticket::State;
use crate::time::FleetTime;
use crate::wish::Wish;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_support::Date;
use std::sync::Arc;
use thiserror::Error;

/// The reason why a command was refused, with a stable code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("no ticket has the number {0}")]
    NoSuchTicket(Number),
    #[error("the number {0} is in use by an open ticket")]
    NumberInUse(Number),
    #[error("there are {0} open tickets, which is the limit")]
    QueueFull(usize),
    #[error("the waiting tickets have {0} different combinations of wishes, which is the limit")]
    TooManySignatures(usize),
    #[error("a ticket has at most {0} needs and {0} preferences")]
    TooManyWishes(usize),
    /// Two wishes that no unit can meet together.
    #[error("no unit can meet both {first:?} and {second:?}")]
    WishesExclude { first: Wish, second: Wish },
    /// No enrolled unit has a tag that is wished for, and staff did not insist.
    #[error("no unit of this clinic has the tag {tag}")]
    NoUnitHas {
        tag: Tag,
        /// The tags that units have.
        known: Vec<Tag>,
    },
    /// Enrolled units meet each of these needs and none meets all, and staff did not insist.
    #[error("no unit of this clinic meets all of {0:?}")]
    NoUnitHasAll(Vec<Wish>),
    #[error("ticket {number} is {state:?}")]
    WrongState {
        number: Number,
        state: Box<State>,
        /// What can be done instead.
        way: Way,
    },
    /// The ticket's patient is at the reader, and nothing interrupts a session.
    #[error("ticket {number} is at the reader {unit}")]
    AtTheReader {
        number: Number,
        unit: Serial,
        /// Whether the reader has been silent for so long that the ticket can be done by other means (RULES L18).
        silent: bool,
    },
    /// The ticket's patient is at a reader that was heard a moment ago, so it is not done by other means yet.
    #[error("ticket {number} is at the reader {unit}, which was heard a moment ago")]
    ReaderAlive {
        number: Number,
        unit: Serial,
        /// How long it must not have been heard.
        silence_ms: i64,
        /// The time from which it can be, where the reader says nothing until then.
        from: FleetTime,
    },
    /// The ticket was called as often as allowed.
    #[error("ticket {0} was called as often as any ticket may be")]
    CalledTooOften(Number),
    /// Nothing was done to the ticket in the last ten seconds, or it has changed since.
    #[error("there is nothing to undo on ticket {number}")]
    NothingToUndo {
        number: Number,
        /// What can be done instead.
        way: Way,
    },
    /// The ticket has no such need, or none that would be dropped by itself.
    #[error("ticket {number} has no such need to drop")]
    NoSuchNeed { number: Number, why: NoNeed },
    /// The ticket has the class, needs and preferences that are asked for.
    #[error("ticket {0} is already as the change asks")]
    NothingToChange(Number),
    #[error("no walk-up has the session {0:?}")]
    NoSuchWalkUp(SessionId),
    #[error("no walk-up of today at unit {0} is without a ticket")]
    NoWalkUpAt(Serial),
    #[error("the walk-up belongs to {0} already")]
    WalkUpBound(TicketId),
    /// The reader failed in this walk-up, so there is no outcome to bind.
    #[error("the walk-up at unit {0} ended with a failure of the unit")]
    WalkUpFailed(Serial),
    /// No unit has this serial, nor does its counter have this name.
    #[error("no unit is called {name}")]
    NoSuchUnit {
        name: Arc<str>,
        /// The enrolled units, each with its counter's name.
        known: Vec<(Serial, String)>,
    },
    /// A counter's name that several enrolled units have.
    #[error("several units are at the counter {counter}")]
    CounterShared {
        counter: Arc<str>,
        units: Vec<Serial>,
    },
    #[error("unit {0} is retired")]
    UnitRetired(Serial),
    /// Somebody works on the unit: that is ended by itself, and not by a pause or its end.
    #[error("unit {0} is in maintenance")]
    InMaintenance(Serial),
    /// The time by which a maintenance should be over has passed already.
    #[error("the time by which the maintenance of unit {0} should be over has passed")]
    UntilPassed(Serial),
    /// The unit is not connected, so that it can be told nothing.
    #[error("unit {0} is not connected")]
    ReaderAway(Serial),
    /// A patient is called to the unit, or somebody is at it.
    #[error("unit {0} is for a patient now")]
    ReaderInUse(Serial),
    /// The unit's agent is older than what is asked of it.
    #[error("the software {software} of unit {unit} is too old")]
    ReaderTooOld { unit: Serial, software: Arc<str> },
    /// The unit is not connected, so that it cannot be told to restart.
    #[error("unit {0} is not connected, and cannot restart")]
    RestartAway(Serial),
    /// The unit's agent does not know how to restart.
    #[error("the software {software} of unit {unit} cannot restart it")]
    RestartTooOld { unit: Serial, software: Arc<str> },
    #[error("unit {unit} cannot take a ticket now")]
    UnitNotFree { unit: Serial, why: Box<Service> },
    #[error("unit {unit} lacks what ticket {number} needs")]
    NeedUnmet {
        number: Number,
        unit: Serial,
        wish: Wish,
    },
    #[error("no unit is free for ticket {number}")]
    NoFreeUnit { number: Number, why: NoneFree },
    #[error("the license does not hold here: {0:?}")]
    LicenseNotForHere(madoguchi_licensing::standing::Standing),
    #[error("{0} licenses are installed, which is the limit")]
    TooManyLicenses(usize),
    #[error("the license's lineage {0} bridged some days already")]
    BridgedBefore(LicenseId),
    /// A newer list of this signer is known, or another one with the same number.
    #[error("revocation list {number} is not newer than {known}, which is known")]
    ListNotNewer {
        number: u64,
        /// The number of the known list.
        known: u64,
    },
    #[error("revocation list {0} was signed by a key whose signatures were taken back")]
    ListTakenBack(u64),
    /// Another act was signed meanwhile, so this one has to be signed anew.
    #[error("the act does not go on from act {0}, the newest")]
    ActOutOfOrder(u64),
    /// No additional license of this installation is left to give back.
    #[error("there is no license to return")]
    NothingToReturn,
    /// No time reset was asked for, or it was used already.
    #[error("no time reset was asked for")]
    ResetNotAsked,
    #[error("the time reset answers another request")]
    ResetOfAnotherRequest,
    #[error("the time reset was signed with a key that was taken back")]
    ResetTakenBack,
    #[error("the request id {0} is that of another request")]
    RequestIdInUse(RequestId),
    /// The reader said before that this session belongs to another hand-out, so what it says now is not counted.
    #[error("session {0} was named otherwise before")]
    SessionNamedOtherwise(SessionId),
    #[error("number {sequence} of {issuer} is {first} already")]
    SequenceInUse {
        /// The license that was installed first.
        first: LicenseId,
        /// The issuer's name.
        issuer: Arc<str>,
        sequence: u64,
    },
    #[error("another license with the id {0} is installed")]
    LicenseIdInUse(LicenseId),
    #[error("the time reset is for the installation {0}")]
    ResetOfAnotherInstallation(Installation),
    /// The counter's name is empty or too long, or it has too many tags.
    #[error("the counter's name must have 1 to 32 characters and at most 8 tags")]
    BadCounter,
    /// The note on a cable is too long or has control characters.
    #[error("a note on a cable has at most 32 characters, on one line")]
    BadCable,
    /// A day of delivery that has not come yet.
    #[error("unit {unit} cannot have been delivered on {delivered}, which is not yet")]
    DeliveredAhead { unit: Serial, delivered: Date },
    #[error("the key belongs to unit {0} already")]
    KeyInUse(Serial),
    #[error("{0} units are enrolled, which is the limit")]
    TooManyUnits(usize),
    #[error("unit {0} cannot replace itself")]
    ReplacesItself(Serial),
    #[error("unit {old} was replaced by {by}")]
    ReplacedAlready {
        old: Serial,
        /// The unit that replaced it.
        by: Serial,
    },
    /// A unit is replaced by one of its own edition only (FAQ 41).
    #[error("unit {new} is of another edition than {old}")]
    OtherEdition {
        old: Serial,
        /// The unit that should replace it.
        new: Serial,
    },
    /// Neither did triage name the unit itself, nor did staff say why it is replaced all the same (RULES A24; FAQ 41).
    #[error(
        "unit {0} is not known to be at fault, and no reason was given to replace it all the same"
    )]
    ReplaceNoGround(Serial),
    /// A message came by a connection that is not the unit's current one.
    #[error("connection of unit {0} is not its current one")]
    StaleConnection(Serial),
    #[error("no jump of the clock waits for confirmation")]
    NothingToConfirm,
    /// No day was ended by command, or its end was taken back already.
    #[error("no day's end by command is there to take back")]
    NoDayToUndo,
    #[error("a patient of the next day was called since the day's end")]
    NextDayBegan,
    #[error("the day ended by itself, which is not taken back as a whole")]
    DayEndedByItself,
    /// The wall clock has jumped since the administrator saw it.
    #[error("the wall clock has jumped since it was looked at")]
    ClockMovedOn,
    #[error("nobody is called {0}")]
    NoSuchPerson(PersonName),
    #[error("somebody is called {0} already")]
    PersonExists(PersonName),
    #[error("{0} people may log in, which is the limit")]
    TooManyPeople(usize),
    #[error("{0} is the only administrator")]
    LastAdministrator(PersonName),
    /// Name, password or code is not right; which of them is not said.
    #[error("name, password or code is not right")]
    WrongLogin,
}

/// What can be done with a ticket that is in the wrong state for a command: what would not be refused now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Nothing: it waits in line already.
    Waits,
    /// Put it back: it is parked.
    Unpark,
    /// Put it back: it was missed.
    Recall,
    /// Take its call back: it is called.
    TakeBack,
    /// Wait for its session to end.
    AtTheReader,
    /// Open it again: it is closed.
    Reopen,
    /// Add a patient of today as a new ticket: this one is closed and was added on an earlier day, at this time. It can be opened again.
    EarlierDay(FleetTime),
    /// Add the patient as a new ticket: this one cannot come back.
    AddAnew,
}

/// Why no need of a ticket is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoNeed {
    /// It needs nothing.
    Nothing,
    /// It does not need this one, but these.
    NotThis { need: Wish, needs: Vec<Wish> },
    /// A serving unit meets all of its needs; only one that is named is dropped then.
    Met,
    /// No unit serves, and none of its needs is the reason; only one that is named is dropped then.
    NoneServes,
}

/// Why no unit is free for a call by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoneFree {
    /// No unit could serve it.
    Lack(Box<Lack>),
    /// Units could, and none of them is free; it waits in line, and is called in its turn.
    InLine,
    /// Units could, and none of them is free; it is parked or missed, so it is not called by itself.
    Aside(Way),
    /// Units could, and none of them is free; it is held, so it is not called by itself.
    Held,
}

/// The code of each refusal: its name in kebab-case.
macro_rules! codes {
    ($($refusal:ident => $code:literal,)+) => {
        impl Refusal {
            /// The codes of all refusals.
            pub const CODES: &[&str] = &[$($code),+];

            /// A stable name, which is also the key of the text for people and the same at every door.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$refusal { .. } => $code,)+
                }
            }
        }
    };
}
codes! {
    NoSuchTicket => "no-such-ticket",
    NumberInUse => "number-in-use",
    QueueFull => "queue-full",
    TooManySignatures => "too-many-signatures",
    TooManyWishes => "too-many-wishes",
    WishesExclude => "wishes-exclude",
    NoUnitHas => "no-unit-has",
    NoUnitHasAll => "no-unit-has-all",
    WrongState => "wrong-state",
    AtTheReader => "at-the-reader",
    ReaderAlive => "reader-alive",
    CalledTooOften => "called-too-often",
    NothingToUndo => "nothing-to-undo",
    NoSuchNeed => "no-such-need",
    NothingToChange => "nothing-to-change",
    NoSuchWalkUp => "no-such-walk-up",
    NoWalkUpAt => "no-walk-up-at",
    WalkUpBound => "walk-up-bound",
    WalkUpFailed => "walk-up-failed",
    NoSuchUnit => "no-such-unit",
    CounterShared => "counter-shared",
    UnitRetired => "unit-retired",
    InMaintenance => "in-maintenance",
    UntilPassed => "until-passed",
    ReaderAway => "reader-away",
    ReaderInUse => "reader-in-use",
    ReaderTooOld => "reader-too-old",
    RestartAway => "restart-away",
    RestartTooOld => "restart-too-old",
    UnitNotFree => "unit-not-free",
    NeedUnmet => "need-unmet",
    NoFreeUnit => "no-free-unit",
    LicenseNotForHere => "license-not-for-here",
    TooManyLicenses => "too-many-licenses",
    BridgedBefore => "bridged-before",
    ListNotNewer => "list-not-newer",
    ListTakenBack => "list-taken-back",
    ActOutOfOrder => "act-out-of-order",
    NothingToReturn => "nothing-to-return",
    ResetNotAsked => "reset-not-asked",
    ResetOfAnotherRequest => "reset-of-another-request",
    ResetTakenBack => "reset-taken-back",
    RequestIdInUse => "request-id-in-use",
    SessionNamedOtherwise => "session-named-otherwise",
    SequenceInUse => "sequence-in-use",
    LicenseIdInUse => "license-id-in-use",
    ResetOfAnotherInstallation => "reset-of-another-installation",
    BadCounter => "bad-counter",
    BadCable => "bad-cable",
    DeliveredAhead => "delivered-ahead",
    KeyInUse => "key-in-use",
    TooManyUnits => "too-many-units",
    ReplacesItself => "replaces-itself",
    ReplaceNoGround => "replace-no-ground",
    ReplacedAlready => "replaced-already",
    OtherEdition => "other-edition",
    StaleConnection => "stale-connection",
    NothingToConfirm => "nothing-to-confirm",
    NoDayToUndo => "no-day-to-undo",
    NextDayBegan => "next-day-began",
    DayEndedByItself => "day-ended-by-itself",
    ClockMovedOn => "clock-moved-on",
    NoSuchPerson => "no-such-person",
    PersonExists => "person-exists",
    TooManyPeople => "too-many-people",
    LastAdministrator => "last-administrator",
    WrongLogin => "wrong-login",
}
