//! What a power cut, a kill or the disk leaves: nothing that was acknowledged is lost, and the next start finds it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../../../controller/tests/support/records.rs"]
mod records;

mod disk;
#[cfg(unix)]
mod sigkill;
#[cfg(target_os = "linux")]
mod start;
