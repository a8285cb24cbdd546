//! Handshakes that were refused lately, by where they came from and why: what would otherwise stand in a log file alone (RULES A26). They are
//! not stored, because whoever is refused tries again.

use crate::ids::{Installation, Serial};
use crate::link::{Link, Port};
use crate::time::FleetTime;

/// Why a handshake was refused, by either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The reader's certificate is not of this controller.
    NotOurs,
    /// The reader does not take this controller for its own.
    NotTheirs,
    /// The reader takes this controller's certificate for ended, and by the PC's clock it is.
    Ended,
    /// The reader takes this controller's certificate for ended or not yet begun, and by the PC's clock it is neither: one clock is wrong.
    Clock,
    /// It showed no certificate: a reader that was never paired, or no reader.
    NoCertificate,
}

impl Cause {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotOurs => "handshake-not-ours",
            Self::NotTheirs => "handshake-not-theirs",
            Self::Ended => "handshake-ended",
            Self::Clock => "handshake-clock",
            Self::NoCertificate => "handshake-no-certificate",
        }
    }

    /// Whether the two do not belong together, which pairing mends.
    pub(crate) const fn is_of_keys(self) -> bool {
        matches!(self, Self::NotOurs | Self::NotTheirs)
    }
}

/// Refusals of one cause at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedHandshakes {
    pub cause: Cause,
    pub installation: Installation,
    pub interface: String,
    /// The USB port, where there is one.
    pub port: Option<Port>,
    /// The serial of the newest one, by USB or as it claims; `None` where nothing names it.
    pub serial: Option<Serial>,
    /// The number of those that were told to the fleet: at least so many came.
    pub count: u32,
    pub newest: FleetTime,
}

/// The refusals that are remembered.
#[derive(Debug, Clone)]
pub(crate) struct Handshakes(Vec<RefusedHandshakes>);

/// The most places and causes that are remembered: each port of a PC with two of them. The one that was quiet longest goes.
const KEPT: usize = 8;
/// *Fixed*: how long a refusal is told. A reader tries again once a minute.
pub(crate) const TOLD_MS: i64 = 10 * crate::time::MINUTE;

impl Handshakes {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Counts a refusal. One that comes after the time for which the last one was told begins anew.
    pub(crate) fn note(
        &mut self,
        now: FleetTime,
        cause: Cause,
        serial: Option<Serial>,
        installation: Installation,
        link: &Link,
    ) {
        self.0.retain(|one| now.since(one.newest) < TOLD_MS);
        let same = |one: &&mut RefusedHandshakes| {
            one.cause == cause
                && one.installation == installation
                && one.interface == link.interface
        };
        if let Some(known) = self.0.iter_mut().find(same) {
            known.count = known.count.saturating_add(1);
            known.newest = now;
            known.serial = serial;
            return;
        }
        if self.0.len() >= KEPT {
            let quiet = self.0.iter().enumerate().min_by_key(|(_, one)| one.newest);
            if let Some((at, _)) = quiet {
                self.0.remove(at);
            }
        }
        self.0.push(RefusedHandshakes {
            cause,
            installation,
            interface: link.interface.clone(),
            port: link.is_on_usb().then(|| link.port.clone()),
            serial,
            count: 1,
            newest: now,
        });
    }

    /// Those that are told now.
    pub(crate) fn told(&self, now: FleetTime) -> impl Iterator<Item = &RefusedHandshakes> {
        let recent = move |one: &&RefusedHandshakes| now.since(one.newest) < TOLD_MS;
        self.0.iter().filter(recent)
    }

    /// The next time at which one is told no more.
    pub(crate) fn ends_at(&self, now: FleetTime) -> Option<FleetTime> {
        self.told(now).map(|one| one.newest.plus(TOLD_MS)).min()
    }

    /// Moves all times after fleet time was set.
    pub(crate) fn move_times(&mut self, by_ms: i64) {
        for one in &mut self.0 {
            one.newest = one.newest.plus(by_ms);
        }
    }

    /// Forgets those of a reader that is attached now: those that name it, and those of its port.
    pub(crate) fn strike(&mut self, serial: &Serial, link: &Link) {
        let port = link.is_on_usb().then_some(&link.port);
        self.0.retain(|one| {
            let named = one.serial.as_ref() == Some(serial);
            !named && (one.port.is_none() || one.port.as_ref() != port)
        });
    }
}
