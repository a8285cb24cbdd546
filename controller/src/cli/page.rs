//! The parts of pages for people: lines and tables, fitted to the width of the terminal.

use super::grid::{Grid, Style};
use super::look::{Part, Screen, whole};
use crate::texts::label;
use madoguchi_proto::v1;
use madoguchi_texts::Lang;

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

/// What stands between the names of a list.
pub(super) const fn comma(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    }
}

pub(super) fn of(lang: Lang, text: Option<&v1::Text>) -> &str {
    text.map_or("", |text| lang.of(text))
}

pub(super) fn line(page: &mut String, words: &str) {
    line_under(page, words, 0);
}

/// Writes a line, wrapped to the width of a terminal. The rest of it stands below, `indent` columns to the right.
pub(super) fn line_under(page: &mut String, words: &str, indent: usize) {
    let lines = Screen::of_terminal().lines(words, indent);
    page.push_str(&whole(&[Part::of_lines(lines)]));
}

/// Writes a table, fitted to the width of a terminal.
pub(super) fn grid(page: &mut String, grid: &Grid) {
    let table = grid.lines(Screen::of_terminal().columns, Style::Framed);
    page.push_str(&whole(&[Part::of_table(table, "")]));
}
