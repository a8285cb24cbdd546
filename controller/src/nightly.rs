//! Backups that are made by themselves: each night and at the day's end, for a recipient whose identity is not on this PC (RULES, "Backup").
//!
//! ```text
//!   due? ── no ──► look again soon
//!    │ yes
//!    ▼
//!   is there a key, and the folder? ─► everything stored, at one revision ─► encrypted beside its place ─► synced and read back ─► named
//!    │                                                                                                                  │
//!    └── no, or it fails: said, and tried again                          noted (R11) ◄── the oldest beyond seven go ◄───┘
//! ```
//!
//! All this has a thread of its own, outside of the runtime: a share that hangs keeps that thread and nothing else, and not the end of
//! the program either. The engine is asked once for what is stored, and goes on.

mod due;
mod kept;

use crate::aside::Aside;
use crate::backup::{MakeError, Making};
use crate::config::Backup;
use crate::desk::{BackupMoment, Caller, Desk, Nightly};
use crate::identity::Moved;
use crate::texts;
use crate::texts::nightly::Trouble;
use due::Due;
use kept::{Kept, name};
use madoguchi_fleet::decision::MAX_BACKUP_FILE_CHARS;
use madoguchi_plain::marked;
use madoguchi_proto::v1::NoteBackupRequest;
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_texts::command_line::system_error;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;

/// How often it is looked whether one is due: the PC's clock may be set meanwhile, so no wait is reckoned ahead.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// The longest rest after a part: a stick or share that takes seconds for one is waited for and not rested from.
const LONGEST_REST: Duration = Duration::from_millis(50);

/// Begins to look whether a backup is due, on a thread of its own. One that is not complete when it ends leaves nothing.
///
/// # Errors
/// There can be no thread.
pub(crate) fn start(backup: Backup, data_dir: PathBuf, desk: &Desk) -> io::Result<Aside> {
    let nightly = desk.nightly.clone();
    let nightly = nightly.unwrap_or_else(|| Nightly::new(&backup.folder));
    if backup.recipient.is_none() {
        // Also where none is due before the night.
        nightly.tried(Some(Trouble::NoKey));
    }
    let keeping = Keeping {
        nightly,
        desk: desk.by(Caller::ITSELF),
        runtime: Handle::current(),
        due: Due::default(),
        backup,
        data_dir,
    };
    Aside::start("backup", move |stop| keeping.run(stop))
}

struct Keeping {
    backup: Backup,
    data_dir: PathBuf,
    desk: Desk,
    nightly: Nightly,
    runtime: Handle,
    due: Due,
}

/// Why no backup was made.
enum Undone {
    /// The controller ends.
    Ends,
    By(Trouble),
}

