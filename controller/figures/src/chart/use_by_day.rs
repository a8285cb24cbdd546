//! The sessions of a month by day, a stack for each day.

use super::Undrawn;
use super::bars::Bars;
use crate::report::Month;
use crate::words::Say;

/// The sessions of each reader on each day of the month.
///
/// # Errors
/// It could not be drawn.
pub fn use_chart(month: &Month, say: &Say<'_>) -> Result<String, Undrawn> {
    let days = month.days.clone();
    let of_month = |day: i32| (day - days.start + 1).to_string();
    let used = month.units.iter().filter(|unit| unit.sum.sessions() > 0);
    let series = used.map(|unit| {
        let on = |day| unit.by_day.get(&day).copied().unwrap_or(0);
        let heights = days.clone().map(|day| f64::from(on(day)));
        (unit.counter.name.clone(), heights.collect())
    });
    Bars {
        title: say("figures-chart-use", &[]),
        unit: say("figures-chart-use-unit", &[]),
        labels: days.clone().map(of_month).collect(),
        series: series.collect(),
        stacked: true,
    }
    .draw()
}
