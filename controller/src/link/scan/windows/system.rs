//! Reads the devices, adapters and routes from Windows.

use super::super::{INTERFACES, Scan};
use super::adapters::{self, Candidate, Owner};
use super::plugs::Plugs;
use super::ports::Node;
use crate::link::{Error, text};
use if_addrs::IfAddr;
use ipconfig::{Adapter, IfType, OperStatus};
use madoguchi_fleet::link::UsbId;
use madoguchi_ports::{Address, Device, DeviceId, Interface, Snapshot};
use nusb::{DeviceInfo, MaybeFuture, Speed};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use windows_registry::{Key, LOCAL_MACHINE};

/// The class of hubs (USB 2.0, 11.23.1).
const HUB: u8 = 9;
/// The registry key of the network adapters (the class of network adapters, by Microsoft's documentation).
const ADAPTERS: &str =
    r"SYSTEM\CurrentControlSet\Control\Network\{4D36E972-E325-11CE-BFC1-08002BE10318}";
/// The registry key of all devices.
const DEVICES: &str = r"SYSTEM\CurrentControlSet\Enum";
/// The registry key of the persistent routes.
const ROUTES: &str = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters\PersistentRoutes";
/// The most persistent routes that are read; a clinic's PC has a handful.
const MAX_ROUTES: usize = 1_024;

/// Scans, and numbers each plugging in.
#[derive(Debug)]
pub(in crate::link) struct Scanner {
    plugs: Plugs,
}

impl Scanner {
    pub fn new() -> Self {
        Self {
            plugs: Plugs::default(),
        }
    }

    /// Scans this PC.
    ///
    /// # Errors
    /// Windows tells nothing about its adapters or its devices.
    pub fn scan(&mut self) -> Result<Scan, Error> {
        // Adapters first, as in the scan on Linux.
        let adapters =
            ipconfig::get_adapters().map_err(|error| Error::Interfaces(io::Error::other(error)))?;
        let addresses = addresses()?;
        let listed: Vec<_> = nusb::list_devices()
            .wait()
            .map_err(Error::Devices)?
            .collect();
        let nodes: Vec<_> = listed.iter().map(node).collect();
        let mut names = HashMap::new();
        let mut by_instance = BTreeMap::new();
        let mut candidates = Vec::new();
        let mut snapshot = Snapshot::default();
        for (info, node) in listed
            .iter()
            .zip(&nodes)
            .filter(|(info, _)| info.class() != HUB)
        {
            let id = self.plugs.name(&node.instance);
            names.insert(info.id(), id.clone());
            by_instance.insert(node.instance.clone(), id.clone());
            candidates.push(candidate(&node.instance));
            snapshot.devices.push(device(info, node, &nodes, id));
        }
        self.plugs
            .keep(&by_instance.values().cloned().collect::<BTreeSet<_>>());
        let owners = Owners {
            candidates,
            by_instance,
        };
        let routers = routers();
        let told = adapters.iter().take(INTERFACES);
        snapshot.interfaces = told
            .filter_map(|adapter| interface(adapter, &addresses, &owners, &routers))
            .collect();
        snapshot.sort();
        Ok(Scan { snapshot, names })
    }

    /// Notes that a device went: if it returns, it counts as another one.
    pub fn went(&mut self, gone: &DeviceId) {
        self.plugs.went(gone);
    }
}

fn node(info: &DeviceInfo) -> Node {
    Node {
        instance: info.instance_id().to_string_lossy().into_owned(),
        parent: info.parent_instance_id().to_string_lossy().into_owned(),
        number: info.port_number(),
        bus: info.bus_id().to_owned(),
        chain: info.port_chain().to_vec(),
        usb: UsbId {
            vendor: info.vendor_id(),
            product: info.product_id(),
        },
    }
}

fn device(info: &DeviceInfo, node: &Node, all: &[Node], id: DeviceId) -> Device {
    Device {
        id,
        port: node.port(),
        hubs: node.way(all),
        usb: node.usb,
        serial: info.serial_number().and_then(text::shown).map(Into::into),
        speed_mbps: info.speed().and_then(megabits),
        product: info.product_string().and_then(text::shown),
    }
}

