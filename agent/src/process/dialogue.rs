//! The conversation with one engine, as a pure machine: lines and times in, events for the agent and faults out.
//!
//! ```text
//!              hello                       pong
//!  ┌────────┐ ───────► ┌────────────────┐ ◄──────┐
//!  │ silent │          │ greeted        │        │ ping
//!  └────────┘          │ cards, outcomes│ ───────┘
//!      │               └────────────────┘
//!      │ anything else,        │ no pong, session too long,
//!      ▼ start limit           ▼ too much nonsense, flood
//!    Fault                   Fault          (the engine is ended and started again)
//! ```
//! A line that makes no sense is logged with the reason and counted, and changes nothing.

use std::time::Duration;

use madoguchi_plain::is_serial;
use tokio::time::Instant;

use super::fault::{CODE_OUTCOME, Fault};
use super::heard::{self, Heard, Hello, NoHello};
use super::lines::Piece;
use super::protocol::{MAX_LINE_BYTES, MAX_LINES_PER_SECOND, PROTOCOL};
use super::rate::Rate;
use super::said::Said;
use super::settings::Limits;
use super::told::Told;
use crate::device::DeviceEvent;
use crate::texts::in_words;

/// The most senseless lines in a minute: one mistake in a rare message is tolerated, a broken engine is not.
const MAX_NONSENSE_PER_MINUTE: u32 = 10;
/// The most changes of state in a minute: the controller stores each of them, and each moves patients. More is a flood.
const MAX_STATES_PER_MINUTE: u32 = 20;
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// The conversation with one engine, from its start to its end.
#[derive(Debug)]
pub(super) struct Dialogue {
    serial: String,
    limits: Limits,
    stage: Stage,
    lines: Rate,
    nonsense: Rate,
    states: Rate,
}

#[derive(Debug)]
enum Stage {
    Silent { until: Instant },
    Greeted { since: Instant, ping: Ping },
}

#[derive(Debug, Clone, Copy)]
enum Ping {
    /// The last ping was answered; the next one is due at `at`.
    Next { id: u64, at: Instant },
    /// The ping was sent and is not answered.
    Awaited { id: u64, until: Instant },
}

impl Dialogue {
    /// The conversation with an engine that was just started.
    pub(super) fn new(serial: &str, limits: Limits, now: Instant) -> Self {
        Self {
            serial: serial.to_owned(),
            limits,
            stage: Stage::Silent {
                until: now + limits.start,
            },
            lines: Rate::new(MAX_LINES_PER_SECOND, SECOND, now),
            nonsense: Rate::new(MAX_NONSENSE_PER_MINUTE, MINUTE, now),
            states: Rate::new(MAX_STATES_PER_MINUTE, MINUTE, now),
        }
    }

    /// The time of the engine's hello; `None` before it.
    pub(super) fn greeted(&self) -> Option<Instant> {
        match self.stage {
            Stage::Silent { .. } => None,
            Stage::Greeted { since, .. } => Some(since),
        }
    }

    /// The next time at which [`Dialogue::due`] has to be called.
    pub(super) fn deadline(&self, told: &Told) -> Instant {
        let own = match self.stage {
            Stage::Silent { until } => until,
            Stage::Greeted { ping, .. } => match ping {
                Ping::Next { at, .. } => at,
                Ping::Awaited { until, .. } => until,
            },
        };
        self.session_limit(told)
            .map_or(own, |session| session.min(own))
    }

    /// What is due by now: at most a ping.
    ///
    /// # Errors
    /// The engine exceeded a time limit.
    pub(super) fn due(&mut self, now: Instant, told: &Told) -> Result<Option<Said>, Fault> {
        if self.session_limit(told).is_some_and(|limit| limit <= now) {
            return Err(Fault::Hang("it did not end its session within the limit"));
        }
        match &mut self.stage {
            Stage::Silent { until } if *until <= now => {
                Err(Fault::Hello("it said nothing within the limit".to_owned()))
            }
            Stage::Greeted { ping, .. } => match *ping {
                Ping::Next { id, at } if at <= now => {
                    let until = now + self.limits.answer;
                    *ping = Ping::Awaited { id, until };
                    Ok(Some(Said::Ping { id }))
                }
                Ping::Awaited { until, .. } if until <= now => {
                    Err(Fault::Hang("it did not answer a ping within the limit"))
                }
                _ => Ok(None),
            },
            Stage::Silent { .. } => Ok(None),
        }
    }

    fn session_limit(&self, told: &Told) -> Option<Instant> {
        let session = told.session()?;
        Some(session.begun + self.limits.session + self.limits.answer)
    }

