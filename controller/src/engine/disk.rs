//! Whether the disk has room for new work (RULES R4).

use crate::engine::ActError;
use crate::store::Store;
use std::time::{Duration, Instant};

/// Below this new work is refused: room for what runs to finish, for days of it, and for the logs beside it.
pub const MIN_FREE_BYTES: u64 = 64 * 1024 * 1024;
/// The system is asked at most this often: even a full second of commits takes only a small part of that room.
const ASK_EVERY: Duration = Duration::from_secs(1);

const MIB: u64 = 1024 * 1024;

/// What was last known of the free space.
#[derive(Debug, Default)]
pub(super) struct Room {
    known: Option<(Instant, u64)>,
}

impl Room {
    /// Whether new work may be taken.
    pub(super) fn for_new_work<S: Store>(&mut self, store: &S) -> Result<(), ActError> {
        let free = self.free_bytes(store);
        if free < MIN_FREE_BYTES {
            return Err(ActError::DiskFull {
                free_mib: free / MIB,
            });
        }
        Ok(())
    }

    fn free_bytes<S: Store>(&mut self, store: &S) -> u64 {
        let now = Instant::now();
        match self.known {
            Some((at, free)) if now.saturating_duration_since(at) < ASK_EVERY => free,
            _ => {
                // A system that does not say how much is left must not close the clinic: a commit that finds no
                // room fails by itself.
                let free = store.free_bytes().unwrap_or_else(|e| {
                    tracing::warn!(error = %e, "the free space of the data disk is not known");
                    u64::MAX
                });
                self.known = Some((now, free));
                free
            }
        }
    }
}
