//! Moves a file that is through to where it stays, with its report beside it. No name takes another's place.

use super::places::{Claimed, Places, REPORT};
use crate::texts::folder::Taken;
use madoguchi_files::{Readers, create_file, move_unsynced};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The most names that are tried: files of one name, a new one each minute for a week.
const MAX_NAMES: usize = 10_000;

/// Where a file stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moving {
    Done,
    Bad,
}

/// What becomes of a file that is through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finished {
    pub to: Moving,
    pub report: String,
    pub taken: Taken,
}

impl Places {
    /// Moves a claimed file and writes its report.
    ///
    /// # Errors
    /// One of both cannot be done; then nothing of either is left where it should stay.
    pub(super) fn finish(&self, claimed: &Claimed, finished: &Finished) -> io::Result<()> {
        let folder = match finished.to {
            Moving::Done => &self.done,
            Moving::Bad => &self.bad,
        };
        for nth in 1..=MAX_NAMES {
            let file = folder.join(numbered(&claimed.path, nth));
            let report = with(&file, REPORT);
            match reserve(&file, &report) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
                Ok(mut written) => {
                    let moved = written
                        .write_all(finished.report.as_bytes())
                        .and_then(|()| move_unsynced(&claimed.path, &file));
                    drop(written);
                    return moved.inspect_err(|_| {
                        // Both were made just now, and have nothing of the file in them.
                        let _ = fs::remove_file(&report);
                        let _ = fs::remove_file(&file);
                    });
                }
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Makes both names, empty, where neither is there.
fn reserve(file: &Path, report: &Path) -> io::Result<fs::File> {
    let written = create_file(report, Readers::OfFolder)?;
    match create_file(file, Readers::OfFolder) {
        Ok(_) => Ok(written),
        Err(error) => {
            drop(written);
            let _ = fs::remove_file(report);
            Err(error)
        }
    }
}

/// The name of the n-th file of this name: "list.csv", "list-2.csv".
fn numbered(path: &Path, nth: usize) -> OsString {
    if nth == 1 {
        return path.file_name().unwrap_or_default().to_owned();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{nth}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    name
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn nothing() -> Taken {
        Taken {
            file: "a.csv".to_owned(),
            at: "2026-11-30 09:05".to_owned(),
            added: 0,
            known: 0,
            refused: 0,
        }
    }

    #[test]
    fn no_name_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("in");
        fs::create_dir(&root).unwrap();
        let places = Places::open(&root, &folder.path().join("data")).unwrap();
        let finish = |content: &str| {
            fs::write(root.join("a.csv"), content).unwrap();
            let found = places.files().unwrap().remove(0);
            let claimed = places.claim(found, "2026-11-30").unwrap().unwrap();
            let finished = Finished {
                to: Moving::Done,
                report: format!("report on {content}"),
                taken: nothing(),
            };
            places.finish(&claimed, &finished).unwrap();
        };
        let has = |name: &str, content: &str| {
            assert_eq!(fs::read_to_string(root.join(name)).unwrap(), content);
        };
        finish("1");
        fs::write(root.join("done/a-2.csv.report.txt"), "somebody's").unwrap();
        fs::write(root.join("done/a-3.csv"), "somebody's").unwrap();
        finish("2");
        has("done/a.csv", "1");
        has("done/a.csv.report.txt", "report on 1");
        has("done/a-2.csv.report.txt", "somebody's");
        has("done/a-3.csv", "somebody's");
        has("done/a-4.csv", "2");
        has("done/a-4.csv.report.txt", "report on 2");
        assert!(!root.join("done/a-2.csv").exists());
        assert!(!root.join("done/a-3.csv.report.txt").exists());
    }

    #[test]
    fn a_file_that_cannot_be_moved_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("in");
        fs::create_dir(&root).unwrap();
        let places = Places::open(&root, &folder.path().join("data")).unwrap();
        fs::write(root.join("a.csv"), "").unwrap();
        let found = places.files().unwrap().remove(0);
        let claimed = places.claim(found, "2026-11-30").unwrap().unwrap();
        fs::remove_file(&claimed.path).unwrap();
        let finished = Finished {
            to: Moving::Bad,
            report: String::new(),
            taken: nothing(),
        };
        assert!(places.finish(&claimed, &finished).is_err());
        assert_eq!(fs::read_dir(root.join("bad")).unwrap().count(), 0);
    }
}
