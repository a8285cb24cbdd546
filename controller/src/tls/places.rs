//! How many connections there may be, who has how many, and who has to go.
//!
//! A connection is *unfinished* until it has shown who it is: a reader's certificate in its handshake, a call with the desk's
//! token, a turn at a pairing. Where all places are taken, a newcomer gets that of an unfinished one: of the peer that has most of them (the
//! newcomer counted in), the oldest. So whoever opens connections and leaves them half open pushes out his own, a reader's device
//! pushes out no other's, and who was let in stays. Only where all are finished is the newcomer turned away.
//!
//! There is no least age at which one may be pushed out. A newcomer always has its place for as long as it takes to open as many
//! more as there are places: at 64 places and 15 connections a second 4 s, at 1,000 a second 64 ms, for a handshake that
//! takes milliseconds. A least age would do the reverse for faster attackers: it would keep the places for those who came
//! first, and turn the clinic's own program away.

use madoguchi_ports::DeviceId;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

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

/// What stands at one door.
#[derive(Debug, Clone)]
pub(super) struct Places {
    bounds: Bounds,
    table: Arc<Mutex<Table>>,
}

/// How far a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It shakes hands.
    Handshake,
    /// It has shaken hands, and has shown no certificate and no token.
    Silent,
    /// It is one of our readers, and has not called.
    Known,
    /// It may stay.
    Settled,
}

impl Stage {
    const fn is_unfinished(self) -> bool {
        matches!(self, Self::Handshake | Self::Silent)
    }
}

#[derive(Debug)]
struct Entry {
    whose: Whose,
    address: SocketAddr,
    stage: Stage,
    hang_up: oneshot::Sender<()>,
}

/// All connections by number: the lowest is the oldest.
#[derive(Debug, Default)]
struct Table {
    /// How many there may be.
    connections: usize,
    next: u64,
    entries: BTreeMap<u64, Entry>,
}

/// One that had to go, and for the want of which places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gone {
    pub address: SocketAddr,
    pub full: Full,
}

/// A newcomer with its place.
#[derive(Debug)]
pub(super) struct Entered {
    pub held: Held,
    /// Completes when the connection has to end.
    pub hung_up: oneshot::Receiver<()>,
    /// Who had to go for it.
    pub gone: Vec<Gone>,
}

impl Places {
    pub(super) fn new(bounds: &Bounds) -> Self {
        Self {
            bounds: *bounds,
            table: Arc::new(Mutex::new(Table {
                connections: bounds.connections,
                ..Table::default()
            })),
        }
    }

    /// A place for a newcomer, if need be an unfinished one's.
    pub(super) fn enter(
        &self,
        address: SocketAddr,
        interface: Option<u32>,
        device: Option<DeviceId>,
    ) -> Result<Entered, Full> {
        let whose = Whose::of(address, interface, device);
        let mut table = lock(&self.table);
        let mut gone = Vec::new();
        let of_peer = |entry: &Entry| entry.whose == whose;
        let shaking = |entry: &Entry| entry.stage == Stage::Handshake;
        let Bounds {
            per_peer,
            handshakes,
            connections,
            ..
        } = self.bounds;
        // The narrowest first: each makes room in those that follow.
        gone.extend(table.room(whose.full(), per_peer, &whose, of_peer)?);
        gone.extend(table.room(Full::Handshakes, handshakes, &whose, shaking)?);
        gone.extend(table.room(Full::Connections, connections, &whose, |_| true)?);
        let (hang_up, hung_up) = oneshot::channel();
        let number = table.next;
        table.next += 1;
        table.entries.insert(
            number,
            Entry {
                whose,
                address,
                stage: Stage::Handshake,
                hang_up,
            },
        );
        drop(table);
        let spot = Spot {
            table: Arc::clone(&self.table),
            number,
        };
        Ok(Entered {
            held: Held(spot),
            hung_up,
            gone,
        })
    }
}

impl Table {
    /// Makes room for one more among those that `counted` counts, of which there may be `most`.
    fn room(
        &mut self,
        full: Full,
        most: usize,
        newcomer: &Whose,
        counted: impl Fn(&Entry) -> bool,
    ) -> Result<Option<Gone>, Full> {
        if self.entries.values().filter(|e| counted(e)).count() < most {
            return Ok(None);
        }
        let number = self.oldest_of_most(newcomer, counted).ok_or(full)?;
        let entry = self.entries.remove(&number).ok_or(full)?;
        let address = entry.address;
        // One whose task has just ended hears nothing, and needs to hear nothing.
        let _ended = entry.hang_up.send(());
        Ok(Some(Gone { address, full }))
    }

    /// The oldest unfinished one of the peer that has most of them, among those that are counted.
    fn oldest_of_most(&self, newcomer: &Whose, counted: impl Fn(&Entry) -> bool) -> Option<u64> {
        let unfinished = || {
            let all = self.entries.iter();
            all.filter(|(_, entry)| entry.stage.is_unfinished() && counted(entry))
        };
        let mut of_peer = HashMap::from([(newcomer, 1_usize)]);
        for (_, entry) in unfinished() {
            *of_peer.entry(&entry.whose).or_default() += 1;
        }
        // The first of the greatest: they come by age.
        let ranked = unfinished().map(|(number, entry)| (of_peer[&entry.whose], *number));
        let most = ranked.clone().map(|(count, _)| count).max()?;
        let mut oldest = ranked.filter(|(count, _)| *count == most);
        oldest.next().map(|(_, number)| number)
    }
}

/// One connection in the table of its door.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    table: Arc<Mutex<Table>>,
    number: u64,
}

impl Spot {
    /// It has shown what it is for: from now on it may stay.
    pub(super) fn settle(&self) {
        self.now(Stage::Settled);
    }

    /// Ends the connection under whatever still runs on it.
    pub(super) fn hang_up(&self) {
        let entry = lock(&self.table).entries.remove(&self.number);
        if let Some(entry) = entry {
            // The other end of this is gone only when the connection is.
            let _ended = entry.hang_up.send(());
        }
    }

    fn now(&self, stage: Stage) {
        if let Some(entry) = lock(&self.table).entries.get_mut(&self.number) {
            entry.stage = stage;
        }
    }
}

/// The place that a connection takes until it is dropped.
#[derive(Debug)]
pub(super) struct Held(Spot);

impl Held {
    pub(super) fn spot(&self) -> Spot {
        self.0.clone()
    }

    /// It has shaken hands, and is one of our readers or nobody that is known.
    pub(super) fn shaken(&self, is_known: bool) {
        self.0.now(if is_known {
            Stage::Known
        } else {
            Stage::Silent
        });
    }

    /// Whether it has shown what it is for.
    pub(super) fn is_settled(&self) -> bool {
        let table = lock(&self.0.table);
        let entry = table.entries.get(&self.0.number);
        entry.is_some_and(|entry| entry.stage == Stage::Settled)
    }

    /// Whether fewer than half of all places are free.
    pub(super) fn is_scarce(&self) -> bool {
        let table = lock(&self.0.table);
        table.entries.len() > table.connections.div_ceil(2)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        lock(&self.0.table).entries.remove(&self.0.number);
    }
}

fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(test)]
mod tests;
