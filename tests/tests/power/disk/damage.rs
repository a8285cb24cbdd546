//! A data directory that is damaged on purpose, opened, and judged: the whole of what was acknowledged, or a refusal.

use crate::records::{act, audit, batch, eventful, everything_but_acts, readers, ticket_change};
use madoguchi_controller::store::{LoadError, Loaded, Sled, Store};
use madoguchi_fleet::Records;
use madoguchi_fleet::decision::{Answer, Change};
use std::fmt::Debug;
use std::fs;
use std::future::Future;
use std::panic;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The page of most disks and of memory: what a power cut tears.
pub const PAGE: usize = 4096;
/// The pages of the database without which cutting it would show nothing.
pub const ENOUGH_PAGES: usize = 32;
/// An open takes milliseconds; whoever takes this long hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// Threads that open damaged stores.
const HANDS: usize = 2;
/// Panics of these threads are sled's answers to damage: they are caught, and would only hide what matters.
const QUIET: &str = "damaged database";

/// A data directory as a controller left it, with what it had acknowledged.
pub struct Original {
    folder: TempDir,
    sound: Loaded,
    /// The state before the newest commit.
    before: Loaded,
}

/// How the controller that wrote it went about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Killed before it was ever opened again: the journal has all, the database some, and there is no image of a stop.
    Killed,
    /// Stopped and opened again twice, then killed.
    OpenedAgain,
    /// Stopped and opened again twice, then stopped.
    Closed,
}

impl Left {
    pub const ALL: [Self; 3] = [Self::Killed, Self::OpenedAgain, Self::Closed];
}

/// What became of the starts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Verdicts {
    pub whole: usize,
    pub refused: usize,
    /// The state before the newest commit: a third thing, but for who asks for it.
    pub without_newest: usize,
}

impl Original {
    /// What a number of commits left, each of one ticket of so many, with a story of `chapters`, and some more.
    pub fn new(left: Left, commits: u64, tickets: u64, chapters: usize) -> Self {
        let folder = fast_folder();
        let open = || Sled::open(folder.path(), readers()).unwrap();
        let mut store = open();
        let commit = |store: &mut Sled, revision| {
            let mut changes = changes(revision, revision % tickets, chapters);
            // Where no stop follows, each start would make the database anew for it.
            if revision == 0 && left != Left::Killed {
                changes.push(Change::Act(act(1)));
            }
            now(store.commit(&batch(revision, changes))).unwrap();
        };
        let newest = commits - 1;
        for revision in 0..newest {
            if left != Left::Killed && [commits / 3, commits * 2 / 3].contains(&revision) {
                drop(store);
                store = open();
            }
            commit(&mut store, revision);
        }
        // The database gets what was committed some time later: without this it might have nothing yet.
        until_it_has(ENOUGH_PAGES, &folder.path().join(DATABASE));
        let before = now(store.load()).unwrap();
        commit(&mut store, newest);
        let sound = now(store.load()).unwrap();
        let kept = fast_folder();
        // What a killed process leaves is what lies there before the store is dropped.
        if left == Left::Closed {
            drop(store);
            copy(folder.path(), kept.path());
        } else {
            copy(folder.path(), kept.path());
            drop(store);
        }
        Self {
            folder: kept,
            sound,
            before,
        }
    }

