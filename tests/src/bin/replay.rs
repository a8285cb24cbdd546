//! Replays a run of the simulation step by step, with what each event changed.
//!
//! `replay -- SEED [--events N]` runs a seed, `replay -- FILE` a saved log of events.

#![allow(clippy::print_stdout)]

use madoguchi_tests::simulation::{Line, Simulation, log_of};
use std::process::ExitCode;
use std::{env, fs};

/// Events of a seed, unless told otherwise.
const EVENTS: usize = 500;
const USAGE: &str = "replay SEED [--events N] | replay FILE";

fn main() -> ExitCode {
    let ran = lines().and_then(|lines| replay(&lines));
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            println!("{what}");
            ExitCode::FAILURE
        }
    }
}

fn lines() -> Result<Vec<Line>, String> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (what, events) = match words[..] {
        [what] => (what, EVENTS),
        [what, "--events", n] => (what, n.parse().map_err(|_| USAGE)?),
        _ => return Err(USAGE.to_owned()),
    };
    match what.parse() {
        Ok(seed) => Ok(log_of(seed, events)),
        Err(_) => read(what),
    }
}

fn read(path: &str) -> Result<Vec<Line>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}\n{USAGE}"))?;
    let parsed = text.lines().enumerate().map(|(at, line)| {
        serde_json::from_str(line).map_err(|error| format!("{path}:{}: {error}", at + 1))
    });
    parsed.collect()
}

fn replay(lines: &[Line]) -> Result<(), String> {
    let mut simulation = Simulation::new(true);
    let mut before = simulation.picture();
    for line in lines {
        let taken = simulation.take(line);
        let after = simulation.picture();
        let skipped = if taken == Ok(false) {
            " (does nothing here)"
        } else {
            ""
        };
        println!("{line}{skipped}");
        for change in after.since(&before) {
            println!("    {change}");
        }
        taken.map_err(|what| format!("does not hold: {what}"))?;
        before = after;
    }
    simulation
        .rest()
        .map_err(|what| format!("at rest does not hold: {what}"))?;
    println!("everything holds, and came to rest");
    Ok(())
}
