//! Part 4: what the real programs take when nothing happens: `madoguchi serve` and four `madoguchi-agent`s, as the
//! README starts them, all four seated and idle.

use crate::common::figures::{rounded, say};
use crate::common::processes::{self, Process};
use madoguchi_tests::programs::{Clinic, READERS, Terminal};
use serde_json::{Value, json};
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
    if !processes::are_counted() {
        return Figures(None);
    }
    processes::build();
    let clinic = open();
    let before = processes::started();
    processes::rest(idle);
    let after = processes::started();
    drop(clinic);
    let takes = |name: &str| {
        let of = |all: &[Process]| -> Vec<Process> {
            all.iter().filter(|p| p.name == name).cloned().collect()
        };
        let (before, after) = (of(&before), of(&after));
        assert_eq!(before.len(), after.len());
        Takes {
            rss_mb: after.iter().map(|p| p.rss_mb).fold(0.0, f64::max),
            cpu: processes::share((&before, &after), idle, |_| true) / after.len() as f64,
        }
    };
    Figures(Some((takes("madoguchi"), takes("madoguchi-agent"))))
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
