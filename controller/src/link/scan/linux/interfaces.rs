//! Network interfaces on Linux: existence, number and addresses from the kernel, the device behind them from sysfs.

use super::super::INTERFACES;
use super::{routes, sysfs};
use crate::link::Error;
use if_addrs::{IfAddr, IfOperStatus};
use madoguchi_ports::{Address, DeviceId, Interface};
use rustix::net::{AddressFamily, SocketFlags, SocketType, netdevice, socket_with};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

const CLASS: &str = "/sys/class/net";

pub(super) fn read() -> Result<Vec<Interface>, Error> {
    let addresses = if_addrs::get_if_addrs().map_err(Error::Interfaces)?;
    let elsewhere = routes::interfaces_to_elsewhere();
    let mut found: BTreeMap<String, Told> = BTreeMap::new();
    for address in addresses {
        let told = found.entry(address.name).or_default();
        told.running |= address.oper_status == IfOperStatus::Up;
        told.addresses.push(plain(&address.addr));
    }
    // Interfaces without an address are listed only here.
    for entry in fs::read_dir(CLASS).map_err(Error::Interfaces)?.flatten() {
        if let Ok(name) = entry.file_name().into_string() {
            found.entry(name).or_default();
        }
    }
    let numbers = Numbers::open()?;
    let found = found.into_iter().take(INTERFACES);
    let read = found.filter_map(|(name, told)| {
        let folder = Path::new(CLASS).join(&name);
        Some(Interface {
            index: numbers.of(&name)?,
            up: up(&folder).unwrap_or(told.running),
            wireless: wireless(&folder),
            default_route: elsewhere.contains(&name),
            driver: driver(&folder),
            addresses: told.addresses,
            device: device(&folder).ok()?,
            name,
        })
    });
    Ok(read.collect())
}

/// What the kernel tells about an interface.
#[derive(Default)]
struct Told {
    running: bool,
    addresses: Vec<Address>,
}

/// The kernel's numbers of interfaces; sysfs may show those of another network namespace.
struct Numbers(rustix::fd::OwnedFd);

impl Numbers {
    fn open() -> Result<Self, Error> {
        let any = socket_with(
            AddressFamily::UNIX,
            SocketType::DGRAM,
            SocketFlags::CLOEXEC,
            None,
        );
        let socket = any.map_err(|errno| Error::Interfaces(errno.into()))?;
        Ok(Self(socket))
    }

    /// The number of an interface; `None` if there is no such interface.
    fn of(&self, name: &str) -> Option<u32> {
        netdevice::name_to_index(&self.0, name).ok()
    }
}

fn plain(address: &IfAddr) -> Address {
    let prefix = match address {
        IfAddr::V4(v4) => v4.prefixlen,
        IfAddr::V6(v6) => v6.prefixlen,
    };
    Address {
        ip: address.ip(),
        prefix,
    }
}

/// Whether it is up. Many drivers of USB network devices say only "unknown" while it is. `None` if nothing is said.
fn up(folder: &Path) -> Option<bool> {
    let state = sysfs::attribute(folder, "operstate")?;
    Some(matches!(state.as_str(), "up" | "unknown"))
}

/// Whether it is wireless: Wi-Fi, or a modem for mobile networks.
fn wireless(folder: &Path) -> bool {
    let wifi = ["wireless", "phy80211"];
    wifi.iter().any(|name| folder.join(name).exists())
        || fs::read_to_string(folder.join("uevent")).is_ok_and(|event| {
            event
                .lines()
                .any(|l| matches!(l, "DEVTYPE=wlan" | "DEVTYPE=wwan"))
        })
}

fn driver(folder: &Path) -> Option<String> {
    let driver = fs::read_link(folder.join("device/driver")).ok()?;
    Some(driver.file_name()?.to_str()?.to_owned())
}

/// The USB device of an interface; `None` if it has none.
///
/// # Errors
/// The device is vanishing.
fn device(folder: &Path) -> io::Result<Option<DeviceId>> {
    let link = folder.join("device");
    match fs::symlink_metadata(&link) {
        Ok(_) => {}
        // A bridge, a VPN, the loopback. An interface that is vanishing still has the link to its folder.
        Err(error) if error.kind() == io::ErrorKind::NotFound && !dangles(folder) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    }
    let device = fs::canonicalize(link)?;
    Ok(sysfs::device_above(&device).and_then(sysfs::id))
}

fn dangles(link: &Path) -> bool {
    fs::symlink_metadata(link).is_ok() && !link.exists()
}
