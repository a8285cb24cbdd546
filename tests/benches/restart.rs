//! How long a start takes with what a busy clinic has: from the start of the process to "ready".
//!
//! `cargo bench --profile dist -p madoguchi-tests --bench restart`. The store is filled by the library,
//! version by version as tickets live, so that its files look as they do after such days. Measured after a kill, which is
//! the slowest start. The last line is one JSON object.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "../../controller/tests/support/records.rs"]
mod records;

use madoguchi_controller::serve::wall_clock;
use madoguchi_controller::store::{Batch, Loaded, Revision, Sled, Store};
use madoguchi_fleet::decision::{Answer, Change};
use madoguchi_fleet::ids::{SessionId, TicketId};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::ticket::{Actor, Attempt, Chapter, State, Ticket, What};
use madoguchi_fleet::time::{DAY, FleetTime, MINUTE};
use madoguchi_tests::programs::{Clinic, Terminal};
use records::{audit, grants, request, serial, waiting, walk_up};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

/// Tickets of a day at a busy clinic with four counters.
const TICKETS_A_DAY: u64 = 600;
/// Days that closed tickets are kept.
const DAYS: u64 = 7;
/// Audit entries with each of a ticket's four versions: 100,000 in all, which is what is kept.
const AUDIT_A_VERSION: u64 = 6;
/// Walk-ups with each version: 42 a day over the 400 days that they are kept.
const WALK_UP_DAYS: i64 = 400;
/// Readers.
const UNITS: usize = 4;
/// Starts that are measured.
const STARTS: usize = 15;

/// A life of a ticket, as it is stored on the way.
const LIFE: [What; 4] = [What::Added, What::Called, What::Placed, What::Verified];

fn main() {
    let mut clinic = Clinic::new();
    clinic.start();
    for n in 1..=UNITS {
        clinic.enroll(n);
    }
    let empty = measured(&mut clinic);
    clinic.kill();
    let store = clinic.data_dir().join("store");
    let began = Instant::now();
    let filled = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (commits, audit, walk_ups) = filled.block_on(fill(&store));
    println!("{commits} commits in {:.1?}", began.elapsed());
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
        "audit_entries": audit,
        "walk_ups": walk_ups,
        "store_mib": mib(&store.join("db")),
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

/// Commits some days of a clinic; returns how many commits, audit entries and walk-ups there are.
async fn fill(folder: &Path) -> (u64, u64, u64) {
    let mut store = Sled::open(folder, grants()).unwrap();
    let Loaded {
        revision, records, ..
    } = store.load().await.unwrap();
    let now = wall_clock();
    let mut counters = records.counters;
    let (mut at, mut walk_ups) = (revision, 0);
    for n in 0..TICKETS_A_DAY * DAYS {
        let age = i64::try_from(TICKETS_A_DAY * DAYS - n).unwrap() * DAY / TICKETS_A_DAY as i64;
        let ticket = TicketId(counters.ticket);
        counters.ticket += 1;
        for version in 1..=LIFE.len() {
            let mut changes = vec![Change::Ticket(Box::new(lived(
                ticket,
                version,
                now.plus(-age),
            )))];
            for _ in 0..AUDIT_A_VERSION {
                let mut entry = audit(counters.audit, Answer::Ticket(ticket));
                entry.request = entry.request.filter(|_| version == 1);
                changes.push(Change::Audit(entry));
                counters.audit += 1;
            }
            changes.push(Change::WalkUp(visit(walk_ups, now)));
            walk_ups += 1;
            changes.push(Change::Counters(counters.clone()));
            at = commit(&mut store, at, now, changes).await;
        }
    }
    (at.0 - revision.0, counters.audit - 1, walk_ups)
}

async fn commit(store: &mut Sled, at: Revision, now: FleetTime, changes: Vec<Change>) -> Revision {
    let batch = Batch {
        id: request(at.0).0,
        expected_revision: at,
        fleet_time: now,
        changes,
    };
    store.commit(&batch).await.unwrap()
}

/// A ticket after so many steps of its life.
fn lived(id: TicketId, steps: usize, added_at: FleetTime) -> Ticket {
    let later = |n: usize| added_at.plus(MINUTE * n as i64);
    let closed = steps == LIFE.len();
    let outcome = Outcome {
        kind: Kind::Verified(Method::Face),
        duration_ms: 19_000,
        face_ms: Some(4_800),
    };
    let chapter = |(n, what): (usize, &What)| Chapter {
        at: later(n),
        what: *what,
        why: None,
        unit: (n > 0).then(|| serial(1)),
        attempt: u32::from(n > 0),
        wish: None,
        classes: None,
        means: None,
        actor: Actor::Fleet,
    };
    let attempt = Attempt {
        unit: serial(1),
        called_at: later(1),
        placed_at: (steps > 2).then(|| later(2)),
        session: (steps > 2).then_some(SessionId(request(id.0).0)),
        outcome: closed.then(|| outcome.clone()),
    };
    Ticket {
        added_at,
        state: if closed { State::Done } else { State::Parked },
        attempts: if steps > 1 { vec![attempt] } else { Vec::new() },
        outcome: closed.then_some(outcome),
        closed_at: closed.then(|| later(3)),
        story: LIFE[..steps].iter().enumerate().map(chapter).collect(),
        left_out: 0,
        ..waiting(id.0)
    }
}

fn visit(n: u64, now: FleetTime) -> madoguchi_fleet::decision::WalkUp {
    let many = TICKETS_A_DAY * DAYS * LIFE.len() as u64;
    let age = WALK_UP_DAYS * DAY / many as i64 * (many - n) as i64;
    madoguchi_fleet::decision::WalkUp {
        session: SessionId(request(1_000_000 + n).0),
        ended_at: now.plus(-age),
        bound_to: None,
        ..walk_up(1)
    }
}
