//! The simulated clinic, and what the stories in `tests/` share.

pub mod simulation;
