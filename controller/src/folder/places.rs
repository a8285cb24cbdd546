//! The watched folder and the folders in it: what lies there, and how a file is claimed and read.

use super::name_of;
use crate::config::whole;
use crate::receptions::MAX_BYTES;
use crate::texts::folder::{NotTaken, Trouble, not_a_folder};
use madoguchi_files::{move_unsynced, sync_folder};
use madoguchi_texts::command_line::system_error;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

/// The most lists in a folder that one look finds: the others come once these are taken.
const MAX_ENTRIES: usize = 1_000;
/// How the names of lists end. What else lies there is left alone: files that are being written, other people's things.
const ENDINGS: [&str; 3] = ["csv", "txt", "tsv"];
/// How the name of a report ends, behind the file's own.
pub(super) const REPORT: &str = ".report.txt";

/// How a file looks from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Not a link, a pipe or a device.
    pub is_file: bool,
    pub length: u64,
    pub modified: Option<SystemTime>,
}

impl Look {
    fn of(metadata: &Metadata) -> Self {
        Self {
            is_file: metadata.is_file(),
            length: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}

/// A file that may be a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub path: PathBuf,
    pub look: Look,
    /// The day for which it was claimed already.
    pub day: Option<String>,
}

/// A file that was moved to where nobody writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claimed {
    pub path: PathBuf,
    pub look: Look,
    pub day: String,
}

impl Claimed {
    pub(super) fn name(&self) -> String {
        name_of(&self.path)
    }

    /// Whether it still looks as it did when it was found.
    pub(super) fn rests(&self) -> bool {
        fs::symlink_metadata(&self.path).is_ok_and(|metadata| Look::of(&metadata) == self.look)
    }
}

/// The folder, which can be looked at, with the folders in it, which are there.
#[derive(Debug)]
pub(super) struct Places {
    root: PathBuf,
    pub(super) taking: PathBuf,
    pub(super) done: PathBuf,
    pub(super) bad: PathBuf,
}

impl Places {
    /// Opens the folder, and makes those in it.
    pub(super) fn open(root: &Path, data_dir: &Path) -> Result<Self, Trouble> {
        let unreachable = |why| unreachable(&why);
        if overlap(root, data_dir) {
            let data_dir = data_dir.to_owned();
            return Err(Trouble::Overlaps { data_dir });
        }
        if !fs::metadata(root).map_err(unreachable)?.is_dir() {
            return Err(Trouble::Unreachable {
                why: not_a_folder(),
            });
        }
        Ok(Self {
            root: root.to_owned(),
            taking: made(root.join("taking"))?,
            done: made(root.join("done"))?,
            bad: made(root.join("bad"))?,
        })
    }

    /// What may be a list: what was claimed and is not through, and what lies in the folder.
    pub(super) fn files(&self) -> io::Result<Vec<Found>> {
        let mut found = lists(&self.root, None)?;
        for day in entries(&self.taking, is_folder)? {
            found.extend(lists(&day, Some(name_of(&day)))?);
        }
        Ok(found)
    }

    /// Moves a file to where nobody writes, for this day; `None` where it went away, or one of this name is not through yet.
    pub(super) fn claim(&self, found: Found, day: &str) -> Result<Option<Claimed>, Trouble> {
        let Found {
            path,
            look,
            day: of,
        } = found;
        if let Some(day) = of {
            return Ok(Some(Claimed { path, look, day }));
        }
        let moved = self.moved(&path, day);
        match moved {
            Ok(moved) => Ok(moved.map(|path| Claimed {
                path,
                look,
                day: day.to_owned(),
            })),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(why) => Err(Trouble::NotClaimed {
                file: name_of(&path),
                why: system_error(&why),
            }),
        }
    }

    fn moved(&self, path: &Path, day: &str) -> io::Result<Option<PathBuf>> {
        let folder = self.taking.join(day);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let to = folder.join(path.file_name().unwrap_or_default());
        // Nobody else writes there, so what is not there now is not there at the move.
        if fs::symlink_metadata(&to).is_ok() {
            return Ok(None);
        }
        move_unsynced(path, &to)?;
        // The day has to outlive a power cut before its tickets do. Some shares cannot be synced, and keep what they were told.
        for folder in [&folder, &self.taking, &self.root] {
            let _as_far_as_it_goes = sync_folder(folder);
        }
        Ok(Some(to))
    }

