//! The waits of patients on generated days, compared with the best schedule that respects rank and needs, and with separate lines.
//! `compare.rs` explains what is compared, and why that is fair.
//!
//! `cargo test --release -p madoguchi-fleet --test wait -- --nocapture` takes a thousand days of each kind and shows
//! the figures; without `--release` it is a hundred. `MADOGUCHI_DAYS` chooses another number.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod best;
mod compare;
mod day;
mod figures;
mod jobs;
#[path = "../kit/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the days need a small part of it")]
mod kit;
mod lines;
mod orders;
mod runner;
mod schedule;

use compare::compare;
use day::{Day, Morning, made};
use figures::Figures;

/// The highest allowed ratio of the mean wait to the best.
const LIMIT: f64 = 1.02;

#[test]
fn on_crowded_mornings_the_mean_wait_is_close_to_the_best_schedules() {
    let figures = figures("crowded mornings", Morning::Crowded, |day| day);
    close_to_the_best(&figures);
}

#[test]
fn so_it_is_on_crowded_mornings_where_nobody_prefers_anything() {
    let what = "crowded mornings without preferences";
    let figures = figures(what, Morning::Crowded, Day::without_preferences);
    close_to_the_best(&figures);
}

#[test]
fn on_calm_mornings_no_fixed_order_of_the_counters_would_be_much_better() {
    let figures = figures("calm mornings", Morning::Calm, |day| day);
    close_to_the_best_order(&figures);
}

#[test]
fn nor_on_calm_mornings_where_nobody_prefers_anything() {
    let what = "calm mornings without preferences";
    let figures = figures(what, Morning::Calm, Day::without_preferences);
    close_to_the_best_order(&figures);
}

/// Checks all days together, and the days with several units separately: one unit leaves no choice, and must not hide the results of the
/// others.
fn close_to_the_best(figures: &[Figures; 5]) {
    for (units, figures) in figures.iter().enumerate() {
        let times = figures.against_best();
        assert!(times <= LIMIT, "{units} units (0: all): {figures}");
    }
    let all = &figures[0];
    assert!(all.against_lines() < 1.0, "{all}");
}

fn close_to_the_best_order([all, ..]: &[Figures; 5]) {
    assert!(all.against_order() <= LIMIT, "{all}");
    assert!(all.against_lines() < 1.0, "{all}");
}

/// The figures of all days, and of the days with 1, 2, 3 and 4 units; shown, too.
#[expect(clippy::print_stdout, reason = "--nocapture shows the figures")]
fn figures(what: &str, morning: Morning, change: impl Fn(Day) -> Day) -> [Figures; 5] {
    let mut figures: [Figures; 5] = Default::default();
    for seed in 1..=days() {
        let day = change(made(seed, morning));
        let compared = compare(&day);
        figures[0].add(seed, &compared);
        figures[day.units.len()].add(seed, &compared);
    }
    let units = ["", ", 1 unit", ", 2 units", ", 3 units", ", 4 units"];
    for (units, figures) in units.iter().zip(&figures) {
        println!("{what}{units}: {figures}");
    }
    figures
}

/// The number of days: a thousand, or a hundred in a debug build.
fn days() -> u64 {
    let default = if cfg!(debug_assertions) { 100 } else { 1_000 };
    std::env::var("MADOGUCHI_DAYS").map_or(default, |days| {
        let number = days.parse();
        number.unwrap_or_else(|_| panic!("MADOGUCHI_DAYS must be a number, not {days:?}"))
    })
}
