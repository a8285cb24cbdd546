//! A disk that fails on command: a small library that is loaded before the C library and fails one call on some
//! files, or kills the program there (`failing_disk.c`).

use super::tools::have;
use super::windows::Windows;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCE: &str = include_str!("failing_disk.c");

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errno {
    /// It does not come to it: the program is killed right before.
    Killed = 0,
    /// "Input/output error".
    Io = 5,
    /// "No space left on device".
    NoSpace = 28,
}

/// The library, and the file by which it is told what to fail.
#[derive(Debug)]
pub struct FailingDisk {
    shim: PathBuf,
    orders: PathBuf,
}

impl FailingDisk {
    /// Whether this system can have one, and its programs are not those of Windows.
    #[must_use]
    pub fn possible() -> bool {
        cfg!(target_os = "linux")
            && Windows::everywhere().is_none()
            && have("a C compiler (cc)", &["cc", "--version"])
    }

    /// Compiles the library into a folder.
    #[must_use]
    pub fn build(folder: &Path) -> Self {
        let (source, library) = (
            folder.join("failing_disk.c"),
            folder.join("failing_disk.so"),
        );
        fs::write(&source, SOURCE).unwrap();
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-o"]);
        let status = compiler.arg(&library).arg(&source).arg("-ldl").status();
        assert!(status.unwrap().success(), "the library was not compiled");
        Self {
            shim: library,
            orders: folder.join("failing_disk.orders"),
        }
    }

    /// What a program needs in its environment to have this disk.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, &str); 2] {
        [
            ("LD_PRELOAD", self.shim.to_str().unwrap()),
            ("MADOGUCHI_FAILING_DISK", self.orders.to_str().unwrap()),
        ]
    }

    /// From now on this call fails on files that have `piece` in their path, which has no space.
    pub fn fail(&self, call: &str, piece: &str, errno: Errno) {
        self.order(call, piece, errno, "always");
    }

    /// The next such call fails, and none after it.
    pub fn fail_once(&self, call: &str, piece: &str, errno: Errno) {
        self.order(call, piece, errno, "once");
    }

    /// Of the calls of a program that is started now and that write, sync, rename or remove files with `piece` in their path, the `nth`
    /// fails, counted from 1.
    pub fn fail_nth(&self, nth: usize, piece: &str, errno: Errno) {
        self.order("any", piece, errno, &nth.to_string());
    }

    fn order(&self, call: &str, piece: &str, errno: Errno, when: &str) {
        // Renamed, so that it is read whole.
        let new = self.orders.with_extension("new");
        let order = format!("{call} {} {piece} {when}\n", errno as i32);
        fs::write(&new, order).unwrap();
        fs::rename(new, &self.orders).unwrap();
    }

    /// Whether a call that was to fail once did.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        !self.orders.exists()
    }

    /// From now on nothing fails.
    pub fn heal(&self) {
        fs::remove_file(&self.orders).ok();
    }
}