    /// Removes the folders of days that are through.
    pub(super) fn tidy(&self) {
        for day in entries(&self.taking, is_folder).unwrap_or_default() {
            // One that has something in it stays.
            let _in_use = fs::remove_dir(day);
        }
    }

    /// That files lie in `bad`.
    pub(super) fn bad(&self) -> Option<Trouble> {
        let is_file = |path: &Path| !name_of(path).ends_with(REPORT);
        let files = entries(&self.bad, is_file).ok()?;
        let written = |path: &PathBuf| fs::symlink_metadata(path).and_then(|m| m.modified()).ok();
        let newest = files.iter().max_by_key(|path| written(path))?;
        Some(Trouble::Bad {
            count: files.len(),
            newest: name_of(newest),
        })
    }
}

/// A folder in the watched one; made where it is not there. A link in its place would lead files elsewhere.
fn made(folder: PathBuf) -> Result<PathBuf, Trouble> {
    let made = match fs::create_dir(&folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(system_error(&error)),
        _ if is_folder(&folder) => Ok(()),
        _ => Err(not_a_folder()),
    };
    match made {
        Ok(()) => Ok(folder),
        Err(why) => Err(Trouble::Unusable { folder, why }),
    }
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// The paths in a folder that are looked for, as many as one look finds.
fn entries(folder: &Path, wanted: impl Fn(&Path) -> bool) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let wanted = paths.filter(|path| path.as_ref().is_ok_and(|path| wanted(path)) || path.is_err());
    wanted.take(MAX_ENTRIES).collect()
}

/// What in a folder has the name of a list, and is no folder.
fn lists(folder: &Path, day: Option<String>) -> io::Result<Vec<Found>> {
    let is_list = |path: &Path| {
        let ending = path.extension().unwrap_or_default();
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    };
    let mut found = Vec::new();
    for path in entries(folder, is_list)? {
        // One that went away meanwhile is none.
        if let Ok(metadata) = fs::symlink_metadata(&path)
            && !metadata.is_dir()
        {
            found.push(Found {
                look: Look::of(&metadata),
                path,
                day: day.clone(),
            });
        }
    }
    Ok(found)
}

pub(super) fn unreachable(why: &io::Error) -> Trouble {
    Trouble::Unreachable {
        why: system_error(why),
    }
}

/// What a claimed file holds.
#[derive(Debug, PartialEq)]
pub(super) enum Content {
    Whole(Vec<u8>),
    /// It is not taken, whatever is in it.
    Unfit(NotTaken),
    /// It changed since it was looked at, or went away.
    Restless,
}

/// Reads a claimed file. No link is followed, and a pipe is not waited for. What has another name elsewhere may be a file that its sender
/// must not read, and a report repeats what it has.
pub(super) fn read(claimed: &Claimed) -> io::Result<Content> {
    if !claimed.look.is_file {
        return Ok(Content::Unfit(NotTaken::NoFile));
    }
    let file = match open(&claimed.path) {
        Ok(file) => file,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Content::Restless),
        Err(why) => return Err(why),
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(Content::Unfit(NotTaken::NoFile));
    }
    if has_other_names(&metadata) {
        return Ok(Content::Unfit(NotTaken::OtherName));
    }
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    if metadata.len() > most {
        return Ok(Content::Unfit(NotTaken::TooLarge));
    }
    let mut bytes = Vec::new();
    (&file)
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    // Whoever had it open before may have written on.
    match Look::of(&file.metadata()?) == claimed.look {
        true if bytes.len() <= MAX_BYTES => Ok(Content::Whole(bytes)),
        _ => Ok(Content::Restless),
    }
}

#[cfg(target_os = "linux")]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let flags = i32::try_from(flags).unwrap_or(0);
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

/// Fails while somebody has the file open to write: nobody may write while it is read.
#[cfg(windows)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    const FILE_SHARE_READ: u32 = 1;
    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    OpenOptions::new()
        .read(true)
        .share_mode(FILE_SHARE_READ)
        .custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
        .open(path)
}

