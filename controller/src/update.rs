//! An update's way back: what the former version left is kept until the new one has judged it.
//!
//! ```text
//!           prepare            judge: the new program's "serve --probe"
//!  Nothing ────────► Kept ──┬─ succeeds ──► Nothing: the copy is removed, and the doors may open
//!                           └─ fails ─────► Clearing ──► Restoring ──► Nothing: as it was before the update
//! ```
//! While a copy is kept, no door has been open since it was made: a start of any version judges first, too, and gives the copy up before it
//! opens one ([`settle`]). So whatever is put back, nothing that was acknowledged is lost by it; and after a success there is no way back.
//! The copy is removed then, and not kept once: it holds patients' numbers, which go with their records (RULES G5).
//!
//! The copy lies in the data directory itself, whose rights keep others out of it on every system. Everything in the directory counts but
//! [`LEFT_ALONE`]: the log tells what became of the update.
//!
//! The phase is what lies there, so a step that was cut off is done again from where it was:
//!
//! | in the data directory | phase |
//! |---|---|
//! | `update.copying`, `update.done` | none by itself: what a cut left, removed by the next act |
//! | `update.undone` | none by itself: the way back was gone, and no version has run since |
//! | `update` with `data` | kept |
//! | … and `failed` in it | clearing: all else goes into `failed` |
//! | … and `cleared` in it | restoring: what is in `data` goes to its place |

mod copy;
mod judge;

pub(crate) use judge::{JUDGEMENT_TIME, Judgement, judge};

use crate::store;
use copy::Copied;
use madoguchi_files::{Readers, create_folder, move_to, move_unsynced, sync_folder, write_new};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The copy.
const FOLDER: &str = "update";
/// The copy while it is made.
const COPYING: &str = "update.copying";
/// The copy when it is given up.
const DONE: &str = "update.done";
/// A file that says that the way back was gone: the program at its place may be the one that could not go on. An installer that was cut off there
/// asks again ([`judge`]), and must neither take it for the former program nor let it stay.
const UNDONE: &str = "update.undone";
/// What is neither copied nor put back: the copy itself, what is said about it, and the log.
const LEFT_ALONE: [&str; 5] = [FOLDER, COPYING, DONE, UNDONE, "logs"];
/// Within the copy: what was copied.
const DATA: &str = "data";
/// Within the copy: what the new version made of it.
const FAILED: &str = "failed";
/// Within the copy: a file that says that all of that has been moved there.
const CLEARED: &str = "cleared";

/// The reason why a step of an update was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("a controller runs on {}", .0.display())]
    InUse(PathBuf),
    #[error("there is no copy from before an update in {}", .0.display())]
    NotKept(PathBuf),
    #[error("{} cannot be copied, moved or removed", path.display())]
    Io {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// Where an update is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Nothing,
    /// A copy from before an update is there, and nobody has judged it yet.
    Kept,
    Clearing,
    Restoring,
}

/// The phase that a data directory is in.
pub(crate) fn phase(data_dir: &Path) -> Phase {
    let copy = data_dir.join(FOLDER);
    if copy.join(CLEARED).exists() {
        Phase::Restoring
    } else if copy.join(FAILED).exists() {
        Phase::Clearing
    } else if copy.join(DATA).is_dir() {
        Phase::Kept
    } else {
        Phase::Nothing
    }
}

/// Copies the data directory into itself, for its owner alone. `None` where there is nothing yet.
///
/// What an earlier update left is put back first: nobody judged it, so no door was open since.
///
/// # Errors
/// A controller runs, or the disk refuses; then there is no copy.
pub(crate) fn prepare(data_dir: &Path) -> Result<Option<Copied>, Error> {
    not_in_use(data_dir)?;
    if phase(data_dir) != Phase::Nothing {
        undo(data_dir)?;
    }
    clear_leftovers(data_dir)?;
    let entries = entries(data_dir)?;
    if entries.is_empty() {
        return Ok(None);
    }
    let copying = data_dir.join(COPYING);
    let data = copying.join(DATA);
    make(&copying)?;
    make(&data)?;
    let mut copied = Copied::default();
    for entry in entries {
        copied.entry(&data_dir.join(&entry), &data.join(&entry))?;
    }
    sync(&data)?;
    sync(&copying)?;
    forget_undone(data_dir)?;
    rename(&copying, &data_dir.join(FOLDER))?;
    Ok(Some(copied))
}

