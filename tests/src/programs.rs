//! The real programs, as a person starts them: found beside the test, run in a folder of their own, on free ports.
//!
//! What a program writes comes as lines that a test waits for, so that no test sleeps for a result. Every
//! program ends with its test, whatever happens. The clinic is the README's: the files in `examples/clinic/`,
//! with other ports.
#![allow(clippy::unwrap_used, clippy::expect_used)] // it serves tests: a panic here is a failed test

mod cable;
mod child;
mod clinic;
mod failing_disk;
mod flow;
mod intruder;
mod notepad;
mod office;
pub mod outsider;
mod reception;
mod small_disk;
mod terminal;
mod tools;
mod typist;
mod wall;
mod watch;
pub mod windows;

pub use cable::Cable;
pub use child::{
    Answer, Ears, Program, cargo, command, command_through, folder_of_programs,
    profile_of_programs, unheard,
};
pub use clinic::{Clinic, READERS, SEED};
pub use failing_disk::{Errno, FailingDisk};
pub use flow::Flow;
pub use intruder::Intruder;
pub use notepad::as_windows_saves_it;
pub use office::{DAY_MS, Office};
pub use reception::Reception;
pub use small_disk::SmallDisk;
pub use terminal::Terminal;
pub use tools::{have, long_sweeps};
pub use typist::{at_a_terminal, at_a_terminal_in_secret};
pub use wall::Wall;
pub use watch::Watch;
pub use windows::Windows;

use std::time::Duration;

/// Nothing here takes that long unless it hangs, on a busy machine and in a debug build.
pub const PATIENCE: Duration = Duration::from_secs(60);
