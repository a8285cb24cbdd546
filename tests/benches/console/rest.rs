//! Part 2: what the controller takes while eight pages are open and nothing happens.

use super::common::figures::{rounded, say};
use super::common::processes;
use super::pages::Pages;
use serde_json::{Value, json};
use std::time::Duration;

/// The goal, in percent.
const GOAL: f64 = 1.0;

/// Shares of one core.
pub struct Figures {
    controller: f64,
    browsers: f64,
}

/// Looks for so long, once the last act can be taken back no more: until then its time runs on the pages.
pub fn measure(pages: &Pages, time: Duration) -> Figures {
    pages
        .counters()
        .until("document.querySelector('#undo').hidden");
    let before = processes::started();
    processes::rest(time);
    let after = processes::started();
    let share = |which: fn(&str) -> bool| processes::share((&before, &after), time, which);
    Figures {
        controller: share(|name| name == "madoguchi"),
        browsers: share(|name| name.starts_with("chrom")),
    }
}

impl Figures {
    pub fn table(&self) {
        say("\n2. At rest, 8 pages open (share of one core)");
        say(format!(
            "{:28}{:>8.2} % (goal < {GOAL} %)",
            "madoguchi serve",
            self.controller * 100.0
        ));
        say(format!(
            "{:28}{:>8.2} %",
            "both browsers",
            self.browsers * 100.0
        ));
    }

    pub fn json(&self) -> Value {
        json!({ "idle_cpu_percent": rounded(self.controller * 100.0) })
    }
}
