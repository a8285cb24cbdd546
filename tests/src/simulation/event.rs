//! What can happen in the simulated clinic: concrete and serialisable, so that a log replays.

use serde::{Deserialize, Serialize};

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each line says what its fields are")]
pub enum Event {
    /// Reception adds a ticket: `class` 0 normal, 1 priority, 2 urgent; `wish` 0 none, 1 needs seated, 2 prefers seated.
    Patient { number: u32, class: u8, wish: u8 },
    /// A request from the desk is sent again, as after a lost answer; `back` 0 is the last one.
    RepeatRequest { back: usize },
    /// Staff call, recall, park, unpark, cancel (0 to 4) the ticket with this number.
    Staff { act: u8, number: u32 },
    /// Staff tie a ticket to a unit.
    Move { number: u32, reader: usize },
    /// Staff pause (0), pause now (1), resume (2), prefer (3), stop preferring (4) a unit.
    Unit { act: u8, reader: usize },
    /// A license is installed.
    License { index: usize },
    /// A card is placed: by the called patient, or by somebody else.
    Card { reader: usize },
    /// The session that runs ends: 0 face, 1 card unreadable, 2 unit failed.
    SessionEnds { reader: usize, outcome: u8 },
    /// The card is taken away.
    CardTaken { reader: usize },
    /// The spool writes what it was given, or fails to.
    Spool { reader: usize, fails: bool },
    /// The reader reports a fault, or that it is well.
    Health { reader: usize, faulted: bool },
    /// A reader is plugged in at a port (1 to 4 straight, 5 behind a hub) and connects.
    Plug { reader: usize, port: u8 },
    /// The link is lost; the controller notices with a later `Notice`.
    LinkLost { reader: usize },
    /// The controller notices that a link is gone.
    Notice { reader: usize },
    /// The reader is switched off and on: its memory is gone, its spool is not.
    ReaderRestarts { reader: usize },
    /// Frames from the reader arrive at the controller, this many at most.
    Up { reader: usize, frames: usize },
    /// Frames from the controller arrive at the reader, this many at most.
    Down { reader: usize, frames: usize },
    /// The engine takes a batch of this many acts at most.
    Batch { acts: usize },
    /// The next commit fails, which ends the controller.
    DiskFails,
    /// The controller is killed.
    Crash,
    /// The controller takes a batch and is killed right after the commit: nothing of it leaves.
    CrashAfter { acts: usize },
    /// The controller starts; its wall clock is off by this much.
    Start { clock_off_s: i64 },
    /// Time passes; what is due happens on the way.
    Wait { ms: i64 },
}
