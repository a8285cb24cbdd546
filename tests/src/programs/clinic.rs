//! The README's clinic: a controller and four agents, with the example's own files.

use super::child::{Ears, Program, command_through, unheard};
use super::terminal::Terminal;
use super::wall::Wall;
use super::windows::Windows;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// How many readers the example has.
pub const READERS: usize = 4;
/// The patients' seed in the example's agents.
pub const SEED: u64 = 7;
/// What the example says, to be replaced by what is free.
const GATEWAY: &str = "127.0.0.1:7443";
const DESK: &str = "127.0.0.1:7445";
const CONSOLE: &str = "127.0.0.1:7480";
const FREE: &str = "127.0.0.1:0";
/// The gateway keeps its port over restarts. On Linux it has an address that no connection comes from: a reader that
/// dials a port of its own address while nobody listens there can be given that very port, and so take it away.
const FREE_GATEWAY: &str = if cfg!(target_os = "linux") {
    "127.0.0.2:0"
} else {
    FREE
};

/// A clinic's PC and its readers, in a folder of their own.
pub struct Clinic {
    place: PathBuf,
    /// What it all lies in, with whatever else lies there.
    _folder: Arc<TempDir>,
    controller: Option<Program>,
    gateway: Option<SocketAddr>,
    agents: BTreeMap<usize, Program>,
    /// Whether the controller that runs has said that it is ready.
    ready: bool,
    /// What runs its programs, if it is not this PC.
    windows: Option<&'static Windows>,
    /// What every program is started by, if not directly.
    through: Vec<String>,
    /// What controllers find in their environment beside the usual.
    environment: BTreeMap<String, String>,
    /// What every program of the PC finds in its environment, so that it lives by the same clocks.
    clocks: Vec<(String, OsString)>,
    ears: Option<Ears>,
    as_a_service: bool,
}

impl Clinic {
    /// Lays the example out, with a test root and an issuer by the vendor's own program.
    #[must_use]
    pub fn new() -> Self {
        let clinic = Self::without_vendor(&Arc::new(tempfile::tempdir().unwrap()), "clinic");
        clinic.with_vendor()
    }

    /// The same with Windows on every PC, in a folder with this name.
    #[must_use]
    pub fn on_windows(pc: &'static Windows, name: &str) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let mut clinic = Self::without_vendor(&folder, name);
        clinic.windows = Some(pc);
        clinic.with_vendor()
    }

    fn with_vendor(self) -> Self {
        self.vendor("key root --out root.key --environment test --unencrypted");
        self.vendor(
            "key issuer --root root.key --name Vendor --out issuer --kinds additional,bundled --seats 3 \
             --licenses 10 --days 365 --unencrypted",
        );
        self
    }

