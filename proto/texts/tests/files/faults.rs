//! Nothing reports a fault without a code: each name under which a program reports one is in the catalogue (`proto/faults/faults.toml`), and
//! the catalogue has no name that no program reports. `proto/faults/CODES` lists what went out with a release: it stays for ever.

use super::workspace::{is_written, root, sentences};
use std::collections::BTreeSet;
use std::fs;

const CODES: &str = "proto/faults/CODES";

/// The names of refusals and failures: those of the clinic's programs, and those of the vendor's tool.
const LISTS: [&str; 2] = ["controller/texts/CODES", "licensing/vendor/texts/CODES"];

/// The name of a notice that stands in the source alone.
const NOTICE: &str = "need-still-unmet";

/// The families whose sentences have a name that leaves them out.
const BARE: [&str; 4] = ["refusal-", "act-", "desk-", "console-"];

/// Families of sentences that report a fault under a name that leaves the first part out: what is left of the key is the name.
const TOLD: [(&str, &str, &str); 11] = [
    ("controller/texts/ja.ftl", "alarm-", ""),
    ("controller/texts/ja-ledger.ftl", "alarm-", ""),
    ("controller/texts/ja.ftl", "service-", ""),
    ("controller/texts/ja.ftl", "protocol-", ""),
    ("controller/texts/ja.ftl", "closing-", ""),
    (
        "controller/texts/ja.ftl",
        "licenses-need-",
        "licenses-need-",
    ),
    ("controller/texts/ja-folder.ftl", "alarm-", ""),
    (
        "controller/texts/ja-folder.ftl",
        "receptions-",
        "receptions-",
    ),
    ("controller/texts/ja-folder.ftl", "folder-", "folder-"),
    (
        "controller/texts/ja-license.ftl",
        "notice-license-",
        "license-",
    ),
    ("controller/texts/ja-license.ftl", "picture-", "picture-"),
];

/// Families whose keys are names.
const KEYS: [(&str, &str); 11] = [
    ("controller/texts/ja-bundle.ftl", "reader-log-"),
    ("controller/texts/ja-ready.ftl", "ready-warn-"),
    ("controller/texts/ja-ready.ftl", "ready-not-"),
    ("controller/texts/ja-ready.ftl", "ready-none-"),
    ("controller/texts/ja-ready.ftl", "ready-all-"),
    ("controller/texts/ja-triage.ftl", "triage-fault-"),
    ("controller/texts/ja-license.ftl", "act-no-codes"),
    ("controller/texts/ja-backup.ftl", "newest-backup-"),
    ("agent/texts/ja.ftl", "reader-"),
    ("agent/texts/ja.ftl", "config-"),
    ("agent/texts/ja-log.ftl", "failed-"),
];

/// Names that these families give beside faults: how a reader is that serves or is about to, parts of other sentences, other sentences of the
/// same name.
const NO_FAULTS: [&str; 40] = [
    "reader-log-done",
    "reader-log-size",
    "also-in-maintenance",
    "restart-finishing",
    "restarting",
    "restarting-as-planned",
    "restart-overdue-as-planned",
    "reader-restarts",
    "no-serial",
    "free",
    "unheard",
    "calling",
    "busy",
    "card-still-there",
    "walk-up",
    "asked",
    "seat-kept",
    "paused-for-a-reason",
    "also-paused-by-staff",
    "also-paused-for-a-reason",
    "also-paused-by-fleet",
    "no-cable-note",
    "no-port",
    "flapping-plugged",
    "need-unmet-replaced",
    "needs-apart-tied",
    "days-by-the-clock",
    "days-wait-for-the-clock",
    "clocks-even",
    "folder-line-added",
    "folder-line-added-at",
    "folder-line-known",
    "folder-report",
    "folder-report-nothing",
    "folder-report-mend-lines",
    "folder-report-mend",
    "folder-no-answer",
    "folder-is-none",
    "newest-backup",
    "license-list-taken",
];

/// Everything under which a program reports a fault.
fn reported() -> BTreeSet<String> {
    let keys_of_doors = keys_of_doors();
    let lists = LISTS.map(read).join("");
    let mut names: BTreeSet<String> = lists
        .lines()
        .map(|name| bare(name, &keys_of_doors))
        .collect();
    for (file, family, kept) in TOLD {
        let keys = sentences(file).into_iter().map(|sentence| sentence.key);
        names.extend(keys.filter_map(|key| Some(format!("{kept}{}", key.strip_prefix(family)?))));
    }
    for (file, family) in KEYS {
        let keys = sentences(file).into_iter().map(|sentence| sentence.key);
        names.extend(keys.filter(|key| key.starts_with(family)));
    }
    names.extend(findings());
    names.extend(verdicts());
    names.extend(outcomes());
    names.extend(engines());
    let alone = ["no-unit-serves", NOTICE, madoguchi_faults::ENGINES_OWN];
    names.extend(alone.map(str::to_owned));
    names.retain(|name| !NO_FAULTS.contains(&name.as_str()));
    names
}

