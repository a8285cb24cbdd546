//! The watched folder: other systems write lists of receptions into it, and their patients come into the queue (RULES Q14).
//!
//! ```text
//!   NAME.csv ─ unchanged for a while ─► taking/DAY/NAME.csv ─ each line at the desk ─► done/NAME.csv or bad/NAME.csv
//!                                                                                      with NAME.csv.report.txt beside it
//! ```
//!
//! A file is claimed before it is read: it is moved to where no other program writes, under the day to which it belongs from then on. A
//! file that cannot be moved is therefore not taken, and one that was claimed when the program ended is gone on with. Each of its lines is
//! a request whose id comes from that day, the file's content and the line, so the store, which keeps that id in the ticket's own commit,
//! takes no line twice, whenever the program was killed.
//!
//! The folder is looked at every few seconds. Notices of the system would be quicker by that much, but do not come over a network, which is
//! where such folders are, and a look costs one reading of a directory.
//!
//! All this has a thread of its own, outside of the runtime: a share that hangs keeps that thread and nothing else, and not the end of
//! the program either.

mod moving;
mod places;
mod report;
mod settling;
mod taking;

use crate::aside::Aside;
use crate::config::Folder;
use crate::desk::{Caller, Desk, Watched};
use crate::texts;
use crate::texts::folder::{NotTaken, Taken, Trouble};
use madoguchi_texts::command_line::system_error;
use moving::{Finished, Moving};
use places::{Claimed, Content, Found, Look, Places};
use settling::Settling;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;

pub(crate) use places::overlap;

/// Begins to watch the folder, on a thread of its own.
///
/// # Errors
/// There can be no thread.
pub(crate) fn start(folder: Folder, data_dir: PathBuf, desk: &Desk) -> io::Result<Aside> {
    let watched = desk.watched.clone();
    let watching = Watching {
        watched: watched.unwrap_or_else(|| Watched::new(&folder.path)),
        desk: desk.by(Caller::FOLDER),
        runtime: Handle::current(),
        settling: Settling::default(),
        finished: BTreeMap::new(),
        folder,
        data_dir,
    };
    Aside::start("folder", move |stop| watching.run(stop))
}

struct Watching {
    folder: Folder,
    data_dir: PathBuf,
    desk: Desk,
    watched: Watched,
    runtime: Handle,
    settling: Settling,
    /// Claimed files that are through and could not be moved yet, as they looked.
    finished: BTreeMap<PathBuf, (Look, Finished)>,
}

/// Why a file is not through.
enum Held {
    /// The controller ends, or has no room on its disk: the file stays claimed, and is taken up later.
    Later,
    By(Trouble),
}

