//! The check of free disk space before new work (RULES R4).

use crate::engine::ActError;
use crate::store::Store;
use std::time::{Duration, Instant};

/// New work is refused below this: the rest is for running work to finish, for days of that, and for the logs beside it.
pub const MIN_FREE_BYTES: u64 = 64 * 1024 * 1024;
/// The shortest time between two checks: a full second of commits uses only a small part of that space.
const ASK_EVERY: Duration = Duration::from_secs(1);

const MIB: u64 = 1024 * 1024;

/// The free space at the last check.
#[derive(Debug, Default)]
pub(super) struct FreeSpace {
    known: Option<(Instant, u64)>,
}

impl FreeSpace {
    /// Checks that new work may be taken.
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
                // If the system does not tell the free space, the clinic goes on: a commit without space fails by itself.
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
