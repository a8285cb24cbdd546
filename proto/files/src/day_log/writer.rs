//! Writes lines into the day's file. Only the thread of the log has it.

use super::{ENDING, Place, Trouble, Watch, files};
use crate::{Readers, above, close_folder, create_folder, is_open_to_others, platform};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::time::{Duration, Instant};
use time::OffsetDateTime;

/// The lines that wait for a folder above that is not there yet, in bytes: those of a first start.
const EARLY_BYTES: usize = 64 * 1024;
/// The time between two tries on a disk that takes nothing.
const AGAIN: Duration = Duration::from_secs(60);
/// The room of a file that is kept for what the file says of itself.
const LAST_WORDS: u64 = 256;

pub(super) struct Writer {
    place: Place,
    watch: Watch,
    open: Option<Day>,
    /// Lines from before the folder above was there.
    early: Vec<u8>,
    lost: Lost,
    try_again: Option<Instant>,
    today: fn() -> String,
}

/// The open file of a day.
struct Day {
    name: String,
    file: File,
    bytes: u64,
    is_full: bool,
}

/// The lines that are in no file and were not told yet.
#[derive(Default)]
struct Lost {
    /// The day's file was full, or nothing could be written.
    here: u64,
    /// The count of the queue that the file has told.
    told_of_queue: u64,
}

impl Writer {
    pub(super) fn new(place: Place, watch: Watch) -> Self {
        Self {
            place,
            watch,
            open: None,
            early: Vec::new(),
            lost: Lost::default(),
            try_again: None,
            today: || OffsetDateTime::now_utc().date().to_string(),
        }
    }

    #[cfg(test)]
    pub(super) fn on(mut self, today: fn() -> String) -> Self {
        self.today = today;
        self
    }

    fn line(&mut self, line: &[u8]) {
        if self.try_again.is_some_and(|at| Instant::now() < at) {
            self.lost.here += 1;
            return;
        }
        match self.try_line(line) {
            Ok(()) => {
                self.try_again = None;
                if self.watch.note(None) {
                    tracing::info!("the log is written to its files again");
                }
            }
            Err(error) => self.failed(&error),
        }
    }

    fn failed(&mut self, error: &io::Error) {
        self.lost.here += 1;
        // The next try opens it anew: somebody may have taken the file or its folder away.
        self.open = None;
        self.try_again = Some(Instant::now() + AGAIN);
        let trouble = Trouble {
            kind: error.kind(),
            why: error.to_string(),
        };
        if self.watch.note(Some(trouble)) {
            let folder = self.place.folder.display();
            tracing::warn!(%folder, %error, "the log cannot be written to its files: give room or rights; it is tried again each minute");
        }
    }

    fn try_line(&mut self, line: &[u8]) -> io::Result<()> {
        if self.open.is_none() && !above(&self.place.folder).is_dir() {
            self.keep_early(line);
            return Ok(());
        }
        let today = (self.today)();
        if self.open.as_ref().is_none_or(|day| day.name != today) {
            self.open = None;
            self.open = Some(self.open_day(today)?);
            self.forget_old();
            let early = std::mem::take(&mut self.early);
            self.write_whole(&early)?;
        }
        self.write_whole(line)
    }

    fn keep_early(&mut self, line: &[u8]) {
        match self.early.len() + line.len() <= EARLY_BYTES {
            true => self.early.extend_from_slice(line),
            false => self.lost.here += 1,
        }
    }

    fn write_whole(&mut self, lines: &[u8]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let bytes = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        let most = self.place.day_bytes;
        let Some(day) = &mut self.open else {
            return Ok(());
        };
        if day.bytes.saturating_add(bytes) > most.saturating_sub(LAST_WORDS) {
            self.lost.here += 1;
            return day.say_full(most, self.place.is_json);
        }
        let lost_at_queue = self.watch.lost_before_the_queue();
        let lost = self.lost.here + lost_at_queue.saturating_sub(self.lost.told_of_queue);
        if lost > 0 {
            let words = match self.place.is_json {
                true => format!("{{\"missing_before\":{lost}}}\n"),
                false => format!("({lost} lines before this one are missing)\n"),
            };
            day.append(words.as_bytes())?;
            self.lost.here = 0;
            self.lost.told_of_queue = lost_at_queue;
        }
        day.append(lines)
    }

    fn open_day(&self, name: String) -> io::Result<Day> {
        let folder = &self.place.folder;
        match create_folder(folder, Readers::Owner) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        if is_open_to_others(folder) {
            close_folder(folder)?;
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        platform::restrict_file(&mut options);
        let file = options.open(folder.join(format!("{name}{ENDING}")))?;
        let bytes = file.metadata()?.len();
        Ok(Day {
            name,
            file,
            bytes,
            is_full: false,
        })
    }

    /// Removes the oldest files beyond the number that is kept. One that stays is tried again the next day.
    fn forget_old(&self) {
        let Ok(names) = files(&self.place.folder) else {
            return;
        };
        let gone = names.len().saturating_sub(usize::from(self.place.days));
        for name in &names[..gone] {
            let _ = fs::remove_file(self.place.folder.join(name));
        }
    }
}

impl Day {
    fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        self.file.write_all(lines)?;
        self.bytes += u64::try_from(lines.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    /// Says once that the file is full, in the room that is kept for it.
    fn say_full(&mut self, most: u64, is_json: bool) -> io::Result<()> {
        if std::mem::replace(&mut self.is_full, true) {
            return Ok(());
        }
        let words = match is_json {
            true => format!("{{\"full_at\":{most}}}\n"),
            false => {
                format!("(this day's file has its {most} bytes: further lines are left out)\n")
            }
        };
        match self.bytes + u64::try_from(words.len()).unwrap_or(u64::MAX) <= most {
            true => self.append(words.as_bytes()),
            // It said so before a restart.
            false => Ok(()),
        }
    }
}

impl Write for Writer {
    /// Takes a line. It is always taken: what cannot be written is counted.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.line(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
