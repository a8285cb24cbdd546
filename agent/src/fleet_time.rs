//! The time by which certificates are judged: what the fleet said last, and the monotonic clock since. A
//! reader whose own clock woke up in 1970 or 2038 connects all the same.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustls::pki_types::UnixTime;
use rustls::time_provider::TimeProvider;

/// A shared handle on the fleet's time.
#[derive(Debug, Clone)]
pub(crate) struct FleetTime(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// When the unit's certificate was issued: it is never earlier than that.
    issued_at_ms: i64,
    /// The last time heard, and when.
    heard: Mutex<Option<(i64, Instant)>>,
}

impl FleetTime {
    pub(crate) fn new(issued_at_ms: i64) -> Self {
        Self(Arc::new(Shared {
            issued_at_ms,
            heard: Mutex::new(None),
        }))
    }

    /// The controller said what time it is.
    pub(crate) fn hear(&self, fleet_time_ms: i64) {
        let mut heard = self.0.heard.lock().unwrap_or_else(PoisonError::into_inner);
        *heard = Some((fleet_time_ms, Instant::now()));
    }

    /// Milliseconds since 1970: the later of the issue and the time heard, gone on since.
    pub(crate) fn now_ms(&self) -> i64 {
        let heard = *self.0.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let now = heard.map(|(time_ms, at)| {
            let since = i64::try_from(at.elapsed().as_millis()).unwrap_or(i64::MAX);
            time_ms.saturating_add(since)
        });
        now.map_or(self.0.issued_at_ms, |now| now.max(self.0.issued_at_ms))
    }
}

impl TimeProvider for FleetTime {
    fn current_time(&self) -> Option<UnixTime> {
        let now_ms = u64::try_from(self.now_ms()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_millis(now_ms)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_never_earlier_than_the_issue_and_follows_the_fleet() {
        let time = FleetTime::new(1_000_000);
        assert_eq!(time.now_ms(), 1_000_000);
        time.hear(500_000);
        assert_eq!(time.now_ms(), 1_000_000);
        time.hear(2_000_000);
        assert!((2_000_000..2_600_000).contains(&time.now_ms()));
    }
}
