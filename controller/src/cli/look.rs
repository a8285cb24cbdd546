//! A page in parts, which can be cut to the height of a terminal: its beginning stays, and the last line says what is left out.

use super::grid::{Lines, Style};
use super::wrap::{columns_of, wrapped};
use crate::texts::label;
use madoguchi_texts::Lang;

/// The narrowest terminal for which lines are broken: on a smaller one nobody can read a sentence.
const NARROWEST: usize = 20;

/// The size of the place that a page is shown in.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Screen {
    /// `None`: lines may have any length.
    pub(crate) columns: Option<usize>,
    /// `None`: the page may scroll.
    pub(crate) rows: Option<usize>,
}

impl Screen {
    /// The terminal, if there is one.
    pub(crate) fn of_terminal() -> Self {
        let size = terminal_size::terminal_size();
        Self {
            columns: size.map(|(columns, _)| usize::from(columns.0).max(NARROWEST)),
            rows: size.map(|(_, rows)| usize::from(rows.0)),
        }
    }

    /// This one for a page that may scroll.
    pub(crate) const fn endless(self) -> Self {
        Self { rows: None, ..self }
    }

    /// The lines of a sentence; all but the first are indented.
    pub(super) fn lines(self, words: &str, indent: usize) -> Vec<String> {
        let lines = words.split('\n');
        match self.columns {
            Some(columns) => lines
                .flat_map(|line| wrapped(line, columns, indent))
                .collect(),
            None => lines.map(str::to_owned).collect(),
        }
    }

    /// The rows that lines take: a terminal breaks a line that is too long by itself.
    fn rows_of(self, lines: &[String]) -> usize {
        let columns = self.columns.unwrap_or(usize::MAX).max(1);
        let rows = |line: &String| columns_of(line).div_ceil(columns).max(1);
        lines.iter().map(rows).sum()
    }
}

/// A part of a page: its items are shown whole or are left out.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) head: Vec<String>,
    pub(super) items: Vec<Vec<String>>,
    pub(super) foot: Vec<String>,
    /// The key of the words that say how many of its items are left out.
    pub(super) rest: &'static str,
    /// Whether an item is a sentence, whose beginning is better than nothing. A row of a table is not.
    sentences: bool,
}

impl Part {
    /// A part of lines that belong together.
    pub(super) fn of_lines(lines: Vec<String>) -> Self {
        Self {
            head: lines,
            ..Self::default()
        }
    }

    /// A part of the rows of a table.
    pub(super) fn of_table(table: Lines, rest: &'static str) -> Self {
        Self {
            head: table.head,
            items: table.rows,
            foot: table.foot,
            rest,
            sentences: false,
        }
    }

    /// A part of sentences, each an item.
    pub(super) fn of_sentences(
        sentences: impl IntoIterator<Item = String>,
        screen: Screen,
        rest: &'static str,
    ) -> Self {
        let sentences = sentences.into_iter();
        Self {
            items: sentences.map(|words| screen.lines(&words, 0)).collect(),
            rest,
            sentences: true,
            ..Self::default()
        }
    }
}

/// The whole page.
pub(super) fn whole(parts: &[Part]) -> String {
    let lines = parts.iter().flat_map(|part| {
        part.head
            .iter()
            .chain(part.items.iter().flatten())
            .chain(&part.foot)
    });
    joined(lines)
}

/// The page for a screen. One that changes in place has tables without frames, so that more of it fits, and is cut where it does not fit.
pub(super) fn page(parts: impl Fn(Style) -> Vec<Part>, screen: Screen, lang: Lang) -> String {
    match screen.rows {
        None => whole(&parts(Style::Framed)),
        Some(rows) => fitted(&parts(Style::Plain), rows, screen, lang),
    }
}

fn fitted(parts: &[Part], rows: usize, screen: Screen, lang: Lang) -> String {
    // The cursor stands below the last line.
    let rows = rows.saturating_sub(1);
    if height(parts, screen) <= rows {
        return whole(parts);
    }
    let nothing = vec![0; parts.len()];
    let reserved = screen.rows_of(&rest(parts, &nothing, screen, lang));
    let (lines, shown) = cut(parts, rows.saturating_sub(reserved), screen);
    joined(lines.iter().chain(&rest(parts, &shown, screen, lang)))
}

fn height(parts: &[Part], screen: Screen) -> usize {
    let of = |part: &Part| {
        let items = part.items.iter().map(|item| screen.rows_of(item));
        screen.rows_of(&part.head) + items.sum::<usize>() + screen.rows_of(&part.foot)
    };
    parts.iter().map(of).sum()
}

/// The first lines of the page, and how many items of each part are among them. Where one does not fit, none of those behind it is shown.
fn cut(parts: &[Part], rows: usize, screen: Screen) -> (Vec<String>, Vec<usize>) {
    let mut lines = Vec::new();
    let mut shown = vec![0; parts.len()];
    let mut room = rows;
    for (part, shown) in parts.iter().zip(&mut shown) {
        let frame = screen.rows_of(&part.head) + screen.rows_of(&part.foot);
        let mut left = room.saturating_sub(frame);
        let mut items = part.items.iter();
        let fitting = items.by_ref().take_while(|item| {
            let fits = screen.rows_of(item) <= left;
            left = left.saturating_sub(screen.rows_of(item));
            fits
        });
        let fitting: Vec<_> = fitting.collect();
        *shown = fitting.len();
        if frame > room || (fitting.is_empty() && !part.items.is_empty()) {
            *shown = 0;
            lines.extend(begun(part, room, screen));
            break;
        }
        lines.extend(part.head.iter().cloned());
        lines.extend(fitting.into_iter().flatten().cloned());
        lines.extend(part.foot.iter().cloned());
        if *shown < part.items.len() {
            break;
        }
        room = left;
    }
    (lines, shown)
}

/// The first lines of a sentence that does not fit: better than none of it. A table's row is left out instead.
fn begun(part: &Part, mut room: usize, screen: Screen) -> Vec<String> {
    let sentence = part.items.first().filter(|_| part.sentences);
    let lines = sentence.into_iter().flatten();
    let fitting = lines.take_while(|line| {
        let height = screen.rows_of(std::slice::from_ref(line));
        let fits = height <= room;
        room = room.saturating_sub(height);
        fits
    });
    fitting.cloned().collect()
}

/// The lines that say how much is left out.
fn rest(parts: &[Part], shown: &[usize], screen: Screen, lang: Lang) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut table_is_cut = false;
    for (part, shown) in parts.iter().zip(shown) {
        let left_out = part.items.len().saturating_sub(*shown);
        // Where rows of the table are left out, the sentences below it are shown by the same command.
        if table_is_cut && part.rest.ends_with("-reasons") {
            continue;
        }
        table_is_cut = left_out > 0;
        match counts.iter_mut().find(|(rest, _)| *rest == part.rest) {
            Some((_, count)) => *count += left_out,
            None => counts.push((part.rest, left_out)),
        }
    }
    let left_out = counts.into_iter().filter(|(_, count)| *count > 0);
    let words: Vec<_> = left_out
        .map(|(rest, count)| label(lang, rest, &[("count", &count.to_string())]))
        .collect();
    let words = match words.is_empty() {
        // Only lines that are not counted are left out.
        true => label(lang, "cli-rest", &[]),
        false => words.join("  "),
    };
    screen.lines(&words, 0)
}

fn joined<'a>(lines: impl Iterator<Item = &'a String>) -> String {
    lines.fold(String::new(), |page, line| page + line + "\n")
}
