//! `madoguchi doctor` as a program: on this machine, whatever that is like.

use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn doctor(data_dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madoguchi"))
        .arg("--data-dir")
        .arg(data_dir)
        .arg("doctor")
        .args(arguments)
        .output()
        .unwrap()
}

fn report(output: &Output) -> Value {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(text.lines().count(), 1, "one object on one line: {text}");
    serde_json::from_str(&text).unwrap()
}

fn codes(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect()
}

#[test]
fn before_installation_it_says_what_it_sees_and_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("not-yet");
    let output = doctor(&data_dir, &["--json"]);
    let report = report(&output);
    let problems = report["problems"].as_u64().unwrap();
    assert_eq!(report["healthy"], problems == 0);
    assert_eq!(output.status.code(), Some(i32::from(problems > 0)));
    assert_eq!(report["version"], env!("CARGO_PKG_VERSION"));
    assert!(codes(&report).contains(&"data-not-yet"), "{report}");
    assert!(codes(&report).contains(&"placement-light"), "{report}");
    for finding in report["findings"].as_array().unwrap() {
        let what = finding["what"]["ja"].as_str().unwrap();
        assert!(
            !what.is_empty() && !what.starts_with("doctor-"),
            "{finding}"
        );
        let good = finding["level"] == "good";
        let fault = finding["fault"].as_str().unwrap_or_default();
        assert_eq!(fault.starts_with("MDG-"), !good, "{finding}");
        let todo = finding["todo"]["en"].as_str().unwrap();
        assert_eq!(todo.is_empty(), good, "{finding}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_plan_that_meets_this_machines_own_address_is_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let output = doctor(
        folder.path(),
        &["--json", "--plan", "127.0.0.0/24", "--propose", "2"],
    );
    assert_eq!(output.status.code(), Some(1));
    let report = report(&output);
    let codes = codes(&report);
    assert!(codes.contains(&"network-overlap"), "{codes:?}");
    assert!(codes.contains(&"network-proposed"), "{codes:?}");
    assert_eq!(report["healthy"], false);
}

#[test]
fn the_words_are_in_the_language_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, word) in [("ja", "目で見て確かめること"), ("en", "To be looked at")] {
        let output = doctor(folder.path(), &["--lang", lang]);
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(page.contains(word), "{page}");
    }
}

#[test]
fn a_configuration_with_a_mistake_is_a_finding_and_not_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("controller.toml");
    fs::write(&config, "policy = \"usbb\"\n").unwrap();
    let config = config.display().to_string();
    let output = doctor(
        &folder.path().join("data"),
        &["--json", "--config", &config],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(codes(&report(&output)).contains(&"config-mistakes"));
    let arguments = ["--lang", "en", "--config", &config];
    let page = doctor(&folder.path().join("data"), &arguments).stdout;
    let page = String::from_utf8(page)
        .unwrap()
        .split_whitespace()
        .collect::<String>();
    assert!(
        page.contains("cannotbeused:judgedbytheusualvalues"),
        "{page}"
    );
}

#[test]
fn the_heading_says_by_which_configuration_and_that_this_build_is_for_tests() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("data");
    let config = folder.path().join("controller.toml");
    fs::write(&config, "policy = \"usb\"\n").unwrap();
    let config = config.display().to_string();
    let page = |arguments: &[&str]| {
        let output = doctor(&data_dir, &[&["--lang", "en"], arguments].concat());
        // A path is broken where the page is narrow.
        let page = String::from_utf8(output.stdout).unwrap();
        page.split_whitespace().collect::<String>()
    };
    let given = page(&["--config", &config]);
    assert!(given.contains("Judgedbytheconfiguration"), "{given}");
    assert!(given.contains("controller.toml"), "{given}");
    let none = page(&[]);
    assert!(none.contains("Noconfigurationwasgiven"), "{none}");
    assert!(none.contains("TESTinstallation"), "{none}");
    let as_json = report(&doctor(&data_dir, &["--json", "--config", &config]));
    assert_eq!(as_json["config"], config.as_str());
    assert_eq!(as_json["test"], true);
    assert!(codes(&as_json).contains(&"test-installation"), "{as_json}");
}

#[test]
fn a_plan_that_is_no_network_is_wrong_use() {
    let output = doctor(Path::new("unused"), &["--plan", "192.168.10"]);
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("192.168.10.0/24"), "{words}");
}

/// A controller, which ends with the test.
struct Serving(Child);

impl Serving {
    fn start(config: &str) -> Self {
        let mut serve = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
        serve.args(["serve", "--config", config]);
        let mut child = serve.stderr(Stdio::piped()).spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut lines = log.lines().map(Result::unwrap);
        assert!(lines.any(|line| line.contains("the controller is ready")));
        // Whoever does not read on stops it at a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self(child)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn a_file_that_was_changed_after_the_start_is_held_against_what_runs() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data_dir) = (
        folder.path().join("controller.toml"),
        folder.path().join("data"),
    );
    let config = file.display().to_string();
    let written = "policy = \"loopback\"\ndata_dir = \"data\"\ngateway.listen = \"127.0.0.1:0\"\n\
        pairing.listen = \"127.0.0.1:0\"\ndesk.listen = \"127.0.0.1:0\"\n\
        console.listen = \"127.0.0.1:0\"\n";
    fs::write(&file, written).unwrap();
    let _serving = Serving::start(&config);
    let examined = || report(&doctor(&data_dir, &["--json", "--config", &config]));
    let as_started = examined();
    assert!(
        codes(&as_started).contains(&"controller-alarm"),
        "{as_started}"
    );
    assert!(
        !codes(&as_started).contains(&"other-config"),
        "{as_started}"
    );

    fs::write(&file, format!("{written}rules.call_s = 45\n")).unwrap();
    let changed = examined();
    let findings = changed["findings"].as_array().unwrap();
    let other = findings
        .iter()
        .find(|finding| finding["code"] == "other-config");
    let other = other.unwrap_or_else(|| panic!("{changed}"));
    assert_eq!(
        other["evidence"]["en"],
        "rules.call_s is 45 (with the running madoguchi 90)"
    );
    assert!(
        other["todo"]["en"]
            .as_str()
            .unwrap()
            .contains("start madoguchi again"),
        "{other}"
    );

    // Whoever names no file is asked for it: this controller is no clinic's.
    let unnamed = report(&doctor(&data_dir, &["--json"]));
    let findings = unnamed["findings"].as_array().unwrap();
    let other = findings
        .iter()
        .find(|finding| finding["code"] == "other-config")
        .unwrap();
    assert!(
        other["todo"]["en"].as_str().unwrap().contains("--config"),
        "{other}"
    );
}
