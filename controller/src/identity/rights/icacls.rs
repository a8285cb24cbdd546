//! Windows' own program that sets the rights of a folder.

use super::sddl;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of Windows' own programs.
pub(in crate::identity) fn system() -> PathBuf {
    let root = std::env::var_os("SystemRoot").map(PathBuf::from);
    let root = root.filter(|path| path.is_absolute());
    root.unwrap_or_else(|| r"C:\Windows".into())
        .join("System32")
}

/// What gives a folder to SYSTEM, the administrators and the service.
pub(in crate::identity) fn grants() -> Vec<String> {
    sddl::grants(None)
}

/// The administrators, as `icacls` takes them.
pub(in crate::identity) fn administrators() -> String {
    format!("*{}", sddl::ADMINISTRATORS)
}

/// Runs it on a folder.
///
/// # Errors
/// It cannot be run, or refuses.
pub(in crate::identity) fn run(folder: &Path, words: &[String]) -> io::Result<()> {
    let done = Command::new(system().join("icacls.exe"))
        .arg(folder)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    match done.success() {
        true => Ok(()),
        false => Err(io::Error::other("icacls failed")),
    }
}
