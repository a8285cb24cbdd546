//! What was seen of the PC: plain data, gathered at the edge and judged by the checks, which ask nobody again.

use super::firewall::{Ruleset, windows::WindowsFirewall};
use crate::config::Policy;
use crate::link::{Settings, Snapshot};
use ipnet::IpNet;
use madoguchi_fleet::link::{Port, UsbId};
use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1;
use madoguchi_proto::v1::Text;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Everything.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub asked: Asked,
    pub system: System,
    pub settings: ToldSettings,
    /// USB devices and interfaces; else why they could not be seen.
    pub links: Result<Snapshot, String>,
    /// The PC's own sockets and hubs; `None` where the system does not tell.
    pub ports: Option<UsbPorts>,
    pub routes: Routes,
    pub firewall: Firewall,
    pub doors: Vec<Door>,
    pub clock: Clock,
    /// The ways to where readers are, by the names of their interfaces.
    pub towards: Vec<(String, Line)>,
    pub line: Option<Line>,
    pub data: DataDir,
    pub certificates: Vec<Certificate>,
    pub controller: Controller,
}

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// Networks that somebody plans for readers.
    pub plans: Vec<IpNet>,
    /// How many networks are to be proposed.
    pub propose: usize,
}

/// The operating system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct System {
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
#[cfg_attr(not(windows), allow(dead_code, reason = "each platform makes its own"))]
pub(crate) enum Kind {
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
pub(crate) struct ToldSettings {
    /// What is wrong with it, in words; then the rest are the defaults.
    pub mistakes: Option<Text>,
    pub policy: Policy,
    /// Which readers and licenses belong to it: for tests also where the program was built with test roots.
    pub environment: Environment,
    pub link: Settings,
    pub gateway_port: u16,
    pub pairing_port: u16,
}

/// The PC's own USB sockets and the hubs in them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct UsbPorts {
    pub root_ports: Vec<RootPort>,
    pub hubs: Vec<SeenHub>,
}

/// A port of a root hub. One socket with USB 2 and USB 3 is two of them, which name each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RootPort {
    pub at: Port,
    pub kind: Socket,
    /// The other half of the same socket.
    pub peer: Option<Port>,
    pub taken: bool,
}

/// What a port ends in, as the firmware says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Socket {
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
pub(crate) struct SeenHub {
    pub at: Port,
    pub id: UsbId,
    pub product: Option<String>,
    /// Whether the firmware says that it cannot be taken out.
    pub fixed: bool,
    pub sockets: u32,
}

/// Where packets go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Routes {
    /// Why they could not be read; then there are none.
    pub unknown: Option<String>,
    pub routes: Vec<Route>,
    /// DNS servers.
    pub dns: Vec<IpAddr>,
}

/// One route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub to: IpNet,
    /// The interface, by name.
    pub interface: String,
    pub gateway: Option<IpAddr>,
    /// The smaller, the better.
    pub metric: u32,
}

/// What is known of the packet filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Firewall {
    pub rules: Vec<Ruleset>,
    pub windows: Option<WindowsFirewall>,
    /// Why it could not be read whole; `None` where it was.
    pub unreadable: Option<Unreadable>,
    pub keeper: Keeper,
    /// The controller's program, for rules that are for a program.
    pub program: String,
}

/// Rules that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// In the system's words.
    pub detail: String,
    /// What a person can run instead.
    pub command: String,
}

/// Who writes the rules on this PC: rules laid beside it would be gone with its next start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(not(windows), allow(dead_code, reason = "each platform makes its own"))]
pub(crate) enum Keeper {
    Ufw,
    Firewalld,
    Windows,
    #[default]
    Nobody,
}

/// Whether somebody listens at one of the PC's own addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Door {
    /// The interface, by name.
    pub interface: String,
    pub address: SocketAddr,
    pub answer: Answer,
}

/// How a port answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Listening,
    Refused,
    /// Neither; in the system's words.
    Failed(String),
}

/// The PC's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clock {
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
pub(crate) struct Line {
    pub address: IpAddr,
    /// Our own address that packets to it would leave with, as the system chooses; else why it has none.
    pub from: Result<IpAddr, String>,
}

/// The data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DataDir {
    pub path: PathBuf,
    pub state: DataState,
    /// Files and folders that others than the owner can read or write, with their mode or the names of those.
    pub open: Vec<(PathBuf, String)>,
    /// Whether another user owns it than the one who asks.
    pub other_owner: bool,
    pub free_bytes: Option<u64>,
    /// "production" or "test", where it says so.
    pub environment: Option<String>,
}

/// Whether there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DataState {
    /// No controller has run there.
    NotYet,
    Used,
    /// It cannot be looked at; in the system's words.
    Unreadable(String),
}

/// A certificate in the data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Certificate {
    pub file: PathBuf,
    /// What is wrong with it, if it cannot be read. No date in it decides anything.
    pub readable: Result<(), String>,
}

/// The controller.
#[derive(Debug, Clone)]
pub(crate) enum Controller {
    /// It answered.
    Runs(Box<Running>),
    /// No controller runs on that data directory.
    Stopped(Text),
    /// It was never started, or may not be asked by this user.
    NotAsked(Text),
}

/// What a running controller said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Running {
    pub status: v1::Status,
    pub licenses: Vec<v1::InstalledLicense>,
}
