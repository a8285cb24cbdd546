//! What a power cut, an editor or a copy leaves of each file that the agent reads: refused by name with what to do, or harmless;
//! never another reader, and never a silent default.

use madoguchi_agent::config::{self, Config};
use madoguchi_agent::{Credentials, FactoryKey};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// What is left of a file; nothing where it is gone.
type Harm = fn(&[u8]) -> Option<Vec<u8>>;

/// Ways to harm a file.
const HARMS: [(&str, Harm); 7] = [
    ("missing", |_| None),
    ("empty", |_| Some(Vec::new())),
    ("blank", |_| Some(b"\r\n".to_vec())),
    ("zeros", |whole| Some(vec![0; whole.len()])),
    ("half", |whole| Some(whole[..whole.len() / 2].to_vec())),
    ("no text", |_| Some(vec![0xff; 40])),
    ("doubled", |whole| Some([whole, whole].concat())),
];

const AGENT: &str = "controller = \"127.0.0.1:7443\"\ncredentials = \"reader\"\nserial = \"CR-1\"\nspool = \"spool\"\n\
    environment = \"test\"\n[device]\nkind = \"simulated\"\nseed = 1\nspeed = 60.0\n";

fn harmed(path: &Path, how: fn(&[u8]) -> Option<Vec<u8>>) {
    match how(&fs::read(path).unwrap()) {
        None => fs::remove_file(path).unwrap(),
        Some(content) => fs::write(path, content).unwrap(),
    }
}

/// A credential folder as a pairing leaves it.
fn credentials() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["r-1.test".to_owned()]).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("unit.crt", &made.cert.pem());
    write("ca.crt", &made.cert.pem());
    write("unit.key", &made.signing_key.serialize_pem());
    write(
        "unit.toml",
        "serial = \"CR-1\"\nserver_name = \"controller.test\"\nissued_at_ms = 5\n",
    );
    folder
}

#[test]
fn a_torn_credential_folder_is_refused_by_name_or_is_the_same_reader() {
    for name in ["unit.toml", "unit.crt", "unit.key", "ca.crt"] {
        for (what, how) in HARMS {
            let folder = credentials();
            harmed(&folder.path().join(name), how);
            match Credentials::load(folder.path()) {
                // PEM may be followed by more PEM.
                Ok(found) => {
                    assert_eq!((what, found.serial()), ("doubled", "CR-1"), "{name}");
                    assert_ne!(name, "unit.toml");
                }
                Err(error) => {
                    let said = error.to_string();
                    for part in [name, "pair the reader", "madoguchi unit pair"] {
                        assert!(said.contains(part), "{name} {what}: {said}");
                    }
                }
            }
        }
    }
}

/// An empty folder is no reason to pair: the reader that it was of is on record.
#[test]
fn an_empty_credential_folder_is_not_taken_for_a_reader_that_was_never_paired() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("reader")).unwrap();
    let (code, said) = run(place.path(), AGENT);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("unit.toml"), "{said}");
}

#[test]
fn a_torn_configuration_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("agent.toml");
    for (what, how) in HARMS {
        fs::write(&path, AGENT).unwrap();
        harmed(&path, how);
        let error = Config::load(&path).unwrap_err();
        assert!(error.to_string().contains("agent.toml"), "{what}: {error}");
        let empty = ["empty", "blank", "zeros"].contains(&what);
        assert_eq!(
            matches!(error, config::Error::Empty { .. }),
            empty,
            "{what}"
        );
    }
}

#[test]
fn a_torn_factory_key_is_refused_by_name() {
    // RFC 8410, 10.3.
    let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
        -----END PRIVATE KEY-----\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("factory.key");
    for (what, how) in HARMS.into_iter().filter(|(what, _)| *what != "doubled") {
        fs::write(&path, pem).unwrap();
        harmed(&path, how);
        let error = FactoryKey::load(&path).unwrap_err().to_string();
        assert!(error.contains("factory.key"), "{what}: {error}");
    }
}

#[test]
fn an_empty_license_that_a_file_names_is_refused_and_not_left_out() {
    for content in [Vec::new(), b"\n".to_vec(), vec![0; 900]] {
        let place = tempfile::tempdir().unwrap();
        fs::rename(credentials().keep(), place.path().join("reader")).unwrap();
        fs::write(place.path().join("box.license"), content).unwrap();
        let agent = AGENT.replace("[device]", "bundled_license = \"box.license\"\n[device]");
        let (code, said) = run(place.path(), &agent);
        assert_eq!(code, Some(1), "{said}");
        assert!(
            said.contains("box.license") && said.contains("is empty"),
            "{said}"
        );
    }
}

#[test]
fn an_agent_whose_files_do_not_fit_each_other_says_which() {
    let with = |line: &str| AGENT.replace("[device]", &format!("{line}\n[device]"));
    let large = "x".repeat(100_000);
    for (agent, said) in [
        (
            with("bundled_license = \"gone.license\""),
            "gone.license cannot be read",
        ),
        (
            with("bundled_license = \"large.license\""),
            "large.license is no license",
        ),
        (
            AGENT.replace("CR-1", "CR-2"),
            "is the folder of CR-1, not of CR-2",
        ),
        (
            AGENT
                .replace("\"reader\"", "\"nowhere\"")
                .replace("serial = \"CR-1\"\n", ""),
            "nowhere does not exist",
        ),
    ] {
        let place = tempfile::tempdir().unwrap();
        fs::rename(credentials().keep(), place.path().join("reader")).unwrap();
        fs::write(place.path().join("large.license"), &large).unwrap();
        let (code, log) = run(place.path(), &agent);
        assert_eq!(code, Some(1), "{log}");
        assert!(log.contains(said), "{log}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_agent_whose_log_cannot_be_written_fails_as_any_other() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let ended = Command::new(env!("CARGO_BIN_EXE_madoguchi-agent"))
        .args(["--config", "nosuch.toml"])
        .stderr(full.unwrap())
        .status()
        .unwrap();
    assert_eq!(ended.code(), Some(1), "{ended}");
}

/// Runs an agent that has to end by itself.
fn run(place: &Path, configuration: &str) -> (Option<i32>, String) {
    fs::write(place.join("agent.toml"), configuration).unwrap();
    let agent = Command::new(env!("CARGO_BIN_EXE_madoguchi-agent"))
        .arg("--config")
        .arg(place.join("agent.toml"))
        .env_remove("RUST_LOG")
        .output()
        .unwrap();
    (
        agent.status.code(),
        String::from_utf8(agent.stderr).unwrap(),
    )
}
