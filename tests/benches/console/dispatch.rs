//! Part 4: the main bench's dispatch, from the request for a ticket to its call at the reader, with the pages open and without, in turn.
//!
//! As there the desk and the reader are on one thread of this program; here they stand at a controller with 200 waiting tickets.

use super::common::figures::{Times, median, rounded, say};
use super::common::probe::Probed;
use super::pages::Pages;
use super::reception::FREE;
use madoguchi_tests::browser::front::Front;
use serde_json::{Value, json};
use std::thread;
use std::time::Duration;

/// Probes before any counts: connections and caches are warm then.
const WARM_UP: usize = 50;
/// Until pages have come or gone for good, and between two looks whether they have.
const SETTLED: Duration = Duration::from_millis(500);

/// What came out.
#[derive(Default)]
pub struct Figures {
    without: Times,
    with: Times,
    /// Each round's p50 with the pages against its own without.
    ratios: Vec<f64>,
}

pub fn measure(front: &mut Front, pages: &Pages, rounds: usize, probes: usize) -> Figures {
    // The bench's own reader takes this one's place, which tells when it is called.
    front.clinic.kill_agent(FREE);
    let mut probed = Probed::open(&front.clinic, &[&format!("reader-{FREE}")]);
    drop(probed.slice(WARM_UP.min(probes)));
    let mut figures = Figures::default();
    for _ in 0..rounds {
        while_kept_alive(&probed, || pages.leave());
        let without = probed.slice(probes);
        while_kept_alive(&probed, || pages.show());
        let with = probed.slice(probes);
        figures.ratios.push(with.p50_us() / without.p50_us());
        figures.with.absorb(with);
        figures.without.absorb(without);
    }
    figures
}

/// Does something at the browsers; desk and reader stay connected meanwhile.
fn while_kept_alive(probed: &Probed, act: impl FnOnce() + Send) {
    thread::scope(|scope| {
        let acting = scope.spawn(act);
        while !acting.is_finished() {
            probed.pass(SETTLED);
        }
        acting.join().unwrap();
    });
    probed.pass(SETTLED);
}

impl Figures {
    fn ratio(&self) -> f64 {
        median(&self.ratios)
    }

    pub fn table(&self) {
        say("\n4. Dispatch: request for a ticket → call at the reader, 200 waiting (µs)");
        say(format!("{:28}{:>8}{:>8}", "", "p50", "p99"));
        for (name, times) in [
            ("no page open", &self.without),
            ("8 pages open", &self.with),
        ] {
            let (p50, p99) = (times.p50_us(), times.p99_us());
            say(format!("{name:28}{p50:>8.0}{p99:>8.0}"));
        }
        say(format!(
            "p50 with against without: {:.2} (goal: no worse; median of rounds, each against its own)",
            self.ratio()
        ));
    }

    pub fn json(&self) -> Value {
        json!({ "dispatch_p50_with_pages_vs_without": rounded(self.ratio()) })
    }
}
