//! Reads the PC's own USB sockets and the hubs from sysfs. `usb1/1-0:1.0/usb1-port3` is port 3 of bus 1; its `peer` is the other half of
//! the same socket, and its `connect_type` says what the firmware knows of the socket.

use super::super::files;
use madoguchi_doctor::facts::{RootPort, SeenHub, Socket, UsbPorts};
use madoguchi_fleet::link::{Port, UsbId};
use madoguchi_plain::seen;
use std::fs;
use std::path::Path;

/// The most devices that are read: a PC has some dozens, and 127 fit on a bus.
const MAX_DEVICES: usize = 1_024;
/// The most ports of a root hub that USB allows.
const MAX_PORTS: u32 = 255;
/// The lowest speed of the USB 3 half of a root hub, in megabits per second.
const SUPER_SPEED: u32 = 5_000;
/// The class of hubs (USB 2.0, 11.23.1).
const HUB: &str = "09";

/// Reads the tree; `None` if it shows no port of the PC itself.
pub(super) fn read(devices: &Path) -> Option<UsbPorts> {
    let mut found = UsbPorts::default();
    let mut names: Vec<_> = fs::read_dir(devices)
        .ok()?
        .take(MAX_DEVICES)
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    for name in names {
        let folder = devices.join(&name);
        if let Some(bus) = name.strip_prefix("usb") {
            if is_own(&folder) {
                found.root_ports.extend(root_ports(devices, &folder, bus));
            }
        } else if let Some(hub) = hub(&folder, &name) {
            found.hubs.push(hub);
        }
    }
    (!found.root_ports.is_empty()).then_some(found)
}

/// Whether a root hub belongs to the PC itself, and not to another PC over a network or to a dock.
fn is_own(root_hub: &Path) -> bool {
    let Ok(place) = fs::canonicalize(root_hub) else {
        return false;
    };
    let remote = |folder: &Path| {
        let name = folder.file_name().and_then(std::ffi::OsStr::to_str);
        name.is_some_and(|name| name.starts_with("vhci_hcd"))
    };
    let removable = |folder: &Path| {
        files::line(folder.join("removable")).is_some_and(|word| word == "removable")
    };
    let mut above = place.ancestors().skip(1);
    !above.any(|folder| remote(folder) || removable(folder))
}

fn root_ports(devices: &Path, root_hub: &Path, bus: &str) -> Vec<RootPort> {
    let count = files::line(root_hub.join("maxchild"));
    let count = count
        .and_then(|count| count.parse::<u32>().ok())
        .unwrap_or(0);
    let ports = root_hub.join(format!("{bus}-0:1.0"));
    let speed = files::line(root_hub.join("speed")).and_then(|speed| speed.parse::<u32>().ok());
    if !ports.join(format!("usb{bus}-port1")).is_dir() && speed >= Some(SUPER_SPEED) {
        // Nothing says which ports are halves of one socket, and most are: this counts each socket once.
        return Vec::new();
    }
    (1..=count.min(MAX_PORTS))
        .map(|number| {
            let port = ports.join(format!("usb{bus}-port{number}"));
            let at = port_of(bus, &number.to_string());
            let device = devices.join(format!("{bus}-{number}"));
            RootPort {
                at,
                kind: kind(files::line(port.join("connect_type")).as_deref()),
                peer: peer(&port),
                taken: device.exists() || port.join("device").exists(),
            }
        })
        .collect()
}

fn port_of(bus: &str, chain: &str) -> Port {
    Port {
        bus: bus.into(),
        chain: chain.into(),
    }
}

fn kind(word: Option<&str>) -> Socket {
    match word {
        Some("hotplug") => Socket::Hotplug,
        Some("hardwired") => Socket::Hardwired,
        Some("not used") => Socket::NotUsed,
        _ => Socket::Unknown,
    }
}

