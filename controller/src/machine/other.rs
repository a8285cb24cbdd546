//! Systems whose parts are not read.
//!
//! On Windows they would be the registry's `MachineGuid`, the firmware's table and the volume's serial number. Each needs unsafe code or
//! another crate. Until the Windows installation has one, nothing is reported there.

use super::Parts;
use std::env;

pub(super) fn parts_of_this_pc() -> Parts {
    Parts::default()
}

/// Windows' version, and the number of its start.
#[cfg(windows)]
pub(super) fn run_of_this_pc() -> (Option<String>, Option<String>) {
    let told = super::windows::told();
    (told.version(), told.run())
}

#[cfg(not(windows))]
pub(super) fn run_of_this_pc() -> (Option<String>, Option<String>) {
    (None, None)
}

/// Windows names the PC in each program's environment.
pub(super) fn name_of_this_pc() -> Option<String> {
    env::var("COMPUTERNAME").ok()
}
