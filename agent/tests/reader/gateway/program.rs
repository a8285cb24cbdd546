//! The program itself: its configuration, its exit codes, its memory.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use madoguchi_proto::v1::OutcomeKind;

use super::controller::{Controller, call};
use super::pki::Pki;
use super::{attached, outcome, placed};
use crate::engines;

/// A program that is ended with its test, whatever happens.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn program(config: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_madoguchi-agent"));
    command
        .arg("--config")
        .arg(config)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn configured(folder: &Path, pki: &Pki, controller: &Controller) -> Running {
    let device = "kind = \"simulated\"\nspeed = 10000\n";
    configured_with(folder, pki, controller, device)
}

fn configured_with(folder: &Path, pki: &Pki, controller: &Controller, device: &str) -> Running {
    pki.write_to(&folder.join("reader-1"));
    let text = format!(
        "controller = \"{}\"\ncredentials = \"reader-1\"\nspool = \"spool\"\nenvironment = \"test\"\n\
         [device]\n{device}",
        controller.address()
    );
    let config = folder.join("agent.toml");
    fs::write(&config, text).unwrap();
    Running(program(&config).spawn().unwrap())
}

#[tokio::test]
async fn the_program_serves_a_simulated_patient() {
    let (pki, folder) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let running = configured(folder.path(), &pki, &controller);
    let (mut connection, _) = attached(&mut controller).await;
    memory_is_small(running.0.id());
    connection.say(call(12)).await;
    assert!(placed(&mut connection).await.is_some());
    let (_, ended) = outcome(&mut connection).await;
    let plan = madoguchi_agent::simulated::plan(1, "12");
    assert_eq!(ended.outcome, Some(plan.outcome));
}

#[tokio::test]
async fn the_program_serves_through_an_engine_in_its_own_folder() {
    if !engines::has_python() {
        return;
    }
    let (pki, folder) = (Pki::new(), tempfile::tempdir().unwrap());
    let engine = engines::folder().join("engine.py");
    fs::copy(engine, folder.path().join("engine.py")).unwrap();
    let mut controller = Controller::start(&pki);
    let device = "kind = \"process\"\ncommand = [\"python3\", \"engine.py\"]\nstart_ms = 60000\n";
    let _running = configured_with(folder.path(), &pki, &controller, device);
    let (mut connection, _) = attached(&mut controller).await;
    connection.say(call(12)).await;
    assert!(placed(&mut connection).await.is_some());
    let (_, ended) = outcome(&mut connection).await;
    assert_eq!(ended.outcome.unwrap().kind(), OutcomeKind::VerifiedFace);
}

/// 15 MB when idle, for the release build: the reader is a small computer.
fn memory_is_small(process: u32) {
    if cfg!(debug_assertions) || !cfg!(target_os = "linux") {
        return;
    }
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap();
    let kib: u64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kib < 15_000, "{kib} KiB resident");
}

#[test]
fn wrong_use_exits_with_2_and_a_wrong_configuration_with_1_as_the_controller_does() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("agent.toml");
    let mut unused = program(&config);
    assert_eq!(
        unused.arg("--colour").status().unwrap().code(),
        Some(2),
        "wrong use"
    );
    assert_eq!(
        program(&config).status().unwrap().code(),
        Some(1),
        "no such file"
    );
    fs::write(&config, "colour = \"blue\"").unwrap();
    let output = program(&config).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    for field in [
        "controller",
        "credentials",
        "spool",
        "environment",
        "device",
        "colour",
        "it is missing",
    ] {
        assert!(text.contains(field), "{field} is missing in {text}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_program_stops_when_it_is_asked_and_exits_with_0() {
    let (pki, folder) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut running = configured(folder.path(), &pki, &controller);
    attached(&mut controller).await;
    let process = running.0.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &process])
            .status()
            .unwrap()
            .success()
    );
    let ended = tokio::task::spawn_blocking(move || running.0.wait().unwrap());
    assert_eq!(crate::soon("the end", ended).await.unwrap().code(), Some(0));
}
