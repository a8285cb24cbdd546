//! The clock of the machine: milliseconds since the agent began, which never go back. In a demo it is faster than the real one, so that
//! calls expire and outcomes age in clinic time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

use crate::session::Ended;
use crate::simulated;
use crate::spool::Kept;

#[derive(Debug)]
pub(crate) struct Clock {
    start: Instant,
    speed: f64,
}

impl Clock {
    /// A clock that begins now. An impossible speed counts as real time.
    pub(crate) fn new(speed: f64) -> Self {
        Self {
            start: Instant::now(),
            speed: simulated::possible(speed),
        }
    }

    pub(crate) fn now_ms(&self) -> u64 {
        let clinic = self.start.elapsed().mul_f64(self.speed);
        u64::try_from(clinic.as_millis()).unwrap_or(u64::MAX)
    }

    /// What the wall clock shows, for the controller to compare with the PC's; 0 in a demo, whose time is no clock's.
    #[expect(
        clippy::float_cmp,
        reason = "the very number of whoever asked for real time"
    )]
    pub(crate) fn told_ms(&self) -> i64 {
        if self.speed == 1.0 { wall_ms() } else { 0 }
    }

    /// The moment at which the clock shows this time, or a moment later.
    pub(crate) fn instant(&self, at_ms: u64) -> Instant {
        let clinic = Duration::from_millis(at_ms.saturating_add(1));
        self.start + clinic.div_f64(self.speed)
    }

    /// An outcome of this process, for the spool. Its time is the wall clock's, the only clock that a restart does not reset.
    pub(crate) fn to_kept(&self, ended: Ended) -> Kept {
        Kept {
            session_id: ended.session_id,
            assignment: ended.assignment,
            outcome: ended.outcome,
            ended_wall_ms: wall_ms(),
        }
    }

    /// An outcome of an earlier process. If the wall clock was set back meanwhile, it ends just now.
    pub(crate) fn to_ended(&self, kept: Kept) -> Ended {
        let age_ms = wall_ms().saturating_sub(kept.ended_wall_ms).max(0);
        let now_ms = i64::try_from(self.now_ms()).unwrap_or(i64::MAX);
        Ended {
            session_id: kept.session_id,
            assignment: kept.assignment,
            outcome: kept.outcome,
            ended_at_ms: now_ms.saturating_sub(age_ms),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge: an outcome's age has to outlive this process"
)]
fn wall_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
