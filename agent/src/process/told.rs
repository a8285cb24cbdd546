//! What the agent was told about its reader. It outlives engines: a session that an engine leaves behind is ended once, and the next
//! engine's hello is compared with the known state.

use madoguchi_proto::v1::{Health, HealthState, Outcome, OutcomeKind};
use tokio::time::Instant;

use crate::device::DeviceEvent;
use crate::session::SessionId;

/// The known card, session and state.
#[derive(Debug)]
pub(super) struct Told {
    card_present: bool,
    session: Option<Session>,
    health: Health,
}

/// A session that was begun and has not ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Session {
    pub id: SessionId,
    pub begun: Instant,
}

impl Told {
    /// The assumed state at the agent's start.
    pub(super) fn new() -> Self {
        Self {
            card_present: false,
            session: None,
            health: Health {
                state: HealthState::Healthy.into(),
                codes: Vec::new(),
            },
        }
    }

    pub(super) fn session(&self) -> Option<Session> {
        self.session
    }

    pub(super) fn begin(&mut self, id: SessionId, now: Instant) {
        self.session = Some(Session { id, begun: now });
    }

    /// Notes the card; `None` if nothing changed.
    pub(super) fn card(&mut self, present: bool) -> Option<DeviceEvent> {
        let before = std::mem::replace(&mut self.card_present, present);
        (before != present).then_some(if present {
            DeviceEvent::CardPlaced
        } else {
            DeviceEvent::CardRemoved
        })
    }

    /// Notes the state; `None` if nothing changed.
    pub(super) fn health(&mut self, health: Health) -> Option<DeviceEvent> {
        let before = std::mem::replace(&mut self.health, health);
        (before != self.health).then(|| DeviceEvent::HealthChanged(self.health.clone()))
    }

    /// Notes that the unit does not serve.
    pub(super) fn faulted(&mut self, code: &str) -> Option<DeviceEvent> {
        self.health(Health {
            state: HealthState::Faulted.into(),
            codes: vec![code.to_owned()],
        })
    }

    /// Ends the running session, if there is one.
    pub(super) fn end(&mut self, outcome: Outcome) -> Option<DeviceEvent> {
        self.session.take()?;
        Some(DeviceEvent::SessionEnded(outcome))
    }

    /// The same with the outcome that the unit failed.
    pub(super) fn fail(&mut self, code: &str, now: Instant) -> Option<DeviceEvent> {
        let session = self.session.take()?;
        let took = now.saturating_duration_since(session.begun);
        Some(DeviceEvent::SessionEnded(Outcome {
            kind: OutcomeKind::UnitFailed.into(),
            duration_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            error_code: code.to_owned(),
            ..Outcome::default()
        }))
    }
}
