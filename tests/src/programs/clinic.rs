//! The README's clinic: a controller and four agents, with the example's own files.

use super::child::{Answer, Program, command};
use super::watch::Watch;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// How many readers the example has.
pub const READERS: usize = 4;
/// The patients' seed in the example's agents.
pub const SEED: u64 = 7;
/// What the example says, to be replaced by what is free.
const GATEWAY: &str = "127.0.0.1:7443";
const DESK: &str = "127.0.0.1:7445";
const FREE: &str = "127.0.0.1:0";

/// A clinic's PC and its readers, in a folder of their own.
#[derive(Debug)]
pub struct Clinic {
    folder: TempDir,
    controller: Option<Program>,
    gateway: Option<SocketAddr>,
    agents: BTreeMap<usize, Program>,
}

impl Clinic {
    /// Lays the example out, with a test root and an issuer by the vendor's own program.
    #[must_use]
    pub fn new() -> Self {
        let clinic = Self {
            folder: tempfile::tempdir().unwrap(),
            controller: None,
            gateway: None,
            agents: BTreeMap::new(),
        };
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/clinic");
        for file in fs::read_dir(example).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), clinic.path().join(file.file_name())).unwrap();
        }
        clinic.vendor("key root --out root.key --environment test");
        clinic.vendor(
            "key issuer --root root.key --name Vendor --out issuer --kinds additional,bundled --seats 3 \
             --licenses 10 --days 365",
        );
        clinic
    }

    /// The folder, with everything in it.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the controller keeps its data.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.path().join("data")
    }

    /// `madoguchi serve`: at free ports the first time, and at the same gateway ever after.
    pub fn start(&mut self) {
        self.start_with(&[]);
    }

    /// The same, with something else changed in its file.
    pub fn start_with(&mut self, changes: &[(&str, &str)]) {
        self.start_under(changes, &[]);
    }

    /// The same, with something else in its environment, too.
    pub fn start_under(&mut self, changes: &[(&str, &str)], environment: &[(&str, &OsStr)]) {
        let gateway = self
            .gateway
            .map_or_else(|| FREE.to_owned(), |address| address.to_string());
        let changes = [&[(GATEWAY, gateway.as_str()), (DESK, FREE)], changes].concat();
        let text = self.example("controller.toml", &changes);
        let mut controller = self.serve_under(&text, environment);
        let gateway = controller.line(|line| {
            let (_, rest) = line.split_once("the controller is ready gateway=")?;
            rest.split_whitespace().next()?.parse().ok()
        });
        self.gateway = Some(gateway);
        self.controller = Some(controller);
    }

    /// Starts a controller with a configuration of its own, in this folder.
    #[must_use]
    pub fn serve(&self, configuration: &str) -> Program {
        self.serve_under(configuration, &[])
    }

    fn serve_under(&self, configuration: &str, environment: &[(&str, &OsStr)]) -> Program {
        fs::write(self.path().join("controller.running.toml"), configuration).unwrap();
        let mut program = self.program("madoguchi");
        program.envs(environment.iter().copied());
        Program::start(program.args(["serve", "--config", "controller.running.toml"]))
    }

    /// The controller that runs.
    pub fn controller(&mut self) -> &mut Program {
        self.controller.as_mut().expect("one that runs")
    }

    /// A file of the example, with other addresses in the place of its own.
    #[must_use]
    pub fn example(&self, name: &str, changes: &[(&str, &str)]) -> String {
        let mut text = fs::read_to_string(self.path().join(name)).unwrap();
        for (old, new) in changes {
            assert_eq!(text.matches(old).count(), 1, "{old} in {name}");
            text = text.replace(old, new);
        }
        text
    }

    /// Enrolls reader `n` as the README does, and starts its agent.
    pub fn plug_in(&mut self, n: usize) {
        self.enroll(n);
        self.start_agent(n);
    }

    /// Enrolls reader `n` as the README does.
    pub fn enroll(&self, n: usize) {
        let placement = if n == 2 { "seated" } else { "standing" };
        let line = format!(
            "unit enroll --serial {} --edition single --counter 窓口{n} --placement {placement} --out reader-{n}",
            Self::serial(n)
        );
        let _ = self.ask(&line).done();
    }

    /// Starts the agent of reader `n`.
    pub fn start_agent(&mut self, n: usize) {
        self.start_agent_with(n, &[]);
    }

    /// The same, with something else changed in its file.
    pub fn start_agent_with(&mut self, n: usize, changes: &[(&str, &str)]) {
        self.start_agent_by(self.gateway(), n, changes);
    }

    /// The same, by another way to the gateway.
    pub fn start_agent_by(&mut self, way: SocketAddr, n: usize, changes: &[(&str, &str)]) {
        let way = way.to_string();
        let changes = [&[(GATEWAY, way.as_str())], changes].concat();
        let text = self.example(&format!("agent-{n}.toml"), &changes);
        let file = format!("agent-{n}.running.toml");
        fs::write(self.path().join(&file), text).unwrap();
        let mut agent = self.program("madoguchi-agent");
        let agent = Program::start(agent.args(["--config", &file]));
        self.agents.insert(n, agent);
    }

    /// Where readers connect.
    #[must_use]
    pub fn gateway(&self) -> SocketAddr {
        self.gateway.expect("a controller that ran")
    }

    /// Serial number of reader `n`.
    #[must_use]
    pub fn serial(n: usize) -> String {
        format!("CR-2024-000{n}")
    }

    /// `madoguchi` with words as they are typed, in English unless they say otherwise.
    #[must_use]
    pub fn ask(&self, words: &str) -> Answer {
        let mut program = self.program("madoguchi");
        program.env("MADOGUCHI_DATA_DIR", self.data_dir());
        if !words.contains("--lang") {
            program.args(["--lang", "en"]);
        }
        Answer::of(program.args(words.split_whitespace()))
    }

    /// The same with `--json`, for what must succeed.
    #[must_use]
    pub fn json(&self, words: &str) -> Value {
        self.ask(&format!("{words} --json")).done().json()
    }

    /// Looks at the fleet after every change.
    #[must_use]
    pub fn watch(&self) -> Watch {
        Watch::start(
            self.program("madoguchi")
                .env("MADOGUCHI_DATA_DIR", self.data_dir())
                .args(["--lang", "en"]),
        )
    }

    /// `madoguchi-license` with words as they are typed, for what must succeed.
    pub fn vendor(&self, words: &str) {
        let mut program = self.program("madoguchi-license");
        let _ = Answer::of(program.args(words.split_whitespace())).done();
    }

    /// Has the vendor issue an additional license for this installation, as a file in the folder.
    pub fn additional_license(&self, seats: u8, file: &str) {
        let list = self.json("license list");
        let installation = list["installation"].as_str().unwrap();
        self.vendor(&format!(
            "issue additional --issuer issuer --installation {installation} --seats {seats} --out {file}"
        ));
    }

    /// Kills the controller, as a power cut would.
    pub fn kill(&mut self) {
        self.controller.take().expect("one that runs").kill();
    }

    /// Asks the controller to stop.
    #[cfg(unix)]
    pub fn stop(&mut self) -> std::process::ExitStatus {
        self.controller.take().expect("one that runs").stop()
    }

    /// Asks an agent to stop.
    #[cfg(unix)]
    pub fn stop_agent(&mut self, n: usize) -> std::process::ExitStatus {
        self.agents.remove(&n).expect("one that runs").stop()
    }

    /// The agent of reader `n`.
    pub fn agent(&mut self, n: usize) -> &mut Program {
        self.agents.get_mut(&n).expect("one that runs")
    }

    fn program(&self, name: &str) -> Command {
        let mut program = command(name);
        program.current_dir(self.path());
        program
    }
}

impl Default for Clinic {
    fn default() -> Self {
        Self::new()
    }
}
