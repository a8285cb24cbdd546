//! Turns wire messages into the fleet's types, once, at the edge. Every value that passes is within its bounds.

mod factory;

use super::reader_logs::{Part, Place};
use crate::wire::{self, BadField, Field, assignment_of, session_of};
pub(super) use factory::FactoryClaim;
use madoguchi_fleet::command::{Command, Engine, Holding, SessionEnded};
use madoguchi_fleet::ids::{Assignment, ConnectionId, Serial, SessionId};
use madoguchi_fleet::outcome::Outcome;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_fleet::unit::Health;
use madoguchi_licensing::grant::Environment;
use madoguchi_link::bounds::{
    MAX_CERTIFICATE_REQUEST_BYTES, MAX_LICENSE_BYTES, MAX_LOG_PART_BYTES, MAX_SESSION_MS,
};
use madoguchi_proto::v1::attach_request::Frame as WireFrame;
use madoguchi_proto::v1::reader_event::Event as WireEvent;
use madoguchi_proto::v1::{self, AttachRequest};
use thiserror::Error;

/// The most outcomes in a spool: months of one busy reader without a controller.
pub(super) const MAX_SPOOLED: u32 = 10_000;
/// The greatest age of an outcome, ten years: longer than any reader lives.
const MAX_AGE_MS: u64 = 10 * 366 * MAX_SESSION_MS;

/// A frame that cannot be, with the reason. It says nothing of the content.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum BadFrame {
    /// The frame is empty, or of a newer protocol version than the agreed one.
    #[error("an empty frame")]
    Empty,
    /// The bytes are no frame.
    #[error("a frame that cannot be read")]
    Unreadable,
    #[error("the frame is too large")]
    TooLarge,
    #[error("the first frame is not a hello")]
    HelloMissing,
    #[error("a second hello")]
    SecondHello,
    #[error("sequence {sequence} where {expected} was due")]
    Sequence {
        /// The number of the frame.
        sequence: u64,
        expected: u64,
    },
    #[error(transparent)]
    Field(#[from] BadField),
}

#[derive(Debug)]
pub(super) enum Frame {
    Hello(Box<Hello>),
    Event(Event),
    /// A request (DER) for a new certificate of the same key.
    Renew(Vec<u8>),
    /// A part of the reader's log.
    LogPart(Part),
}

/// The first frame.
#[derive(Debug)]
pub(super) struct Hello {
    pub protocol_oldest: u32,
    pub protocol_newest: u32,
    pub serial: Serial,
    pub software: String,
    /// Whether it can be told to show which one it is; readers of before cannot.
    pub identifies: bool,
    /// What it says of its restarts; `None` for readers of before, which cannot be told to.
    pub engine: Option<Engine>,
    /// Whether its log can be asked for; readers of before cannot.
    pub sends_log: bool,
    /// What its clock shows; `None` where it does not say.
    pub clock: Option<TimeOfDay>,
    /// The signed document; empty if there is none.
    pub bundled_license: Vec<u8>,
    pub holding: Holding,
    pub health: Health,
    pub virtual_port: String,
    pub environment: Environment,
    pub spooled: u32,
    /// The factory key with its proof, if the reader has one.
    pub factory: Option<FactoryClaim>,
}

/// An event at the reader.
#[derive(Debug)]
pub(super) struct Event {
    pub sequence: u64,
    /// What the reader's clock shows; `None` where it does not say.
    pub clock: Option<TimeOfDay>,
    pub happened: Happened,
}

#[derive(Debug)]
pub(super) enum Happened {
    CardPlaced {
        session: SessionId,
        assignment: Option<Assignment>,
    },
    SessionEnded {
        session: SessionId,
        assignment: Option<Assignment>,
        outcome: Outcome,
        age_ms: u64,
    },
    CardRemoved,
    Health(Health),
    Holding(Holding),
    Restarted,
}

impl Happened {
    /// The event as a command to the fleet.
    pub(super) fn command(self, serial: Serial, connection: ConnectionId) -> Command {
        match self {
            Self::CardPlaced {
                session,
                assignment,
            } => Command::CardPlaced {
                serial,
                connection,
                session,
                assignment,
            },
            Self::SessionEnded {
                session,
                assignment,
                outcome,
                age_ms,
            } => Command::SessionEnded(SessionEnded {
                serial,
                connection,
                session,
                assignment,
                outcome,
                age_ms,
            }),
            Self::CardRemoved => Command::CardRemoved { serial, connection },
            Self::Restarted => Command::UnitRestarted { serial, connection },
            Self::Health(health) => Command::HealthChanged {
                serial,
                connection,
                health,
            },
            Self::Holding(holding) => Command::HoldingReported {
                serial,
                connection,
                holding,
            },
        }
    }
}

