//! The schema explains itself: every file, service, call, message, field and value has a comment.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;

/// What a line declares, if anything: the rest is braces, `oneof` blocks and the file's head.
fn declares(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let head = ["syntax", "package", "import", "option", "reserved"];
    !line.is_empty() && !line.starts_with(['}', '/']) && !head.contains(&first)
}

fn uncommented(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let commented = |index: usize| index > 0 && lines[index - 1].starts_with("// ");
    (0..lines.len())
        .filter(|&index| declares(lines[index]) && !commented(index))
        .map(|index| format!("line {}: {}", index + 1, lines[index]))
        .collect()
}

#[test]
fn every_declaration_of_the_schema_has_a_comment() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("madoguchi/v1");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("// "),
            "{} does not say what it is for",
            path.display()
        );
        assert_eq!(
            uncommented(&text),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
        files += 1;
    }
    assert_eq!(files, 11, "a file of the schema is not looked at");
}

#[test]
fn a_declaration_without_a_comment_is_found() {
    let text = "// A.\nmessage A {\n  uint32 b = 1;\n  // C.\n  string c = 2;\n}\n";
    assert_eq!(uncommented(text), ["line 3: uint32 b = 1;"]);
}

#[test]
fn the_versions_that_the_schema_names_are_those_that_are_spoken() {
    use madoguchi_proto::{PROTOCOL_NEWEST as NEWEST, PROTOCOL_OLDEST as OLDEST};
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("madoguchi/v1");
    let says = |file: &str, words: String| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let comments = text.lines().filter_map(|l| l.trim().strip_prefix("//"));
        let all = comments.flat_map(str::split_whitespace);
        let all = all.collect::<Vec<_>>().join(" ");
        assert!(all.contains(&words), "{file} does not say: {words}");
    };
    says(
        "reader.proto",
        format!(
            "This is protocol version {NEWEST}: a reader that speaks it says `protocol_oldest` {OLDEST} and `protocol_newest` {NEWEST}."
        ),
    );
    says(
        "reader.proto",
        format!("The oldest protocol version that this agent speaks: {OLDEST}."),
    );
    says(
        "reader.proto",
        format!("The newest protocol version that this agent speaks: {NEWEST}."),
    );
    says(
        "reader.proto",
        format!("`protocol={OLDEST}-{NEWEST}` (oldest and newest version)"),
    );
    says(
        "common.proto",
        format!("This is version {NEWEST} of the protocol."),
    );
}
