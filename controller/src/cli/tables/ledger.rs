//! The ledger of readers, and the sheet that is read out at the telephone.

use crate::cli::grid::Grid;
use crate::cli::page::{grid, line, of, word};
use crate::ledger;
use crate::texts::{Clock, sheet_rows};
use madoguchi_proto::v1;
use madoguchi_texts::Lang;

/// The ledger: a column that no reader has a value for is left out.
pub(crate) fn ledger(units: &[v1::Unit], clock: &Clock, lang: Lang) -> String {
    let mut page = String::new();
    let rows: Vec<_> = ledger::kept(units)
        .map(|unit| ledger::cells(unit, clock, lang))
        .collect();
    if rows.is_empty() {
        line(&mut page, &word(lang, "cli-ledger-none"));
        return page;
    }
    let has_one = |at: &usize| rows.iter().any(|cells| !cells[*at].is_empty());
    let shown: Vec<_> = (0..ledger::NAMES.len()).filter(has_one).collect();
    let headings = shown
        .iter()
        .map(|at| ledger::heading(ledger::NAMES[*at], lang));
    let mut table = Grid::headed(headings);
    for cells in &rows {
        table.add_row(shown.iter().map(|at| cells[*at].clone()));
    }
    grid(&mut page, &table);
    for unit in ledger::kept(units).filter(|unit| !unit.retired && unit.coverage.is_some()) {
        let told = of(lang, unit.coverage.as_ref());
        line(&mut page, &format!("{}: {told}", unit.serial));
    }
    page
}

/// The sheet: what is asked first stands first.
pub(crate) fn sheet(sheet: &v1::GetSheetResponse, lang: Lang) -> String {
    let mut page = String::new();
    line(&mut page, &word(lang, "sheet-head"));
    line(&mut page, &word(lang, "sheet-what"));
    page.push('\n');
    for row in sheet_rows(sheet) {
        let value = match lang {
            Lang::Ja => &row.value.ja,
            Lang::En => &row.value.en,
        };
        line(&mut page, &format!("{}: {value}", word(lang, row.key)));
    }
    page
}
