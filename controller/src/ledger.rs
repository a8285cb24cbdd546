//! The ledger of readers as a table: what `madoguchi unit ledger export` writes for a spreadsheet, and what `import` reads of it.
//!
//! The headings are Japanese. What is read back are the serial number, the delivery and the cable; the other columns are there to be read by
//! people. A cell that is empty changes nothing, so a table of three readers leaves the others as they are, and importing it twice does
//! nothing more. What a spreadsheet would take for a formula gets an apostrophe before it, and a serial that it would take for a number is written
//! as `="00123"`; both are taken off again.

use crate::texts::{self, Clock};
use crate::wire;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_plain::marked;
use madoguchi_proto::v1::{LedgerEntry, Text, Unit};
use madoguchi_reading::table::{self, Columns, Row, Table};
use madoguchi_texts::{Lang, command_line};
use std::collections::{BTreeMap, BTreeSet};

/// The largest file: some hundred bytes for each of many more readers than a fleet knows.
pub(crate) const MAX_BYTES: usize = 1 << 20;
/// The most lines whose mistakes are told: who mends these sees the next ones then.
const MAX_TOLD_LINES: usize = 20;
/// The most characters of a cell in a sentence.
const MAX_TOLD_CHARS: usize = 40;

/// The columns in their order.
pub(crate) const NAMES: [&str; 12] = [
    "serial",
    "counter",
    "edition",
    "delivered",
    "covered-until",
    "cable",
    "state",
    "enrolled",
    "out",
    "replaced-by",
    "replaced-why",
    "replaces",
];

const COLUMNS: Columns = Columns {
    known: &NAMES,
    also: &[
        ("製造番号", "serial"),
        ("窓口", "counter"),
        ("種類", "edition"),
        ("納品日", "delivered"),
        ("保守終了日", "covered-until"),
        ("ケーブル", "cable"),
        ("状態", "state"),
        ("登録日", "enrolled"),
        ("取り外し日", "out"),
        ("交換後のリーダー", "replaced-by"),
        ("交換の理由", "replaced-why"),
        ("交換前のリーダー", "replaces"),
    ],
    needed: &["serial"],
};

/// The columns that hold serials.
const SERIALS: [&str; 3] = ["serial", "replaced-by", "replaces"];

/// What a cell begins with that a spreadsheet takes for a formula.
const FORMULAS: [char; 4] = ['=', '+', '-', '@'];
const APOSTROPHE: char = '\'';

/// What Windows' programs know UTF-8 by.
pub(crate) const MARK: &str = "\u{feff}";

/// The cells of a reader, in the order of [`NAMES`].
pub(crate) fn cells(unit: &Unit, clock: &Clock, lang: Lang) -> [String; 12] {
    let word = |key: &str| texts::label(lang, key, &[]);
    let day = |ms: i64| match ms {
        0 => String::new(),
        ms => clock.day(TimeOfDay(ms)),
    };
    let counter = unit.counter.as_ref();
    let edition = match unit.edition() {
        madoguchi_proto::v1::Edition::Multi => word("sheet-edition-multi"),
        _ => word("sheet-edition-single"),
    };
    let state = match (unit.retired, unit.replaced_by.as_str()) {
        (false, _) => word("ledger-state-enrolled"),
        (true, "") => word("ledger-state-retired"),
        (true, _) => word("ledger-state-replaced"),
    };
    [
        unit.serial.clone(),
        counter.map_or_else(String::new, |counter| counter.name.clone()),
        edition,
        unit.delivered.clone(),
        unit.covered_until.clone(),
        unit.cable.clone(),
        state,
        day(unit.enrolled_at_ms),
        day(unit.out_at_ms),
        unit.replaced_by.clone(),
        unit.replaced_why
            .as_ref()
            .map_or_else(String::new, |why| lang.of(why).to_owned()),
        unit.replaces.join(" "),
    ]
}

/// The name of a column.
pub(crate) fn heading(name: &str, lang: Lang) -> String {
    texts::label(lang, &format!("ledger-col-{name}"), &[])
}

/// The readers that are or were the fleet's: of others nothing is kept.
pub(crate) fn kept(units: &[Unit]) -> impl Iterator<Item = &Unit> {
    units.iter().filter(|unit| unit.enrolled_at_ms != 0)
}

/// The table as a file for a spreadsheet.
pub(crate) fn file<'a>(units: impl Iterator<Item = &'a Unit>, clock: &Clock) -> String {
    let mut file = MARK.to_owned();
    let mut line = |cells: &[String]| {
        let written = |(at, cell): (usize, &String)| match SERIALS.contains(&NAMES[at]) {
            true => serial_cell(cell),
            false => cell_of(cell),
        };
        let cells: Vec<_> = cells.iter().enumerate().map(written).collect();
        file.push_str(&cells.join(","));
        file.push_str("\r\n");
    };
    line(&NAMES.map(|name| heading(name, Lang::Ja)));
    for unit in units {
        line(&cells(unit, clock, Lang::Ja));
    }
    file
}

