//! The seeded simulation: many seeds, each run twice, and what happened in them counted.
//!
//! `MADOGUCHI_SEED_START` and `MADOGUCHI_SEEDS` choose others, `MADOGUCHI_EVENTS` how long each one is:
//! `MADOGUCHI_SEEDS=10000 cargo test --release -p madoguchi-tests --test simulation`. A seed that fails is printed with
//! what did not hold; its log is made shorter and written below `target/simulation/`, for
//! `cargo run -p madoguchi-tests --bin replay -- FILE`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use madoguchi_fleet::ticket::What;
use madoguchi_tests::simulation::{
    Coverage, Failure, Report, fingerprint, replay, run, shrink, write_log,
};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a failing log may be made shorter.
const SHRINKING: Duration = Duration::from_secs(30);
/// How many kinds of failure are made shorter.
const MOST_SHRUNK: usize = 3;
/// After so many failures the others would tell little more.
const ENOUGH_FAILURES: usize = 12;
/// With so many seeds everything has to have happened that can.
const ENOUGH: u64 = 1_000;

/// Every change of state that the rules' table has. A ticket may be called in the very commit that brought it back to
/// the queue, so that waiting is not seen between.
const TRANSITIONS: &[&str] = &[
    "- > waiting",
    "- > called",
    "waiting > called",
    "waiting > parked",
    "waiting > cancelled",
    "waiting > done",
    "waiting > ended",
    "parked > waiting",
    "parked > called",
    "parked > cancelled",
    "parked > done",
    "parked > ended",
    "called > verifying",
    "called > missed",
    "called > waiting",
    "called > parked",
    "called > cancelled",
    "called > done",
    "called > ended",
    "missed > waiting",
    "missed > called",
    "missed > cancelled",
    "missed > done",
    "missed > ended",
    "verifying > done",
    "verifying > waiting",
    "verifying > called",
    "verifying > ended",
    "done > waiting",
    "done > parked",
    "done > missed",
    "cancelled > waiting",
    "cancelled > parked",
    "cancelled > missed",
    "ended > waiting",
    "ended > parked",
    "ended > missed",
    "ended > verifying",
];

/// Every kind of event.
const EVENTS: &[&str] = &[
    "opens",
    "patient",
    "repeat",
    "staff:call",
    "staff:recall",
    "staff:park",
    "staff:unpark",
    "staff:cancel",
    "staff:done",
    "staff:undo",
    "staff:reopen",
    "call_to",
    "move",
    "change",
    "drop_need",
    "bind",
    "end_day",
    "undo_day",
    "replace",
    "unit:pause",
    "unit:pause_now",
    "unit:resume",
    "unit:restart",
    "unit:restart_now",
    "unit:identify",
    "unit:prefer",
    "unit:prefer_no_longer",
    "unit:retire",
    "unit:enroll_again",
    "unit:seat",
    "unit:stand",
    "person:add",
    "person:remove",
    "end_sessions",
    "adopt",
    "license",
    "bridge",
    "revoke",
    "sign:stale=false",
    "sign:stale=true",
    "reset_time:asked=true",
    "reset_time:asked=false",
    "confirm_time",
    "card",
    "session_ends:face",
    "session_ends:pin",
    "session_ends:card_unreadable",
    "session_ends:given_up",
    "session_ends:timed_out",
    "session_ends:unit_failed",
    "card_taken",
    "spool:fails=false",
    "spool:fails=true",
    "health:healthy",
    "health:degraded",
    "health:faulted",
    "plug",
    "link_lost",
    "notice:unplugged",
    "notice:lost",
    "notice:closed",
    "see:foreign=true",
    "see:foreign=false",
    "note_cable",
    "copy:there=true",
    "copy:there=false",
    "stranger",
    "reader_restarts",
    "restart_over",
    "up",
    "late",
    "down",
    "mangle_up:lost",
    "mangle_up:twice",
    "mangle_up:swapped",
    "mangle_down:lost",
    "mangle_down:twice",
    "mangle_down:swapped",
    "batch",
    "sync_fails:kept=true",
    "sync_fails:kept=false",
    "disk_full:full=true",
    "disk_full:full=false",
    "crash",
    "crash_in:synced=true",
    "crash_in:synced=false",
    "start:right",
    "start:epoch",
    "start:overflow",
    "start:off",
    "set_clock",
    "stand",
    "busy",
    "again",
    "moved",
    "wait",
];

/// Every command of staff: each was accepted, and repeated.
const COMMANDS: &[&str] = &[
    "ticket-add",
    "ticket-call",
    "ticket-recall",
    "ticket-move",
    "ticket-park",
    "ticket-unpark",
    "ticket-cancel",
    "ticket-done",
    "ticket-undo",
    "ticket-reopen",
    "ticket-change",
    "ticket-drop-need",
    "ticket-bind",
    "day-end",
    "day-undo",
    "unit-enroll",
    "unit-pause",
    "unit-resume",
    "unit-restart",
    "unit-prefer",
    "unit-retire",
    "unit-replace",
    "unit-note",
    "unit-ledger",
    "unit-change",
    "license-install",
    "license-revocations",
    "license-act",
    "time-reset",
    "time-confirm",
    "person-add",
    "person-remove",
    "person-end-sessions",
];

/// What happens to the frames of a connection.
const FLOWS: &[&str] = &[
    "events of a reader are in flight together",
    "events are acknowledged together",
    "a reader waits for room",
];

/// What no act of staff may do to a patient at a reader.
const AT_THE_READER: &[&str] = &[
    "ticket-call",
    "ticket-recall",
    "ticket-move",
    "ticket-park",
    "ticket-unpark",
    "ticket-cancel",
    "ticket-undo",
    "ticket-reopen",
    "ticket-change",
    "ticket-drop-need",
    "ticket-bind",
];

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |value| {
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} must be a number, not {value:?}"))
    })
}

