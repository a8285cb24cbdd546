//! What was seen of the PC: plain data, gathered by the controller and judged by the checks, which ask nobody again.

use crate::finding::Word;
use crate::windows::WindowsFirewall;
use ipnet::IpNet;
use madoguchi_fleet::link::{Port, UsbId};
use madoguchi_licensing::grant::Environment;
use madoguchi_ports::{Settings, Snapshot};
use madoguchi_proto::v1;
use madoguchi_proto::v1::Text;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Everything.
#[derive(Debug, Clone)]
pub struct Facts {
    pub asked: Asked,
    pub system: System,
    pub settings: ToldSettings,
    /// USB devices and interfaces; else why they could not be seen.
    pub links: Result<Snapshot, Word>,
    /// The PC's own sockets and hubs; `None` where the system does not tell.
    pub ports: Option<UsbPorts>,
    pub routes: Routes,
    pub firewall: Firewall,
    pub power: Power,
    pub doors: Vec<Door>,
    /// The program that listens at the gateway's port, where the system tells.
    pub holder: Option<String>,
    pub clock: Clock,
    /// The ways to where readers are, by the names of their interfaces.
    pub towards: Vec<(String, Line)>,
    pub line: Option<Line>,
    pub data: DataDir,
    pub certificates: Vec<Certificate>,
    /// Why a controller could not start here as it is, in words; empty also where that was not tried.
    pub obstacles: Vec<Text>,
    pub controller: Controller,
}

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Networks that somebody plans for readers.
    pub plans: Vec<IpNet>,
    /// How many networks are to be proposed.
    pub propose: usize,
}

/// The operating system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    pub kind: Kind,
    /// Its name and version, for people.
    pub name: String,
    /// "x86_64" and the like.
    pub architecture: String,
    /// Bits of the system, 32 or 64; `None` where unknown.
    pub bits: Option<u32>,
}

/// Which operating system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A Linux distribution, as /etc/os-release names it, and the kernel's release.
    Linux {
        id: String,
        version: String,
        kernel: String,
    },
    /// Windows, by its build number.
    Windows {
        build: Option<u32>,
    },
    Other,
}

/// What the configuration says.
#[derive(Debug, Clone)]
pub struct ToldSettings {
    /// What is wrong with it, in words; then the rest are the defaults.
    pub mistakes: Option<Text>,
    /// Whether somebody named a file; else these are the usual values.
    pub from_file: bool,
    /// Its fields, as a controller that is started with it would tell them.
    pub fields: Vec<v1::Setting>,
    /// Whether its readers are on USB links; else on the virtual bus, where there is nothing to look at.
    pub over_usb: bool,
    /// Which readers and licenses belong to it: for tests also where the program was built with test roots.
    pub environment: Environment,
    pub link: Settings,
    pub gateway_port: u16,
    pub pairing_port: u16,
}

/// The PC's own USB sockets and the hubs in them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UsbPorts {
    pub root_ports: Vec<RootPort>,
    pub hubs: Vec<SeenHub>,
}

/// A port of a root hub. One socket with USB 2 and USB 3 is two of them, which name each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootPort {
    pub at: Port,
    pub kind: Socket,
    /// The other half of the same socket.
    pub peer: Option<Port>,
    pub taken: bool,
}

/// What a port ends in, as the firmware says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Socket {
    /// A socket in which people can plug something.
    Hotplug,
    /// Something inside the PC.
    Hardwired,
    /// Nothing.
    NotUsed,
    /// Not said.
    Unknown,
}

/// A hub that is not a root hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenHub {
    pub at: Port,
    pub id: UsbId,
    pub product: Option<String>,
    /// Whether the firmware says that it cannot be taken out.
    pub fixed: bool,
    pub sockets: u32,
}

/// Where packets go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Routes {
    /// Why they could not be read; then there are none.
    pub unknown: Option<Word>,
    pub routes: Vec<Route>,
    /// DNS servers.
    pub dns: Vec<IpAddr>,
}

/// One route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub to: IpNet,
    /// The interface, by name.
    pub interface: String,
    pub gateway: Option<IpAddr>,
    /// The smaller, the better.
    pub metric: u32,
}

/// The packet filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Firewall {
    Linux(Filters),
    Windows {
        rules: Result<WindowsFirewall, Unreadable>,
        /// The controller's program, which rules may name.
        program: String,
    },
    /// A platform whose filter is not known here.
    Other(Unreadable),
}

/// What filters packets on a Linux PC: those that readers send, and the answers. Rules are not read: only whether there are any, and whose they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    pub active: Vec<Filter>,
    /// Why the kernel's chains could not be listed. Then `active` has only the tools whose own settings say that they are on.
    pub unreadable: Option<Unreadable>,
}

