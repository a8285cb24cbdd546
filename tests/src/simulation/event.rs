//! What can happen in the simulated clinic: concrete and serialisable, so that a log alone replays a run.
//!
//! A log is JSON Lines: one [`Line`] each, the first of them [`Event::Opens`]. Ids of requests, sessions and batches
//! are made of the line's number `n`, so a line means the same after others were dropped.

use super::plan::Plan;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One line of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the run that it comes from.
    pub n: u32,
    /// What happens.
    #[serde(flatten)]
    pub event: Event,
}

/// A class of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    Normal,
    Priority,
    Urgent,
}

/// What a patient needs or prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// A seated counter.
    Seated,
    /// A counter where English is spoken.
    English,
    /// One reader and no other.
    Reader(usize),
}

/// What staff do with a ticket, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffAct {
    Call,
    Recall,
    Park,
    Unpark,
    Cancel,
    /// By other means: without a reader.
    Done,
    Undo,
    Reopen,
}

/// What staff do with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitAct {
    Pause,
    PauseNow,
    Resume,
    /// It restarts once nobody is at it.
    Restart,
    RestartNow,
    /// It shows which one it is.
    Identify,
    Prefer,
    PreferNoLonger,
    Retire,
    /// Paired again: with a new key, which the reader has not yet.
    EnrollAgain,
    /// Its counter is a seated one from now on, without tags.
    Seat,
    /// Its counter is a standing one from now on, where English is spoken.
    Stand,
}

/// What an administrator does with a person who may log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonAct {
    Add,
    Remove,
}

/// How a session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    Face,
    Pin,
    CardUnreadable,
    GivenUp,
    TimedOut,
    UnitFailed,
}

/// How a reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    Healthy,
    Degraded,
    Faulted,
}

/// How the controller sees a connection end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// USB says that the plug was pulled.
    Unplugged,
    /// Without a word.
    #[default]
    Lost,
    /// In good order.
    Closed,
}

/// What the network does to the frames that are next on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mangle {
    /// The next frame is lost.
    Lost,
    /// The next frame comes twice.
    Twice,
    /// The next two frames come in the other order.
    Swapped,
}

