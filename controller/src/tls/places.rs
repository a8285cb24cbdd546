//! The places for connections: how many there are, which peer has how many, and which connection is pushed out.
//!
//! A connection is *unfinished* until it has shown who it is: by a reader's certificate in its handshake, a call with the desk's token, or
//! a turn in a pairing. When all places are taken, a newcomer gets the place of an unfinished connection: of the peer that has most of them
//! (counting the newcomer), the oldest one. So a peer that opens connections and leaves them half open pushes out its own, a reader's
//! device pushes out those of no other device, and an accepted connection stays. Only when all connections are finished is the newcomer
//! refused.
//!
//! A connection whose handshake came to nothing is *refused*: it keeps its place for a while (`refused_time`), in which no newcomer of its
//! own link pushes it out. So whoever hammers on a cable gets a few handshakes a second by it, and other links are none the worse: theirs may
//! push it out where places in all are short. What comes by a fixed listener may be anybody's, as on loopback: there a newcomer pushes out
//! refused connections too, so that a reader whose key is on record never waits for them. Only the refused one itself does.
//!
//! There is no least age for being pushed out: it would keep the places for those who came first, and refuse the clinic's own program. A
//! newcomer has its place for as long as it takes to open as many more as there are places, and while there is none free the door looks at
//! one connection in 2 ms (`incoming`): at 64 places that is an eighth of a second, for a handshake that takes milliseconds.

use madoguchi_ports::DeviceId;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// The bounds of a listener: how many connections, and how long each may take to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Connections at a time, in all.
    pub connections: usize,
    /// Connections at a time from one reader's device, whatever interfaces it has; at a fixed listener, from one address.
    pub per_peer: usize,
    /// Handshakes at a time.
    pub handshakes: usize,
    /// The time for one handshake.
    pub handshake_time: Duration,
    /// The time from a handshake that came to nothing to the word that it did. Until the peer has heard that, its place is taken.
    pub refused_time: Duration,
    /// The time from the handshake to the first call that shows what the connection is for. While half of the places are free it does not
    /// count: a person may be typing.
    pub first_call_time: Duration,
}

/// Half a second, so that a link's four places let it try eight times a second; and whoever waits for its refusal, twice by each.
pub(crate) const REFUSED_TIME: Duration = Duration::from_millis(500);

impl Bounds {
    /// For readers over USB. Four serve, a dozen more may be plugged in and be refused, and each may connect again before the loss of its
    /// last connection is noticed. A handshake takes milliseconds, and an agent calls at once.
    pub const READERS: Self = Self {
        connections: 64,
        per_peer: 4,
        handshakes: 16,
        handshake_time: Duration::from_secs(5),
        refused_time: REFUSED_TIME,
        first_call_time: Duration::from_secs(5),
    };
    /// For browsers on this PC: a few windows, each with up to six connections, and one that stays for what changes. Here there is no
    /// handshake; a connection is unfinished until it has sent a request that is taken.
    pub const BROWSERS: Self = Self {
        connections: 128,
        per_peer: 128,
        handshakes: 128,
        handshake_time: Duration::from_secs(10),
        refused_time: REFUSED_TIME,
        first_call_time: Duration::from_secs(10),
    };
    /// For browsers of other PCs: a large clinic's screens. None of their PCs takes more than a quarter of the places, and a handshake takes
    /// milliseconds.
    pub const LAN: Self = Self {
        connections: 128,
        per_peer: 32,
        handshakes: 32,
        handshake_time: Duration::from_secs(10),
        refused_time: REFUSED_TIME,
        first_call_time: Duration::from_secs(10),
    };
    /// For programs, or simulated readers, on this PC. They all have one address, and a program without a token must not keep out those
    /// with one.
    pub const LOOPBACK: Self = Self {
        connections: 256,
        per_peer: 256,
        handshakes: 64,
        handshake_time: Duration::from_secs(5),
        refused_time: REFUSED_TIME,
        first_call_time: Duration::from_secs(10),
    };
}

/// The places that are all taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    /// The places of all connections.
    Connections,
    /// The places of this address.
    OfPeer,
    /// The places of this device.
    OfDevice,
    /// The places of this interface.
    OfInterface,
    /// The places of handshakes.
    Handshakes,
}

impl Full {
    /// The name of the bound, for the log.
    pub(crate) const fn bound(self) -> &'static str {
        match self {
            Self::Connections => "connections in all",
            Self::OfPeer => "connections of one address",
            Self::OfDevice => "connections of one device",
            Self::OfInterface => "connections of one interface",
            Self::Handshakes => "handshakes at a time",
        }
    }
}

/// The connections of one listener.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    bounds: Bounds,
    table: Arc<Mutex<Table>>,
}

/// The stage of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It is in its handshake.
    Handshake,
    /// Its handshake came to nothing.
    Refused,
    /// Its handshake is done; it has shown no certificate and no token.
    Silent,
    /// It is one of our readers, and has not called yet.
    Known,
    /// It may stay.
    Settled,
}

impl Stage {
    const fn is_unfinished(self) -> bool {
        matches!(self, Self::Handshake | Self::Refused | Self::Silent)
    }
}

