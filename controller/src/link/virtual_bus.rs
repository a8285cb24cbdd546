//! The virtual bus for `policy = "loopback"`: an agent names the port at which it is plugged in.
//!
//! A port is written "BUS-CHAIN": "1-2" is a port of the PC, "1-3.1" the first port of a hub at the PC's port 3. A unit is plugged in while
//! its connection lasts. The same serial at two ports at once is a copy, and both connections are told so.

use super::{Claim, Links, Observation};
use crate::wire::MAX_PORT_BYTES;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::{Link, Path, Port, UsbSerial};
use madoguchi_ports::unknown;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The speed of the virtual ports: USB 2.0 high speed.
const SPEED_MBPS: u32 = 480;

/// The plugged-in units and their ports.
#[derive(Debug, Clone, Default)]
pub struct VirtualBus {
    plugs: Arc<Mutex<Plugs>>,
}

impl Links for VirtualBus {
    fn observe(&self, peer: SocketAddr, _local: SocketAddr, claim: &Claim) -> Observation {
        if !peer.ip().to_canonical().is_loopback() {
            return Observation::fixed(Link {
                interface: peer.ip().to_string(),
                path: Path::NotUsb,
                ..unknown::link(peer)
            });
        }
        match (parse(&claim.virtual_port), &claim.serial) {
            (Some(port), Some(serial)) => self.plug(serial, port),
            _ => Observation::fixed(unknown::link(peer)),
        }
    }
}

impl VirtualBus {
    /// An empty bus.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn plug(&self, serial: &Serial, port: Port) -> Observation {
        let (sender, link) = watch::channel(Some(link_at(port.clone())));
        let mut plugs = lock(&self.plugs);
        let id = plugs.next;
        plugs.next += 1;
        let plug = Plug {
            serial: serial.clone(),
            port,
            link: sender,
        };
        plugs.by_id.insert(id, plug);
        plugs.tell(serial);
        drop(plugs);
        Observation::new(
            link,
            Plugged {
                plugs: Arc::clone(&self.plugs),
                id,
            },
        )
    }
}

#[derive(Debug, Default)]
struct Plugs {
    next: u64,
    by_id: BTreeMap<u64, Plug>,
}

#[derive(Debug)]
struct Plug {
    serial: Serial,
    port: Port,
    link: watch::Sender<Option<Link>>,
}

impl Plugs {
    /// Tells all connections of a serial its other ports, if they changed.
    fn tell(&self, serial: &Serial) {
        let of_serial = || self.by_id.values().filter(|plug| plug.serial == *serial);
        for plug in of_serial() {
            let mut copies: Vec<_> = of_serial()
                .map(|other| other.port.clone())
                .filter(|port| *port != plug.port)
                .collect();
            copies.sort();
            copies.dedup();
            plug.link.send_if_modified(|link| {
                let Some(link) = link else { return false };
                let differs = link.copies != copies;
                link.copies = copies;
                differs
            });
        }
    }
}

/// A plugged-in unit; dropping it pulls the plug.
#[derive(Debug)]
struct Plugged {
    plugs: Arc<Mutex<Plugs>>,
    id: u64,
}

impl Drop for Plugged {
    fn drop(&mut self) {
        let mut plugs = lock(&self.plugs);
        if let Some(gone) = plugs.by_id.remove(&self.id) {
            plugs.tell(&gone.serial);
        }
    }
}

fn lock(plugs: &Mutex<Plugs>) -> MutexGuard<'_, Plugs> {
    plugs.lock().unwrap_or_else(PoisonError::into_inner)
}

fn link_at(port: Port) -> Link {
    let path = if port.chain.contains('.') {
        Path::BehindHub
    } else {
        Path::Direct
    };
    Link {
        interface: "virtual".to_owned(),
        port,
        path,
        hub: None,
        device: None,
        speed_mbps: Some(SPEED_MBPS),
        usb_serial: UsbSerial::NoDevice,
        copies: Vec::new(),
    }
}

/// Parses "1-3.1"; `None` if the text is not a port.
fn parse(text: &str) -> Option<Port> {
    if text.len() > MAX_PORT_BYTES {
        return None;
    }
    let (bus, chain) = text.split_once('-')?;
    let number = |part: &str| {
        (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit())
            && !part.starts_with('0')
    };
    (number(bus) && chain.split('.').all(number)).then(|| Port {
        bus: bus.into(),
        chain: chain.into(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const HERE: &str = "127.0.0.1:50000";

    fn observe(bus: &VirtualBus, from: &str, serial: &str, port: &str) -> Observation {
        let claim = Claim {
            serial: Serial::parse(serial),
            virtual_port: port.to_owned(),
        };
        bus.observe(from.parse().unwrap(), HERE.parse().unwrap(), &claim)
    }

    #[test]
    fn a_port_of_the_pc_is_direct_and_one_with_a_chain_is_behind_a_hub() {
        let bus = VirtualBus::new();
        let mut direct = observe(&bus, HERE, "CR-1", "1-2");
        assert_eq!(direct.link().unwrap().path, Path::Direct);
        assert_eq!(direct.link().unwrap().port.to_string(), "1-2");
        assert_eq!(
            observe(&bus, HERE, "CR-2", "1-3.1").link().unwrap().path,
            Path::BehindHub
        );
    }

    #[test]
    fn a_missing_or_malformed_port_is_unknown_and_no_two_of_them_share_a_port() {
        let bus = VirtualBus::new();
        let far_too_long = format!("1-{}1", "1.".repeat(40));
        for port in [
            "",
            "1",
            "1-",
            "-1",
            "1-1.",
            "1-a",
            "01-1",
            "1-1-1",
            "1-0",
            &far_too_long,
        ] {
            assert_eq!(
                observe(&bus, HERE, "CR-1", port).link().unwrap().path,
                Path::Unknown,
                "{port:?}"
            );
        }
        let mut one = observe(&bus, "127.0.0.1:1", "CR-1", "");
        let mut other = observe(&bus, "127.0.0.1:2", "CR-2", "");
        assert_ne!(one.link().unwrap().port, other.link().unwrap().port);
    }

    #[test]
    fn a_peer_from_elsewhere_is_not_on_the_bus() {
        let bus = VirtualBus::new();
        let mut link = observe(&bus, "192.0.2.7:50000", "CR-1", "1-2");
        assert_eq!(link.link().unwrap().path, Path::NotUsb);
        assert_eq!(
            observe(&bus, "[::1]:9", "CR-2", "1-2").link().unwrap().path,
            Path::Direct
        );
    }

    #[tokio::test]
    async fn the_same_serial_on_two_ports_shows_as_a_copy_to_both_until_one_goes() {
        let bus = VirtualBus::new();
        let mut first = observe(&bus, HERE, "CR-1", "1-1");
        assert_eq!(first.link().unwrap().copies, []);
        let mut second = observe(&bus, HERE, "CR-1", "1-2");
        assert_eq!(second.link().unwrap().copies, [parse("1-1").unwrap()]);
        assert_eq!(
            first.changed().await.unwrap().copies,
            [parse("1-2").unwrap()]
        );
        drop(first);
        assert_eq!(second.changed().await.unwrap().copies, []);
    }

    #[test]
    fn a_unit_that_connects_anew_on_its_own_port_is_no_copy() {
        let bus = VirtualBus::new();
        let mut old = observe(&bus, HERE, "CR-1", "1-1");
        let mut new = observe(&bus, HERE, "CR-1", "1-1");
        assert_eq!(old.link().unwrap().copies, []);
        assert_eq!(new.link().unwrap().copies, []);
    }
}
