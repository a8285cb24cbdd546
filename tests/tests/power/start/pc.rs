//! A PC with a data directory, what was acknowledged on it, and the programs on it.

use super::place::{self, Fault, Place};
use madoguchi_tests::programs::{Answer, PATIENCE, Program, command, command_through};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CONFIGURATION: &str = "policy = \"loopback\"\ndata_dir = \"data\"\n[gateway]\nlisten = \"127.0.0.1:0\"\n\
    [pairing]\nlisten = \"127.0.0.1:0\"\n[desk]\nlisten = \"127.0.0.1:0\"\n\
    [console]\nlisten = \"127.0.0.1:0\"\n";

/// What nobody at a clinic should read when it is only the disk that failed once: sound data is not damaged.
const UNTRUE: [&str; 3] = ["is damaged", "壊れています", "restore the newest"];
/// Words of libraries.
const FOREIGN: [&str; 6] = [" sled", "sled-io", "backtrace", "panicked", "Err(", "Os {"];

/// What lies there when the start begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Nothing: the first start.
    Nothing,
    /// What a first start left that was killed with a patient waiting: all is in the journal.
    Young,
    /// The same, started and stopped once more: with sled's table of pages, which is out of date at the next start.
    Stopped,
    /// Many starts and tickets, killed.
    Old,
}

impl Left {
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Young, Self::Stopped, Self::Old];
}

pub struct Pc {
    folder: TempDir,
    /// Numbers of tickets that were acknowledged.
    tickets: BTreeSet<String>,
    installation: Option<Vec<u8>>,
}

impl Pc {
    /// A PC on which that much happened.
    pub fn left(left: Left) -> Self {
        let mut pc = Self {
            folder: folder(),
            tickets: BTreeSet::new(),
            installation: None,
        };
        fs::write(pc.path().join("controller.toml"), CONFIGURATION).unwrap();
        let rounds = match left {
            Left::Nothing => 0,
            Left::Young => 1,
            Left::Stopped => 2,
            Left::Old => 5,
        };
        for round in 0..rounds {
            let mut program = pc.start(&[]);
            assert!(ready(&mut program), "{:?}", program.written());
            let tickets = if left == Left::Old { 12 } else { 1 };
            for _ in 0..tickets {
                pc.add().expect("nothing speaks against it");
            }
            if round % 2 == 1 {
                assert!(program.stop().success());
            } else {
                program.kill();
            }
        }
        pc.installation = pc.key();
        pc
    }

    /// Another PC on which the same happened.
    pub fn again(&self) -> Self {
        let other = folder();
        copy(self.path(), other.path());
        Self {
            folder: other,
            tickets: self.tickets.clone(),
            installation: self.installation.clone(),
        }
    }

    /// Where a start, a ticket and a stop touch the data directory.
    pub fn places(mut self) -> Vec<Place> {
        let notes = self.notes();
        let mut program = self.start(&place::noted(&notes));
        assert!(ready(&mut program), "{:?}", program.written());
        self.add().unwrap();
        assert!(program.stop().success());
        // strace may still be writing what it saw: it is done when the last thread ended.
        let until = Instant::now() + PATIENCE;
        loop {
            let text = fs::read_to_string(&notes).unwrap();
            // The last that a stop does is to remove the desk's address.
            if text.contains("desk.addr\") = 0") || Instant::now() > until {
                return Place::all(&text, &self.data());
            }
            thread::yield_now();
        }
    }

