//! The folder of the backups: their names, and which of them go (RULES K4). Only files with a name that this installation gives are touched.

use madoguchi_fleet::ids::Installation;
use madoguchi_plain::chain;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many are kept: a week of nights.
const KEPT: usize = 7;
/// The most entries of the folder that are looked at: other things may lie there, too.
const MAX_ENTRIES: usize = 10_000;
/// The digits of the installation's number in a name: several PCs may share a folder.
const DIGITS: usize = 8;
/// How a name ends.
const ENDING: &str = ".age";
/// What follows the name of one that is not complete; the number of the process stands behind it.
const INCOMPLETE: &str = ".new-";

/// The name of a backup that was made at a time, "2026-11-30 02:30:07".
pub(super) fn name(installation: &Installation, at: &str) -> String {
    let digits: String = at.chars().filter(char::is_ascii_digit).collect();
    let (day, time) = digits.split_at(digits.len().min(8));
    format!("{}{day}-{time}{ENDING}", begins(installation))
}

fn begins(installation: &Installation) -> String {
    let number = installation.to_string();
    let digits: String = number.chars().take(DIGITS).collect();
    format!("madoguchi-{digits}-")
}

/// The time in a name, as digits; `None` for what this installation did not name.
fn time_of<'a>(name: &'a str, begins: &str) -> Option<&'a str> {
    let time = name.strip_prefix(begins)?.strip_suffix(ENDING)?;
    let (day, clock) = time.split_once('-')?;
    let are_digits =
        |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    (are_digits(day, 8) && are_digits(clock, 6)).then_some(time)
}

/// Whether a name is one of a backup that this installation did not complete.
fn is_incomplete(name: &str, begins: &str) -> bool {
    let parts = name.rsplit_once(INCOMPLETE);
    parts.is_some_and(|(of, process)| {
        time_of(of, begins).is_some() && process.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A folder that was there.
pub(super) struct Kept {
    folder: PathBuf,
}

impl Kept {
    /// Looks whether the folder is there. It is never made: where a stick is away, its place is on this PC's own disk.
    ///
    /// # Errors
    /// It is not, or is no folder.
    pub(super) fn look(folder: &Path) -> io::Result<Self> {
        match fs::read_dir(folder) {
            Ok(_) => Ok(Self {
                folder: folder.to_owned(),
            }),
            Err(error) => Err(error),
        }
    }

    /// Removes all but the newest seven, of which the one that was just made is one. One from the future, left by a clock that was wrong, is
    /// the first to go. What cannot be removed stays, and the log says so.
    pub(super) fn keep_newest(&self, installation: &Installation, made: &Path, now: &str) {
        let begins = begins(installation);
        let now = name(installation, now);
        let names = match self.names() {
            Ok(names) => names,
            Err(error) => {
                tracing::warn!(error = chain(&error), "old backups cannot be looked for");
                return;
            }
        };
        let (mut complete, incomplete): (Vec<_>, Vec<_>) = names
            .iter()
            .filter(|name| time_of(name, &begins).is_some() || is_incomplete(name, &begins))
            .partition(|name| time_of(name, &begins).is_some());
        // The newest first; those from the future behind all others.
        complete.sort_by_key(|name| {
            (
                name.as_str() > now.as_str(),
                std::cmp::Reverse(name.as_str()),
            )
        });
        let made = made.file_name();
        let others = complete
            .into_iter()
            .filter(|name| Some(OsStr::new(name.as_str())) != made);
        for gone in others.skip(KEPT - 1).chain(incomplete) {
            if let Err(error) = fs::remove_file(self.folder.join(gone)) {
                tracing::warn!(error = chain(&error), "an old backup cannot be removed");
            }
        }
    }

    /// The names of files; links and folders are none of ours.
    fn names(&self) -> io::Result<Vec<String>> {
        let entries = fs::read_dir(&self.folder)?.take(MAX_ENTRIES).flatten();
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        Ok(files
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect())
    }
}

/// Whether the folder lies in the data folder, or around it: what dies with the data is no backup of it.
pub(super) fn overlap(folder: &Path, data_dir: &Path) -> bool {
    crate::folder::overlap(folder, data_dir)
}

/// Whether both are on one disk, where the system tells.
#[cfg(unix)]
pub(super) fn same_disk(folder: &Path, data_dir: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |path: &Path| fs::metadata(path).map(|about| about.dev());
    matches!((disk(folder), disk(data_dir)), (Ok(one), Ok(other)) if one == other)
}

/// By the letter of the drive: folders that lead elsewhere are not looked through.
#[cfg(not(unix))]
pub(super) fn same_disk(folder: &Path, data_dir: &Path) -> bool {
    let drive = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        path.components()
            .next()
            .map(|part| part.as_os_str().to_ascii_lowercase())
    };
    drive(folder) == drive(data_dir)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-30 02:30:07";

    fn installation() -> Installation {
        Installation([0xab; 32])
    }

    fn left(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn seven_are_kept_and_nothing_is_touched_that_this_installation_did_not_name() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| fs::write(folder.path().join(name), "x").unwrap();
        let of_day = |day: u32| format!("madoguchi-abababab-202611{day:02}-023000.age");
        for day in 10..20 {
            put(&of_day(day));
        }
        let future = "madoguchi-abababab-20991231-000000.age";
        let others = [
            "madoguchi-abababab-20261101-023000.age のコピー",
            "madoguchi-cdcdcdcd-20261101-023000.age",
            "madoguchi-abababab-20261101-0230.age",
            "写真.jpg",
        ];
        others.iter().for_each(|name| put(name));
        put(future);
        put("madoguchi-abababab-20261120-023000.age.new-77");
        fs::create_dir(folder.path().join(of_day(1))).unwrap();
        let made = name(&installation(), NOW);
        assert_eq!(made, "madoguchi-abababab-20261130-023007.age");
        put(&made);
        let kept = Kept::look(folder.path()).unwrap();
        kept.keep_newest(&installation(), &folder.path().join(&made), NOW);
        let mut expected: Vec<_> = (14..20).map(of_day).chain([made, of_day(1)]).collect();
        expected.extend(others.map(str::to_owned));
        expected.sort();
        assert_eq!(left(folder.path()), expected);
    }

    #[test]
    fn one_that_was_just_made_stays_however_the_clock_stands() {
        let folder = tempfile::tempdir().unwrap();
        for day in 10..20 {
            let name = format!("madoguchi-abababab-202611{day:02}-023000.age");
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let early = "2026-11-01 02:30:00";
        let made = folder.path().join(name(&installation(), early));
        fs::write(&made, "x").unwrap();
        let kept = Kept::look(folder.path()).unwrap();
        kept.keep_newest(&installation(), &made, early);
        assert!(made.exists());
        assert_eq!(left(folder.path()).len(), KEPT);
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let away = folder.path().join("stick");
        assert!(Kept::look(&away).is_err() && !away.exists());
        let file = folder.path().join("file");
        fs::write(&file, "x").unwrap();
        assert!(Kept::look(&file).is_err());
    }
}
