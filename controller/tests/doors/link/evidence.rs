//! What a connection shows of its way to the PC, and which devices are readers.

use crate::support::link::{PEER, READER, address, interface, local, over_link, pc, port, reader};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::link::{Hub, Link, Path, UsbId, UsbSerial};
use madoguchi_ports::{BoardHub, Device, DeviceId, ForeignKind, Interface, Settings, Snapshot};
use proptest::prelude::*;

const HERE: Installation = Installation([7; 32]);

fn link(snapshot: &Snapshot, index: u32) -> Option<Link> {
    snapshot.link(&Settings::default(), over_link(PEER, index), local(index))
}

fn by(snapshot: &Snapshot, peer: &str, to: &str) -> Option<Link> {
    snapshot.link(
        &Settings::default(),
        peer.parse().unwrap(),
        to.parse().unwrap(),
    )
}

fn names<'a>(snapshot: &'a Snapshot, settings: &Settings) -> Vec<&'a str> {
    let interfaces = snapshot.reader_interfaces(settings);
    interfaces
        .map(|interface| interface.name.as_str())
        .collect()
}

fn hub(chain: &str, product: u16) -> Hub {
    Hub {
        port: port(chain),
        id: Some(UsbId {
            vendor: 0x05e3,
            product,
        }),
    }
}

#[test]
fn readers_with_one_address_are_told_apart_by_the_scope_of_their_links() {
    let pc = pc(&[reader("CR-0001", "1", 2), reader("CR-0002", "2", 3)]);
    let first = link(&pc, 1).unwrap();
    assert_eq!(first.interface, "usb1");
    assert_eq!(first.port, port("1"));
    assert_eq!(first.path, Path::Direct);
    assert_eq!(first.device, Some(READER));
    assert_eq!(first.speed_mbps, Some(480));
    assert_eq!(first.usb_serial, UsbSerial::Shown("CR-0001".into()));
    assert_eq!(
        link(&pc, 2).unwrap().usb_serial,
        UsbSerial::Shown("CR-0002".into())
    );
}

#[test]
fn a_fixed_address_is_the_interfaces_that_owns_our_side_of_it() {
    let mut pc = pc(&[reader("CR-0001", "1", 2), reader("CR-0002", "2", 3)]);
    pc.interfaces[1].addresses.push(address("192.168.77.1", 30));
    for to in ["192.168.77.1:7443", "[::ffff:192.168.77.1]:7443"] {
        assert_eq!(
            by(&pc, "192.168.77.2:50000", to).unwrap().interface,
            "usb2",
            "{to}"
        );
    }
    // Nobody has that address any longer.
    assert_eq!(by(&pc, "192.168.77.2:50000", "192.168.78.1:7443"), None);
}

#[test]
fn an_address_that_two_interfaces_have_tells_nothing() {
    let mut pc = pc(&[reader("CR-0001", "1", 2), reader("CR-0002", "2", 3)]);
    for interface in &mut pc.interfaces {
        interface.addresses.push(address("192.168.77.1", 30));
    }
    let link = by(&pc, "192.168.77.2:50000", "192.168.77.1:7443").unwrap();
    assert_eq!(
        (link.path, link.usb_serial),
        (Path::Unknown, UsbSerial::NoDevice)
    );
}

#[test]
fn what_is_not_usb_is_named_by_its_interface() {
    let mut pc = pc(&[reader("CR-0001", "1", 2)]);
    let mut lo = interface(9, "lo");
    lo.addresses = vec![address("127.0.0.1", 8), address("::1", 128)];
    let mut lan = interface(10, "eth0");
    lan.addresses.push(address("192.168.1.10", 24));
    pc.interfaces.extend([lo, lan, interface(11, "wg0")]);
    for (peer, to, name) in [
        ("192.168.1.77:50000", "192.168.1.10:7443", "eth0"),
        ("[fe80::9%10]:50000", "[fe80::2%10]:7443", "eth0"),
        ("[fe80::9%11]:50000", "[fe80::2%11]:7443", "wg0"),
        ("127.0.0.1:50000", "127.0.0.1:7443", "lo"),
        ("127.0.0.1:50000", "127.0.0.9:7443", "lo"),
        ("[::1]:50000", "[::1]:7443", "lo"),
    ] {
        let link = by(&pc, peer, to).unwrap();
        assert_eq!(
            (link.path, link.interface.as_str()),
            (Path::NotUsb, name),
            "{peer}"
        );
        assert_eq!(link.usb_serial, UsbSerial::NoDevice);
    }
}