/// Lets what `fill` lays into an empty folder take the place of all that counts in a data directory, by the steps of a way back: cut off before
/// they begin, all is as it was; after that they are gone to their end by the next start. The former content is removed.
///
/// # Errors
/// A controller runs, it could not be filled, or the disk refuses.
pub(crate) fn replace<T, E: From<Error>>(
    data_dir: &Path,
    fill: impl FnOnce(&Path) -> Result<T, E>,
) -> Result<T, E> {
    not_in_use(data_dir)?;
    clear_leftovers(data_dir)?;
    let copying = data_dir.join(COPYING);
    let data = copying.join(DATA);
    make(&copying)?;
    make(&data)?;
    let filled = fill(&data).inspect_err(|_| {
        // The next act removes what cannot be removed now.
        let _ = clear_leftovers(data_dir);
    })?;
    sync(&data)?;
    // From here on it is the way back alone: a start that found a copy without this mark would judge it, and keep what was there.
    make(&copying.join(FAILED))?;
    sync(&copying)?;
    rename(&copying, &data_dir.join(FOLDER))?;
    go_back(data_dir)?;
    Ok(filled)
}

/// Puts back what was copied, or goes on where that was cut off.
///
/// # Errors
/// There is no copy, a controller runs, or the disk refuses; in that case it is done again from where it stopped.
pub(crate) fn undo(data_dir: &Path) -> Result<(), Error> {
    not_in_use(data_dir)?;
    if phase(data_dir) != Phase::Nothing {
        note_undone(data_dir)?;
    }
    go_back(data_dir)
}

fn go_back(data_dir: &Path) -> Result<(), Error> {
    let copy = data_dir.join(FOLDER);
    match phase(data_dir) {
        Phase::Nothing => return Err(Error::NotKept(data_dir.to_owned())),
        Phase::Kept => make(&copy.join(FAILED))?,
        Phase::Clearing | Phase::Restoring => {}
    }
    if phase(data_dir) == Phase::Clearing {
        sync(&copy)?;
        move_all(data_dir, &copy.join(FAILED))?;
        let cleared = copy.join(CLEARED);
        write_new(&cleared, b"", Readers::Owner).map_err(io_at(&cleared))?;
        sync(&copy)?;
    }
    move_all(&copy.join(DATA), data_dir)?;
    give_up(data_dir)
}

/// Whether the way back was gone, and no version has run since.
fn was_undone(data_dir: &Path) -> bool {
    data_dir.join(UNDONE).exists()
}

fn note_undone(data_dir: &Path) -> Result<(), Error> {
    let note = data_dir.join(UNDONE);
    match write_new(&note, b"", Readers::Owner) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(io_at(&note)(error)),
        _ => sync(data_dir),
    }
}

/// A version runs on the data, so it is one that can go on with them.
///
/// # Errors
/// The disk refuses.
pub(crate) fn forget_undone(data_dir: &Path) -> Result<(), Error> {
    let note = data_dir.join(UNDONE);
    match fs::remove_file(&note) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_at(&note)(error)),
        Err(_) => Ok(()),
        Ok(()) => sync(data_dir),
    }
}

/// Gives the copy up: from here on there is no way back.
///
/// # Errors
/// The disk refuses; then the copy is still kept.
pub(crate) fn close(data_dir: &Path) -> Result<(), Error> {
    match phase(data_dir) {
        Phase::Nothing => Ok(()),
        _ => give_up(data_dir),
    }
}

fn give_up(data_dir: &Path) -> Result<(), Error> {
    clear_leftovers(data_dir)?;
    rename(&data_dir.join(FOLDER), &data_dir.join(DONE))?;
    // What cannot be removed now is removed by the next act: it stands in nobody's way.
    if let Err(error) = clear_leftovers(data_dir) {
        tracing::warn!(%error, "the copy from before the update could not be removed yet");
    }
    Ok(())
}

fn not_in_use(data_dir: &Path) -> Result<(), Error> {
    match store::is_open(data_dir) {
        true => Err(Error::InUse(data_dir.to_owned())),
        false => Ok(()),
    }
}

/// Removes what acts left that were cut off.
fn clear_leftovers(data_dir: &Path) -> Result<(), Error> {
    for name in [COPYING, DONE] {
        let path = data_dir.join(name);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(io_at(&path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The names in a folder that count; none in a folder that is not there.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let found = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.map_err(io_at(folder))?,
    };
    let mut names = Vec::new();
    for entry in found {
        let name = entry.map_err(io_at(folder))?.file_name();
        if !LEFT_ALONE.iter().any(|left| name == *left) {
            names.push(PathBuf::from(name));
        }
    }
    names.sort();
    Ok(names)
}

/// Moves everything that counts from one folder to another one.
fn move_all(from: &Path, to: &Path) -> Result<(), Error> {
    for name in entries(from)? {
        let path = from.join(&name);
        move_unsynced(&path, &to.join(&name)).map_err(io_at(&path))?;
    }
    sync(to)?;
    sync(from)
}

fn make(folder: &Path) -> Result<(), Error> {
    create_folder(folder, Readers::Owner).map_err(io_at(folder))
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    move_to(from, to).map_err(io_at(from))
}

fn sync(folder: &Path) -> Result<(), Error> {
    sync_folder(folder).map_err(io_at(folder))
}

fn io_at(path: &Path) -> impl Fn(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::Io {
        path: path.clone(),
        source,
    }
}

#[cfg(test)]
mod tests;
