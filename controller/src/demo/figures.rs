//! Means and percentiles of measurements.

use serde::Serialize;

/// The distribution of waits, in clinic seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Waits {
    pub mean: f64,
    pub p50: f64,
    /// The 95th percentile.
    pub p95: f64,
    pub max: f64,
}

impl Waits {
    /// From waits in clinic milliseconds; all values are zero without waits.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a day's milliseconds fit a double exactly"
    )]
    pub fn of(mut waits_ms: Vec<i64>) -> Self {
        waits_ms.sort_unstable();
        let seconds = |ms: i64| round(ms as f64 / 1_000.0);
        let sum: i64 = waits_ms.iter().sum();
        Self {
            mean: round(sum as f64 / 1_000.0 / waits_ms.len().max(1) as f64),
            p50: seconds(percentile(&waits_ms, 50)),
            p95: seconds(percentile(&waits_ms, 95)),
            max: seconds(percentile(&waits_ms, 100)),
        }
    }
}

/// The distribution of times from a request to its effect, in real milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Latency {
    pub p50: f64,
    /// The 99th percentile.
    pub p99: f64,
}

impl Latency {
    /// From times in microseconds; all values are zero without times.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "minutes in microseconds fit a double exactly"
    )]
    pub fn of(mut times_us: Vec<i64>) -> Self {
        times_us.sort_unstable();
        let ms = |us: i64| round(us as f64 / 1_000.0);
        Self {
            p50: ms(percentile(&times_us, 50)),
            p99: ms(percentile(&times_us, 99)),
        }
    }
}

/// The smallest value that `percent` of 100 do not exceed (nearest rank); 0 without values.
fn percentile(sorted: &[i64], percent: usize) -> i64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0)
}

/// Rounds to three decimals.
fn round(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let waits = Waits::of((1..=100).map(|s| s * 1_000).collect());
        assert_eq!(
            waits,
            Waits {
                mean: 50.5,
                p50: 50.0,
                p95: 95.0,
                max: 100.0
            }
        );
    }

    #[test]
    fn nothing_measured_is_zero_and_one_value_is_every_percentile() {
        assert_eq!(
            Waits::of(vec![]),
            Waits {
                mean: 0.0,
                p50: 0.0,
                p95: 0.0,
                max: 0.0
            }
        );
        assert_eq!(Latency::of(vec![1_500]), Latency { p50: 1.5, p99: 1.5 });
    }
}
