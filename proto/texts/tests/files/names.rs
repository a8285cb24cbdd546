//! The stable names of refusals and failures, which scripts ask for: `controller/texts/CODES` lists those of the clinic's programs,
//! `licensing/vendor/texts/CODES` those of the vendor's tool. A name that went out with a release stays for ever, with one meaning, at the
//! desk's gRPC as at the command line.

use super::workspace::{is_written, root, sentences, sources};
use std::collections::BTreeSet;
use std::fs;

/// The names that programs give now, gathered from their sources.
type Given = fn() -> BTreeSet<String>;

/// Each list of names, with the names that the programs give now.
const LISTS: [(&str, Given); 2] = [
    ("controller/texts/CODES", given),
    ("licensing/vendor/texts/CODES", given_by_the_vendor),
];

/// The files of the vendor's refusals, with their other sentences: parts of a refusal, which never stand alone. A word that ends with a
/// hyphen stands for all sentences that begin with it.
const VENDORS: [(&str, &[&str]); 2] = [
    (
        "licensing/vendor/texts/ja-refusals.ftl",
        &[
            "because",
            "damage-",
            "doing-",
            "io-",
            "origin-",
            "row-",
            "table-line",
            "table-more-lines",
        ],
    ),
    (
        "licensing/vendor/texts/ja-documents.ftl",
        &["environment-", "flaw-", "kind-", "place-"],
    ),
];

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
const FAMILIES: [(&str, &[&str]); 22] = [
    (
        "controller/texts/ja.ftl",
        &[
            "input-",
            "license-",
            "bad-",
            "no-",
            "desk-",
            "too-",
            "hello-",
            "serial-not-",
            "environment-",
        ],
    ),
    ("controller/texts/ja-cli.ftl", &["start-", "config-"]),
    ("controller/texts/ja-audit.ftl", &["audit-"]),
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
    (
        "controller/texts/ja-people.ftl",
        &[
            "login-",
            "password-",
            "setup-",
            "account-",
            "second-factor-",
            "no-",
        ],
    ),
    ("controller/texts/ja-doors.ftl", &[""]),
    ("controller/texts/ja-folder.ftl", &["start-", "config-"]),
    ("controller/texts/ja-link.ftl", &["config-"]),
    ("controller/texts/ja-faults.ftl", &["no-"]),
    ("controller/texts/ja-code.ftl", &["support-code-"]),
    ("controller/texts/ja-collect.ftl", &["collect-"]),
    (
        "controller/texts/ja-service.ftl",
        &["service-not-", "folder-", "reception-no"],
    ),
    (
        "controller/texts/ja-paper.ftl",
        &["config-", "down-sheet-", "paper-exists", "paper-unwritable"],
    ),
    (
        "controller/texts/ja-nightly.ftl",
        &["auto-backup-", "backup-key-", "config-", "restore-"],
    ),
    (
        "controller/texts/ja-bundle.ftl",
        &[
            "bundle-runs",
            "bundle-failed",
            "bundle-exists",
            "bundle-unwritable",
            "bundle-unreadable",
            "bundle-folder-exists",
            "bundle-foreign",
            "bundle-too-large",
            "bundle-newer",
            "bundle-changed",
            "bundle-made-up",
            "bundle-not-signed",
            "bundle-known-wrong",
            "bundle-known-other",
        ],
    ),
    (
        "controller/texts/ja-ledger.ftl",
        &[
            "input-",
            "ledger-empty",
            "ledger-other",
            "ledger-no-",
            "ledger-column-",
            "ledger-line-",
            "ledger-refused",
            "ledger-unwritable",
        ],
    ),
    (
        "controller/texts/ja-lan.ftl",
        &["config-", "start-", "console-"],
    ),
    (
        "proto/texts/texts/ja-configuration.ftl",
        &["start-", "config-"],
    ),
    (
        "controller/texts/ja-api.ftl",
        &[
            "api-body-",
            "api-field-",
            "api-key-",
            "api-path-",
            "api-no-",
            "api-method",
        ],
    ),
    (
        "proto/texts/texts/ja.ftl",
        &["usage-", "needs-yes", "not-agreed", "cli-"],
    ),
];

/// Sentences of these families that are shown, and are no failure.
const NO_FAILURES: [&str; 27] = [
    "backup-contents",
    "backup-done",
    "backup-key-configured",
    "backup-key-file",
    "backup-key-keep",
    "backup-key-lines",
    "license-clock-cleared",
    "license-now",
    "license-seats-changed",
    "passphrase-ask",
    "passphrase-ask-again",
    "passphrase-ask-new",
    "password-ask-again",
    "password-ask-new",
    "restore-content",
    "restore-contents",
    "restore-done",
    "restore-next",
    "usage-another-command",
    "usage-as-value",
    "usage-did-you-mean",
    "usage-known-commands",
    "usage-known-options",
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

/// The names that the vendor's tool gives: refusals, doubts, and what all programs say.
fn given_by_the_vendor() -> BTreeSet<String> {
    let keys = |file| sentences(file).into_iter().map(|sentence| sentence.key);
    let refusals = VENDORS.iter().flat_map(|(file, parts)| {
        keys(file).filter(|key| !parts.iter().any(|part| is_part(key, part)))
    });
    let doubts = keys("licensing/vendor/texts/ja.ftl")
        .filter(|key| key.starts_with("doubt-") && !key.starts_with("doubt-title-"));
    let (of_all, families) = FAMILIES[FAMILIES.len() - 1];
    let of_all = keys(of_all).filter(|key| families.iter().any(|family| key.starts_with(family)));
    let names = refusals.chain(doubts).chain(of_all);
    names
        .filter(|name| !NO_FAILURES.contains(&name.as_str()))
        .collect()
}

fn is_part(key: &str, part: &str) -> bool {
    match part.ends_with('-') {
        true => key.starts_with(part),
        false => key == part,
    }
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
    for (file, given) in LISTS {
        let listed = fs::read_to_string(root().join(file)).unwrap_or_default();
        let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
        let given = given();
        let gone: Vec<_> = listed.difference(&given).collect();
        assert!(
            gone.is_empty(),
            "scripts ask for {gone:?}, which no program gives any more"
        );
        let lines: Vec<_> = given.into_iter().collect();
        is_written(file, &(lines.join("\n") + "\n"));
    }
}

#[test]
fn a_name_is_in_small_letters_joined_by_hyphens() {
    for name in LISTS.iter().flat_map(|(_, given)| given()) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(plain), "{name}");
    }
}
