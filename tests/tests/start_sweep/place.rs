//! A place in the life of a program: its n-th call of a kind, as strace counts them in each thread.

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

/// The n-th call of a kind in a thread.
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
        match fault {
            Fault::Killed => true,
            Fault::NoSpace => writes && (self.call != "openat" || self.creates),
            Fault::Io => self.call != "close",
        }
    }

    /// The words of strace that make it happen; its own notes go to a file.
    pub fn through(&self, fault: Fault, notes: &str) -> Vec<String> {
        let inject = format!("inject={}:{}:when={}", self.call, fault.words(), self.nth);
        strace(notes, &format!("trace={}", self.call), &["-e", &inject])
    }

    /// All places of a run by its notes that touch a folder.
    pub fn all(notes: &str, folder: &str) -> Vec<Self> {
        let mut counts = BTreeMap::<(&str, &str), usize>::new();
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
            let count = counts.entry((thread, call)).or_default();
            *count += 1;
            let Some((_, file)) = arguments.split_once(folder) else {
                continue;
            };
            let end = file.find(['>', '"']).unwrap_or(file.len());
            places.insert(Self {
                call: call.to_owned(),
                nth: *count,
                file: file[..end].to_owned(),
                creates: arguments.contains("O_CREAT"),
            });
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
