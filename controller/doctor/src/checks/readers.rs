//! Each reader's way to the PC: chain, speed, serial, driver, interface, addresses; and other makers' readers.

mod windows;

use super::board;
use crate::facts::Facts;
use crate::finding::{Code, Finding, Word, listed, said, same};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::link::{Link, Path, SeenReader, UsbSerial};
use madoguchi_fleet::settings::{HIGH_SPEED_MBPS, UNITS_PER_PC};
use madoguchi_ports::{Interface, Settings, Snapshot};

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let links = match &facts.links {
        Ok(links) => links,
        Err(detail) => {
            let args = [("detail", detail.clone())];
            return vec![Finding::new(Code::ReadersUnknown, &args)];
        }
    };
    let settings = &facts.settings.link;
    let readers = seen(facts);
    let mut findings = Vec::new();
    if readers.is_empty() && facts.settings.over_usb {
        findings.push(Finding::new(Code::NoReaders, &[]));
    }
    if readers.len() > UNITS_PER_PC {
        let args = [("readers", same(readers.len()))];
        findings.push(Finding::new(Code::TooManyReaders, &args));
    }
    for reader in &readers {
        findings.extend(of_reader(&reader.link, links, settings));
    }
    findings.extend(windows::check(facts));
    findings.extend(ids_unset(facts, &readers));
    findings.extend(not_taken(links, settings));
    findings.extend(foreign(links, settings));
    findings
}

/// The readers that USB shows. Whose installation it is does not matter here.
pub(super) fn seen(facts: &Facts) -> Vec<SeenReader> {
    let here = Installation([0; 32]);
    let of = |links: &Snapshot| links.seen(&facts.settings.link, here).readers;
    facts.links.as_ref().map_or_else(|_| Vec::new(), of)
}

/// The interfaces of readers.
pub(super) fn interfaces(facts: &Facts) -> Vec<&Interface> {
    let links = facts.links.iter();
    links
        .flat_map(|links| links.reader_interfaces(&facts.settings.link))
        .collect()
}

/// Without `reader_ids` any USB network device is taken for a reader: the line that names those that are there.
fn ids_unset(facts: &Facts, readers: &[SeenReader]) -> Option<Finding> {
    let settings = &facts.settings;
    if !settings.over_usb || !settings.link.reader_ids.is_empty() {
        return None;
    }
    let mut ids: Vec<_> = readers
        .iter()
        .filter_map(|reader| reader.link.device)
        .collect();
    ids.sort();
    ids.dedup();
    if ids.is_empty() {
        return None;
    }
    let shown = readers.iter().filter_map(|reader| {
        let id = reader.link.device?;
        Some(format!("{id} ({})", reader.link.port))
    });
    let args = [("found", listed(shown))];
    let entries: Vec<_> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    let line = format!("reader_ids = [{}]", entries.join(", "));
    Some(Finding::new(Code::ReaderIdsUnset, &args).with([line]))
}

fn of_reader(link: &Link, links: &Snapshot, settings: &Settings) -> Vec<Finding> {
    let mut interfaces = links.interfaces.iter();
    let interface = interfaces.find(|one| one.name == link.interface);
    let line = board_line(link, links, settings);
    let mut args = words(link, interface);
    let key = match line {
        Some(_) => "doctor-board-line",
        None => "doctor-board-line-unknown",
    };
    args.push(("board", said(key)));
    let codes = wrong(link, interface);
    if codes.is_empty() {
        return vec![Finding::new(Code::ReaderDirect, &args)];
    }
    codes
        .into_iter()
        .map(|code| {
            let line = line.clone().filter(|_| code == Code::BehindHub);
            Finding::new(code, &args).with(line)
        })
        .collect()
}

/// The line that makes all hubs on a reader's way part of the board; `None` where it is not known what they are.
fn board_line(link: &Link, links: &Snapshot, settings: &Settings) -> Option<String> {
    let mut devices = links.devices.iter();
    let device = devices.find(|device| device.port == link.port)?;
    board::line(settings, device.hubs.as_ref()?)
}

