//! The waits of many days, summed up and compared.

use std::fmt;

/// The waits of one day, in milliseconds, in the order of arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The waits by the fleet's calls.
    pub fleet_ms: Vec<i64>,
    /// The waits by the best schedule that respects rank and needs.
    pub best_ms: Vec<i64>,
    /// The waits by the best fixed order of preference among the counters.
    pub order_ms: Vec<i64>,
    /// The waits with one line per unit.
    pub lines_ms: Vec<i64>,
    /// The most situations at a time in the search for the best schedule.
    pub widest: usize,
}

/// Waits of many days.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    days: usize,
    widest: usize,
    fleet: Waits,
    best: Waits,
    order: Waits,
    lines: Waits,
    /// The day on which the fleet was farthest from the best: its seed, and both means in seconds.
    worst: Option<(u64, f64, f64)>,
}

#[derive(Debug, Clone, Default)]
struct Waits {
    all_ms: Vec<i64>,
}

impl Figures {
    /// Adds a day.
    pub fn add(&mut self, seed: u64, day: &Compared) {
        self.days += 1;
        self.widest = self.widest.max(day.widest);
        self.fleet.all_ms.extend(&day.fleet_ms);
        self.best.all_ms.extend(&day.best_ms);
        self.order.all_ms.extend(&day.order_ms);
        self.lines.all_ms.extend(&day.lines_ms);
        let means = (seed, mean_s(&day.fleet_ms), mean_s(&day.best_ms));
        if self
            .worst
            .is_none_or(|worst| ratio(means.1, means.2) > ratio(worst.1, worst.2))
        {
            self.worst = Some(means);
        }
    }

    /// The fleet's mean wait, as a multiple of the best schedule's.
    #[must_use]
    pub fn against_best(&self) -> f64 {
        ratio(self.fleet.mean_s(), self.best.mean_s())
    }

    /// The fleet's mean wait, as a multiple of what the best fixed order of each day gives.
    #[must_use]
    pub fn against_order(&self) -> f64 {
        ratio(self.fleet.mean_s(), self.order.mean_s())
    }

    /// The fleet's mean wait, as a multiple of the separate lines'.
    #[must_use]
    pub fn against_lines(&self) -> f64 {
        ratio(self.fleet.mean_s(), self.lines.mean_s())
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [&self.fleet, &self.best, &self.order, &self.lines];
        let [fleet, best, order, lines] = all.map(Waits::mean_s);
        writeln!(
            f,
            "{} days, {} patients",
            self.days,
            self.fleet.all_ms.len()
        )?;
        writeln!(
            f,
            "  mean wait {fleet:.1} s: {:.4} x best ({best:.1} s), {:.4} x best order ({order:.1} s), \
             {:.3} x separate lines ({lines:.1} s)",
            self.against_best(),
            self.against_order(),
            self.against_lines(),
        )?;
        let [fleet, best, order, lines] = all.map(Waits::p95_s);
        writeln!(
            f,
            "  95 of 100 wait at most {fleet:.0} s; best {best:.0} s, best order {order:.0} s, separate lines {lines:.0} s"
        )?;
        if let Some((seed, fleet, best)) = self.worst {
            let times = ratio(fleet, best);
            writeln!(
                f,
                "  the worst day is {seed}: {times:.3} x best (mean {fleet:.1} s, best {best:.1} s)"
            )?;
        }
        write!(f, "  up to {} situations side by side", self.widest)
    }
}

impl Waits {
    fn mean_s(&self) -> f64 {
        mean_s(&self.all_ms)
    }

    /// The smallest wait that 95 of 100 patients did not exceed.
    fn p95_s(&self) -> f64 {
        let mut sorted = self.all_ms.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * 95).div_ceil(100).max(1);
        sorted.get(rank - 1).map_or(0.0, |ms| mean_s(&[*ms]))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "years in milliseconds fit a double exactly"
)]
fn mean_s(waits_ms: &[i64]) -> f64 {
    let sum: i64 = waits_ms.iter().sum();
    sum as f64 / 1_000.0 / waits_ms.len().max(1) as f64
}

/// The ratio; 1 if nobody waits in either.
fn ratio(mean: f64, of: f64) -> f64 {
    if mean == of { 1.0 } else { mean / of }
}
