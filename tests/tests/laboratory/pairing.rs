//! Readers out of their box are paired over USB, as clinics do it: the pairing port is open on readers' links alone and only while
//! somebody pairs, and who could not serve is refused before there are any digits. Real programs in network namespaces.

use madoguchi_tests::laboratory::{self, Hub, Laboratory, Namespace};
use madoguchi_tests::programs::{PATIENCE, Program, Terminal};
use serde_json::Value;
use std::net::{SocketAddr, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// An address that takes no packets gives no answer either: so long is waited for one, where none must come.
const NO_ANSWER: Duration = Duration::from_millis(500);
const HUB: Hub = Hub {
    id: ("05e3", "0610"),
    product: "USB2.1 Hub",
};

/// `madoguchi unit pair` by a program.
fn pair(clinic: &Laboratory, words: &str) -> Program {
    let words = format!("unit pair --json --digits-from-stdin {words}");
    let mut pair = Program::start(clinic.asking(&words).stdin(Stdio::piped()));
    pair.line(|line| told(line, "open"));
    pair
}

/// What it tells of one kind.
fn told(line: &str, what: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(line).ok()?;
    (value["pairing"] == what).then_some(value)
}

/// Why this reader is not paired, in English.
fn refused(pair: &mut Program, serial: &str) -> String {
    pair.line(|line| {
        let why = told(line, "notice")?["text"]["en"].as_str()?.to_owned();
        why.contains(serial).then_some(why)
    })
}

/// Compares the digits at the PC with those at reader `n`, as people do, and says yes.
fn compare(clinic: &mut Laboratory, pair: &mut Program, n: usize) -> Value {
    let told = pair.line(|line| told(line, "digits"));
    let shown: String = clinic.reader(n).agent().line(|line| {
        let (_, digits) = line.split_once("compare these digits with those at the PC digits=")?;
        Some(digits.chars().filter(char::is_ascii_digit).collect())
    });
    assert_eq!(told["digits"].as_str().unwrap().replace(' ', ""), shown);
    pair.say(&shown);
    told
}

/// Where the PC listens for pairing, as the system lists it.
fn pairing_places(clinic: &Laboratory) -> Vec<String> {
    let listening = clinic.pc.says(&["ss", "-Hltn"]);
    let places = listening
        .lines()
        .filter_map(|line| line.split_whitespace().nth(3));
    places
        .filter(|place| place.ends_with(":7444"))
        .map(ToOwned::to_owned)
        .collect()
}

/// Waits until it listens there and nowhere else.
fn until_listening(clinic: &Laboratory, wanted: &[&str]) {
    let until = Instant::now() + PATIENCE;
    while pairing_places(clinic) != wanted {
        let places = pairing_places(clinic);
        assert!(Instant::now() < until, "{places:?}, not {wanted:?}");
    }
}

fn connects(from: &Namespace, to: &str) -> bool {
    let to: SocketAddr = to.parse().unwrap();
    from.inside(|| TcpStream::connect_timeout(&to, NO_ANSWER).is_ok())
}

#[test]
fn a_reader_out_of_its_box_is_paired_over_its_cable_and_serves_a_patient_without_being_started_again()
 {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    let other = clinic.join_lan();
    clinic.start("");
    let mut watch = clinic.watch();
    clinic.plug(1, "1-1");
    clinic.reader(1).out_of_its_box();
    clinic.reader(1).switch_on();
    // The gateway is open on its cable, and the pairing port is not.
    let reader = clinic.reader(1).namespace.clone();
    let gateway = clinic.reader(1).gateway();
    let until = Instant::now() + PATIENCE;
    while !connects(&reader, &gateway) {
        assert!(Instant::now() < until, "the gateway is not open");
    }
    assert_eq!(pairing_places(&clinic), [""; 0]);

    let mut pair = pair(&clinic, "--counter 会計 --seated --cable 3m");
    until_listening(&clinic, &["[fe80::2]%usb0:7444"]);
    let port = gateway.replace("7443", "7444");
    assert!(connects(&reader, &port), "{port}");
    let scope = other.index("eth0");
    for address in [
        "192.168.10.10:7444".to_owned(),
        "[fd00:10::10]:7444".to_owned(),
        format!("[fe80::10%{scope}]:7444"),
        format!("[fe80::2%{scope}]:7444"),
    ] {
        assert!(!connects(&other, &address), "{address}");
    }

    let told_digits = compare(&mut clinic, &mut pair, 1);
    assert_eq!(told_digits["serial"], "CR-2026-0001", "{told_digits}");
    assert_eq!(told_digits["port"], "1-1", "{told_digits}");
    let paired = pair.line(|line| told(line, "paired"));
    assert_eq!(paired["unit"]["counter"]["name"], "会計", "{paired}");
    assert!(pair.ended().success());
    until_listening(&clinic, &[]);
    assert!(!connects(&reader, &port), "{port}");
    watch.until(|look| look["units"][0]["serves"] == true);
    let _ = clinic.ask("ticket add 1").done();
    watch.until(|look| look["closed_today"] == 1);
}

#[test]
fn a_reader_that_could_not_serve_is_refused_with_the_reason_before_there_are_any_digits() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    // One says that it is another reader than USB shows, the other one is behind a hub.
    clinic.reader(1).gadget.serial = Some("CR-2026-0009".to_owned());
    clinic.plug_hub("1-3", &HUB);
    for (n, port) in [(1, "1-1"), (2, "1-3.2")] {
        clinic.plug(n, port);
        clinic.reader(n).out_of_its_box();
        clinic.reader(n).switch_on();
    }
    let mut first = pair(&clinic, "--serial CR-2026-0001");
    let why = refused(&mut first, "CR-2026-0001");
    assert!(why.contains("CR-2026-0009"), "{why}");
    let at_the_reader = |line: &str| line.contains("code=\"identity-mismatch").then_some(());
    clinic.reader(1).agent().line(at_the_reader);
    first.kill();

    until_listening(&clinic, &[]);
    let mut second = pair(&clinic, "--serial CR-2026-0002");
    let why = refused(&mut second, "CR-2026-0002");
    assert!(why.contains("hub") && why.contains("1-3.2"), "{why}");
    assert!(
        why.contains("USB2.1 Hub") || why.contains("05e3:0610"),
        "{why}"
    );
    let digits = |line: &String| told(line, "digits").is_some();
    assert!(!second.written().iter().any(digits), "{second:?}");
    for n in [1, 2] {
        let shown = clinic.reader(n).agent().written();
        assert!(!shown.iter().any(|line| line.contains("digits")), "{n}");
        assert!(!clinic.reader(n).credentials.exists(), "{n}");
    }

    // On a port of the PC it is paired, while the same person waits.
    clinic.pull(2);
    clinic.plug(2, "1-4");
    let told_digits = compare(&mut clinic, &mut second, 2);
    assert_eq!(told_digits["port"], "1-4", "{told_digits}");
    second.line(|line| told(line, "paired"));
    let mut watch = clinic.watch();
    watch.until(|look| {
        let mut units = look["units"].as_array().unwrap().iter();
        units.any(|unit| unit["serial"] == "CR-2026-0002" && unit["serves"] == true)
    });
}
