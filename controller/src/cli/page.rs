//! The parts of pages for people: lines and tables, fitted to the width of the terminal.

use super::wrap::wrap;
use crate::texts::label;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use madoguchi_proto::v1;
use madoguchi_texts::Lang;
use std::fmt::Write;

/// The widest column of sentences, so that a table of tickets has about 90 columns.
const SENTENCE_COLUMNS: u16 = 44;

/// The narrowest width for a table: on a smaller terminal nobody can read one, and the terminal wraps it itself.
const NARROWEST: u16 = 60;

/// A table whose headings are fluent keys.
pub(super) fn table(lang: Lang, columns: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let columns = columns.iter();
    table.set_header(columns.map(|column| word(lang, &format!("cli-col-{column}"))));
    table
}

/// Wraps the last column, which has sentences.
pub(super) fn wrap_last(table: &mut Table) {
    let last = table.column_count().saturating_sub(1);
    if let Some(column) = table.column_mut(last) {
        let width = Width::Fixed(SENTENCE_COLUMNS);
        column.set_constraint(ColumnConstraint::UpperBoundary(width));
    }
}

/// Keeps the second column, which has the serials, from being wrapped: a broken serial cannot be compared with the label under the reader,
/// nor copied.
pub(super) fn keep_serials_whole(table: &mut Table, units: &[v1::Unit]) {
    let longest = units.iter().map(|unit| unit.serial.len()).max();
    // A serial's characters take one column each.
    let columns = longest.and_then(|longest| u16::try_from(longest).ok());
    if let (Some(columns), Some(column)) = (columns, table.column_mut(1)) {
        let width = columns.saturating_add(column.padding_width());
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
    }
}

/// The line at the beginning of each page of a test environment.
pub(super) fn test_mark(lang: Lang) -> String {
    let mut mark = String::new();
    line(&mut mark, &word(lang, "cli-test-environment"));
    mark
}

pub(super) fn word(lang: Lang, key: &str) -> String {
    label(lang, key, &[])
}

pub(super) fn yes_or_no(lang: Lang, yes: bool) -> String {
    word(lang, if yes { "cli-yes" } else { "cli-no" })
}

pub(super) fn of(lang: Lang, text: Option<&v1::Text>) -> &str {
    text.map_or("", |text| lang.of(text))
}

pub(super) fn line(page: &mut String, words: &str) {
    line_under(page, words, 0);
}

/// Writes a line, wrapped to the width of a terminal. The rest of it stands below, `indent` columns to the right.
pub(super) fn line_under(page: &mut String, words: &str, indent: usize) {
    let words = match terminal_columns() {
        Some(columns) => wrap(words, columns.into(), indent),
        None => words.to_owned(),
    };
    put(page, &words);
}

fn put(page: &mut String, words: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{words}");
}

fn terminal_columns() -> Option<u16> {
    terminal_size::terminal_size().map(|(columns, _)| columns.0.max(NARROWEST))
}

/// Writes a table, fitted to the width of a terminal.
pub(super) fn grid(page: &mut String, table: &mut Table) {
    if let Some(columns) = terminal_columns() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(columns);
    }
    put(page, &table.trim_fmt());
}
