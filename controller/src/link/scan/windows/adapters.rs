//! The USB device of a network adapter, and whether the adapter has a route to other networks.
//!
//! The registry contains the adapter's own name (its *PnP instance id*). If the device has one function, that is the USB device's own name.
//! If it has several ("…&MI_00\…"), the device's entry has the prefix of its functions' names. If neither matches, both have the number of
//! the container, which all parts of one piece of hardware share. Two copies of one device can share a container as well: then nothing is
//! guessed.

use super::ports::same;
use madoguchi_ports::Address;
use std::net::{IpAddr, Ipv4Addr};

/// Containers that identify nothing: the PC itself, and no container.
const NO_CONTAINER: [&str; 2] = [
    "{00000000-0000-0000-FFFF-FFFFFFFFFFFF}",
    "{00000000-0000-0000-0000-000000000000}",
];
/// The beginning of the names of USB devices and of their functions.
const USB: &str = r"USB\";

/// A USB device in the registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Candidate {
    pub instance: String,
    /// The beginning of its functions' names (`ParentIdPrefix`).
    pub prefix: Option<String>,
    pub container: Option<String>,
}

/// The USB device of an adapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner<'a> {
    /// The adapter is not a USB device.
    Nobody,
    /// The adapter belongs to this device.
    Device(&'a Candidate),
    /// The adapter is a USB device, but it is unclear which.
    Unclear,
}

/// Finds the USB device of an adapter by the adapter's name and container.
pub(super) fn owner<'a>(
    adapter: &str,
    container: Option<&str>,
    devices: &'a [Candidate],
) -> Owner<'a> {
    let by_name = devices.iter().find(|d| same(&d.instance, adapter));
    if let Some(device) = by_name {
        return Owner::Device(device);
    }
    if let Some(device) = only(devices.iter().filter(|d| is_function_of(adapter, d))) {
        return Owner::Device(device);
    }
    if let Some(device) = only(devices.iter().filter(|d| shares_container(container, d))) {
        return Owner::Device(device);
    }
    let is_usb = adapter
        .get(..USB.len())
        .is_some_and(|start| same(start, USB));
    let shares = devices.iter().any(|d| shares_container(container, d));
    if is_usb || shares {
        Owner::Unclear
    } else {
        Owner::Nobody
    }
}

/// "USB\VID_1D6B&PID_0104&MI_00\6&1F2E3D&0&0000" is a function of "USB\VID_1D6B&PID_0104\CR-0001" with the prefix "6&1F2E3D&0".
fn is_function_of(adapter: &str, device: &Candidate) -> bool {
    let found = || {
        let (kind, rest) = adapter.rsplit_once('\\')?;
        let (kind, _) = kind.to_ascii_uppercase().split_once("&MI_").map(owned)?;
        let (device_kind, _) = device.instance.rsplit_once('\\')?;
        let prefix = device
            .prefix
            .as_deref()
            .filter(|prefix| !prefix.is_empty())?;
        let start = rest.get(..prefix.len())?;
        let ends_there = rest.as_bytes().get(prefix.len()) == Some(&b'&');
        Some(same(&kind, device_kind) && same(start, prefix) && ends_there)
    };
    found().unwrap_or(false)
}

fn owned((one, other): (&str, &str)) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

fn shares_container(container: Option<&str>, device: &Candidate) -> bool {
    let (Some(one), Some(other)) = (container, &device.container) else {
        return false;
    };
    same(one, other) && !NO_CONTAINER.iter().any(|none| same(one, none))
}

fn only<'a>(mut found: impl Iterator<Item = &'a Candidate>) -> Option<&'a Candidate> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The router of a persistent route ("10.0.0.0,255.0.0.0,192.168.1.254,1": network, mask, router, metric). Windows keeps the routes that
/// somebody added so, for example to the dedicated line.
pub(super) fn router(route: &str) -> Option<Ipv4Addr> {
    let mut fields = route.split(',');
    let (_network, _mask, router) = (fields.next()?, fields.next()?, fields.next()?);
    let router: Ipv4Addr = router.trim().parse().ok()?;
    (!router.is_unspecified()).then_some(router)
}

