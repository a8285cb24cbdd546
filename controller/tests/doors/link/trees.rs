//! Trees of real PCs, as their owners posted them, with verdicts written by hand (FAQ 7: every reader on a port of the PC itself).
//!
//! `trees/*.toml` holds one PC each. Every device of it is asked about as if a reader's connection came in by it: `verdict` with an
//! empty `board_hubs`, `with_board` with the hubs listed that are part of the board.

use crate::support::link::{PEER, local, over_link};
use madoguchi_fleet::link::{Hub, Link, Path, Port, UsbId};
use madoguchi_ports::{BoardHub, Device, DeviceId, Interface, Settings, Snapshot};
use serde::Deserialize;
use std::fs;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tree {
    what: String,
    source: String,
    #[serde(default)]
    hubs: Vec<TreeHub>,
    devices: Vec<TreeDevice>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TreeHub {
    port: String,
    id: Option<String>,
    #[serde(default)]
    board: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TreeDevice {
    port: String,
    id: Option<String>,
    speed: Option<u32>,
    serial: Option<String>,
    verdict: String,
    with_board: Option<String>,
    #[serde(default)]
    copies: Vec<String>,
}

impl Tree {
    fn snapshot(&self) -> Snapshot {
        let devices: Vec<_> = self.devices.iter().map(|d| self.device(d)).collect();
        let interfaces = devices.iter().zip(1..).map(|(device, index)| Interface {
            device: Some(device.id.clone()),
            ..crate::support::link::interface(index, &format!("usb{index}"))
        });
        Snapshot {
            interfaces: interfaces.collect(),
            devices,
        }
    }

    fn device(&self, device: &TreeDevice) -> Device {
        let (bus, chain) = device.port.split_once('-').unwrap();
        let numbers: Vec<_> = chain.split('.').collect();
        let hubs = (1..numbers.len()).map(|length| {
            let port = format!("{bus}-{}", numbers[..length].join("."));
            let mut hubs = self.hubs.iter();
            let hub = hubs.find(|hub| hub.port == port);
            hub.unwrap_or_else(|| panic!("{port} is in no list of {}", self.source))
                .hub()
        });
        Device {
            id: DeviceId(device.port.as_str().into()),
            port: port(&device.port),
            hubs: Some(hubs.collect()),
            usb: device
                .id
                .as_deref()
                .map_or(crate::support::link::READER, id),
            serial: device.serial.as_deref().map(Into::into),
            speed_mbps: device.speed,
            product: None,
        }
    }

    /// The settings of a clinic that knows its board.
    fn board(&self) -> Settings {
        let board = self.hubs.iter().filter(|hub| hub.board);
        Settings {
            board_hubs: board
                .map(|hub| BoardHub {
                    port: port(&hub.port),
                    id: id(hub.id.as_deref().unwrap()),
                })
                .collect(),
            ..Settings::default()
        }
    }
}

impl TreeHub {
    fn hub(&self) -> Hub {
        Hub {
            port: port(&self.port),
            id: self.id.as_deref().map(id),
        }
    }
}

fn port(text: &str) -> Port {
    let (bus, chain) = text.split_once('-').unwrap();
    Port {
        bus: bus.into(),
        chain: chain.into(),
    }
}

fn id(text: &str) -> UsbId {
    let (vendor, product) = text.split_once(':').unwrap();
    let number = |text| u16::from_str_radix(text, 16).unwrap();
    UsbId {
        vendor: number(vendor),
        product: number(product),
    }
}

/// "direct", or "behind 1-1": the first hub that counts.
fn verdict(link: &Link) -> String {
    match (link.path, &link.hub) {
        (Path::Direct, None) => "direct".to_owned(),
        (Path::BehindHub, Some(hub)) => format!("behind {}", hub.port),
        other => panic!("{other:?}"),
    }
}

fn trees() -> Vec<Tree> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/doors/link/trees");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let trees: Vec<Tree> = files
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        })
        .collect();
    assert!(trees.len() >= 9, "{} trees", trees.len());
    trees
}

/// How a connection over the interface of the `n`th device reaches the PC.
fn link(snapshot: &Snapshot, settings: &Settings, n: usize) -> Link {
    let index = u32::try_from(n).unwrap() + 1;
    snapshot
        .link(settings, over_link(PEER, index), local(index))
        .unwrap()
}

#[test]
fn every_device_of_every_recorded_pc_is_judged_as_a_person_judged_it() {
    for tree in trees() {
        let (snapshot, board) = (tree.snapshot(), tree.board());
        for (n, device) in tree.devices.iter().enumerate() {
            let place = format!("{} in {:?} ({})", device.port, tree.what, tree.source);
            let unlisted = link(&snapshot, &Settings::default(), n);
            assert_eq!(verdict(&unlisted), device.verdict, "{place}");
            assert_eq!(unlisted.port.to_string(), device.port, "{place}");
            assert_eq!(unlisted.speed_mbps, device.speed, "{place}");
            let expected = device.with_board.as_ref().unwrap_or(&device.verdict);
            assert_eq!(verdict(&link(&snapshot, &board, n)), *expected, "{place}");
        }
    }
}

#[test]
fn one_serial_on_several_ports_is_told_on_each_of_them_with_all_the_others() {
    let mut told = 0;
    for tree in trees() {
        let snapshot = tree.snapshot();
        for (n, device) in tree.devices.iter().enumerate() {
            let link = link(&snapshot, &Settings::default(), n);
            let copies: Vec<_> = link.copies.iter().map(Port::to_string).collect();
            assert_eq!(copies, device.copies, "{} of {}", device.port, tree.source);
            told += copies.len();
        }
    }
    assert_ne!(told, 0);
}

#[test]
fn a_hub_of_another_make_on_the_port_of_a_board_hub_counts() {
    let trees = trees();
    let board = |tree: &&Tree| tree.hubs.iter().any(|hub| hub.board);
    for tree in trees.iter().filter(board) {
        let (mut snapshot, settings) = (tree.snapshot(), tree.board());
        for device in &mut snapshot.devices {
            device.hubs.as_mut().unwrap()[0].id = Some(id("05e3:0610"));
        }
        for n in 0..tree.devices.len() {
            assert_eq!(link(&snapshot, &settings, n).path, Path::BehindHub);
        }
    }
}
