//! One reader of the laboratory: a namespace, a cable, credentials and an agent.

use super::cable::{Cable, IN_READER, PC_ADDRESS};
use super::namespace::Namespace;
use super::tree::{Gadget, PortName, READER_ID};
use crate::programs::{Program, SEED, command_through};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the controller's gateway listens.
pub(super) const GATEWAY_PORT: u16 = 7443;
/// USB 2.0 high speed.
const HIGH_SPEED: u32 = 480;

/// A reader.
#[derive(Debug)]
pub struct Reader {
    /// Its agent ends before its network does.
    agent: Option<Program>,
    /// Its serial number, by which it was enrolled.
    pub serial: String,
    /// What USB shows of it.
    pub gadget: Gadget,
    /// How much faster than at a counter its patients are.
    pub speed: u32,
    /// What its agent is told of the controller; `None` for the PC's address on its cable.
    pub controller: Option<String>,
    /// What else its agent is told.
    pub more: String,
    /// The engine that drives it, as a script of the shell with more of its table; `None` for the simulated device.
    pub engine: Option<(&'static str, &'static str)>,
    /// The folder with its credentials.
    pub credentials: PathBuf,
    pub(super) cable: Cable,
    pub(super) plugged: Option<Plugged>,
    /// Its network.
    pub namespace: Arc<Namespace>,
    folder: PathBuf,
    n: usize,
}

/// Where a reader is plugged in.
#[derive(Debug, Clone)]
pub(super) struct Plugged {
    pub(super) port: PortName,
    /// Its number on the bus.
    pub(super) number: u32,
}

impl Reader {
    /// Reader `n`, whose files lie in this folder; not plugged in, and not enrolled.
    pub(super) fn new(n: usize, folder: &Path) -> Self {
        let namespace = Arc::new(Namespace::new(&format!("reader{n}")));
        let serial = format!("CR-2026-{n:04}");
        Self {
            agent: None,
            gadget: Gadget {
                id: READER_ID,
                serial: Some(serial.clone()),
                speed: HIGH_SPEED,
            },
            serial,
            speed: 20,
            controller: None,
            more: String::new(),
            engine: None,
            credentials: folder.join(format!("reader-{n}")),
            cable: Cable::of(Arc::clone(&namespace)),
            plugged: None,
            namespace,
            folder: folder.to_owned(),
            n,
        }
    }

    /// Where it is plugged in.
    #[must_use]
    pub fn port(&self) -> Option<&PortName> {
        self.plugged.as_ref().map(|plugged| &plugged.port)
    }

    /// The PC's interface of its cable.
    #[must_use]
    pub fn interface(&self) -> &str {
        self.cable.interface().expect("one that is plugged in")
    }

    /// Where it reaches the gateway, as it is dialled from inside its namespace.
    #[must_use]
    pub fn gateway(&self) -> String {
        let scope = self.cable.index_in_reader();
        format!("[{PC_ADDRESS}%{scope}]:{GATEWAY_PORT}")
    }

    /// Makes it one as it comes out of its box: without credentials, told no more than who it is and which plug is its own.
    pub fn out_of_its_box(&mut self) {
        assert!(!self.credentials.exists(), "it is enrolled");
        self.controller = Some("auto".to_owned());
        self.more = format!("interface = \"{IN_READER}\"\nserial = \"{}\"", self.serial);
    }

    /// Switches its agent on.
    pub fn switch_on(&mut self) {
        let controller = self.controller.clone().unwrap_or_else(|| self.gateway());
        let text = format!(
            "controller = \"{controller}\"\ncredentials = \"{}\"\nspool = \"spool-{}\"\nenvironment = \"test\"\n{}\n\n\
             [device]\n{}",
            self.credentials.display(),
            self.n,
            self.more,
            self.device()
        );
        let file = self.folder.join(format!("agent-{}.toml", self.n));
        fs::write(&file, text).unwrap();
        let mut agent = command_through(&self.namespace.way_in(), "madoguchi-agent");
        agent.current_dir(&self.folder).arg("--config").arg(file);
        self.agent = Some(Program::start(&mut agent));
    }

    /// What drives it.
    fn device(&self) -> String {
        let Some((script, more)) = self.engine else {
            return format!(
                "kind = \"simulated\"\nseed = {SEED}\nspeed = {}\n",
                self.speed
            );
        };
        let file = format!("engine-{}.sh", self.n);
        fs::write(self.folder.join(&file), script).unwrap();
        format!("kind = \"process\"\ncommand = [\"sh\", \"{file}\"]\n{more}\n")
    }

    /// Switches its agent off, as a power cut would.
    pub fn switch_off(&mut self) {
        self.agent.take().expect("one that is on").kill();
    }

    /// Its agent.
    pub fn agent(&mut self) -> &mut Program {
        self.agent.as_mut().expect("one that is on")
    }
}
