//! The PC's USB ports as they are, with what hangs on them: what the system shows of its sockets and devices, and what readers say.
//!
//! One socket with USB 2 and USB 3 is two ports that name each other; here it is one *place*, by the name of the first half.

use madoguchi_doctor::facts::{RootPort, Socket, UsbPorts};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::link::{Hub, Port};
use madoguchi_ports::{Device, Settings, Snapshot};
use madoguchi_proto::v1;
use madoguchi_proto::v1::UsbPortKind as Kind;
use std::collections::BTreeMap;

/// The most ports of one hub that are drawn; hubs of PCs and of shops have fewer.
const MAX_HUB_PORTS: u32 = 16;

/// What was seen of the PC at one moment.
#[derive(Debug, Clone)]
pub(crate) struct SeenPc {
    pub(crate) snapshot: Snapshot,
    /// Its own sockets and the hubs in them; `None` where the system does not tell.
    pub(crate) sockets: Option<UsbPorts>,
}

/// All ports, from the PC outward. `units` are the readers as people see them: those on a virtual bus are seen nowhere else.
pub(crate) fn ports(
    units: &[v1::Unit],
    seen: Option<&SeenPc>,
    settings: &Settings,
    installation: Installation,
) -> Vec<v1::UsbPort> {
    let mut tree = Tree {
        installation,
        settings,
        halves: seen.map(halves).unwrap_or_default(),
        places: BTreeMap::new(),
    };
    if let Some(seen) = seen {
        tree.sockets(seen);
        tree.devices(seen);
    }
    tree.readers(units);
    tree.drawn()
}

/// The first half of each socket, by the second.
fn halves(seen: &SeenPc) -> BTreeMap<Port, Port> {
    let mut halves = BTreeMap::new();
    for root in root_ports(seen) {
        let peer = root_ports(seen).iter().find(|other| {
            root.peer.as_ref() == Some(&other.at) || other.peer.as_ref() == Some(&root.at)
        });
        if let Some(peer) = peer.filter(|peer| order(&root.at) < order(&peer.at)) {
            halves.insert(peer.at.clone(), root.at.clone());
        }
    }
    halves
}

fn root_ports(seen: &SeenPc) -> &[RootPort] {
    let sockets = seen.sockets.as_ref();
    sockets.map_or(&[], |sockets| &sockets.root_ports)
}

/// How places follow each other: numbers by their value, "1-2" before "1-10".
fn order(port: &Port) -> Vec<(u32, String)> {
    let parts = std::iter::once(&*port.bus).chain(port.chain.split('.'));
    let part = |part: &str| (part.parse().unwrap_or(u32::MAX), part.to_owned());
    parts.map(part).collect()
}

struct Tree<'a> {
    installation: Installation,
    settings: &'a Settings,
    halves: BTreeMap<Port, Port>,
    places: BTreeMap<Vec<(u32, String)>, Place>,
}

/// One place.
struct Place {
    behind: Option<Port>,
    shown: v1::UsbPort,
}

