//! The real programs: a controller, a reader that was never paired, and somebody who runs `madoguchi unit pair`.

use madoguchi_tests::programs::{Clinic, Program, Terminal};
use serde_json::Value;
use std::process::Stdio;

/// The gateway's address on Linux is one that no connection comes from; readers pair at the same one.
const PAIRING: &str = if cfg!(target_os = "linux") {
    "127.0.0.2:0"
} else {
    "127.0.0.1:0"
};

pub fn clinic() -> Clinic {
    let mut clinic = Clinic::new();
    let pairing = format!("[pairing]\nlisten = \"{PAIRING}\"\n\n[licensing]");
    clinic.start_with(&[("[licensing]", &pairing)]);
    clinic
}

/// `madoguchi unit pair` by a program, and the port that it opened.
fn pair(clinic: &mut Clinic, words: &str) -> (Program, String) {
    let mut command = clinic.asking(&format!("unit pair --json --digits-from-stdin {words}"));
    let mut pair = Program::start(command.stdin(Stdio::piped()));
    pair.line(|line| json(line, "open"));
    let port = opened(clinic);
    (pair, port)
}

/// The port that the controller opened.
pub fn opened(clinic: &mut Clinic) -> String {
    clinic.controller().line(|line| {
        let (_, rest) = line.split_once("the pairing port is open address=")?;
        let address: std::net::SocketAddr = rest.split_whitespace().next()?.parse().ok()?;
        Some(address.port().to_string())
    })
}

fn json(line: &str, what: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(line).ok()?;
    (value["pairing"] == what).then_some(value)
}

/// Starts reader `n`, which has no credentials yet.
pub fn unpaired(clinic: &mut Clinic, n: usize, port: &str) {
    let credentials = format!("credentials = \"reader-{n}\"");
    let serial = Clinic::serial(n);
    let with = format!("serial = \"{serial}\"\npairing_port = {port}\n{credentials}");
    clinic.start_agent_with(n, &[(&credentials, &with)]);
}

/// What the reader shows.
fn at_the_reader(clinic: &mut Clinic, n: usize) -> String {
    clinic.agent(n).line(|line| {
        let (_, rest) = line.split_once("compare these digits with those at the PC digits=")?;
        let digits: String = rest.chars().filter(|c| c.is_ascii_digit()).collect();
        Some(digits)
    })
}

#[test]
fn a_reader_out_of_its_box_is_paired_and_serves_a_patient_without_being_started_again() {
    let mut clinic = clinic();
    let mut watch = clinic.watch();
    let (mut pair, port) = pair(&mut clinic, "--counter 会計 --seated --cable 3m");
    unpaired(&mut clinic, 1, &port);
    let shown = at_the_reader(&mut clinic, 1);
    let told = pair.line(|line| json(line, "digits"));
    assert_eq!(told["digits"].as_str().unwrap().replace(' ', ""), shown);
    assert_eq!(
        (&told["serial"], &told["port"]),
        (&"CR-2024-0001".into(), &"1-1".into())
    );
    pair.say(&shown);
    let paired = pair.line(|line| json(line, "paired"));
    assert_eq!(paired["unit"]["counter"]["name"], "会計");
    assert!(pair.ended().success());
    watch.until(|look| look["units"][0]["serves"] == true);
    let _ = clinic.ask("ticket add A-1").done();
    watch.until(|look| look["closed_today"] == 1);
    // The folder is whole: the next start needs no pairing.
    clinic.kill_agent(1);
    unpaired(&mut clinic, 1, &port);
    watch.until(|look| look["units"][0]["attached"] == true);
}

#[test]
fn other_digits_than_those_shown_pair_nobody() {
    let mut clinic = clinic();
    let (mut pair, port) = pair(&mut clinic, "");
    unpaired(&mut clinic, 1, &port);
    let told = pair.line(|line| json(line, "digits"));
    let wrong = if told["digits"] == "000 000" {
        "000001"
    } else {
        "000000"
    };
    pair.say(wrong);
    let notice = pair.line(|line| json(line, "notice"));
    assert!(
        notice["text"]["en"].as_str().unwrap().contains("Different"),
        "{notice}"
    );
    assert_eq!(
        clinic.json("unit list")["units"].as_array().unwrap().len(),
        0
    );
    assert!(!clinic.path().join("reader-1").exists());
}

#[test]
fn a_second_pairing_is_refused_and_without_anybody_to_compare_there_is_none() {
    let mut clinic = clinic();
    let said = clinic.ask("unit pair").refused();
    assert!(said.contains("compare"), "{said}");
    let (pair, _) = pair(&mut clinic, "");
    let said = clinic.ask("unit pair --digits-from-stdin").refused();
    assert!(said.contains("Another pairing"), "{said}");
    pair.kill();
    clinic
        .controller()
        .line(|line| line.contains("the pairing port is closed").then_some(()));
}

#[test]
fn a_reader_without_folder_and_serial_says_what_to_write() {
    let mut clinic = clinic();
    clinic.start_agent(1);
    clinic
        .agent(1)
        .line(|line| line.contains("serial = ").then_some(()));
    assert!(!clinic.agent(1).ended().success());
}
