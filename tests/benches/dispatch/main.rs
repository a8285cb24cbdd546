//! `cargo bench --profile dist -p madoguchi-tests --bench dispatch`: what a dispatch costs, against the floors beside it.
//!
//! Four parts in one run, a table each; the last line is one JSON object. What is compared is measured in turn on
//! the same machine at the same time, so that the ratios hold where the absolute figures do not. `-- --quick` is a look
//! whether everything works; `-- 1 3` runs some of the parts only.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a panic here is a failed bench

#[path = "../common/mod.rs"]
mod common;
mod cycles;
mod decision;
mod footprint;
mod latency;

use common::commits::Cycle;
use common::figures::say;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;

/// How much of everything is measured.
struct Extent {
    probes: usize,
    rounds: usize,
    slice: Duration,
    turns: usize,
    idle: Duration,
}

const FULL: Extent = Extent {
    probes: 2_000,
    rounds: 5,
    // A reader may send no more frames than it says that its spool has, and sixty-four of them share these.
    slice: Duration::from_secs(1),
    turns: 20,
    idle: Duration::from_secs(10),
};

const QUICK: Extent = Extent {
    probes: 20,
    rounds: 1,
    slice: Duration::from_millis(200),
    turns: 1,
    idle: Duration::from_secs(1),
};

fn main() {
    let quick = common::is_quick();
    let extent = if quick { QUICK } else { FULL };
    let wanted: Vec<String> = std::env::args()
        .filter(|word| ["1", "2", "3", "4"].contains(&word.as_str()))
        .collect();
    let wants = |part: &str| wanted.is_empty() || wanted.iter().any(|word| word == part);
    say(format!("Madoguchi on {}", common::disk::machine()));
    if quick {
        say("A quick look: the figures mean nothing.");
    }
    let cycle = Arc::new(Cycle::taken());
    let mut all = Map::new();
    let mut keep = |part: Value| {
        if let Value::Object(figures) = part {
            all.extend(figures);
        }
    };
    // The programs first: this one's own memory and threads must not weigh on them.
    if wants("4") {
        let figures = footprint::measure(extent.idle);
        figures.table();
        keep(figures.json());
    }
    if wants("1") {
        let figures = latency::measure(extent.probes, &cycle);
        figures.table();
        keep(figures.json());
    }
    if wants("2") {
        let figures = cycles::measure(extent.rounds, extent.slice, &cycle);
        figures.table();
        keep(figures.json());
    }
    if wants("3") {
        let figures = decision::measure(extent.turns, quick);
        figures.table();
        keep(figures.json());
    }
    say("");
    say(Value::Object(all).to_string());
}
