//! The listeners that have to be open, bounded so that no device takes the places of others.

use madoguchi_ports::{DeviceId, Interface};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// The most listeners at a time: four readers serve, a dozen more may be plugged in and refused, and each has a handful of addresses.
pub(crate) const MAX_DOORS: usize = 64;
/// The most listeners on one device, so that a device with many addresses or interfaces does not take the places of others.
pub(super) const MAX_PER_DEVICE: usize = 8;

/// The place of a listener: interface number and address.
pub(super) type Place = (u32, IpAddr);

/// The owner of a share of the listeners: all interfaces of one device, or one interface without a device.
type Whose<'a> = (Option<&'a DeviceId>, u32);

/// The listeners that have to be open. Devices get one listener each in turn, so that a device with many leaves one for each of the others.
/// An interface that is down can have no connections.
pub(super) fn wanted(interfaces: Vec<Interface>) -> BTreeMap<Place, Interface> {
    let mut devices: BTreeMap<Whose<'_>, Vec<(Place, &Interface)>> = BTreeMap::new();
    for interface in interfaces.iter().filter(|interface| interface.up) {
        let device = interface.device.as_ref();
        let whose = (device, device.map_or(interface.index, |_| 0));
        let doors = devices.entry(whose).or_default();
        let room = MAX_PER_DEVICE.saturating_sub(doors.len());
        let addresses = interface.addresses.iter().take(room);
        doors.extend(addresses.map(|address| ((interface.index, address.ip), interface)));
    }
    let turns = (0..MAX_PER_DEVICE).flat_map(|turn| {
        let of_all = devices.values();
        of_all.filter_map(move |doors| doors.get(turn))
    });
    let first = turns.take(MAX_DOORS);
    first
        .map(|(place, interface)| (*place, Interface::clone(interface)))
        .collect()
}
