//! What programs that a bench started take, by the system's own count (`/proc`).

use madoguchi_tests::programs::{cargo, profile_of_programs};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// A program that runs.
#[derive(Debug, Clone)]
pub struct Process {
    pub name: String,
    /// Resident memory, in MB (10⁶ bytes).
    pub rss_mb: f64,
    /// Seconds that it ran so far.
    pub cpu_s: f64,
    id: u32,
    parent: u32,
}

/// Whether the system says what programs take.
pub fn are_counted() -> bool {
    fs::exists("/proc/self/status").unwrap_or(false)
}

/// The programs that this one started, with those that they started, and that go on.
pub fn started() -> Vec<Process> {
    let folders = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let mut others: Vec<_> = folders.filter_map(|folder| seen(&folder.path())).collect();
    let (mut family, mut ours) = (BTreeSet::from([std::process::id()]), Vec::new());
    loop {
        let (more, rest): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|process| family.contains(&process.parent));
        if more.is_empty() {
            return ours;
        }
        family.extend(more.iter().map(|process| process.id));
        ours.extend(more);
        others = rest;
    }
}

/// The share of one core that those with such a name took between two looks so far apart.
pub fn share(
    (before, after): (&[Process], &[Process]),
    time: Duration,
    which: impl Fn(&str) -> bool,
) -> f64 {
    let worked = |all: &[Process]| -> f64 {
        let chosen = all.iter().filter(|process| which(&process.name));
        chosen.map(|process| process.cpu_s).sum()
    };
    (worked(after) - worked(before)) / time.as_secs_f64()
}

/// Lets time go by in which nothing is done. Not a wait for a result: the time is what is measured.
pub fn rest(time: Duration) {
    let (_never, idling) = std::sync::mpsc::channel::<()>();
    idling.recv_timeout(time).ok();
}

fn seen(process: &Path) -> Option<Process> {
    let id = process.file_name()?.to_str()?.parse().ok()?;
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    // The name stands in brackets and may hold anything; what follows is numbers.
    let (head, tail) = stat.rsplit_once(") ")?;
    let (_, name) = head.split_once('(')?;
    let fields: Vec<&str> = tail.split(' ').collect();
    let parent = fields.get(1)?.parse().ok()?;
    let status = fs::read_to_string(process.join("status")).ok()?;
    let rss = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    let kib: f64 = rss.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(Process {
        name: name.to_owned(),
        rss_mb: kib * 1024.0 / 1e6,
        cpu_s: cpu_s(process)?,
        id,
        parent,
    })
}

/// Seconds that all threads of a process ran. Not utime and stime: those are counted in hundredths of a second, which
/// an idle program does not fill.
fn cpu_s(process: &Path) -> Option<f64> {
    let threads = fs::read_dir(process.join("task")).ok()?;
    let ran_ns = threads.filter_map(|thread| {
        let times = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        times.split(' ').next()?.parse::<f64>().ok()
    });
    Some(ran_ns.sum::<f64>() / 1e9)
}

/// Builds the programs anew where they are older than their code: an old one would be measured without a word.
pub fn build() {
    let mut build = cargo();
    build.args(["build", "--workspace", "--bins"]);
    build.args(["--profile", &profile_of_programs()]);
    assert!(build.status().unwrap().success());
}
