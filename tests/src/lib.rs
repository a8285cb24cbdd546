//! What tests of more than one crate stand on: the real programs, the console in a browser, the network laboratory, the seeded simulation.

pub mod browser;
#[cfg(target_os = "linux")]
pub mod laboratory;
pub mod mutants;
pub mod programs;
pub mod simulation;
