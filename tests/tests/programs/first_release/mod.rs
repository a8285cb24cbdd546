//! The data directory of the first release, kept as it was written: every later release starts on it and finds all of
//! it. `fixtures/data-v1/README.md` says what it is. **If this fails, do not change the fixture.**

mod look;
mod making;

use self::look::Look;
use flate2::read::GzDecoder;
use madoguchi_tests::programs::{Program, command};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn fixture() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/data-v1")
}

#[test]
fn a_later_release_starts_on_the_first_ones_data_and_finds_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let packed = fs::File::open(fixture().join("data.tar.gz")).unwrap();
    tar::Archive::new(GzDecoder::new(packed))
        .unpack(folder.path())
        .unwrap();
    fs::copy(
        fixture().join("root.key.pub"),
        folder.path().join("root.key.pub"),
    )
    .unwrap();
    // Whenever this runs: nothing of it is over yet, and who was called has not been missed.
    let configuration = "data_dir = \"data\"\npolicy = \"loopback\"\n\
        gateway.listen = \"127.0.0.1:0\"\ndesk.listen = \"127.0.0.1:0\"\n\
        licensing.test_root = \"root.key.pub\"\n\
        [rules]\nrestart_grace_s = 300\nseat_hold_s = 3600\n\
        [retention]\nclosed_tickets_days = 400\n";
    fs::write(folder.path().join("controller.toml"), configuration).unwrap();
    let text = fs::read_to_string(fixture().join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();

    // What lies in the store, before anything is done with it.
    let stored = look::stored(&folder.path().join("data"));
    assert_eq!(stored, expected["stored"]);

    let mut serve = command("madoguchi");
    serve.current_dir(folder.path());
    let mut controller = Program::start(serve.args(["serve", "--config", "controller.toml"]));
    controller.line(|line| line.contains("the controller is ready").then_some(()));
    let found = Look::at(&folder.path().join("data"));
    for part in ["tickets", "stories", "units", "licenses", "seats"] {
        assert_eq!(found.0[part], expected[part], "{part}");
    }
    assert_eq!(found.0["installation"], expected["installation"]);
}
