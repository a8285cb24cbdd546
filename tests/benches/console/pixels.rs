//! Part 1: from a change in the fleet to the changed pixels of each page.
//!
//! The change is an act of a program at the HTTP API. It begins when the bench is about to send it, and ends when the page had its next
//! frame laid out and painted after the mutation that shows it; both are read from the PC's clock, to a millisecond, for bench and
//! browsers run on one machine. So the request itself, the decision and its commit to the disk are in the figure; what the
//! browser's compositor and a screen take after a painted frame is not.

use super::common::figures::{Times, rounded, say};
use super::common::processes::rest;
use super::pages::{Kind, PAGES, Pages, Step};
use super::reception::{WAITING, add, cancel, needing};
use madoguchi_controller::engine::Wall;
use madoguchi_tests::browser::front::Front;
use serde_json::{Value, json};
use std::time::Duration;

/// The goal, in milliseconds.
const GOAL: f64 = 200.0;

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// A ticket is added, and called to the free reader.
    Called,
    /// One more waits, at the queue's end.
    Queued,
    /// One more waits, before all others: each of them moves by a place.
    Ahead,
}

const EACH: [Change; 3] = [Change::Called, Change::Queued, Change::Ahead];

/// An act, and the ticket that it is about. Each ticket that is added is cancelled by the next act.
struct Act {
    change: Change,
    number: String,
    cancels: bool,
}

/// What came out: of each change on each page.
pub struct Figures {
    all: Times,
    slowest: Times,
    rows: Vec<(Change, bool, Times)>,
}

pub fn measure(front: &Front, pages: &Pages, rounds: usize) -> Figures {
    let acts: Vec<Act> = (0..rounds * EACH.len()).flat_map(Act::pair).collect();
    pages.follow(|kind| acts.iter().map(|act| act.step(kind)).collect());
    let mut figures = Figures {
        all: Times::default(),
        slowest: Times::default(),
        rows: EACH
            .iter()
            .flat_map(|change| [false, true].map(|cancels| (*change, cancels, Times::default())))
            .collect(),
    };
    for (step, act) in acts.iter().enumerate() {
        // Not a beat of its own: changes come at any moment of the controller's pace and of the pages' frames.
        rest(Duration::from_millis(50 + (step as u64 * 37) % 250));
        let begun = Wall::Pc.at_start().0;
        act.send(front);
        let stamps = pages.stamps(step);
        assert_eq!(stamps.len(), PAGES, "{stamps:?}");
        figures.add(act, begun, &stamps);
    }
    figures
}

impl Act {
    fn pair(n: usize) -> [Self; 2] {
        [false, true].map(|cancels| Self {
            change: EACH[n % EACH.len()],
            number: format!("B{n:03}"),
            cancels,
        })
    }

    fn send(&self, front: &Front) {
        let wishes = match self.change {
            Change::Called => json!({}),
            Change::Queued => needing(0, "normal"),
            Change::Ahead => needing(0, "urgent"),
        };
        match self.cancels {
            false => add(front, &self.number, &wishes),
            true => cancel(front, &self.number),
        }
    }

    /// What shows it.
    fn step(&self, kind: Kind) -> Step {
        let number = self.number.clone();
        match (kind, self.change) {
            (Kind::Counter, Change::Called) => ("#tiles", number, self.cancels),
            (Kind::Counter, _) => ("#waiting", number, self.cancels),
            (Kind::Board, Change::Called) => ("#calls", number, self.cancels),
            // It tells how many wait.
            (Kind::Board, _) => {
                let waiting = WAITING + usize::from(!self.cancels);
                ("#waits", waiting.to_string(), false)
            }
        }
    }
}

impl Figures {
    fn add(&mut self, act: &Act, begun: i64, stamps: &[i64]) {
        let took = |stamp: &i64| Duration::from_millis(u64::try_from(stamp - begun).unwrap());
        let row = self
            .rows
            .iter_mut()
            .find(|(change, cancels, _)| (*change, *cancels) == (act.change, act.cancels));
        let (_, _, times) = row.unwrap();
        for stamp in stamps {
            times.add(took(stamp));
            self.all.add(took(stamp));
        }
        self.slowest.add(stamps.iter().map(took).max().unwrap());
    }

    fn p95_ms(&self) -> f64 {
        self.all.percentile_us(95) / 1_000.0
    }

    pub fn table(&self) {
        say("\n1. From a change to the painted pages (ms), 4 readers, 200 waiting, 8 pages");
        say(format!("{:44}{:>8}{:>8}{:>8}", "", "p50", "p95", "most"));
        let line = |name: &str, times: &Times| {
            let ms = |percent| times.percentile_us(percent) / 1_000.0;
            say(format!(
                "{name:44}{:>8.0}{:>8.0}{:>8.0}",
                ms(50),
                ms(95),
                ms(100)
            ));
        };
        for (change, cancels, times) in &self.rows {
            let name = match (change, cancels) {
                (Change::Called, false) => "added and called",
                (Change::Called, true) => "called, and cancelled",
                (Change::Queued, false) => "added at the queue's end",
                (Change::Queued, true) => "cancelled there",
                (Change::Ahead, false) => "added before all others",
                (Change::Ahead, true) => "cancelled there",
            };
            line(name, times);
        }
        line("all", &self.all);
        line("until the last of the eight pages", &self.slowest);
        say(format!("p95: {:.0} ms (goal < {GOAL})", self.p95_ms()));
    }

    pub fn json(&self) -> Value {
        json!({ "change_to_pixels_p95_ms": rounded(self.p95_ms()) })
    }
}