/// The port that `peer` points to, such as "…/usb2-port3".
fn peer(port: &Path) -> Option<Port> {
    let to = fs::read_link(port.join("peer")).ok()?;
    let (bus, number) = to.file_name()?.to_str()?.split_once("-port")?;
    Some(port_of(bus.strip_prefix("usb")?, number))
}

/// A hub by its folder: "1-3.1" is at port 1 of the hub at port 3 of bus 1.
fn hub(folder: &Path, name: &str) -> Option<SeenHub> {
    let (bus, chain) = name.split_once('-')?;
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !number(bus) || !chain.split('.').all(number) {
        return None;
    }
    (files::line(folder.join("bDeviceClass"))? == HUB).then_some(())?;
    let id = |name| u16::from_str_radix(&files::line(folder.join(name))?, 16).ok();
    let sockets = files::line(folder.join("maxchild"));
    Some(SeenHub {
        at: port_of(bus, chain),
        id: UsbId {
            vendor: id("idVendor")?,
            product: id("idProduct")?,
        },
        product: files::line(folder.join("product")).map(shown),
        fixed: files::line(folder.join("removable")).is_some_and(|word| word == "fixed"),
        sockets: sockets.and_then(|count| count.parse().ok()).unwrap_or(0),
    })
}

/// Removes invisible characters from a device's own name and shortens it, because it goes to a terminal.
fn shown(text: String) -> String {
    seen(&text)
        .filter_map(|(c, hidden)| (!hidden).then_some(c))
        .take(64)
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn write(root: &Path, files: &[(&str, &str)]) {
        for (path, content) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }

    #[test]
    fn sockets_with_their_halves_and_hubs_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(
            root,
            &[
                ("usb1/maxchild", "2\n"),
                ("usb1/speed", "480\n"),
                ("usb1/1-0:1.0/usb1-port1/connect_type", "hotplug\n"),
                ("usb1/1-0:1.0/usb1-port2/connect_type", "hardwired\n"),
                ("usb2/maxchild", "1\n"),
                ("usb2/speed", "5000\n"),
                ("usb2/2-0:1.0/usb2-port1/connect_type", "hotplug\n"),
                ("1-1/bDeviceClass", "09\n"),
                ("1-1/idVendor", "05e3\n"),
                ("1-1/idProduct", "0610\n"),
                ("1-1/maxchild", "4\n"),
                ("1-1/removable", "fixed\n"),
                ("1-1/product", "USB2.0\u{7} Hub\n"),
                ("1-1.2/bDeviceClass", "00\n"),
            ],
        );
        let peer = root.join("usb1/1-0:1.0/usb1-port1/peer");
        symlink("../../../usb2/2-0:1.0/usb2-port1", peer).unwrap();
        let ports = read(root).unwrap();
        assert_eq!(ports.root_ports.len(), 3);
        let first = &ports.root_ports[0];
        assert_eq!((first.kind, first.taken), (Socket::Hotplug, true));
        assert_eq!(first.peer.as_ref().unwrap().to_string(), "2-1");
        assert_eq!(ports.root_ports[1].kind, Socket::Hardwired);
        let [hub] = ports.hubs.as_slice() else {
            panic!("{:?}", ports.hubs)
        };
        assert_eq!(hub.at.to_string(), "1-1");
        assert_eq!(
            (hub.id.to_string().as_str(), hub.fixed, hub.sockets),
            ("05e3:0610", true, 4)
        );
        assert_eq!(hub.product.as_deref(), Some("USB2.0 Hub"));
    }

    #[test]
    fn without_a_word_of_the_firmware_each_socket_counts_once() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            &[
                ("usb1/maxchild", "4\n"),
                ("usb1/speed", "480\n"),
                ("usb2/maxchild", "4\n"),
                ("usb2/speed", "10000\n"),
            ],
        );
        assert_eq!(read(folder.path()).unwrap().root_ports.len(), 4);
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(read(empty.path()), None);
    }
}
