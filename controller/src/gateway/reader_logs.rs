//! Fetches the logs of connected readers over their streams (RULES G7).
//!
//! ```text
//! who fetches ─► ask ─► connection ─► SendLog ─► reader
//!      ▲                    │
//!      └────── part ◄───────┴── LogPart ◄──────── reader
//! ```
//! The controller asks for each part, the next one once this one came: a slow link, a long log or a reader that misbehaves holds up nobody. The
//! engine has nothing to do with it. What a reader sends is not believed: its size, its time and its characters are bounded.

mod door;
mod text;

pub(super) use door::Registered;
pub use door::{Ask, Part, Place};

use madoguchi_fleet::ids::{ConnectionId, Serial};
use madoguchi_link::bounds::MAX_LOG_PART_BYTES;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedMutexGuard, mpsc};
use tokio::time::{Instant, timeout_at};

/// The newest bytes of a reader's log that are fetched, of the usual 7 files of 1 MiB: more than support reads.
pub const MAX_LOG_BYTES: usize = 2 << 20;
/// The time for one part: a hundred times what a USB link and a reader's flash take.
pub const PART_TIME: Duration = Duration::from_secs(5);

/// The connected readers whose logs can be asked for. Clones belong together.
#[derive(Debug, Clone, Default)]
pub struct ReaderLogs(Arc<Doors>);

#[derive(Debug, Default)]
struct Doors {
    requests: AtomicU64,
    open: Mutex<HashMap<Serial, Door>>,
}

/// The way to one connected reader.
#[derive(Debug)]
struct Door {
    connection: ConnectionId,
    /// `None`: an agent of before, which keeps no log that could be asked for.
    way: Option<Way>,
}

#[derive(Debug, Clone)]
struct Way {
    asks: mpsc::Sender<Ask>,
    /// Whoever has it fetches.
    parts: Arc<tokio::sync::Mutex<mpsc::Receiver<Part>>>,
}

/// What is fetched, and how long that may take.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// How many of the newest days' files.
    pub days: u32,
    /// At most [`MAX_LOG_BYTES`].
    pub most_bytes: usize,
    /// For one part.
    pub part_time: Duration,
    /// When it is over, whatever came until then.
    pub until: Instant,
}

/// How far a fetch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub bytes: u64,
    /// In all, as the reader says; at most what is fetched.
    pub of: u64,
}

/// What came of a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The newest lines, the oldest of them first, as they may be shown.
    pub text: String,
    /// Why older lines are missing; `None` where all that was asked for is there.
    pub missing: Option<Missing>,
}

/// Why lines of a reader's log are not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The reader is not connected.
    Away,
    /// The reader's program is of before such a fetch, or keeps no files.
    NotKept,
    /// The reader cannot read its files.
    Unreadable,
    /// It did not answer in time, or somebody else fetched all the while.
    Late,
    /// The connection ended in the midst of it.
    Lost,
    /// What it sent is no answer.
    Nonsense,
    /// The log is larger than what is fetched.
    Size,
}

impl ReaderLogs {
    /// Fetches the newest lines of a reader's log. What came before something went wrong is there all the same.
    pub async fn fetch(
        &self,
        serial: &Serial,
        wish: &Wish,
        told: &(dyn Fn(Progress) + Send + Sync),
    ) -> Fetched {
        let way = match self.lock().get(serial).map(|door| door.way.clone()) {
            None => return Fetched::without(Missing::Away),
            Some(None) => return Fetched::without(Missing::NotKept),
            Some(Some(way)) => way,
        };
        let Ok(turn) = timeout_at(wish.until, way.parts.lock_owned()).await else {
            return Fetched::without(Missing::Late);
        };
        let mut fetch = Fetch {
            requests: &self.0.requests,
            asks: way.asks,
            turn,
            wish,
        };
        let mut parts = text::Assembly::default();
        let missing = fetch.run(&mut parts, told).await.err();
        Fetched {
            text: parts.text(missing.is_some()),
            missing,
        }
    }

    /// Whether a reader is connected that sends its log.
    #[must_use]
    pub fn can_be_asked(&self, serial: &Serial) -> bool {
        let open = self.lock();
        open.get(serial).is_some_and(|door| door.way.is_some())
    }

    /// Opens the way to a reader that is connected now; it closes when what is returned is dropped.
    pub(super) fn register(
        &self,
        serial: &Serial,
        connection: ConnectionId,
        sends_log: bool,
    ) -> Registered {
        let (way, registered) =
            Registered::new(self.clone(), serial.clone(), connection, sends_log);
        let door = Door { connection, way };
        self.lock().insert(serial.clone(), door);
        registered
    }

    fn close(&self, serial: &Serial, connection: ConnectionId) {
        let mut open = self.lock();
        // A newer connection has the door of its own.
        if open
            .get(serial)
            .is_some_and(|door| door.connection == connection)
        {
            open.remove(serial);
        }
    }

    /// A panic elsewhere leaves no half-changed table: an entry is put in or taken out as a whole.
    fn lock(&self) -> MutexGuard<'_, HashMap<Serial, Door>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fetched {
    const fn without(missing: Missing) -> Self {
        Self {
            text: String::new(),
            missing: Some(missing),
        }
    }
}

/// A fetch that has its turn.
struct Fetch<'a> {
    requests: &'a AtomicU64,
    asks: mpsc::Sender<Ask>,
    turn: OwnedMutexGuard<mpsc::Receiver<Part>>,
    wish: &'a Wish,
}

impl Fetch<'_> {
    async fn run(
        &mut self,
        parts: &mut text::Assembly,
        told: &(dyn Fn(Progress) + Send + Sync),
    ) -> Result<(), Missing> {
        let most = self.wish.most_bytes.min(MAX_LOG_BYTES);
        let mut before = None;
        loop {
            let room = most.saturating_sub(parts.bytes()).min(MAX_LOG_PART_BYTES);
            if room == 0 {
                return Err(Missing::Size);
            }
            let part = self.part(room, before).await?;
            if part.unreadable {
                return Err(Missing::Unreadable);
            }
            let is_stuck = part.content.is_empty() && part.from.is_some();
            if part.content.len() > room || is_stuck {
                return Err(Missing::Nonsense);
            }
            parts.take_older(part.content);
            told(progress(parts.bytes(), part.older_bytes, most));
            before = part.from;
            if before.is_none() {
                return Ok(());
            }
        }
    }

    /// Asks for a part and waits for it. What answers an earlier request is passed over.
    async fn part(&mut self, most: usize, before: Option<Place>) -> Result<Part, Missing> {
        let request = self.requests.fetch_add(1, Ordering::Relaxed);
        let ask = Ask {
            request,
            days: self.wish.days,
            most_bytes: u32::try_from(most).unwrap_or(u32::MAX),
            before,
        };
        let until = self.wish.until.min(Instant::now() + self.wish.part_time);
        let answer = async {
            self.asks.send(ask).await.map_err(|_| Missing::Lost)?;
            loop {
                let part = self.turn.recv().await.ok_or(Missing::Lost)?;
                if part.request == request {
                    return Ok(part);
                }
            }
        };
        timeout_at(until, answer).await.map_err(|_| Missing::Late)?
    }
}

/// How far it is. A reader may say that any number of bytes is left.
fn progress(bytes: usize, older: u64, most: usize) -> Progress {
    let [bytes, most] = [bytes, most].map(|n| u64::try_from(n).unwrap_or(u64::MAX));
    Progress {
        bytes,
        of: bytes.saturating_add(older).min(most).max(bytes),
    }
}

#[cfg(test)]
mod tests;