    /// Takes a line of the engine and returns its effects on the agent.
    ///
    /// # Errors
    /// The engine has to be given up.
    pub(super) fn hear(
        &mut self,
        now: Instant,
        piece: Piece,
        told: &mut Told,
    ) -> Result<Vec<DeviceEvent>, Fault> {
        if self.lines.exceeded(now) {
            return Err(Fault::Flood);
        }
        let line = match piece {
            Piece::Line(line) if line.trim_ascii().is_empty() => return Ok(Vec::new()),
            Piece::Line(line) => Ok(line),
            Piece::TooLong(_) => Err(format!("a line has at most {MAX_LINE_BYTES} bytes")),
        };
        if matches!(self.stage, Stage::Silent { .. }) {
            return self.greet(now, &line.map_err(Fault::Hello)?, told);
        }
        let heard = line
            .and_then(|line| heard::message(&line))
            .map_err(Refused::from);
        match heard.and_then(|heard| self.obey(now, heard, told)) {
            Ok(Some(DeviceEvent::HealthChanged(_))) if self.states.exceeded(now) => {
                Err(Fault::Flood)
            }
            Ok(event) => Ok(event.into_iter().collect()),
            Err(refused) => self.refuse(now, refused),
        }
    }

    fn refuse(&mut self, now: Instant, refused: Refused) -> Result<Vec<DeviceEvent>, Fault> {
        let Refused { reason, event } = refused;
        tracing::warn!(reason, "{}", in_words("log-engine-nonsense", &[]));
        if self.nonsense.exceeded(now) {
            return Err(Fault::Nonsense);
        }
        Ok(event.into_iter().collect())
    }

    fn greet(
        &mut self,
        now: Instant,
        line: &[u8],
        told: &mut Told,
    ) -> Result<Vec<DeviceEvent>, Fault> {
        let hello = heard::hello(line, PROTOCOL).map_err(|error| match error {
            NoHello::Version(version) => Fault::Version(version),
            NoHello::Wrong(reason) => Fault::Hello(reason),
        })?;
        let Hello {
            name,
            version,
            serial,
            card_present,
            health,
        } = hello;
        if let Some(other) = serial.filter(|serial| *serial != self.serial) {
            // What is no serial is not shown: it may be anything.
            let shown = is_serial(&other).then_some(other);
            return Err(Fault::Serial(shown.unwrap_or_else(|| "?".to_owned())));
        }
        tracing::info!(
            engine = name,
            version,
            "{}",
            in_words("log-engine-hello", &[])
        );
        let at = now + self.limits.ping;
        self.stage = Stage::Greeted {
            since: now,
            ping: Ping::Next { id: 1, at },
        };
        let events = [told.health(health), told.card(card_present)];
        Ok(events.into_iter().flatten().collect())
    }

    fn obey(
        &mut self,
        now: Instant,
        heard: Heard,
        told: &mut Told,
    ) -> Result<Option<DeviceEvent>, Refused> {
        Ok(match heard {
            Heard::Hello(_) => return Err("hello is said once".into()),
            Heard::Pong { id } => {
                self.pong(now, id)?;
                None
            }
            Heard::Health(health) => told.health(health),
            Heard::PairingAnswered { digits, same } => {
                Some(DeviceEvent::PairingAnswered { digits, same })
            }
            Heard::CardPlaced => Some(told.card(true).ok_or("a card lies there already")?),
            Heard::CardRemoved => Some(told.card(false).ok_or("no card lies there")?),
            Heard::SessionEnded { session, outcome } => {
                if told.session().is_none_or(|running| running.id != session) {
                    return Err("that session does not run".into());
                }
                match outcome {
                    Ok(outcome) => told.end(outcome),
                    // The patient must not wait for an outcome that will not come.
                    Err(reason) => {
                        return Err(Refused {
                            reason: format!("the outcome: {reason}"),
                            event: told.fail(CODE_OUTCOME, now),
                        });
                    }
                }
            }
        })
    }

    fn pong(&mut self, now: Instant, answered: u64) -> Result<(), Refused> {
        if let Stage::Greeted { ping, .. } = &mut self.stage
            && let Ping::Awaited { id, .. } = *ping
            && id == answered
        {
            let at = now + self.limits.ping;
            *ping = Ping::Next { id: id + 1, at };
            return Ok(());
        }
        Err("no ping with that id waits for an answer".into())
    }
}

/// The reason why a line is not obeyed, and what happens at the reader all the same.
#[derive(Debug)]
struct Refused {
    reason: String,
    event: Option<DeviceEvent>,
}

impl From<String> for Refused {
    fn from(reason: String) -> Self {
        Self {
            reason,
            event: None,
        }
    }
}

impl From<&str> for Refused {
    fn from(reason: &str) -> Self {
        Self::from(reason.to_owned())
    }
}

#[cfg(test)]
mod tests;
