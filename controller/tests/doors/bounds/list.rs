//! The list of bounds is true: each constant stands where the list says, and each test is there.
use std::fs;
use std::path::{Path, PathBuf};

const LIST: &str = include_str!("../../../src/bounds.rs");

/// The rows: constant, file, tests.
fn rows() -> Vec<(Option<String>, String, Vec<String>)> {
    let cells = |line: &str| -> Vec<String> {
        let row = line.trim_start_matches("//! |").trim_end_matches('|');
        row.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let quoted = |cell: &str| -> Vec<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    LIST.lines()
        .filter(|line| line.starts_with("//! | ") && !line.contains("| constant |"))
        .map(|line| {
            let cells = cells(line);
            let named = quoted(&cells[1]);
            let file = named.iter().find(|word| word.ends_with(".rs"));
            let constant = named.first().filter(|word| !word.ends_with(".rs"));
            (
                constant.cloned(),
                file.unwrap_or_else(|| panic!("no file: {line}")).clone(),
                quoted(cells.last().unwrap()),
            )
        })
        .collect()
}

fn place(file: &str) -> PathBuf {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    match file.split('/').next() {
        Some("agent" | "licensing" | "proto") => crate_dir.join("..").join(file),
        Some("fleet" | "support" | "bundle" | "code") => crate_dir.join(file),
        _ => crate_dir.join("src").join(file),
    }
}

/// The text of every source file below a folder.
fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() && name != "target" {
            sources(&path, all);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("src/bounds.rs") {
            all.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn each_bound_of_the_list_is_a_constant_that_is_there_and_has_its_test() {
    let rows = rows();
    assert!(rows.len() > 40, "{} rows", rows.len());
    let mut all = String::new();
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["controller", "agent", "licensing", "proto", "tests"] {
        sources(&top.join(folder), &mut all);
    }
    for (constant, file, tests) in rows {
        let text = fs::read_to_string(place(&file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        if let Some(constant) = constant {
            let declared = [format!("const {constant}: "), format!("pub {constant}: ")];
            assert!(
                declared.iter().any(|declared| text.contains(declared)),
                "{constant} in {file}"
            );
        }
        for test in tests {
            let there = ["(", "<"].map(|next| format!("fn {test}{next}"));
            assert!(
                there.iter().any(|there| all.contains(there)),
                "no test {test}"
            );
        }
    }
}