#[test]
fn a_program_on_this_pc_is_no_reader_though_it_dials_over_a_readers_link() {
    let mut pc = pc(&[reader("CR-0001", "1", 2)]);
    pc.interfaces[0].addresses.push(address("192.168.77.1", 30));
    // The PC's own address on that link, which the kernel carries by the loopback.
    let own = snapshot_link(&pc, "[fe80::2%1]:50000", "[fe80::2%1]:7443");
    assert_eq!(own.path, Path::NotUsb);
    let own = snapshot_link(&pc, "192.168.77.1:50000", "192.168.77.1:7443");
    assert_eq!(own.path, Path::NotUsb);
    // RFC 3927: link-local, and without a scope that would say of which link.
    pc.interfaces[0].addresses.push(address("169.254.77.1", 16));
    let own = snapshot_link(&pc, "169.254.77.1:50000", "169.254.77.1:7443");
    assert_eq!(own.path, Path::NotUsb);
    let reader = snapshot_link(&pc, "169.254.77.2:50000", "169.254.77.1:7443");
    assert_eq!(reader.path, Path::Direct);
}

fn snapshot_link(snapshot: &Snapshot, peer: &str, to: &str) -> Link {
    by(snapshot, peer, to).unwrap()
}

#[test]
fn two_connections_of_which_nothing_is_known_never_share_a_port() {
    let mut pc = pc(&[reader("CR-0001", "1", 2)]);
    pc.interfaces[0].device = None;
    let one = snapshot_link(&pc, "[fe80::1%1]:50000", "[fe80::2%1]:7443");
    let other = snapshot_link(&pc, "[fe80::1%1]:50001", "[fe80::2%1]:7443");
    assert_ne!(one.port, other.port);
}

#[test]
fn a_device_that_could_not_be_read_is_unknown_and_not_taken_for_ethernet() {
    let mut pc = pc(&[reader("CR-0001", "1", 2)]);
    pc.devices.clear();
    let link = link(&pc, 1).unwrap();
    assert_eq!(
        (link.path, link.interface.as_str()),
        (Path::Unknown, "usb1")
    );
    let mut pc = self::pc(&[reader("CR-0001", "1", 2)]);
    pc.devices[0].hubs = None;
    assert_eq!(self::link(&pc, 1).unwrap().path, Path::Unknown);
}

#[test]
fn a_device_without_a_serial_says_so() {
    let mut pc = pc(&[reader("CR-0001", "1", 2)]);
    pc.devices[0].serial = None;
    assert_eq!(link(&pc, 1).unwrap().usb_serial, UsbSerial::Missing);
}

#[test]
fn a_serial_on_two_ports_is_a_copy_on_both_and_on_the_two_speeds_of_one_socket_too() {
    let mut second = reader("CR-0001", "2", 3);
    second.port.bus = "2".into();
    let pc = pc(&[reader("CR-0001", "1", 2), second.clone()]);
    assert_eq!(link(&pc, 1).unwrap().copies, [second.port]);
    assert_eq!(link(&pc, 2).unwrap().copies, [port("1")]);
}

#[test]
fn a_camera_with_the_same_serial_is_no_copy() {
    let mut camera = reader("CR-0001", "5", 9);
    camera.usb.product = 0x0bad;
    let mut pc = pc(&[reader("CR-0001", "1", 2)]);
    pc.devices.push(camera.clone());
    assert_eq!(link(&pc, 1).unwrap().copies, []);
    // With a network interface it could be one.
    let mut copy = interface(5, "usb5");
    copy.device = Some(camera.id);
    pc.interfaces.push(copy);
    assert_eq!(link(&pc, 1).unwrap().copies, [port("5")]);
}

#[test]
fn a_reader_without_an_interface_yet_is_seen_if_its_kind_is_listed() {
    let mut pc = pc(&[reader("CR-0001", "1", 2), reader("CR-0002", "2", 3)]);
    pc.interfaces.truncate(1);
    let serials = |settings: &Settings| {
        let seen = pc.seen(settings, HERE).readers;
        let links = seen.into_iter().map(|reader| reader.link);
        let shown = links.map(|link| (link.usb_serial.shown().unwrap().to_owned(), link.interface));
        shown.collect::<Vec<_>>()
    };
    let told = |serial: &str, name: &str| (serial.to_owned(), name.to_owned());
    assert_eq!(serials(&Settings::default()), [told("CR-0001", "usb1")]);
    let listed = Settings {
        reader_ids: vec![READER],
        ..Settings::default()
    };
    assert_eq!(
        serials(&listed),
        [told("CR-0001", "usb1"), told("CR-0002", "")]
    );
}

