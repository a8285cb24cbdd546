//! The numbers of the rules: defaults of the configuration, unless the name says *fixed*.
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
//! | units, licenses | for ever, retired and replaced ones too; both are few | an old key or serial is told why |
//! | revocation lists | the newest of each signer, for ever | an older one is refused |
//! | signed acts | the newest 64 (*fixed*) | a return whose file was lost is written out again |
//! | what USB shows | as it is now, in memory | a start sees it anew |
//! | devices that were turned away | the newest 32 (*fixed*), in memory | support looks at them now |

use crate::time::{DAY, HOUR, MINUTE, SECOND};
use madoguchi_licensing::grant::Environment;

/// *Fixed*: most serving units of one PC (FAQ 7).
pub const UNITS_PER_PC: usize = 4;
/// *Fixed*: most different signatures of needs and preferences among the waiting.
pub const SIGNATURES: usize = 64;
/// A jump of the clock larger than this needs an administrator: longer than any clinic's holidays.
pub const JUMP_MS: i64 = 60 * DAY;
/// Repeats are answered for this many newest requests; a caller gives up long before.
pub const REMEMBERED_REQUESTS: usize = 10_000;
/// Audit entries that are kept: some weeks of a hospital, some months of a clinic, and a start that reads them all
/// in a moment.
pub const AUDIT_KEPT: u64 = 100_000;
/// Devices that were turned away and are still listed, per fleet: enough for every port of a PC and a stranger.
pub const VISITORS: usize = 32;
/// Readers, and other makers' readers, that USB shows on one PC and that are listed: every port that a PC has, and its hubs'.
pub const SEEN_READERS: usize = 64;
/// *Fixed*: a unit whose link was lost this often within [`FLAPPING_MS`] flaps: once is a foot in the cable, three times is
/// the cable.
pub const FLAPPING_DROPS: usize = 3;
/// *Fixed*: the time over which drops are counted.
pub const FLAPPING_MS: i64 = 10 * MINUTE;
/// Drops that are remembered of one unit: more than that say nothing more.
pub const DROPS_KEPT: usize = 8;
/// *Fixed*: USB 2.0 high speed, in megabits per second. What comes up slower has a cable or a port that is not in order
/// (FAQ 26, 28).
pub const HIGH_SPEED_MBPS: u32 = 480;
/// Walk-ups that are kept of one unit: fifty a day over all the days that they are kept, and three times what the monthly
/// use of FAQ 37 asks for. A reader that makes them up without end takes the place of its own alone.
pub const WALK_UPS_PER_UNIT: usize = 20_000;

/// The numbers of the rules, in milliseconds where they are times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Which licenses are taken.
    pub environment: Environment,
    /// The clinic's offset from UTC, for what counts as today (Japan: +9 h, without summer time).
    pub utc_offset_ms: i64,
    /// Head start of the priority class.
    pub priority_head_start_ms: i64,
    /// A call stands this long.
    pub call_ms: i64,
    /// Backstop of a session, longer than the reader's own limit.
    pub session_ms: i64,
    /// A verifying ticket waits this long for a lost unit.
    pub grace_ms: i64,
    /// A unit counts as free this long after the outcome, even if nobody removes the card.
    pub card_removal_ms: i64,
    /// A preference gives way after this.
    pub preference_ms: i64,
    /// An absent unit's seat is held this long.
    pub seat_hold_ms: i64,
    /// After a restart, passed deadlines move to this much after the start.
    pub restart_grace_ms: i64,
    /// An act can be undone this long.
    pub undo_ms: i64,
    /// When the day ends by itself, after midnight in the clinic's time zone; `None`: by command only.
    pub day_end_ms: Option<i64>,
    /// A unit that failed this often in a row is paused, unless it is the last that serves.
    pub failures_to_pause: u32,
    /// The license of a replaced unit seats the new one this long, until the vendor's transfer arrives.
    pub replacement_grace_ms: i64,
    /// Most open tickets: far beyond what a hospital queues, far below what memory holds.
    pub max_open_tickets: usize,
    /// Closed tickets are kept in memory and on disk this long: for longer than a reader may be away with an outcome
    /// whose acknowledgement was lost, over a clinic's holidays for example (some ten days), and no longer than memory
    /// allows: 10,000 of them take 20 MB. An outcome that is resent later counts as a walk-up.
    pub closed_retention_ms: i64,
    /// Walk-ups are kept this long: a reader that comes back from a repair sends its unacknowledged outcomes again, and
    /// each has to be known; the monthly use of a reader (FAQ 37) is counted from them, too.
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
            restart_grace_ms: 30 * SECOND,
            undo_ms: 10 * SECOND,
            day_end_ms: Some(4 * HOUR),
            failures_to_pause: 3,
            replacement_grace_ms: 14 * DAY,
            max_open_tickets: 10_000,
            closed_retention_ms: 14 * DAY,
            walk_up_retention_ms: 400 * DAY,
        }
    }
}