#[cfg(not(any(target_os = "linux", windows)))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    metadata.nlink() > 1
}

/// Windows lets nobody make another name of a file that he may not write.
#[cfg(not(unix))]
const fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Whether one of two folders lies in the other, wherever links lead.
pub(crate) fn overlap(one: &Path, other: &Path) -> bool {
    lie_in_each_other(&real(one), &real(other), cfg!(windows))
}

/// Whether one of two paths from the top leads through the other. Windows takes capitals for small letters; what is there has one form, and
/// what is not there yet has that in which somebody typed it.
fn lie_in_each_other(one: &Path, other: &Path, any_case: bool) -> bool {
    let part = |part: Component<'_>| match any_case {
        true => part.as_os_str().to_string_lossy().to_lowercase().into(),
        false => part.as_os_str().to_owned(),
    };
    let mut both = one.components().zip(other.components());
    both.all(|(one, other)| part(one) == part(other))
}

/// Where a path really leads; of one that is not there yet, what is there of it.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for above in path.ancestors() {
        if let (Ok(real), Ok(below)) = (fs::canonicalize(above), path.strip_prefix(above)) {
            let led = real.join(below);
            // Steps back out of what is not there lead nowhere else by links, and may lead to what is.
            let plain = whole(&led);
            return match plain == led {
                true => led,
                false => self::real(&plain),
            };
        }
    }
    path
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    struct Room {
        folder: tempfile::TempDir,
    }

    impl Room {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("in")).unwrap();
            fs::create_dir(folder.path().join("data")).unwrap();
            Self { folder }
        }

        fn at(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn places(&self) -> Places {
            Places::open(&self.at("in"), &self.at("data")).unwrap()
        }

        /// Claims the only file and reads it.
        fn content(&self) -> Content {
            let places = self.places();
            let mut found = places.files().unwrap();
            assert_eq!(found.len(), 1, "{found:?}");
            let claimed = places.claim(found.remove(0), "2026-11-30").unwrap();
            read(&claimed.unwrap()).unwrap()
        }
    }

    #[test]
    fn only_lists_are_looked_at_and_what_was_claimed_keeps_its_day() {
        let room = Room::new();
        let places = room.places();
        for name in ["a.csv", "b.TXT", "c.tsv", "d.csv.tmp", "~$e.xlsx", "f"] {
            fs::write(room.at("in").join(name), name).unwrap();
        }
        fs::create_dir(room.at("in/g.csv")).unwrap();
        let mut found = places.files().unwrap();
        found.sort_by(|a, b| a.path.cmp(&b.path));
        let names: Vec<_> = found.iter().map(|file| name_of(&file.path)).collect();
        assert_eq!(names, ["a.csv", "b.TXT", "c.tsv"]);
        let first = found.remove(0);
        let claimed = places.claim(first.clone(), "2026-11-29").unwrap().unwrap();
        assert_eq!(claimed.path, room.at("in/taking/2026-11-29/a.csv"));
        // One that is gone is no trouble, and one of the same name waits.
        assert_eq!(places.claim(first.clone(), "2026-11-30"), Ok(None));
        fs::write(&first.path, "again").unwrap();
        assert_eq!(places.claim(first, "2026-11-29"), Ok(None));
        let again = places.files().unwrap();
        let kept = again.iter().find(|file| file.day.is_some()).unwrap();
        let kept = places.claim(kept.clone(), "2026-11-30").unwrap().unwrap();
        assert_eq!(kept, claimed);
        assert_eq!(read(&kept).unwrap(), Content::Whole(b"a.csv".to_vec()));
        places.tidy();
        assert!(kept.path.exists());
        fs::remove_file(&kept.path).unwrap();
        assert_eq!(read(&kept).unwrap(), Content::Restless);
        places.tidy();
        assert!(!room.at("in/taking/2026-11-29").exists());
    }

    #[test]
    fn no_link_is_followed_no_pipe_waited_for_and_no_other_name_read() {
        let secret = "time,number\n,secret\n";
        let room = Room::new();
        fs::write(room.at("data/token"), secret).unwrap();
        symlink(room.at("data/token"), room.at("in/link.csv")).unwrap();
        assert_eq!(room.content(), Content::Unfit(NotTaken::NoFile));

        let room = Room::new();
        fs::write(room.at("data/token"), secret).unwrap();
        fs::hard_link(room.at("data/token"), room.at("in/name.csv")).unwrap();
        assert_eq!(room.content(), Content::Unfit(NotTaken::OtherName));

        let room = Room::new();
        let pipe = room.at("in/pipe.csv");
        let made = std::process::Command::new("mkfifo").arg(pipe).status();
        assert!(made.unwrap().success());
        assert_eq!(room.content(), Content::Unfit(NotTaken::NoFile));
        // The same where it took the file's place behind the look.
        let claimed = Claimed {
            path: room.at("in/taking/2026-11-30/pipe.csv"),
            look: Look {
                is_file: true,
                length: 0,
                modified: None,
            },
            day: "2026-11-30".to_owned(),
        };
        assert_eq!(read(&claimed).unwrap(), Content::Unfit(NotTaken::NoFile));
        fs::remove_file(&claimed.path).unwrap();
        symlink(room.at("data"), &claimed.path).unwrap();
        assert!(read(&claimed).is_err());
    }

    #[test]
    fn a_file_has_at_most_a_megabyte_and_is_read_once_it_rests() {
        for (length, whole) in [(MAX_BYTES, true), (MAX_BYTES + 1, false)] {
            let room = Room::new();
            fs::write(room.at("in/a.csv"), " ".repeat(length)).unwrap();
            let content = room.content();
            match whole {
                true => assert!(matches!(content, Content::Whole(all) if all.len() == length)),
                false => assert_eq!(content, Content::Unfit(NotTaken::TooLarge)),
            }
        }
        let room = Room::new();
        fs::write(room.at("in/a.csv"), "time,num").unwrap();
        let places = room.places();
        let found = places.files().unwrap().remove(0);
        let claimed = places.claim(found, "2026-11-30").unwrap().unwrap();
        fs::write(&claimed.path, "time,number\n").unwrap();
        assert_eq!(read(&claimed).unwrap(), Content::Restless);
    }

    #[test]
    fn a_folder_that_is_away_or_something_else_is_told_and_comes_back() {
        let room = Room::new();
        let open = || Places::open(&room.at("in"), &room.at("data"));
        fs::remove_dir(room.at("in")).unwrap();
        assert!(matches!(open(), Err(Trouble::Unreachable { .. })));
        fs::write(room.at("in"), "").unwrap();
        assert!(matches!(open(), Err(Trouble::Unreachable { .. })));
        fs::remove_file(room.at("in")).unwrap();
        fs::create_dir(room.at("in")).unwrap();
        symlink(room.at("data"), room.at("in/done")).unwrap();
        let Err(Trouble::Unusable { folder, .. }) = open() else {
            panic!("a link is no folder to move files into");
        };
        assert_eq!(folder, room.at("in/done"));
        fs::remove_file(room.at("in/done")).unwrap();
        assert!(open().is_ok());
        assert_eq!(open().unwrap().bad(), None);
        fs::write(room.at("in/bad/a.csv"), "").unwrap();
        fs::write(room.at("in/bad/a.csv.report.txt"), "").unwrap();
        let newest = "a.csv".to_owned();
        assert_eq!(
            open().unwrap().bad(),
            Some(Trouble::Bad { count: 1, newest })
        );
    }

    #[test]
    fn the_folder_never_overlaps_the_data_folder_whatever_leads_there() {
        let room = Room::new();
        symlink(room.at("data"), room.at("way")).unwrap();
        for (folder, overlaps) in [
            ("data", true),
            ("data/in", true),
            ("", true),
            ("way", true),
            ("way/not/there/yet", true),
            ("in", false),
            ("data-in", false),
            ("not/there/yet", false),
        ] {
            let is = overlap(&room.at(folder), &room.at("data"));
            assert_eq!(is, overlaps, "{folder}");
        }
        let open = Places::open(&room.at("way"), &room.at("data"));
        assert!(matches!(open, Err(Trouble::Overlaps { .. })));
        let (typed, there) = (Path::new("/受付/DATA/In"), Path::new("/受付/data"));
        assert!(lie_in_each_other(typed, there, true), "on Windows");
        assert!(!lie_in_each_other(typed, there, false));
    }
}
