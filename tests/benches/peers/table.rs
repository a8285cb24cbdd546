//! The table, and the JSON object in the last line.

use crate::common::clinic::Went;
use crate::common::figures::{Times, median, rounded, say};
use crate::contest::CONCURRENT;
use serde_json::{Map, Value, json};

/// One server's rates.
pub struct Row {
    name: &'static str,
    rates: [Vec<f64>; CONCURRENT.len()],
    times: [Times; CONCURRENT.len()],
}

impl Row {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            rates: Default::default(),
            times: Default::default(),
        }
    }

    /// A round's slice at this place of [`CONCURRENT`].
    pub fn add(&mut self, at: usize, went: &Went) {
        self.rates[at].push(went.rate);
        self.times[at].absorb(went.times.clone());
    }

    /// What it is called in the JSON object.
    fn key(&self) -> String {
        self.name
            .trim_start_matches('…')
            .to_lowercase()
            .replace(' ', "_")
    }

    /// How many times as fast ours is: each round by itself, then the middle one.
    fn behind(&self, ours: &Self, at: usize) -> f64 {
        let rounds = ours.rates[at].iter().zip(&self.rates[at]);
        median(&rounds.map(|(ours, its)| ours / its).collect::<Vec<_>>())
    }
}

/// Writes the table.
pub fn show(rows: &[Row]) {
    let [waiting, in_flight, others @ ..] = rows else {
        return;
    };
    say(
        "\nDurable ticket cycles per second, by tickets at a time; in brackets the median of a cycle in ms",
    );
    let heading: String = CONCURRENT.iter().map(|n| format!("{n:>18}")).collect();
    say(format!("{:14}{heading}", ""));
    for row in rows {
        let cells: String = (row.rates.iter().zip(&row.times))
            .map(|(rates, times)| {
                let cell = format!("{:.0} ({:.2})", median(rates), times.p50_us() / 1_000.0);
                format!("{cell:>18}")
            })
            .collect();
        say(format!("{:14}{cells}", row.name));
    }
    let mut all = Map::new();
    for (ours, sign, prefix) in [(waiting, "×", ""), (in_flight, "…×", "in_flight_")] {
        for row in others {
            let ratios: Vec<f64> = (0..CONCURRENT.len())
                .map(|at| row.behind(ours, at))
                .collect();
            let cells: String = ratios
                .iter()
                .map(|ratio| format!("{ratio:>18.2}"))
                .collect();
            say(format!("{:14}{cells}", format!("{sign} {}", row.name)));
            let key = format!("{prefix}vs_{}", row.key());
            all.insert(key, by_tickets(&ratios));
        }
    }
    for row in rows {
        let rates: Vec<f64> = row.rates.iter().map(|rates| median(rates)).collect();
        let key = format!("{}_cycles_per_s", row.key());
        all.insert(key, by_tickets(&rates));
    }
    say("");
    say(json!(all).to_string());
}

fn by_tickets(figures: &[f64]) -> Value {
    let pairs = CONCURRENT.iter().zip(figures);
    pairs
        .map(|(n, figure)| (n.to_string(), rounded(*figure).into()))
        .collect::<Map<_, _>>()
        .into()
}
