//! The PC's clocks, moved by a test while programs run: a small library that is loaded before the program's own
//! (`wall.c`) and reads from a shared file by how much.
//!
//! Two things happen to a clock, and both are a number in that file. Somebody or something sets the time of day
//! ([`Wall::set_ahead`]): nothing else moves. Or the PC sleeps ([`Wall::sleep`]): the time of day and the time since the start
//! go on together, and nothing of the program runs meanwhile. A controller takes a gap of more than 5 s for a sleep.

use super::tools::have;
use madoguchi_controller::serve::wall_clock;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

const SHIM: &str = include_str!("wall.c");
/// Where the two numbers stand in the file, in bytes.
const AHEAD: u64 = 0;
const SLEPT: u64 = 8;

/// The clocks of a PC.
#[derive(Debug)]
pub struct Wall {
    shim: PathBuf,
    moved: PathBuf,
}

impl Wall {
    /// Clocks that are right so far; `None` where the machine cannot make any: it takes Linux, x86-64 and a C compiler.
    #[must_use]
    pub fn new(folder: &Path) -> Option<Self> {
        let possible = cfg!(all(target_os = "linux", target_arch = "x86_64"));
        if !possible || !have("a C compiler (cc)", &["cc", "--version"]) {
            return None;
        }
        let wall = Self {
            shim: folder.join("wall.so"),
            moved: folder.join("wall.moved"),
        };
        let source = folder.join("wall.c");
        fs::write(&source, SHIM).unwrap();
        fs::write(&wall.moved, [0; 16]).unwrap();
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-o"]);
        let made = compiler.arg(&wall.shim).arg(&source).arg("-ldl").status();
        assert!(made.unwrap().success(), "the library was not compiled");
        Some(wall)
    }

    /// From now on the time of day is so many seconds ahead of what it would be.
    pub fn set_ahead(&self, seconds: i64) {
        self.write(AHEAD, seconds * 1_000);
    }

    /// Sets the time of day, in milliseconds since 1970.
    pub fn show(&self, at_ms: i64) {
        self.write(AHEAD, at_ms - wall_clock().0 - self.read(SLEPT));
    }

    /// What it shows, in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        wall_clock().0 + self.read(AHEAD) + self.read(SLEPT)
    }

    /// The PC slept for so many seconds, or was off for them.
    pub fn sleep(&self, seconds: i64) {
        self.write(SLEPT, self.read(SLEPT) + seconds * 1_000);
    }

    /// What a program needs in its environment to live by it.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, &OsStr); 2] {
        [
            ("LD_PRELOAD", self.shim.as_os_str()),
            ("MADOGUCHI_WALL", self.moved.as_os_str()),
        ]
    }

    /// How far ahead it has to be to show a time, in seconds since 1970, now.
    #[must_use]
    pub fn until(seconds: i64) -> i64 {
        seconds - wall_clock().0 / 1_000
    }

    fn read(&self, at: u64) -> i64 {
        let mut number = [0; 8];
        let mut file = File::open(&self.moved).unwrap();
        file.seek(SeekFrom::Start(at)).unwrap();
        file.read_exact(&mut number).unwrap();
        i64::from_ne_bytes(number)
    }

    /// In place: programs have the file mapped, and eight bytes are seen whole.
    fn write(&self, at: u64, ms: i64) {
        let mut file = OpenOptions::new().write(true).open(&self.moved).unwrap();
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(&ms.to_ne_bytes()).unwrap();
    }
}
