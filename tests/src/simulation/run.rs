//! Runs: by a seed, and by the log of one.

use super::coverage::Coverage;
use super::event::{Event, Line};
use super::people::People;
use super::picture::Picture;
use super::plan::Plan;
use super::world::World;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::any::Any;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A run that ended well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The log: every event.
    pub lines: Vec<Line>,
    /// Everything that left the controller and what is stored at the end, in one number.
    pub fingerprint: u64,
    /// Sessions that readers finished; each was counted once.
    pub sessions: usize,
    /// Tickets that were acknowledged.
    pub tickets: usize,
    /// Installations.
    pub pcs: usize,
    /// What happened.
    pub coverage: Coverage,
}

/// A run in which something did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The index of the line after which it did not hold; the number of lines means at rest.
    pub at: usize,
    /// What did not hold: the invariant or oracle, and what was seen.
    pub what: String,
    /// The log until then.
    pub lines: Vec<Line>,
}

impl Failure {
    /// What did not hold, without what was seen: a shorter log has to break the same.
    #[must_use]
    pub fn kind(&self) -> &str {
        let end = self.what.find(|c: char| c == ':' || c.is_ascii_digit());
        match (self.what.split_once(':'), end) {
            (Some((name, _)), _) if name.starts_with("invariant") => name,
            (_, Some(end)) => self.what.get(..end).unwrap_or(&self.what),
            _ => &self.what,
        }
    }
}

/// A clinic that takes one line after the other.
#[derive(Debug)]
pub struct Simulation(World);

impl Simulation {
    /// One that has not opened yet; `watched`: whether everything is checked.
    #[must_use]
    pub fn new(watched: bool) -> Self {
        Self(World::new(watched))
    }

    /// Applies a line. Whether it did anything.
    ///
    /// # Errors
    /// What does not hold any longer.
    pub fn take(&mut self, line: &Line) -> Result<bool, String> {
        let applied = self.0.take(line);
        self.0.verdict().map(|()| applied)
    }

    /// Lets everything come to rest.
    ///
    /// # Errors
    /// What does not hold.
    pub fn rest(&mut self) -> Result<(), String> {
        self.0.come_to_rest();
        self.0.verdict()?;
        if self.0.watch.is_none() || self.0.plan.pcs == 0 {
            return Ok(());
        }
        self.0.check_rest()
    }

    /// What there is now, and what the newest line ordered.
    #[must_use]
    pub fn picture(&self) -> Picture {
        Picture::of(&self.0)
    }

    fn report(self, lines: Vec<Line>) -> Report {
        let mut world = self.0;
        let tickets = world.controller.iter().flat_map(|c| c.fleet.tickets());
        for chapter in tickets.flat_map(|t| &t.story) {
            let why = chapter.why.map(|why| why.as_str());
            world.coverage.chapter(chapter.what.as_str(), why);
        }
        Report {
            fingerprint: world.fingerprint(),
            lines,
            sessions: world.readers.iter().map(|r| r.finished.len()).sum(),
            tickets: world.acknowledged.len(),
            pcs: world.plan.pcs,
            coverage: world.coverage,
        }
    }
}

/// Runs one seed: this many events, then everything comes to rest. A `seed` gives the same log every time.
///
/// # Errors
/// The first thing that does not hold.
pub fn run(seed: u64, events: usize) -> Result<Report, Failure> {
    drive(by_seed(seed, events), true)
}

/// Runs one seed again without any check, for the number that has to be the same.
///
/// # Errors
/// When it panics.
pub fn fingerprint(seed: u64, events: usize) -> Result<u64, Failure> {
    drive(by_seed(seed, events), false).map(|report| report.fingerprint)
}

/// Runs a log, which may be of another run: events that do not apply are skipped.
///
/// # Errors
/// The first thing that does not hold.
pub fn replay(lines: &[Line]) -> Result<Report, Failure> {
    let mut lines = lines.iter();
    drive(move |_| lines.next().cloned(), true)
}

/// The log of a seed, as far as it goes, whether it fails or not.
#[must_use]
pub fn log_of(seed: u64, events: usize) -> Vec<Line> {
    match drive(by_seed(seed, events), false) {
        Ok(report) => report.lines,
        Err(failure) => failure.lines,
    }
}

/// Writes a log below this workspace's `target/`, and says where.
///
/// # Errors
/// When it cannot be written.
pub fn write_log(name: &str, lines: &[Line]) -> io::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/simulation");
    fs::create_dir_all(&folder)?;
    let path = folder.canonicalize()?.join(format!("{name}.jsonl"));
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
    fs::write(&path, text)?;
    Ok(path)
}

fn by_seed(seed: u64, events: usize) -> impl FnMut(&World) -> Option<Line> {
    let mut wishes = ChaCha8Rng::seed_from_u64(seed);
    let plan = Plan::draw(&mut wishes);
    let mut people = People::new(wishes);
    let mut n = 0;
    move |world| {
        n += 1;
        let event = match n {
            1 => Event::Opens { plan: plan.clone() },
            _ if n <= events => people.next(world),
            _ => return None,
        };
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        Some(Line { n, event })
    }
}

/// Applies line after line. A panic is a failure like any other.
fn drive(mut next: impl FnMut(&World) -> Option<Line>, watched: bool) -> Result<Report, Failure> {
    let mut lines = Vec::new();
    let mut simulation = Simulation::new(watched);
    let ran = catch_unwind(AssertUnwindSafe(|| {
        while let Some(line) = next(&simulation.0) {
            lines.push(line.clone());
            simulation
                .take(&line)
                .map_err(|what| (lines.len() - 1, what))?;
        }
        simulation.rest().map_err(|what| (lines.len(), what))
    }));
    match ran {
        Ok(Ok(())) => Ok(simulation.report(lines)),
        Ok(Err((at, what))) => Err(Failure { at, what, lines }),
        Err(panic) => Err(Failure {
            at: lines.len().saturating_sub(1),
            what: format!("panic: {}", said(&*panic)),
            lines,
        }),
    }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}
