//! Part 2: durable ticket cycles per second, with 16 installations of four readers that take no time.
//!
//! A cycle is three durable commits, one after the other: the ticket is added and called, its card is placed, its
//! outcome comes; each is acknowledged when it is on the disk, and not before. All of it goes over the wire: 16 desks
//! over TLS, 64 readers over TLS with their certificates, as in `common/fleet.rs`. Beside it, in turn: the same
//! clients at a server that does nothing, and bare sled commits of the same records.

use crate::common::bare::Bare;
use crate::common::clinic::{Clinic, MOST, Went};
use crate::common::commits::{self, Keep, Shared};
use crate::common::disk;
use crate::common::figures::{Times, median, rounded, say};
use crate::common::fleet::WireFleet;
use crate::common::readers::Habit;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Installations; each has four readers.
const PCS: usize = 16;
/// Tickets at a time.
const CONCURRENT: [usize; 4] = [1, 4, 16, MOST];
/// Commits of one cycle.
const COMMITS: f64 = 3.0;

/// What came out, per number of tickets at a time.
pub struct Figures(Vec<Row>);

struct Row {
    concurrent: usize,
    ours: Vec<f64>,
    ours_times: Times,
    idle: Vec<f64>,
    /// Seconds of the three bare commits of a cycle; only where one ticket is served at a time.
    commits: Vec<f64>,
}

/// Measures `rounds` slices of each, in turn.
pub fn measure(rounds: usize, slice: Duration, cycle: &Shared) -> Figures {
    let folder = disk::folder();
    let fleet = WireFleet::open(PCS);
    let idle = Bare::open(&fleet.identity, Keep::Nothing, Arc::clone(cycle));
    let (ours, beside) = (
        Clinic::at_fleet(&fleet, Habit::Serves),
        Clinic::at_bare(&idle, &fleet),
    );
    let mut bare = commits::Bare::new(folder.path());
    let rows = CONCURRENT.map(|concurrent| {
        // Connections and caches are warm before any of it counts.
        let (_warm, _up) = (
            ours.work(concurrent, slice / 4),
            beside.work(concurrent, slice / 4),
        );
        let mut row = Row {
            concurrent,
            ours: Vec::new(),
            ours_times: Times::default(),
            idle: Vec::new(),
            commits: Vec::new(),
        };
        for _ in 0..rounds {
            let Went { rate, times } = ours.work(concurrent, slice);
            row.ours.push(rate);
            row.ours_times.absorb(times);
            row.idle.push(beside.work(concurrent, slice).rate);
            if concurrent == 1 {
                row.commits.push(three_commits(&mut bare, cycle, slice));
            }
        }
        row
    });
    Figures(rows.into())
}

/// Mean seconds of a cycle's three commits, with nothing around them.
fn three_commits(bare: &mut commits::Bare, cycle: &Shared, slice: Duration) -> f64 {
    let start = Instant::now();
    let mut cycles = 0.0;
    while start.elapsed() < slice {
        bare.write(&cycle.added);
        bare.write(&cycle.placed);
        bare.write(&cycle.ended);
        cycles += 1.0;
    }
    start.elapsed().as_secs_f64() / cycles
}

impl Row {
    fn ours(&self) -> f64 {
        median(&self.ours)
    }

    fn idle(&self) -> f64 {
        median(&self.idle)
    }

    /// Each round by itself, then the middle one: what disturbs the machine disturbs both halves of a round.
    fn vs_idle(&self) -> f64 {
        let rounds = self.ours.iter().zip(&self.idle);
        median(&rounds.map(|(ours, idle)| ours / idle).collect::<Vec<_>>())
    }

    /// 1 / (3 × (round trip + sled commit)), where the round trip is a third of the idle server's cycle: one call
    /// of the desk and two events of a reader.
    fn bounds(&self) -> Vec<f64> {
        let rounds = self.idle.iter().zip(&self.commits);
        rounds
            .map(|(idle, commits)| {
                let (trip, commit) = (1.0 / idle / COMMITS, commits / COMMITS);
                1.0 / (COMMITS * (trip + commit))
            })
            .collect()
    }

    fn vs_bound(&self) -> f64 {
        let bounds = self.bounds();
        let rounds = self.ours.iter().zip(&bounds);
        median(&rounds.map(|(ours, bound)| ours / bound).collect::<Vec<_>>())
    }
}

impl Figures {
    pub fn table(&self) {
        say(
            "\n2. Durable ticket cycles per second: 16 installations of four readers (three commits a cycle)",
        );
        say(format!(
            "{:>8}{:>12}{:>14}{:>8}{:>12}{:>12}",
            "tickets", "Madoguchi", "idle server", "share", "p50 (µs)", "p99 (µs)"
        ));
        for row in &self.0 {
            say(format!(
                "{:>8}{:>12.0}{:>14.0}{:>8.2}{:>12.0}{:>12.0}",
                row.concurrent,
                row.ours(),
                row.idle(),
                row.vs_idle(),
                row.ours_times.p50_us(),
                row.ours_times.p99_us()
            ));
        }
        let alone = self.alone();
        say(format!(
            "at 1: {:.2} of the bound of {:.0}/s (goal ≥ 0.8); at {MOST}: {:.2} of the idle server (goal ≥ 0.6)",
            alone.vs_bound(),
            median(&alone.bounds()),
            self.crowd().vs_idle()
        ));
    }

    pub fn json(&self) -> Value {
        let by_tickets = |figure: fn(&Row) -> f64| -> Value {
            let rows = self.0.iter();
            rows.map(|row| (row.concurrent.to_string(), rounded(figure(row)).into()))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        json!({
            "cycles_1_vs_bound": rounded(self.alone().vs_bound()),
            "cycles_64_vs_idle_server": rounded(self.crowd().vs_idle()),
            "cycles_per_s": by_tickets(Row::ours),
            "idle_server_cycles_per_s": by_tickets(Row::idle),
            "cycle_p50_us": by_tickets(|row| row.ours_times.p50_us()),
            "cycle_p99_us": by_tickets(|row| row.ours_times.p99_us()),
            "bound_1_cycles_per_s": rounded(median(&self.alone().bounds())),
            "sled_commit_us": rounded(median(&self.alone().commits) / COMMITS * 1e6),
        })
    }

    fn alone(&self) -> &Row {
        &self.0[0]
    }

    fn crowd(&self) -> &Row {
        &self.0[CONCURRENT.len() - 1]
    }
}
