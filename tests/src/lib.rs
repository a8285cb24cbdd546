//! The simulated clinic: what stories, properties and the seeded simulation stand on.

pub mod fleet;
pub mod mutants;
pub mod programs;
pub mod simulation;
