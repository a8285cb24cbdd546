//! A ticket's story: what happened to it, why, and by whom.

use crate::ids::{PersonName, Serial};
use crate::ticket::{Class, Means};
use crate::time::FleetTime;
use crate::wish::Wish;

/// The originator of an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A program that acts for reception, and did not say who uses it.
    Staff,
    /// Whoever uses such a program, by the operating system's name for him.
    User(PersonName),
    /// A program with reception's token, and whoever it says uses it: nobody vouches for that.
    Reception(Option<PersonName>),
    /// A person who logged in.
    Person(PersonName),
    /// Somebody at the counter page of this PC, without a login.
    CounterPage,
    /// A file in the watched folder, which another system wrote.
    Folder,
    Reader,
    /// The fleet itself, by a deadline or a rule.
    Fleet,
}

impl Actor {
    /// Whether a person acts, or a program for one: such an act is kept with how its subject stood before and after.
    #[must_use]
    pub const fn is_person(&self) -> bool {
        !matches!(self, Self::Reader | Self::Fleet)
    }
}

/// One line of a ticket's story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    pub at: FleetTime,
    pub what: What,
    pub why: Option<Why>,
    pub unit: Option<Serial>,
    /// The attempt; 0 for none.
    pub attempt: u32,
    pub wish: Option<Wish>,
    /// The class before and after a change.
    pub classes: Option<(Class, Class)>,
    /// The way in which the patient was served without a reader.
    pub means: Option<Means>,
    pub actor: Actor,
}

impl Chapter {
    /// A line without a reason, unit, attempt, need, class or means.
    pub(crate) const fn new(at: FleetTime, what: What, actor: Actor) -> Self {
        Self {
            at,
            what,
            why: None,
            unit: None,
            attempt: 0,
            wish: None,
            classes: None,
            means: None,
            actor,
        }
    }
}

/// Makes an enum whose values have stable names, which are stored and translated.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// All values.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable name, which is stored and is the key of the text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value with a stable name.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

named! {
    /// What happened to a ticket.
    What {
        /// It joined the queue.
        Added = "added",
        /// It was called to a unit.
        Called = "called",
        /// The card was placed.
        Placed = "placed",
        /// The patient did not come.
        Missed = "missed",
        /// It returned to the queue.
        Returned = "returned",
        /// Staff put it back after a miss.
        Recalled = "recalled",
        /// Staff took it out for a while.
        Parked = "parked",
        /// Staff put it back.
        Unparked = "unparked",
        /// Staff tied it to one unit.
        Moved = "moved",
        /// Its preference gave way.
        GaveWay = "gave-way",
        /// No serving unit meets its needs.
        NeedUnmet = "need-unmet",
        /// The unit that has it lost its link.
        LinkLost = "link-lost",
        /// The unit that has it is back.
        LinkBack = "link-back",
        /// The patient was verified.
        Verified = "verified",
        /// The session ended without verification.
        NotVerified = "not-verified",
        UnitFailed = "unit-failed",
        /// The session took longer than the backstop.
        TimedOut = "timed-out",
        /// A late outcome came in and was used.
        LateUsed = "late-used",
        /// A late outcome came in and waits for the running attempt.
        LateHeld = "late-held",
        /// A late outcome came in and was only recorded.
        LateRecorded = "late-recorded",
        /// Staff cancelled it.
        Cancelled = "cancelled",
        /// Staff closed it as done by other means.
        DoneByMeans = "done-by-means",
        /// Staff undid the newest act.
        Undone = "undone",
        /// Staff reopened it.
        Reopened = "reopened",
        /// Staff dropped a need.
        NeedDropped = "need-dropped",
        /// Staff added a need.
        NeedAdded = "need-added",
        /// Staff dropped a preference.
        PreferenceDropped = "preference-dropped",
        /// Staff added a preference.
        PreferenceAdded = "preference-added",
        /// Staff gave it another class.
        ClassChanged = "class-changed",
        /// Staff bound the outcome of a walk-up to it.
        Bound = "bound",
        /// It was still open when the day ended.
        Ended = "ended",
    }
}

named! {
    /// The reason of an event.
    Why {
        /// First in line, and the only free unit that may serve it.
        OnlyFreeUnit = "only-free-unit",
        /// First in line, and the least special of the free units.
        LeastSpecial = "least-special",
        /// First in line, and the unit that was idle longest.
        IdleLongest = "idle-longest",
        /// Staff chose it.
        StaffChoice = "staff-choice",
        /// The unit was unplugged or lost its link.
        UnitLost = "unit-lost",
        /// The unit was paused.
        UnitPaused = "unit-paused",
        /// The unit restarts.
        UnitRestarts = "unit-restarts",
        /// The unit was retired.
        UnitRetired = "unit-retired",
        /// Another unit takes its unit's place.
        UnitReplaced = "unit-replaced",
        /// The unit reports a fault.
        UnitFaulted = "unit-faulted",
        /// The unit no longer has the session, because it was restarted.
        SessionGone = "session-gone",
        /// Somebody else placed a card first.
        WalkUp = "walk-up",
        /// The call was not answered in time.
        NoShow = "no-show",
        /// A second miss: behind those who are present.
        BehindPresent = "behind-present",
        /// It was called as often as allowed; staff have to look at it.
        CalledTooOften = "called-too-often",
        /// A call was undone, so it waits for staff.
        CallUndone = "call-undone",
        /// It was the clinic's set time for the end of the day.
        SetTime = "set-time",
        /// Staff changed its needs, and its unit does not meet them.
        NeedsChanged = "needs-changed",
        /// The session took too long, and the reader is asked what it is doing.
        Backstop = "backstop",
    }
}
