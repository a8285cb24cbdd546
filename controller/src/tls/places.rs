//! How many connections there may be, and who has how many.

use crate::link::DeviceId;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many connections, and how long they may take to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// At a time, in all.
    pub connections: usize,
    /// At a time, by one reader's device, whatever interfaces it has; by a fixed listener, from one address.
    pub per_peer: usize,
    /// At a time, with the handshake not yet done.
    pub handshakes: usize,
    /// For one handshake.
    pub handshake_time: Duration,
    /// From the handshake to the first call that shows what the connection is for. While half of the places are free
    /// nobody is hurried: a person may be typing.
    pub first_call_time: Duration,
}

impl Bounds {
    /// For readers over USB: four serve, a dozen more may be plugged in and be refused, and each may connect
    /// anew before the loss of its last connection was noticed. A handshake takes milliseconds, and an agent calls
    /// at once.
    pub const READERS: Self = Self {
        connections: 64,
        per_peer: 4,
        handshakes: 16,
        handshake_time: Duration::from_secs(5),
        first_call_time: Duration::from_secs(5),
    };
    /// For programs, or simulated readers, on this PC: all have one address. Whoever has no token must not keep out
    /// those who have one.
    pub const LOOPBACK: Self = Self {
        connections: 256,
        per_peer: 256,
        handshakes: 64,
        handshake_time: Duration::from_secs(5),
        first_call_time: Duration::from_secs(10),
    };
}

/// Which places are all taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// Those of all connections.
    Connections,
    /// Those of this address.
    OfPeer,
    /// Those of this device.
    OfDevice,
    /// Those of this interface.
    OfInterface,
    /// Those of handshakes.
    Handshakes,
}

impl Full {
    /// For the log: which bound it was.
    pub(super) const fn bound(self) -> &'static str {
        match self {
            Self::Connections => "connections in all",
            Self::OfPeer => "connections of one address",
            Self::OfDevice => "connections of one device",
            Self::OfInterface => "connections of one interface",
            Self::Handshakes => "handshakes at a time",
        }
    }
}

/// The places at one door.
#[derive(Debug)]
pub(super) struct Places {
    connections: Arc<Semaphore>,
    handshakes: Arc<Semaphore>,
    peers: Peers,
    per_peer: usize,
    half: usize,
}

impl Places {
    pub(super) fn new(bounds: &Bounds) -> Self {
        Self {
            connections: Arc::new(Semaphore::new(bounds.connections)),
            handshakes: Arc::new(Semaphore::new(bounds.handshakes)),
            peers: Peers::default(),
            per_peer: bounds.per_peer,
            half: bounds.connections / 2,
        }
    }

    /// The places that a new connection needs: for as long as it lives, and for its handshake.
    pub(super) fn enter(
        &self,
        address: SocketAddr,
        interface: Option<u32>,
        device: Option<DeviceId>,
    ) -> Result<(Held, OwnedSemaphorePermit), Full> {
        let whose = Whose::of(address, interface, device);
        let full = whose.full();
        let held = Held {
            _of_peer: self.peers.enter(whose, self.per_peer).ok_or(full)?,
            _place: Arc::clone(&self.connections)
                .try_acquire_owned()
                .map_err(|_| Full::Connections)?,
            all: Arc::clone(&self.connections),
            half: self.half,
        };
        let handshake = Arc::clone(&self.handshakes)
            .try_acquire_owned()
            .map_err(|_| Full::Handshakes)?;
        Ok((held, handshake))
    }
}

/// The places that a connection takes until it is dropped.
#[derive(Debug)]
pub(super) struct Held {
    _place: OwnedSemaphorePermit,
    _of_peer: OfPeer,
    all: Arc<Semaphore>,
    half: usize,
}

impl Held {
    /// Whether fewer than half of all places are free.
    pub(super) fn is_scarce(&self) -> bool {
        self.all.available_permits() < self.half
    }
}

/// Who shares a number of places.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Whose {
    /// All that come by one reader's device: it may show itself as many interfaces and give itself as many addresses as it likes,
    /// and all readers may have the same one.
    Device(DeviceId),
    /// The same by one interface, where it is not known whose it is.
    Interface(u32),
    /// Those of one address, and of one scope where it is link-local.
    Address(IpAddr, u32),
}

impl Whose {
    fn of(address: SocketAddr, interface: Option<u32>, device: Option<DeviceId>) -> Self {
        if let Some(device) = device {
            return Self::Device(device);
        }
        if let Some(interface) = interface {
            return Self::Interface(interface);
        }
        let scope = match address {
            SocketAddr::V6(v6) => v6.scope_id(),
            SocketAddr::V4(_) => 0,
        };
        Self::Address(address.ip(), scope)
    }

    const fn full(&self) -> Full {
        match self {
            Self::Device(_) => Full::OfDevice,
            Self::Interface(_) => Full::OfInterface,
            Self::Address(..) => Full::OfPeer,
        }
    }
}

/// How many connections each of them has.
#[derive(Debug, Clone, Default)]
struct Peers(Arc<Mutex<HashMap<Whose, usize>>>);

impl Peers {
    fn enter(&self, key: Whose, most: usize) -> Option<OfPeer> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(key.clone()).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(OfPeer {
            peers: self.clone(),
            key,
        })
    }
}

#[derive(Debug)]
struct OfPeer {
    peers: Peers,
    key: Whose,
}

impl Drop for OfPeer {
    fn drop(&mut self) {
        let mut counts = self.peers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn one_interface_has_its_places_whatever_addresses_come_by_it_and_takes_none_of_another() {
        let places = Places::new(&Bounds {
            connections: 8,
            per_peer: 2,
            ..Bounds::READERS
        });
        let peer = |n: u32| format!("[fe80::{n}%7]:4000").parse::<SocketAddr>().unwrap();
        let held: Vec<_> = (1..=2)
            .map(|n| places.enter(peer(n), Some(7), None).unwrap())
            .collect();
        assert_eq!(
            places.enter(peer(3), Some(7), None).unwrap_err(),
            Full::OfInterface
        );
        // The same address by another link is another reader.
        let other = places.enter(peer(1), Some(8), None).unwrap();
        drop(held);
        let again = places.enter(peer(3), Some(7), None).unwrap();
        drop((other, again));
    }

    #[test]
    fn one_device_has_its_places_however_many_interfaces_it_shows() {
        let places = Places::new(&Bounds {
            per_peer: 2,
            ..Bounds::READERS
        });
        let peer: SocketAddr = "[fe80::1%7]:4000".parse().unwrap();
        let enter = |index, device: &str| {
            let device = DeviceId(device.into());
            places.enter(peer, Some(index), Some(device))
        };
        let held = [1, 2].map(|index| enter(index, "1-1#2").unwrap());
        assert_eq!(enter(3, "1-1#2").unwrap_err(), Full::OfDevice);
        // What is plugged in there next is another.
        let other = enter(4, "1-1#3").unwrap();
        drop((held, other));
    }

    #[test]
    fn by_a_fixed_listener_one_address_has_its_places() {
        let places = Places::new(&Bounds {
            per_peer: 1,
            ..Bounds::LOOPBACK
        });
        let held = places
            .enter("127.0.0.1:1".parse().unwrap(), None, None)
            .unwrap();
        let full = places.enter("127.0.0.1:2".parse().unwrap(), None, None);
        assert_eq!(full.unwrap_err(), Full::OfPeer);
        let other = places
            .enter("127.0.0.2:2".parse().unwrap(), None, None)
            .unwrap();
        drop((held, other));
    }
}
