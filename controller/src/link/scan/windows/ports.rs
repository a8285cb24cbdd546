//! Windows' names of ports, and the path from the PC to a port.
//!
//! A location path ("PCIROOT(0)#PCI(1400)#USBROOT(0)#USB(3)#USB(1)") gives bus and chain. Some PCs describe a port only by ACPI, which
//! gives neither; then the port is named by its hub and its number there. Both forms are opaque to all other code. The two speeds of one
//! socket are two ports with different numbers.

use madoguchi_fleet::link::{Hub, Port, UsbId};

/// The most hubs in a row: USB allows five.
const HUBS: usize = 8;
/// The beginning of the names of root hubs, also of USB 3 ones.
const ROOT_HUB: &str = r"USB\ROOT_HUB";

/// Windows' data about a device or a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    /// Its instance id: "USB\VID_05E3&PID_0610\5&2A5F1B7&0&3".
    pub instance: String,
    /// The instance id of the hub that it is plugged into.
    pub parent: String,
    /// The number of its port there.
    pub number: u32,
    /// The bus in its location path; empty without one.
    pub bus: String,
    /// The ports in its location path.
    pub chain: Vec<u8>,
    pub usb: UsbId,
}

impl Node {
    /// The port that it is plugged into.
    pub fn port(&self) -> Port {
        if self.bus.is_empty() || self.chain.is_empty() {
            return Port {
                bus: self.parent.to_ascii_uppercase().into(),
                chain: self.number.to_string().into(),
            };
        }
        self.port_on_the_way(self.chain.len())
    }

    /// The hubs between it and the PC, from the PC outward; `None` if that is unknown. `all` contains the hubs.
    pub fn way(&self, all: &[Self]) -> Option<Vec<Hub>> {
        match self.hubs_above(all) {
            // A longer location path has hubs that are missing here.
            Some(hubs) if self.chain.len() <= hubs.len() + 1 => Some(hubs),
            _ => self.hubs_by_path(),
        }
    }

    fn hubs_above(&self, all: &[Self]) -> Option<Vec<Hub>> {
        let mut hubs = Vec::new();
        let mut below = self;
        while !is_root_hub(&below.parent) {
            let hub = all.iter().find(|hub| same(&hub.instance, &below.parent))?;
            hubs.push(Hub {
                port: hub.port(),
                id: Some(hub.usb),
            });
            if hubs.len() > HUBS {
                return None;
            }
            below = hub;
        }
        hubs.reverse();
        Some(hubs)
    }

    fn hubs_by_path(&self) -> Option<Vec<Hub>> {
        let hubs = (1..self.chain.len()).map(|length| Hub {
            port: self.port_on_the_way(length),
            id: None,
        });
        let hubs: Vec<_> = hubs.collect();
        // A path of one port does not prove that a root hub is above it; the hub's own name does.
        (!hubs.is_empty()).then_some(hubs)
    }

    fn port_on_the_way(&self, length: usize) -> Port {
        let numbers: Vec<_> = self.chain.iter().take(length).map(u8::to_string).collect();
        Port {
            bus: self.bus.as_str().into(),
            chain: numbers.join(".").into(),
        }
    }
}

fn is_root_hub(instance: &str) -> bool {
    let start = instance.get(..ROOT_HUB.len());
    start.is_some_and(|start| same(start, ROOT_HUB))
}

