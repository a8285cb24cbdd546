//! `cargo bench --profile dist -p madoguchi-tests --bench console`: what the console's pages cost, and how soon they show a change.
//!
//! A real `madoguchi serve` with four readers and 200 waiting tickets, and two browsers with eight pages: seven times the counter and the
//! board, each in a window of its own that is visible, for a hidden page paints nothing. The pages of a browser share one
//! stream, so there are three: both counters' and the board's. The controller, its readers and this program have one core. While changes are
//! timed the browsers have two (as far as there are two), as on any PC; after that they have the other one alone, so that what they draw is
//! not in the controller's figures. Parts one after the other, a table each; the last line is one JSON object. `-- --quick` is a look
//! whether everything works. It takes Linux and chromium.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a panic here is a failed bench

#[path = "../common/mod.rs"]
mod common;

#[cfg(target_os = "linux")]
mod dispatch;
#[cfg(target_os = "linux")]
mod pages;
#[cfg(target_os = "linux")]
mod pixels;
#[cfg(target_os = "linux")]
mod reception;
#[cfg(target_os = "linux")]
mod rest;
#[cfg(target_os = "linux")]
mod weight;

use common::figures::say;

/// How much of everything is measured.
#[cfg(target_os = "linux")]
struct Extent {
    /// Six changes each.
    changes: usize,
    rest: std::time::Duration,
    rounds: usize,
    probes: usize,
}

#[cfg(target_os = "linux")]
const FULL: Extent = Extent {
    changes: 30,
    rest: std::time::Duration::from_secs(30),
    rounds: 5,
    probes: 400,
};

#[cfg(target_os = "linux")]
const QUICK: Extent = Extent {
    changes: 1,
    rest: std::time::Duration::from_secs(1),
    rounds: 1,
    probes: 10,
};

#[cfg(target_os = "linux")]
fn main() {
    use common::cores::{Cores, stay_on};
    use serde_json::{Map, Value};

    let quick = common::is_quick();
    let extent = if quick { QUICK } else { FULL };
    say(format!("Madoguchi on {}", common::disk::machine()));
    if quick {
        say("A quick look: the figures mean nothing.");
    }
    common::processes::build();
    let cores = Cores::chosen();
    // Whatever this program starts from here on is on our side.
    stay_on([cores.ours]);
    if !cores.are_two() {
        say("this machine has one core: browsers and controller share it");
    }
    let mut front = reception::open();
    let mut all = Map::new();
    let mut keep = |part: Value| {
        if let Value::Object(figures) = part {
            all.extend(figures);
        }
    };
    let pages = pages::Pages::open(&front, cores.both());
    let figures = pixels::measure(&front, &pages, extent.changes);
    drop(pages);
    figures.table();
    keep(figures.json());
    let pages = pages::Pages::open(&front, [cores.theirs]);
    let figures = rest::measure(&pages, extent.rest);
    figures.table();
    keep(figures.json());
    let figures = weight::measure(&front, &pages);
    figures.table();
    keep(figures.json());
    let figures = dispatch::measure(&mut front, &pages, extent.rounds, extent.probes);
    figures.table();
    keep(figures.json());
    say("");
    say(Value::Object(all).to_string());
}

#[cfg(not(target_os = "linux"))]
fn main() {
    say("Not measured: cores are chosen on Linux alone.");
}
