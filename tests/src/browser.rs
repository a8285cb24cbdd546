//! The console in a real browser: the browser itself, and a clinic's reception at which it stands.
#![allow(clippy::unwrap_used, clippy::expect_used)] // it serves tests: a panic here is a failed test

pub mod driver;
pub mod front;
