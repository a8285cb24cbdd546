//! With `--json` every command answers a program: an object on stdout, refusals and warnings as lines on stderr.

use crate::clinic::{Clinic, MONDAY};
use crate::office::Office;
use madoguchi_licensing::armour;
use serde_json::Value;

/// The answer of a command that is done without a warning.
fn answer(office: &Office, command: &str) -> Value {
    let said = office.does(&format!("{command} --json"));
    assert_eq!(said.lines().count(), 1, "{command}: {said}");
    let value: Value = serde_json::from_str(&said).unwrap();
    assert!(value.is_object(), "{command}: {said}");
    assert!(!says_nothing(&value), "{command}: {said}");
    value
}

/// Whether a text in an answer is empty: what is not known is null.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.iter().any(says_nothing),
        Value::Object(all) => all.values().any(says_nothing),
        _ => false,
    }
}

/// The lines that a command that is not done says.
fn refusal(office: &Office, command: &str, code: i32) -> Value {
    let output = office.run(&format!("{command} --json"));
    assert_eq!(output.status.code(), Some(code), "{command}");
    assert_eq!(output.stdout, b"", "{command}");
    let said = String::from_utf8(output.stderr).unwrap();
    let last: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    for field in ["code", "ja", "en", "fault"] {
        assert!(last[field].is_string(), "{command}: {said}");
    }
    last
}

#[test]
fn keys_and_documents_are_told_to_a_program() {
    let office = Office::new();
    let root = answer(
        &office,
        "key root --out root.key --environment test --unencrypted",
    );
    assert_eq!(root["environment"], "test");
    assert_eq!(root["public"], "root.key.pub");
    let issuer = answer(
        &office,
        "key issuer --root root.key --name 窓口商会 --out issuer --kinds additional,bundled --seats 3 --licenses 9 --days 9 --unencrypted",
    );
    assert_eq!(issuer["name"], "窓口商会");
    std::fs::write(office.path("bad.pub"), "none").unwrap();
    let keys = answer(&office, "key list .");
    let keys = keys["keys"].as_array().unwrap();
    let of = |kind: &str| keys.iter().find(|key| key["kind"] == kind).unwrap();
    assert_eq!(of("root")["key"], root["key"]);
    assert_eq!(of("issuer")["root"], root["key"]);
    assert_eq!(of("issuer")["signer"]["next_number"], 1);
    let bad = keys.iter().find(|key| key["path"] == "./bad").unwrap();
    assert_eq!(bad["unusable"]["code"], "root-file-key");

    let issued = answer(
        &office,
        "issue bundled --issuer issuer --serial CR-1 --id B-1 --out b",
    );
    assert_eq!(issued["license"]["id"], "B-1");
    assert_eq!(issued["license"]["serial"], "CR-1");
    assert_eq!(issued["license"]["not_after_ms"], Value::Null);
    let seen = answer(&office, "inspect b --root root.key.pub");
    assert_eq!(
        (&seen["verified"], &seen["kind"]),
        (&true.into(), &"license".into())
    );
    let seen = answer(&office, "inspect b");
    assert_eq!(seen["verified"], false);
    assert_eq!(seen["why"]["code"], "license-unknown-root");
    let list = answer(
        &office,
        "revoke --yes --root root.key --license B-1 --out list",
    );
    assert_eq!((&list["number"], &list["licenses"]), (&2.into(), &1.into()));
    let carried = answer(&office, "carry list --issuer issuer");
    assert_eq!(carried["carried"][0]["number"], 2);
    let key = crate::office::installation();
    let reset = answer(
        &office,
        &format!("reset --issuer issuer --installation {key} --nonce 028T5-CY4TQ-KFF4 --out reset"),
    );
    assert_eq!(reset["installation"], key.to_string());
}

