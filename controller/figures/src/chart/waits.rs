//! How long patients waited, by the hour of their arrival.

use super::bars::Bars;
use super::{Undrawn, in_unit, unit_of};
use crate::waits::Waits;
use crate::words::Say;

/// Mean, median and 95 % for each hour, in the order given.
///
/// # Errors
/// It could not be drawn.
pub fn waits_chart(hours: &[(usize, Waits)], say: &Say<'_>) -> Result<String, Undrawn> {
    let longest = hours
        .iter()
        .map(|(_, waits)| waits.p95_ms.max(waits.mean_ms));
    let (unit_ms, unit) = unit_of(longest.max().unwrap_or(0), say);
    let series = |key: &str, of: fn(&Waits) -> i64| {
        let heights = hours.iter().map(|(_, waits)| in_unit(of(waits), unit_ms));
        (say(key, &[]), heights.collect())
    };
    let label = |hour: usize| say("figures-chart-hour", &[("hour", &hour.to_string())]);
    Bars {
        title: say("figures-chart-waits", &[]),
        unit,
        labels: hours.iter().map(|(hour, _)| label(*hour)).collect(),
        series: vec![
            series("figures-chart-mean", |waits| waits.mean_ms),
            series("figures-chart-p50", |waits| waits.p50_ms),
            series("figures-chart-p95", |waits| waits.p95_ms),
        ],
        stacked: false,
    }
    .draw()
}
