//! The ports, watched on a PC whose USB tree is made up: plugs are pulled by editing the tree, with and without the system's message.
//!
//! Needs root and Linux: each story runs this program again in a network and a mount namespace of its own, with the made-up tree in
//! the place of `/sys`. Without them it is skipped with a notice.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout
)]

use crate::support::link::{PEER, local, over_link};
use madoguchi_controller::link::{self, Claim, Links, Observation, Ports, Usb};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::{Path as LinkPath, UsbSerial};
use madoguchi_ports::{Settings, Snapshot};
use rustix::net::netlink::{KOBJECT_UEVENT, SocketAddrNetlink};
use rustix::net::{AddressFamily, SendFlags, SocketFlags, SocketType, sendto, socket_with};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// Longer than any loaded machine takes for a step.
const SOON: Duration = Duration::from_secs(20);
/// Within which a pulled plug has to be known.
const GONE: Duration = Duration::from_millis(300);
/// Where a story finds the tree that it may edit.
const TREE: &str = "MADOGUCHI_TEST_TREE";

/// Runs a story of this file in namespaces of its own.
fn alone(story: &str) {
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: {story} needs root");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let tree = Tree(folder.path().to_owned());
    tree.root_hub();
    let script = "mount --bind \"$0\" /sys && ip link set lo up && exec \"$@\"";
    let told = Command::new("unshare")
        .args(["--mount", "--net", "--", "sh", "-c", script])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", story, "--ignored", "--nocapture"])
        .env(TREE, folder.path())
        .output()
        .unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr),
    );
    assert!(told.status.success(), "{out}\n{err}");
    assert!(out.contains("1 passed"), "{out}\n{err}");
    print!("{out}");
}

#[test]
fn a_pulled_plug_is_known_in_time_though_no_message_tells_of_it() {
    alone("link::ports::inside::pulled_without_a_message");
}

#[test]
fn a_message_that_a_device_went_is_believed_before_any_scan() {
    alone("link::ports::inside::gone_by_a_message");
}

#[test]
fn a_reader_that_comes_is_seen_and_its_interface_after_it() {
    alone("link::ports::inside::coming");
}

#[test]
fn a_reader_behind_a_hub_and_one_that_vanishes_while_it_is_read_spoil_nothing() {
    alone("link::ports::inside::hub_and_ruins");
}

mod inside {
    use super::*;

    #[tokio::test]
    #[ignore = "a story that is run in namespaces of its own"]
    async fn pulled_without_a_message() {
        let tree = Tree::given();
        let usb0 = wire("usb0");
        tree.plug("1-1", 2, "CR-0001", Some("usb0"));
        let ports = Ports::watch(Settings::default()).unwrap();
        let mut observation = observe(&ports, usb0);
        let link = observation.link().unwrap();
        assert_eq!(
            (link.path, link.port.to_string()),
            (LinkPath::Direct, "1-1".to_owned())
        );
        assert_eq!(link.usb_serial, UsbSerial::Shown("CR-0001".into()));
        let pulled = Instant::now();
        tree.pull("1-1", Some("usb0"));
        assert_eq!(next(&mut observation).await, None);
        println!("known after {:?}", pulled.elapsed());
        assert!(pulled.elapsed() < GONE, "{:?}", pulled.elapsed());
    }

    #[tokio::test]
    #[ignore = "a story that is run in namespaces of its own"]
    async fn gone_by_a_message() {
        let tree = Tree::given();
        let usb0 = wire("usb0");
        tree.plug("1-1", 2, "CR-0001", Some("usb0"));
        let ports = Ports::watch(Settings::default()).unwrap();
        let mut observation = observe(&ports, usb0);
        assert!(observation.link().is_some());
        // The tree shows it still: so no scan can have told.
        let told = Instant::now();
        tell("remove", "1-1", 2);
        assert_eq!(next(&mut observation).await, None);
        println!("known after {:?}", told.elapsed());
        assert!(told.elapsed() < GONE, "{:?}", told.elapsed());
        // And what the tree shows comes back with a scan, for other connections.
        let mut snapshots = ports.snapshots();
        let back = snapshots.wait_for(|shown| shown.devices.len() == 1);
        tokio::time::timeout(SOON, back).await.unwrap().unwrap();
    }

