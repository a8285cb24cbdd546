//! The rights of reception's folder on Unix: 2750 for the folder, so that what is made in it belongs to its group, and 0640 for the files.

use super::NotPrepared;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::Path;
use std::process::{Command, Stdio};

/// Set group id, all for the owner, reading for the group.
const FOLDER_MODE: u32 = 0o2750;
const FILE_MODE: u32 = 0o640;
/// What the group must not do, and others: write, and anything.
const TOO_MUCH: u32 = 0o027;

/// Who may use one of the places beside the data directory's owner, root, and a group that only reads.
pub(super) fn too_many(path: &Path, is_folder: bool, data_dir: &Path) -> io::Result<Vec<String>> {
    let about = fs::symlink_metadata(path)?;
    let mut who = Vec::new();
    let is_meant = if is_folder {
        about.is_dir()
    } else {
        about.is_file()
    };
    if !is_meant {
        who.push("link".to_owned());
    }
    let owner = fs::metadata(data_dir).map_or(0, |data| data.uid());
    if ![0, owner].contains(&about.uid()) {
        who.push(format!("uid {}", about.uid()));
    }
    if about.mode() & TOO_MUCH != 0 {
        who.push(format!("mode {:04o}", about.mode() & 0o7777));
    }
    // A second name elsewhere is not closed by this folder.
    if is_meant && !is_folder && about.nlink() > 1 {
        who.push("link".to_owned());
    }
    Ok(who)
}

/// Lets the folder's group read a new file in it.
pub(super) fn give(path: &Path) -> io::Result<()> {
    let group = fs::metadata(madoguchi_files::above(path))?.gid();
    if fs::metadata(path)?.gid() != group {
        chown(path, None, Some(group))?;
    }
    fs::set_permissions(path, fs::Permissions::from_mode(FILE_MODE))
}

/// The group of a folder.
pub(super) fn group_of(folder: &Path) -> io::Result<u32> {
    Ok(fs::metadata(folder)?.gid())
}

/// Opens a folder to a group, and gives it to whom the data directory belongs.
pub(super) fn open_to(folder: &Path, group: &str, data_dir: &Path) -> Result<(), NotPrepared> {
    // Names of groups are the system's to look up, wherever it keeps them.
    let given = Command::new("chgrp")
        .arg("--")
        .arg(group)
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if !given.success() {
        return Err(NotPrepared::Group);
    }
    if let Ok(data) = fs::metadata(data_dir)
        && fs::metadata(folder)?.uid() != data.uid()
    {
        chown(folder, Some(data.uid()), None)?;
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(FOLDER_MODE))?;
    Ok(())
}