/// What the wall clock of the PC says at a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wall {
    /// The time.
    #[default]
    Right,
    /// 1970-01-01: the battery is empty.
    Epoch,
    /// 2038-01-19.
    Overflow,
    /// So many seconds off.
    Off(i64),
}

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// The clinic opens, with all readers enrolled and plugged in. First, and never again.
    Opens { plan: Plan },
    /// Reception adds a ticket; without a number the fleet gives one.
    Patient {
        number: Option<u32>,
        class: Class,
        needs: Vec<Want>,
        prefers: Vec<Want>,
    },
    /// The request that line `of` made is sent again, as after a lost answer.
    Repeat { of: u32 },
    /// Staff do something with a ticket.
    Staff { act: StaffAct, number: u32 },
    /// Staff call a ticket to one unit.
    CallTo { number: u32, reader: usize },
    /// Staff tie a ticket to a unit.
    Move { number: u32, reader: usize },
    /// Staff change the class, needs or preferences of a ticket; `None` stays.
    Change {
        number: u32,
        class: Option<Class>,
        needs: Option<Vec<Want>>,
        prefers: Option<Vec<Want>>,
    },
    /// Staff drop a need of a ticket; without one, those that no serving unit meets.
    DropNeed { number: u32, need: Option<Want> },
    /// Staff bind a walk-up to a ticket: the one whose card line `card` placed, or the newest at the reader.
    Bind {
        number: u32,
        reader: usize,
        card: Option<u32>,
    },
    /// Staff end the day.
    EndDay,
    /// Staff take the day's end back.
    UndoDay,
    /// A reader takes the place of another for good.
    Replace { reader: usize, by: usize },
    /// Staff do something with a unit.
    Unit { act: UnitAct, reader: usize },
    /// An administrator adds one of a few people who may log in, or removes him; every third is an administrator.
    Person { act: PersonAct, who: u8 },
    /// An administrator ends so many sessions of one of them.
    EndSessions { who: u8, count: u32 },
    /// The reader is given the newest key that it was paired with, and starts again.
    Adopt { reader: usize },
    /// A license of the plan is installed.
    License { index: usize },
    /// A license of the plan, of a PC that died, is installed to bridge some days.
    Bridge { index: usize },
    /// A revocation list of the plan arrives.
    Revoke { index: usize },
    /// The installation signs an act that goes on from its chain, or from where that was before.
    Sign { stale: bool },
    /// The vendor's reset of the time arrives, so many minutes off; it was asked for, or not.
    ResetTime { off_min: i64, asked: bool },
    /// An administrator confirms the clock.
    ConfirmTime,
    /// A card is placed: by the called patient, or by somebody else.
    Card { reader: usize },
    /// The session that runs ends.
    SessionEnds { reader: usize, ending: Ending },
    /// The card is taken away.
    CardTaken { reader: usize },
    /// The spool writes what it was given, or fails to.
    Spool { reader: usize, fails: bool },
    /// The reader says how it is.
    Health { reader: usize, shape: Shape },
    /// A reader is plugged in at a port of a PC (1 to 4 straight, 5 behind a hub, 6 not USB) and connects.
    Plug { reader: usize, pc: usize, port: u8 },
    /// The link is lost, with what is on its way down; the controller notices with a later `Notice`.
    LinkLost { reader: usize },
    /// The controller notices that a link is gone.
    Notice {
        reader: usize,
        #[serde(default)]
        how: Gone,
    },
    /// The controller looks at what is plugged into a PC; another maker's reader is there, too, or not.
    See { pc: usize, foreign: bool },
    /// Staff note how long a reader's cable is; 0 takes the note away.
    NoteCable { reader: usize, metres: u8 },
    /// USB shows the same serial on another port too, or no longer.
    Copy { reader: usize, there: bool },
    /// A reader that stays connected is seen at another port of its PC.
    Moved { reader: usize, port: u8 },
    /// A connected reader says an outcome again that it said so many outcomes ago, acknowledged or not.
    Again { reader: usize, back: usize },
    /// Another agent connects with this serial and a key that is not the unit's.
    Stranger { reader: usize },
    /// The reader is switched off and on: its memory is gone, its spool is not.
    ReaderRestarts { reader: usize },
    /// The reader has restarted, as the controller ordered.
    RestartOver { reader: usize },
    /// Frames from the reader arrive at the controller, this many at most.
    Up { reader: usize, frames: usize },
    /// Frames of links that are gone arrive after all, this many at most.
    Late { reader: usize, frames: usize },
    /// Frames from the controller arrive at the reader, this many at most.
    Down { reader: usize, frames: usize },
    /// The network does something to the frames that go up.
    MangleUp { reader: usize, how: Mangle },
    /// The network does something to the frames that go down.
    MangleDown { reader: usize, how: Mangle },
    /// The engine takes a batch of this many acts at most.
    Batch { acts: usize },
    /// The next commit fails, which ends the controller; what it wrote is on the disk all the same, or not.
    SyncFails { kept: bool },
    /// The disk is nearly full, or has room again.
    DiskFull { full: bool },
    /// The controller is killed.
    Crash,
    /// The controller is killed while it takes a batch: before it was synced, or right after, when nothing of it
    /// has left.
    CrashIn { acts: usize, synced: bool },
    /// The controller starts.
    Start { wall: Wall },
    /// The PC's wall clock is set, so many seconds ahead of the time: 0 puts it right.
    SetClock { off_s: i64 },
    /// The controller stands still: the PC sleeps, or the process was stopped. The readers go on.
    Stand { ms: i64 },
    /// The engine is busy for so long: what is due meanwhile is late, and all that came meanwhile is decided first.
    Busy { ms: i64 },
    /// Time passes; what is due happens on the way.
    Wait { ms: i64 },
}

impl Event {
    /// Its name in a log, with the word that tells its kinds apart.
    #[must_use]
    pub fn kind(&self) -> String {
        let json = serde_json::to_value(self).unwrap_or_default();
        let word = |key| {
            let value = json.get(key)?;
            match value.as_str() {
                Some(text) => Some(text.to_owned()),
                None if value.is_boolean() => Some(format!("{key}={value}")),
                None => value.as_object().and_then(|o| o.keys().next().cloned()),
            }
        };
        let name = word("what").unwrap_or_default();
        let detail = [
            "act", "ending", "shape", "how", "wall", "there", "kept", "synced", "full", "fails",
            "stale", "asked", "foreign",
        ];
        match detail.into_iter().find_map(word) {
            Some(detail) => format!("{name}:{detail}"),
            None => name,
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}