    /// The content of a file of it.
    pub fn content(&self, file: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(file)).unwrap()
    }

    /// Where the database's pages begin: all that were written, and every so many of the empty rest.
    pub fn boundaries(&self, empty_step: usize) -> (Vec<usize>, Vec<usize>) {
        let data = self.content(DATABASE);
        let used = used(&data);
        let first_empty = used.next_multiple_of(PAGE);
        let empty = (first_empty..data.len()).step_by(empty_step * PAGE);
        ((0..used).step_by(PAGE).collect(), empty.collect())
    }

    /// Its files in a folder of it, by their paths in it, without locks.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let mut names = names_in(&self.folder.path().join(folder));
        names.retain(|name| name != "lock");
        names.sort();
        let of = |name| format!("{folder}/{name}");
        names.into_iter().map(of).collect()
    }

    /// Copies it for each case, damages the copy, opens it, and judges what comes: the number of refusals.
    pub fn judge<C: Sync + Debug>(&self, cases: &[C], damage: impl Fn(&Path, &C) + Sync) -> usize {
        let verdicts = self.verdicts(cases, None, damage);
        assert_eq!(verdicts.without_newest, 0, "{verdicts:?}");
        verdicts.refused
    }

    /// The same for one file with another content. Who refuses names it.
    pub fn judge_one<C: Sync + Debug>(
        &self,
        file: &str,
        cases: &[C],
        harmed: impl Fn(&[u8], &C) -> Vec<u8> + Sync,
    ) -> Verdicts {
        let whole = self.content(file);
        let damage = |folder: &Path, case: &C| {
            fs::write(folder.join(file), harmed(&whole, case)).unwrap();
        };
        self.verdicts(cases, Some(file), damage)
    }

    /// What comes of each case; who refuses names the file, where one is named here.
    pub fn verdicts<C: Sync + Debug>(
        &self,
        cases: &[C],
        file: Option<&str>,
        damage: impl Fn(&Path, &C) + Sync,
    ) -> Verdicts {
        quiet_panics();
        let next = AtomicUsize::new(0);
        let found = Mutex::new((Verdicts::default(), Vec::new()));
        let work = || {
            let mut left_alone = None;
            while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                let folder = left_alone.take().unwrap_or_else(|| self.copied());
                damage(folder.path(), case);
                let judged = self.one(folder.path(), file);
                let mut found = found.lock().unwrap();
                match judged {
                    Ok(Verdict::Whole) => found.0.whole += 1,
                    Ok(Verdict::WithoutNewest) => found.0.without_newest += 1,
                    Ok(Verdict::Refused) => {
                        found.0.refused += 1;
                        // It changed nothing, so the same file can be harmed once more.
                        left_alone = file.map(|_| folder);
                    }
                    Err(third) => found.1.push(format!("{case:?}: {third}")),
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..HANDS {
                scope.spawn(work);
            }
        });
        let (verdicts, wrong) = found.into_inner().unwrap();
        assert!(
            wrong.is_empty(),
            "{} of {} cases are a third thing:\n{}",
            wrong.len(),
            cases.len(),
            wrong.join("\n")
        );
        verdicts
    }

    fn copied(&self) -> TempDir {
        let folder = fast_folder();
        copy(self.folder.path(), folder.path());
        folder
    }

    fn one(&self, folder: &Path, file: Option<&str>) -> Result<Verdict, String> {
        let journal = folder.join(JOURNAL);
        let found = everything_in(&journal);
        match opened(folder.to_owned())? {
            Ok(loaded) if loaded.revision == self.before.revision => {
                same(&loaded, &self.before).map(|()| Verdict::WithoutNewest)
            }
            Ok(loaded) => same(&loaded, &self.sound).map(|()| Verdict::Whole),
            Err(error) => {
                refusal(&error, &folder.join(file.unwrap_or_default()))?;
                if everything_in(&journal) != found {
                    return Err(format!("refused, but the journal was changed: {error}"));
                }
                Ok(Verdict::Refused)
            }
        }
    }
}

/// What can become of a file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    Missing,
    Empty,
    Zeros,
    Half,
    Doubled,
    Flipped,
}

pub const HARMS: [Harm; 6] = [
    Harm::Missing,
    Harm::Empty,
    Harm::Zeros,
    Harm::Half,
    Harm::Doubled,
    Harm::Flipped,
];

pub fn harm(file: &Path, how: &Harm) {
    if file.is_dir() {
        fs::remove_dir_all(file).unwrap();
        return;
    }
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    match how {
        Harm::Missing => return fs::remove_file(file).unwrap(),
        Harm::Empty => bytes.clear(),
        Harm::Zeros => bytes.fill(0),
        Harm::Half => bytes.truncate(middle),
        Harm::Doubled => bytes.extend_from_within(..),
        Harm::Flipped => bytes[middle] ^= 4,
    }
    fs::write(file, bytes).unwrap();
}

/// The folder of journal and images.
pub const JOURNAL: &str = "journal";
/// sled's log.
pub const DATABASE: &str = "store/db";

/// Everything that was acknowledged is there.
pub fn same(found: &Loaded, sound: &Loaded) -> Result<(), String> {
    let revision = found.revision;
    let was = &sound.records;
    // Whoever adds a kind of record adds it here.
    let Records {
        fleet_time,
        counters,
        tickets,
        units,
        licenses,
        walk_ups,
        unit_days,
        queue_days,
        people,
        licensing,
        acts,
        revocations,
        answers,
        audit_head,
    } = &found.records;
    let same = [
        ("revision", revision == sound.revision),
        ("fleet time", *fleet_time == was.fleet_time),
        ("counters", *counters == was.counters),
        ("tickets", *tickets == was.tickets),
        ("units", *units == was.units),
        ("licenses", *licenses == was.licenses),
        ("walk-ups", *walk_ups == was.walk_ups),
        ("days of units", *unit_days == was.unit_days),
        ("days of the queue", *queue_days == was.queue_days),
        ("people", *people == was.people),
        ("licensing", *licensing == was.licensing),
        ("acts", *acts == was.acts),
        ("revocations", *revocations == was.revocations),
        ("answers", *answers == was.answers),
        ("head of the audit", *audit_head == was.audit_head),
    ];
    let others: Vec<_> = same.iter().filter(|(_, same)| !same).collect();
    match others.is_empty() {
        true => Ok(()),
        false => Err(format!("opened at {revision}, with other {others:?}")),
    }
}

