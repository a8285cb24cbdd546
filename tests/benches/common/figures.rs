//! Figures: percentiles, rates, and how they are written.

use std::io::Write;
use std::time::Duration;

/// Writes a line to stdout.
pub fn say(line: impl AsRef<str>) {
    writeln!(std::io::stdout().lock(), "{}", line.as_ref()).unwrap();
}

/// Times of one thing that was done often.
#[derive(Debug, Clone, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn absorb(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that this share of all does not exceed, in microseconds.
    pub fn percentile_us(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        let at = (sorted.len() * percent / 100).min(last);
        sorted.get(at).map_or(0.0, |time| micros(*time))
    }

    pub fn p50_us(&self) -> f64 {
        self.percentile_us(50)
    }

    pub fn p99_us(&self) -> f64 {
        self.percentile_us(99)
    }

    pub fn mean_us(&self) -> f64 {
        let sum: Duration = self.0.iter().sum();
        micros(sum) / self.0.len().max(1) as f64
    }
}

/// A duration in microseconds.
pub fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

/// For JSON: enough digits to compute with.
pub fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}
