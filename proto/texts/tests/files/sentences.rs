//! All sentences in one file for reading through: `controller/texts/SENTENCES.md`. Each has when it is said and the place that it comes from;
//! one that no source names, or that no test shows, fails.

use super::workspace::{Sentence, is_written, pages, sentences, sources};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const FILE: &str = "controller/texts/SENTENCES.md";

/// The fluent files of each program, without their languages.
const FOLDERS: [(&str, &[&str]); 5] = [
    (
        "controller/texts",
        &[
            "",
            "-cli",
            "-backup",
            "-audit",
            "-license",
            "-pairing",
            "-doors",
            "-doctor",
            "-link",
            "-console",
            "-lan",
            "-page-account",
            "-page-day",
            "-page-licenses",
            "-page-pairing",
            "-page-people",
            "-page-slip",
            "-page-support",
            "-page-units",
            "-demo",
            "-nightly",
            "-paper",
            "-api",
            "-people",
            "-folder",
            "-faults",
            "-ledger",
            "-triage",
            "-figures",
            "-bundle",
            "-ready",
            "-code",
            "-collect",
            "-update",
            "-service",
        ],
    ),
    ("agent/texts", &["", "-log"]),
    ("licensing/texts", &[""]),
    ("licensing/vendor/texts", &["", "-documents", "-refusals"]),
    ("proto/texts/texts", &["", "-configuration"]),
];

/// The string literals of sources, up to the first value in them, each with the first source that has it.
fn literals(sources: &[(String, String)]) -> BTreeMap<&str, &str> {
    let mut literals = BTreeMap::new();
    for (path, source) in sources {
        for text in source.split('"') {
            let literal = text.find('{').map_or(text, |end| &text[..=end]);
            literals.entry(literal).or_insert(path.as_str());
        }
    }
    literals
}

/// The source that names a key: as a whole, by its family with a value behind it, or by the code behind its family.
fn place<'a>(key: &str, literals: &BTreeMap<&str, &'a str>) -> Option<&'a str> {
    let cuts = || {
        key.match_indices('-')
            .map(|(at, _)| (&key[..at], &key[at + 1..]))
    };
    let whole = literals.get(key);
    let composed = || cuts().find_map(|(family, _)| literals.get(format!("{family}-{{").as_str()));
    let named = || cuts().find_map(|(_, code)| literals.get(code));
    whole.or_else(composed).or_else(named).copied()
}

#[test]
fn every_sentence_is_listed_with_where_it_comes_from_and_none_is_left_over() {
    let folders = ["controller", "agent/src", "licensing", "proto"];
    let sources: Vec<_> = folders.iter().flat_map(|below| sources(below)).collect();
    // Words of pages are named by the pages alone, which in turn name nothing else.
    let pages = pages("controller/src/console");
    let (of_pages, literals) = (literals(&pages), literals(&sources));
    let mut page = "# Every sentence, Japanese and English\n".to_owned();
    let mut left_over = Vec::new();
    for (folder, files) in FOLDERS {
        for file in files {
            let english = sentences(&format!("{folder}/en{file}.ftl"));
            let ja = format!("{folder}/ja{file}.ftl");
            let _ = write!(
                page,
                "\n## {ja}\n\n| name | when | from | 日本語 | English |\n|---|---|---|---|---|\n"
            );
            for (japanese, english) in sentences(&ja).iter().zip(&english) {
                let Sentence { key, when, .. } = english;
                assert_eq!(japanese.key, *key, "{ja}: the order is not the English one");
                assert!(!when.is_empty(), "{ja}: {key} does not say when");
                let own = key.starts_with("page-").then(|| place(key, &of_pages));
                let Some(place) = own.flatten().or_else(|| place(key, &literals)) else {
                    left_over.push(key.clone());
                    continue;
                };
                let words = [&japanese.words, &english.words].map(|words| cell(words));
                let line = format!("| {key} | {when} | {place} | {} |", words.join(" | "));
                let _ = writeln!(page, "{line}");
            }
        }
    }
    assert_eq!(left_over, [""; 0], "no source names these");
    is_written(FILE, &page);
}

fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}

/// The gate gives the file in which its tests noted what they said.
#[test]
#[ignore = "needs MADOGUCHI_SHOWN, the file that a run of all tests wrote"]
fn every_sentence_is_shown_by_a_test_and_whole() {
    let file = std::env::var_os("MADOGUCHI_SHOWN").expect("MADOGUCHI_SHOWN names a file");
    let noted = std::fs::read_to_string(file).unwrap();
    let shown: BTreeSet<&str> = noted.lines().collect();
    let lacking: Vec<_> = shown.iter().filter(|line| line.contains(' ')).collect();
    let all = FOLDERS.iter().flat_map(|(folder, files)| {
        files
            .iter()
            .flat_map(move |file| sentences(&format!("{folder}/en{file}.ftl")))
    });
    let never: Vec<_> = all
        .map(|sentence| sentence.key)
        .filter(|key| !shown.contains(key.as_str()))
        .collect();
    assert!(
        lacking.is_empty(),
        "said with a value missing: {lacking:#?}"
    );
    assert!(
        never.is_empty(),
        "no test shows {}: {never:#?}",
        never.len()
    );
}