#[derive(Debug)]
struct Entry {
    whose: Whose,
    address: SocketAddr,
    stage: Stage,
    hang_up: oneshot::Sender<()>,
}

impl Entry {
    /// Whether a newcomer may have its place.
    fn may_go_for(&self, newcomer: &Whose) -> bool {
        let is_kept =
            self.stage == Stage::Refused && newcomer.is_a_link() && self.whose == *newcomer;
        self.stage.is_unfinished() && !is_kept
    }
}

/// All connections by number; the lowest number is the oldest connection.
#[derive(Debug, Default)]
struct Table {
    connections: usize,
    next: u64,
    entries: BTreeMap<u64, Entry>,
}

/// A connection that was pushed out, and the places that were missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gone {
    pub address: SocketAddr,
    pub full: Full,
}

/// A newcomer with its place.
#[derive(Debug)]
pub(crate) struct Entered {
    pub taken: Taken,
    /// Completes when the connection has to end.
    pub hung_up: oneshot::Receiver<()>,
    /// The connections that were pushed out for it.
    pub gone: Vec<Gone>,
}

impl Places {
    pub(crate) fn new(bounds: &Bounds) -> Self {
        Self {
            bounds: *bounds,
            table: Arc::new(Mutex::new(Table {
                connections: bounds.connections,
                ..Table::default()
            })),
        }
    }

    /// Finds a place for a newcomer, if necessary that of an unfinished connection.
    pub(crate) fn enter(
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
        // The narrowest bound first: a place that it frees counts for the next ones, too.
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
            taken: Taken(spot),
            hung_up,
            gone,
        })
    }
}

impl Table {
    /// Frees a place if `most` is reached among the entries that `counted` selects.
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
        // A task that has just ended receives nothing, and needs nothing.
        let _ended = entry.hang_up.send(());
        Ok(Some(Gone { address, full }))
    }

    /// The oldest unfinished connection of the peer that has most of them, among the selected entries.
    fn oldest_of_most(&self, newcomer: &Whose, counted: impl Fn(&Entry) -> bool) -> Option<u64> {
        let unfinished = || {
            let all = self.entries.iter();
            all.filter(|(_, entry)| entry.may_go_for(newcomer) && counted(entry))
        };
        let mut of_peer = HashMap::from([(newcomer, 1_usize)]);
        for (_, entry) in unfinished() {
            *of_peer.entry(&entry.whose).or_default() += 1;
        }
        // The first of the greatest: entries come by age.
        let ranked = unfinished().map(|(number, entry)| (of_peer[&entry.whose], *number));
        let most = ranked.clone().map(|(count, _)| count).max()?;
        let mut oldest = ranked.filter(|(count, _)| *count == most);
        oldest.next().map(|(_, number)| number)
    }
}

/// One connection in the table of its door.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    table: Arc<Mutex<Table>>,
    number: u64,
}

impl Spot {
    /// Marks the connection as one that has shown what it is for: from now on it may stay.
    pub(crate) fn settle(&self) {
        self.now(Stage::Settled);
    }

    /// Ends the connection below everything that still runs on it.
    pub(crate) fn hang_up(&self) {
        let entry = lock(&self.table).entries.remove(&self.number);
        if let Some(entry) = entry {
            // Fails only when the connection is gone.
            let _ended = entry.hang_up.send(());
        }
    }

    fn now(&self, stage: Stage) {
        if let Some(entry) = lock(&self.table).entries.get_mut(&self.number) {
            entry.stage = stage;
        }
    }
}

/// The place of a connection, which is free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Taken(Spot);

impl Taken {
    pub(crate) fn spot(&self) -> Spot {
        self.0.clone()
    }

    /// Records that the handshake is done, and whether the peer is one of our readers.
    pub(crate) fn shaken(&self, is_known: bool) {
        self.0.now(if is_known {
            Stage::Known
        } else {
            Stage::Silent
        });
    }

    /// Records that the handshake came to nothing.
    pub(crate) fn refused(&self) {
        self.0.now(Stage::Refused);
    }

    /// Whether the connection has shown what it is for.
    pub(crate) fn is_settled(&self) -> bool {
        let table = lock(&self.0.table);
        let entry = table.entries.get(&self.0.number);
        entry.is_some_and(|entry| entry.stage == Stage::Settled)
    }

    /// Whether fewer than half of all places are free.
    pub(crate) fn is_scarce(&self) -> bool {
        let table = lock(&self.0.table);
        table.entries.len() > table.connections.div_ceil(2)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        lock(&self.0.table).entries.remove(&self.0.number);
    }
}

fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The peer whose connections are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Whose {
    /// All connections from one reader's device. A device can have as many interfaces and addresses as it likes, and all readers may have
    /// the same address.
    Device(DeviceId),
    /// All connections on one interface, if its device is not known.
    Interface(u32),
    /// All connections from one address, and from one scope if it is link-local.
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

    /// Whether all of them come by one reader's cable.
    const fn is_a_link(&self) -> bool {
        matches!(self, Self::Device(_) | Self::Interface(_))
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
