//! The tables of the page.

use crate::escape::escaped;
use crate::judge::{Judged, Quality};
use crate::report::month::{KINDS, Month, SUBSIDY_USES};
use crate::unit::UnitFigures;
use crate::words::{Say, long_time, percent, share, short_time, succeeded};
use madoguchi_fleet::ticket::Means;
use madoguchi_fleet::unit_day::NotServing;

/// Whether a column is text, which stands at the left.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Number,
}

type Column<'a> = (&'a str, Kind, &'a dyn Fn(&UnitFigures) -> String);

/// A table with a row for each reader, named by counter and serial.
fn of_units(month: &Month, columns: &[Column<'_>], say: &Say<'_>) -> String {
    let heads = ["counter", "serial"].into_iter();
    let heads = heads.chain(columns.iter().map(|(name, ..)| *name));
    let heads = heads.map(|name| say(&format!("figures-column-{name}"), &[]));
    let rows = month.units.iter().map(|unit| {
        let mut row = row_head(&unit.counter.name);
        row += &cell(unit.serial.as_str(), Kind::Text);
        for (_, kind, of) in columns {
            row += &cell(&of(unit), *kind);
        }
        row
    });
    table(heads, rows)
}

fn table(heads: impl Iterator<Item = String>, rows: impl Iterator<Item = String>) -> String {
    let heads: String = heads
        .map(|words| format!("<th scope=\"col\">{}</th>", escaped(&words)))
        .collect();
    let rows: String = rows.map(|row| format!("<tr>{row}</tr>\n")).collect();
    format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn row_head(words: &str) -> String {
    format!("<th scope=\"row\">{}</th>", escaped(words))
}

fn cell(words: &str, kind: Kind) -> String {
    let class = if kind == Kind::Text {
        " class=\"text\""
    } else {
        ""
    };
    format!("<td{class}>{}</td>", escaped(words))
}

pub(super) fn uses(month: &Month, say: &Say<'_>) -> String {
    let subsidy = |unit: &UnitFigures| match SUBSIDY_USES.checked_sub(unit.uses()) {
        None | Some(0) => say("figures-subsidy-reached", &[]),
        Some(left) => say("figures-subsidy-short", &[("left", &left.to_string())]),
    };
    let columns: [Column<'_>; 3] = [
        ("sessions", Kind::Number, &|unit| {
            unit.sum.sessions().to_string()
        }),
        ("uses", Kind::Number, &|unit| unit.uses().to_string()),
        ("subsidy", Kind::Text, &subsidy),
    ];
    of_units(month, &columns, say)
}

pub(super) fn quality(month: &Month, say: &Say<'_>) -> String {
    let seen = |unit: &UnitFigures, quality| {
        let judged = unit.of(quality);
        judged.map_or_else(|| say("figures-none", &[]), |one| succeeded(one.unit, say))
    };
    let reference = |unit: &UnitFigures, quality| {
        let judged = unit.of(quality);
        judged.map_or_else(|| say("figures-none", &[]), |one| against(one, say))
    };
    let in_time = |unit: &UnitFigures| {
        let slow = unit.slow_faces().failing();
        share(slow.map(|slow| 1.0 - slow), say)
    };
    let columns: [Column<'_>; 5] = [
        ("face", Kind::Text, &|unit| seen(unit, Quality::Face)),
        ("face-reference", Kind::Text, &|unit| {
            reference(unit, Quality::Face)
        }),
        ("card", Kind::Text, &|unit| seen(unit, Quality::Card)),
        ("card-reference", Kind::Text, &|unit| {
            reference(unit, Quality::Card)
        }),
        ("in-time", Kind::Number, &in_time),
    ];
    of_units(month, &columns, say)
}

/// What succeeds by the reference that a reader is held against.
fn against(judged: &Judged, say: &Say<'_>) -> String {
    let (reference, Some(failing)) = judged.held_against() else {
        return say("figures-none", &[]);
    };
    let key = format!("figures-reference-{}", reference.name());
    say(&key, &[("share", &percent(1.0 - failing))])
}

pub(super) fn service(month: &Month, say: &Say<'_>) -> String {
    let time =
        |unit: &UnitFigures, per_cent| short_time(unit.sum.service.quantile_ms(per_cent), say);
    let columns: [Column<'_>; 8] = [
        ("median", Kind::Number, &|unit| time(unit, 50)),
        ("p95", Kind::Number, &|unit| time(unit, 95)),
        ("drops", Kind::Number, &|unit| unit.sum.drops.to_string()),
        ("faults", Kind::Number, &|unit| unit.sum.faults.to_string()),
        ("restarts", Kind::Number, &|unit| {
            unit.sum.restarts.to_string()
        }),
        ("availability", Kind::Number, &|unit| {
            share(unit.availability(), say)
        }),
        ("serving", Kind::Number, &|unit| {
            long_time(unit.sum.serving_ms, say)
        }),
        ("not-serving", Kind::Text, &|unit| not_serving(unit, say)),
    ];
    of_units(month, &columns, say)
}

/// The reasons for which it did not serve, each with its time, the longest first.
fn not_serving(unit: &UnitFigures, say: &Say<'_>) -> String {
    let mut times: Vec<_> = unit.sum.not_serving_ms.iter().collect();
    times.sort_by_key(|(why, ms)| (std::cmp::Reverse(**ms), **why));
    let words = times.into_iter().map(|(why, ms)| {
        let why = say(&format!("figures-why-{}", why_name(*why)), &[]);
        let time = long_time(*ms, say);
        say("figures-time-and-why", &[("why", &why), ("time", &time)])
    });
    let words: Vec<_> = words.collect();
    if words.is_empty() {
        return say("figures-none", &[]);
    }
    words.join(" / ")
}

const fn why_name(why: NotServing) -> &'static str {
    match why {
        NotServing::Maintenance => "maintenance",
        NotServing::Restarting => "restarting",
        NotServing::Link => "link",
        NotServing::Fault => "fault",
        NotServing::NoSeat => "no-seat",
        NotServing::PausedByStaff => "paused-by-staff",
        NotServing::PausedByFleet => "paused-by-fleet",
    }
}

/// How sessions ended: a row for each outcome that there was, a column for each reader, and their sum.
pub(super) fn outcomes(month: &Month, say: &Say<'_>) -> String {
    let column = |name: &str| say(&format!("figures-column-{name}"), &[]);
    let units = month.units.iter().map(|unit| unit.counter.name.clone());
    let heads = std::iter::once(column("outcome"))
        .chain(units)
        .chain([column("all")]);
    let rows = KINDS.into_iter().filter_map(|(kind, name)| {
        let counts: Vec<u32> = month
            .units
            .iter()
            .map(|unit| unit.sum.ended_so(&kind))
            .collect();
        let all = counts.iter().copied().fold(0, u32::saturating_add);
        (all > 0).then(|| {
            let name = say(&format!("figures-outcome-{name}"), &[]);
            counted(&name, counts.into_iter().chain([all]))
        })
    });
    table(heads, rows)
}

fn counted(name: &str, counts: impl IntoIterator<Item = u32>) -> String {
    let counts = counts.into_iter();
    row_head(name)
        + &counts
            .map(|count| cell(&count.to_string(), Kind::Number))
            .collect::<String>()
}

/// What the queue did without a session of a called patient; nothing where there was none of it.
pub(super) fn means(month: &Month, say: &Say<'_>) -> String {
    let by_means = month.queue.means.iter().map(|(means, count)| {
        let means = say(&format!("means-{}", means_name(*means)), &[]);
        (say("figures-outcome-means", &[("means", &means)]), *count)
    });
    let others = [
        (say("figures-outcome-cancelled", &[]), month.queue.cancelled),
        (say("figures-outcome-ended", &[]), month.queue.ended),
        (say("figures-outcome-walk-ups", &[]), month.queue.walk_ups),
    ];
    let rows: Vec<_> = by_means
        .chain(others)
        .filter(|(_, count)| *count > 0)
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let heads = ["outcome", "all"].map(|name| say(&format!("figures-column-{name}"), &[]));
    let rows = rows.iter().map(|(name, count)| counted(name, [*count]));
    table(heads.into_iter(), rows)
}

const fn means_name(means: Means) -> &'static str {
    match means {
        Means::Paper => "paper",
        Means::Seen => "seen",
        Means::Mobile => "mobile",
        Means::Other => "other",
    }
}
