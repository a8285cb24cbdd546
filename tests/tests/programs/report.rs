//! Reports, with the real program.

use madoguchi_tests::programs::{Clinic, Terminal as _};
use std::fs;

#[test]
fn a_month_is_written_into_a_folder_as_a_page_and_tables_and_nothing_is_written_over() {
    let mut clinic = Clinic::new();
    clinic.start();
    let written = clinic
        .ask("report month 2026-11 --out reports --lang en")
        .done();
    let folder = clinic.path().join("reports");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let files = [
        "-hours.csv",
        "-queue.csv",
        "-units.csv",
        "-use.csv",
        ".html",
    ];
    assert_eq!(names, files.map(|end| format!("madoguchi-2026-11{end}")));
    for name in &names {
        assert!(written.out.contains(name), "{name}: {}", written.out);
    }
    let page = fs::read_to_string(folder.join("madoguchi-2026-11.html")).unwrap();
    assert!(page.contains("<html lang=\"en\">"));

    let again = clinic.ask("report month 2026-11 --out reports").refused();
    assert!(again.contains("madoguchi-2026-11"), "{again}");
    let shown = clinic.ask("報告 月報 2026-11 --lang ja").done();
    assert!(shown.out.starts_with("<!DOCTYPE html>") && shown.out.contains("2026年11月"));
    let wrong = clinic.ask("report month 11 --lang en");
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(wrong.err.contains("2026-11"), "{wrong:?}");
}
