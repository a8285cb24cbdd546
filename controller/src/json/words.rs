//! The words of enums, in snake_case. "unspecified" is what was not said.

use madoguchi_proto::v1;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// Enums with their words, each made from one of the wire. Where the wire's `Unspecified` has a meaning, it is named behind `unsaid`.
macro_rules! words {
    ($(
        $(#[$doc:meta])*
        $name:ident of $wire:ident $(, unsaid $unsaid:ident)? {
            $($(#[$of_variant:meta])* $variant:ident = $word:literal,)+
        }
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
        pub(crate) enum $name {
            $($(#[$of_variant])* #[schema(rename = $word)] $variant,)+
        }

        impl $name {
            pub(crate) const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.word())
            }
        }

        impl From<v1::$wire> for $name {
            fn from(wire: v1::$wire) -> Self {
                match wire {
                    $(v1::$wire::Unspecified => Self::$unsaid,)?
                    $(v1::$wire::$variant => Self::$variant,)+
                }
            }
        }
    )+};
}

words! {
    /// 受付の状態 / Where a ticket is in its life.
    TicketState of TicketState {
        Unspecified = "unspecified",
        /// In the queue.
        Waiting = "waiting",
        /// Out of the queue for a while.
        Parked = "parked",
        /// Asked to come to a reader.
        Called = "called",
        /// At the reader.
        Verifying = "verifying",
        /// Did not come when called.
        Missed = "missed",
        /// Closed: a session ended, or the patient was served without a reader.
        Done = "done",
        /// Closed by staff.
        Cancelled = "cancelled",
        /// Closed with the day.
        Ended = "ended",
    }

    /// 受付の区分 / A ticket's class in the queue.
    TicketClass of TicketClass, unsaid Normal {
        /// No head start.
        Normal = "normal",
        /// A head start of some minutes (`rules.priority_head_start_min`).
        Priority = "priority",
        /// Before all others.
        Urgent = "urgent",
    }

    /// リーダーのいまの動き / What a reader does now.
    UnitActivity of UnitActivity {
        Unspecified = "unspecified",
        /// Not attached.
        Absent = "absent",
        /// Attached, without a ticket.
        Free = "free",
        /// Waits for a called patient.
        Called = "called",
        /// A session runs.
        Verifying = "verifying",
        /// A session of somebody who was not called runs.
        WalkUp = "walk_up",
        /// The card has not been removed yet.
        Finishing = "finishing",
        /// It was asked what it has, and has not said yet.
        Asked = "asked",
    }

    /// 窓口の種類 / How high a counter is.
    Placement of Placement {
        Unspecified = "unspecified",
        /// 100 to 110 cm.
        Standing = "standing",
        /// 70 to 80 cm: wheelchairs, children.
        Seated = "seated",
    }

    /// リーダーの種類 / What staff or a license call a reader's edition.
    Edition of Edition {
        Unspecified = "unspecified",
        /// 1:1接続版, sold for one reader on one PC.
        Single = "single",
        /// 複数台接続版, sold with a license of its own.
        Multi = "multi",
    }

    /// リーダー自身の状態の種類 / A reader's own state.
    HealthState of HealthState, unsaid Healthy {
        /// Serves.
        Healthy = "healthy",
        /// Serves, but something is out of line.
        Degraded = "degraded",
        /// Does not serve.
        Faulted = "faulted",
    }

    /// 確認の結果の種類 / How a session ended.
    OutcomeKind of OutcomeKind {
        Unspecified = "unspecified",
        VerifiedFace = "verified_face",
        VerifiedPin = "verified_pin",
        /// The PIN, entered by a guardian.
        VerifiedPinGuardian = "verified_pin_guardian",
        FaceNotMatched = "face_not_matched",
        PinWrong = "pin_wrong",
        PinLocked = "pin_locked",
        CardExpired = "card_expired",
        CardUnreadable = "card_unreadable",
        NotMyNumberCard = "not_my_number_card",
        GivenUp = "given_up",
        TimedOut = "timed_out",
        /// The reader failed: the patient goes back to the queue.
        UnitFailed = "unit_failed",
    }

    /// 本番用か試験用か。この2つが混ざることはない / Which installations a document or a controller belongs to. The two never mix.
    Environment of Environment {
        Unspecified = "unspecified",
        /// A clinic that sees patients.
        Production = "production",
        /// A demo, a laboratory, a test.
        Test = "test",
    }
}

/// リーダーを使わない方法 / The way in which a patient was served without a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Means {
    /// A paper certificate (資格確認書).
    Paper,
    /// Staff looked at it (目視).
    Seen,
    /// A mobile device.
    Mobile,
    /// Another way.
    Other,
}

impl Means {
    /// The way, where there was one.
    pub(super) const fn said(wire: v1::Means) -> Option<Self> {
        match wire {
            v1::Means::Unspecified => None,
            v1::Means::Paper => Some(Self::Paper),
            v1::Means::Seen => Some(Self::Seen),
            v1::Means::Mobile => Some(Self::Mobile),
            v1::Means::Other => Some(Self::Other),
        }
    }
}
