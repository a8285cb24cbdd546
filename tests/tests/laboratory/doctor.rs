//! `madoguchi doctor` at a PC of the laboratory: it finds what was put there to be found, and nothing where nothing is wrong
//! with readers, networks and the gateway.

use madoguchi_tests::laboratory::{self, Laboratory, Namespace};
use madoguchi_tests::programs::Terminal;
use serde_json::Value;
use std::fs;

/// What the laboratory's PC may have wrong with it is none of these.
const THEMES: [&str; 3] = ["readers", "networks", "gateway"];

/// What is wrong, by its code, among what the laboratory is about.
fn problems(findings: &Value) -> Vec<String> {
    let findings = findings["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| {
            let theme = finding["theme"].as_str().unwrap();
            finding["level"] == "problem" && THEMES.contains(&theme)
        })
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

fn finding<'a>(findings: &'a Value, code: &str) -> &'a Value {
    let mut all = findings["findings"].as_array().unwrap().iter();
    all.find(|finding| finding["code"] == code)
        .unwrap_or_else(|| panic!("no {code}: {findings:#}"))
}

/// Asks the doctor, and looks whether the exit code says what the findings do.
fn examined(clinic: &Laboratory, words: &str) -> Value {
    let answer = clinic.ask(&format!("doctor --json {words}"));
    let findings = answer.json();
    let wrong = findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .any(|finding| finding["level"] == "problem");
    assert_eq!(answer.code, Some(i32::from(wrong)), "{findings:#}");
    findings
}

/// A PC on the clinic's network 192.168.10.0/24 with one reader that serves.
fn open() -> (Laboratory, Namespace) {
    let mut clinic = Laboratory::new();
    let lan = clinic.join_lan();
    clinic.start("");
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    watch.until(|look| look["units"][0]["serves"] == true);
    (clinic, lan)
}

#[test]
fn where_all_is_well_it_says_so_reader_by_reader() {
    if !laboratory::possible() {
        return;
    }
    let (clinic, _lan) = open();
    let findings = examined(&clinic, "");
    assert_eq!(problems(&findings), [""; 0], "{findings:#}");
    let reader = finding(&findings, "reader-direct").to_string();
    assert!(
        reader.contains("1-1") && reader.contains("CR-2026-0001"),
        "{reader}"
    );
    finding(&findings, "gateway-reachable");
}

#[test]
fn networks_that_overlap_are_found_planned_ones_and_those_that_are_there() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, _lan) = open();
    let planned = examined(&clinic, "--plan 192.168.10.0/24");
    assert_eq!(problems(&planned), ["network-overlap"], "{planned:#}");
    assert!(
        finding(&planned, "network-overlap")
            .to_string()
            .contains("eth0")
    );
    // The reader's cable gets addresses out of the clinic's network.
    let interface = clinic.reader(1).interface().to_owned();
    clinic
        .pc
        .ip(&format!("addr add 192.168.10.201/30 dev {interface}\n"));
    let there = examined(&clinic, "");
    assert!(
        problems(&there).contains(&"network-overlap".to_owned()),
        "{there:#}"
    );
    assert!(
        finding(&there, "network-overlap")
            .to_string()
            .contains("192.168.10.200/30")
    );
}

/// What is said of the packet filter.
fn of_filter(findings: &Value) -> Vec<String> {
    let findings = findings["findings"].as_array().unwrap().iter();
    let codes = findings.map(|finding| finding["code"].as_str().unwrap());
    codes
        .filter(|code| code.starts_with("firewall-"))
        .map(str::to_owned)
        .collect()
}

/// Types what a finding shows.
fn obey(clinic: &Laboratory, finding: &Value) {
    let commands = finding["commands"].as_array().unwrap();
    assert!(!commands.is_empty(), "{finding}");
    for command in commands {
        let _ = clinic.pc.says(&["sh", "-c", command.as_str().unwrap()]);
    }
}

/// A PC whose controller runs behind these rules.
fn behind(rules: &str) -> Laboratory {
    let mut clinic = Laboratory::new();
    clinic.start("");
    let chain = "add table inet clinic\nadd chain inet clinic incoming";
    clinic.pc.nft(&format!("{chain} {rules}\n"));
    clinic
}

/// Connects a reader, as far as the filter lets it, and waits until the controller listens for it.
fn switch_on(clinic: &mut Laboratory) {
    clinic.connect(1, "1-1");
    let controller = clinic.controller();
    controller.line(|line| line.contains("readers are let in").then_some(()));
}

