//! A unit: one card reader, its counter, and its activity.
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
use crate::maintenance::Maintenance;
use crate::past::Past;
use crate::restarts::Restarts;
use crate::settings::DROPS_KEPT;
use crate::time::FleetTime;
use crate::unit_day::{Counted, UnitDay};
use crate::wish::Counter;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_plain::is_plain;
use madoguchi_support::{Coverage, Date};
use std::fmt;
use std::sync::Arc;

/// The longest note about a cable in characters: enough for "5 m + 1.8 m, 2階の配線" and some more.
pub const MAX_CABLE_CHARS: usize = 32;
/// The most former keys that a unit remembers, so that each is recognised as superseded.
pub const MAX_OLD_KEYS: usize = 8;

/// Whether a note about a cable fits into a line; an empty one does.
#[must_use]
pub fn is_cable_note(cable: &str) -> bool {
    let clear = cable.trim() == cable && is_plain(cable);
    cable.chars().count() <= MAX_CABLE_CHARS && clear
}

/// The edition that staff typed, which is only a label. Only a signed license makes a multi edition.
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
    /// The seat that needs no license.
    Included,
    /// The unit's own seat by a bundled license.
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
        /// The other unit.
        by: Serial,
        /// The grace on its bundled license, if it had one whose lineage had no grace before.
        grace: Option<SeatGrace>,
        /// Why it was; `None` of what an older release replaced.
        ground: Option<Ground>,
    },
}

/// Why a unit is replaced (RULES A24): a unit that is sent in without need comes back as sent (FAQ 41).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Triage named the unit itself; this is the stable name of its fault, for example `reader-camera`.
    ReaderFault(FaultName),
    /// Staff say so without that, in a line of their own words.
    Override(PauseReason),
}

/// The stable name of a fault of triage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultName(Arc<str>);

impl FaultName {
    /// The longest name, in characters: the longest that triage has is half of it.
    pub const MAX_CHARS: usize = 32;

    /// Parses a name: small letters and hyphens; `None` for anything else.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let fits = (1..=Self::MAX_CHARS).contains(&name.len());
        let word = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        (fits && word).then(|| Self(name.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The time for which the bundled license of a replaced unit seats the new one (RULES, "Seats").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatGrace {
    pub license: LicenseId,
    /// The time by which the vendor's transfer has to arrive.
    pub until: FleetTime,
}

impl Membership {
    /// Refuses a unit that was retired or replaced.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::Enrolled => Ok(()),
            Self::Retired => Err(Refusal::Retired),
            Self::Replaced { by, .. } => Err(Refusal::Replaced { by: by.clone() }),
        }
    }
}

/// A pause: the unit finishes what it has and takes nothing new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pause {
    /// By staff, with the reason if they gave one.
    ByStaff(Option<PauseReason>),
    /// By the fleet itself after repeated failures.
    ByFleet,
    /// Somebody works on it: it raises no alarm and counts in no figure (RULES A23).
    Maintenance(Maintenance),
}

/// Why staff paused a unit, in their own words: a line that others at the desk read beside the unit, and in why a ticket waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PauseReason(Arc<str>);

impl PauseReason {
    /// The longest reason, in characters: a line of a list.
    pub const MAX_CHARS: usize = 64;