/// Whether an address is in one of these networks.
pub(super) fn reaches(addresses: &[Address], router: Ipv4Addr) -> bool {
    addresses.iter().any(|address| match address.ip {
        IpAddr::V4(own) => {
            let network = |ip: Ipv4Addr| {
                let host_bits = 32_u32.saturating_sub(u32::from(address.prefix));
                u32::from(ip).checked_shr(host_bits).unwrap_or(0)
            };
            network(own) == network(router)
        }
        IpAddr::V6(_) => false,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const CONTAINER: &str = "{6F6C1A2E-9D4B-5C3E-8E21-0A1B2C3D4E5F}";

    fn device(serial: &str, prefix: Option<&str>, container: Option<&str>) -> Candidate {
        Candidate {
            instance: format!(r"USB\VID_1D6B&PID_0104\{serial}"),
            prefix: prefix.map(str::to_owned),
            container: container.map(str::to_owned),
        }
    }

    fn found<'a>(owner: Owner<'a>) -> &'a str {
        match owner {
            Owner::Device(device) => &device.instance,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_adapter_of_a_device_with_one_function_has_the_devices_name() {
        let devices = [device("CR-0001", None, None), device("CR-0002", None, None)];
        let adapter = r"usb\vid_1d6b&pid_0104\cr-0002";
        assert_eq!(found(owner(adapter, None, &devices)), devices[1].instance);
    }

    #[test]
    fn a_function_is_found_by_the_beginning_of_its_name_even_of_two_copies_in_one_container() {
        let devices = [
            device("CR-0001", Some("6&1f2e3d&0"), Some(CONTAINER)),
            device("5&AAAA&0&4", Some("6&1f2e3d&1"), Some(CONTAINER)),
        ];
        let adapter = r"USB\VID_1D6B&PID_0104&MI_00\6&1F2E3D&1&0000";
        assert_eq!(
            found(owner(adapter, Some(CONTAINER), &devices)),
            devices[1].instance
        );
        let adapter = r"USB\VID_1D6B&PID_0104&MI_00\6&1F2E3D&0&0000";
        assert_eq!(
            found(owner(adapter, Some(CONTAINER), &devices)),
            devices[0].instance
        );
    }

    #[test]
    fn a_function_without_that_is_found_by_its_container_if_that_is_one_devices_alone() {
        let adapter = r"USB\VID_1D6B&PID_0104&MI_00\6&1F2E3D&0&0000";
        let one = [
            device("CR-0001", None, Some(CONTAINER)),
            device("CR-0002", None, None),
        ];
        let container = CONTAINER.to_ascii_lowercase();
        assert_eq!(
            found(owner(adapter, Some(&container), &one)),
            one[0].instance
        );
        let two = [
            device("CR-0001", None, Some(CONTAINER)),
            device("X", None, Some(CONTAINER)),
        ];
        assert_eq!(owner(adapter, Some(CONTAINER), &two), Owner::Unclear);
        assert_eq!(owner(adapter, None, &two), Owner::Unclear);
    }

    #[test]
    fn the_container_of_the_pc_itself_makes_nobody_usb() {
        let machine = NO_CONTAINER[0].to_ascii_lowercase();
        let built_in = [device("CAMERA", None, Some(NO_CONTAINER[0]))];
        let ethernet = r"PCI\VEN_8086&DEV_15F3&SUBSYS_87D21043&REV_03\6&2C3B4A5&0&00E7";
        assert_eq!(owner(ethernet, Some(&machine), &built_in), Owner::Nobody);
        assert_eq!(owner(r"ROOT\VMS_MP\0000", None, &built_in), Owner::Nobody);
        assert_eq!(owner("", None, &built_in), Owner::Nobody);
    }

    #[test]
    fn a_prefix_that_only_begins_alike_is_another_devices() {
        let devices = [device("CR-0001", Some("6&1F2E3D&0"), None)];
        for adapter in [
            r"USB\VID_1D6B&PID_0104&MI_00\6&1F2E3D&01&0000",
            r"USB\VID_1D6B&PID_0105&MI_00\6&1F2E3D&0&0000",
            r"USB\VID_1D6B&PID_0104&MI_00\6&1F2E3D&0",
            r"USB\VID_1D6B&PID_0104&MI_00\顔&1F2E3D&0&0000",
        ] {
            assert_eq!(owner(adapter, None, &devices), Owner::Unclear, "{adapter}");
        }
    }

    #[test]
    fn a_lasting_route_leads_by_the_adapter_whose_network_its_router_is_in() {
        let address = |ip: &str, prefix| Address {
            ip: ip.parse().unwrap(),
            prefix,
        };
        let by = router("10.0.0.0,255.0.0.0,192.168.1.254,1").unwrap();
        assert!(reaches(&[address("192.168.1.10", 24)], by));
        assert!(!reaches(
            &[address("192.168.77.1", 30), address("fe80::1", 64)],
            by
        ));
        assert!(reaches(&[address("203.0.113.1", 0)], by));
        for nonsense in [
            "",
            "10.0.0.0",
            "10.0.0.0,255.0.0.0,gateway,1",
            "a,b,0.0.0.0,1",
        ] {
            assert_eq!(router(nonsense), None, "{nonsense}");
        }
    }
}
