//! The clinic's PC with all that is plugged into it: what stories act on.

use super::event::{self, Happened};
use super::namespace::{Namespace, run};
use super::reader::{Plugged, Reader};
use super::shuttle::Shuttle;
use super::tree::{Hub, PortName, Tree};
use crate::programs::{Program, Terminal, command, command_through};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The PC's card on its board.
const CARD: &str = "eth0";

/// Whether the PC tells its programs what was plugged in and pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// As udev does.
    Events,
    /// Not at all: they have to look.
    Nothing,
}

/// A clinic.
#[derive(Debug)]
pub struct Laboratory {
    /// Programs end before their networks do, and networks before the folder.
    controller: Option<Program>,
    readers: BTreeMap<usize, Reader>,
    /// Cables that take their time.
    slow: Vec<Shuttle>,
    /// The made-up `/sys` of the PC.
    pub tree: Tree,
    /// What is said of what is plugged in and pulled.
    pub telling: Telling,
    /// The PC's network.
    pub pc: Arc<Namespace>,
    folder: TempDir,
}

impl Laboratory {
    /// A PC with nothing plugged in, and the vendor's office: an issuer under the test root that programs built from the source
    /// as it is believe.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let laboratory = Self {
            controller: None,
            readers: BTreeMap::new(),
            slow: Vec::new(),
            tree: Tree::new(&folder.path().join("sys")),
            telling: Telling::Events,
            pc: Arc::new(Namespace::new("pc")),
            folder,
        };
        let roots = Path::new(env!("CARGO_MANIFEST_DIR")).join("../licensing/test-roots");
        for file in fs::read_dir(roots).unwrap().flatten() {
            fs::copy(file.path(), laboratory.path().join(file.file_name())).unwrap();
        }
        laboratory.vendor(
            "key issuer --root in-use.key --name Vendor --out issuer --kinds additional,bundled --seats 3 \
             --licenses 10 --days 365 --unencrypted",
        );
        laboratory
    }

    /// The folder with all files.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// `madoguchi serve` for readers over USB, with more in its configuration.
    pub fn start(&mut self, more: &str) {
        let text = format!(
            "data_dir = \"data\"\npolicy = \"usb\"\n\n[desk]\nlisten = \"127.0.0.1:0\"\n\n[console]\nlisten = \"127.0.0.1:0\"\n\n{more}\n"
        );
        fs::write(self.path().join("controller.toml"), text).unwrap();
        let mut serve = self.program("madoguchi");
        let mut controller = Program::start(serve.args(["serve", "--config", "controller.toml"]));
        controller.line(|line| line.contains("the controller is ready").then_some(()));
        self.controller = Some(controller);
    }

    /// The controller.
    pub fn controller(&mut self) -> &mut Program {
        self.controller.as_mut().expect("one that was started")
    }

    /// Kills the controller, as a power cut would.
    pub fn kill(&mut self) {
        self.controller.take().expect("one that runs").kill();
    }

    /// Three more seats for this PC.
    pub fn license(&self, seats: u8) {
        self.additional_license(seats, "more.license");
        let installed = self.json("license install more.license");
        assert_eq!(installed["license"]["in_force"], true, "{installed}");
    }

    /// Reader `n`, made when it is first asked for.
    pub fn reader(&mut self, n: usize) -> &mut Reader {
        let folder = self.folder.path();
        self.readers
            .entry(n)
            .or_insert_with(|| Reader::new(n, folder))
    }

    /// Makes the credentials of reader `n`.
    pub fn enroll(&mut self, n: usize) {
        let reader = self.reader(n);
        let (serial, out) = (reader.serial.clone(), reader.credentials.clone());
        let out = out.display();
        let _ = self
            .ask(&format!(
                "unit enroll --serial {serial} --edition single --counter 窓口{n} --placement standing --out {out}"
            ))
            .done();
    }

    /// Enrolls reader `n`, plugs it in and switches it on.
    pub fn connect(&mut self, n: usize, port: &str) {
        self.enroll(n);
        self.plug(n, port);
        self.reader(n).switch_on();
    }

    /// Plugs reader `n` in; gives when its network was up.
    pub fn plug(&mut self, n: usize, port: &str) -> Instant {
        let port = PortName::from(port);
        let name = self.free_name();
        let pc = Arc::clone(&self.pc);
        let gadget = self.reader(n).gadget.clone();
        let number = self.tree.add_gadget(&port, &gadget);
        self.tell(Happened::Came, &port, number);
        let cable = &mut self.reader(n).cable;
        let index = cable.plug_into(&pc, &name);
        cable.up();
        let up = Instant::now();
        self.tree.add_interface(&port, &name, index);
        self.reader(n).plugged = Some(Plugged { port, number });
        up
    }

    /// Plugs reader `n` in by a cable on which every frame takes so long; it cannot be pulled.
    pub fn plug_slowly(&mut self, n: usize, port: &str, delay: Duration) {
        let port = PortName::from(port);
        let name = self.free_name();
        let pc = Arc::clone(&self.pc);
        let gadget = self.reader(n).gadget.clone();
        let number = self.tree.add_gadget(&port, &gadget);
        self.tell(Happened::Came, &port, number);
        let reader = self.reader(n);
        reader.cable.throw_away();
        let shuttle = Shuttle::between(&pc, &name, &reader.namespace, delay);
        reader.plugged = Some(Plugged {
            port: port.clone(),
            number,
        });
        self.tree.add_interface(&port, &name, pc.index(&name));
        self.slow.push(shuttle);
    }

    /// Pulls the plug of reader `n`; gives when.
    pub fn pull(&mut self, n: usize) -> Instant {
        let reader = self.reader(n);
        let plugged = reader.plugged.take().expect("one that is plugged in");
        let pulled = Instant::now();
        self.tree.remove(&plugged.port);
        self.tell(Happened::Went, &plugged.port, plugged.number);
        self.reader(n).cable.pull();
        pulled
    }

    /// Plugs a hub in.
    pub fn plug_hub(&mut self, port: &str, hub: &Hub) {
        let port = PortName::from(port);
        let number = self.tree.add_hub(&port, hub);
        self.tell(Happened::Came, &port, number);
    }

    /// Joins the PC to the clinic's network, 192.168.10.0/24, by a card on its board: the PC is .10 there, and what is given
    /// is another PC, .20.
    #[must_use]
    pub fn join_lan(&mut self) -> Namespace {
        let other = Namespace::new("lan");
        let (pc, lan) = (self.pc.name(), other.name());
        let cable = format!("link add {CARD} netns {pc} type veth peer name {CARD} netns {lan}");
        run(Command::new("ip").args(cable.split(' ')));
        for (namespace, last) in [(&*self.pc, 10), (&other, 20)] {
            namespace.ip(&format!(
                "link set {CARD} addrgenmode none\n\
                 addr add 192.168.10.{last}/24 dev {CARD}\n\
                 addr add fe80::{last}/64 dev {CARD} nodad scope link\n\
                 addr add fd00:10::{last}/64 dev {CARD} nodad\n\
                 link set {CARD} up\n"
            ));
        }
        self.pc.ip("route add default via 192.168.10.20\n");
        self.tree.add_card(CARD, self.pc.index(CARD));
        other
    }

    fn tell(&self, happened: Happened, port: &PortName, number: u32) {
        if self.telling == Telling::Events {
            let place = self.tree.devpath(port);
            event::tell(&self.pc, happened, &place, port.bus(), number);
        }
    }

    /// Linux takes the first number that is free.
    fn free_name(&self) -> String {
        let taken: Vec<_> = self
            .readers
            .values()
            .filter_map(|reader| reader.cable.interface())
            .chain(self.slow.iter().map(Shuttle::interface))
            .collect();
        (0..)
            .map(|n: usize| format!("usb{n}"))
            .find(|name| !taken.contains(&name.as_str()))
            .unwrap()
    }
}

impl Terminal for Laboratory {
    /// A program at the PC: it sees the PC's network and the made-up tree.
    fn program(&self, name: &str) -> Command {
        let mut words = self.pc.way_in();
        let sys = self.tree.path().display().to_string();
        let shell = r#"mount --bind "$0" /sys && exec "$@""#;
        words.extend(["sh", "-c", shell, &sys].map(ToString::to_string));
        let mut program = command_through(&words, name);
        program.current_dir(self.path());
        program
    }

    fn data_dir(&self) -> PathBuf {
        self.path().join("data")
    }

    /// The vendor is not on the PC's network.
    fn vendors_program(&self) -> Command {
        let mut program = command("madoguchi-license");
        program.current_dir(self.path());
        program
    }
}

impl Default for Laboratory {
    fn default() -> Self {
        Self::new()
    }
}
