//! A clinic whose PC has Windows: it serves, dies, and is looked at.

use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{Answer, Clinic, READERS, SEED, Terminal as _, Windows};
use serde_json::Value;

fn count(list: &Value, holds: impl Fn(&Value) -> bool) -> usize {
    let list = list.as_array().unwrap().iter();
    list.filter(|one| holds(one)).count()
}

fn serving(look: &Value) -> usize {
    count(&look["units"], |unit| unit["serves"] == true)
}

/// Patients who come at the first call.
fn patients(many: usize) -> Vec<String> {
    let numbers = (1..).map(|number: usize| number.to_string());
    let come = numbers.filter(|number| plan(SEED, number).shows_up);
    come.take(many).collect()
}

/// Patients whose sessions take long enough for somebody to see them.
const SLOWER: (&str, &str) = ("speed = 20", "speed = 4");

/// A clinic with a license for all its readers, which serve.
fn open(pc: &'static Windows, name: &str) -> Clinic {
    let mut clinic = Clinic::on_windows(pc, name);
    clinic.start();
    clinic.additional_license(3, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    for n in 1..=READERS {
        clinic.enroll(n);
        clinic.start_agent_with(n, &[SLOWER]);
    }
    clinic.watch().until(|look| serving(look) == READERS);
    clinic
}

#[test]
fn four_readers_serve_and_a_controller_that_is_ended_in_the_middle_loses_nothing() {
    let Some(pc) = Windows::here() else { return };
    let mut clinic = open(pc, "clinic");
    let patients = patients(8);
    let mut watch = clinic.watch();
    let add = format!("ticket add {}", patients.join(" "));
    let _ = clinic.ask(&add).done();
    watch.until(|look| count(&look["units"], |unit| unit["activity"] == "verifying") >= 2);
    clinic.kill();
    let _ = clinic.ask("status").refused();

    clinic.start();
    let mut watch = clinic.watch();
    watch.until(|look| look["closed_today"] == patients.len());
    for number in &patients {
        let told = clinic.json(&format!("ticket show {number}"));
        let planned = plan(SEED, number).outcome.kind().as_str_name();
        let outcome = told["ticket"]["outcome"]["kind"].as_str().unwrap();
        assert_eq!(
            format!("OUTCOME_KIND_{}", outcome.to_ascii_uppercase()),
            planned,
            "{told}"
        );
        assert_eq!(told["ticket"]["attempt"], 1, "called anew: {told}");
    }
}

#[test]
fn a_second_controller_on_the_same_data_is_refused_and_the_first_goes_on() {
    let Some(pc) = Windows::here() else { return };
    let mut clinic = Clinic::on_windows(pc, "clinic");
    clinic.start();
    let second = Answer::of(&mut clinic.asking("serve --config controller.running.toml"));
    let said = second.refused();
    assert!(said.contains("another madoguchi"), "{said}");
    let _ = clinic.ask("ticket add 1").done();
    // Once the first is gone nothing of it is in the way.
    clinic.kill();
    clinic.start();
    assert_eq!(clinic.json("ticket show 1")["ticket"]["state"], "waiting");
}

#[test]
fn doctor_looks_at_the_pc_and_says_what_it_could_not_see() {
    let Some(pc) = Windows::here() else { return };
    let mut clinic = Clinic::on_windows(pc, "clinic");
    clinic.start();
    let page = clinic.ask("doctor --json --config controller.running.toml");
    let page = page.json();
    let codes = page["findings"].as_array().unwrap().iter();
    let codes: Vec<_> = codes.map(|found| found["code"].as_str().unwrap()).collect();
    // wine's PowerShell says nothing: that is told, and no ground for calling anything right.
    for code in ["test-installation", "clock-sync-unknown"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    for code in ["system-too-old", "store-damaged"] {
        assert!(!codes.contains(&code), "{code}: {codes:?}");
    }
}