#[test]
fn a_licenses_life_is_told_to_a_program_and_no_whole_product_key_with_it() {
    let office = Office::with_ledger();
    let made = answer(&office, "ledger create --environment test --ledger other");
    assert_eq!(
        (&made["acts"], &made["environment"]),
        (&1.into(), &"test".into())
    );
    let added = answer(
        &office,
        "product add --kind additional --seats 2 --customer C --clinic K --count 2 --out k.csv",
    );
    assert_eq!(added["added"], 2);
    let keys = office.keys("k.csv");
    let boxes = office.sells("--kind bundled", "L", 1);
    let mut clinic = Clinic::with_units(1, &["CR-1"]);
    office.receives("r", &clinic.asks(&keys[0]));
    let issued = answer(
        &office,
        "activate r --issuer issuer --typed --qr --out license",
    );
    let issued = &issued["licenses"][0];
    assert_eq!(issued["clinic"], "K");
    assert_eq!(issued["first_handed_out_ms"], Value::Null);
    let typed = issued["typed"].as_str().unwrap();
    assert_eq!(
        armour::read(typed.as_bytes()).unwrap(),
        office.document("license")
    );
    let codes = issued["codes"].as_array().unwrap();
    let codes: String = codes.iter().map(|code| code.as_str().unwrap()).collect();
    assert_eq!(
        armour::read(codes.as_bytes()).unwrap(),
        office.document("license")
    );
    let id = issued["license"]["id"].as_str().unwrap().to_owned();
    let again = answer(&office, "activate r --issuer issuer --out license");
    assert!(again["licenses"][0]["first_handed_out_ms"].is_i64());

    let shipped = answer(
        &office,
        &format!(
            "product ship {} --serial CR-1 --issuer issuer --out b",
            boxes[0]
        ),
    );
    let bundled = shipped["licenses"][0]["license"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    office.receives("t", &clinic.transfers(&bundled, "CR-1", "CR-2", MONDAY));
    let moved = answer(
        &office,
        &format!(
            "transfer --yes t --issuer issuer --product-key {} --out t.license",
            boxes[0]
        ),
    );
    assert_eq!(moved["licenses"][0]["license"]["supersedes"][0], bundled);
    let mut new = Clinic::new(2);
    office.receives("lost", &new.requests(&keys[0], 0, &[&id]));
    let reissued = answer(
        &office,
        "reissue --yes lost --lost --issuer issuer --out n.license",
    );
    let new_id = reissued["licenses"][0]["license"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    office.receives("return", &new.returns(&[&new_id, &bundled, &id, "L-9"]));
    let booked = answer(&office, "book --yes return");
    let became: Vec<_> = booked["licenses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|license| license["became"].as_str().unwrap())
        .collect();
    assert_eq!(became, ["free", "stays", "others", "unknown"]);
    office.does("revoke --yes --root root.key --license L-9 --out list");
    let booked = answer(&office, "book list --root root.key.pub");
    assert_eq!(
        (&booked["number"], &booked["licenses"]),
        (&2.into(), &Value::Array(Vec::new()))
    );

    let products = answer(&office, "product list");
    assert_eq!(products["products"].as_array().unwrap().len(), 3);
    let shown = answer(&office, &format!("product show {}", keys[0]));
    assert_eq!(
        (&shown["state"], &shown["reissues"]),
        (&"free again".into(), &1.into())
    );
    assert!(shown["acts"].as_array().unwrap().len() >= 4, "{shown}");
    assert_eq!(answer(&office, "product export all.csv")["exported"], 3);
    assert_eq!(answer(&office, "product import all.csv")["old"], 3);
    let head = answer(&office, "ledger head")["head"].clone();
    let verified = answer(
        &office,
        &format!("ledger verify --head {}", head.as_str().unwrap()),
    );
    assert_eq!(verified["head"], head);
    let due = answer(&office, "ledger due");
    assert_eq!(due["holdings"][0]["clinic"], "L");
    assert_eq!(
        answer(&office, "ledger doubts")["doubts"],
        Value::Array(Vec::new())
    );
    let said = office.said();
    for key in keys.iter().chain(&boxes) {
        assert!(!said.contains(key.as_str()), "a whole product key was said");
    }
}

#[test]
fn refusals_wrong_use_and_warnings_are_lines_with_their_stable_codes() {
    let office = Office::with_ledger();
    for (command, code, exit) in [
        ("product show ZZZ", "find-none", 1),
        ("inspect nothing", "file-read", 1),
        ("ledger verify --ledger nowhere", "ledger-not-there", 1),
        (
            "revoke --root root.key --license L-1 --out list",
            "needs-yes",
            1,
        ),
        ("product", "usage-missing-command", 2),
        ("product export -", "usage-no-dash", 2),
        ("key root --environment test --out -", "usage-no-dash", 2),
        (
            "issue bundled --issuer i --serial あ --out x",
            "input-serial",
            2,
        ),
    ] {
        let said = refusal(&office, command, exit);
        assert_eq!(said["code"], code, "{command}: {said}");
    }
    let keys = office.sells("--kind additional --seats 1", "K", 2);
    let mut clinic = Clinic::new(1);
    office.activates(&mut clinic.clone(), &keys[0], "a");
    office.receives("b", &clinic.asks(&keys[1]));
    let (said, warned) = office.warns("activate b --issuer issuer --out b.license --json");
    let warned: Value = serde_json::from_str(warned.trim()).unwrap();
    assert_eq!(warned["code"], "doubt-forked");
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["licenses"][0]["doubts"][0]["code"], "doubt-forked");
    let doubts = answer(&office, "ledger doubts");
    assert_eq!(doubts["doubts"][0]["title"]["code"], "doubt-title-forked");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_no_success() {
    let office = Office::set_up();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = office.command("key list . --json");
    let output = command.stdout(full).stderr(std::process::Stdio::piped());
    let output = crate::office::born(output).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(said["code"], "cli-output-failed");
}

#[cfg(target_os = "linux")]
#[test]
fn a_refusal_that_nobody_can_hear_is_a_refusal_all_the_same() {
    let office = Office::with_ledger();
    for arguments in [
        "product show XXX",
        "product show XXX --json",
        "inspect nothing",
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = office.command(arguments);
        let mut child = crate::office::born(command.stderr(full.unwrap()));
        assert_eq!(child.wait().unwrap().code(), Some(1), "{arguments}");
    }
}
