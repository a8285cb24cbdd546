//! The board's last state on the disk, for the time when the controller is down (RULES K7): one file in a folder that reception may read,
//! written anew when something changed, and at most every few seconds.
//!
//! It has a thread of its own, as a folder on a share may hang.

use crate::aside::Aside;
use crate::config::Down;
use crate::desk::{Caller, Desk, DownSheet};
use crate::paper::Board;
use askama::Template as _;
use madoguchi_files::{Readers, beside, replace};
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use tokio::runtime::Handle;

/// Begins to write, on a thread of its own. The file stays when it ends: it is for the time from then on.
///
/// # Errors
/// There can be no thread.
pub(crate) fn start(down: &Down, desk: &Desk) -> io::Result<Aside> {
    let sheet = desk.down.clone();
    let writing = Writing {
        sheet: sheet.unwrap_or_else(|| DownSheet::new(&down.folder)),
        every: Duration::from_secs(down.every_s.unsigned_abs()),
        // What is written is what the counter page shows to anybody.
        desk: desk.by(Caller::COUNTER_PAGE),
        runtime: Handle::current(),
        written: None,
    };
    Aside::start("down", move |stop| writing.run(stop))
}

struct Writing {
    sheet: DownSheet,
    every: Duration,
    desk: Desk,
    runtime: Handle,
    /// What stands in the file.
    written: Option<Board>,
}

impl Writing {
    fn run(mut self, stop: &Receiver<()>) {
        loop {
            let Ok(seen) = self.runtime.block_on(self.desk.counter()) else {
                return;
            };
            let open = usize::try_from(seen.open).unwrap_or(usize::MAX);
            let board = Board::of(&seen.queue, open, &seen.status);
            let is_news = self
                .written
                .as_ref()
                .is_none_or(|old| !old.says_what(&board));
            if is_news || !self.sheet.path().is_file() {
                self.write(board);
            }
            match stop.recv_timeout(self.every) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Writes a sheet whole, or leaves the one that is there.
    fn write(&mut self, board: Board) {
        let path = self.sheet.path();
        let written = board.render().map_err(io::Error::other).and_then(|html| {
            let new = beside(path, ".new");
            replace(path, &new, html.as_bytes(), Readers::OfFolder)
        });
        match written {
            Ok(()) => {
                self.written = Some(board);
                self.sheet.is_unwritten(None);
            }
            Err(error) => {
                // What stood there may be back with its folder, and is written again all the same.
                self.written = None;
                if self.sheet.is_unwritten(Some(&error)) {
                    tracing::warn!(
                        %error,
                        "the sheet for the time when the controller is down cannot be written; it is tried again"
                    );
                }
            }
        }
    }
}