impl Tree<'_> {
    /// The PC's sockets in which people can plug something, and the hubs with theirs.
    fn sockets(&mut self, seen: &SeenPc) {
        let hubs = seen.sockets.as_ref().map_or(&[][..], |all| &all.hubs);
        for root in root_ports(seen) {
            let inside = matches!(root.kind, Socket::Hardwired | Socket::NotUsed);
            let at = self.place(&root.at);
            if !inside || hubs.iter().any(|hub| self.place(&hub.at) == at) {
                self.at(&root.at, None);
            }
        }
        for hub in hubs {
            let behind = above(&hub.at);
            let named = Hub {
                port: hub.at.clone(),
                id: Some(hub.id),
            };
            let product = hub.product.clone().unwrap_or_default();
            self.hub(&named, behind.as_ref(), product);
            for number in 1..=hub.sockets.min(MAX_HUB_PORTS) {
                let at = Port {
                    bus: hub.at.bus.clone(),
                    chain: format!("{}.{number}", hub.at.chain).into(),
                };
                self.at(&at, Some(&hub.at));
            }
        }
    }

    /// What is plugged in, without what is inside the PC.
    fn devices(&mut self, seen: &SeenPc) {
        let inside = |device: &Device| {
            let mut roots = root_ports(seen).iter();
            roots.any(|root| root.at == device.port && root.kind == Socket::Hardwired)
        };
        let readers = seen.snapshot.seen(self.settings, self.installation);
        for device in seen.snapshot.devices.iter().filter(|one| !inside(one)) {
            let hubs = device.hubs.as_deref().unwrap_or_default();
            for (n, hub) in hubs.iter().enumerate() {
                let behind = n.checked_sub(1).and_then(|before| hubs.get(before));
                self.hub(hub, behind.map(|hub| &hub.port), String::new());
            }
            let is_reader = readers.readers.iter().any(|r| r.link.port == device.port);
            let kind = match self.settings.foreign(device.usb) {
                Some(_) => Kind::Foreign,
                None if is_reader => Kind::Reader,
                None => Kind::Other,
            };
            let behind = hubs.last().map(|hub| hub.port.clone());
            let shown = self.at(&device.port, behind.as_ref());
            shown.port = device.port.to_string();
            shown.set_kind(kind);
            shown.serial = device.serial.as_deref().unwrap_or_default().to_owned();
            shown.product = device.product.clone().unwrap_or_default();
            shown.device = device.usb.to_string();
            shown.speed_mbps = device.speed_mbps.unwrap_or(0);
        }
    }

    /// Readers that are connected over ports that the system does not show.
    fn readers(&mut self, units: &[v1::Unit]) {
        for unit in units.iter().filter(|unit| unit.attached || unit.plugged) {
            let Some(link) = unit.link.as_ref().filter(|link| !link.chain.is_empty()) else {
                continue;
            };
            let at = Port {
                bus: link.bus.as_str().into(),
                chain: link.chain.as_str().into(),
            };
            let behind = self.hubs_above(&at);
            let shown = self.at(&at, behind.as_ref());
            if shown.kind() != Kind::Reader {
                shown.port = at.to_string();
                shown.set_kind(Kind::Reader);
                shown.serial.clone_from(&unit.serial);
                shown.speed_mbps = link.speed_mbps;
            }
        }
    }

    /// Puts the hubs at their places that a port's own name tells of; the one that it is behind.
    fn hubs_above(&mut self, at: &Port) -> Option<Port> {
        let port = above(at)?;
        let behind = self.hubs_above(&port);
        let hub = Hub { port, id: None };
        self.hub(&hub, behind.as_ref(), String::new());
        Some(hub.port)
    }

    /// Puts a hub at its place, if nothing was known of it. A hub of which one half is none of the board's is none.
    fn hub(&mut self, hub: &Hub, behind: Option<&Port>, product: String) {
        let on_board = self.settings.is_on_board(hub);
        let shown = self.at(&hub.port, behind);
        let kind = match shown.kind() {
            Kind::Hub => Kind::Hub,
            _ if on_board => Kind::BoardHub,
            _ if shown.kind() == Kind::BoardHub && hub.id.is_none() => Kind::BoardHub,
            _ => Kind::Hub,
        };
        shown.set_kind(kind);
        if shown.product.is_empty() {
            shown.product = product;
        }
        if shown.device.is_empty() {
            shown.device = hub.id.map_or_else(String::new, |id| id.to_string());
        }
    }

    /// What is at a port.
    fn at(&mut self, at: &Port, behind: Option<&Port>) -> &mut v1::UsbPort {
        let place = self.place(at);
        let behind = behind.map(|behind| self.place(behind));
        let empty = || Place {
            shown: v1::UsbPort {
                place: place.to_string(),
                port: place.to_string(),
                behind: behind.as_ref().map_or_else(String::new, Port::to_string),
                kind: Kind::Empty.into(),
                ..v1::UsbPort::default()
            },
            behind: behind.clone(),
        };
        let found = self.places.entry(order(&place)).or_insert_with(empty);
        &mut found.shown
    }

    /// The place of a port: behind the second half of a socket it is that behind the first.
    fn place(&self, port: &Port) -> Port {
        let (root, rest) = match port.chain.split_once('.') {
            Some((root, rest)) => (root, Some(rest)),
            None => (&*port.chain, None),
        };
        let of = Port {
            bus: port.bus.clone(),
            chain: root.into(),
        };
        match (self.halves.get(&of), rest) {
            (Some(first), None) => first.clone(),
            (Some(first), Some(rest)) => Port {
                bus: first.bus.clone(),
                chain: format!("{}.{rest}", first.chain).into(),
            },
            (None, _) => port.clone(),
        }
    }

    /// The places in their order, each with whether a reader may be plugged in there.
    fn drawn(self) -> Vec<v1::UsbPort> {
        let of = |port: &Port| self.places.get(&order(port));
        let suits = |place: &Place| {
            let mut behind = place.behind.as_ref().and_then(of);
            // A port is behind five hubs at most; a circle would be a mistake of the system's.
            for _ in 0..8 {
                match behind {
                    None => return true,
                    Some(hub) if hub.shown.kind() != Kind::BoardHub => return false,
                    Some(hub) => behind = hub.behind.as_ref().and_then(of),
                }
            }
            false
        };
        let places = self.places.values();
        places
            .map(|place| v1::UsbPort {
                suits: suits(place),
                ..place.shown.clone()
            })
            .collect()
    }
}

/// The port of the hub that a port is behind, as Linux and the virtual bus write chains.
fn above(port: &Port) -> Option<Port> {
    let (chain, _) = port.chain.rsplit_once('.')?;
    Some(Port {
        bus: port.bus.clone(),
        chain: chain.into(),
    })
}

#[cfg(test)]
mod tests;