    /// Lays the example out under this name in a folder.
    #[must_use]
    pub fn without_vendor(folder: &Arc<TempDir>, name: &str) -> Self {
        let clinic = Self {
            place: folder.path().join(name),
            _folder: Arc::clone(folder),
            controller: None,
            gateway: None,
            agents: BTreeMap::new(),
            ready: false,
            windows: None,
            through: Vec::new(),
            environment: BTreeMap::new(),
            clocks: Vec::new(),
            ears: None,
            as_a_service: false,
        };
        fs::create_dir_all(&clinic.place).unwrap();
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/clinic");
        for file in fs::read_dir(example).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), clinic.path().join(file.file_name())).unwrap();
        }
        clinic
    }

    /// The folder, with everything in it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.place
    }

    /// `madoguchi serve`: at free ports the first time, and at the same gateway ever after.
    pub fn start(&mut self) {
        self.start_with(&[]);
    }

    /// `madoguchi serve` with readers over USB, of which this PC has none, and no root laid down; the port at which they would be
    /// let in.
    pub fn start_over_usb(&mut self) -> u16 {
        let free = TcpListener::bind("0.0.0.0:0").and_then(|listener| listener.local_addr());
        let port = free.unwrap().port();
        let text = self.example(
            "controller.toml",
            &[
                ("policy = \"loopback\"", "policy = \"usb\""),
                ("test_root = \"root.key.pub\"", ""),
                (
                    &format!("listen = \"{GATEWAY}\""),
                    &format!("port = {port}"),
                ),
                (DESK, FREE),
                (CONSOLE, FREE),
            ],
        );
        self.controller = Some(self.serve(&text));
        self.ready = false;
        self.until_ready();
        port
    }

    /// The same, with something else changed in its file.
    pub fn start_with(&mut self, changes: &[(&str, &str)]) {
        self.start_hastily_with(changes);
        self.until_ready();
    }

    /// The same, without waiting until it is ready.
    pub fn start_hastily_with(&mut self, changes: &[(&str, &str)]) {
        let gateway = self
            .gateway
            .map_or_else(|| FREE_GATEWAY.to_owned(), |address| address.to_string());
        let free = [(GATEWAY, gateway.as_str()), (DESK, FREE), (CONSOLE, FREE)];
        let changes = [&free, changes].concat();
        let text = self.example("controller.toml", &changes);
        self.controller = Some(self.serve(&text));
        self.ready = false;
    }

    /// Waits until the controller is ready, if it was not yet.
    pub fn until_ready(&mut self) {
        if std::mem::replace(&mut self.ready, true) {
            return;
        }
        let controller = self.controller.as_mut().expect("one that was started");
        let gateway = controller.line(|line| {
            let (_, rest) = line.split_once("the controller is ready ")?;
            // Over USB it is on readers' links alone.
            let address = rest.split_whitespace().next()?.strip_prefix("gateway=");
            Some(address.map(|address| address.parse().expect("an address")))
        });
        self.gateway = gateway.or(self.gateway);
    }

    /// Whether a controller was started and said that it is ready.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        self.ready
    }

    /// From now on every program is started by another one: these words come before its own.
    pub fn start_through(&mut self, words: Vec<String>) {
        self.through = words;
    }

    /// From now on controllers have this in their environment.
    pub fn set(&mut self, variable: &str, value: &str) {
        self.environment
            .insert(variable.to_owned(), value.to_owned());
    }

    /// From now on this PC has these clocks: controllers and commands live by them. Readers and the vendor have their own.
    pub fn live_by(&mut self, wall: &Wall) {
        let environment = wall.environment().into_iter();
        self.clocks = environment
            .map(|(variable, value)| (variable.to_owned(), value.to_owned()))
            .collect();
    }

    /// From now on controllers run as a service, whose manager says what [`Clinic::system_says`] does.
    pub const fn as_a_service(&mut self) {
        self.as_a_service = true;
    }

    /// The system says something to the service.
    pub fn system_says(&mut self, word: &str) {
        self.controller.as_mut().expect("one that runs").say(word);
    }

    /// From now on agents tell of every outcome that they keep, and somebody hears every line of theirs.
    pub fn listen(&mut self, ears: Ears) {
        self.ears = Some(ears);
    }

    /// Starts a controller with a configuration of its own, in this folder.
    #[must_use]
    pub fn serve(&self, configuration: &str) -> Program {
        fs::write(self.path().join("controller.running.toml"), configuration).unwrap();
        const FILE: &str = "controller.running.toml";
        let mut program = if self.as_a_service {
            let mut service = self.program("as-a-service");
            service.stdin(Stdio::piped()).arg(FILE);
            service
        } else {
            let mut serve = self.program("madoguchi");
            serve.args(["serve", "--config", FILE]);
            serve
        };
        Program::start(program.envs(&self.environment))
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
            "unit enroll --serial {} --edition single --counter 窓口{n} --placement {placement} --out reader-{n} --yes",
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
        agent.args(["--config", &file]);
        let agent = match &self.ears {
            Some(ears) => {
                Program::start_heard(agent.env("RUST_LOG", "info,madoguchi_agent=debug"), ears)
            }
            None => Program::start(&mut agent),
        };
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

    /// Kills the controller, as a power cut would.
    pub fn kill(&mut self) {
        self.controller.take().expect("one that runs").kill();
        self.ready = false;
    }

    /// Kills the agent of reader `n`.
    pub fn kill_agent(&mut self, n: usize) {
        self.agents.remove(&n).expect("one that runs").kill();
    }

    /// The controller.
    pub fn controller(&mut self) -> &mut Program {
        self.controller.as_mut().expect("one that was started")
    }

    /// Asks the controller to stop.
    #[cfg(unix)]
    pub fn stop(&mut self) -> std::process::ExitStatus {
        self.ready = false;
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
}

impl Terminal for Clinic {
    fn program(&self, name: &str) -> Command {
        let mut program = match self.windows {
            Some(pc) => unheard(pc.command(name)),
            None => command_through(&self.through, name),
        };
        program.current_dir(self.path());
        if ["madoguchi", "as-a-service"].contains(&name) {
            program.envs(
                self.clocks
                    .iter()
                    .map(|(variable, value)| (variable, value)),
            );
        }
        program
    }

    fn data_dir(&self) -> PathBuf {
        self.path().join("data")
    }
}

impl Default for Clinic {
    fn default() -> Self {
        Self::new()
    }
}
