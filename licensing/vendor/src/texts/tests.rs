//! Each sentence is whole in both languages, is used, and is in one language.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;

/// What a Japanese sentence may have in Latin letters beside what is typed: names, forms and units that Japanese has no other word for.
const TAKEN_OVER: &[&str] = &[
    "A",
    "BEGIN",
    "CSV",
    "Ed25519",
    "END",
    "GB",
    "KEY",
    "MADOGUCHI",
    "MDG",
    "OS",
    "PC",
    "PEM",
    "PKCS",
    "PUBLIC",
    "QR",
    "UTF-8",
    "Z",
    "pub",
];

/// Words that are typed or stand in files, whose sentences show them as they are.
const TYPED: &[&str] = &[
    "activate",
    "add",
    "additional",
    "bundled",
    "create",
    "doubts",
    "export",
    "head",
    "issuer",
    "key",
    "ledger",
    "list",
    "lost",
    "madoguchi-license",
    "production",
    "product",
    "reissue",
    "revoke",
    "root",
    "sequence",
    "show",
    "test",
    "transfer",
    "verify",
    "openssl",
    "pkcs8",
    "topk8",
    "scrypt",
    "MADOGUCHI_PASSPHRASE",
];

fn sentences(files: &[&'static str]) -> BTreeMap<&'static str, &'static str> {
    let lines = files.iter().flat_map(|file| file.lines());
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .collect()
}

/// The sources of this package without their tests.
fn sources() -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut sources = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("tests.rs") {
                let source = std::fs::read_to_string(path).unwrap();
                sources.push_str(source.split("#[cfg(test)]").next().unwrap());
            }
        }
    }
    sources
}

#[test]
fn the_files_are_whole_in_both_languages() {
    assert_eq!(SENTENCES.flaws(), [""; 0]);
}

#[test]
fn each_sentence_is_used_and_each_that_is_used_is_there() {
    let known: BTreeSet<&str> = sentences(EN).into_keys().collect();
    let sources = sources();
    let literals: BTreeSet<&str> = sources
        .split('"')
        .filter(|word| {
            word.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        })
        .collect();
    let unused: Vec<_> = known.difference(&literals).collect();
    assert!(unused.is_empty(), "no code uses {unused:?}");
    for call in [
        "text(\"",
        "line(\"",
        "own(\"",
        "because(\"",
        "after(\"",
        "both(\"",
    ] {
        for rest in sources.split(call).skip(1) {
            let key = rest.split('"').next().unwrap();
            assert!(known.contains(key), "there is no sentence {key:?}");
        }
    }
}

#[test]
fn no_english_is_left_in_a_japanese_sentence_and_no_japanese_in_an_english_one() {
    for (key, words) in sentences(JA) {
        let mut words = words.to_owned();
        while let (Some(begin), Some(end)) = (words.find("{ $"), words.find(" }")) {
            words.replace_range(begin..end + 2, " ");
        }
        let latin = words.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        let odd: Vec<_> = latin
            .map(|word| word.trim_end_matches('-'))
            .filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()))
            .filter(|word| !word.starts_with('-') && !word.starts_with("2026"))
            .filter(|word| !TAKEN_OVER.contains(word) && !TYPED.contains(word))
            .collect();
        assert!(odd.is_empty(), "{key}: {odd:?}");
    }
    for (key, words) in sentences(EN) {
        assert!(
            words.chars().all(|c| c.is_ascii() || c == '…'),
            "{key}: {words}"
        );
    }
}

#[test]
fn a_cause_that_only_a_library_knows_is_left_out_in_japanese() {
    let why = because(
        text("encrypted-encrypt", &[]),
        systems::library(&std::fmt::Error),
    );
    assert!(why.ja.ends_with('。'), "{}", why.ja);
    assert!(why.en.contains(": "), "{}", why.en);
    let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let why = because(
        text("file-read", &[("path", madoguchi_texts::same("a"))]),
        denied.text(),
    );
    assert!(
        why.ja.contains("原因：") && why.code == "file-read",
        "{why:?}"
    );
}

#[test]
fn a_part_of_a_product_key_that_several_end_with_asks_for_more_of_it() {
    let many = crate::ledger::find::FindError::Many { count: 3 };
    let text = super::Spoken::text(&many);
    assert!(text.ja.contains('3') && text.en.contains('3'), "{text:?}");
}
