//! One story each: what a PC shows, and what is found.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod filter;
mod words;

use super::all;
use crate::facts::*;
use crate::finding::{Code, Level, Word};
use crate::windows::{InboundRule, Profile, WindowsFirewall};
use madoguchi_fleet::link::{Hub, Port, UsbId};
use madoguchi_licensing::grant::Environment;
use madoguchi_ports::{
    Address, BoardHub, Device, DeviceId, ForeignKind, Interface, Settings, Snapshot,
};
use madoguchi_proto::v1;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use words::{Words, text};

const READER: UsbId = UsbId {
    vendor: 0x1d6b,
    product: 0x0104,
};
/// 2026-11-23 00:00 UTC.
const NOW_MS: i64 = 1_795_392_000_000;

fn port(text: &str) -> Port {
    let (bus, chain) = text.split_once('-').unwrap();
    Port {
        bus: bus.into(),
        chain: chain.into(),
    }
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// A PC on which nothing is wrong: two readers, a LAN, a running controller.
fn pc() -> Facts {
    Facts {
        asked: Asked::default(),
        system: System {
            kind: Kind::Windows {
                build: Some(26_100),
            },
            name: "Windows 11 Professional 24H2".to_owned(),
            architecture: "x86_64".to_owned(),
            bits: Some(64),
        },
        settings: ToldSettings {
            mistakes: None,
            over_usb: true,
            environment: Environment::Production,
            link: Settings {
                reader_ids: vec![READER],
                ..Settings::default()
            },
            gateway_port: 7443,
            pairing_port: 7444,
        },
        links: Ok(Snapshot {
            devices: vec![device("1-1", "CR-1"), device("1-2", "CR-2")],
            interfaces: vec![
                lan(),
                of_reader(3, "usb0", "1-1"),
                of_reader(4, "usb1", "1-2"),
            ],
        }),
        ports: Some(UsbPorts {
            root_ports: (1..=6)
                .map(|n| root_port(&format!("1-{n}"), n <= 2))
                .collect(),
            hubs: Vec::new(),
        }),
        routes: Routes {
            unknown: None,
            routes: vec![
                route("0.0.0.0/0", "eth0"),
                route("192.168.10.0/24", "eth0"),
                route("fe80::/64", "usb0"),
            ],
            dns: vec![ip("192.168.10.1")],
        },
        firewall: Firewall::Linux(Filters::default()),
        doors: vec![
            door("usb0", 3, Answer::Listening),
            door("usb1", 4, Answer::Listening),
        ],
        clock: Clock {
            wall_ms: NOW_MS,
            zone: Some("Asia/Tokyo".to_owned()),
            offset_min: 540,
            synced: Some(true),
        },
        towards: Vec::new(),
        line: None,
        data: DataDir {
            path: PathBuf::from("/data"),
            state: DataState::Used,
            open: Vec::new(),
            other_owner: false,
            free_bytes: Some(8 << 30),
            needed_bytes: 64 << 20,
            environment: None,
        },
        certificates: vec![Certificate {
            file: PathBuf::from("server.pem"),
            readable: Ok(()),
        }],
        controller: Controller::Runs(Box::new(Running {
            status: v1::Status {
                fleet_time_ms: NOW_MS,
                utc_offset_min: 540,
                ..v1::Status::default()
            },
            licenses: Vec::new(),
        })),
    }
}

fn device(at: &str, serial: &str) -> Device {
    Device {
        id: DeviceId(at.into()),
        port: port(at),
        hubs: Some(Vec::new()),
        usb: READER,
        serial: Some(serial.into()),
        speed_mbps: Some(480),
        product: None,
    }
}

fn of_reader(index: u32, name: &str, device: &str) -> Interface {
    Interface {
        index,
        name: name.to_owned(),
        up: true,
        wireless: false,
        default_route: false,
        driver: Some("cdc_ncm".to_owned()),
        addresses: vec![address("fe80::1/64")],
        device: Some(DeviceId(device.into())),
    }
}

fn lan() -> Interface {
    Interface {
        default_route: true,
        addresses: vec![address("192.168.10.5/24")],
        device: None,
        ..of_reader(2, "eth0", "")
    }
}

fn address(text: &str) -> Address {
    let (ip, prefix) = text.split_once('/').unwrap();
    Address {
        ip: ip.parse().unwrap(),
        prefix: prefix.parse().unwrap(),
    }
}

fn route(to: &str, interface: &str) -> Route {
    Route {
        to: to.parse().unwrap(),
        interface: interface.to_owned(),
        gateway: None,
        metric: 100,
    }
}

fn root_port(at: &str, taken: bool) -> RootPort {
    RootPort {
        at: port(at),
        kind: Socket::Hotplug,
        peer: None,
        taken,
    }
}

fn door(interface: &str, scope: u32, answer: Answer) -> Door {
    let address = format!("[fe80::1%{scope}]:7443");
    Door {
        interface: interface.to_owned(),
        address: address.parse::<SocketAddr>().unwrap(),
        answer,
    }
}

fn links(facts: &mut Facts) -> &mut Snapshot {
    facts.links.as_mut().unwrap()
}

fn running(facts: &mut Facts) -> &mut Running {
    match &mut facts.controller {
        Controller::Runs(running) => running,
        other => panic!("{other:?}"),
    }
}

fn codes(facts: &Facts) -> Vec<Code> {
    let findings = all(facts);
    for finding in &findings {
        words::of(finding).are_whole();
    }
    findings
        .iter()
        .map(|finding| finding.code)
        .filter(|code| code.level() < Level::Question)
        .collect()
}

fn found(facts: &Facts, code: Code) -> Words {
    let mut findings = all(facts).into_iter();
    let found = findings.find(|finding| finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no {}: {:?}", code.name(), codes(facts)));
    words::of(&found)
}

#[test]
fn a_pc_that_is_all_right_has_nothing_to_do() {
    assert_eq!(codes(&pc()), []);
    let good = found(&pc(), Code::ReaderDirect);
    assert!(
        good.what
            .en
            .contains("CR-1: directly at the USB port 1-1, 480 Mbps"),
        "{good:?}"
    );
    assert!(
        all(&pc())
            .iter()
            .any(|finding| finding.code.level() == Level::Question)
    );
}

#[test]
fn before_installation_there_is_nothing_wrong_either() {
    let mut facts = pc();
    *links(&mut facts) = Snapshot {
        devices: Vec::new(),
        interfaces: vec![lan()],
    };
    facts.doors.clear();
    facts.certificates.clear();
    facts.data.state = DataState::NotYet;
    facts.controller = Controller::NotAsked(text("cli-never-started", &[("dir", "/data")]));
    let expected = [Code::NoReaders, Code::DataNotYet, Code::ControllerNotAsked];
    assert_eq!(codes(&facts), expected);
}

#[test]
fn windows_10_and_a_32_bit_system_are_refused_and_what_we_do_not_know_is_said() {
    let mut facts = pc();
    facts.system.kind = Kind::Windows {
        build: Some(19_045),
    };
    assert_eq!(codes(&facts), [Code::SystemTooOld]);
    facts.system.bits = Some(32);
    assert_eq!(codes(&facts), [Code::SystemThirtyTwoBit]);
    facts.system.bits = Some(64);
    let linux = |id: &str, version: &str, kernel: &str| Kind::Linux {
        id: id.to_owned(),
        version: version.to_owned(),
        kernel: kernel.to_owned(),
    };
    for (id, version, kernel, expected) in [
        ("debian", "12", "6.1.0-40-amd64", &[][..]),
        ("ubuntu", "20.04", "5.15.0", &[Code::SystemTooOld]),
        ("debian", "12", "4.19.0", &[Code::SystemTooOld]),
        ("debian", "", "6.1.0", &[Code::SystemUnknown]),
        ("arch", "", "6.17.1-arch1-1", &[Code::SystemUnknown]),
    ] {
        facts.system.kind = linux(id, version, kernel);
        assert_eq!(codes(&facts), expected, "{id} {version} {kernel}");
    }
}

#[test]
fn one_socket_with_two_bus_numbers_counts_once_and_what_is_inside_the_pc_not_at_all() {
    let mut facts = pc();
    let ports = facts.ports.as_mut().unwrap();
    // Three sockets, each with both halves; the readers hang on the USB 2 halves of two.
    ports.root_ports = (1..=3)
        .flat_map(|n| {
            let (two, three) = (format!("1-{n}"), format!("2-{n}"));
            let mut halves = [root_port(&two, n <= 2), root_port(&three, false)];
            halves[0].peer = Some(port(&three));
            halves[1].peer = Some(port(&two));
            halves
        })
        .collect();
    let inside = RootPort {
        kind: Socket::Hardwired,
        ..root_port("1-9", true)
    };
    ports.root_ports.push(inside);
    let few = found(&facts, Code::PortsFew);
    assert!(
        few.evidence
            .en
            .starts_with("1 of 3 sockets free, 2 readers"),
        "{few:?}"
    );
    facts.ports.as_mut().unwrap().root_ports.truncate(4);
    links(&mut facts).devices.clear();
    assert!(codes(&facts).contains(&Code::PortsNone));
}

#[test]
fn a_hub_comes_with_the_line_that_makes_it_part_of_the_board() {
    let mut facts = pc();
    facts.settings.link.board_hubs.push(BoardHub {
        port: port("2-4"),
        id: READER,
    });
    let hub = SeenHub {
        at: port("1-3"),
        id: UsbId {
            vendor: 0x05e3,
            product: 0x0610,
        },
        product: Some("USB2.0 Hub".to_owned()),
        fixed: true,
        sockets: 4,
    };
    facts.ports.as_mut().unwrap().hubs.push(hub.clone());
    let line = &found(&facts, Code::Hub).commands[0];
    assert_eq!(
        line,
        r#"board_hubs = [{ bus = "2", chain = "4", id = "1d6b:0104" }, { bus = "1", chain = "3", id = "05e3:0610" }]"#
    );
    facts.settings.link.board_hubs.push(BoardHub {
        port: port("1-3"),
        id: hub.id,
    });
    found(&facts, Code::BoardHub);
    assert_eq!(codes(&facts), []);
}

#[test]
fn a_reader_behind_hubs_comes_with_one_line_for_its_whole_way() {
    let hub = |at: &str, product: u16| Hub {
        port: port(at),
        id: Some(UsbId {
            vendor: 0x05e3,
            product,
        }),
    };
    let mut facts = pc();
    // Windows does not tell of its sockets and hubs.
    facts.ports = None;
    facts.settings.link.board_hubs.push(BoardHub {
        port: port("2-4"),
        id: READER,
    });
    let chain = vec![hub("1-1", 0x0610), hub("1-1.2", 0x0608)];
    links(&mut facts).devices[0].hubs = Some(chain);
    let behind = found(&facts, Code::BehindHub);
    assert_eq!(
        behind.commands,
        [
            r#"board_hubs = [{ bus = "2", chain = "4", id = "1d6b:0104" }, { bus = "1", chain = "1", id = "05e3:0610" }, { bus = "1", chain = "1.2", id = "05e3:0608" }]"#
        ]
    );
    assert!(
        behind.todo.en.contains("write the line below"),
        "{behind:?}"
    );
    let mut listed = facts.clone();
    for (at, product) in [("1-1", 0x0610), ("1-1.2", 0x0608)] {
        let hub = hub(at, product);
        listed.settings.link.board_hubs.push(BoardHub {
            port: hub.port,
            id: hub.id.unwrap(),
        });
    }
    assert_eq!(codes(&listed), [Code::PortsUnknown]);
    // One whose ids are not known cannot be listed.
    let unknown = Hub {
        id: None,
        ..hub("1-1.2", 0)
    };
    links(&mut facts).devices[0].hubs = Some(vec![hub("1-1", 0x0610), unknown]);
    let behind = found(&facts, Code::BehindHub);
    assert!(
        behind.commands.is_empty() && behind.todo.en.contains("could not be read"),
        "{behind:?}"
    );
}

#[test]
fn a_hub_in_a_hub_is_listed_with_it() {
    let mut facts = pc();
    let hub = |at: &str| SeenHub {
        at: port(at),
        id: READER,
        product: None,
        fixed: false,
        sockets: 4,
    };
    // Not in one that only begins with the same number.
    facts.ports.as_mut().unwrap().hubs = vec![hub("1-3"), hub("1-3.1"), hub("1-31")];
    let findings = all(&facts).into_iter();
    let hubs = findings.filter(|finding| finding.code == Code::Hub);
    let entries: Vec<_> = hubs
        .map(|finding| finding.commands[0].matches("bus").count())
        .collect();
    assert_eq!(entries, [1, 2, 1]);
}

#[test]
fn without_reader_ids_the_line_for_those_that_are_there_is_shown() {
    let mut facts = pc();
    facts.settings.link.reader_ids.clear();
    assert_eq!(codes(&facts), [Code::ReaderIdsUnset]);
    let unset = found(&facts, Code::ReaderIdsUnset);
    assert_eq!(unset.commands, [r#"reader_ids = ["1d6b:0104"]"#]);
    assert!(
        unset
            .evidence
            .en
            .ends_with("1d6b:0104 (1-1), 1d6b:0104 (1-2)"),
        "{unset:?}"
    );
    // With nothing there, there is nothing to list.
    links(&mut facts).devices.clear();
    links(&mut facts).interfaces.truncate(1);
    facts.doors.clear();
    assert_eq!(codes(&facts), [Code::NoReaders]);
}

#[test]
fn each_thing_that_is_wrong_with_a_reader_is_found_with_its_evidence() {
    let hub = Hub {
        port: port("1-1"),
        id: None,
    };
    type Change<'a> = &'a dyn Fn(&mut Snapshot);
    let stories: [(Code, Change<'_>); 7] = [
        (Code::BehindHub, &|s| {
            s.devices[0].hubs = Some(vec![hub.clone()])
        }),
        (Code::LinkUnknown, &|s| s.devices[0].hubs = None),
        (Code::SlowLink, &|s| s.devices[0].speed_mbps = Some(12)),
        (Code::SerialMissing, &|s| s.devices[0].serial = None),
        (Code::InterfaceDown, &|s| s.interfaces[1].up = false),
        (Code::AddressMissing, &|s| s.interfaces[1].addresses.clear()),
        (Code::NotTakenAsReader, &|s| {
            s.interfaces[1].default_route = true
        }),
    ];
    for (code, change) in stories {
        let mut facts = pc();
        change(links(&mut facts));
        assert_eq!(codes(&facts), [code], "{code:?}");
        let finding = found(&facts, code);
        let said = format!("{} {}", finding.what.en, finding.evidence.en);
        assert!(said.contains("1-1"), "{code:?}: {said}");
    }
    let mut facts = pc();
    links(&mut facts).devices[1].serial = Some("CR-1".into());
    assert_eq!(codes(&facts), [Code::SerialDuplicate; 2]);
}

#[test]
fn a_reader_by_its_ids_that_has_no_network_is_missed() {
    let mut facts = pc();
    facts.settings.link.reader_ids = vec![READER];
    links(&mut facts).interfaces.remove(2);
    facts.doors.pop();
    assert_eq!(codes(&facts), [Code::InterfaceMissing]);
}

#[test]
fn a_fifth_reader_and_another_makers_reader_are_named() {
    let mut facts = pc();
    for n in 3..=5 {
        let at = format!("1-{n}");
        links(&mut facts)
            .devices
            .push(device(&at, &format!("CR-{n}")));
        let interface = of_reader(n + 2, &format!("usb{}", n - 1), &at);
        links(&mut facts).interfaces.push(interface);
    }
    assert_eq!(codes(&facts), [Code::TooManyReaders]);
    let mut facts = pc();
    let other = UsbId {
        vendor: 0x1234,
        product: 0x5678,
    };
    facts.settings.link.foreign_readers.push(ForeignKind {
        id: other,
        name: "Other 200".to_owned(),
    });
    let mut foreign = device("1-3", "X");
    foreign.usb = other;
    links(&mut facts).devices.push(foreign);
    assert_eq!(codes(&facts), [Code::ForeignReader]);
    let what = found(&facts, Code::ForeignReader).what.en;
    assert!(what.contains("Other 200"), "{what}");
}

#[test]
fn a_readers_network_that_overlaps_with_the_clinics_is_found_with_what_it_meets() {
    let mut facts = pc();
    links(&mut facts).interfaces[1]
        .addresses
        .push(address("192.168.10.129/30"));
    let overlap = found(&facts, Code::NetworkOverlap);
    let seen = &overlap.evidence.en;
    assert!(seen.contains("192.168.10.5/24 (eth0)"), "{seen}");
    assert!(!seen.contains("usb0"), "{seen}");
    assert!(overlap.todo.en.contains("172.29.0.0/30"), "{overlap:?}");
}

#[test]
fn a_plan_is_held_against_addresses_routes_dns_and_other_plans() {
    let mut facts = pc();
    facts.routes.routes.push(route("10.20.0.0/16", "tun0"));
    facts.routes.routes.push(route("128.0.0.0/1", "tun0"));
    facts.routes.dns.push(ip("172.20.0.53"));
    let judged = |facts: &mut Facts, plans: &[&str]| {
        facts.asked.plans = plans.iter().map(|plan| plan.parse().unwrap()).collect();
        codes(facts)
    };
    for clear in ["192.168.11.0/24", "10.21.0.0/30", "fd00::/64"] {
        assert_eq!(judged(&mut facts, &[clear]), [], "{clear}");
        found(&facts, Code::NetworkClear);
    }
    for (plan, meets) in [
        ("192.168.0.0/16", "192.168.10.5/24"),
        ("10.20.30.0/24", "10.20.0.0/16 (tun0)"),
        ("172.20.0.0/24", "172.20.0.53"),
    ] {
        assert_eq!(
            judged(&mut facts, &[plan]),
            [Code::NetworkOverlap],
            "{plan}"
        );
        let seen = found(&facts, Code::NetworkOverlap).evidence.en;
        assert!(seen.contains(meets), "{plan}: {seen}");
    }
    let twice = judged(&mut facts, &["10.50.0.0/30", "10.50.0.0/29"]);
    assert_eq!(twice, [Code::NetworkOverlap]);
    // In place of a plan that is too large for any room, one that is enough for a link.
    judged(&mut facts, &["10.0.0.0/8"]);
    let large = found(&facts, Code::NetworkOverlap).todo.en;
    assert!(large.contains("172.29.0.0/30"), "{large}");
    // A plan that was carried out is not in its own way.
    links(&mut facts).interfaces[1]
        .addresses
        .push(address("10.50.0.1/30"));
    facts.routes.routes.push(route("10.50.0.0/30", "usb0"));
    assert_eq!(judged(&mut facts, &["10.50.0.0/30"]), []);
}

#[test]
fn proposals_keep_clear_of_plans_and_say_when_there_are_none() {
    let mut facts = pc();
    facts.asked.propose = 2;
    facts.asked.plans = vec!["172.29.0.0/30".parse().unwrap()];
    let proposed = found(&facts, Code::NetworkProposed);
    assert_eq!(
        proposed.commands[0],
        "172.29.0.4/30  PC 172.29.0.5/30  reader 172.29.0.6/30"
    );
    for net in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] {
        facts.routes.routes.push(route(net, "tun0"));
    }
    facts.asked.plans.clear();
    assert_eq!(codes(&facts), [Code::NetworkNoneFree]);
}

#[test]
fn a_missing_listener_is_told_by_the_address_that_does_not_answer() {
    let mut facts = pc();
    facts.doors[1].answer = Answer::Refused;
    assert_eq!(codes(&facts), [Code::ListenerMissing]);
    let seen = found(&facts, Code::ListenerMissing).evidence.en;
    assert_eq!(seen, "[fe80::1%4]:7443: connection refused");
    let good = found(&facts, Code::GatewayReachable).what.en;
    assert!(good.starts_with("usb0:"), "{good}");
    facts.doors[0].answer = Answer::Refused;
    let both = found(&facts, Code::ListenerMissing).what.en;
    assert!(
        both.starts_with("usb0, usb1: the port for readers does not answer"),
        "{both}"
    );
    facts.data.state = DataState::NotYet;
    assert!(codes(&facts).contains(&Code::ListenerNotYet));
}

#[test]
fn a_route_that_takes_the_readers_packets_elsewhere_is_found() {
    let mut facts = pc();
    links(&mut facts).interfaces[1].addresses = vec![address("172.29.0.1/30")];
    facts.routes.routes.push(route("172.29.0.0/30", "usb0"));
    assert_eq!(codes(&facts), []);
    facts.routes.routes.push(route("172.29.0.2/32", "tun0"));
    assert!(codes(&facts).contains(&Code::RouteElsewhere));
    let elsewhere = found(&facts, Code::RouteElsewhere);
    assert!(
        elsewhere.evidence.en.contains("172.29.0.2/32 goes to tun0"),
        "{elsewhere:?}"
    );
    assert_eq!(
        elsewhere.commands,
        ["Remove-NetRoute -DestinationPrefix 172.29.0.2/32 -InterfaceAlias 'tun0'"]
    );
}

#[test]
fn a_route_in_another_table_is_found_by_what_the_system_chooses() {
    let mut facts = pc();
    links(&mut facts).interfaces[1].addresses = vec![address("172.29.0.1/30")];
    facts.routes.routes.push(route("172.29.0.0/30", "usb0"));
    let towards = |from: &str| {
        let line = Line {
            address: ip("172.29.0.2"),
            from: Ok(ip(from)),
        };
        vec![("usb0".to_owned(), line)]
    };
    facts.towards = towards("172.29.0.1");
    assert_eq!(codes(&facts), []);
    facts.towards = towards("192.168.10.5");
    let elsewhere = found(&facts, Code::RouteElsewhere);
    assert!(
        elsewhere.what.en.ends_with("leaves by eth0."),
        "{elsewhere:?}"
    );
    assert_eq!(
        elsewhere.commands,
        ["Find-NetRoute -RemoteIPAddress 172.29.0.2"]
    );
}

#[test]
fn the_way_to_the_dedicated_line_must_be_there_and_not_lead_into_a_reader() {
    let mut facts = pc();
    let address = ip("10.1.2.3");
    let mut judged = |from: Result<IpAddr, String>| {
        facts.line = Some(Line { address, from });
        codes(&facts)
    };
    assert_eq!(judged(Ok(ip("fe80::1"))), [Code::LineByReader]);
    let unreachable = Err("Network is unreachable".to_owned());
    assert_eq!(judged(unreachable), [Code::LineMissing]);
    facts.routes.routes.push(route("10.1.0.0/16", "eth0"));
    let from = Ok(ip("192.168.10.5"));
    facts.line = Some(Line { address, from });
    assert_eq!(codes(&facts), []);
    found(&facts, Code::LineRoute);
}

#[test]
fn a_default_route_alone_is_no_way_to_the_dedicated_line() {
    let mut facts = pc();
    facts.routes.routes[0].gateway = Some(ip("192.168.10.1"));
    let judged = |facts: &mut Facts, address: &str| {
        facts.line = Some(Line {
            address: ip(address),
            from: Ok(ip("192.168.10.5")),
        });
        codes(facts)
    };
    for private in ["10.255.0.1", "172.20.0.1", "100.64.0.1", "192.168.11.1"] {
        assert_eq!(
            judged(&mut facts, private),
            [Code::LineByDefault],
            "{private}"
        );
    }
    for public in ["203.0.113.7", "100.128.0.1"] {
        let expected = [Code::LineByDefaultPublic];
        assert_eq!(judged(&mut facts, public), expected, "{public}");
    }
    judged(&mut facts, "10.255.0.1");
    let lost = found(&facts, Code::LineByDefault);
    assert!(
        lost.evidence.en.contains("192.168.10.1 at eth0"),
        "{lost:?}"
    );
    assert_eq!(
        lost.commands,
        ["New-NetRoute -DestinationPrefix 10.255.0.1/32 -InterfaceAlias 'eth0' -NextHop ROUTER"]
    );
    facts.system.kind = Kind::Linux {
        id: "debian".to_owned(),
        version: "12".to_owned(),
        kernel: "6.1.0".to_owned(),
    };
    let lost = found(&facts, Code::LineByDefault);
    assert_eq!(
        lost.commands,
        ["ip route replace 10.255.0.1/32 via ROUTER dev eth0"]
    );
    // The halves that a VPN lays are no better.
    facts.routes.routes.push(route("0.0.0.0/1", "eth0"));
    assert_eq!(judged(&mut facts, "10.255.0.1"), [Code::LineByDefault]);
    // The PC's own network is a way, and so is a route of its own.
    assert_eq!(judged(&mut facts, "192.168.10.254"), []);
    facts.routes.routes.push(route("10.255.0.0/24", "eth0"));
    assert_eq!(judged(&mut facts, "10.255.0.1"), []);
}

#[test]
fn a_wrong_clock_another_zone_and_another_time_than_the_controllers_are_found() {
    let mut facts = pc();
    facts.clock.synced = None;
    assert_eq!(codes(&facts), [Code::ClockSyncUnknown]);
    facts.clock.synced = Some(false);
    facts.clock.offset_min = 0;
    assert_eq!(codes(&facts), [Code::ClockNotSynced, Code::ZoneNotJapan]);
    let mut facts = pc();
    running(&mut facts).status.time = Some(v1::Times {
        time_of_day_ms: NOW_MS + 9 * 3_600_000,
        fleet_time_ms: NOW_MS,
        settled: true,
        apart_since_ms: NOW_MS,
        utc_offset_min: 540,
    });
    let differs = found(&facts, Code::FleetTimeDiffers);
    assert!(differs.what.en.contains("9 hours apart"), "{differs:?}");
    let both = "PC 2026-11-23 18:00, own time 2026-11-23 09:00, since 2026-11-23 09:00";
    assert!(differs.evidence.en.contains(both), "{differs:?}");
    facts.clock.wall_ms = 0;
    assert!(codes(&facts).contains(&Code::ClockWrong));
}

#[test]
fn the_data_directorys_rights_room_and_use_are_judged() {
    let mut facts = pc();
    facts.data.open = vec![(PathBuf::from("/data/identity"), "0755".to_owned())];
    let open = found(&facts, Code::DataOpen);
    assert_eq!(open.evidence.en, "/data/identity (0755)");
    assert_eq!(open.commands.len(), 1);
    let mut facts = pc();
    for (free, expected) in [
        ((64 << 20) - 1, &[Code::SpaceLow][..]),
        (64 << 20, &[Code::SpaceScarce]),
        (1 << 30, &[]),
    ] {
        facts.data.free_bytes = Some(free);
        assert_eq!(codes(&facts), expected, "{free}");
    }
    facts.settings.over_usb = false;
    facts.settings.environment = Environment::Test;
    facts.data.environment = Some("production".to_owned());
    let expected = [Code::DataOtherEnvironment, Code::TestInstallation];
    assert_eq!(codes(&facts), expected);
}

#[test]
fn a_certificate_can_be_read_or_not_and_no_date_in_it_is_a_finding() {
    let mut facts = pc();
    assert!(
        found(&facts, Code::CertificateFine)
            .what
            .en
            .ends_with("can be read.")
    );
    facts.certificates[0].readable = Err("no PEM".to_owned());
    assert_eq!(codes(&facts), [Code::CertificateUnreadable]);
}

#[test]
fn what_the_pc_shows_itself_is_not_told_again_by_the_controller() {
    let mut facts = pc();
    let hub = Hub {
        port: port("1-1"),
        id: None,
    };
    let first = &mut links(&mut facts).devices[0];
    first.hubs = Some(vec![hub]);
    first.speed_mbps = Some(12);
    let slow = |serial: &str, port: &str| {
        let args = [
            ("unit", serial),
            ("port", port),
            ("cable", ""),
            ("speed", "12"),
        ];
        let said = text("alarm-slow-link", &args);
        v1::Text {
            code: "slow-link".to_owned(),
            ..said
        }
    };
    let refused = |serial: &str, chain: &str| v1::Unit {
        serial: serial.to_owned(),
        admission: "refused:behind-hub".to_owned(),
        why: Some(text("alarm-no-unit-serves", &[])),
        link: Some(v1::Link {
            bus: "1".to_owned(),
            chain: chain.to_owned(),
            ..v1::Link::default()
        }),
        ..v1::Unit::default()
    };
    let status = &mut running(&mut facts).status;
    status.alarms.push(slow("CR-1", "1-1"));
    status.units.push(refused("CR-1", "1"));
    assert_eq!(codes(&facts), [Code::BehindHub, Code::SlowLink]);
    // Another reader's is news; one without a serial has the name of its port.
    let status = &mut running(&mut facts).status;
    status.alarms = vec![slow("CR-11", "1-5")];
    status.units = vec![refused("", "7")];
    let expected = [
        Code::BehindHub,
        Code::SlowLink,
        Code::ControllerAlarm,
        Code::UnitRefused,
    ];
    assert_eq!(codes(&facts), expected);
    let unit = found(&facts, Code::UnitRefused);
    assert!(unit.what.en.contains("USB 1-7"), "{unit:?}");
    assert!(unit.evidence.en.contains("for support"), "{unit:?}");
}

#[test]
fn enough_seats_are_good_news_with_their_arithmetic() {
    let mut facts = pc();
    let status = &mut running(&mut facts).status;
    status.seats = Some(v1::Text {
        code: String::new(),
        ja: "基本1 + 追加1 = 2".to_owned(),
        en: "1 included + 1 additional = 2".to_owned(),
    });
    status.units = vec![v1::Unit::default(); 2];
    assert_eq!(codes(&facts), []);
    let enough = found(&facts, Code::SeatsEnough).what.en;
    assert!(
        enough.ends_with("(2): 1 included + 1 additional = 2."),
        "{enough}"
    );
}

#[test]
fn what_the_controller_says_is_passed_on() {
    let mut facts = pc();
    let unit = |serial: &str, admission: &str| v1::Unit {
        serial: serial.to_owned(),
        admission: admission.to_owned(),
        why: Some(text("alarm-no-unit-serves", &[])),
        ..v1::Unit::default()
    };
    let status = &mut running(&mut facts).status;
    status.units = vec![
        unit("CR-1", "seat:included"),
        unit("CR-2", "refused:no-seat"),
    ];
    assert_eq!(codes(&facts), [Code::SeatsShort]);
    let status = &mut running(&mut facts).status;
    status.units[1].admission = "refused:behind-hub".to_owned();
    status.alarms.push(text("alarm-no-unit-serves", &[]));
    assert_eq!(codes(&facts), [Code::ControllerAlarm, Code::UnitRefused]);
    let license = |standing: &str| v1::InstalledLicense {
        standing: standing.to_owned(),
        ..v1::InstalledLicense::default()
    };
    let mut facts = pc();
    running(&mut facts).licenses = vec![license("superseded"), license("expired")];
    assert_eq!(codes(&facts), [Code::LicenseNotInForce]);
    facts.controller = Controller::Stopped(text("cli-not-running", &[("dir", "/data")]));
    assert_eq!(codes(&facts), [Code::ControllerNotRunning]);
}

#[test]
fn a_test_installation_is_not_asked_for_readers() {
    let mut facts = pc();
    facts.settings.over_usb = false;
    facts.settings.environment = Environment::Test;
    *links(&mut facts) = Snapshot::default();
    facts.settings.mistakes = Some(text("start-config-mistakes", &[("path", "c.toml")]));
    assert_eq!(
        codes(&facts),
        [Code::ConfigMistakes, Code::TestInstallation]
    );
}

#[test]
fn a_program_with_roots_for_tests_is_a_test_installation_with_readers_over_usb_too() {
    let mut facts = pc();
    facts.settings.environment = Environment::Test;
    assert_eq!(codes(&facts), [Code::TestInstallation]);
    let test = found(&facts, Code::TestInstallation).evidence.en;
    assert!(test.contains("roots for tests"), "{test}");
    found(&facts, Code::ReaderDirect);
}

#[test]
fn what_cannot_be_looked_at_is_said() {
    let mut facts = pc();
    facts.links = Err("no sysfs".to_owned());
    facts.ports = None;
    facts.routes.unknown = Some("no table".to_owned());
    let expected = [
        Code::ReadersUnknown,
        Code::PortsUnknown,
        Code::NetworksUnknown,
    ];
    assert_eq!(codes(&facts), expected);
}
