//! A wall clock that a test sets: a small library that is loaded before the program's own, and lies about the time of day
//! alone. The time since the start goes on as it does.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Adds the seconds in a file to the time of day.
const SHIM: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t id, struct timespec *ts) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(id, ts);
    const char *path = getenv("WALL_AHEAD_FILE");
    if (result == 0 && id == CLOCK_REALTIME && path) {
        FILE *file = fopen(path, "r");
        long long ahead = 0;
        if (file) {
            if (fscanf(file, "%lld", &ahead) == 1) ts->tv_sec += ahead;
            fclose(file);
        }
    }
    return result;
}
"#;

/// A wall clock.
#[derive(Debug)]
pub struct Wall {
    shim: PathBuf,
    ahead: PathBuf,
}

impl Wall {
    /// A clock that is right so far; `None` where the machine cannot make one: it takes Linux and a C compiler.
    #[must_use]
    pub fn new(folder: &Path) -> Option<Self> {
        let wall = Self {
            shim: folder.join("wall.so"),
            ahead: folder.join("wall.ahead"),
        };
        let source = folder.join("wall.c");
        fs::write(&source, SHIM).unwrap();
        wall.set_ahead(0);
        let made = Command::new("cc")
            .args(["-shared", "-fPIC", "-o"])
            .arg(&wall.shim)
            .arg(&source)
            .arg("-ldl")
            .status();
        let can = cfg!(target_os = "linux") && made.is_ok_and(|made| made.success());
        can.then_some(wall)
    }

    /// From now on it shows so many seconds more than it is.
    pub fn set_ahead(&self, seconds: i64) {
        // Renamed, so that nobody reads half of it.
        let new = self.ahead.with_extension("new");
        fs::write(&new, seconds.to_string()).unwrap();
        fs::rename(&new, &self.ahead).unwrap();
    }

    /// What a program needs in its environment to see it.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, &OsStr); 2] {
        [
            ("LD_PRELOAD", self.shim.as_os_str()),
            ("WALL_AHEAD_FILE", self.ahead.as_os_str()),
        ]
    }

    /// How far ahead it has to be to show a time, in seconds since 1970, now.
    #[must_use]
    pub fn until(seconds: i64) -> i64 {
        seconds - madoguchi_controller::serve::wall_clock().0 / 1_000
    }
}
