//! What another reader would bring.

use super::bars::Bars;
use super::{Undrawn, in_unit, unit_of};
use crate::staffing::Staffing;
use crate::words::Say;

/// The waits with each number of readers. `now` is the number that the clinic has, `date` the day whose patients were played.
///
/// # Errors
/// It could not be drawn.
pub fn staffing_chart(
    played: &[Staffing],
    now: usize,
    date: &str,
    say: &Say<'_>,
) -> Result<String, Undrawn> {
    let longest = played
        .iter()
        .map(|with| with.queue.p95_ms.max(with.lines.mean_ms));
    let (unit_ms, unit) = unit_of(longest.max().unwrap_or(0), say);
    let series = |key: &str, of: fn(&Staffing) -> i64| {
        let heights = played.iter().map(|with| in_unit(of(with), unit_ms));
        (say(key, &[]), heights.collect())
    };
    let label = |readers: usize| {
        let key = if readers == now {
            "figures-chart-readers-now"
        } else {
            "figures-chart-readers"
        };
        say(key, &[("count", &readers.to_string())])
    };
    Bars {
        title: say("figures-chart-staffing", &[("date", date)]),
        unit,
        labels: played.iter().map(|with| label(with.readers)).collect(),
        series: vec![
            series("figures-chart-queue-mean", |with| with.queue.mean_ms),
            series("figures-chart-queue-p95", |with| with.queue.p95_ms),
            series("figures-chart-lines-mean", |with| with.lines.mean_ms),
        ],
        stacked: false,
    }
    .draw()
}