    #[tokio::test]
    #[ignore = "a story that is run in namespaces of its own"]
    async fn coming() {
        let tree = Tree::given();
        let ports = Ports::watch(Settings::default()).unwrap();
        let mut snapshots = ports.snapshots();
        assert_eq!(snapshots.borrow_and_update().devices, []);
        tree.plug("1-4", 7, "CR-0004", None);
        tell("add", "1-4", 7);
        let there = snapshots.wait_for(|shown| shown.devices.len() == 1);
        let device = tokio::time::timeout(SOON, there)
            .await
            .unwrap()
            .unwrap()
            .devices[0]
            .clone();
        assert_eq!(
            (device.speed_mbps, device.product.as_deref()),
            (Some(480), Some("Reader"))
        );
        let usb0 = wire("usb0");
        let came = Instant::now();
        tree.interface("1-4", "usb0");
        let ready = |shown: &std::sync::Arc<Snapshot>| {
            shown
                .reader_interfaces(&Settings::default())
                .any(|i| i.index == usb0)
        };
        tokio::time::timeout(SOON, snapshots.wait_for(ready))
            .await
            .unwrap()
            .unwrap();
        println!("known after {:?}", came.elapsed());
        let first = observe(&ports, usb0).link().unwrap();
        // Plugged in anew between two looks: the number alone differs.
        let mut observation = observe(&ports, usb0);
        assert_eq!(observation.link(), Some(first));
        fs::write(tree.folder("1-4").join("devnum"), "8\n").unwrap();
        assert_eq!(next(&mut observation).await, None);
    }

    #[tokio::test]
    #[ignore = "a story that is run in namespaces of its own"]
    async fn hub_and_ruins() {
        let tree = Tree::given();
        let (usb0, usb1, usb2) = (wire("usb0"), wire("usb1"), wire("usb2"));
        let alone = wire("eth9");
        tree.device("1-3", 3, "05e3", "0610", "09");
        tree.plug("1-3.1", 4, "CR-0001", Some("usb0"));
        tree.plug("1-2", 5, "CR-0002", Some("usb1"));
        // Gone, but for its links; a device of which half is gone; and an interface that is no longer in the kernel.
        tree.plug("1-5", 6, "CR-0005", Some("usb2"));
        fs::remove_dir_all(tree.folder("1-5")).unwrap();
        tree.plug("1-6", 8, "CR-0006", None);
        fs::remove_file(tree.folder("1-6").join("idVendor")).unwrap();
        tree.plug("1-7", 9, "CR-\u{7}0007", Some("usb7"));
        let shown = link::read().unwrap();
        let settings = Settings::default();
        let link = |index| shown.link(&settings, over_link(PEER, index), local(index));
        let behind = link(usb0).unwrap();
        let hub = behind.hub.unwrap();
        assert_eq!(
            (behind.path, hub.port.to_string()),
            (LinkPath::BehindHub, "1-3".to_owned())
        );
        assert_eq!(hub.id.unwrap().to_string(), "05e3:0610");
        assert_eq!(link(usb1).unwrap().path, LinkPath::Direct);
        assert_eq!(link(usb2), None);
        let not_usb = link(alone).unwrap();
        assert_eq!(
            (not_usb.path, not_usb.interface.as_str()),
            (LinkPath::NotUsb, "eth9")
        );
        let serials: Vec<_> = shown
            .devices
            .iter()
            .map(|d| d.serial.as_deref().unwrap())
            .collect();
        assert_eq!(serials, ["CR-0002", "CR-0001", "CR-\u{fffd}0007"]);
        let names: Vec<_> = shown.interfaces.iter().map(|i| i.name.as_str()).collect();
        assert!(
            !names.contains(&"usb7") && !names.contains(&"usb2"),
            "{names:?}"
        );
    }

    async fn next(observation: &mut Observation) -> Option<madoguchi_fleet::link::Link> {
        tokio::time::timeout(SOON, observation.changed())
            .await
            .unwrap()
    }

    fn observe(ports: &Ports, index: u32) -> Observation {
        let claim = Claim {
            serial: Serial::parse("CR-0001"),
            virtual_port: String::new(),
        };
        Usb::new(ports).observe(over_link(PEER, index), local(index), &claim)
    }
}

/// An interface in the kernel, with the PC's link-local address. Returns its number.
fn wire(name: &str) -> u32 {
    let far = format!("far-{name}");
    for command in [
        format!("link add {name} type veth peer name {far}"),
        format!("link set {name} addrgenmode none up"),
        format!("addr add fe80::2/64 dev {name} nodad scope link"),
    ] {
        let done = Command::new("ip")
            .args(command.split(' '))
            .status()
            .unwrap();
        assert!(done.success(), "ip {command}");
    }
    let any = socket_with(
        AddressFamily::UNIX,
        SocketType::DGRAM,
        SocketFlags::CLOEXEC,
        None,
    );
    rustix::net::netdevice::name_to_index(any.unwrap(), name).unwrap()
}