#[test]
fn another_makers_reader_is_named_with_its_port_and_is_no_reader_of_ours() {
    let mut foreign = reader("X", "3", 4);
    foreign.usb.product = 0x5678;
    let pc = pc(&[reader("CR-0001", "1", 2), foreign.clone()]);
    let settings = Settings {
        foreign_readers: vec![ForeignKind {
            id: foreign.usb,
            name: "他社".to_owned(),
        }],
        ..Settings::default()
    };
    let seen = pc.seen(&settings, HERE);
    assert_eq!(seen.installation, HERE);
    assert_eq!(seen.readers.len(), 1);
    assert_eq!(seen.foreign.len(), 1);
    assert_eq!(
        (seen.foreign[0].name.as_str(), &seen.foreign[0].port),
        ("他社", &port("3"))
    );
    assert_eq!(names(&pc, &settings), ["usb1"]);
}

#[test]
fn readers_are_never_behind_a_radio_or_the_way_to_elsewhere() {
    let devices: Vec<_> = (1..=4).map(|n| reader("CR", &n.to_string(), n)).collect();
    let mut pc = pc(&devices);
    pc.interfaces[1].wireless = true;
    pc.interfaces[2].default_route = true;
    pc.interfaces[3].device = None;
    assert_eq!(names(&pc, &Settings::default()), ["usb1"]);
}

fn any_hub() -> impl Strategy<Value = Hub> {
    let id = proptest::option::of((0_u16..2, 0_u16..3));
    (1_u8..4, id).prop_map(|(n, id)| Hub {
        port: port(&n.to_string()),
        id: id.map(|(vendor, product)| UsbId { vendor, product }),
    })
}

fn any_board() -> impl Strategy<Value = Vec<BoardHub>> {
    let listed = any_hub().prop_filter_map("known", |hub| {
        Some(BoardHub {
            port: hub.port,
            id: hub.id?,
        })
    });
    proptest::collection::vec(listed, 0..8)
}

fn any_device() -> impl Strategy<Value = Device> {
    let hubs = proptest::option::of(proptest::collection::vec(any_hub(), 0..4));
    let serial = proptest::option::of("[AB]{1,2}");
    (1_u8..6, hubs, serial, 0_u16..2).prop_map(|(chain, hubs, serial, product)| Device {
        hubs,
        serial: serial.map(Into::into),
        usb: UsbId { vendor: 1, product },
        ..reader("", &chain.to_string(), 0)
    })
}

/// Any PC: devices under distinct names, and interfaces of them, of others and of none.
fn any_pc() -> impl Strategy<Value = Snapshot> {
    let devices = proptest::collection::vec(any_device(), 0..6);
    let flags =
        proptest::collection::vec((any::<bool>(), any::<bool>(), 0_usize..8, 0_u8..3), 0..8);
    (devices, flags).prop_map(|(mut devices, flags)| {
        for (n, device) in devices.iter_mut().enumerate() {
            device.id = DeviceId(n.to_string().into());
        }
        let interfaces = flags.into_iter().zip(1..);
        let interfaces =
            interfaces.map(|((wireless, default_route, device, ip), index)| Interface {
                wireless,
                default_route,
                device: (device < 7).then(|| DeviceId(device.to_string().into())),
                addresses: vec![
                    address("fe80::2", 64),
                    address(&format!("192.0.2.{ip}"), 30),
                ],
                ..interface(index, &format!("usb{index}"))
            });
        Snapshot {
            interfaces: interfaces.collect(),
            devices,
        }
    })
}