impl Watching {
    fn run(mut self, stop: &Receiver<()>) {
        let every = Duration::from_secs(self.folder.every_s.unsigned_abs());
        loop {
            let troubles = self.look(stop);
            self.watched.asks(None);
            if self.watched.found(troubles.clone()) {
                for trouble in troubles {
                    // Its sentence names a file, and a file of receptions may be named after a patient.
                    let what = texts::folder::trouble(&trouble, &self.folder.path).code;
                    tracing::warn!(
                        what,
                        "the watched folder needs a look: \"madoguchi status\" says where"
                    );
                }
            }
            match stop.recv_timeout(every) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Takes what is ready, and says what is in the way.
    fn look(&mut self, stop: &Receiver<()>) -> Vec<Trouble> {
        self.watched.asks(Some(Instant::now()));
        let places = match Places::open(&self.folder.path, &self.data_dir) {
            Ok(places) => places,
            Err(trouble) => {
                self.settling.forget();
                return vec![trouble];
            }
        };
        let found = match places.files() {
            Ok(found) => found,
            Err(why) => return vec![places::unreachable(&why)],
        };
        let mut troubles = Vec::new();
        for file in self.settling.settled(found, Instant::now()) {
            // A file after the other: a stop waits for no more than one.
            if matches!(stop.try_recv(), Err(TryRecvError::Disconnected)) {
                break;
            }
            match self.through(&places, file) {
                Ok(()) => {}
                Err(Held::By(trouble)) => troubles.push(trouble),
                Err(Held::Later) => break,
            }
        }
        places.tidy();
        troubles.extend(places.bad());
        troubles
    }

    /// One file from where it lies to where it stays; one that went away, or is still written to, is left.
    fn through(&mut self, places: &Places, file: Found) -> Result<(), Held> {
        let now = self.runtime.block_on(self.desk.now());
        let now = now.map_err(|_| Held::Later)?;
        let Some(claimed) = places.claim(file, &now.day).map_err(Held::By)? else {
            return Ok(());
        };
        let finished = match self.finished.remove(&claimed.path) {
            Some((look, finished)) if look == claimed.look => finished,
            // Another file of that name, where somebody took the first one away.
            _ => match self.take(&claimed, &now.minute)? {
                Some(finished) => finished,
                None => return Ok(()),
            },
        };
        self.watched.asks(Some(Instant::now()));
        if let Err(why) = places.finish(&claimed, &finished) {
            let (file, why) = (claimed.name(), system_error(&why));
            self.finished.insert(claimed.path, (claimed.look, finished));
            return Err(Held::By(Trouble::NotMoved { file, why }));
        }
        self.tell(finished);
        Ok(())
    }

    /// Takes a claimed file; `None` where it is not there any more, or is still written to.
    fn take(&self, claimed: &Claimed, minute: &str) -> Result<Option<Finished>, Held> {
        let content = match places::read(claimed) {
            Ok(Content::Whole(bytes)) => Ok(bytes),
            Ok(Content::Unfit(why)) => Err(why),
            Ok(Content::Restless) => return Ok(None),
            Err(why) => {
                let (file, why) = (claimed.name(), system_error(&why));
                return Err(Held::By(Trouble::NotRead { file, why }));
            }
        };
        // What comes now is the desk's time and not the disk's.
        self.watched.asks(None);
        let taken = content.and_then(|bytes| taking::lines(&bytes).map(|lines| (bytes, lines)));
        let taken = match taken {
            Ok((bytes, lines)) => {
                let day = &claimed.day;
                let urgent = self.folder.urgent;
                let adding = taking::add(&self.desk, &bytes, lines, day, urgent);
                Ok(self.runtime.block_on(adding).map_err(|_| Held::Later)?)
            }
            Err(why) => Err(why),
        };
        Ok(Some(finished(claimed, minute, &taken)))
    }

    /// Tells of a file that is where it stays: in the status, and in the log without its name, which may be a patient's.
    fn tell(&self, Finished { to, taken, .. }: Finished) {
        let (added, known, refused) = (taken.added, taken.known, taken.refused);
        match to {
            Moving::Done => {
                tracing::info!(added, known, "a file of the watched folder was taken");
            }
            Moving::Bad => tracing::warn!(
                added,
                known,
                refused,
                "a file of the watched folder was not taken as a whole: its report in \"bad\" says why"
            ),
        }
        self.watched.taken(taken);
    }
}

/// What becomes of a file of which this was taken.
fn finished(
    claimed: &Claimed,
    minute: &str,
    lines: &Result<Vec<taking::Line>, NotTaken>,
) -> Finished {
    let counts = |of: fn(&taking::Line) -> bool| match lines {
        Ok(lines) => lines.iter().filter(|line| of(line)).count(),
        Err(_) => 0,
    };
    let grew = lines.is_ok() && !claimed.rests();
    let taken = Taken {
        file: claimed.name(),
        at: minute.to_owned(),
        added: counts(taking::Line::was_added),
        known: counts(taking::Line::was_known),
        refused: counts(taking::Line::was_refused),
    };
    let to = match taken.refused == 0 && lines.is_ok() && !grew {
        true => Moving::Done,
        false => Moving::Bad,
    };
    Finished {
        to,
        report: report::of(&taken, lines, grew),
        taken,
    }
}

/// A path as errors and logs show it.
fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
