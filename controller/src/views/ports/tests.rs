//! The drawing of PCs that tests make up.

#![allow(clippy::unwrap_used)]

use super::*;
use madoguchi_doctor::facts::SeenHub;
use madoguchi_fleet::link::UsbId;
use madoguchi_ports::{BoardHub, DeviceId};

const HERE: Installation = Installation([7; 32]);
const HUB: UsbId = UsbId {
    vendor: 0x05e3,
    product: 0x0610,
};

fn at(text: &str) -> Port {
    let (bus, chain) = text.split_once('-').unwrap();
    Port {
        bus: bus.into(),
        chain: chain.into(),
    }
}

fn socket(text: &str, peer: Option<&str>, kind: Socket) -> RootPort {
    RootPort {
        at: at(text),
        kind,
        peer: peer.map(at),
        taken: false,
    }
}

fn hub(text: &str) -> SeenHub {
    SeenHub {
        at: at(text),
        id: HUB,
        product: Some("Hub".to_owned()),
        fixed: false,
        sockets: 2,
    }
}

fn device(text: &str, hubs: &[&str]) -> Device {
    let named = |port: &&str| Hub {
        port: at(port),
        id: Some(HUB),
    };
    Device {
        id: DeviceId(text.into()),
        port: at(text),
        hubs: Some(hubs.iter().map(named).collect()),
        usb: UsbId {
            vendor: 1,
            product: 2,
        },
        serial: None,
        speed_mbps: Some(480),
        product: Some("Mouse".to_owned()),
    }
}

fn pc(root_ports: Vec<RootPort>, hubs: Vec<SeenHub>, devices: Vec<Device>) -> SeenPc {
    SeenPc {
        snapshot: Snapshot {
            devices,
            interfaces: Vec::new(),
        },
        sockets: Some(UsbPorts { root_ports, hubs }),
    }
}

/// Each place with what it is behind, what hangs there, and a mark where a reader may be plugged in.
fn drawn(seen: Option<&SeenPc>, units: &[v1::Unit], settings: &Settings) -> Vec<String> {
    let line = |port: v1::UsbPort| {
        let kind = port.kind().as_str_name();
        let kind = kind.strip_prefix("USB_PORT_KIND_").unwrap();
        let mark = if port.suits { " ok" } else { "" };
        format!("{}<{} {kind}{mark}", port.port, port.behind)
    };
    ports(units, seen, settings, HERE)
        .into_iter()
        .map(line)
        .collect()
}

fn reader(serial: &str, port: &str) -> v1::Unit {
    let port = at(port);
    v1::Unit {
        serial: serial.to_owned(),
        attached: true,
        link: Some(v1::Link {
            bus: port.bus.to_string(),
            chain: port.chain.to_string(),
            ..v1::Link::default()
        }),
        ..v1::Unit::default()
    }
}

#[test]
fn a_pc_is_drawn_with_its_sockets_in_order_and_nothing_of_what_is_inside() {
    let sockets = vec![
        socket("1-10", None, Socket::Hotplug),
        socket("1-2", Some("2-1"), Socket::Hotplug),
        socket("1-3", None, Socket::Hardwired),
        socket("1-4", None, Socket::NotUsed),
        socket("1-5", None, Socket::Unknown),
        socket("2-1", Some("1-2"), Socket::Hotplug),
    ];
    // A camera inside, and a mouse at the USB 3 half of a socket, whose place is one with the other half.
    let devices = vec![device("1-3", &[]), device("2-1", &[])];
    let seen = pc(sockets, Vec::new(), devices);
    let settings = Settings::default();
    assert_eq!(
        drawn(Some(&seen), &[], &settings),
        ["2-1< OTHER ok", "1-5< EMPTY ok", "1-10< EMPTY ok"]
    );
}

