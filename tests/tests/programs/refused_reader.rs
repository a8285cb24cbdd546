//! A reader that the controller refuses in its handshake is listed with that reason, and nobody is sent to look for a cable.

use madoguchi_tests::programs::{Clinic, PATIENCE, Terminal};
use std::fs;
use std::time::Instant;

#[test]
fn a_reader_whose_certificate_was_damaged_is_listed_with_that_reason() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    let file = clinic.path().join("reader-1/unit.crt");
    let whole = fs::read_to_string(&file).unwrap();
    // One letter of the last line, in which there is nothing but the signature.
    let (at, letter) = whole
        .char_indices()
        .rfind(|(at, letter)| {
            letter.is_ascii_alphanumeric() && *at < whole.find("-----END").unwrap() - 12
        })
        .unwrap();
    let mut damaged = whole.clone();
    damaged.replace_range(at..=at, if letter == 'A' { "B" } else { "A" });
    fs::write(&file, damaged).unwrap();
    clinic.start_agent(1);
    let controller = clinic.controller();
    controller.line(|line| line.contains("not of this controller").then_some(()));
    let began = Instant::now();
    while clinic.json("unit list")["units"][0]["why"]["code"] != "other-certificate" {
        assert!(began.elapsed() < PATIENCE);
    }
    for words in ["unit list --lang ja", "status --lang ja"] {
        let told = clinic.ask(words).done().out;
        assert!(
            !told.contains("電源とUSBケーブルを確かめて"),
            "{words}: {told}"
        );
    }

    // It is mended.
    clinic.kill_agent(1);
    fs::write(&file, whole).unwrap();
    clinic.start_agent(1);
    clinic
        .watch()
        .until(|look| look["units"][0]["serves"] == true);
    let row = clinic.json("unit list")["units"][0].clone();
    assert_ne!(row["why"]["code"], "other-certificate");
}
