//! The logs of the controller and of its readers, as far as any are kept and can be reached.

use crate::gateway::ReaderLogs;
use crate::gateway::reader_logs::{Fetched, MAX_LOG_BYTES, Missing, PART_TIME, Progress, Wish};
use madoguchi_bundle::{Cause, Entry};
use madoguchi_files::day_log::{self, Watch};
use madoguchi_fleet::ids::Serial;
use madoguchi_proto::v1::ReaderLogProgress;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// The most that is read of the controller's log: it is packed to its share of the file, an eighth of this or less.
const MOST_BYTES: usize = 16 << 20;
/// The time for the logs of all readers, side by side: four of 2 MiB come over USB in a second or two.
const READERS_TIME: Duration = Duration::from_secs(15);
/// What all readers' logs together may have in memory: four whole ones. With more readers each has its part of it.
const READERS_BYTES: usize = 4 * MAX_LOG_BYTES;
/// News of how far they are that may wait; what finds no room is left out.
const NEWS: usize = 16;

/// A log, and why it is not there, or not whole.
pub(super) struct Log {
    pub(super) entry: Entry,
    pub(super) text: Option<String>,
    pub(super) missing: Option<Cause>,
}

/// The newest lines of the controller's log (RULES G3), which name nobody (G1).
pub(super) async fn controller(files: Option<Watch>, days: u32) -> Log {
    let (text, missing) = match read(files, days).await {
        Ok(text) => (Some(text), None),
        Err(cause) => (None, Some(cause)),
    };
    Log {
        entry: Entry::ControllerLog,
        text,
        missing,
    }
}

async fn read(files: Option<Watch>, days: u32) -> Result<String, Cause> {
    let files = files.ok_or(Cause::NotKept)?;
    let days = u16::try_from(days).unwrap_or(u16::MAX);
    let read = move || day_log::newest(files.folder(), days, MOST_BYTES);
    match tokio::task::spawn_blocking(read).await {
        Ok(Ok(lines)) => Ok(lines.text),
        Ok(Err(error)) => {
            tracing::warn!(error = %madoguchi_plain::chain(&error), "the log's files could not be read");
            Err(Cause::NotReached)
        }
        Err(_) => Err(Cause::NotReached),
    }
}

/// The newest lines of the readers' logs, fetched side by side (RULES G7). In the order of the readers; each is there, or says why not.
pub(super) async fn readers(
    logs: &ReaderLogs,
    days: u32,
    serials: &[Serial],
    told: &(dyn Fn(&Entry, ReaderLogProgress) + Send + Sync),
) -> Vec<Log> {
    let connected = serials.iter().filter(|serial| logs.can_be_asked(serial));
    let wish = Wish {
        days,
        most_bytes: READERS_BYTES / connected.count().max(4),
        part_time: PART_TIME,
        until: Instant::now() + READERS_TIME,
    };
    let (say, mut news) = mpsc::channel(NEWS);
    let mut fetches = JoinSet::new();
    for (at, serial) in serials.iter().cloned().enumerate() {
        let (logs, say) = (logs.clone(), say.clone());
        fetches.spawn(async move {
            let told = |progress| {
                let _ = say.try_send((at, progress));
            };
            (at, logs.fetch(&serial, &wish, &told).await)
        });
    }
    let tell = |(at, progress): (usize, Progress)| {
        let Some(serial) = serials.get(at) else {
            return;
        };
        let entry = Entry::ReaderLog(serial.to_string());
        told(&entry, about(serial, at, serials.len(), progress));
    };
    let mut all: Vec<Option<Fetched>> = vec![None; serials.len()];
    loop {
        tokio::select! {
            Some(one) = news.recv() => tell(one),
            done = fetches.join_next() => match done {
                Some(Ok((at, fetched))) => all[at] = Some(fetched),
                // Its log is told as one that did not come.
                Some(Err(_panicked)) => {}
                None => break,
            },
        }
    }
    let logs = serials.iter().zip(all);
    logs.map(|(serial, fetched)| of_reader(serial, fetched))
        .collect()
}

/// How far it is, for people.
pub(in crate::desk) fn about(
    serial: &Serial,
    at: usize,
    readers: usize,
    progress: Progress,
) -> ReaderLogProgress {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    ReaderLogProgress {
        serial: serial.to_string(),
        reader: count(at + 1),
        readers: count(readers),
        bytes: progress.bytes,
        of_bytes: progress.of,
    }
}

fn of_reader(serial: &Serial, fetched: Option<Fetched>) -> Log {
    let fetched = fetched.unwrap_or(Fetched {
        text: String::new(),
        missing: Some(Missing::Nonsense),
    });
    let missing = fetched.missing.map(|missing| match missing {
        Missing::Away => Cause::ReaderAway,
        Missing::NotKept => Cause::ReaderKeepsNone,
        Missing::Unreadable => Cause::ReaderUnreadable,
        Missing::Late => Cause::ReaderLate,
        Missing::Lost => Cause::ReaderLost,
        Missing::Nonsense => Cause::ReaderNonsense,
        Missing::Size => Cause::NoRoom,
    });
    let is_there = missing.is_none() || !fetched.text.is_empty();
    Log {
        entry: Entry::ReaderLog(serial.to_string()),
        text: is_there.then_some(fetched.text),
        missing,
    }
}
