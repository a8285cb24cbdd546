//! The rights of a folder on Unix: its owner and its mode.

use super::Open;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

const ROOT: u32 = 0;

/// `None` where its owner alone may use it, and that is whoever runs this.
pub(super) fn of(path: &Path, _top: bool) -> io::Result<Option<Open>> {
    let about = fs::metadata(path)?;
    let ours = ours(&about);
    Ok(open(
        path,
        &about,
        ours,
        about.uid() != ours,
        (0o077, "go="),
    ))
}

/// `None` where only whoever runs this, or root, may change it.
pub(super) fn of_writers(path: &Path) -> io::Result<Option<Open>> {
    let about = fs::metadata(path)?;
    let ours = ours(&about);
    let is_anothers = ![ours, ROOT].contains(&about.uid());
    Ok(open(path, &about, ours, is_anothers, (0o022, "go-w")))
}

/// The user of this process: the kernel's folder of it belongs to him.
fn ours(about: &fs::Metadata) -> u32 {
    fs::metadata("/proc/self").map_or(about.uid(), |own| own.uid())
}

/// What is open of a path by its owner, or by a bit of its mode that is too many and goes by a change of `chmod`.
fn open(
    path: &Path,
    about: &fs::Metadata,
    ours: u32,
    is_anothers: bool,
    (too_many, change): (u32, &str),
) -> Option<Open> {
    let shown = path.display();
    let mut open = Open {
        who: Vec::new(),
        mend: Vec::new(),
    };
    if is_anothers {
        open.who.push(format!("uid {}", about.uid()));
        open.mend.push(format!("chown -R {ours} \"{shown}\""));
    }
    if about.mode() & too_many != 0 {
        open.who.push(format!("mode {:04o}", about.mode() & 0o7777));
        open.mend.push(format!("chmod {change} \"{shown}\""));
    }
    (!open.who.is_empty()).then_some(open)
}
