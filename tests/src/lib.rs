//! The simulated clinic: what stories, properties and the seeded simulation stand on.

pub mod fleet;
#[cfg(target_os = "linux")]
pub mod laboratory;
pub mod mutants;
pub mod programs;
pub mod simulation;
pub mod wait;
