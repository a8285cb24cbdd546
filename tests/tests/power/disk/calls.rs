//! Every call by which a store writes, syncs, renames or removes a file of its own fails once, and once the process is killed right before
//! it: of journal, next segments, images, the database, and of one that is made anew. Whatever comes, whoever is told so has what was
//! acknowledged, and the next open has it, and nothing that was never written.
//!
//! A sample of the calls; all of them with `MADOGUCHI_SWEEPS=long`.

use super::damage::{changes, fast_folder, now, reopened, same};
use crate::records::{act, batch, readers, waiting};
use madoguchi_controller::store::memory::Disk;
use madoguchi_controller::store::{Loaded, Memory, Sled, Store, told};
use madoguchi_fleet::decision::Change;
use madoguchi_tests::programs::{Errno, FailingDisk, long_sweeps};
use std::fmt::Display;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The folder that the other process works on.
const FOLDER: &str = "MADOGUCHI_CALLS_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";
const REFUSED: &str = "refused: ";
/// Opens of the store.
const ROUNDS: u64 = 5;
/// Commits after each: with large tickets more than a segment holds, and more than waits for the database.
const COMMITS: u64 = 26;
const CHAPTERS: usize = 1_000;
const TICKETS: u64 = 6;
/// The rounds whose last commit removes a ticket: the first one's stop makes the database anew, and the second one leaves that to the next start, for
/// the database that was lost before is told and may be looked at until then.
const FORGETS: [u64; 2] = [1, 3];
/// The round after which the database is lost.
const LOSES: u64 = 2;
/// Of so many calls one is tried in a sample.
const ONE_OF: usize = 149;
const HANDS: usize = 2;
const FAULTS: [Errno; 3] = [Errno::Killed, Errno::Io, Errno::NoSpace];

/// The changes of the commit after so many.
fn written(revision: u64) -> Vec<Change> {
    let (round, is_last) = (revision / COMMITS, (revision + 1).is_multiple_of(COMMITS));
    if is_last && FORGETS.contains(&round) {
        let goes = Change::ForgetTicket(waiting(100).id);
        return vec![goes, Change::Act(act(round))];
    }
    changes(revision, revision % TICKETS, CHAPTERS)
}

/// What another process does; as a test of its own it has no folder to work on.
#[test]
#[ignore = "run in a process of its own by the test below"]
fn works_until_it_cannot() {
    let folder = std::env::var(FOLDER).expect("run by the test below");
    if let Err(why) = work(Path::new(&folder)) {
        tell(REFUSED, &why);
    }
}

/// Beside what the test program itself writes.
#[expect(
    clippy::print_stdout,
    reason = "the process that started this one reads it"
)]
fn tell(what: &str, more: &dyn Display) {
    println!("\n{what}{more}");
}

fn work(folder: &Path) -> Result<(), String> {
    for round in 0..ROUNDS {
        let mut store = Sled::open(folder, readers()).map_err(|error| error.to_string())?;
        for revision in round * COMMITS..(round + 1) * COMMITS {
            let done = now(store.commit(&batch(revision, written(revision))));
            let revision = done.map_err(|error| error.to_string())?;
            tell(ACKNOWLEDGED, &revision);
        }
        drop(store);
        told(folder).map_err(|error| error.to_string())?;
        if round == LOSES {
            fs::remove_dir_all(folder.join("store")).unwrap();
        }
    }
    Ok(())
}

/// What a store has after each number of commits.
fn states() -> Vec<Loaded> {
    let disk = Disk::default();
    let mut states = Vec::new();
    for revision in 0..=ROUNDS * COMMITS {
        let mut store = Memory::open(disk.clone(), readers()).unwrap();
        states.push(now(store.load()).unwrap());
        now(store.commit(&batch(revision, written(revision)))).unwrap();
    }
    states
}

/// What came of a call that failed.
enum Came {
    /// There is no such call.
    Nothing,
    /// The process was killed before it.
    Killed,
    /// It was told to whoever wrote.
    Told,
    /// Everything was acknowledged all the same.
    Borne,
}

