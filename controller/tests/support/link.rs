//! Made-up snapshots: a PC with interfaces and readers, as a scan would show them.

use madoguchi_fleet::link::{Port, UsbId};
use madoguchi_ports::{Address, Device, DeviceId, Interface, Snapshot};
use std::net::{IpAddr, Ipv6Addr, SocketAddr, SocketAddrV6};

/// What the readers are.
pub const READER: UsbId = UsbId {
    vendor: 0x1d6b,
    product: 0x0104,
};
/// The address that every reader has on its own link.
pub const PEER: &str = "fe80::1";
/// The address that the PC has on each of them.
const PC: &str = "fe80::2";

/// A connection's address on the link of an interface.
pub fn over_link(address: &str, index: u32) -> SocketAddr {
    let ip: Ipv6Addr = address.parse().unwrap();
    SocketAddrV6::new(ip, 50_000, 0, index).into()
}

/// Our own address on the link of an interface.
pub fn local(index: u32) -> SocketAddr {
    over_link(PC, index)
}

/// An interface that is up and belongs to nothing, with the PC's link-local address.
pub fn interface(index: u32, name: &str) -> Interface {
    Interface {
        index,
        name: name.to_owned(),
        up: true,
        wireless: false,
        default_route: false,
        driver: None,
        addresses: vec![address(PC, 64)],
        device: None,
    }
}

/// An address with its prefix.
pub fn address(ip: &str, prefix: u8) -> Address {
    Address {
        ip: ip.parse::<IpAddr>().unwrap(),
        prefix,
    }
}

/// A port of bus 1.
pub fn port(chain: &str) -> Port {
    Port {
        bus: "1".into(),
        chain: chain.into(),
    }
}

/// A reader on a port of the PC, plugged in as the `plug`th device.
pub fn reader(serial: &str, chain: &str, plug: u32) -> Device {
    Device {
        id: DeviceId(format!("1-{chain}#{plug}").into()),
        port: port(chain),
        hubs: Some(Vec::new()),
        usb: READER,
        serial: Some(serial.into()),
        speed_mbps: Some(480),
        product: Some("Reader".to_owned()),
    }
}

/// A PC with readers, each with the interface of its number: the first has usb1.
pub fn pc(readers: &[Device]) -> Snapshot {
    let interfaces = readers.iter().zip(1..).map(|(device, index)| Interface {
        device: Some(device.id.clone()),
        ..interface(index, &format!("usb{index}"))
    });
    Snapshot {
        interfaces: interfaces.collect(),
        devices: readers.to_vec(),
    }
}
