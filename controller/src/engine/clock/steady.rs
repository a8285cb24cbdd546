//! The time since some moment: it never jumps, and it goes on while the PC sleeps.

use std::time::Duration;

/// `Instant` stands still on Linux while the PC sleeps, and a clinic's whole day would be a night behind.
#[cfg(target_os = "linux")]
pub(super) fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    // It counts from the start of the system: neither part is ever below zero.
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let nanos = u32::try_from(time.tv_nsec).unwrap_or(0);
    Duration::new(seconds, nanos)
}

/// On Windows `Instant` is the performance counter, which goes on in sleep.
#[cfg(not(target_os = "linux"))]
pub(super) fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    BEGAN.get_or_init(Instant::now).elapsed()
}
