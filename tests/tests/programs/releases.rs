//! What former releases left, kept as they wrote it: every later release starts on it and finds all of it, and lets the readers in.
//! `fixtures/*/README.md` say what each is. **If this fails, do not change the fixture.**

mod look;
mod making;
mod readers;

use self::look::Look;
use flate2::read::GzDecoder;
use madoguchi_tests::programs::{Answer, Program, Watch, command};
use serde_json::Value;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    fixtures.join(name)
}

fn unpack(packed: &Path, into: &Path) {
    let packed = fs::File::open(packed).unwrap();
    let mut packed = tar::Archive::new(GzDecoder::new(packed));
    packed.unpack(into).unwrap();
}

/// Starts this release on what another one left, and sees that all of it is there. The controller, and where readers connect.
fn starts_and_finds_all(name: &str, folder: &TempDir) -> (Program, SocketAddr) {
    unpack(&fixture(name).join("data.tar.gz"), folder.path());
    fs::copy(
        fixture(name).join("root.key.pub"),
        folder.path().join("root.key.pub"),
    )
    .unwrap();
    // Whenever this runs: nothing of it is over yet, and who was called has not been missed.
    let configuration = "data_dir = \"data\"\npolicy = \"loopback\"\n\
        gateway.listen = \"127.0.0.1:0\"\ndesk.listen = \"127.0.0.1:0\"\n\
        console.listen = \"127.0.0.1:0\"\n\
        licensing.test_root = \"root.key.pub\"\n\
        [rules]\nrestart_grace_s = 300\nseat_hold_s = 3600\n\
        [retention]\nclosed_tickets_days = 400\n";
    fs::write(folder.path().join("controller.toml"), configuration).unwrap();
    let text = fs::read_to_string(fixture(name).join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();

    // What lies in the store, before anything is done with it. Read from a copy: a program that another test starts just then would
    // have the lock, too, until it begins.
    let copy = folder.path().join("copy");
    unpack(&fixture(name).join("data.tar.gz"), &copy);
    let stored = look::stored(&copy.join("data"));
    assert_eq!(stored, expected["stored"]);

    let mut serve = command("madoguchi");
    serve.current_dir(folder.path());
    let mut controller = Program::start(serve.args(["serve", "--config", "controller.toml"]));
    let gateway = controller.line(|line| {
        let (_, rest) = line.split_once("the controller is ready")?;
        let address = rest.split_whitespace().next()?.strip_prefix("gateway=")?;
        address.parse().ok()
    });
    let found = Look::at(&folder.path().join("data"));
    for part in ["tickets", "stories", "units", "licenses", "seats"] {
        assert_eq!(found.0[part], expected[part], "{part}");
    }
    assert_eq!(found.0["installation"], expected["installation"]);
    (controller, gateway)
}

#[test]
fn a_later_release_starts_on_the_first_ones_data_and_finds_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let _controller = starts_and_finds_all("data-v1", &folder);
    // Its record of acts has no chain, which is told and no fault.
    let mut check = command("madoguchi");
    check.args(["audit", "verify", "--json", "--data-dir"]);
    let checked = Answer::of(check.arg(folder.path().join("data"))).done();
    let checked = checked.json();
    assert_eq!(checked["holds"], true, "{checked}");
    assert!(checked["without_digest"].as_u64().unwrap() > 0, "{checked}");
}

#[test]
fn readers_and_data_of_november_2026_are_found_whole_and_serve() {
    let folder = tempfile::tempdir().unwrap();
    let (_controller, gateway) = starts_and_finds_all("data-2026-11", &folder);
    unpack(
        &fixture("data-2026-11").join("readers.tar.gz"),
        folder.path(),
    );
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/clinic");
    let text = fs::read_to_string(example.join("agent-1.toml")).unwrap();
    let mut agents = Vec::new();
    // One from before, and the one that took a broken one's place.
    for n in [1, 5] {
        let file = format!("agent-{n}.toml");
        let text = text
            .replace("127.0.0.1:7443", &gateway.to_string())
            .replace("reader-1", &format!("reader-{n}"))
            .replace("spool-1", &format!("spool-{n}"))
            .replace("\"1-1\"", &format!("\"1-{n}\""));
        fs::write(folder.path().join(&file), text).unwrap();
        let mut agent = command("madoguchi-agent");
        agent.current_dir(folder.path()).args(["--config", &file]);
        agents.push(Program::start(&mut agent));
    }
    let mut status = command("madoguchi");
    status.env("MADOGUCHI_DATA_DIR", folder.path().join("data"));
    let mut watch = Watch::start(&mut status);
    watch.until(|look| {
        let units = look["units"].as_array().unwrap();
        let is = |serial, word| {
            let mut units = units.iter().filter(|unit| unit["serial"] == serial);
            units.any(|unit| unit[word] == true)
        };
        // The seats of those that are away are kept: the replacement is let in, and waits for one.
        is("CR-2024-0001", "serves") && is("CR-2024-0005", "attached")
    });
}
