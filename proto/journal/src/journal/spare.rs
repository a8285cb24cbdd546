//! The next segment, laid down ahead by a short-lived thread, so that no append waits for a megabyte of zeros.

use crate::segment::{SECTORS, Segment};
use std::io;
use std::path::Path;
use std::thread::{self, JoinHandle};

#[derive(Debug)]
pub(super) enum Spare {
    None,
    /// A thread lays it down.
    Coming(JoinHandle<io::Result<Segment>>),
    Ready(Segment),
}

impl Spare {
    /// Begins to lay it down, if nobody did. Where no thread can be started, whoever needs the segment lays it down.
    pub(super) fn begin(&mut self, folder: &Path, number: u64) {
        if let Self::None = self {
            let folder = folder.to_owned();
            let thread = thread::Builder::new().name("journal-segment".to_owned());
            let lays_down = move || Segment::lay_down(&folder, number, SECTORS);
            if let Ok(thread) = thread.spawn(lays_down) {
                *self = Self::Coming(thread);
            }
        }
    }

    /// Takes it, once the thread has ended; `None` also where that failed: whoever needs the segment tries once more and tells the error.
    pub(super) fn take(&mut self) -> Option<Segment> {
        match std::mem::replace(self, Self::None) {
            Self::None => None,
            Self::Coming(thread) => thread.join().ok()?.ok(),
            Self::Ready(segment) => Some(segment),
        }
    }

    /// Returns once it is there, durable.
    pub(super) fn finish(&mut self, folder: &Path, number: u64) -> io::Result<()> {
        let segment = match self.take() {
            Some(segment) => segment,
            None => Segment::lay_down(folder, number, SECTORS)?,
        };
        *self = Self::Ready(segment);
        Ok(())
    }
}