#[test]
fn what_is_behind_a_hub_hangs_on_it_and_no_reader_may_be_there() {
    let sockets = || {
        vec![
            socket("1-1", None, Socket::Hotplug),
            socket("1-2", None, Socket::Hotplug),
        ]
    };
    let mouse = device("1-1.2", &["1-1"]);
    let seen = pc(sockets(), vec![hub("1-1")], vec![mouse]);
    let settings = Settings::default();
    let plain = [
        "1-1< HUB ok",
        "1-1.1<1-1 EMPTY",
        "1-1.2<1-1 OTHER",
        "1-2< EMPTY ok",
    ];
    assert_eq!(drawn(Some(&seen), &[], &settings), plain);
    // The same hub on the board: its ports are the PC's own.
    let settings = with_boards(&["1-1"]);
    let on_board = [
        "1-1< BOARD_HUB ok",
        "1-1.1<1-1 EMPTY ok",
        "1-1.2<1-1 OTHER ok",
        "1-2< EMPTY ok",
    ];
    assert_eq!(drawn(Some(&seen), &[], &settings), on_board);
    // A hub in the hub on the board is one as any other.
    let deeper = device("1-1.1.1", &["1-1", "1-1.1"]);
    let hubs = vec![hub("1-1"), hub("1-1.1")];
    let seen = pc(sockets(), hubs, vec![deeper]);
    let drawn = drawn(Some(&seen), &[], &settings);
    assert!(drawn.contains(&"1-1.1<1-1 HUB ok".to_owned()), "{drawn:?}");
    assert!(
        drawn.contains(&"1-1.1.1<1-1.1 OTHER".to_owned()),
        "{drawn:?}"
    );
}

/// The settings of a PC with these hubs on its board.
fn with_boards(ports: &[&str]) -> Settings {
    let board = |port: &&str| BoardHub {
        port: at(port),
        id: HUB,
    };
    Settings {
        board_hubs: ports.iter().map(board).collect(),
        ..Settings::default()
    }
}

#[test]
fn a_hub_on_the_board_of_which_one_half_is_not_listed_is_none() {
    let sockets = vec![
        socket("1-1", Some("2-1"), Socket::Hotplug),
        socket("2-1", Some("1-1"), Socket::Hotplug),
    ];
    let seen = pc(sockets, vec![hub("1-1"), hub("2-1")], Vec::new());
    let half = drawn(Some(&seen), &[], &with_boards(&["1-1"]));
    assert_eq!(half, ["1-1< HUB ok", "1-1.1<1-1 EMPTY", "1-1.2<1-1 EMPTY"]);
    let both = drawn(Some(&seen), &[], &with_boards(&["1-1", "2-1"]));
    let expected = [
        "1-1< BOARD_HUB ok",
        "1-1.1<1-1 EMPTY ok",
        "1-1.2<1-1 EMPTY ok",
    ];
    assert_eq!(both, expected);
}

#[test]
fn readers_on_a_virtual_bus_are_drawn_with_the_hubs_that_their_ports_name() {
    let units = [reader("CR-1", "1-1"), reader("CR-2", "1-3.1.2")];
    let settings = Settings::default();
    let expected = [
        "1-1< READER ok",
        "1-3< HUB ok",
        "1-3.1<1-3 HUB",
        "1-3.1.2<1-3.1 READER",
    ];
    assert_eq!(drawn(None, &units, &settings), expected);
    let gone = v1::Unit {
        attached: false,
        ..reader("CR-1", "1-1")
    };
    assert_eq!(drawn(None, &[gone], &settings), [""; 0]);
}

#[test]
fn without_the_sockets_what_is_plugged_in_is_drawn() {
    let mut seen = pc(Vec::new(), Vec::new(), vec![device("1-3.1", &["1-3"])]);
    seen.sockets = None;
    assert_eq!(
        drawn(Some(&seen), &[], &Settings::default()),
        ["1-3< HUB ok", "1-3.1<1-3 OTHER"]
    );
}

#[test]
fn a_hub_of_more_ports_than_any_has_is_drawn_with_some_of_them() {
    let sockets = vec![socket("1-1", None, Socket::Hotplug)];
    let many = SeenHub {
        sockets: u32::MAX,
        ..hub("1-1")
    };
    let seen = pc(sockets, vec![many], vec![device("1-1.40", &["1-1"])]);
    let drawn = drawn(Some(&seen), &[], &Settings::default());
    assert_eq!(drawn.len(), 1 + MAX_HUB_PORTS as usize + 1);
    assert_eq!(drawn.last().unwrap(), "1-1.40<1-1 OTHER");
}
