//! The files that sled keeps beside its log and can rebuild from it: they must never prevent a start.
//!
//! | file | what it is | when it is left out |
//! |---|---|---|
//! | `conf` | the three settings that every store of ours was made with | its checksum does not fit: a start that was killed while it was written |
//! | `snap.N` | the table of pages up to a place in the log, so that an open reads less of it | a start fails with it |
//! | `snap.N.generating` | the same, not finished: left by a kill or a full disk. sled takes it for a finished one | a start fails with it |
//!
//! A file that is left out is kept as `aside.NAME` until the next time, so that support can look at it and such files do not pile up.

use madoguchi_files::{move_unsynced, sync_folder};
use std::fs;
use std::io;
use std::path::Path;

/// The file with sled's settings.
pub(super) const SETTINGS: &str = "conf";
/// The beginning of the names of its page tables.
const TABLE: &str = "snap.";
/// The beginning of the names of files that were moved aside.
const ASIDE: &str = "aside.";
/// The length of the checksum at the end of the settings.
const SUM_BYTES: usize = 4;
/// The longest settings that are read; they have 63 bytes.
const MAX_SETTINGS_BYTES: u64 = 4_096;

/// The state of the settings beside a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settings {
    /// They are those of all our stores, or there are none yet.
    Ours,
    /// They are sound, and show that another program wrote the log.
    Others,
    /// They are damaged.
    Torn,
}

/// Reads the settings in a folder.
pub(super) fn settings(folder: &Path, segment_bytes: usize) -> io::Result<Settings> {
    let path = folder.join(SETTINGS);
    let bytes = match fs::metadata(&path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Settings::Ours),
        Err(e) => return Err(e),
        Ok(about) if about.len() > MAX_SETTINGS_BYTES => return Ok(Settings::Torn),
        Ok(_) => fs::read(&path)?,
    };
    let Some((text, sum)) = bytes.split_last_chunk::<SUM_BYTES>() else {
        return Ok(Settings::Torn);
    };
    if crc32fast::hash(text).to_le_bytes() != *sum {
        return Ok(Settings::Torn);
    }
    let ours = format!("segment_size: {segment_bytes}\nuse_compression: false\nversion: 0.34\n");
    Ok(if text == ours.as_bytes() {
        Settings::Ours
    } else {
        Settings::Others
    })
}

/// The names of the page tables in a folder, finished or not.
pub(super) fn tables(folder: &Path) -> io::Result<Vec<String>> {
    named(folder, |name| name.starts_with(TABLE))
}

/// Whether a file was moved aside, and is no part of the store any longer.
pub(super) fn is_aside(name: &str) -> bool {
    name.starts_with(ASIDE)
}

/// Moves files aside, over those that were moved aside before. A rename needs no space on a full disk.
pub(super) fn set_aside(folder: &Path, names: &[String]) -> io::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    forget_aside(folder)?;
    for name in names {
        move_unsynced(&folder.join(name), &folder.join(format!("{ASIDE}{name}")))?;
    }
    sync_folder(folder)
}

/// Removes what was moved aside: a log among it may hold what the log in use no longer does.
pub(super) fn forget_aside(folder: &Path) -> io::Result<()> {
    for old in named(folder, is_aside)? {
        fs::remove_file(folder.join(old))?;
    }
    Ok(())
}

fn named(folder: &Path, wanted: impl Fn(&str) -> bool) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        names.extend(name.to_str().filter(|name| wanted(name)).map(str::to_owned));
    }
    Ok(names)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_are_not_what_was_written_are_torn_and_whole_ones_are_ours_or_anothers() {
        let folder = tempfile::tempdir().unwrap();
        let judged = |bytes: &[u8]| {
            fs::write(folder.path().join(SETTINGS), bytes).unwrap();
            settings(folder.path(), 512).unwrap()
        };
        assert_eq!(settings(folder.path(), 512).unwrap(), Settings::Ours);
        let text = b"segment_size: 512\nuse_compression: false\nversion: 0.34\n";
        let whole = [&text[..], &crc32fast::hash(text).to_le_bytes()].concat();
        assert_eq!(judged(&whole), Settings::Ours);
        for torn in [
            &whole[..0],
            &whole[..3],
            text,
            &whole[..40],
            &vec![0; whole.len()],
            &[&whole[..], &whole].concat(),
        ] {
            assert_eq!(judged(torn), Settings::Torn, "{} bytes", torn.len());
        }
        let newer = b"segment_size: 512\nuse_compression: false\nversion: 1.0\n";
        let newer = [&newer[..], &crc32fast::hash(newer).to_le_bytes()].concat();
        assert_eq!(judged(&newer), Settings::Others);
    }

    #[test]
    fn what_is_moved_aside_takes_the_place_of_what_was_moved_aside_before() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..3 {
            let name = format!("snap.{round}");
            fs::write(folder.path().join(&name), "a table").unwrap();
            set_aside(folder.path(), &[name]).unwrap();
        }
        assert_eq!(named(folder.path(), |_| true).unwrap(), ["aside.snap.2"]);
    }
}
