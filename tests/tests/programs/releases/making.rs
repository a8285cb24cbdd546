//! How the newest fixture was made, by its release's own programs. Kept to show it, and never run again. The first release's came about
//! in the same way, with a retired unit in the place of the replaced one, and without cable, request and revocation.

use super::look::{self, Look};
use flate2::Compression;
use flate2::write::GzEncoder;
use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{Answer, Clinic, SEED, Terminal, command};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A patient who takes minutes on the way, and one who stays at the reader.
const SLOW: (&str, &str) = ("speed = 20", "speed = 0.01");
const STAYS: (&str, &str) = (
    "speed = 20",
    "speed = 1\nwalk_ms = [0, 0]\nface_ms = [3600000, 3600000]\npin_ms = [3600000, 3600000]",
);
const ROOT: &str = "test_root = \"root.key.pub\"";

fn states(look: &Value, state: &str) -> usize {
    let tickets = look["tickets"].as_array().unwrap().iter();
    tickets.filter(|ticket| ticket["state"] == state).count()
}

fn first(holds: impl Fn(&madoguchi_agent::simulated::Plan) -> bool) -> String {
    let numbers = (1..=999).map(|n: usize| n.to_string());
    let mut fitting = numbers.filter(|number| holds(&plan(SEED, number)));
    fitting.next().unwrap()
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn backup_command(clinic: &Clinic, words: &str) {
    let mut program = command("madoguchi");
    program
        .current_dir(clinic.path())
        .env("MADOGUCHI_DATA_DIR", clinic.data_dir())
        .env("MADOGUCHI_PASSPHRASE", "only for the fixture");
    let _ = Answer::of(program.args(words.split_whitespace())).done();
}

#[cfg(unix)]
#[test]
#[ignore = "made the fixture of 2026-11, once; it is never made again"]
fn the_fixture_is_made() {
    let place = super::fixture("data-2026-11");
    assert!(!place.join("data.tar.gz").exists(), "it was made already");
    let mut clinic = Clinic::new();
    let quick = format!("{ROOT}\n[rules]\ncall_s = 10");
    clinic.start_with(&[(ROOT, &quick)]);
    clinic.additional_license(1, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    let bundled = Clinic::serial(2);
    clinic.vendor(&format!(
        "issue bundled --issuer issuer --serial {bundled} --out box.license"
    ));
    for n in 1..=4 {
        clinic.enroll(n);
    }
    let _ = clinic
        .ask("unit enroll --serial CR-2024-0005 --edition single --counter 窓口5 --out reader-5")
        .done();
    let _ = clinic
        .ask(&format!(
            "unit replace {} CR-2024-0005 --yes",
            Clinic::serial(4)
        ))
        .done();
    let _ = clinic
        .ask(&format!("unit note {} --cable 3m", Clinic::serial(1)))
        .done();
    let _ = clinic.ask("license request --out request").done();
    clinic.additional_license(1, "taken-back.license");
    let ids = |clinic: &Clinic| -> Vec<String> {
        let list = clinic.json("license list");
        let licenses = list["licenses"].as_array().unwrap().iter();
        let id = |license: &Value| license["license_id"].as_str().unwrap().to_owned();
        licenses.map(id).collect()
    };
    let before = ids(&clinic);
    let _ = clinic.ask("license install taken-back.license").done();
    let taken_back = ids(&clinic).into_iter().find(|id| !before.contains(id));
    let taken_back = taken_back.unwrap();
    clinic.vendor(&format!(
        "revoke --issuer issuer --license {taken_back} --out list-1"
    ));
    let _ = clinic.ask("license install list-1").done();

    // A walk-up: an outcome of a ticket that the restored controller never heard of.
    clinic.start_agent_with(1, &[]);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    backup_command(&clinic, "backup before.backup");
    let verified = first(|plan| {
        plan.shows_up
            && plan.outcome.error_code.is_empty()
            && plan.outcome.kind().as_str_name().contains("VERIFIED_FACE")
    });
    let _ = clinic.ask(&format!("ticket add {verified}")).done();
    watch.until(|look| states(look, "verifying") == 1);
    clinic.kill();
    fs::rename(clinic.data_dir(), clinic.path().join("gone")).unwrap();
    backup_command(&clinic, "restore before.backup");
    clinic.start_with(&[(ROOT, &quick)]);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["sessions_today"] == 1);

    // Ended with the day before.
    let _ = clinic.ask("ticket add E1 --need seated").done();
    let _ = clinic.ask("day end --yes").done();

    // Done, verified and not; missed; cancelled.
    let failed =
        first(|plan| plan.shows_up && !plan.outcome.kind().as_str_name().contains("VERIFIED"));
    let absent = first(|plan| !plan.shows_up);
    for number in [&verified, &failed] {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
    watch.until(|look| look["closed_today"] == 3);
    let _ = clinic.ask(&format!("ticket add {absent}")).done();
    watch.until(|look| states(look, "missed") == 1);
    let _ = clinic.ask("ticket add C1").done();
    let _ = clinic.ask("ticket cancel C1").done();

    // Called, at the reader, waiting with needs and preferences, parked.
    assert_eq!(clinic.stop().code(), Some(0));
    assert_eq!(clinic.stop_agent(1).code(), Some(0));
    clinic.start();
    let mut watch = clinic.watch();
    clinic.start_agent_with(1, &[SLOW]);
    let with_box = (
        "virtual_port = \"1-2\"",
        "bundled_license = \"box.license\"\nvirtual_port = \"1-2\"",
    );
    clinic.start_agent_with(2, &[STAYS, with_box]);
    clinic.start_agent_with(3, &[SLOW]);
    watch.until(|look| (0..3).all(|n| look["units"][n]["serves"] == true));
    let _ = clinic.ask("ticket add V1 --need seated").done();
    watch.until(|look| states(look, "verifying") == 1);
    let _ = clinic.ask("ticket add K1").done();
    watch.until(|look| states(look, "called") == 1);
    let _ = clinic
        .ask("ticket add W1 --class priority --need seated --prefer language:en --yes")
        .done();
    let _ = clinic
        .ask(&format!(
            "ticket add W2 --class urgent --need unit:{}",
            Clinic::serial(2)
        ))
        .done();
    let _ = clinic.ask("ticket add P1").done();
    let _ = clinic.ask("ticket park P1").done();
    let _ = clinic
        .ask(&format!("unit pause {}", Clinic::serial(3)))
        .done();

    let mut expected = Look::at(&clinic.data_dir()).0;
    assert_eq!(clinic.stop().code(), Some(0));
    let kept = tempfile::tempdir().unwrap();
    copy(&clinic.data_dir(), &kept.path().join("data"));
    // Read from a copy of the copy: the fixture is what the controller left.
    let read = tempfile::tempdir().unwrap();
    copy(kept.path(), read.path());
    expected["stored"] = look::stored(&read.path().join("data"));

    fs::create_dir_all(&place).unwrap();
    let packed = fs::File::create(place.join("data.tar.gz")).unwrap();
    let mut tar = tar::Builder::new(GzEncoder::new(packed, Compression::best()));
    tar.append_dir_all("data", kept.path().join("data"))
        .unwrap();
    tar.into_inner().unwrap().finish().unwrap();
    let packed = fs::File::create(place.join("readers.tar.gz")).unwrap();
    let mut tar = tar::Builder::new(GzEncoder::new(packed, Compression::best()));
    for reader in ["reader-1", "reader-5"] {
        tar.append_dir_all(reader, clinic.path().join(reader))
            .unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
    fs::copy(
        clinic.path().join("root.key.pub"),
        place.join("root.key.pub"),
    )
    .unwrap();
    let text = serde_json::to_string_pretty(&expected).unwrap();
    fs::write(place.join("expected.json"), text + "\n").unwrap();
}