proptest! {
    #[test]
    fn no_device_behind_an_unlisted_hub_is_ever_direct(
        device in any_device(), board_hubs in any_board(),
    ) {
        let settings = Settings { board_hubs: board_hubs.clone(), ..Settings::default() };
        let pc = pc(std::slice::from_ref(&device));
        let link = pc.link(&settings, over_link(PEER, 1), local(1)).unwrap();
        let listed = |hub: &Hub| board_hubs.iter().any(|b| b.port == hub.port && Some(b.id) == hub.id);
        match (&device.hubs, link.path) {
            (None, path) => prop_assert_eq!(path, Path::Unknown),
            (Some(hubs), Path::Direct) => prop_assert!(hubs.iter().all(listed)),
            (Some(hubs), Path::BehindHub) => {
                prop_assert_eq!(link.hub.as_ref(), hubs.iter().find(|hub| !listed(hub)));
                prop_assert!(link.hub.is_some());
            }
            (Some(_), other) => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn a_link_tells_of_the_device_that_its_interface_belongs_to_and_of_no_other(
        pc in any_pc(), index in 1_u32..10, ip in 0_u8..3,
    ) {
        let scoped = link(&pc, index);
        let there = pc.interfaces.iter().find(|i| i.index == index);
        prop_assert_eq!(scoped.is_some(), there.is_some());
        let to = format!("192.0.2.{ip}:7443");
        for link in [scoped, by(&pc, "198.51.100.1:50000", &to)].into_iter().flatten() {
            let of_interface = pc.interfaces.iter().find(|i| i.name == link.interface);
            let device = of_interface.and_then(|interface| pc.device_of(interface));
            match link.path {
                Path::Direct | Path::BehindHub => {
                    let device = device.unwrap();
                    prop_assert_eq!(&link.port, &device.port);
                    prop_assert_eq!(link.device, Some(device.usb));
                    prop_assert_eq!(link.usb_serial.shown(), device.serial.as_deref());
                }
                Path::NotUsb => prop_assert!(of_interface.unwrap().device.is_none()),
                Path::Unknown => {}
            }
        }
    }

    #[test]
    fn copies_are_told_both_ways(pc in any_pc()) {
        let settings = Settings::default();
        for reader in pc.seen(&settings, HERE).readers {
            for copy in &reader.link.copies {
                let seen = pc.seen(&settings, HERE).readers;
                let mut others = seen.iter().filter(|other| other.link.port == *copy);
                let serial = reader.link.usb_serial.shown();
                // A copy that has no interface yet is told, and tells nothing itself.
                let unseen = pc.devices.iter().any(|d| d.port == *copy && d.serial.as_deref() == serial);
                prop_assert!(
                    unseen && others.all(|other| other.link.usb_serial.shown() != serial
                        || other.link.copies.contains(&reader.link.port))
                );
            }
        }
    }

    #[test]
    fn doors_open_for_interfaces_of_listed_usb_devices_alone(pc in any_pc(), product in 0_u16..2) {
        let id = UsbId { vendor: 1, product };
        let listed = Settings { reader_ids: vec![id], ..Settings::default() };
        let any = names(&pc, &Settings::default());
        for interface in pc.reader_interfaces(&listed) {
            prop_assert_eq!(pc.device_of(interface).map(|device| device.usb), Some(id));
            prop_assert!(!interface.wireless && !interface.default_route);
            prop_assert!(any.contains(&interface.name.as_str()));
        }
    }
}

#[test]
fn hubs_count_from_the_pc_outward_and_all_of_them_have_to_be_listed() {
    let mut device = reader("CR-0001", "3.1.2", 4);
    let (inner, outer) = (hub("3", 0x0610), hub("3.1", 0x0612));
    device.hubs = Some(vec![inner.clone(), outer.clone()]);
    let board = |hubs: &[&Hub]| Settings {
        board_hubs: hubs
            .iter()
            .map(|hub| BoardHub {
                port: hub.port.clone(),
                id: hub.id.unwrap(),
            })
            .collect(),
        ..Settings::default()
    };
    let found = |settings: &Settings| {
        let link = pc(&[device.clone()]).link(settings, over_link(PEER, 1), local(1));
        let link = link.unwrap();
        (link.path, link.hub)
    };
    assert_eq!(found(&board(&[])), (Path::BehindHub, Some(inner.clone())));
    assert_eq!(
        found(&board(&[&inner])),
        (Path::BehindHub, Some(outer.clone()))
    );
    assert_eq!(
        found(&board(&[&outer])),
        (Path::BehindHub, Some(inner.clone()))
    );
    assert_eq!(found(&board(&[&outer, &inner])), (Path::Direct, None));
}

#[test]
fn a_network_card_on_usb_has_no_door_though_it_leads_nowhere_yet() {
    // As it stands there until DHCP has answered: no route, and a link-local address alone.
    let mut pc = pc(&[reader("CR-0001", "1", 2), reader("00E04C680001", "2", 3)]);
    pc.interfaces[0].driver = Some("cdc_ncm".to_owned());
    pc.interfaces[1].driver = Some("r8152".to_owned());
    assert_eq!(names(&pc, &Settings::default()), ["usb1"]);
    assert_eq!(pc.seen(&Settings::default(), HERE).readers.len(), 1);
    // Unless somebody says that it is a reader.
    let listed = Settings {
        reader_ids: vec![READER],
        ..Settings::default()
    };
    assert_eq!(names(&pc, &listed), ["usb1", "usb2"]);
}

#[test]
fn a_device_that_shows_itself_as_hundreds_with_thousands_of_interfaces_is_judged_without_delay() {
    // All with one serial, and no two of one kind: each has to be asked of each.
    let mut pc = pc(&(1..=500)
        .map(|n: u16| Device {
            usb: UsbId {
                vendor: 1,
                product: n,
            },
            ..reader("CR-0001", &n.to_string(), n.into())
        })
        .collect::<Vec<_>>());
    let more = pc.interfaces.clone();
    pc.interfaces = (0..8).flat_map(|_| more.clone()).collect();
    let (sender, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || sender.send(pc.seen(&Settings::default(), HERE)));
    let seen = told.recv_timeout(std::time::Duration::from_secs(20));
    assert!(!seen.unwrap().readers.is_empty());
}
