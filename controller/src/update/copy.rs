//! Copies a data directory: each file and folder for the owner alone until it has the rights of the one that it was made from.

use super::{Error, io_at, sync};
use madoguchi_files::{Readers, create_file, create_folder};
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// What was copied.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Copied {
    pub files: u64,
    pub bytes: u64,
}

impl Copied {
    /// Copies what is at a path, and brings it to the disk. A link is refused: what it leads to could not be put back in its place.
    pub(super) fn entry(&mut self, from: &Path, to: &Path) -> Result<(), Error> {
        let about = fs::symlink_metadata(from).map_err(io_at(from))?;
        if about.is_file() {
            self.bytes += file(from, to)?;
            self.files += 1;
        } else if about.is_dir() {
            create_folder(to, Readers::Owner).map_err(io_at(to))?;
            for entry in fs::read_dir(from).map_err(io_at(from))? {
                let name = entry.map_err(io_at(from))?.file_name();
                self.entry(&from.join(&name), &to.join(&name))?;
            }
            sync(to)?;
        } else {
            let what = io::Error::other("a data directory has files and folders of its own alone");
            return Err(io_at(from)(what));
        }
        // Behind the copy's own door, so that nobody reads what the original lets them read until it is back in its place.
        fs::set_permissions(to, about.permissions()).map_err(io_at(to))
    }
}

/// Copies one file; its size.
fn file(from: &Path, to: &Path) -> Result<u64, Error> {
    let mut source = File::open(from).map_err(io_at(from))?;
    let mut copy = create_file(to, Readers::Owner).map_err(io_at(to))?;
    let bytes = io::copy(&mut source, &mut copy).map_err(io_at(to))?;
    copy.sync_all().map_err(io_at(to))?;
    Ok(bytes)
}
