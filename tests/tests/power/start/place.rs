//! A place in the life of a program: its n-th call of a kind on a file, as strace counts them in each thread.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What can happen there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Killed,
    NoSpace,
    Io,
}

/// Calls that may need room on the disk.
const WRITING: &str =
    "openat,mkdir,write,pwrite64,fsync,fdatasync,sync_file_range,rename,copy_file_range,ftruncate";
/// Calls that only read.
const READING: &str =
    "read,pread64,statx,getdents64,unlink,unlinkat,rmdir,flock,fchmod,chmod,close";

impl Fault {
    pub const ALL: [Self; 3] = [Self::Killed, Self::NoSpace, Self::Io];

    fn words(self) -> &'static str {
        match self {
            Self::Killed => "signal=KILL",
            Self::NoSpace => "error=ENOSPC",
            Self::Io => "error=EIO",
        }
    }
}

/// The n-th call of a kind on a file in a thread. Where the file's name has the process in it, which is another in every run, the
/// n-th such call on any file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    call: String,
    nth: usize,
    file: String,
    creates: bool,
}

impl Place {
    /// Whether such a call can fail like that.
    pub fn can(&self, fault: Fault) -> bool {
        let writes = WRITING.split(',').any(|call| call == self.call);
        // Without its file, a write may be one to a pipe or to the screen.
        if self.has_process() && self.call == "write" {
            return false;
        }
        match fault {
            Fault::Killed => true,
            Fault::NoSpace => writes && (self.call != "openat" || self.creates),
            Fault::Io => self.call != "close",
        }
    }

    /// The words of strace that make it happen; its own notes go to a file.
    pub fn through(&self, fault: Fault, notes: &str, folder: &str) -> Vec<String> {
        let inject = format!("inject={}:{}:when={}", self.call, fault.words(), self.nth);
        let path = format!("{folder}{}", self.file);
        let more = ["-e", &inject, "-P", &path];
        let more = if self.has_process() {
            &more[..2]
        } else {
            &more[..]
        };
        strace(notes, &format!("trace={}", self.call), more)
    }

    fn has_process(&self) -> bool {
        self.file.contains(".new-")
    }

    /// All places of a run by its notes that touch a folder.
    pub fn all(notes: &str, folder: &str) -> Vec<Self> {
        let mut counts = BTreeMap::<(&str, &str, &str), usize>::new();
        let mut count = |thread, call, file| {
            let count = counts.entry((thread, call, file)).or_default();
            *count += 1;
            *count
        };
        let mut places = BTreeSet::new();
        for line in notes.lines() {
            let Some((thread, rest)) = line.split_once(' ') else {
                continue;
            };
            let Some((call, arguments)) = rest.trim_start().split_once('(') else {
                continue;
            };
            if call.starts_with('<') {
                continue;
            }
            let of_all = count(thread, call, "");
            let Some((_, file)) = arguments.split_once(folder) else {
                continue;
            };
            let file = &file[..file.find(['>', '"']).unwrap_or(file.len())];
            let of_file = count(thread, call, if file.is_empty() { "/" } else { file });
            let mut place = Self {
                call: call.to_owned(),
                nth: of_file,
                file: file.to_owned(),
                creates: arguments.contains("O_CREAT"),
            };
            if place.has_process() {
                place.nth = of_all;
            }
            places.insert(place);
        }
        places.into_iter().collect()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} #{} ({})", self.call, self.nth, self.file)
    }
}

/// The words that only take notes of all such calls.
pub fn noted(notes: &str) -> Vec<String> {
    strace(notes, &format!("trace={WRITING},{READING}"), &[])
}

/// Detached, so that the program that is started is ours and not strace's.
fn strace(notes: &str, trace: &str, more: &[&str]) -> Vec<String> {
    let words = ["strace", "-D", "-f", "-y", "-qq", "-o", notes, "-e", trace];
    let words = words.iter().chain(more);
    words.map(|word| (*word).to_owned()).collect()
}
