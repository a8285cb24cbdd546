//! The month as tables for a spreadsheet: UTF-8 with a byte order mark, without which Excel takes Japanese for another encoding; one header
//! row, numbers with their unit in the header, lines that end with CR LF (RFC 4180). Serials that look like numbers or days stay as they are.

use crate::judge::{Judged, Quality};
use crate::report::month::{Month, SUBSIDY_USES};
use crate::unit::UnitFigures;
use crate::words::{Say, date, percent, tenths};
use madoguchi_fleet::times::Times;

/// A table of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// A row for each reader.
    Units,
    /// A row for each day of each reader.
    Use,
    /// A row for each day of the queue.
    Queue,
    /// A row for each hour of the day, of the whole month.
    Hours,
}

impl Table {
    pub const ALL: [Self; 4] = [Self::Units, Self::Use, Self::Queue, Self::Hours];

    /// Its stable name, for a file's.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Use => "use",
            Self::Queue => "queue",
            Self::Hours => "hours",
        }
    }
}

/// A table as the bytes of a file.
#[must_use]
pub fn csv(month: &Month, table: Table, say: &Say<'_>) -> String {
    let (columns, rows): (&[&str], Vec<Vec<String>>) = match table {
        Table::Units => (&UNITS, units(month, say)),
        Table::Use => (&["date", "counter", "serial", "sessions"], uses(month)),
        Table::Queue => (&QUEUE, queue(month)),
        Table::Hours => (
            &["hour", "served", "wait-mean", "wait-p50", "wait-p95"],
            hours(month),
        ),
    };
    let header = columns
        .iter()
        .map(|name| say(&format!("figures-csv-{name}"), &[]));
    let mut text = String::from('\u{feff}');
    line(&mut text, header.map(|words| quoted(&words)));
    for row in rows {
        debug_assert_eq!(row.len(), columns.len(), "a row has all columns");
        let cells = columns.iter().zip(row);
        line(&mut text, cells.map(|(name, cell)| written(name, &cell)));
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<_> = cells.collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// The cell of a column. A serial or a counter's name that a spreadsheet would take for a number or a day is the formula of a text: else it loses its
/// zeros, its last digits or its hyphens (`00123`, `12345678901234567`, `1E5`, `1-2`).
fn written(column: &str, cell: &str) -> String {
    let is_name = ["counter", "serial"].contains(&column);
    let is_like_a_number = cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_graphic() && c != '"');
    if is_name && is_like_a_number {
        format!("\"=\"\"{cell}\"\"\"")
    } else {
        quoted(cell)
    }
}

/// A cell as text, quoted where it has to be. What a spreadsheet would compute gets an apostrophe before it, so that the name of a counter is no formula.
fn quoted(cell: &str) -> String {
    let computes = |c| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'
        )
    };
    let plain = if cell.starts_with(computes) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if plain.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", plain.replace('"', "\"\""))
    } else {
        plain
    }
}

const UNITS: [&str; 23] = [
    "counter",
    "serial",
    "sessions",
    "uses",
    "subsidy",
    "face-tried",
    "face-matched",
    "face-share",
    "face-low",
    "face-high",
    "card-tried",
    "card-share",
    "card-low",
    "card-high",
    "in-time",
    "median",
    "p95",
    "drops",
    "faults",
    "restarts",
    "serving",
    "availability",
    "alarm",
];
const QUEUE: [&str; 10] = [
    "date",
    "added",
    "served",
    "by-means",
    "cancelled",
    "ended",
    "walk-ups",
    "wait-mean",
    "wait-p50",
    "wait-p95",
];

fn units(month: &Month, say: &Say<'_>) -> Vec<Vec<String>> {
    month.units.iter().map(|unit| of_unit(unit, say)).collect()
}

