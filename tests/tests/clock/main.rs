//! Real days on PCs whose clocks are wrong, put right, put wrong by hand, or asleep: the real programs under clocks that
//! the test moves while they run (RULES, "Time" and "A ticket's life").
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod pc;

mod confirmed;
mod owed;
mod stood_still;
mod told;
mod wrong_at_start;
