//! A database that is damaged on purpose, opened, and judged: the whole of what was acknowledged, or a refusal.

use crate::records::{audit, batch, eventful, everything, grants, ticket_change};
use madoguchi_controller::store::{LoadError, Loaded, Sled, Store};
use madoguchi_fleet::decision::{Answer, Change};
use std::fs;
use std::future::Future;
use std::panic;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Once, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// The page of most disks and of memory: what a power cut tears.
pub const PAGE: usize = 4096;
/// An open takes milliseconds; whoever takes this long hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// Threads that open damaged databases.
const HANDS: usize = 2;
/// Panics of these threads are sled's answers to damage: they are caught, and would only hide what matters.
const QUIET: &str = "damaged database";

/// A store as a controller left it, with what it had acknowledged.
pub struct Original {
    folder: TempDir,
    pub sound: Loaded,
    /// How far the log was written when the last commit was acknowledged, in bytes.
    pub acknowledged: usize,
}

/// How the controller that wrote it went about it.
#[derive(Debug, Clone, Copy)]
pub enum Left {
    /// Killed before it was ever opened again: all is in the log.
    Killed,
    /// Opened a second time, written to, and killed.
    OpenedAgain,
    /// Stopped in good order.
    Closed,
}

impl Original {
    /// What a number of commits left, each of one ticket of so many, with a story of `chapters`, and some more.
    pub fn new(left: Left, commits: u64, tickets: u64, chapters: usize) -> Self {
        let folder = fast_folder();
        let mut store = Sled::open(folder.path(), grants()).unwrap();
        for revision in 0..commits {
            if revision == commits / 2 && matches!(left, Left::OpenedAgain) {
                drop(store);
                store = Sled::open(folder.path(), grants()).unwrap();
            }
            let changes = changes(revision, revision % tickets, chapters);
            now(store.commit(&batch(revision, changes))).unwrap();
        }
        let sound = now(store.load()).unwrap();
        let acknowledged = used(&fs::read(folder.path().join("db")).unwrap());
        let kept = fast_folder();
        // What a killed process leaves is what lies there before the store is dropped.
        match left {
            Left::Killed | Left::OpenedAgain => copy(folder.path(), kept.path()),
            Left::Closed => {
                drop(store);
                copy(folder.path(), kept.path());
            }
        }
        Self {
            folder: kept,
            sound,
            acknowledged,
        }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The database file.
    pub fn data(&self) -> Vec<u8> {
        fs::read(self.file("db")).unwrap()
    }

    /// Where its pages begin: all that were written, and every so many of the empty rest.
    pub fn boundaries(&self, empty_step: usize) -> (Vec<usize>, Vec<usize>) {
        let data = self.data();
        let used = used(&data);
        let first_empty = used.next_multiple_of(PAGE);
        let empty = (first_empty..data.len()).step_by(empty_step * PAGE);
        ((0..used).step_by(PAGE).collect(), empty.collect())
    }

    /// Names of all its files, without the lock.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "lock")
            .collect()
    }

    /// Copies it for each case, damages the copy, opens it, and judges what comes: how many were refused.
    pub fn judge<C: Sync + std::fmt::Debug>(
        &self,
        cases: &[C],
        damage: impl Fn(&Path, &C) + Sync,
    ) -> usize {
        quiet_panics();
        let next = AtomicUsize::new(0);
        let refused = AtomicUsize::new(0);
        let wrong = std::sync::Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..HANDS {
                scope.spawn(|| {
                    while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                        match self.one(|folder| damage(folder, case)) {
                            Ok(Verdict::Whole) => {}
                            Ok(Verdict::Refused) => drop(refused.fetch_add(1, Ordering::SeqCst)),
                            Err(third) => {
                                wrong.lock().unwrap().push(format!("{case:?}: {third}"));
                            }
                        }
                    }
                });
            }
        });
        let wrong = wrong.into_inner().unwrap();
        assert!(
            wrong.is_empty(),
            "{} of {} cases are a third thing:\n{}",
            wrong.len(),
            cases.len(),
            wrong.join("\n")
        );
        refused.into_inner()
    }

    fn one(&self, damage: impl Fn(&Path)) -> Result<Verdict, String> {
        let folder = fast_folder();
        copy(self.folder.path(), folder.path());
        damage(folder.path());
        let found = fs::read(folder.path().join("db")).ok();
        let path = folder.path().to_owned();
        match opened(path)? {
            Ok(loaded) => self.whole(&loaded).map(|()| Verdict::Whole),
            Err(error) => {
                refusal(&error, folder.path())?;
                if fs::read(folder.path().join("db")).ok() != found {
                    return Err(format!("refused, but the file was changed: {error}"));
                }
                Ok(Verdict::Refused)
            }
        }
    }

    /// Everything that was acknowledged is there.
    fn whole(&self, loaded: &Loaded) -> Result<(), String> {
        let (found, sound) = (&loaded.records, &self.sound.records);
        let same = [
            ("revision", loaded.revision == self.sound.revision),
            ("fleet time", found.fleet_time == sound.fleet_time),
            ("counters", found.counters == sound.counters),
            ("tickets", found.tickets == sound.tickets),
            ("units", found.units == sound.units),
            ("licenses", found.licenses == sound.licenses),
            ("walk-ups", found.walk_ups == sound.walk_ups),
            ("answers", found.answers == sound.answers),
        ];
        let others: Vec<_> = same.iter().filter(|(_, same)| !same).collect();
        if others.is_empty() {
            return Ok(());
        }
        Err(format!(
            "opened at {}, with other {others:?}",
            loaded.revision
        ))
    }
}

