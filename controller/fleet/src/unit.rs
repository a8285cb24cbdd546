//! A unit: one card reader, where it stands, and what it does.
//!
//! ```text
//!   Absent ──attach──► Free ──call──► Called ──card──► Verifying ──outcome──► Finishing ──card removed,
//!     ▲                 │ ▲                               │                       │        30 s──► Free
//!     │                 │ └──────── says it has nothing ──┤ backstop              │
//!     └── detach ── (any)    card without a call          ▼                       │
//!                       └──► Unplanned ──outcome──►     Asked ◄───────────────────┘
//! ```

use crate::admission::{Refusal, Verdict};
use crate::command::Parting;
use crate::ids::{Assignment, ConnectionId, Installation, KeyFingerprint, Serial, SessionId};
use crate::link::{Link, Port};
use crate::settings::DROPS_KEPT;
use crate::time::FleetTime;
use crate::wish::Counter;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_plain::is_plain;

/// Most error codes that a unit's health keeps.
pub const MAX_CODES: usize = 8;
/// Longest error code, in characters.
pub const MAX_CODE_CHARS: usize = 32;
/// Longest note of a cable, in characters: "5 m + 1.8 m, 2階の配線" and some more.
pub const MAX_CABLE_CHARS: usize = 32;
/// Most former keys that a unit remembers, so that each is told what it is.
pub const MAX_OLD_KEYS: usize = 8;

/// Whether a note of a cable fits into a line; an empty one does.
#[must_use]
pub fn is_cable_note(cable: &str) -> bool {
    let clear = cable.trim() == cable && is_plain(cable);
    cable.chars().count() <= MAX_CABLE_CHARS && clear
}

/// What staff typed as the unit's edition: a label. Only a signed license makes a multi edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Edition {
    /// 1:1接続版.
    #[default]
    Single,
    /// 複数台接続版.
    Multi,
}

/// The right of one unit to serve.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// The one that needs no license.
    Included,
    /// The unit's own, by a bundled license.
    Bundled(LicenseId),
    Additional(LicenseId),
}

/// Whether a unit belongs to the fleet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Membership {
    /// The unit belongs to the fleet.
    Enrolled,
    /// Staff took it out for good.
    Retired,
    /// Another unit took its place.
    Replaced {
        /// The unit in its place.
        by: Serial,
        /// The grace on its bundled license, if it had one and its lineage none before.
        grace: Option<SeatGrace>,
    },
}

/// For how long the bundled license of a replaced unit seats the new one (RULES, "Licenses").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatGrace {
    pub license: LicenseId,
    /// Then the vendor's transfer has to be there.
    pub until: FleetTime,
}

impl Membership {
    /// Refuses a unit that was taken out.
    pub(crate) fn holds(&self) -> Result<(), Refusal> {
        match self {
            Self::Enrolled => Ok(()),
            Self::Retired => Err(Refusal::Retired),
            Self::Replaced { by, .. } => Err(Refusal::Replaced { by: by.clone() }),
        }
    }
}

/// A pause: the unit finishes what it has and takes nothing new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    ByStaff,
    /// By the fleet itself, after repeated failures.
    ByFleet,
}

/// A unit's own state.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Health {
    /// The unit serves.
    #[default]
    Healthy,
    /// The unit serves, and something is out of line.
    Degraded {
        /// The reader's error codes.
        codes: Vec<String>,
    },
    /// The unit cannot serve.
    Faulted {
        /// The reader's error codes.
        codes: Vec<String>,
    },
}

impl Health {
    /// Whether the unit can serve.
    #[must_use]
    pub const fn serves(&self) -> bool {
        !matches!(self, Self::Faulted { .. })
    }
}

/// Whether a unit is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// Not attached.
    Absent {
        /// Its seat is kept until then.
        held_until: FleetTime,
        /// After a restart of the controller: its call is kept until then.
        expected_until: Option<FleetTime>,
    },
    Attached(Box<Attachment>),
}

/// How a unit is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub connection: ConnectionId,
    /// The link, as observed.
    pub link: Link,
    /// The agent's version.
    pub software: String,
    /// Whether a card lies on the reader.
    pub card_present: bool,
    /// The factory key that it proved to have.
    pub factory_key: Option<Box<[u8; 32]>>,
    /// The process stood still, and nothing was heard by this connection since: it may be dead. Until then nobody is called to it,
    /// and what it has stays with it.
    pub unheard_until: Option<FleetTime>,
    /// The verdict that the agent was told last, and whether it serves.
    pub told: Option<(Verdict, bool)>,
}

/// How a unit's newest connection ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// When the connection ended.
    pub at: FleetTime,
    /// Whether by the plug, by a lost link, or in good order.
    pub how: Parting,
    /// Where it was plugged in, where that was known.
    pub port: Option<Port>,
}

/// What a unit does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Activity {
    /// The unit has nothing in hand.
    Free {
        /// Since when: the one idle longest is called first.
        since: FleetTime,
    },
    /// Waits for a called patient.
    Called(Assignment),
    /// A session of the ticket that it was given runs.
    Verifying(Assignment),
    /// A session of somebody else runs: a walk-up, or a hand-out that was taken back meanwhile.
    Unplanned {
        session: SessionId,
        /// The hand-out that the reader believes it serves.
        assignment: Option<Assignment>,
    },
    /// The session ended, the card still lies there.
    Finishing {
        /// Then it counts as free all the same.
        until: FleetTime,
    },
    /// The session took too long; the unit was asked what it has and has not said.
    Asked(Assignment),
}

