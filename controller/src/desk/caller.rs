//! Who asks at the desk, and what he may: one table for all doors.

use madoguchi_fleet::ticket::Actor;

/// Whoever asks, as a door made him out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The name under which acts stand in a ticket's story and in the audit.
    pub actor: Actor,
    pub role: Role,
}

impl Caller {
    /// A program that shows the desk's token, which the owner of the PC alone can read.
    pub const OWNER: Self = Self {
        actor: Actor::Staff,
        role: Role::Administrator,
    };
    /// The counter page of this PC, without a login.
    pub const COUNTER_PAGE: Self = Self {
        actor: Actor::CounterPage,
        role: Role::CounterPage,
    };
}

/// What somebody is at this clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Whoever stands at the counter page of this PC: nobody said who he is.
    CounterPage,
    Reception,
    /// Sells and activates licenses.
    Vendor,
    Support,
    Administrator,
}

/// What a request touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Tickets, readers and the state of the fleet, to look at.
    Look,
    /// The queue's everyday acts, and a reader's pause that waits until it is free.
    Queue,
    /// The day's end, and a pause that takes a call back.
    Day,
    /// Readers: who is enrolled, paired, retired, and where he stands.
    Readers,
    /// Licenses, to look at.
    Papers,
    /// Licenses, to change: documents that are installed or signed.
    Licenses,
    /// Fleet time.
    Time,
    /// All records at once.
    Backup,
}

impl Role {
    /// Whether he may; the table of RULES, "Who may do what".
    #[must_use]
    pub const fn may(self, right: Right) -> bool {
        match right {
            Right::Look => true,
            Right::Queue => matches!(
                self,
                Self::CounterPage | Self::Reception | Self::Administrator
            ),
            Right::Day => matches!(self, Self::Reception | Self::Administrator),
            Right::Papers => !matches!(self, Self::CounterPage),
            Right::Licenses => matches!(self, Self::Vendor | Self::Administrator),
            Right::Readers => matches!(self, Self::Support | Self::Administrator),
            Right::Time | Right::Backup => matches!(self, Self::Administrator),
        }
    }
}

impl super::Desk {
    /// The desk for somebody: his name stands at his acts, and he may what his role may.
    #[must_use]
    pub fn by(&self, caller: Caller) -> Self {
        Self {
            caller,
            ..self.clone()
        }
    }
}