    /// Parses a reason, without the spaces around it; `None` where it is empty, too long, or has what cannot be seen.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = !text.is_empty() && text.chars().nth(Self::MAX_CHARS).is_none();
        (fits && is_plain(text)).then(|| Self(text.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PauseReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A unit's own state.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Health {
    /// The unit serves.
    #[default]
    Healthy,
    /// The unit serves, but something is wrong.
    Degraded { codes: Vec<String> },
    /// The unit cannot serve.
    Faulted { codes: Vec<String> },
}

impl Health {
    /// Whether the unit can serve.
    #[must_use]
    pub const fn serves(&self) -> bool {
        !matches!(self, Self::Faulted { .. })
    }
}

/// Whether a unit is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// Without a connection.
    Absent {
        /// The time until which its seat is kept.
        held_until: FleetTime,
        /// After a restart of the controller, the time until which its call or session is kept.
        expected_until: Option<FleetTime>,
    },
    Attached(Box<Attachment>),
}

/// A unit's connection and what came with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub connection: ConnectionId,
    pub link: Link,
    pub software: String,
    /// Whether it can be told to show which one it is.
    pub identifies: bool,
    /// Whether it can be told to restart.
    pub restarts: bool,
    /// How far its clock was ahead of the PC's when it last said what it shows, in milliseconds.
    pub clock_ahead_ms: Option<i64>,
    /// Whether a card lies on the reader.
    pub card_present: bool,
    /// The factory key that it proved.
    pub factory_key: Option<Box<[u8; 32]>>,
    /// Set after the process did not run, until something is heard by this connection, which may have ended. Until that time nobody is
    /// called to the unit, and it keeps what it has.
    pub unheard_until: Option<FleetTime>,
    /// The verdict that the agent was told last, and whether the unit serves.
    pub told: Option<(Verdict, bool)>,
}

/// The end of a unit's newest connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub at: FleetTime,
    /// Whether it went from USB, the link was lost, or the connection was closed.
    pub how: Parting,
    /// Its port, if that was known.
    pub port: Option<Port>,
}

/// What a unit is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Activity {
    /// Nothing.
    Free {
        /// The time since when; the unit that is idle longest is called first.
        since: FleetTime,
    },
    /// It waits for a called patient.
    Called(Assignment),
    /// It has a session of the ticket that was handed out to it.
    Verifying(Assignment),
    /// It has a session of somebody else: a walk-up, or a hand-out that was taken back meanwhile.
    Unplanned {
        session: SessionId,
        /// The hand-out that the reader believes to serve.
        assignment: Option<Assignment>,
    },
    /// The session ended; the card has not been removed.
    Finishing {
        /// The time after which it counts as free all the same.
        until: FleetTime,
    },
    /// The session took too long; the unit was asked what it is doing and has not answered.
    Asked(Assignment),
}

/// One card reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub serial: Serial,
    /// Its present or last installation.
    pub installation: Installation,
    pub key: KeyFingerprint,
    /// Its former keys, newest last.
    pub old_keys: Vec<KeyFingerprint>,
    /// The edition that staff typed, which is only a label.
    pub edition: Edition,
    pub counter: Counter,
    /// The note about its cable (FAQ 26, 28); empty for none.
    pub cable: String,
    /// The day of its delivery, from which its coverage is reckoned (RULES A17).
    pub delivered: Option<Date>,
    /// Its place in the order of pairing.
    pub pairing: u64,
    pub enrolled_at: FleetTime,
    pub membership: Membership,
    /// The time when it was retired or replaced; `None` while it is enrolled, and of units that an older release took out.
    pub out_at: Option<FleetTime>,
    pub pause: Option<Pause>,
    /// Whether it has precedence where seats are short.
    pub preferred: bool,
    pub seat: Option<Seat>,
    pub health: Health,
    /// The number of failed sessions in a row, for the automatic pause.
    pub failures: u32,
    /// What it did on the day that it counts at. Once that day is over it becomes a record of its own.
    pub today: UnitDay,
    /// As what its time is being counted.
    pub counted: Counted,
    /// What happened at it lately.
    pub past: Past,
    /// Its restarts.
    pub restarts: Restarts,
    /// Whether it is attached. Not stored.
    pub presence: Presence,
    /// Its newest sign of life: a frame of its own. Where nobody could hear it, the start or the resume after that. Not stored.
    pub heard_at: FleetTime,
    /// The end of its newest connection; `None` if it had none since the start. Not stored.
    pub left: Option<Left>,
    /// While it is in maintenance, the time since which it would serve. Not stored.
    pub works_since: Option<FleetTime>,
    /// The times of its last lost links, oldest first; at most [`DROPS_KEPT`]. Not stored.
    pub drops: Vec<FleetTime>,
    /// What it is doing. Not stored: derived from tickets and the agent's report.
    pub activity: Activity,
}