#[test]
fn a_filter_that_is_active_is_suspected_where_a_reader_does_not_connect_and_its_lines_help() {
    if !laboratory::possible() {
        return;
    }
    // As on many PCs, but for neighbours: nothing comes in but answers and what the PC says to itself.
    let mut clinic = behind(
        "{ type filter hook input priority 0; policy drop; }\n\
         add rule inet clinic incoming iifname lo accept\n\
         add rule inet clinic incoming ct state established,related accept",
    );
    let before = examined(&clinic, "");
    assert_eq!(of_filter(&before), ["firewall-active"], "{before:#}");
    assert!(
        finding(&before, "firewall-active")
            .to_string()
            .contains("nft insert rule inet clinic incoming")
    );
    switch_on(&mut clinic);
    let findings = examined(&clinic, "");
    assert_eq!(of_filter(&findings), ["firewall-suspected"], "{findings:#}");
    assert_eq!(problems(&findings), [""; 0], "{findings:#}");
    // Shown, not run.
    let rules = clinic.pc.says(&["nft", "list", "ruleset"]);
    assert!(!rules.contains("7443"), "{rules}");
    let mut watch = clinic.watch();
    obey(&clinic, finding(&findings, "firewall-suspected"));
    watch.until(|look| look["units"][0]["serves"] == true);
    let mended = examined(&clinic, "");
    assert_eq!(of_filter(&mended), [""; 0], "{mended:#}");
    finding(&mended, "gateway-reachable");
}

#[test]
fn a_filter_that_drops_our_own_knock_is_told_until_a_reader_is_connected() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = behind(
        "{ type filter hook input priority 0; policy accept; }\n\
         add rule inet clinic incoming tcp dport 7443 drop",
    );
    switch_on(&mut clinic);
    let findings = examined(&clinic, "");
    assert_eq!(problems(&findings), ["firewall-blocks"], "{findings:#}");
    let blocks = finding(&findings, "firewall-blocks");
    assert!(blocks.to_string().contains("incoming"), "{blocks}");
    let mut watch = clinic.watch();
    obey(&clinic, blocks);
    watch.until(|look| look["units"][0]["serves"] == true);
    // The knock is still dropped; the reader shows that readers come in.
    let mended = examined(&clinic, "");
    assert_eq!(of_filter(&mended), [""; 0], "{mended:#}");
    assert_eq!(problems(&mended), [""; 0], "{mended:#}");
}

#[test]
fn a_chain_without_a_rule_is_no_filter() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = behind("{ type filter hook input priority 0; policy accept; }");
    let findings = examined(&clinic, "");
    assert_eq!(of_filter(&findings), [""; 0], "{findings:#}");
    let mut watch = clinic.watch();
    switch_on(&mut clinic);
    watch.until(|look| look["units"][0]["serves"] == true);
    let findings = examined(&clinic, "");
    assert_eq!(of_filter(&findings), [""; 0], "{findings:#}");
    finding(&findings, "gateway-reachable");
}

#[test]
fn a_listener_that_is_missing_is_found() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, _lan) = open();
    clinic.kill();
    let findings = examined(&clinic, "");
    assert_eq!(problems(&findings), ["listener-missing"], "{findings:#}");
}

#[test]
fn a_hub_and_a_slow_cable_are_found_before_anything_runs() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    let hub = laboratory::Hub {
        id: ("05e3", "0610"),
        product: "USB2.1 Hub",
    };
    clinic.plug_hub("1-3", &hub);
    clinic.plug(1, "1-3.2");
    clinic.reader(2).gadget.speed = 12;
    clinic.plug(2, "1-1");
    let findings = examined(&clinic, "");
    let mut found = problems(&findings);
    found.sort();
    assert_eq!(found, ["behind-hub", "slow-link"], "{findings:#}");
    let hub = finding(&findings, "behind-hub");
    assert!(hub.to_string().contains("05e3:0610"), "{hub}");
    // The configuration takes the lines that it shows as they stand.
    let lines = [hub, finding(&findings, "reader-ids-unset")];
    let lines = lines.map(|finding| finding["commands"][0].as_str().unwrap());
    let config = format!("[link]\n{}\n", lines.join("\n"));
    fs::write(clinic.path().join("shown.toml"), config).unwrap();
    let taken = examined(&clinic, "--config shown.toml");
    assert_eq!(problems(&taken), ["slow-link"], "{taken:#}");
    finding(&taken, "board-hub");
}