/// A cell in quotes where it needs them, and never a formula.
pub(crate) fn cell_of(text: &str) -> String {
    let text = match text.chars().next() {
        Some(first) if FORMULAS.contains(&first) => format!("{APOSTROPHE}{text}"),
        _ => text.to_owned(),
    };
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

/// A serial that a spreadsheet would take for a number or a day, as the formula of a text: else it loses its zeros, its last digits or its
/// hyphens (`00123`, `12345678901234567`, `1E5`, `1-2`).
pub(crate) fn serial_cell(serial: &str) -> String {
    match serial.starts_with(|c: char| c.is_ascii_digit()) {
        // A serial has letters, digits and hyphens alone: no quote has to be doubled.
        true => format!("\"=\"\"{serial}\"\"\""),
        false => cell_of(serial),
    }
}

/// A cell as it was before [`cell_of`] or [`serial_cell`].
fn text_of(cell: &str) -> &str {
    let text = cell
        .strip_prefix("=\"")
        .and_then(|text| text.strip_suffix('"'));
    if let Some(text) = text {
        return text;
    }
    let bare = cell.strip_prefix(APOSTROPHE);
    bare.filter(|bare| bare.starts_with(FORMULAS))
        .unwrap_or(cell)
}

/// What a table changes.
#[derive(Debug, PartialEq)]
pub(crate) struct Changes {
    pub(crate) entries: Vec<LedgerEntry>,
    /// The readers of the table that it leaves as they are.
    pub(crate) kept: usize,
}

/// Reads a table: what it changes of these readers.
///
/// # Errors
/// All that is wrong with it, by line. Then nothing of it counts.
pub(crate) fn changes(bytes: &[u8], units: &[Unit]) -> Result<Changes, Vec<Text>> {
    let table = Table::open(bytes, COLUMNS).map_err(|why| vec![no_table(&why)])?;
    let known: BTreeMap<&str, &Unit> = kept(units)
        .map(|unit| (unit.serial.as_str(), unit))
        .collect();
    let (mut entries, mut kept, mut wrong) = (Vec::new(), 0, Vec::new());
    let mut seen = BTreeSet::new();
    for row in table.rows() {
        match change(&row, &known, &mut seen) {
            Ok(Some(entry)) => entries.push(entry),
            Ok(None) => kept += 1,
            Err(text) => wrong.push(text),
        }
    }
    if !wrong.is_empty() {
        return Err(bounded(wrong));
    }
    match entries.is_empty() && kept == 0 {
        true => Err(vec![texts::text("ledger-no-lines", &[])]),
        false => Ok(Changes { entries, kept }),
    }
}

fn bounded(mut wrong: Vec<Text>) -> Vec<Text> {
    let more = wrong.len().saturating_sub(MAX_TOLD_LINES);
    if more > 0 {
        wrong.truncate(MAX_TOLD_LINES);
        let more = more.to_string();
        wrong.push(texts::text("ledger-more-lines", &[("count", &more)]));
    }
    wrong
}

/// What a line changes; `None` where it says what is so already.
fn change(
    row: &Row,
    known: &BTreeMap<&str, &Unit>,
    seen: &mut BTreeSet<String>,
) -> Result<Option<LedgerEntry>, Text> {
    if let Some(count) = row.too_many {
        let count = count.to_string();
        return Err(bad(row, "ledger-line-columns", &[("count", &count)]));
    }
    let cell = |name: &str| {
        let place = NAMES.iter().position(|known| *known == name);
        let field = place.and_then(|place| row.fields.get(place));
        text_of(field.map_or("", String::as_str))
    };
    let wrong = |code: &str, name: &str| bad(row, code, &[("value", cell(name))]);
    let serial = wire::typed_serial(cell("serial"));
    let serial = serial.map_err(|_| wrong("ledger-line-serial", "serial"))?;
    let unit = known.get(serial.as_str());
    let unit = unit.ok_or_else(|| wrong("ledger-line-serial", "serial"))?;
    if !seen.insert(serial.to_string()) {
        return Err(wrong("ledger-line-twice", "serial"));
    }
    let delivered = match cell("delivered") {
        "" => None,
        day => Some(
            wire::typed_delivery(day).map_err(|_| wrong("ledger-line-delivered", "delivered"))?,
        ),
    };
    let cable = match cell("cable") {
        "" => None,
        note => Some(wire::cable_of(note).map_err(|_| wrong("ledger-line-cable", "cable"))?),
    };
    let entry = LedgerEntry {
        serial: serial.to_string(),
        delivered: delivered
            .map(|day| day.to_string())
            .filter(|day| *day != unit.delivered),
        cable: cable.filter(|note| *note != unit.cable),
    };
    let changes = entry.delivered.is_some() || entry.cable.is_some();
    Ok(changes.then_some(entry))
}

/// Why a file is no ledger.
fn no_table(why: &table::Error) -> Text {
    let named = |code: &str, column: &str| {
        let ja = NAMES.contains(&column).then(|| heading(column, Lang::Ja));
        texts::text(code, &[("column", ja.as_deref().unwrap_or(column))])
    };
    match why {
        table::Error::Empty => named("ledger-empty", ""),
        table::Error::Other(what) => {
            let what = [("what", command_line::other(*what).into())];
            texts::sentence("ledger-other", "ledger-other", &what)
        }
        table::Error::NoColumn { column } => named("ledger-no-column", column),
        table::Error::OtherColumn { column } => named("ledger-other-column", &marked(column)),
        table::Error::ColumnTwice { column } => named("ledger-column-twice", column),
    }
}

/// A reason with the number of its line. A cell's own words are shown so that nothing in them is hidden.
fn bad(row: &Row, code: &str, args: &[(&str, &str)]) -> Text {
    let line = row.line.to_string();
    let shown = |value: &str| marked(&value.chars().take(MAX_TOLD_CHARS).collect::<String>());
    let args: Vec<_> = args
        .iter()
        .map(|(name, value)| (*name, shown(value)))
        .collect();
    let mut args: Vec<_> = args.iter().map(|(name, value)| (*name, &**value)).collect();
    args.push(("line", &line));
    texts::text(code, &args)
}

#[cfg(test)]
mod tests;
