//! Triage of what can be broken in the laboratory: the real programs, with real cables and a made-up USB tree.

use madoguchi_tests::laboratory::{self, Hub, Laboratory};
use madoguchi_tests::programs::{Terminal, Watch};
use serde_json::Value;

fn unit(look: &Value, n: usize) -> &Value {
    let serial = format!("CR-2026-{n:04}");
    let units = look["units"].as_array().unwrap();
    let unit = units.iter().find(|unit| unit["serial"] == serial);
    unit.unwrap_or(&Value::Null)
}

/// What it is, after these answers.
fn fault(clinic: &Laboratory, n: usize, answers: &[&str]) -> Value {
    let answers = answers.iter().map(|answer| format!(" --answer {answer}"));
    let words = format!(
        "support triage CR-2026-{n:04}{}",
        answers.collect::<String>()
    );
    let told = clinic.json(&words);
    assert_ne!(told["verdict"], "reader-fault", "{told:#}");
    told["fault"]["code"].clone()
}

/// A PC whose two readers serve.
fn two_readers() -> (Laboratory, Watch) {
    let mut clinic = Laboratory::new();
    clinic.start("");
    clinic.license(3);
    let mut watch = clinic.watch();
    for (n, port) in [(1, "1-1"), (2, "1-2")] {
        clinic.connect(n, port);
        watch.until(|look| unit(look, n)["serves"] == true);
    }
    (clinic, watch)
}

#[test]
fn a_cable_that_is_pulled_is_the_cable_once_staff_see_light() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = two_readers();
    clinic.pull(1);
    watch.until(|look| unit(look, 1)["attached"] == false);
    assert_eq!(fault(&clinic, 1, &["screen-connecting"]), "cable-out");
    clinic.plug(1, "1-1");
    watch.until(|look| unit(look, 1)["serves"] == true);
}

#[test]
fn an_agent_that_ended_is_the_program_on_the_reader() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = two_readers();
    clinic.reader(1).switch_off();
    watch.until(|look| unit(look, 1)["attached"] == false);
    assert_eq!(fault(&clinic, 1, &["restart-works"]), "agent-crash");
}

#[test]
fn a_hub_and_a_license_that_is_missing_are_named_without_a_question() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    watch.until(|look| unit(look, 1)["serves"] == true);
    clinic.connect(2, "1-2");
    watch.until(|look| unit(look, 2)["admission"] == "refused:no-seat");
    assert_eq!(fault(&clinic, 2, &[]), "license-missing");
    let hub = Hub {
        id: ("05e3", "0610"),
        product: "USB2.1 Hub",
    };
    clinic.plug_hub("1-3", &hub);
    clinic.connect(3, "1-3.2");
    watch.until(|look| unit(look, 3)["admission"] == "refused:behind-hub");
    assert_eq!(fault(&clinic, 3, &[]), "hub");
}

#[test]
fn a_filter_that_drops_our_own_knock_is_the_network() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    clinic.pc.nft(
        "add table inet clinic\nadd chain inet clinic incoming { type filter hook input priority 0; policy accept; }\n\
         add rule inet clinic incoming tcp dport 7443 drop\n",
    );
    clinic.connect(1, "1-1");
    let controller = clinic.controller();
    controller.line(|line| line.contains("readers are let in").then_some(()));
    assert_eq!(fault(&clinic, 1, &[]), "packet-filter");
}