    /// A start, a ticket and a stop with a fault somewhere. What comes of it, or what is wrong about that.
    pub fn faulty(&mut self, place: &Place, fault: Fault) -> Result<&'static str, String> {
        let notes = self.notes();
        let mut program = self.start(&place.through(fault, &notes, &self.data()));
        let mut came = "never ready";
        let came_to_it = program.line_or_end_within(PATIENCE, is_ready);
        let came_to_it = came_to_it.ok_or_else(|| hangs(&program))?;
        if came_to_it.is_some() {
            came = match self.add() {
                Some(()) => "ready, ticket taken",
                None => "ready, ticket refused or unanswered",
            };
            // Killed meanwhile, it cannot be asked any more.
            Command::new("kill")
                .args(["-TERM", &program.id().to_string()])
                .status()
                .unwrap();
        }
        let ended = ended(&mut program)?;
        let said = program.written().join("\n");
        let happened = fs::read_to_string(&notes).unwrap_or_default();
        // strace counts for each thread, and sled reads on several: a disk that fails at every reading has shown nobody that its data is sound.
        let faults = happened.matches("INJECTED").count();
        let untrue = UNTRUE.iter().find(|words| said.contains(**words));
        if let Some(words) = untrue.filter(|_| faults < 2) {
            return Err(format!("it says {words:?} of sound data: {said}"));
        }
        if let Some(words) = FOREIGN.iter().find(|words| said.contains(**words)) {
            return Err(format!("words of a library ({words:?}): {said}"));
        }
        if came == "never ready" && ended == Some(1) && said.trim().is_empty() {
            return Err("it did not start and said nothing".to_owned());
        }
        Ok(match (fault, faults > 0) {
            (Fault::Killed, _) if ended.is_none() => "killed",
            (Fault::Killed, _) | (_, false) => "it did not come to that",
            (_, true) => came,
        })
    }

    /// A file on it; of `NAME*` the last one that begins like that.
    pub fn file(&self, name: &str) -> PathBuf {
        let path = self.path().join(name);
        let Some(stem) = name.strip_suffix('*') else {
            return path;
        };
        let stem = self.path().join(stem).display().to_string();
        let entries = fs::read_dir(path.parent().unwrap()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let of_that_name = paths.filter(|path| path.display().to_string().starts_with(&stem));
        // The journal's next segment is laid down ahead as zeros.
        let is_used = |path: &PathBuf| fs::read(path).unwrap().iter().any(|byte| *byte != 0);
        of_that_name.filter(is_used).max().expect("there is one")
    }

    /// A start, which is killed once it is ready: whether it was, and what it said.
    pub fn tries(&mut self) -> (bool, String) {
        let mut program = self.start(&[]);
        let is_ready = ready(&mut program);
        let said = program.written().join("\n");
        drop(program);
        let foreign = FOREIGN.iter().find(|words| said.contains(**words));
        assert!(foreign.is_none(), "words of a library: {said}");
        (is_ready, said)
    }

    /// Kills a start, or a stop, after so much time.
    pub fn killed(&mut self, after: Duration, stopping: bool) {
        let mut program = self.start(&[]);
        if stopping {
            assert!(ready(&mut program), "{:?}", program.written());
            let _ = self.add();
            program.ask_to_stop();
            pause(after / 5);
        } else {
            pause(after);
        }
        program.kill();
    }

    /// Starts, and looks whether everything that was acknowledged is there; then stops in good order or by a kill.
    pub fn has_everything(&mut self) -> Result<(), String> {
        let mut program = self.start(&[]);
        if !ready(&mut program) {
            return Err(format!(
                "the next start is refused: {}",
                program.written().join("\n")
            ));
        }
        let answer = self.ask(&["ticket", "list", "--all", "--json"]);
        if answer.code != Some(0) {
            return Err(format!("no list: {answer:?}"));
        }
        let list = answer.json();
        let found: BTreeSet<_> = list["tickets"]
            .as_array()
            .unwrap()
            .iter()
            .map(|ticket| ticket["number"].as_str().unwrap().to_owned())
            .collect();
        if !self.tickets.is_subset(&found) {
            return Err(format!(
                "{:?} were acknowledged, {found:?} are there",
                self.tickets
            ));
        }
        // What was asked for and not answered may be there as well.
        self.tickets = found;
        let key = self.key();
        if self.installation.is_some() && self.installation != key {
            return Err("it is another installation".to_owned());
        }
        self.installation = key;
        self.add().ok_or("no new ticket is taken")?;
        program.kill();
        Ok(())
    }

    fn add(&mut self) -> Option<()> {
        let number = (self.tickets.len() + 1..)
            .map(|number| number.to_string())
            .find(|number| !self.tickets.contains(number))?;
        let answer = self.ask(&["ticket", "add", &number]);
        if answer.code != Some(0) {
            return None;
        }
        self.tickets.insert(number);
        Some(())
    }

    fn ask(&self, words: &[&str]) -> Answer {
        let mut asking = command("madoguchi");
        let data = self.path().join("data");
        Answer::of(
            asking
                .args(["--lang", "en", "--data-dir"])
                .arg(data)
                .args(words),
        )
    }

    fn start(&self, through: &[String]) -> Program {
        let mut serve = command_through(through, "madoguchi");
        serve.args(["--lang", "en", "serve", "--config"]);
        Program::start(serve.arg(self.path().join("controller.toml")))
    }

    fn key(&self) -> Option<Vec<u8>> {
        fs::read(self.path().join("data/identity/installation.key")).ok()
    }

    fn data(&self) -> String {
        self.path().join("data").display().to_string()
    }

    fn notes(&self) -> String {
        self.path().join("notes").display().to_string()
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Whether it came so far; `false` when it ended before.
fn ready(program: &mut Program) -> bool {
    program
        .line_or_end_within(PATIENCE, is_ready)
        .is_some_and(|found| found.is_some())
}

fn is_ready(line: &str) -> Option<()> {
    line.contains("the controller is ready").then_some(())
}

fn hangs(program: &Program) -> String {
    format!("it hangs: {}", program.written().join("\n"))
}

/// Its exit code; none when it was killed. An error when it hangs.
fn ended(program: &mut Program) -> Result<Option<i32>, String> {
    match program.ended_within(PATIENCE) {
        Some(status) => Ok(status.code()),
        None => Err(hangs(program)),
    }
}

/// Lets time pass: the moment of a kill is a random one.
fn pause(time: Duration) {
    let (_never, told) = mpsc::channel::<()>();
    let _ = told.recv_timeout(time);
}

/// On a real disk's file system where there is one: a folder in memory syncs nothing.
fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to: PathBuf = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&to).unwrap();
            let mode = fs::metadata(entry.path()).unwrap().permissions();
            copy(&entry.path(), &to);
            fs::set_permissions(&to, mode).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
