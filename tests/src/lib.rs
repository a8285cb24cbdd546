//! What tests of more than one crate stand on: the real programs, the network laboratory, the seeded simulation.

#[cfg(target_os = "linux")]
pub mod laboratory;
pub mod mutants;
pub mod programs;
pub mod simulation;
