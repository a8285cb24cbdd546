//! How long a start takes with what a busy clinic has, from the start of the process to "ready", after a stop and after a kill, and on the morning
//! after the end of retention; and the memory that it takes then, before anybody asked for anything.
//!
//! `cargo bench --profile dist -p madoguchi-tests --bench restart`. The last line is one JSON object. Resident memory is told in its two parts,
//! as Linux counts them: what the process has for itself (`anon`), and the pages of the program's file that it used (`file`), which all
//! processes of a program share. The first is what Windows' task manager calls memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "common/mod.rs"]
mod common;

use common::processes;
use common::year::{self, DAYS, Stop, TICKETS_A_DAY};
use madoguchi_tests::programs::{Clinic, Terminal};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Readers.
const UNITS: usize = 4;
/// Starts that are measured.
const STARTS: usize = 15;
/// Tickets that go before one of them at the end of retention: as many as one commit of it removes.
const GO: usize = 100;
/// The time after which memory is looked at.
const SETTLED: Duration = Duration::from_secs(3);

fn main() {
    let mut clinic = Clinic::new();
    clinic.start();
    for n in 1..=UNITS {
        clinic.enroll(n);
    }
    let empty = measured(&mut clinic, End::Kill);
    clinic.kill();
    let data_dir = clinic.data_dir();
    let began = Instant::now();
    let filled = year::fill(&data_dir);
    println!("{} commits in {:.1?}", filled.commits, began.elapsed());
    clinic.start();
    let full = measured(&mut clinic, End::Kill);
    let clean = measured(&mut clinic, End::Stop);
    let morning = measured(&mut clinic, End::Retention(Stop::Whole));
    let cut = measured(&mut clinic, End::Retention(Stop::Cut));
    let status = clinic.json("status");
    assert_eq!(status["units"].as_array().unwrap().len(), UNITS, "{status}");
    let report = json!({
        "restart_ready_ms_p50": full.ready_p50,
        "restart_ready_ms_max": full.ready_max,
        "restart_cpu_ms_p50": full.cpu_p50,
        "restart_anon_mb": full.anon_mb,
        "restart_file_mb": full.file_mb,
        "clean_ready_ms_p50": clean.ready_p50,
        "clean_ready_ms_max": clean.ready_max,
        "clean_cpu_ms_p50": clean.cpu_p50,
        "clean_anon_mb": clean.anon_mb,
        "clean_file_mb": clean.file_mb,
        "retention_stop_ms_p50": morning.stop_p50,
        "retention_stop_ms_max": morning.stop_max,
        "morning_ready_ms_p50": morning.ready_p50,
        "morning_ready_ms_max": morning.ready_max,
        "morning_cut_ready_ms_p50": cut.ready_p50,
        "morning_cut_ready_ms_max": cut.ready_max,
        "morning_cut_anon_mb": cut.anon_mb,
        "empty_ready_ms_p50": empty.ready_p50,
        "empty_ready_ms_max": empty.ready_max,
        "empty_cpu_ms_p50": empty.cpu_p50,
        "empty_anon_mb": empty.anon_mb,
        "empty_file_mb": empty.file_mb,
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
    /// What the stops of the store took that came before, where they let go of tickets.
    stop_p50: Option<f64>,
    stop_max: Option<f64>,
    /// Processor time, which other work on the machine does not change; where the system says.
    cpu_p50: Option<u64>,
    /// Resident memory after the last one, in MB (10⁶ bytes).
    anon_mb: Option<f64>,
    file_mb: Option<f64>,
}

/// How what ran before ended.
#[derive(Clone, Copy)]
enum End {
    Kill,
    Stop,
    /// A stop of the controller, and one of its store after tickets went.
    Retention(Stop),
}

/// Ends and starts it again and again.
fn measured(clinic: &mut Clinic, end: End) -> Starts {
    let mut times = Vec::new();
    let (mut cpu, mut stops) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        match end {
            End::Kill => clinic.kill(),
            End::Stop => assert!(clinic.stop().success()),
            End::Retention(stop) => {
                assert!(clinic.stop().success());
                stops.push(year::forget(&clinic.data_dir(), GO, stop));
            }
        }
        let began = Instant::now();
        clinic.start();
        times.push(began.elapsed());
        cpu.extend(cpu_ms(clinic.controller().id()));
    }
    // Whatever the start has begun aside is done by then; what is measured is the rest.
    processes::rest(SETTLED);
    let status = fs::read_to_string(format!("/proc/{}/status", clinic.controller().id()));
    let memory = |name| mb(status.as_deref().ok()?, name);
    let (anon_mb, file_mb) = (memory("RssAnon:"), memory("RssFile:"));
    times.sort();
    stops.sort();
    cpu.sort_unstable();
    let ms = |time: Duration| (time.as_secs_f64() * 10_000.0).round() / 10.0;
    Starts {
        ready_p50: ms(times[STARTS / 2]),
        ready_max: ms(times[STARTS - 1]),
        stop_p50: stops.get(STARTS / 2).copied().map(ms),
        stop_max: stops.last().copied().map(ms),
        cpu_p50: cpu.get(STARTS / 2).copied(),
        anon_mb,
        file_mb,
    }
}

/// A part of the resident memory, from Linux's `/proc/PID/status`.
fn mb(status: &str, name: &str) -> Option<f64> {
    let value = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: f64 = value.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some((kib * 1024.0 / 100_000.0).round() / 10.0)
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