fn megabits(speed: Speed) -> Option<u32> {
    Some(match speed {
        Speed::Low => 1,
        Speed::Full => 12,
        Speed::High => 480,
        Speed::Super => 5_000,
        Speed::SuperPlus => 10_000,
        _ => return None,
    })
}

/// The registry's data about a device.
fn candidate(instance: &str) -> Candidate {
    let key = open(&format!(r"{DEVICES}\{instance}"));
    let said = |name| key.as_ref()?.get_string(name).ok();
    Candidate {
        instance: instance.to_owned(),
        prefix: said("ParentIdPrefix"),
        container: said("ContainerID"),
    }
}

/// The devices to which an adapter can belong.
struct Owners {
    candidates: Vec<Candidate>,
    by_instance: BTreeMap<String, DeviceId>,
}

impl Owners {
    /// The device of an adapter by its name; `None` if it is not a USB device.
    fn of(&self, adapter: &str) -> Option<DeviceId> {
        let key = open(&format!(r"{DEVICES}\{adapter}"));
        let container = key.and_then(|key| key.get_string("ContainerID").ok());
        match adapters::owner(adapter, container.as_deref(), &self.candidates) {
            Owner::Nobody => None,
            Owner::Device(device) => self.by_instance.get(&device.instance).cloned(),
            // A name that no device has: it is a USB device, and its link is unknown.
            Owner::Unclear => Some(DeviceId(adapter.into())),
        }
    }
}

fn interface(
    adapter: &Adapter,
    addresses: &BTreeMap<String, Told>,
    owners: &Owners,
    routers: &[std::net::Ipv4Addr],
) -> Option<Interface> {
    let told = addresses.get(&adapter.adapter_name().to_ascii_uppercase());
    let index = match adapter.ipv6_if_index() {
        0 => told?.index?,
        index => index,
    };
    let addresses = told.map(|told| told.addresses.clone()).unwrap_or_default();
    let instance = instance(adapter.adapter_name());
    Some(Interface {
        index,
        name: text::shown(adapter.friendly_name()).unwrap_or_default(),
        up: adapter.oper_status() == OperStatus::IfOperStatusUp,
        wireless: adapter.if_type() == IfType::Ieee80211,
        default_route: !adapter.gateways().is_empty()
            || routers
                .iter()
                .any(|router| adapters::reaches(&addresses, *router)),
        driver: instance.as_deref().and_then(driver),
        addresses,
        device: instance.as_deref().and_then(|instance| owners.of(instance)),
    })
}

/// The instance id of an adapter, by the adapter's GUID.
fn instance(adapter: &str) -> Option<String> {
    let key = open(&format!(r"{ADAPTERS}\{adapter}\Connection"))?;
    key.get_string("PnPInstanceID").ok()
}

fn driver(instance: &str) -> Option<String> {
    let key = open(&format!(r"{DEVICES}\{instance}"))?;
    key.get_string("Service").ok()
}

fn open(path: &str) -> Option<Key> {
    LOCAL_MACHINE.open(path).ok()
}

/// The routers of persistent routes.
fn routers() -> Vec<std::net::Ipv4Addr> {
    let Some(key) = open(ROUTES) else {
        return Vec::new();
    };
    let Ok(values) = key.values() else {
        return Vec::new();
    };
    let routes = values.take(MAX_ROUTES);
    routes
        .filter_map(|(route, _)| adapters::router(&route))
        .collect()
}

/// The addresses of an adapter.
#[derive(Default)]
struct Told {
    index: Option<u32>,
    addresses: Vec<Address>,
}

/// Addresses with their prefixes, by the adapter's GUID; the list of adapters has no prefixes.
fn addresses() -> Result<BTreeMap<String, Told>, Error> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for address in if_addrs::get_if_addrs().map_err(Error::Interfaces)? {
        let of = told
            .entry(address.adapter_name.to_ascii_uppercase())
            .or_default();
        of.index = of.index.or(address.index);
        let prefix = match &address.addr {
            IfAddr::V4(v4) => v4.prefixlen,
            IfAddr::V6(v6) => v6.prefixlen,
        };
        of.addresses.push(Address {
            ip: address.ip(),
            prefix,
        });
    }
    Ok(told)
}
