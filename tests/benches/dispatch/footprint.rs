//! Part 4: what the real programs take when nothing happens: `madoguchi serve` and four `madoguchi-agent`s, as the
//! README starts them, all four seated and idle.

use crate::common::figures::{rounded, say};
use madoguchi_tests::programs::{Clinic, READERS, Terminal, profile_of_programs};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What one program takes.
#[derive(Debug, Clone, Copy, Default)]
struct Takes {
    /// Resident memory, in MB (10⁶ bytes).
    rss_mb: f64,
    /// Share of one core.
    cpu: f64,
}

/// What came out; `None` where the system has no `/proc`.
pub struct Figures(Option<(Takes, Takes)>);

/// Looks at the programs for so long.
pub fn measure(idle: Duration) -> Figures {
    if !fs::exists("/proc/self/status").unwrap_or(false) {
        return Figures(None);
    }
    build();
    let clinic = open();
    let before = programs();
    // Not a wait for a result: the time is what is measured.
    let (_never, idling) = std::sync::mpsc::channel::<()>();
    idling.recv_timeout(idle).ok();
    let after = programs();
    drop(clinic);
    let takes = |name: &str| {
        let of = |all: &[Process]| -> Vec<Process> {
            all.iter().filter(|p| p.name == name).cloned().collect()
        };
        let (before, after) = (of(&before), of(&after));
        assert_eq!(before.len(), after.len());
        let worked = |all: &[Process]| all.iter().map(|p| p.cpu_s).sum::<f64>();
        let each = after.len() as f64;
        Takes {
            rss_mb: after.iter().map(|p| p.rss_mb).fold(0.0, f64::max),
            cpu: (worked(&after) - worked(&before)) / idle.as_secs_f64() / each,
        }
    };
    Figures(Some((takes("madoguchi"), takes("madoguchi-agent"))))
}

/// Builds the programs anew where they are older than their code: an old one would be measured without a word.
fn build() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--workspace", "--bins"]);
    build.args(["--profile", &profile_of_programs()]);
    assert!(build.status().unwrap().success());
}

/// The README's clinic, with four seats.
fn open() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.additional_license(3, "additional.license");
    let installed = clinic.ask("license install additional.license").done();
    assert!(!installed.out.is_empty());
    let mut watch = clinic.watch();
    for n in 1..=READERS {
        clinic.plug_in(n);
    }
    watch.until(|look| {
        let units = look["units"].as_array();
        let serving = units.map(|all| all.iter().filter(|unit| unit["serves"] == true).count());
        serving == Some(READERS)
    });
    clinic
}

#[derive(Debug, Clone)]
struct Process {
    name: String,
    rss_mb: f64,
    cpu_s: f64,
}

/// The programs that this one started, and that go on.
fn programs() -> Vec<Process> {
    let folders = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    folders
        .filter_map(|folder| {
            let stat = fs::read_to_string(folder.path().join("stat")).ok()?;
            // The name stands in brackets and may hold anything; what follows is numbers.
            let (head, tail) = stat.rsplit_once(") ")?;
            let (_, name) = head.split_once('(')?;
            let fields: Vec<&str> = tail.split(' ').collect();
            let parent: u32 = fields.get(1)?.parse().ok()?;
            let status = fs::read_to_string(folder.path().join("status")).ok()?;
            let rss = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
            let kib: f64 = rss.trim().strip_suffix(" kB")?.trim().parse().ok()?;
            (parent == std::process::id()).then(|| Process {
                name: name.to_owned(),
                rss_mb: kib * 1024.0 / 1e6,
                cpu_s: cpu_s(&folder.path()),
            })
        })
        .collect()
}

/// Seconds that all threads of a process ran. Not utime and stime: those are counted in hundredths of a second, which
/// an idle program does not fill.
fn cpu_s(process: &Path) -> f64 {
    let threads = fs::read_dir(process.join("task")).unwrap();
    let ran_ns = threads.filter_map(|thread| {
        let times = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        times.split(' ').next()?.parse::<f64>().ok()
    });
    ran_ns.sum::<f64>() / 1e9
}

impl Figures {
    pub fn table(&self) {
        say("\n4. The programs, four readers attached and idle");
        let Some((controller, agent)) = self.0 else {
            say("not measured: this system has no /proc");
            return;
        };
        for (name, takes, goal) in [
            ("madoguchi serve", controller, 40),
            ("madoguchi-agent", agent, 15),
        ] {
            say(format!(
                "{name:18}{:>8.1} MB resident (goal < {goal}){:>8.2} % of a core",
                takes.rss_mb,
                takes.cpu * 100.0
            ));
        }
    }

    pub fn json(&self) -> Value {
        let figure = |of: fn(&(Takes, Takes)) -> f64| self.0.as_ref().map(|both| rounded(of(both)));
        json!({
            "agent_rss_mb": figure(|(_, agent)| agent.rss_mb),
            "controller_rss_mb": figure(|(controller, _)| controller.rss_mb),
            "agent_idle_cpu_percent": figure(|(_, agent)| agent.cpu * 100.0),
            "controller_idle_cpu_percent": figure(|(controller, _)| controller.cpu * 100.0),
        })
    }
}