impl Unit {
    /// Its attachment, if it is attached.
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

    /// Whether it is doing nothing.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        matches!(self.activity, Activity::Free { .. })
    }

    /// Whether it lost its seat but still has something to finish: it takes nothing new, and goes when it is free.
    #[must_use]
    pub const fn is_leaving(&self) -> bool {
        self.seat.is_none()
            && matches!(
                self.activity,
                Activity::Called(_) | Activity::Verifying(_) | Activity::Asked(_)
            )
    }

    /// The reason that staff gave for its pause or its maintenance.
    #[must_use]
    pub const fn pause_reason(&self) -> Option<&PauseReason> {
        match &self.pause {
            Some(Pause::ByStaff(reason)) => reason.as_ref(),
            Some(Pause::Maintenance(work)) => Some(&work.reason),
            Some(Pause::ByFleet) | None => None,
        }
    }

    /// Whether it may take tickets, apart from being free: it has a seat, is attached, healthy, not paused and not restarting.
    #[must_use]
    pub const fn serves(&self) -> bool {
        self.seat.is_some()
            && matches!(self.membership, Membership::Enrolled)
            && self.pause.is_none()
            && self.health.serves()
            && !self.restarts.holds()
            && matches!(self.presence, Presence::Attached(_))
    }

    /// Whether a ticket can be handed to it now.
    #[must_use]
    pub const fn may_take(&self) -> bool {
        self.serves() && self.is_free() && self.unheard_until().is_none()
    }

    /// The time until which nothing has to be heard from it, after the process did not run.
    #[must_use]
    pub(crate) const fn unheard_until(&self) -> Option<FleetTime> {
        match self.attachment() {
            Some(attachment) => attachment.unheard_until,
            None => None,
        }
    }

    /// Moves all its times after fleet time was set.
    pub(crate) fn move_times(&mut self, by: i64) {
        self.enrolled_at = self.enrolled_at.plus(by);
        self.out_at = self.out_at.map(|at| at.plus(by));
        self.heard_at = self.heard_at.plus(by);
        self.works_since = self.works_since.map(|at| at.plus(by));
        if let Some(Pause::Maintenance(work)) = &mut self.pause {
            work.since = work.since.plus(by);
        }
        self.past.move_times(by);
        self.counted.since = self.counted.since.plus(by);
        self.restarts.move_times(by);
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

    /// Counts a lost link; the oldest one is forgotten beyond the bound.
    pub(crate) fn count_drop(&mut self, now: FleetTime) {
        if self.drops.len() >= DROPS_KEPT {
            self.drops.remove(0);
        }
        self.drops.push(now);
    }

    /// The number of lost links after a time, as far as they are counted.
    #[must_use]
    pub fn drops_since(&self, then: FleetTime) -> usize {
        self.drops.iter().filter(|at| **at > then).count()
    }

    /// Whether this is its current connection.
    #[must_use]
    pub fn speaks_by(&self, connection: ConnectionId) -> bool {
        self.connection() == Some(connection)
    }

    /// Whether it was replaced by that unit.
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

    /// Why it was replaced, if it was and somebody said so.
    #[must_use]
    pub const fn ground(&self) -> Option<&Ground> {
        match &self.membership {
            Membership::Replaced { ground, .. } => ground.as_ref(),
            _ => None,
        }
    }

    /// For how long the maker repairs it, where the day of its delivery is noted.
    #[must_use]
    pub fn coverage(&self) -> Option<Coverage> {
        self.delivered.map(Coverage::of)
    }

    /// Its hand-out, if it has one.
    #[must_use]
    pub const fn assignment(&self) -> Option<Assignment> {
        match &self.activity {
            Activity::Called(a) | Activity::Verifying(a) => Some(*a),
            _ => None,
        }
    }
}