/// The sentences whose names leave their family out.
fn keys_of_doors() -> BTreeSet<String> {
    let files =
        ["", "-doors", "-lan"].map(|file| sentences(&format!("controller/texts/ja{file}.ftl")));
    files
        .into_iter()
        .flatten()
        .map(|sentence| sentence.key)
        .collect()
}

/// A name as it is said: the list has those of the doors with their family.
fn bare(name: &str, keys_of_doors: &BTreeSet<String>) -> String {
    let mut families = BARE.iter();
    let rest = families.find_map(|family| name.strip_prefix(family));
    rest.filter(|_| keys_of_doors.contains(name))
        .unwrap_or(name)
        .to_owned()
}

/// The findings of `doctor` that are not good.
fn findings() -> Vec<String> {
    let source = read("controller/doctor/src/finding.rs");
    let lines = source
        .lines()
        .filter(|line| line.ends_with(';') && line.contains(" \""));
    let rows = lines.filter(|line| !line.contains(" Good;"));
    let found: Vec<_> = rows.filter_map(quoted).collect();
    assert!(found.len() > 60, "{found:?}");
    found
}

/// The reasons why a connected reader has no seat.
fn verdicts() -> Vec<String> {
    let source = read("controller/fleet/src/admission.rs");
    let found: Vec<_> = source
        .lines()
        .filter(|line| line.contains("=> \""))
        .filter_map(quoted)
        .collect();
    assert!(found.len() > 10, "{found:?}");
    found
}

/// How a session ends that verified nobody.
fn outcomes() -> Vec<String> {
    let source = read("controller/src/json/words.rs");
    let of = source.split("OutcomeKind of OutcomeKind {").nth(1).unwrap();
    let words = of.split('}').next().unwrap().lines().filter_map(quoted);
    let failed = |word: &String| !word.starts_with("verified") && word != "unspecified";
    let found: Vec<_> = words.filter(failed).collect();
    assert!(found.len() > 6, "{found:?}");
    found
}

/// The codes of an engine that is given up.
fn engines() -> Vec<String> {
    let source = read("agent/src/process/fault.rs");
    let found: Vec<_> = source
        .lines()
        .filter_map(quoted)
        .filter(|code| code.starts_with("E-ENGINE-"))
        .collect();
    found
        .into_iter()
        .filter(|code| code != "E-ENGINE-")
        .collect()
}

fn quoted(line: &str) -> Option<String> {
    Some(line.split('"').nth(1)?.to_owned())
}

fn read(file: &str) -> String {
    let source = fs::read_to_string(root().join(file)).unwrap();
    source.split("#[cfg(test)]").next().unwrap().to_owned()
}

/// The names of the catalogue.
fn catalogued() -> BTreeSet<String> {
    let names = madoguchi_faults::all().iter().flat_map(|fault| fault.names);
    names.map(|&name| name.to_owned()).collect()
}

#[test]
fn everything_that_reports_a_fault_has_a_code() {
    let (reported, known) = (reported(), catalogued());
    assert!(reported.len() > 700, "{}", reported.len());
    let missing: Vec<_> = reported.difference(&known).collect();
    assert!(missing.is_empty(), "without a code: {missing:#?}");
}

#[test]
fn every_name_with_a_code_is_reported_by_some_program() {
    let (reported, known) = (reported(), catalogued());
    let never: Vec<_> = known.difference(&reported).collect();
    assert!(never.is_empty(), "never reported: {never:#?}");
}

#[test]
fn a_code_stays_for_ever_with_all_its_names() {
    let listed = fs::read_to_string(root().join(CODES)).unwrap_or_default();
    let listed: BTreeSet<&str> = listed.lines().collect();
    let rows = madoguchi_faults::all().iter();
    let rows: BTreeSet<String> = rows
        .flat_map(|fault| {
            fault
                .names
                .iter()
                .map(move |name| format!("{} {name}", fault.code))
        })
        .collect();
    let gone: Vec<_> = listed.iter().filter(|row| !rows.contains(**row)).collect();
    assert!(
        gone.is_empty(),
        "clinics have read these to support: {gone:?}"
    );
    let rows: Vec<_> = rows.into_iter().collect();
    is_written(CODES, &(rows.join("\n") + "\n"));
}

/// A reader's own codes stand in sentences of the engine's author as well.
#[test]
fn the_protocols_page_names_no_code_that_is_not_in_the_catalogue() {
    let page = read("agent/src/process/PROTOCOL.md");
    let codes = page
        .split('`')
        .filter(|word| word.starts_with("E-ENGINE-") && *word != "E-ENGINE-");
    let mut count = 0;
    for code in codes {
        assert!(madoguchi_faults::of_name(code).is_some(), "{code}");
        count += 1;
    }
    assert!(count > 8, "{count}");
}
