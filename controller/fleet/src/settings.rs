//! The numbers of the rules. They are defaults of the configuration, unless their comment says *fixed*.
//!
//! How long each kind of record is kept:
//!
//! | kind | kept | why |
//! |---|---|---|
//! | open tickets | until they are closed, 10,000 at most | an acknowledged ticket is never lost |
//! | closed tickets | 14 days (`retention.closed_tickets_days`, 7–400) | a resent outcome finds its ticket, and is no walk-up, after any holidays |
//! | walk-ups | 400 days (`retention.walk_ups_days`, 62–1,096) | a resent outcome is known; monthly use (FAQ 37) |
//! | audit | the newest 100,000 acts (*fixed*) | some months of a clinic; a start reads them all |
//! | answers to requests | the newest 10,000 (*fixed*), from the audit | a repeat gets the first answer |
//! | people | until they are removed, 64 at most (*fixed*) | whoever is removed logs in no longer |
//! | units, licenses | for ever, retired and replaced ones too; both are few | an old key or serial is told why |
//! | revocation lists | the newest of each signer, for ever | an older one is refused |
//! | signed acts | the newest 64 (*fixed*) | a return whose file was lost is written out again |
//! | what USB shows | as it is now, in memory | a start sees it anew |
//! | devices that were turned away | the newest 32 (*fixed*), in memory | support looks at them now |

use crate::ids::TicketId;
use crate::ticket::{Class, Rank};
use crate::time::{DAY, FleetTime, HOUR, MINUTE, SECOND};
use madoguchi_licensing::grant::Environment;

/// *Fixed*: the most serving units of one PC (FAQ 7).
pub const UNITS_PER_PC: usize = 4;
/// *Fixed*: the most different signatures of needs and preferences among waiting tickets.
pub const SIGNATURES: usize = 64;
/// A larger jump of the clock needs an administrator: it is longer than any clinic's holidays.
pub const JUMP_MS: i64 = 60 * DAY;
/// The number of newest requests whose repeats are answered; a caller gives up long before.
pub const REMEMBERED_REQUESTS: usize = 10_000;
/// The number of kept audit entries: some weeks of a hospital, some months of a clinic. A start reads them all in a moment.
pub const AUDIT_KEPT: u64 = 100_000;
/// The most refused devices that are listed, per fleet: enough for every port of a PC and some more.
pub const VISITORS: usize = 32;
/// The most readers of one PC that are listed, and as many of other makers: enough for the ports of a PC and of its hubs.
pub const SEEN_READERS: usize = 64;
/// *Fixed*: the number of lost links within [`FLAPPING_MS`] that is an alarm. One may be a foot in the cable; three are the cable.
pub const FLAPPING_DROPS: usize = 3;
/// *Fixed*: the time over which lost links are counted.
pub const FLAPPING_MS: i64 = 10 * MINUTE;
/// *Fixed*: how long a refused reader without a name may be any absent unit: it tries again once a minute, and a try can be lost.
pub const NAMELESS_MS: i64 = 3 * MINUTE;
/// *Fixed*: a connection that ends so soon after the PC slept ends because of that; it takes seconds to be noticed.
pub const AFTER_SLEEP_MS: i64 = MINUTE;
/// The most lost links that are remembered of one unit; more would tell nothing new.
pub const DROPS_KEPT: usize = 8;
/// *Fixed*: USB 2.0 high speed in megabits per second. A slower device has a bad cable or port (FAQ 26, 28).
pub const HIGH_SPEED_MBPS: u32 = 480;
/// The most walk-ups that are kept of one unit: fifty a day for as long as they are kept, and three times the monthly use in FAQ 37. A
/// reader that invents them endlessly removes only its own.
pub const WALK_UPS_PER_UNIT: usize = 20_000;

/// The numbers of the rules; times are in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The environment whose licenses are taken.
    pub environment: Environment,
    /// The clinic's offset from UTC, which decides what counts as today (Japan: +9 h, without summer time).
    pub utc_offset_ms: i64,
    /// The head start of the priority class in the queue.
    pub priority_head_start_ms: i64,
    /// How long a call stands.
    pub call_ms: i64,
    /// The backstop of a session: longer than the reader's own time limit.
    pub session_ms: i64,
    /// How long a verifying ticket waits for a lost unit.
    pub grace_ms: i64,
    /// How long after the outcome a unit counts as free, even if nobody removes the card.
    pub card_removal_ms: i64,
    /// The time after which a preference gives way.
    pub preference_ms: i64,
    /// How long an absent unit's seat is kept.
    pub seat_hold_ms: i64,
    /// *Fixed*: how long a reader must not have been heard for its patient to be done by other means: several times what a session takes as
    /// a rule (FAQ 17).
    pub silence_ms: i64,
    /// After a restart, passed deadlines move to this time after the start.
    pub restart_grace_ms: i64,
    /// How long an act can be undone.
    pub undo_ms: i64,
    /// The time of the automatic end of the day, after midnight in the clinic's time zone; `None` for only by command.
    pub day_end_ms: Option<i64>,
    /// The time of planned restarts of readers, after midnight in the clinic's time zone; `None` for none (RULES A29).
    pub restart_readers_ms: Option<i64>,
    /// The failures in a row after which a unit is paused, unless it is the last that serves.
    pub failures_to_pause: u32,
    /// How long the license of a replaced unit seats the new one, until the vendor's transfer arrives.
    pub replacement_grace_ms: i64,
    /// The most open tickets: far more than a hospital queues, far fewer than fit into memory.
    pub max_open_tickets: usize,
    /// How long closed tickets are kept. Longer than a reader may be away with an outcome whose acknowledgement was lost, for example over
    /// a clinic's holidays (some ten days); limited by memory: 10,000 of them take 20 MB. An outcome that is sent again later counts as a
    /// walk-up.
    pub closed_retention_ms: i64,
    /// How long walk-ups are kept. A reader that comes back from a repair sends its unacknowledged outcomes again, and each has to be
    /// recognised; the monthly use of a reader (FAQ 37) is also counted from them.
    pub walk_up_retention_ms: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            environment: Environment::Production,
            utc_offset_ms: 9 * 60 * MINUTE,
            priority_head_start_ms: 15 * MINUTE,
            call_ms: 90 * SECOND,
            session_ms: 120 * SECOND,
            grace_ms: 20 * SECOND,
            card_removal_ms: 30 * SECOND,
            preference_ms: 5 * MINUTE,
            seat_hold_ms: 60 * SECOND,
            silence_ms: 30 * SECOND,
            restart_grace_ms: 30 * SECOND,
            undo_ms: 10 * SECOND,
            day_end_ms: Some(4 * HOUR),
            restart_readers_ms: None,
            failures_to_pause: 3,
            replacement_grace_ms: 14 * DAY,
            max_open_tickets: 10_000,
            closed_retention_ms: 14 * DAY,
            walk_up_retention_ms: 400 * DAY,
        }
    }
}

impl Settings {
    /// The place in the queue of a ticket of this class that arrived at `arrived`.
    #[must_use]
    pub const fn rank(&self, class: Class, arrived: FleetTime, id: TicketId) -> Rank {
        let head_start = match class {
            Class::Priority => self.priority_head_start_ms,
            Class::Normal | Class::Urgent => 0,
        };
        Rank::new(class, arrived.plus(-head_start), id)
    }
}
