//! How long a start takes with what a busy clinic has: from the start of the process to "ready".
//!
//! `cargo bench --profile dist -p madoguchi-tests --bench restart`. Measured after a kill, which is the slowest start. The last line is one JSON object.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "common/mod.rs"]
mod common;

use common::year::{self, DAYS, TICKETS_A_DAY};
use madoguchi_tests::programs::{Clinic, Terminal};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

/// Readers.
const UNITS: usize = 4;
/// Starts that are measured.
const STARTS: usize = 15;

fn main() {
    let mut clinic = Clinic::new();
    clinic.start();
    for n in 1..=UNITS {
        clinic.enroll(n);
    }
    let empty = measured(&mut clinic);
    clinic.kill();
    let data_dir = clinic.data_dir();
    let began = Instant::now();
    let filled = year::fill(&data_dir);
    println!("{} commits in {:.1?}", filled.commits, began.elapsed());
    clinic.start();
    let full = measured(&mut clinic);
    let status = clinic.json("status");
    assert_eq!(status["units"].as_array().unwrap().len(), UNITS, "{status}");
    let report = json!({
        "restart_ready_ms_p50": full.ready_p50,
        "restart_ready_ms_max": full.ready_max,
        "restart_cpu_ms_p50": full.cpu_p50,
        "empty_ready_ms_p50": empty.ready_p50,
        "empty_ready_ms_max": empty.ready_max,
        "empty_cpu_ms_p50": empty.cpu_p50,
        "tickets": TICKETS_A_DAY * DAYS,
        "audit_entries": filled.audit_entries,
        "walk_ups": filled.walk_ups,
        "store_mib": mib(&data_dir.join("store/db")),
        "starts": STARTS,
    });
    println!("{report}");
}

/// What the starts took, in milliseconds.
struct Starts {
    ready_p50: f64,
    ready_max: f64,
    /// Processor time, which other work on the machine does not change; where the system says.
    cpu_p50: Option<u64>,
}

/// Kills and starts it again and again.
fn measured(clinic: &mut Clinic) -> Starts {
    let mut times = Vec::new();
    let mut cpu = Vec::new();
    for _ in 0..STARTS {
        clinic.kill();
        let began = Instant::now();
        clinic.start();
        times.push(began.elapsed());
        cpu.extend(cpu_ms(clinic.controller().id()));
    }
    times.sort();
    cpu.sort_unstable();
    let ms = |time: Duration| (time.as_secs_f64() * 10_000.0).round() / 10.0;
    Starts {
        ready_p50: ms(times[STARTS / 2]),
        ready_max: ms(times[STARTS - 1]),
        cpu_p50: cpu.get(STARTS / 2).copied(),
    }
}

/// Processor time of a process so far, from Linux's `/proc/PID/stat`: fields 14 and 15, in hundredths of a second.
fn cpu_ms(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before may hold anything but this.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .map(|field| field.parse::<u64>().ok())
        .sum::<Option<u64>>()
        .map(|ticks| ticks * 10)
}

fn mib(file: &Path) -> f64 {
    let bytes = std::fs::metadata(file).unwrap().len();
    (bytes as f64 / 1024.0 / 102.4).round() / 10.0
}
