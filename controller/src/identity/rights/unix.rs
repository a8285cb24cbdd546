//! The rights of a folder on Unix: its owner and its mode.

use super::Open;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// `None` where its owner alone may use it, and that is whoever runs this.
pub(super) fn of(path: &Path, _top: bool) -> io::Result<Option<Open>> {
    let about = fs::metadata(path)?;
    let shown = path.display();
    let mut open = Open {
        who: Vec::new(),
        mend: Vec::new(),
    };
    // The kernel's folder of this process belongs to the user of this process.
    let ours = fs::metadata("/proc/self").map_or(about.uid(), |own| own.uid());
    if about.uid() != ours {
        open.who.push(format!("uid {}", about.uid()));
        open.mend.push(format!("chown -R {ours} \"{shown}\""));
    }
    if about.mode() & 0o077 != 0 {
        open.who.push(format!("mode {:04o}", about.mode() & 0o7777));
        open.mend.push(format!("chmod go= \"{shown}\""));
    }
    Ok((!open.who.is_empty()).then_some(open))
}