/// How much of a log was written: what follows is zeros.
fn used(log: &[u8]) -> usize {
    log.iter().rposition(|byte| *byte != 0).unwrap() + 1
}

enum Verdict {
    Whole,
    Refused,
}

/// Opens and reads in a thread of its own, within bounds: then goes on writing, as a controller would.
fn opened(folder: PathBuf) -> Result<Result<Loaded, LoadError>, String> {
    let (tell, told) = mpsc::channel();
    let opening = move || {
        let result = Sled::open(&folder, grants()).and_then(|mut store| {
            let loaded = now(store.load())?;
            let more = batch(loaded.revision.0, changes(loaded.revision.0, 0, 1));
            now(store.commit(&more)).expect("it opened, so it can be written to");
            drop(store);
            let again = now(Sled::open(&folder, grants())?.load())?;
            assert_eq!(
                again.revision,
                loaded.revision.next(),
                "written after it opened"
            );
            Ok(loaded)
        });
        drop(tell.send(result));
    };
    let thread = thread::Builder::new().name(QUIET.to_owned());
    drop(thread.spawn(opening).unwrap());
    match told.recv_timeout(PATIENCE) {
        Ok(result) => Ok(result),
        Err(mpsc::RecvTimeoutError::Timeout) => Err("it hangs".to_owned()),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err("it panicked".to_owned()),
    }
}

/// Opens a sound store and closes it.
pub fn reopened(folder: &Path) -> Loaded {
    now(Sled::open(folder, grants()).unwrap().load()).unwrap()
}

/// What a first start wrote, up to its first commit.
pub struct Young {
    pub settings: Vec<u8>,
    pub log: Vec<u8>,
    pub mark: Vec<u8>,
}

impl Young {
    pub fn new() -> Self {
        let folder = fast_folder();
        let mut store = Sled::open(folder.path(), grants()).unwrap();
        now(store.commit(&batch(0, everything()))).unwrap();
        drop(store);
        let read = |name| fs::read(folder.path().join(name)).unwrap();
        Self {
            settings: read("conf"),
            log: read("db"),
            mark: read("revision"),
        }
    }
}

/// Opens a folder with what a first start left in it, and writes to it as a controller would.
pub fn opened_young(left: impl Fn(&Path)) -> Result<Loaded, LoadError> {
    quiet_panics();
    let folder = fast_folder();
    left(folder.path());
    opened(folder.path().to_owned()).unwrap()
}

/// The error says what is wrong, where, and what to do.
fn refusal(error: &LoadError, folder: &Path) -> Result<(), String> {
    let text = error.to_string();
    let folder = folder.display().to_string();
    let clear = matches!(error, LoadError::Corrupt { .. })
        && [folder.as_str(), "is damaged", "copy", "backup"]
            .iter()
            .all(|part| text.contains(part));
    if clear {
        Ok(())
    } else {
        Err(format!("unclear: {text}"))
    }
}

fn changes(revision: u64, ticket: u64, chapters: usize) -> Vec<Change> {
    let mut ticket = eventful(100 + ticket);
    let chapter = ticket.story[0].clone();
    ticket.story = vec![chapter; chapters];
    let mut changes = everything();
    changes.push(ticket_change(ticket));
    changes.push(Change::Audit(audit(100 + revision, Answer::Done)));
    changes
}

/// The files of a store, without those of a check.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), to).unwrap();
        } else {
            fs::create_dir(&to).unwrap();
        }
    }
}

/// A folder in memory where the system has such: thousands of opens sync a dozen times each.
fn fast_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        return tempfile::tempdir_in(memory).unwrap();
    }
    tempfile::tempdir().unwrap()
}

/// The store's futures never wait for anything.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the store on disk never waits"),
    }
}

fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(QUIET) {
                usual(info);
            }
        }));
    });
}
