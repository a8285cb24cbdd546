//! The time since some fixed moment: it never jumps, and includes the PC's sleep.

use std::time::Duration;

/// `Instant` stops on Linux while the PC sleeps, so a clinic's whole day would be late by a night.
#[cfg(target_os = "linux")]
pub(super) fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    // Counted from the start of the system, so neither part is negative.
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let nanos = u32::try_from(time.tv_nsec).unwrap_or(0);
    Duration::new(seconds, nanos)
}

/// On Windows `Instant` is the performance counter, which continues during sleep.
#[cfg(not(target_os = "linux"))]
pub(super) fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    BEGAN.get_or_init(Instant::now).elapsed()
}