fn events() -> usize {
    usize::try_from(setting("MADOGUCHI_EVENTS", 500)).unwrap()
}

/// Runs one seed, then again without any check: the same has to come out.
fn twice(seed: u64) -> Result<Report, Failure> {
    let report = run(seed, events())?;
    let again = fingerprint(seed, events())?;
    if again == report.fingerprint {
        return Ok(report);
    }
    Err(Failure {
        at: report.lines.len(),
        what: "the same seed ran another way the second time".to_owned(),
        lines: report.lines,
    })
}

/// Says what broke and how to see it, on the shortest log that still breaks.
fn tell(seed: u64, failure: &Failure) -> String {
    let shorter = shrink(failure, SHRINKING);
    let whole = write_log(&format!("seed-{seed}"), &failure.lines).unwrap();
    let short = write_log(&format!("seed-{seed}-short"), &shorter.lines).unwrap();
    format!(
        "seed {seed}, after event {}: {}\nshortened from {} to {} events: {}\n\
         cargo run -p madoguchi-tests --bin replay -- {}\n\
         cargo run -p madoguchi-tests --bin replay -- {}",
        failure.at,
        failure.what,
        failure.lines.len(),
        shorter.lines.len(),
        shorter.what,
        short.display(),
        whole.display()
    )
}

/// The first failure of each kind, as long as it takes to make it shorter, and which other seeds failed.
fn tell_all(failures: &[(u64, Failure)]) -> String {
    let mut kinds = BTreeSet::new();
    let all = failures.iter().map(|(seed, failure)| {
        if kinds.insert(failure.kind()) && kinds.len() <= MOST_SHRUNK {
            tell(*seed, failure)
        } else {
            format!(
                "seed {seed}, after event {}: {}",
                failure.at,
                failure.kind()
            )
        }
    });
    all.collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Total {
    sessions: usize,
    tickets: usize,
    hospitals: usize,
    coverage: Coverage,
    failures: Vec<(u64, Failure)>,
}

impl Total {
    fn add(&mut self, seed: u64, ran: Result<Report, Failure>) {
        match ran {
            Ok(report) => {
                self.sessions += report.sessions;
                self.tickets += report.tickets;
                self.hospitals += usize::from(report.pcs > 1);
                self.coverage.add(report.coverage);
            }
            Err(failure) => self.failures.push((seed, failure)),
        }
    }
}

/// All seeds, on as many threads as there are processors. Stops after some that fail.
fn all_of(start: u64, seeds: u64) -> Total {
    let next = AtomicU64::new(start);
    let total = Mutex::new(Total::default());
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            let failed = total.lock().unwrap().failures.len();
            if seed >= start + seeds || failed >= ENOUGH_FAILURES {
                return;
            }
            let ran = twice(seed);
            total.lock().unwrap().add(seed, ran);
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    total.into_inner().unwrap()
}

#[test]
fn every_seed_of_the_simulation_keeps_the_invariants_and_comes_to_rest() {
    let start = setting("MADOGUCHI_SEED_START", 1);
    let default = if cfg!(debug_assertions) { 30 } else { ENOUGH };
    let seeds = setting("MADOGUCHI_SEEDS", default);
    let began = Instant::now();
    let mut total = all_of(start, seeds);
    total.failures.sort_by_key(|(seed, _)| *seed);
    if !total.failures.is_empty() {
        panic!("{}", tell_all(&total.failures));
    }
    let per_minute = 60.0 * seeds as f64 / began.elapsed().as_secs_f64();
    println!(
        "{seeds} seeds of {} events, {per_minute:.0} a minute, {} of them hospitals: {} tickets, {} sessions, each \
         counted once",
        events(),
        total.hospitals,
        total.tickets,
        total.sessions
    );
    println!("{}", total.coverage);
    assert!(
        total.sessions > 0 && total.tickets > 0,
        "nothing happened, which proves nothing"
    );
    // A few seeds may do without one or the other; all of them together may not.
    if seeds >= ENOUGH {
        everything_happened(&total.coverage);
    }
}

fn everything_happened(coverage: &Coverage) {
    let mut never = Vec::new();
    let mut happened = |kind, name: String| {
        if coverage.times(kind, &name) == 0 {
            never.push(format!("{kind} {name}"));
        }
    };
    TRANSITIONS
        .iter()
        .for_each(|name| happened("ticket", (*name).to_owned()));
    EVENTS
        .iter()
        .for_each(|name| happened("event", (*name).to_owned()));
    FLOWS
        .iter()
        .for_each(|name| happened("flow", (*name).to_owned()));
    for name in COMMANDS {
        happened("command", (*name).to_owned());
        happened("command", format!("{name} again"));
    }
    for name in AT_THE_READER {
        happened("command", format!("{name} at-the-reader"));
    }
    happened("command", "ticket-done reader-alive".to_owned());
    What::ALL
        .iter()
        .for_each(|what| happened("story", what.as_str().to_owned()));
    assert!(
        never.is_empty(),
        "what never happened is not proved: {never:?}"
    );
}

#[test]
fn the_log_of_a_simulation_alone_replays_it() {
    for seed in 1..=3 {
        let report = run(seed, events()).unwrap_or_else(|f| panic!("{}", tell(seed, &f)));
        let text: Vec<String> = report.lines.iter().map(ToString::to_string).collect();
        let lines: Vec<_> = text
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let again = replay(&lines).unwrap_or_else(|f| panic!("{}", f.what));
        assert_eq!(again, report, "seed {seed}");
    }
}
