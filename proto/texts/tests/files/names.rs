//! The stable names of refusals and failures, which scripts ask for: `controller/texts/CODES` lists them. A name that went out with a
//! release stays for ever, with one meaning, at the desk's gRPC as at the command line.

use super::workspace::{is_written, root, sentences, sources};
use std::collections::BTreeSet;
use std::fs;

const FILE: &str = "controller/texts/CODES";

/// What stands before a name in the sources of the controller.
const CALLS: [&str; 7] = [
    "Failure::own(",
    "Failure::saying(",
    "Self::own(",
    "Self::saying(",
    "text: sentence(",
    "said(\"act\",",
    "told(",
];

/// The families of the fluent files whose sentences are refusals or failures, named by their keys.
const FAMILIES: [(&str, &[&str]); 7] = [
    (
        "controller/texts/ja.ftl",
        &[
            "input-",
            "license-",
            "bad-",
            "desk-",
            "too-",
            "hello-",
            "serial-not-",
            "environment-",
        ],
    ),
    ("controller/texts/ja-cli.ftl", &["start-", "config-"]),
    (
        "controller/texts/ja-backup.ftl",
        &["backup-", "restore-", "passphrase-"],
    ),
    (
        "controller/texts/ja-license.ftl",
        &[
            "license-",
            "product-key-",
            "input-",
            "return-",
            "request-",
            "factory-",
            "no-",
            "reset-",
        ],
    ),
    ("controller/texts/ja-pairing.ftl", &["pairing-", "renewal-"]),
    ("controller/texts/ja-doors.ftl", &[""]),
    (
        "proto/texts/texts/ja.ftl",
        &["usage-", "needs-yes", "not-agreed", "cli-"],
    ),
];

/// Sentences of these families that are shown, and are no failure.
const NO_FAILURES: [&str; 18] = [
    "backup-contents",
    "backup-done",
    "license-clock-cleared",
    "license-now",
    "license-seats-changed",
    "passphrase-ask",
    "passphrase-ask-again",
    "passphrase-ask-new",
    "restore-content",
    "restore-contents",
    "restore-done",
    "restore-next",
    "usage-as-value",
    "usage-did-you-mean",
    "usage-line",
    "usage-list",
    "usage-remove-dashes",
    "usage-see-help",
];

/// The names that the programs give now.
fn given() -> BTreeSet<String> {
    let refusal = fs::read_to_string(root().join("controller/fleet/src/refusal.rs")).unwrap();
    let mut names: BTreeSet<String> = after(&refusal, "=>");
    for (_, source) in sources("controller/src") {
        for call in CALLS {
            names.extend(after(&source, call));
        }
    }
    for (file, families) in FAMILIES {
        let keys = sentences(file).into_iter().map(|sentence| sentence.key);
        names.extend(keys.filter(|key| families.iter().any(|family| key.starts_with(family))));
    }
    names.retain(|name| !NO_FAILURES.contains(&name.as_str()));
    names
}

/// The string literals that come right behind a call.
fn after(source: &str, call: &str) -> BTreeSet<String> {
    let rest = source.split(call).skip(1);
    let literals = rest.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
    literals
        .filter(|name| !name.is_empty() && !name.contains(' '))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_name_that_scripts_ask_for_stays_for_ever() {
    let listed = fs::read_to_string(root().join(FILE)).unwrap_or_default();
    let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
    let given = given();
    let gone: Vec<_> = listed.difference(&given).collect();
    assert!(
        gone.is_empty(),
        "scripts ask for {gone:?}, which no program gives any more"
    );
    let lines: Vec<_> = given.into_iter().collect();
    is_written(FILE, &(lines.join("\n") + "\n"));
}

#[test]
fn a_name_is_in_small_letters_joined_by_hyphens() {
    for name in given() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(plain), "{name}");
    }
}