/// What ended at a unit on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// The day, in days since 1970 in the clinic's time zone.
    pub day: i32,
    /// Sessions that ended.
    pub sessions: u32,
    /// Of those, verified.
    pub verified: u32,
}

/// One card reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub serial: Serial,
    /// Where it is attached, or was last.
    pub installation: Installation,
    pub key: KeyFingerprint,
    /// Keys that it had before, newest last.
    pub old_keys: Vec<KeyFingerprint>,
    /// What staff typed: a label.
    pub edition: Edition,
    pub counter: Counter,
    /// What staff noted of its cable (FAQ 26, 28); empty for nothing.
    pub cable: String,
    /// Its place in the order of pairing.
    pub pairing: u64,
    /// When it was enrolled.
    pub enrolled_at: FleetTime,
    /// Whether it belongs to the fleet.
    pub membership: Membership,
    /// Whether it is paused.
    pub pause: Option<Pause>,
    /// Whether it has precedence where seats are short.
    pub preferred: bool,
    pub seat: Option<Seat>,
    pub health: Health,
    /// Sessions that failed in a row, for the automatic pause.
    pub failures: u32,
    /// Today's sessions.
    pub tally: Tally,
    /// Whether it is there. Not stored.
    pub presence: Presence,
    /// How its newest connection ended; `None`: it had none since the start. Not stored.
    pub left: Option<Left>,
    /// When its link was lost lately, oldest first; the newest few ([`DROPS_KEPT`]). Not stored.
    pub drops: Vec<FleetTime>,
    /// What it does. Not stored: tickets and the agent's word give it.
    pub activity: Activity,
}

impl Unit {
    /// How it is attached, if it is.
    #[must_use]
    pub const fn attachment(&self) -> Option<&Attachment> {
        match &self.presence {
            Presence::Attached(attachment) => Some(attachment),
            Presence::Absent { .. } => None,
        }
    }

    /// Its connection, if it is attached.
    #[must_use]
    pub const fn connection(&self) -> Option<ConnectionId> {
        match self.attachment() {
            Some(attachment) => Some(attachment.connection),
            None => None,
        }
    }

    /// Whether it has nothing in hand.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        matches!(self.activity, Activity::Free { .. })
    }

    /// Lost its seat, but still has something in hand: it takes nothing new and goes when it is free.
    #[must_use]
    pub const fn is_leaving(&self) -> bool {
        self.seat.is_none()
            && matches!(
                self.activity,
                Activity::Called(_) | Activity::Verifying(_) | Activity::Asked(_)
            )
    }

    /// Whether it may take tickets, apart from being free: seated, attached, in order, not paused.
    #[must_use]
    pub const fn serves(&self) -> bool {
        self.seat.is_some()
            && matches!(self.membership, Membership::Enrolled)
            && self.pause.is_none()
            && self.health.serves()
            && matches!(self.presence, Presence::Attached(_))
    }

    /// Whether a ticket can be handed to it now.
    #[must_use]
    pub const fn may_take(&self) -> bool {
        self.serves() && self.is_free() && self.unheard_until().is_none()
    }

    /// Until when nothing has to be heard of it, after the process stood still.
    #[must_use]
    pub(crate) const fn unheard_until(&self) -> Option<FleetTime> {
        match self.attachment() {
            Some(attachment) => attachment.unheard_until,
            None => None,
        }
    }

    /// Fleet time was set: moves every time that it carries.
    pub(crate) fn move_times(&mut self, by: i64) {
        self.enrolled_at = self.enrolled_at.plus(by);
        if let Membership::Replaced {
            grace: Some(grace), ..
        } = &mut self.membership
        {
            grace.until = grace.until.plus(by);
        }
        match &mut self.presence {
            Presence::Absent {
                held_until,
                expected_until,
            } => {
                *held_until = held_until.plus(by);
                *expected_until = expected_until.map(|at| at.plus(by));
            }
            Presence::Attached(attachment) => {
                attachment.unheard_until = attachment.unheard_until.map(|at| at.plus(by));
            }
        }
        match &mut self.activity {
            Activity::Finishing { until } => *until = until.plus(by),
            Activity::Free { since } => *since = since.plus(by),
            _ => {}
        }
        if let Some(left) = &mut self.left {
            left.at = left.at.plus(by);
        }
        for at in &mut self.drops {
            *at = at.plus(by);
        }
    }

    /// Counts a lost link; the oldest gives way.
    pub(crate) fn drops_at(&mut self, now: FleetTime) {
        if self.drops.len() >= DROPS_KEPT {
            self.drops.remove(0);
        }
        self.drops.push(now);
    }

    /// How often its link was lost after a time, as far as it is counted.
    #[must_use]
    pub fn drops_since(&self, then: FleetTime) -> usize {
        self.drops.iter().filter(|at| **at > then).count()
    }

    /// Whether this is its current connection.
    #[must_use]
    pub fn speaks_by(&self, connection: ConnectionId) -> bool {
        self.connection() == Some(connection)
    }

    /// Whether that unit took its place.
    #[must_use]
    pub fn is_replaced_by(&self, serial: &Serial) -> bool {
        matches!(&self.membership, Membership::Replaced { by, .. } if by == serial)
    }

    /// The grace on its bundled license, if it was replaced with one.
    #[must_use]
    pub const fn grace(&self) -> Option<&SeatGrace> {
        match &self.membership {
            Membership::Replaced { grace, .. } => grace.as_ref(),
            _ => None,
        }
    }

    /// The hand-out that it has.
    #[must_use]
    pub const fn assignment(&self) -> Option<Assignment> {
        match &self.activity {
            Activity::Called(a) | Activity::Verifying(a) => Some(*a),
            _ => None,
        }
    }
}
