//! A log in files by day: `2026-11-30.log`, for their owner alone, the newest kept.
//!
//! ```text
//! who logs ─► bounded queue ─► a thread of its own ─► the day's file (bounded) ─► the oldest files go
//!             (full: counted)                         (full or unwritable: counted)
//! ```
//! Nobody who logs waits for the disk. What is lost on the way is counted, and the file says it where the lines are missing. A file that cannot
//! be written is said once, on the standard error, and is known to whoever asks the [`Watch`]; it is tried again each minute.
//!
//! Days are those of UTC, like the times in the lines.

mod part;
mod read;
mod writer;

pub use part::{Mark, Part, part};
pub use read::{Lines, newest};
pub use tracing_appender::non_blocking::{NonBlocking as Queue, WorkerGuard as Guard};

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder};

/// The lines that wait for the disk at a time: some 2 MB at the length that lines have.
const WAITING_LINES: usize = 8_192;
/// What the names of the files end with.
const ENDING: &str = ".log";

/// Where the files are, and how much of them is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Made when it is not there, once the folder above it is.
    pub folder: PathBuf,
    /// The number of files that are kept.
    pub days: u16,
    /// The largest file, in bytes.
    pub day_bytes: u64,
    /// Whether the lines are JSON, as what the file says of itself is then.
    pub is_json: bool,
}

/// Begins to write. Dropping the guard writes what waits, for a second at most.
///
/// This cannot fail: where nothing can be written, the watch says so and the lines are counted.
pub fn begin(place: Place) -> (Queue, Watch, Guard) {
    let watch = Watch(Arc::new(Shared {
        folder: place.folder.clone(),
        trouble: Mutex::default(),
        waiting_lost: Mutex::default(),
    }));
    let writer = writer::Writer::new(place, watch.clone());
    let (queue, guard) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(WAITING_LINES)
        .thread_name("log-files")
        .finish(writer);
    *watch.lock_counter() = Some(queue.error_counter());
    (queue, watch, guard)
}

/// How it goes with the files, for whoever looks. Clones look at the same ones.
#[derive(Debug, Clone)]
pub struct Watch(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    trouble: Mutex<Option<Trouble>>,
    /// Counts the lines for which the queue had no room.
    waiting_lost: Mutex<Option<ErrorCounter>>,
}

/// Why nothing can be written now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub kind: std::io::ErrorKind,
    /// What the system says.
    pub why: String,
}

impl Watch {
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// Why nothing can be written now; `None` where it can.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        self.lock_trouble().clone()
    }

    /// Notes the trouble, or that it is over; whether that is news.
    fn note(&self, trouble: Option<Trouble>) -> bool {
        let mut noted = self.lock_trouble();
        let is_news = noted.is_some() != trouble.is_some();
        *noted = trouble;
        is_news
    }

    /// The lines so far for which the queue had no room.
    fn lost_before_the_queue(&self) -> u64 {
        let counter = self.lock_counter();
        let lost = counter.as_ref().map_or(0, ErrorCounter::dropped_lines);
        u64::try_from(lost).unwrap_or(u64::MAX)
    }

    fn lock_trouble(&self) -> std::sync::MutexGuard<'_, Option<Trouble>> {
        self.0
            .trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_counter(&self) -> std::sync::MutexGuard<'_, Option<ErrorCounter>> {
        self.0
            .waiting_lost
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The names of a folder's log files, the oldest first. What else lies there is not touched.
fn files(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        names.extend(
            name.to_str()
                .filter(|name| is_ours(name))
                .map(str::to_owned),
        );
    }
    names.sort_unstable();
    Ok(names)
}

/// Whether a name is one of a day: `2026-11-30.log`.
fn is_ours(name: &str) -> bool {
    let Some(day) = name.strip_suffix(ENDING) else {
        return false;
    };
    let is_right = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    day.len() == 10 && day.bytes().enumerate().all(is_right)
}

#[cfg(test)]
mod tests;
