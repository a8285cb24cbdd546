//! Real days on PCs whose clocks are wrong, put right, put wrong by hand, or asleep: the real programs under clocks that
//! the test moves while they run (RULES, "Time" and "A ticket's life").

mod pc;

#[cfg(target_os = "linux")]
mod asleep;
mod confirmed;
#[cfg(target_os = "linux")]
mod dead_battery;
mod jumps;
mod one_number;
mod owed;
mod people;
mod stood_still;
mod told;
mod wrong_at_start;