impl Keeping {
    fn run(mut self, stop: &Receiver<()>) {
        loop {
            let looking = self
                .desk
                .backup_moment(&self.nightly, self.backup.at_minute);
            let Ok(moment) = self.runtime.block_on(looking) else {
                return;
            };
            if self.due.is_due(&moment, Instant::now()) {
                let made = self.make(&moment, stop);
                self.nightly.asks(None);
                match made {
                    Ok(()) => {
                        self.due.done(&moment);
                        self.nightly.tried(None);
                    }
                    Err(Undone::Ends) => return,
                    Err(Undone::By(trouble)) => self.failed(trouble),
                }
            }
            match stop.recv_timeout(LOOK_EVERY) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn failed(&mut self, trouble: Trouble) {
        let is_away = matches!(trouble, Trouble::Away { .. });
        self.due.failed(is_away, Instant::now());
        if self.nightly.tried(Some(trouble)) {
            tracing::warn!(
                "no backup could be made by itself: \"madoguchi status\" says why; it is tried again"
            );
        }
    }

    /// Makes one backup, and removes the oldest.
    fn make(&self, moment: &BackupMoment, stop: &Receiver<()>) -> Result<(), Undone> {
        let folder = self.backup.folder.as_path();
        let Some(recipient) = &self.backup.recipient else {
            return Err(Undone::By(Trouble::NoKey));
        };
        self.nightly.asks(Some(Instant::now()));
        if kept::overlap(folder, &self.data_dir) {
            return Err(Undone::By(Trouble::Inside));
        }
        let kept = Kept::look(folder).map_err(|why| Undone::By(away(&why)))?;
        self.nightly
            .is_on_same_disk(kept::same_disk(folder, &self.data_dir));
        self.nightly.asks(None);
        let parts = self.runtime.block_on(self.desk.backup_parts());
        let parts = parts.map_err(|refused| Undone::By(Trouble::Failed { why: refused.text }))?;
        let (identity, installation) = Moved::read(&self.data_dir).map_err(|error| {
            tracing::warn!(%error, "this PC's keys cannot be read for a backup");
            no_keys()
        })?;
        let file = folder.join(name(&installation, &moment.shown));
        let mut making = Making::begin_for(&file, recipient).map_err(undone)?;
        for part in parts {
            self.nightly.asks(Some(Instant::now()));
            let began = Instant::now();
            let is_head = matches!(part, Part::Head(_));
            making.put(part).map_err(undone)?;
            if is_head {
                making.put_identity(&identity).map_err(undone)?;
            }
            rest(stop, began.elapsed())?;
        }
        let bytes = making.finish().map_err(undone)?;
        tracing::info!(bytes, "a backup was made by itself");
        self.note(&file);
        self.nightly.asks(Some(Instant::now()));
        kept.keep_newest(&installation, &file, &moment.shown);
        Ok(())
    }

    /// Tells the fleet, so that its age is known after a restart, too. Where that fails the backup is whole all the same.
    fn note(&self, file: &Path) {
        let name = marked(&file.display().to_string());
        let mut id = [0; 16];
        if getrandom::fill(&mut id).is_err() {
            tracing::warn!("a backup could not be noted as the newest: there are no random bytes");
            return;
        }
        let request = NoteBackupRequest {
            request_id: id.to_vec(),
            file: name.chars().take(MAX_BACKUP_FILE_CHARS).collect(),
        };
        if let Err(refused) = self.runtime.block_on(self.desk.note_backup(request)) {
            tracing::warn!(why = %refused.text.en, "a backup could not be noted as the newest");
        }
    }
}

/// Rests after a part as long as it took: encrypting and writing never have more than half of a processor and of the disk, whatever else
/// runs. Threads of a lower priority would need unsafe code or one more library for each system, and a part takes a millisecond.
fn rest(stop: &Receiver<()>, took: Duration) -> Result<(), Undone> {
    match stop.recv_timeout(took.min(LONGEST_REST)) {
        Err(RecvTimeoutError::Timeout) => Ok(()),
        Ok(()) | Err(RecvTimeoutError::Disconnected) => Err(Undone::Ends),
    }
}

/// What a folder that cannot be looked at is.
fn away(why: &io::Error) -> Trouble {
    let told = system_error(why);
    match why.kind() {
        io::ErrorKind::PermissionDenied => Trouble::ReadOnly { why: told },
        _ => Trouble::Away { why: told },
    }
}

fn no_keys() -> Undone {
    Undone::By(Trouble::Failed {
        why: texts::text("nightly-no-keys", &[]),
    })
}

fn undone(error: MakeError) -> Undone {
    Undone::By(match error {
        MakeError::Write { source, .. } => match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Trouble::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Trouble::ReadOnly {
                    why: system_error(&source),
                }
            }
            io::ErrorKind::NotFound => Trouble::Away {
                why: system_error(&source),
            },
            _ => Trouble::Failed {
                why: system_error(&source),
            },
        },
        MakeError::ReadBack { .. } => Trouble::ReadBack,
        MakeError::Exists(_) | MakeError::Seal(_) => Trouble::Failed {
            why: texts::text("nightly-not-sealed", &[]),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_a_backup_from_being_made_is_told_in_both_languages() {
        let there = undone(MakeError::Exists("a.age".into()));
        for (undone, code, part) in [
            (no_keys(), "nightly-no-keys", "keys"),
            (there, "nightly-not-sealed", "same name"),
        ] {
            let Undone::By(Trouble::Failed { why }) = undone else {
                panic!("{code}");
            };
            assert_eq!(why.code, code);
            assert!(why.en.contains(part) && !why.ja.is_ascii(), "{why:?}");
        }
    }
}