/// How much of a log was written: what follows is zeros.
pub fn used(log: &[u8]) -> usize {
    log.iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1)
}

/// Returns once a log has so many pages.
fn until_it_has(pages: usize, log: &Path) {
    let until = Instant::now() + PATIENCE;
    while used(&fs::read(log).unwrap()) < pages * PAGE {
        assert!(Instant::now() < until, "{} stays empty", log.display());
        thread::yield_now();
    }
}

enum Verdict {
    Whole,
    WithoutNewest,
    Refused,
}

/// Opens and reads in a thread of its own, within bounds: then goes on writing, as a controller would.
fn opened(folder: PathBuf) -> Result<Result<Loaded, LoadError>, String> {
    let (tell, told) = mpsc::channel();
    let opening = move || {
        let result = Sled::open(&folder, readers()).and_then(|mut store| {
            let loaded = now(store.load())?;
            let more = batch(loaded.revision.0, changes(loaded.revision.0, 0, 1));
            now(store.commit(&more)).expect("it opened, so it can be written to");
            drop(store);
            let again = now(Sled::open(&folder, readers())?.load())?;
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
    now(Sled::open(folder, readers()).unwrap().load()).unwrap()
}

/// What a first start wrote before its first commit.
pub struct Young {
    pub settings: Vec<u8>,
    pub log: Vec<u8>,
}

impl Young {
    pub fn new() -> Self {
        let folder = fast_folder();
        drop(Sled::open(folder.path(), readers()).unwrap());
        let read = |name| fs::read(folder.path().join(name)).unwrap();
        Self {
            settings: read("store/conf"),
            log: read(DATABASE),
        }
    }
}

/// Opens a data directory with what a first start left in it, and writes to it as a controller would.
pub fn opened_young(left: impl Fn(&Path)) -> Result<Loaded, LoadError> {
    quiet_panics();
    let folder = fast_folder();
    fs::create_dir(folder.path().join("store")).unwrap();
    left(folder.path());
    opened(folder.path().to_owned()).unwrap()
}

/// The error says what is wrong, where, and what to do.
fn refusal(error: &LoadError, path: &Path) -> Result<(), String> {
    let text = error.to_string();
    let path = path.display().to_string();
    let says = match error {
        LoadError::Corrupt { .. } => "is damaged",
        LoadError::CutShort { .. } => "are missing",
        _ => return Err(format!("unclear: {text}")),
    };
    let parts = [path.as_str(), says, "copy", "backup"];
    let clear = parts.iter().all(|part| text.contains(part));
    if clear {
        Ok(())
    } else {
        Err(format!("unclear: {text}"))
    }
}

pub fn changes(revision: u64, ticket: u64, chapters: usize) -> Vec<Change> {
    let mut ticket = eventful(100 + ticket);
    let chapter = ticket.story[0].clone();
    ticket.story = vec![chapter; chapters];
    let mut changes = everything_but_acts();
    changes.push(ticket_change(ticket));
    changes.push(Change::Audit(audit(100 + revision, Answer::Done)));
    changes
}

/// The files and folders of a folder, by name. The thread that was killed may have had one under another name a moment before.
fn copy(from: &Path, to: &Path) {
    for name in names_in(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&from, &to);
        } else if let Err(error) = fs::copy(&from, to) {
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{from:?}");
        }
    }
}

pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// The files of a folder with their content, but for the lock.
fn everything_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut names = names_in(folder);
    names.retain(|name| name != "lock");
    names.sort();
    let content = |name: String| {
        let content = fs::read(folder.join(&name)).unwrap();
        (name, content)
    };
    names.into_iter().map(content).collect()
}

/// A folder in memory where the system has such: thousands of opens sync a dozen times each.
pub fn fast_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        return tempfile::tempdir_in(memory).unwrap();
    }
    tempfile::tempdir().unwrap()
}

/// The store's futures never wait for anything.
pub fn now<F: Future>(future: F) -> F::Output {
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