impl TryFrom<AttachRequest> for Frame {
    type Error = BadFrame;

    fn try_from(wire: AttachRequest) -> Result<Self, BadFrame> {
        match wire.frame.ok_or(BadFrame::Empty)? {
            WireFrame::Hello(hello) => Ok(Self::Hello(Box::new(hello.try_into()?))),
            WireFrame::Event(event) => Ok(Self::Event(event.try_into()?)),
            WireFrame::Renew(renew) => {
                let (request, most) = (renew.certificate_request, MAX_CERTIFICATE_REQUEST_BYTES);
                wire::at_most(&request, most, Field::CertificateRequest)?;
                Ok(Self::Renew(request))
            }
            WireFrame::LogPart(part) => {
                wire::at_most(&part.content, MAX_LOG_PART_BYTES, Field::LogPart)?;
                Ok(Self::LogPart(part.into()))
            }
        }
    }
}

impl From<v1::LogPart> for Part {
    fn from(wire: v1::LogPart) -> Self {
        Self {
            request: wire.request,
            content: wire.content,
            from: wire.from.map(|place| Place {
                day: place.day,
                byte: place.byte,
            }),
            older_bytes: wire.older_bytes,
            unreadable: wire.unreadable,
        }
    }
}

/// A reader's clock. Any number is a time, if a wrong one; 0 says nothing.
fn clock(ms: i64) -> Option<TimeOfDay> {
    (ms != 0).then_some(TimeOfDay(ms))
}

impl TryFrom<v1::Hello> for Hello {
    type Error = BadField;

    fn try_from(wire: v1::Hello) -> Result<Self, BadField> {
        wire::at_most(
            &wire.bundled_license,
            MAX_LICENSE_BYTES,
            Field::BundledLicense,
        )?;
        if wire.spooled > MAX_SPOOLED {
            return Err(Field::Spooled.too_large());
        }
        Ok(Self {
            protocol_oldest: wire.protocol_oldest,
            protocol_newest: wire.protocol_newest,
            serial: wire::serial_of(&wire.serial)?,
            environment: wire::environment_of(wire.environment)?,
            software: wire::software_of(wire.software)?,
            identifies: wire.identifies,
            engine: wire.restarts.then_some(Engine {
                restarting: wire.restarting,
                running_ms: wire.running_ms,
            }),
            sends_log: wire.sends_log,
            clock: clock(wire.clock_ms),
            holding: wire::holding_of(wire.holding.unwrap_or_default())?,
            // A unit that does not say how it is counts as healthy.
            health: wire::health_of(wire.health.unwrap_or_default())?,
            bundled_license: wire.bundled_license,
            virtual_port: wire::virtual_port_of(wire.virtual_port)?,
            spooled: wire.spooled,
            factory: FactoryClaim::parse(&wire.factory_key, &wire.factory_proof)?,
        })
    }
}

impl TryFrom<v1::ReaderEvent> for Event {
    type Error = BadField;