/// Whether two names are equal; Windows writes them in different cases.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const ROOT: &str = r"USB\ROOT_HUB30\4&1A2B3C4D&0&0";
    const BUS: &str = "PCIROOT(0)#PCI(1400)#USBROOT(0)";
    const READER: UsbId = UsbId {
        vendor: 0x1d6b,
        product: 0x0104,
    };
    const HUB: UsbId = UsbId {
        vendor: 0x05e3,
        product: 0x0610,
    };

    fn node(instance: &str, parent: &str, number: u32, chain: &[u8], usb: UsbId) -> Node {
        Node {
            instance: instance.to_owned(),
            parent: parent.to_owned(),
            number,
            bus: if chain.is_empty() { "" } else { BUS }.to_owned(),
            chain: chain.to_vec(),
            usb,
        }
    }

    fn reader(parent: &str, number: u32, chain: &[u8]) -> Node {
        node(
            r"USB\VID_1D6B&PID_0104\CR-0001",
            parent,
            number,
            chain,
            READER,
        )
    }

    #[test]
    fn a_device_on_a_root_hub_is_direct_and_named_by_its_location_path() {
        let reader = reader(ROOT, 3, &[3]);
        assert_eq!(reader.port().to_string(), format!("{BUS}-3"));
        assert_eq!(reader.way(&[]), Some(vec![]));
        // Root hubs of Windows 7 and of USB 2 controllers.
        for root in [
            r"USB\ROOT_HUB\4&1&0",
            r"USB\ROOT_HUB20\4&1&0",
            r"usb\root_hub30\4&1&0&0",
        ] {
            assert_eq!(self::reader(root, 3, &[3]).way(&[]), Some(vec![]), "{root}");
        }
    }

    #[test]
    fn the_hubs_on_the_way_are_told_from_the_pc_outward_with_what_they_are() {
        let outer = r"USB\VID_05E3&PID_0610\6&AAAA&0&1";
        let inner = r"USB\VID_05E3&PID_0610\5&BBBB&0&3";
        let hubs = [
            node(outer, &inner.to_lowercase(), 1, &[3, 1], HUB),
            node(inner, ROOT, 3, &[3], HUB),
        ];
        let way = reader(outer, 4, &[3, 1, 4]).way(&hubs).unwrap();
        let told: Vec<_> = way
            .iter()
            .map(|hub| (hub.port.chain.as_ref(), hub.id))
            .collect();
        assert_eq!(told, [("3", Some(HUB)), ("3.1", Some(HUB))]);
    }

    #[test]
    fn a_hub_that_is_not_listed_is_told_by_the_path_without_what_it_is() {
        let way = reader(r"USB\VID_05E3&PID_0610\5&CCCC&0&3", 1, &[3, 1])
            .way(&[])
            .unwrap();
        assert_eq!(way.len(), 1);
        assert_eq!(
            (way[0].port.to_string(), way[0].id),
            (format!("{BUS}-3"), None)
        );
    }

    #[test]
    fn a_port_that_acpi_alone_describes_is_named_by_its_hub_and_is_direct_on_a_root_hub_only() {
        let direct = reader(ROOT, 4, &[]);
        assert_eq!(direct.port().to_string(), format!("{ROOT}-4"));
        assert_eq!(direct.way(&[]), Some(vec![]));
        assert_ne!(direct.port(), reader(ROOT, 5, &[]).port());

        let hub = node(r"USB\VID_05E3&PID_0610\5&DDDD&0&4", ROOT, 4, &[], HUB);
        let behind = reader(&hub.instance, 1, &[]);
        assert_eq!(
            behind.way(std::slice::from_ref(&hub)).unwrap()[0].id,
            Some(HUB)
        );
        // Neither the path nor the list contains the hub.
        assert_eq!(behind.way(&[]), None);
    }

    #[test]
    fn a_path_of_one_port_below_something_that_is_no_root_hub_is_not_known() {
        assert_eq!(
            reader(r"USB\VID_05E3&PID_0610\5&EEEE&0&3", 3, &[3]).way(&[]),
            None
        );
    }

    #[test]
    fn a_path_that_tells_of_a_hub_is_believed_though_the_parent_is_a_root_hub() {
        assert_eq!(reader(ROOT, 3, &[3, 1]).way(&[]).unwrap().len(), 1);
    }

    #[test]
    fn hubs_that_are_each_others_parents_end_in_nothing_known() {
        let (one, other) = (r"USB\VID_05E3&PID_0610\1", r"USB\VID_05E3&PID_0610\2");
        let hubs = [node(one, other, 1, &[], HUB), node(other, one, 1, &[], HUB)];
        assert_eq!(reader(one, 1, &[]).way(&hubs), None);
    }

    #[test]
    fn docks_are_hubs_by_whichever_way_their_data_comes() {
        // By Microsoft's description of location paths; not read off a PC. The tunnel of USB4 and the wires of USB 2 lead to two controllers.
        let usb4 = "PCIROOT(0)#PCI(0D00)#USBROOT(0)";
        let (tunnelled, wired) = (
            r"USB\VID_0BDA&PID_0411\6&1&0&1",
            r"USB\VID_0BDA&PID_5411\6&2&0&6",
        );
        let dock = |instance: &str, bus: &str, number: u8| Node {
            bus: bus.to_owned(),
            ..node(instance, ROOT, u32::from(number), &[number], HUB)
        };
        let hubs = [dock(tunnelled, usb4, 1), dock(wired, BUS, 6)];
        for (hub, bus, chain) in [(tunnelled, usb4, [1, 2]), (wired, BUS, [6, 2])] {
            let reader = Node {
                bus: bus.to_owned(),
                ..reader(hub, 2, &chain)
            };
            let way = reader.way(&hubs).unwrap();
            assert_eq!(way.len(), 1, "{hub}");
            assert_eq!(way[0].port.to_string(), format!("{bus}-{}", chain[0]));
        }
    }

    #[test]
    fn the_sockets_of_a_controller_in_a_dock_are_like_the_pcs_own() {
        // A Thunderbolt dock may have a USB controller on PCI: no hub is on the way, and USB cannot tell that it is no part of the PC.
        let bus = "PCIROOT(0)#PCI(0700)#PCI(0000)#PCI(0200)#PCI(0000)#USBROOT(0)";
        let reader = Node {
            bus: bus.to_owned(),
            ..reader(r"USB\ROOT_HUB30\7&3&0&0", 2, &[2])
        };
        assert_eq!(reader.way(&[]), Some(vec![]));
        assert_eq!(reader.port().to_string(), format!("{bus}-2"));
    }

    #[test]
    fn the_two_speeds_of_one_socket_are_two_ports() {
        assert_ne!(reader(ROOT, 3, &[3]).port(), reader(ROOT, 19, &[19]).port());
    }
}
