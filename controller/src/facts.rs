//! Examines the PC for `madoguchi doctor`, once, and changes nothing on it. What cannot be read becomes a fact of its own;
//! `madoguchi_doctor` judges.

mod certificates;
mod data;
mod doors;
mod files;
pub(crate) mod holder;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(any(target_os = "linux", windows)))]
mod other;
#[cfg(any(windows, test))]
mod powershell;
mod programs;
pub(crate) mod said;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use linux as platform;
#[cfg(not(any(target_os = "linux", windows)))]
use other as platform;
#[cfg(windows)]
use windows as platform;

use crate::config::{Config, Policy};
use crate::engine::wall_clock;
use crate::link;
use ipnet::IpNet;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use madoguchi_doctor::Facts;
use madoguchi_doctor::facts::{
    Answer, Asked, Clock, Controller, Firewall, Line, Power, Routes, System, ToldSettings, UsbPorts,
};
use madoguchi_doctor::{Word, planner};
use madoguchi_link::names::{GATEWAY_PORT, PAIRING_PORT};
use madoguchi_plain::address::is_link_local;
use madoguchi_plain::chain;
use madoguchi_ports::{Settings, Snapshot};
use madoguchi_proto::v1::Text;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::path::PathBuf;

/// The most routes that are looked up: four readers with a few addresses each.
const MAX_WAYS: usize = 64;
/// Any port: nothing is sent to it.
const ANY_PORT: u16 = 443;

/// The request for an examination.
pub(crate) struct Request {
    /// What the configuration says.
    pub settings: ToldSettings,
    /// The PC's ports, or the reason why they cannot be read.
    pub links: Result<Snapshot, Word>,
    pub data_dir: PathBuf,
    /// Planned networks, and the number of networks to propose.
    pub asked: Asked,
    /// The address on the dedicated line.
    pub line: Option<IpAddr>,
    /// Why a controller could not start, in words.
    pub obstacles: Vec<Text>,
    /// The answer of the controller.
    pub controller: Controller,
}

/// The facts that each platform reads in its own way.
struct Told {
    system: System,
    ports: Option<UsbPorts>,
    routes: Routes,
    firewall: Firewall,
    power: Power,
    synced: Option<bool>,
}

/// The PC's ports and interfaces now; else why they could not be looked at.
pub(crate) fn links() -> Result<Snapshot, Word> {
    link::read().map_err(|error| unseen(&error))
}

/// Why the ports could not be looked at; the log has the whole chain.
fn unseen(error: &link::Error) -> Word {
    tracing::debug!(error = %chain(error), "the ports of this PC could not be looked at");
    match error {
        link::Error::Interfaces(source) | link::Error::Thread(source) => said::of_system(source),
        link::Error::Devices(_) => Word::Said("doctor-usb-unlisted", Vec::new()),
    }
}

/// The PC's own sockets and the hubs in them now; `None` where the system does not tell.
pub(crate) fn ports() -> Option<UsbPorts> {
    platform::ports()
}

/// Collects everything that can be seen of this PC. Blocks for seconds, as long as the programs of the system take.
pub(crate) fn gather(request: Request) -> Facts {
    let settings = request.settings;
    let links = request.links;
    let told = platform::look();
    let certificates = certificates::read(&request.data_dir);
    let doors = doors::knock(&links, &settings);
    let listens = doors.iter().any(|door| door.answer == Answer::Listening);
    let holder = holder::of(settings.gateway_port).filter(|_| listens);
    Facts {
        doors,
        holder,
        towards: towards(&links, &settings),
        certificates,
        asked: request.asked,
        system: told.system,
        settings,
        links,
        ports: told.ports,
        routes: told.routes,
        firewall: told.firewall,
        power: told.power,
        clock: clock(told.synced),
        line: request.line.map(line),
        data: data::read(request.data_dir),
        obstacles: request.obstacles,
        controller: request.controller,
    }
}

/// What a configuration says, or a text about what is wrong with it; `from_file` where somebody named it, else it is the usual one.
pub(crate) fn settings(config: Result<Config, Text>, from_file: bool) -> ToldSettings {
    match config {
        Ok(config) => ToldSettings {
            mistakes: None,
            from_file,
            fields: config.told(),
            over_usb: config.policy == Policy::Usb,
            environment: config.policy.environment(),
            link: config.link,
            gateway_port: config.gateway.port(),
            pairing_port: config.pairing.port(),
        },
        Err(mistakes) => ToldSettings {
            mistakes: Some(mistakes),
            from_file,
            fields: Vec::new(),
            over_usb: true,
            environment: Policy::Usb.environment(),
            link: Settings::default(),
            gateway_port: GATEWAY_PORT,
            pairing_port: PAIRING_PORT,
        },
    }
}

fn clock(synced: Option<bool>) -> Clock {
    let wall_ms = wall_clock().0;
    let zone = TimeZone::system();
    let now = Timestamp::from_millisecond(wall_ms).unwrap_or_default();
    Clock {
        wall_ms,
        zone: zone.iana_name().map(str::to_owned),
        offset_min: zone.to_offset(now).seconds() / 60,
        synced,
    }
}

/// The routes to the readers' networks, if they have more than link-local addresses.
fn towards(links: &Result<Snapshot, Word>, settings: &ToldSettings) -> Vec<(String, Line)> {
    let interfaces = links
        .iter()
        .flat_map(|links| links.reader_interfaces(&settings.link));
    let ways = interfaces
        .filter(|interface| interface.up)
        .flat_map(|interface| {
            let routed = interface.addresses.iter();
            let routed = routed.filter(|address| !is_link_local(address.ip));
            routed.flat_map(|address| {
                let net = IpNet::new(address.ip, address.prefix).ok();
                let neighbours = net.map(|net| planner::neighbours(&net.trunc(), address.ip));
                let lines = neighbours.unwrap_or_default().into_iter().map(line);
                lines.map(|line| (interface.name.clone(), line))
            })
        });
    ways.take(MAX_WAYS).collect()
}

/// The way on which packets to an address would leave. A UDP socket is connected: the system then finds the way by all its rules, and sends
/// nothing.
fn line(address: IpAddr) -> Line {
    let any: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let from = UdpSocket::bind(SocketAddr::new(any, 0)).and_then(|socket| {
        socket.connect(SocketAddr::new(address, ANY_PORT))?;
        Ok(socket.local_addr()?.ip())
    });
    Line {
        address,
        from: from.map_err(|error| said::of_system(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::sentence_of;

    #[test]
    fn usb_devices_that_cannot_be_listed_are_said_in_words() {
        let said = sentence_of("readers-unknown", "doctor-usb-unlisted", &[]);
        assert_eq!(said.en, "the USB devices cannot be listed");
        let denied = std::io::ErrorKind::PermissionDenied;
        let of_thread = unseen(&link::Error::Thread(denied.into()));
        assert!(matches!(of_thread, Word::Text(_)), "{of_thread:?}");
    }
}