/// The chains of one tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub tool: Tool,
    /// Empty where they could not be listed.
    pub chains: Vec<Chain>,
}

/// A tool that keeps rules on a Linux PC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    Firewalld,
    Ufw,
    /// nftables.service, which loads `/etc/nftables.conf` at start.
    NftablesService,
    /// Rules of nft that no known service keeps.
    Nft,
    Iptables,
    Ip6tables,
}

impl Tool {
    /// The name that its users know.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firewalld => "firewalld",
            Self::Ufw => "ufw",
            Self::NftablesService => "nftables.service",
            Self::Nft => "nft",
            Self::Iptables => "iptables",
            Self::Ip6tables => "ip6tables",
        }
    }
}

/// A chain that the kernel calls for packets to or from this PC, and that has a rule or drops by its policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// "inet", "ip", "ip6", "netdev", as nft calls it.
    pub family: String,
    pub table: String,
    pub name: String,
    /// The interfaces that it is bound to; empty for all.
    pub devices: Vec<String>,
    /// Whether it sees what the PC sends; else what comes in.
    pub outgoing: bool,
}

impl Chain {
    /// Whether packets of an interface meet it.
    #[must_use]
    pub fn sees(&self, interface: &str) -> bool {
        self.devices.is_empty() || self.devices.iter().any(|device| device == interface)
    }
}

/// Rules that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub why: Word,
    /// What a person can run instead; empty where nothing is known.
    pub command: String,
}

/// What Windows may switch off to save power; of any other system nothing is known, and nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Power {
    /// Whether idle USB devices are suspended while the PC is on mains.
    pub suspends_usb: Option<bool>,
    /// The interfaces, by name, that it may turn off.
    pub may_turn_off: Vec<String>,
}

/// Whether somebody listens at one of the PC's own addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The interface, by name.
    pub interface: String,
    pub address: SocketAddr,
    pub answer: Answer,
}

/// How a port answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Listening,
    Refused,
    /// No answer within the time, or the system forbade it, which is what a filter does.
    Held(Word),
    /// Any other failure, which tells nothing of a filter.
    Failed(Word),
}

/// The PC's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Milliseconds since 1970.
    pub wall_ms: i64,
    /// The zone's name, where it has one.
    pub zone: Option<String>,
    pub offset_min: i32,
    /// Whether it follows a time server; `None` where the system does not tell.
    pub synced: Option<bool>,
}

/// The way to an address: the dedicated line's, or a reader's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub address: IpAddr,
    /// Our own address that packets to it would leave with, as the system chooses; else why it has none.
    pub from: Result<IpAddr, Word>,
}

/// The data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDir {
    pub path: PathBuf,
    pub state: DataState,
    /// Files and folders that others than the owner can read or write, with their mode or the names of those.
    pub open: Vec<(PathBuf, String)>,
    /// Whether another user owns it than the one who asks.
    pub other_owner: bool,
    /// Files in it that belong to another user than the directory itself.
    pub foreign: Vec<PathBuf>,
    /// What is open of reception's folder beside it (RULES X8).
    pub reception: Option<OpenReception>,
    pub free_bytes: Option<u64>,
    /// With less free than this the controller refuses new work.
    pub needed_bytes: u64,
    /// "production" or "test", where it says so.
    pub environment: Option<String>,
}

/// Reception's folder, which others than its group may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReception {
    pub folder: PathBuf,
    /// Who, as the system names him.
    pub who: Vec<String>,
    /// The commands that set its rights again.
    pub mend: Vec<String>,
}

/// Whether there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataState {
    /// No controller has run there.
    NotYet,
    Used,
    /// It cannot be looked at.
    Unreadable(Word),
}

/// A certificate in the data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    pub file: PathBuf,
    /// What is wrong with it, if it cannot be read. No date in it decides anything.
    pub readable: Result<(), Word>,
}

/// The controller.
#[derive(Debug, Clone)]
pub enum Controller {
    /// It answered.
    Runs(Box<Running>),
    /// No controller runs on that data directory.
    Stopped(Text),
    /// A controller has the data directory in use, and does not answer.
    Silent(Text),
    /// It was never started, or may not be asked by this user.
    NotAsked(Text),
}

/// What a running controller said.
#[derive(Debug, Clone, Default)]
pub struct Running {
    pub status: v1::Status,
    /// The fields of the configuration that it was started with; empty: a release that does not tell.
    pub settings: Vec<v1::Setting>,
    pub licenses: Vec<v1::InstalledLicense>,
}
