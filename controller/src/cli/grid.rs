//! Tables for people, fitted to the width of a terminal: no word, name or serial in them is broken.

use super::page::word;
use super::wrap::{columns_of, longest_phrase, wrapped};
use madoguchi_texts::Lang;

/// The widest column of sentences where no terminal says how wide the page is.
const SENTENCE_COLUMNS: usize = 44;

/// The width that a column of sentences keeps as long as others can be broken: a narrower one is hard to read.
const READABLE_COLUMNS: usize = 24;

/// The space between two columns of a plain table.
const GAP: &str = "  ";

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// With lines around it.
    Framed,
    /// Without: four lines shorter, for a small terminal.
    Plain,
}

#[derive(Debug)]
pub(super) struct Grid {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The column of sentences: it is broken before others are.
    sentences: Option<usize>,
}

/// The lines of a table: rows can be left out, and it still has its head and foot.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) foot: Vec<String>,
}

impl Grid {
    /// A table whose headings are fluent keys.
    pub(super) fn new(lang: Lang, columns: &[&str]) -> Self {
        let columns = columns.iter();
        Self {
            headings: columns
                .map(|column| word(lang, &format!("cli-col-{column}")))
                .collect(),
            rows: Vec::new(),
            sentences: None,
        }
    }

    /// A table with these headings.
    pub(super) fn headed(headings: impl Iterator<Item = String>) -> Self {
        Self {
            headings: headings.collect(),
            rows: Vec::new(),
            sentences: None,
        }
    }

    /// Says which column has sentences.
    pub(super) fn sentences_in(mut self, column: usize) -> Self {
        self.sentences = Some(column);
        self
    }

    /// Adds a row with a cell for each column.
    pub(super) fn add_row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The lines of the table on a terminal of so many columns. A row that cannot stand in a table as narrow as that becomes a sentence of its
    /// own, with the heading before each cell.
    pub(super) fn lines(&self, columns: Option<usize>, style: Style) -> Lines {
        let count = self.headings.len();
        let frame = match style {
            Style::Framed => 3 * count + 1,
            Style::Plain => GAP.len() * count.saturating_sub(1),
        };
        let room = columns.map(|columns| columns.checked_sub(frame));
        let widths = match room {
            None => Some(self.natural()),
            Some(room) => room.and_then(|room| self.within(room)),
        };
        match (widths, style) {
            (Some(widths), Style::Framed) => self.framed(&widths),
            (Some(widths), Style::Plain) => self.plain(&widths),
            (None, _) => self.spoken(columns.unwrap_or(SENTENCE_COLUMNS)),
        }
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |row| row.get(column));
        cells.map(String::as_str)
    }

    /// The widths that nothing limits.
    fn natural(&self) -> Vec<usize> {
        let mut widths = self.wanted();
        if let Some(column) = self.sentences {
            widths[column] = widths[column].min(SENTENCE_COLUMNS.max(self.least(column)));
        }
        widths
    }

    fn wanted(&self) -> Vec<usize> {
        let width = |column: usize| {
            let cells = self.cells(column).map(columns_of);
            cells.fold(columns_of(&self.headings[column]), usize::max)
        };
        (0..self.headings.len()).map(width).collect()
    }

    /// The width below which a word would be broken.
    fn least(&self, column: usize) -> usize {
        let cells = self.cells(column).map(longest_phrase);
        cells.fold(longest_phrase(&self.headings[column]), usize::max)
    }

    /// The widths that together take at most `room`; `None` if a word would have to be broken. Sentences give way first, then all other
    /// columns, and sentences again.
    fn within(&self, room: usize) -> Option<Vec<usize>> {
        let mut widths = self.wanted();
        let mut give_way = |column: usize, floor: usize| {
            let over = widths.iter().sum::<usize>().saturating_sub(room);
            widths[column] -= over.min(widths[column].saturating_sub(floor));
        };
        if let Some(column) = self.sentences {
            give_way(column, self.least(column).max(READABLE_COLUMNS));
        }
        let others = (0..self.headings.len()).filter(|column| self.sentences != Some(*column));
        for column in others.chain(self.sentences) {
            give_way(column, self.least(column));
        }
        (widths.iter().sum::<usize>() <= room).then_some(widths)
    }

    fn framed(&self, widths: &[usize]) -> Lines {
        let rule = |fill: &str, [left, between, right]: [&str; 3]| {
            let parts: Vec<_> = widths.iter().map(|width| fill.repeat(width + 2)).collect();
            format!("{left}{}{right}", parts.join(between))
        };
        let row = |cells: &[String]| {
            let lines = table_row(cells, widths).into_iter();
            lines
                .map(|cells| format!("│ {} │", cells.join(" ┆ ")))
                .collect::<Vec<_>>()
        };
        let mut head = vec![rule("─", ["┌", "┬", "┐"])];
        head.extend(row(&self.headings));
        head.push(rule("═", ["╞", "╪", "╡"]));
        Lines {
            head,
            rows: self.rows.iter().map(|cells| row(cells)).collect(),
            foot: vec![rule("─", ["└", "┴", "┘"])],
        }
    }

    fn plain(&self, widths: &[usize]) -> Lines {
        let row = |cells: &[String]| {
            let lines = table_row(cells, widths).into_iter();
            lines
                .map(|cells| cells.join(GAP).trim_end().to_owned())
                .collect::<Vec<_>>()
        };
        Lines {
            head: row(&self.headings),
            rows: self.rows.iter().map(|cells| row(cells)).collect(),
            foot: Vec::new(),
        }
    }

    /// The rows as sentences, each cell behind its heading.
    fn spoken(&self, columns: usize) -> Lines {
        let row = |cells: &Vec<String>| {
            let mut lines: Vec<String> = Vec::new();
            let cells = self.headings.iter().zip(cells);
            for (heading, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
                let said = format!("{heading}: {cell}");
                match lines.last_mut() {
                    Some(line) if columns_of(line) + GAP.len() + columns_of(&said) <= columns => {
                        line.push_str(GAP);
                        line.push_str(&said);
                    }
                    Some(_) => lines.extend(wrapped(&format!("{GAP}{said}"), columns, GAP.len())),
                    None => lines.extend(wrapped(&said, columns, GAP.len())),
                }
            }
            lines
        };
        Lines {
            rows: self.rows.iter().map(row).collect(),
            ..Lines::default()
        }
    }
}

/// The lines of one row, each cell filled up to its column's width.
fn table_row(cells: &[String], widths: &[usize]) -> Vec<Vec<String>> {
    let cells = cells.iter().zip(widths);
    let wrapped: Vec<_> = cells
        .map(|(cell, width)| wrapped(cell, *width, 0))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let cells = wrapped.iter().zip(widths).map(|(lines, width)| {
            let cell = lines.get(at).map_or("", String::as_str);
            let fill = width.saturating_sub(columns_of(cell));
            format!("{cell}{}", " ".repeat(fill))
        });
        cells.collect()
    };
    (0..height).map(line).collect()
}
