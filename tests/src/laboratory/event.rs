//! The message by which udev tells programs that a USB device came or went, sent inside the PC's namespace.

use super::namespace::Namespace;
use rustix::net::netlink::{KOBJECT_UEVENT, SocketAddrNetlink};
use rustix::net::{AddressFamily, SendFlags, SocketFlags, SocketType, bind, sendto, socket_with};

/// The group that programs listen to; the first one is the kernel's own.
const UDEV_GROUP: u32 = 1 << 1;
/// libudev's header has this many bytes.
const HEADER_BYTES: u32 = 40;
const MAGIC: [u8; 4] = 0xfeed_cafe_u32.to_be_bytes();

/// What happened to a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happened {
    Came,
    Went,
}

/// Tells everyone in the namespace what happened to the device at this place of the tree (`/devices/…`).
pub(super) fn tell(pc: &Namespace, happened: Happened, place: &str, bus: u32, number: u32) {
    let action = match happened {
        Happened::Came => "add",
        Happened::Went => "remove",
    };
    let message = message(&[
        ("ACTION", action),
        ("DEVPATH", place),
        ("SUBSYSTEM", "usb"),
        ("DEVTYPE", "usb_device"),
        ("BUSNUM", &format!("{bus:03}")),
        ("DEVNUM", &format!("{number:03}")),
        ("SEQNUM", "1"),
    ]);
    pc.inside(|| {
        let socket = socket_with(
            AddressFamily::NETLINK,
            SocketType::RAW,
            SocketFlags::CLOEXEC,
            Some(KOBJECT_UEVENT),
        )
        .unwrap();
        bind(&socket, &SocketAddrNetlink::new(0, 0)).unwrap();
        let everyone = SocketAddrNetlink::new(0, UDEV_GROUP);
        // Nobody listening is no failure: then a scan has to find it.
        match sendto(&socket, &message, SendFlags::empty(), &everyone) {
            Ok(_) | Err(rustix::io::Errno::CONNREFUSED) => {}
            Err(error) => panic!("udev's message cannot be sent: {error}"),
        }
    });
}

fn message(properties: &[(&str, &str)]) -> Vec<u8> {
    let body: Vec<u8> = properties
        .iter()
        .flat_map(|(name, value)| format!("{name}={value}\0").into_bytes())
        .collect();
    let length = u32::try_from(body.len()).unwrap();
    let mut message = b"libudev\0".to_vec();
    message.extend(MAGIC);
    for number in [HEADER_BYTES, HEADER_BYTES, length] {
        message.extend(number.to_ne_bytes());
    }
    // Hashes by which the kernel could filter; nobody filters here.
    message.extend([0; 16]);
    message.extend(body);
    message
}
