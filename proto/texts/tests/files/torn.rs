//! One way for every file that must not be torn: all crates rename and write by `madoguchi-files`, and none by its own means.

use crate::workspace::sources;

/// The workspace's folders with sources of programs.
const PROGRAMS: [&str; 4] = ["agent", "controller", "licensing", "proto"];
/// The crate that keeps the rules.
const RULES: &str = "proto/files/src/";
/// What leaves a torn file, or a name that a power cut takes back.
const TORN: [&str; 10] = [
    "fs::rename",
    "fs::write",
    "fs::hard_link",
    "File::create(",
    "File::create_new(",
    ".persist(",
    ".persist_noclobber(",
    ".truncate(true)",
    ".write_all_at(",
    ".seek_write(",
];

/// Whether a file of the workspace is run by nobody but cargo, on a developer's PC.
fn builds(path: &str) -> bool {
    path.ends_with("build.rs")
}

/// The lines of a source that would tear a file. Comments may speak of anything.
fn torn(source: &str) -> Vec<&str> {
    let code = source.lines().map(str::trim);
    let code = code.filter(|line| !line.starts_with("//"));
    code.filter(|line| TORN.iter().any(|way| line.contains(way)))
        .collect()
}

#[test]
fn no_crate_renames_or_writes_a_file_by_its_own_means() {
    for folder in PROGRAMS {
        let sources = sources(folder);
        assert!(sources.len() > 10, "{folder}: where are its sources?");
        for (path, source) in sources {
            if path.starts_with(RULES) || builds(&path) {
                continue;
            }
            let lines = torn(&source);
            assert!(
                lines.is_empty(),
                "{path}: by \"madoguchi_files\" (replace, move_to, create_durable …): {lines:?}"
            );
        }
    }
}

#[test]
fn what_would_tear_a_file_is_found_and_a_comment_is_not() {
    assert_eq!(
        torn("    std::fs::rename(a, b)?;\n// fs::write"),
        ["std::fs::rename(a, b)?;"]
    );
    assert_eq!(torn("File::create(path)"), ["File::create(path)"]);
    assert!(torn("move_to(a, b)?;\ncreate_file(path)?;").is_empty());
}
