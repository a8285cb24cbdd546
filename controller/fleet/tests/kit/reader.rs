//! A simple reader: it knows its call, its running session, and the outcomes that are not acknowledged.

use madoguchi_fleet::command::{Attach, Engine, Holding, SessionEnded};
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::{
    Assignment, ConnectionId, Installation, KeyFingerprint, Serial, SessionId,
};
use madoguchi_fleet::link::Link;
use madoguchi_fleet::unit::Health;
use std::collections::BTreeSet;

/// A reader as its agent sees it.
#[derive(Debug, Clone)]
pub struct Reader {
    pub key: KeyFingerprint,
    pub connection: Option<ConnectionId>,
    pub link: Link,
    pub health: Health,
    pub call: Option<Assignment>,
    pub session: Option<(SessionId, Option<Assignment>)>,
    pub card_present: bool,
    /// Outcomes that are not acknowledged yet.
    pub spool: Vec<SessionEnded>,
    /// Whether it waits with its spool after it connected.
    pub slow: bool,
    /// Finished hand-outs, which it does not show again.
    pub finished: BTreeSet<Assignment>,
    /// Whether it was asked what it is doing.
    pub asked: bool,
    /// The factory key that it proves.
    pub factory_key: Option<[u8; 32]>,
    /// Whether its agent can show which reader it is.
    pub identifies: bool,
    /// What it says of its restarts; `None` for an agent that knows none.
    pub engine: Option<Engine>,
    /// How often it was told to restart.
    pub restarts: usize,
    /// How often it was told to show that.
    pub identified: usize,
}

impl Reader {
    pub(super) fn new(key: KeyFingerprint) -> Self {
        Self {
            key,
            connection: None,
            link: super::link("0-0"),
            health: Health::Healthy,
            call: None,
            session: None,
            card_present: false,
            spool: Vec::new(),
            slow: false,
            finished: BTreeSet::new(),
            asked: false,
            factory_key: None,
            identifies: true,
            engine: Some(Engine {
                restarting: false,
                running_ms: u64::MAX,
            }),
            restarts: 0,
            identified: 0,
        }
    }

    /// Its first frame on a new connection.
    pub(super) fn attach(
        &mut self,
        serial: &Serial,
        installation: Installation,
        connection: ConnectionId,
    ) -> Attach {
        self.connection = Some(connection);
        self.asked = false;
        Attach {
            factory_key: self.factory_key,
            serial: serial.clone(),
            key: self.key,
            installation,
            connection,
            link: self.link.clone(),
            holding: self.holding(),
            spooled: u32::try_from(self.spool.len()).unwrap_or(u32::MAX),
            health: self.health.clone(),
            software: "test".to_owned(),
            identifies: self.identifies,
            engine: self.engine,
            bundled: None,
        }
    }

    /// What it is doing.
    pub fn holding(&self) -> Holding {
        Holding {
            call: self.call,
            session: self.session,
            card_present: self.card_present,
        }
    }

    /// Forgets its call, its session and its card.
    pub fn forget(&mut self) {
        self.call = None;
        self.session = None;
        self.card_present = false;
    }

    pub(super) fn obey(&mut self, order: &Order) {
        match order {
            Order::Call { assignment, .. } => {
                let can = self.session.is_none() && !self.finished.contains(assignment);
                self.call = can.then_some(*assignment).or(self.call);
            }
            Order::Withdraw { assignment, .. } => {
                self.call = self.call.filter(|shown| shown != assignment);
            }
            Order::ReportHolding => self.asked = true,
            Order::Close(_) => self.connection = None,
            Order::Identify { .. } => self.identified += 1,
            Order::Restart => {
                assert!(self.session.is_none(), "a restart in a session");
                self.restarts += 1;
            }
            Order::Admission { .. } => {}
        }
    }
}