    fn try_from(wire: v1::ReaderEvent) -> Result<Self, BadField> {
        let happened = match wire.event.ok_or(Field::Event.missing())? {
            WireEvent::CardPlaced(placed) => Happened::CardPlaced {
                session: session_of(&placed.session_id)?,
                assignment: placed.assignment.map(assignment_of).transpose()?,
            },
            WireEvent::SessionEnded(ended) => Happened::SessionEnded {
                session: session_of(&ended.session_id)?,
                assignment: ended.assignment.map(assignment_of).transpose()?,
                outcome: wire::outcome_of(ended.outcome.ok_or(Field::Outcome.missing())?)?,
                age_ms: ended.age_ms.min(MAX_AGE_MS),
            },
            WireEvent::CardRemoved(v1::CardRemoved {}) => Happened::CardRemoved,
            WireEvent::Health(wire) => Happened::Health(wire::health_of(wire)?),
            WireEvent::Restarted(v1::Restarted {}) => Happened::Restarted,
            WireEvent::Holding(wire) => Happened::Holding(wire::holding_of(wire)?),
        };
        Ok(Self {
            sequence: wire.sequence,
            clock: clock(wire.clock_ms),
            happened,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::outcome::{Kind, Method};
    use madoguchi_proto::v1::{HealthState, OutcomeKind};

    fn hello() -> v1::Hello {
        v1::Hello {
            factory_key: Vec::new(),
            factory_proof: Vec::new(),
            protocol_oldest: 1,
            protocol_newest: 1,
            serial: "CR-2024-0001".into(),
            environment: v1::Environment::Test.into(),
            ..v1::Hello::default()
        }
    }

    fn refused(change: impl FnOnce(&mut v1::Hello)) -> BadField {
        let mut wire = hello();
        change(&mut wire);
        Hello::try_from(wire).unwrap_err()
    }

    fn ended(outcome: v1::Outcome) -> Result<Event, BadField> {
        v1::ReaderEvent {
            sequence: 1,
            clock_ms: 0,
            event: Some(WireEvent::SessionEnded(v1::SessionEnded {
                session_id: vec![7; 16],
                assignment: None,
                outcome: Some(outcome),
                age_ms: u64::MAX,
            })),
        }
        .try_into()
    }

    #[test]
    fn a_plain_hello_passes_and_an_unsaid_state_is_healthy() {
        let parsed = Hello::try_from(hello()).unwrap();
        assert_eq!(parsed.health, Health::Healthy);
        assert_eq!(parsed.holding, Holding::default());
        assert_eq!(parsed.environment, Environment::Test);
    }

    #[test]
    fn a_hello_beyond_a_bound_is_refused_by_the_name_of_the_field() {
        assert_eq!(
            refused(|h| h.serial = "cr 1".into()),
            Field::Serial.malformed()
        );
        assert_eq!(
            refused(|h| h.software = "a".repeat(65)),
            Field::Software.too_large()
        );
        assert_eq!(
            refused(|h| h.software = "a\nb".into()),
            Field::Software.malformed()
        );
        assert_eq!(
            refused(|h| h.bundled_license = vec![0; 64 * 1024 + 1]),
            Field::BundledLicense.too_large()
        );
        assert_eq!(
            refused(|h| h.virtual_port = "1".repeat(33)),
            Field::VirtualPort.too_large()
        );
        assert_eq!(refused(|h| h.spooled = 10_001), Field::Spooled.too_large());
        assert_eq!(refused(|h| h.environment = 0), Field::Environment.missing());
        assert_eq!(
            refused(|h| h.environment = 9),
            Field::Environment.malformed()
        );
        let faulted = |codes| v1::Health {
            state: HealthState::Faulted.into(),
            codes,
        };
        assert_eq!(
            refused(|h| h.health = Some(faulted(vec!["E1".into(); 9]))),
            Field::HealthCodes.too_large()
        );
        assert_eq!(
            refused(|h| h.health = Some(faulted(vec!["E".repeat(33)]))),
            Field::HealthCodes.too_large()
        );
    }

    #[test]
    fn an_outcome_without_a_known_kind_is_refused() {
        for kind in [0, 99] {
            let outcome = v1::Outcome {
                kind,
                ..v1::Outcome::default()
            };
            assert!(ended(outcome).is_err());
        }
    }

    #[test]
    fn figures_of_a_clock_that_jumped_are_cut_and_the_outcome_is_kept() {
        let event = ended(v1::Outcome {
            kind: OutcomeKind::VerifiedFace.into(),
            duration_ms: u64::MAX,
            face_ms: 0,
            ..v1::Outcome::default()
        })
        .unwrap();
        let Happened::SessionEnded {
            outcome, age_ms, ..
        } = event.happened
        else {
            panic!("not an outcome");
        };
        assert_eq!(outcome.kind, Kind::Verified(Method::Face));
        assert_eq!(outcome.duration_ms, MAX_SESSION_MS);
        assert_eq!(outcome.face_ms, None);
        assert_eq!(age_ms, MAX_AGE_MS);
    }

    #[test]
    fn an_empty_frame_is_nonsense() {
        let empty = AttachRequest { frame: None };
        assert_eq!(Frame::try_from(empty).unwrap_err(), BadFrame::Empty);
        let event = v1::ReaderEvent::default();
        assert_eq!(Event::try_from(event).unwrap_err(), Field::Event.missing());
    }
}
