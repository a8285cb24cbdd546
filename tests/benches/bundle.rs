//! `cargo bench --profile dist -p madoguchi-tests --bench bundle`: what the bundle for support costs a clinic with a year's data, while patients are
//! served.
//!
//! A desk asks for tickets and a reader is called all the time: quiet, and while `madoguchi support bundle` looks back as far as it can. The figures
//! are the time until the file is whole, what the controller takes at most meanwhile, and dispatch's p99 against the quiet one of the same round.
//! The last line is one JSON object. `-- --quick` is a look whether everything works. It takes Linux (memory is counted there).
#![allow(clippy::unwrap_used, clippy::expect_used)] // a panic here is a failed bench

#[path = "common/mod.rs"]
mod common;

use common::figures::{Times, median, rounded, say};
use common::probe::Probed;
use common::{disk, is_quick, units, year};
use madoguchi_tests::programs::{Clinic, Terminal};
use serde_json::json;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

/// Rounds, probes of a quiet slice, and bundles one after another: a 99th percentile takes some hundred dispatches meanwhile.
const FULL: (usize, usize, usize) = (5, 400, 5);
const QUICK: (usize, usize, usize) = (1, 20, 1);
/// Probes before any counts: connections and caches are warm then.
const WARM_UP: usize = 100;
/// Probes between two looks whether the file is there.
const SLICE: usize = 5;

fn main() {
    let quick = is_quick();
    let (rounds, probes, bundles) = if quick { QUICK } else { FULL };
    say(format!("Madoguchi on {}", disk::machine()));
    let mut clinic = Clinic::new();
    clinic.start();
    let line = format!(
        "unit enroll --serial {} --edition single --counter 窓口0 --placement standing --out reader-0",
        units::serial(0)
    );
    let _ = clinic.ask(&line).done();
    clinic.kill();
    let filled = year::fill(&clinic.data_dir());
    clinic.start();
    let controller = clinic.controller().id();
    let mut probed = Probed::open(&clinic, &["reader-0"]);
    drop(probed.slice(WARM_UP));
    let before_mb = memory_mb(controller, "VmRSS:");
    let (mut seconds, mut ratios) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let quiet = probed.slice(probes);
        let (took, meanwhile) = made(&clinic, &mut probed, bundles);
        seconds.push(took);
        ratios.push(meanwhile.p99_us() / quiet.p99_us());
    }
    let bytes = fs::metadata(clinic.path().join("bundle.zip"))
        .unwrap()
        .len();
    let report = json!({
        "bundle_s": rounded(median(&seconds)),
        "bundle_bytes": bytes,
        "controller_mb_before": rounded(before_mb),
        "controller_mb_most": rounded(memory_mb(controller, "VmHWM:")),
        "dispatch_p99_meanwhile_vs_quiet": rounded(median(&ratios)),
        "audit_entries": filled.audit_entries,
        "rounds": rounds,
    });
    say(report.to_string());
}

/// Makes bundles; returns the seconds that each took, and the dispatches meanwhile.
fn made(clinic: &Clinic, probed: &mut Probed, bundles: usize) -> (f64, Times) {
    let is_made = AtomicBool::new(false);
    thread::scope(|scope| {
        let serving = scope.spawn(|| {
            let mut meanwhile = Times::default();
            while !is_made.load(Ordering::Relaxed) {
                meanwhile.absorb(probed.slice(SLICE));
            }
            meanwhile
        });
        let began = Instant::now();
        let words = "support bundle --days 400 --force -o bundle.zip";
        for _ in 0..bundles {
            let _ = clinic.ask(words).done();
        }
        let took = began.elapsed().as_secs_f64() / bundles as f64;
        is_made.store(true, Ordering::Relaxed);
        (took, serving.join().unwrap())
    })
}

/// What the controller takes, or took at most, in MB (10⁶ bytes), from Linux's `/proc/PID/status`.
fn memory_mb(process: u32, name: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kib.unwrap().trim().parse::<f64>().unwrap() * 1024.0 / 1e6
}
