//! The seeded simulation: many seeds, each run twice.
//!
//! `MADOGUCHI_SEED_START` and `MADOGUCHI_SEEDS` choose others:
//! `MADOGUCHI_SEEDS=10000 cargo test --release -p madoguchi-tests --test simulation`.

use madoguchi_fleet::ticket::What;
use madoguchi_tests::simulation::{Failure, run};
use std::collections::BTreeSet;

/// Events of one seed.
const EVENTS: usize = 400;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |value| {
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} must be a number, not {value:?}"))
    })
}

fn tell(failure: &Failure) -> String {
    let from = failure.log.len().saturating_sub(30);
    format!(
        "seed {} at event {}: {}\nthe last events:\n{}",
        failure.seed,
        failure.at,
        failure.what,
        failure.log[from..].join("\n")
    )
}

#[test]
fn every_seed_keeps_the_invariants_and_comes_to_rest() {
    let start = setting("MADOGUCHI_SEED_START", 1);
    let seeds = setting("MADOGUCHI_SEEDS", 30);
    let (mut sessions, mut tickets) = (0, 0);
    let mut seen = BTreeSet::new();
    for seed in start..start + seeds {
        match run(seed, EVENTS) {
            Ok(report) => {
                sessions += report.sessions;
                tickets += report.tickets;
                seen.extend(report.seen);
            }
            Err(failure) => panic!("{}", tell(&failure)),
        }
    }
    println!("{seeds} seeds, {tickets} tickets, {sessions} sessions, each counted once");
    assert!(
        sessions > 0 && tickets > 0,
        "a simulation in which nothing happens proves nothing"
    );
    // A few seeds may do without one or the other; all of them together may not.
    let never: Vec<_> = What::ALL.iter().filter(|w| !seen.contains(w)).collect();
    assert!(
        seeds < 30 || never.is_empty(),
        "no ticket was ever {never:?}"
    );
}

#[test]
fn a_seed_gives_the_same_log_twice() {
    for seed in 1..=5 {
        let twice = [run(seed, EVENTS), run(seed, EVENTS)].map(|run| run.map(|report| report.log));
        assert_eq!(twice[0], twice[1], "seed {seed}");
    }
}
