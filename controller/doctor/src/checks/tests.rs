//! One story each: what a PC shows, and what is found.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod backup;
mod controller;
mod coverage;
mod filter;
mod networks;
mod ports;
mod settings;
mod windows;
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
            from_file: true,
            fields: Vec::new(),
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
        power: Power::default(),
        doors: vec![
            door("usb0", 3, Answer::Listening),
            door("usb1", 4, Answer::Listening),
        ],
        holder: None,
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
            foreign: Vec::new(),
            reception: None,
            free_bytes: Some(8 << 30),
            needed_bytes: 64 << 20,
            environment: None,
        },
        certificates: vec![Certificate {
            file: PathBuf::from("server.pem"),
            readable: Ok(()),
        }],
        obstacles: Vec::new(),
        controller: Controller::Runs(Box::new(Running {
            status: v1::Status {
                fleet_time_ms: NOW_MS,
                utc_offset_min: 540,
                ..v1::Status::default()
            },
            settings: Vec::new(),
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
    facts.data.reception = Some(OpenReception {
        folder: PathBuf::from("/data-reception"),
        who: vec!["mode 2755".to_owned()],
        mend: vec!["madoguchi identity reception".to_owned()],
    });
    let open = found(&facts, Code::ReceptionOpen);
    assert_eq!(open.evidence.en, "mode 2755");
    assert_eq!(open.commands, ["madoguchi identity reception"]);
    let mut facts = pc();
    facts.data.foreign = vec![PathBuf::from("/data/store/db")];
    let mixed = found(&facts, Code::DataMixedOwners);
    assert_eq!(mixed.evidence.en, "/data/store/db");
    assert_eq!(mixed.commands.len(), 1);
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
fn a_data_directory_that_is_anothers_or_cannot_be_looked_at_is_a_notice() {
    let mut facts = pc();
    facts.data.other_owner = true;
    assert_eq!(codes(&facts), [Code::DataOtherOwner]);
    let mut facts = pc();
    facts.data.state = DataState::Unreadable("no rights".into());
    assert_eq!(codes(&facts), [Code::DataUnreadable]);
    let mut unknown = pc();
    unknown.data.free_bytes = None;
    let fine = found(&unknown, Code::DataFine).what.en;
    assert!(fine.ends_with("(free: unknown)."), "{fine}");
    let words = found(&facts, Code::DataUnreadable);
    assert!(words.evidence.en.contains("no rights"), "{words:?}");
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
    facts.certificates[0].readable = Err("no PEM".into());
    assert_eq!(codes(&facts), [Code::CertificateUnreadable]);
}

#[test]
fn a_port_that_another_program_holds_is_no_good_news() {
    let mut facts = pc();
    facts.holder = Some("nginx (PID 12)".to_owned());
    facts.controller = Controller::Stopped(text("cli-not-running", &[("dir", "/data")]));
    assert_eq!(codes(&facts), [Code::PortHeld, Code::ControllerNotRunning]);
    let held = found(&facts, Code::PortHeld);
    assert!(held.evidence.en.contains("nginx (PID 12)"), "{held:?}");
    // One that is there and does not answer holds its port itself.
    facts.controller = Controller::Silent(text("cli-no-answer", &[("seconds", "10")]));
    assert_eq!(codes(&facts), [Code::ControllerSilent]);
    let group = ("group", "madoguchi-reception");
    let elsewhere = |code: &str| text(code, &[("dir", "/data"), ("path", "/data"), group]);
    facts.controller = Controller::NotAsked(elsewhere("cli-never-started"));
    assert_eq!(codes(&facts), [Code::PortHeld, Code::ControllerNotAsked]);
    facts.controller = Controller::NotAsked(elsewhere("cli-no-rights"));
    assert_eq!(codes(&facts), [Code::ControllerNotAsked]);
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
    facts.links = Err("no sysfs".into());
    facts.ports = None;
    facts.routes.unknown = Some("no table".into());
    let expected = [
        Code::ReadersUnknown,
        Code::PortsUnknown,
        Code::NetworksUnknown,
    ];
    assert_eq!(codes(&facts), expected);
}