fn of_unit(unit: &UnitFigures, say: &Say<'_>) -> Vec<String> {
    let yes = |is: bool| {
        say(
            if is {
                "figures-csv-yes"
            } else {
                "figures-csv-no"
            },
            &[],
        )
    };
    let [face, card] = [Quality::Face, Quality::Card].map(|quality| unit.of(quality));
    let tried = |judged: Option<&Judged>| judged.map_or(0, |judged| judged.unit.tried);
    let failed = |judged: Option<&Judged>| judged.map_or(0, |judged| judged.unit.failed);
    let slow = unit.slow_faces().failing();
    let service = &unit.sum.service;
    let mut cells = vec![
        unit.counter.name.clone(),
        unit.serial.to_string(),
        unit.sum.sessions().to_string(),
        unit.uses().to_string(),
        yes(unit.uses() >= SUBSIDY_USES),
        tried(face).to_string(),
        (tried(face) - failed(face)).to_string(),
    ];
    cells.extend(shares(face));
    cells.push(tried(card).to_string());
    cells.extend(shares(card));
    cells.extend([
        slow.map_or_else(String::new, |slow| percent(1.0 - slow)),
        seconds(service.quantile_ms(50)),
        seconds(service.quantile_ms(95)),
        unit.sum.drops.to_string(),
        unit.sum.faults.to_string(),
        unit.sum.restarts.to_string(),
        tenths(unit.sum.serving_ms, 3_600_000),
        unit.availability().map_or_else(String::new, percent),
        yes(unit.is_out_of_line()),
    ]);
    cells
}

/// What succeeded, in percent, and the ends of its interval; empty without a try.
fn shares(judged: Option<&Judged>) -> [String; 3] {
    let seen = judged.and_then(|judged| Some((judged.unit.failing()?, judged.unit.interval())));
    seen.map_or_else(Default::default, |(failing, failed)| {
        [failing, failed.high, failed.low].map(|failed| percent(1.0 - failed))
    })
}

fn uses(month: &Month) -> Vec<Vec<String>> {
    let rows = month.units.iter().flat_map(|unit| {
        unit.by_day.iter().map(|(day, sessions)| {
            vec![
                date(*day),
                unit.counter.name.clone(),
                unit.serial.to_string(),
                sessions.to_string(),
            ]
        })
    });
    rows.collect()
}

fn queue(month: &Month) -> Vec<Vec<String>> {
    let rows = month.queue_days.values().map(|day| {
        let counts = [
            day.added,
            day.served(),
            day.means.values().copied().fold(0, u32::saturating_add),
            day.cancelled,
            day.ended,
            day.walk_ups,
        ];
        let counts = counts.iter().map(u32::to_string);
        let waits = waits(&day.all_waits());
        std::iter::once(date(day.day))
            .chain(counts)
            .chain(waits)
            .collect()
    });
    rows.collect()
}

fn hours(month: &Month) -> Vec<Vec<String>> {
    let rows = month.queue.waits.iter().map(|(hour, times)| {
        let mut row = vec![hour.to_string(), times.count().to_string()];
        row.extend(waits(times));
        row
    });
    rows.collect()
}

fn waits(times: &Times) -> [String; 3] {
    [
        times.mean_ms(),
        times.quantile_ms(50),
        times.quantile_ms(95),
    ]
    .map(seconds)
}

fn seconds(ms: Option<u64>) -> String {
    ms.map_or_else(String::new, |ms| tenths(ms, 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_text() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-1", "'-1"),
            ("+81", "'+81"),
            ("＝1", "'＝1"),
            ("\t=1", "'\t=1"),
            ("窓口 1", "窓口 1"),
            ("a,b", "\"a,b\""),
            ("=\"a\"", "\"'=\"\"a\"\"\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }

    #[test]
    fn a_name_that_looks_like_a_number_or_a_day_stays_as_it_is() {
        for (cell, cell_written) in [
            ("00123", "\"=\"\"00123\"\"\""),
            ("1-2", "\"=\"\"1-2\"\"\""),
            ("1,5", "\"=\"\"1,5\"\"\""),
            ("CR-2024-0001", "CR-2024-0001"),
            ("1番窓口", "1番窓口"),
            ("1\"", "\"1\"\"\""),
            ("=1", "'=1"),
        ] {
            assert_eq!(written("serial", cell), cell_written);
            assert_eq!(written("counter", cell), cell_written);
        }
        // Numbers and days are meant to be such.
        assert_eq!(written("sessions", "12"), "12");
        assert_eq!(written("date", "2026-11-02"), "2026-11-02");
    }

    proptest! {
        #[test]
        fn a_cell_stays_one_cell(cell in any::<String>()) {
            let written = quoted(&cell);
            let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            match inner {
                // Each quotation mark within is doubled.
                Some(inner) if cell.contains(['"', ',', '\n', '\r']) => {
                    prop_assert_eq!(inner.replace("\"\"", "").matches('"').count(), 0);
                }
                _ => prop_assert!(!written.contains(['"', ',', '\n', '\r'])),
            }
        }
    }
}