/// Tells what udev tells of a device that came or went.
fn tell(action: &str, name: &str, number: u32) {
    let properties = [
        format!("ACTION={action}"),
        format!("DEVPATH=/devices/pci0000:00/0000:00:14.0/usb1/{name}"),
        "SUBSYSTEM=usb".to_owned(),
        "DEVTYPE=usb_device".to_owned(),
        "BUSNUM=001".to_owned(),
        format!("DEVNUM={number:03}"),
        "SEQNUM=1".to_owned(),
    ];
    let properties = properties.join("\0") + "\0";
    // systemd's `monitor_netlink_header`: a magic, its size, where the properties are, and four filters that nobody looks at.
    let mut message = b"libudev\0\xfe\xed\xca\xfe".to_vec();
    for number in [40, 40, u32::try_from(properties.len()).unwrap(), 0, 0, 0, 0] {
        message.extend(number.to_ne_bytes());
    }
    message.extend(properties.as_bytes());
    let to_all = SocketAddrNetlink::new(0, 1 << 1);
    let socket = socket_with(
        AddressFamily::NETLINK,
        SocketType::RAW,
        SocketFlags::CLOEXEC,
        Some(KOBJECT_UEVENT),
    );
    sendto(socket.unwrap(), &message, SendFlags::empty(), &to_all).unwrap();
}

/// A made-up `/sys`: what is read of it, and no more.
struct Tree(PathBuf);

impl Tree {
    fn given() -> Self {
        Self(std::env::var_os(TREE).unwrap().into())
    }

    /// The folder of a device: "1-3.1" is below "1-3".
    fn folder(&self, name: &str) -> PathBuf {
        let mut folder = self.0.join("devices/pci0000:00/0000:00:14.0/usb1");
        let (bus, chain) = name.split_once('-').unwrap();
        let numbers: Vec<_> = chain.split('.').collect();
        for length in 1..=numbers.len() {
            folder.push(format!("{bus}-{}", numbers[..length].join(".")));
        }
        folder
    }

    fn root_hub(&self) {
        let folder = self.0.join("devices/pci0000:00/0000:00:14.0/usb1");
        fs::create_dir_all(&folder).unwrap();
        for list in ["bus/usb/devices", "class/net"] {
            fs::create_dir_all(self.0.join(list)).unwrap();
        }
        let attributes = [("idVendor", "1d6b"), ("idProduct", "0002"), ("devnum", "1")];
        for (name, value) in attributes {
            fs::write(folder.join(name), value).unwrap();
        }
    }

    fn device(&self, name: &str, number: u32, vendor: &str, product: &str, class: &str) {
        let folder = self.folder(name);
        fs::create_dir_all(&folder).unwrap();
        let attributes = [
            ("busnum", "1"),
            ("devnum", &number.to_string()),
            ("devpath", &name[2..]),
            ("idVendor", vendor),
            ("idProduct", product),
            ("bcdDevice", "0100"),
            ("version", " 2.10"),
            ("bDeviceClass", class),
            ("bDeviceSubClass", "02"),
            ("bDeviceProtocol", "01"),
            ("speed", "480"),
        ];
        for (name, value) in attributes {
            fs::write(folder.join(name), format!("{value}\n")).unwrap();
        }
        symlink(&folder, self.0.join("bus/usb/devices").join(name)).unwrap();
    }

    /// Plugs a reader in.
    fn plug(&self, name: &str, number: u32, serial: &str, interface: Option<&str>) {
        self.device(name, number, "1d6b", "0104", "ef");
        let folder = self.folder(name);
        fs::write(folder.join("serial"), format!("{serial}\n")).unwrap();
        fs::write(folder.join("product"), "Reader\n").unwrap();
        if let Some(interface) = interface {
            self.interface(name, interface);
        }
    }

    /// The network interface of a reader comes up.
    fn interface(&self, name: &str, interface: &str) {
        let function = self.folder(name).join(format!("{name}:1.0"));
        let net = function.join("net").join(interface);
        fs::create_dir_all(&net).unwrap();
        symlink(&function, net.join("device")).unwrap();
        symlink(&net, self.0.join("class/net").join(interface)).unwrap();
    }

    /// Pulls the plug: the kernel takes the interface away first.
    fn pull(&self, name: &str, interface: Option<&str>) {
        if let Some(interface) = interface {
            fs::remove_file(self.0.join("class/net").join(interface)).unwrap();
        }
        fs::remove_file(self.0.join("bus/usb/devices").join(name)).unwrap();
        fs::remove_dir_all(self.folder(name)).unwrap();
    }
}