/// What the PC itself shows to be wrong with a reader.
pub(super) fn wrong(link: &Link, interface: Option<&Interface>) -> Vec<Code> {
    let mut codes = Vec::new();
    match link.path {
        Path::Direct => {}
        Path::BehindHub => codes.push(Code::BehindHub),
        Path::Unknown | Path::NotUsb => codes.push(Code::LinkUnknown),
    }
    if link.speed_mbps.is_some_and(|speed| speed < HIGH_SPEED_MBPS) {
        codes.push(Code::SlowLink);
    }
    if link.usb_serial == UsbSerial::Missing {
        codes.push(Code::SerialMissing);
    }
    if !link.copies.is_empty() {
        codes.push(Code::SerialDuplicate);
    }
    match interface {
        None => codes.push(Code::InterfaceMissing),
        Some(interface) if !interface.up => codes.push(Code::InterfaceDown),
        Some(interface) if interface.addresses.is_empty() => codes.push(Code::AddressMissing),
        Some(_) => {}
    }
    codes
}

fn words(link: &Link, interface: Option<&Interface>) -> Vec<(&'static str, Word)> {
    let unknown = || said("doctor-not-known");
    let none = || said("doctor-nothing");
    let hub = link.hub.as_ref().map(|hub| match hub.id {
        Some(id) => same(format!("{} ({id})", hub.port)),
        None => same(&hub.port),
    });
    let addresses: Vec<_> = interface
        .iter()
        .flat_map(|interface| &interface.addresses)
        .map(|address| format!("{}/{}", address.ip, address.prefix))
        .collect();
    vec![
        ("port", same(&link.port)),
        ("serial", link.usb_serial.shown().map_or_else(none, same)),
        ("id", link.device.map_or_else(unknown, same)),
        ("speed", link.speed_mbps.map_or_else(unknown, same)),
        ("hub", hub.unwrap_or_else(none)),
        ("copies", listed(&link.copies)),
        (
            "interface",
            match interface {
                Some(interface) => same(&interface.name),
                None => none(),
            },
        ),
        (
            "driver",
            interface
                .and_then(|interface| interface.driver.as_ref())
                .map_or_else(unknown, same),
        ),
        (
            "addresses",
            match addresses.is_empty() {
                true => none(),
                false => listed(addresses),
            },
        ),
    ]
}

/// Interfaces of USB devices that are not taken for readers, with the reason.
fn not_taken<'a>(
    links: &'a Snapshot,
    settings: &'a Settings,
) -> impl Iterator<Item = Finding> + 'a {
    let taken: Vec<_> = links.reader_interfaces(settings).map(|i| i.index).collect();
    let usb = links.interfaces.iter().filter(|i| i.device.is_some());
    usb.filter(move |interface| !taken.contains(&interface.index))
        .map(|interface| {
            let device = links.device_of(interface);
            let foreign = device.is_some_and(|device| settings.foreign(device.usb).is_some());
            let network_card = settings.reader_ids.is_empty() && interface.is_network_card();
            let (why, todo) = match device {
                _ if interface.wireless => ("doctor-not-taken-wireless", "doctor-leave-wireless"),
                _ if interface.default_route => {
                    ("doctor-not-taken-way-out", "doctor-take-router-out")
                }
                None => ("doctor-not-taken-no-device", "doctor-look-again-for-device"),
                Some(_) if foreign => ("doctor-not-taken-foreign", "doctor-unplug-foreign"),
                Some(_) if network_card => {
                    ("doctor-not-taken-network-card", "doctor-add-reader-id")
                }
                Some(_) => ("doctor-not-taken-other-id", "doctor-add-reader-id"),
            };
            let unknown = || said("doctor-not-known");
            let interface = ("interface", same(&interface.name));
            let id = ("id", device.map_or_else(unknown, |device| same(device.usb)));
            let port = device.map_or_else(unknown, |device| same(&device.port));
            let todo = Word::Said(todo, vec![interface.clone(), id.clone()]);
            let args = [
                interface,
                id,
                ("port", port),
                ("reason", said(why)),
                ("todo", todo),
            ];
            Finding::new(Code::NotTakenAsReader, &args)
        })
}

/// Other makers' readers (FAQ 25).
fn foreign<'a>(links: &'a Snapshot, settings: &'a Settings) -> impl Iterator<Item = Finding> + 'a {
    links.devices.iter().filter_map(|device| {
        let kind = settings.foreign(device.usb)?;
        let args = [
            ("name", same(&kind.name)),
            ("port", same(&device.port)),
            ("id", same(device.usb)),
        ];
        Some(Finding::new(Code::ForeignReader, &args))
    })
}
