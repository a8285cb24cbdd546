//! The license in a reader's box: handed over by the reader and as a file, proved by the reader's factory key, and moved
//! to the reader that takes the place of a broken one.

use madoguchi_licensing::armour;
use madoguchi_proto::v1;
use madoguchi_tests::programs::{Clinic, Office, Terminal};
use madoguchi_vendor::signer::Signer;
use serde_json::Value;
use std::fs;

const ENVIRONMENT: &str = "environment = \"test\"\n";

/// A reader from whose box this came.
fn with(clinic: &Clinic, name: &str, factory: Option<&Signer>) -> String {
    let mut lines = format!("{ENVIRONMENT}bundled_license = \"box.license\"\n");
    if let Some(key) = factory {
        fs::write(clinic.path().join(name), key.to_pkcs8_pem().unwrap()).unwrap();
        lines.push_str(&format!("factory_key = \"{name}\"\n"));
    }
    lines
}

fn unit<'a>(look: &'a Value, serial: &str) -> Option<&'a Value> {
    let mut units = look["units"].as_array()?.iter();
    units.find(|unit| unit["serial"] == serial)
}

fn admitted(look: &Value, serial: &str) -> String {
    let admission = unit(look, serial).and_then(|unit| unit["admission"].as_str());
    admission.unwrap_or_default().to_owned()
}

fn box_license(clinic: &Clinic, office: &Office, factory: Option<&Signer>) {
    let key = factory.map(|key| key.public_key().to_bytes());
    let key: &[u8] = key.as_ref().map_or(&[], |key| key);
    let license = office.bundled("L-BOX", &Clinic::serial(1), key);
    let text = armour::write(&office.signs(&license));
    fs::write(clinic.path().join("box.license"), text).unwrap();
}

#[test]
fn a_license_that_the_reader_and_a_file_bring_counts_once() {
    let mut clinic = Clinic::new();
    let office = Office::believed_in(clinic.path());
    clinic.start();
    let factory = Signer::generate().unwrap();
    box_license(&clinic, &office, Some(&factory));
    clinic.enroll(1);
    let lines = with(&clinic, "factory.key", Some(&factory));
    clinic.start_agent_with(1, &[(ENVIRONMENT, &lines)]);
    let mut watch = clinic.watch();
    watch.until(|look| admitted(look, &Clinic::serial(1)) == "seat:bundled:L-BOX");
    let before = clinic.json("license list");
    assert_eq!(before["licenses"].as_array().unwrap().len(), 1, "{before}");
    let installed = clinic.json("license install box.license");
    assert_eq!(installed["already_installed"], true, "{installed}");
    let after = clinic.json("license list");
    assert_eq!(after["licenses"], before["licenses"]);
    assert_eq!(after["seats"], before["seats"]);
    let sum = after["seats"]["en"].as_str().unwrap();
    assert!(sum.contains("1 included + 1 bundled = 2"), "{sum}");
}

#[test]
fn a_copied_license_and_serial_are_of_no_use_without_the_factory_key() {
    let mut clinic = Clinic::new();
    let office = Office::believed_in(clinic.path());
    clinic.start();
    let (factory, other) = (Signer::generate().unwrap(), Signer::generate().unwrap());
    box_license(&clinic, &office, Some(&factory));
    // The included seat is taken, so that the license alone could seat the next one.
    clinic.plug_in(2);
    let mut watch = clinic.watch();
    watch.until(|look| admitted(look, &Clinic::serial(2)) == "seat:included");
    clinic.enroll(1);
    for key in [None, Some(&other)] {
        let lines = with(&clinic, "other.key", key);
        clinic.start_agent_with(1, &[(ENVIRONMENT, &lines)]);
        watch.until(|look| admitted(look, &Clinic::serial(1)) == "refused:factory-key-not-proven");
        clinic.kill_agent(1);
        watch.until(|look| {
            unit(look, &Clinic::serial(1)).is_some_and(|unit| unit["attached"] == false)
        });
    }
    let lines = with(&clinic, "factory.key", Some(&factory));
    clinic.start_agent_with(1, &[(ENVIRONMENT, &lines)]);
    watch.until(|look| admitted(look, &Clinic::serial(1)) == "seat:bundled:L-BOX");
}

#[test]
fn a_broken_readers_license_moves_to_the_one_in_its_place() {
    let mut clinic = Clinic::new();
    let office = Office::believed_in(clinic.path());
    clinic.start();
    box_license(&clinic, &office, None);
    let _ = clinic.ask("license install box.license").done();
    for n in [1, 2] {
        clinic.enroll(n);
    }
    let (old, new) = (Clinic::serial(1), Clinic::serial(2));
    let early = clinic
        .ask(&format!("license request --transfer {old}"))
        .refused();
    assert!(early.contains("unit replace"), "{early}");
    let replaced = clinic
        .ask(&format!(
            "unit replace {old} {new} --reason 落として割れた --yes --lang ja"
        ))
        .done();
    let command = format!("madoguchi license request --transfer {old}");
    assert!(replaced.err.contains(&command), "{replaced:?}");
    let asked = format!("license request --transfer {old} --out t.madoguchi --lang ja");
    let asked = clinic.ask(&asked).done();
    // How long that is stands where it is known: an earlier replacement may have used it up.
    assert!(!asked.out.contains("14日"), "{asked:?}");
    assert!(asked.out.contains("「madoguchi status」"), "{asked:?}");
    let status = clinic.ask("status --lang ja").done().out;
    assert!(status.contains("同梱ライセンスで使われており"), "{status}");
    let request = office.reads::<v1::TransferRequest>(&clinic.path().join("t.madoguchi"));
    let payload = &request.payload;
    assert_eq!(payload.license_id, "L-BOX");
    assert_eq!((&payload.old_unit, &payload.new_unit), (&old, &new));
    assert!(payload.replaced_at_ms > 0);

    let mut moved = office.bundled("L-MOVED", &new, &[]);
    moved.supersedes = vec!["L-BOX".to_owned()];
    moved.lineage = "L-BOX".to_owned();
    let text = armour::write(&office.signs(&moved));
    fs::write(clinic.path().join("moved.license"), text).unwrap();
    let installed = clinic.ask("license install moved.license --lang ja").done();
    assert!(
        installed
            .out
            .contains("ライセンス L-BOX: 新しいライセンス L-MOVED")
    );
    let again = clinic
        .ask(&format!("license request --transfer {old}"))
        .refused();
    assert!(again.contains("no bundled license"), "{again}");
    let list = clinic.json("license acts");
    assert_eq!(list["acts"].as_array().unwrap().len(), 1, "{list}");
}