fn tried(disk: &FailingDisk, nth: usize, fault: Errno, states: &[Loaded]) -> Result<Came, String> {
    let folder = fast_folder();
    disk.fail_nth(nth, folder.path().to_str().unwrap(), fault);
    let mut other = Command::new(std::env::current_exe().unwrap());
    other
        .args(["--exact", "disk::calls::works_until_it_cannot"])
        .args(["--ignored", "--nocapture"])
        .env(FOLDER, folder.path())
        .envs(disk.environment());
    let output = other.output().unwrap();
    let was_met = disk.has_failed();
    disk.heal();
    let said = String::from_utf8_lossy(&output.stdout);
    let mut words = said.lines().filter_map(|line| line.strip_prefix(REFUSED));
    let refused = words.next();
    if let Some(words) = refused.filter(|words| words.contains("damaged")) {
        return Err(format!("sound data is called damaged: {words}"));
    }
    let is_killed = output.status.signal() == Some(9);
    if is_killed != (was_met && fault == Errno::Killed) || !is_killed && !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("it ended with {}: {said}{error}", output.status));
    }
    let numbers = said
        .lines()
        .filter_map(|line| line.strip_prefix(ACKNOWLEDGED));
    let acknowledged = numbers.map(|number| number.parse().unwrap()).max();
    has_everything(folder.path(), acknowledged.unwrap_or(0), states)?;
    Ok(match (was_met, is_killed, refused) {
        (false, ..) => Came::Nothing,
        (true, true, _) => Came::Killed,
        (true, false, Some(_)) => Came::Told,
        (true, false, None) => Came::Borne,
    })
}

/// Opens it as the next start does, and goes on with it.
fn has_everything(folder: &Path, acknowledged: u64, states: &[Loaded]) -> Result<(), String> {
    let open = || Sled::open(folder, readers()).map_err(|error| format!("refused: {error}"));
    let mut store = open()?;
    let found = now(store.load()).map_err(|error| error.to_string())?;
    let revision = found.revision.0;
    // The newest commit may be there although nobody was told.
    if !(acknowledged..=acknowledged + 1).contains(&revision) {
        return Err(format!(
            "{acknowledged} were acknowledged, {revision} are there"
        ));
    }
    let state = usize::try_from(revision).unwrap();
    same(&found, &states[state])?;
    let more = now(store.commit(&batch(revision, changes(revision, 0, 1))));
    more.map_err(|error| format!("it takes nothing more: {error}"))?;
    drop(store);
    let again = reopened(folder).revision.0;
    match again == revision + 1 {
        true => Ok(()),
        false => Err(format!("{again} and not one more than {revision}")),
    }
}

#[test]
fn whichever_call_of_a_store_fails_or_is_never_made_nothing_acknowledged_is_lost() {
    if !FailingDisk::possible() {
        return;
    }
    let states = states();
    let step = if long_sweeps() { 1 } else { ONE_OF };
    let any = usize::try_from(getrandom::u64().unwrap() >> 1).unwrap();
    let first = 1 + any % step;
    println!("one call of {step}, from the {first}. on");
    for fault in FAULTS {
        let next = AtomicUsize::new(first);
        let found = Mutex::new(([0; 3], Vec::new()));
        let work = || {
            let place = tempfile::tempdir().unwrap();
            let disk = FailingDisk::build(place.path());
            loop {
                let nth = next.fetch_add(step, Ordering::SeqCst);
                let came = tried(&disk, nth, fault, &states);
                let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                match came {
                    Ok(Came::Nothing) => return,
                    Ok(Came::Killed) => found.0[0] += 1,
                    Ok(Came::Told) => found.0[1] += 1,
                    Ok(Came::Borne) => found.0[2] += 1,
                    Err(why) => found.1.push(format!("{fault:?} at call {nth}: {why}")),
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..HANDS {
                scope.spawn(work);
            }
        });
        let ([killed, told, borne], wrong) = found.into_inner().unwrap();
        println!("{fault:?}: {killed} killed, {told} told, {borne} borne");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(
            killed + told + borne > 3,
            "{fault:?}: hardly a call was met"
        );
        assert_eq!(fault == Errno::Killed, killed > 0, "{fault:?}");
    }
}
