//! Turns wire messages into the fleet's types, once, at the edge. Every value that passes is within its bounds.

mod factory;
mod words;

pub(super) use factory::FactoryClaim;
use madoguchi_fleet::command::{Command, Holding, SessionEnded};
use madoguchi_fleet::ids::{Assignment, ConnectionId, Serial, SessionId};
use madoguchi_fleet::outcome::Outcome;
use madoguchi_fleet::unit::Health;
use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1::attach_request::Frame as WireFrame;
use madoguchi_proto::v1::reader_event::Event as WireEvent;
use madoguchi_proto::v1::{self, AttachRequest};
use thiserror::Error;
use words::{MAX_SESSION_MS, assignment, environment, health, holding, outcome, session, short};

/// The longest version of an agent's software, in characters: a name and a number.
pub(super) const MAX_SOFTWARE_CHARS: usize = 64;
/// The largest bundled license, in any form that a license travels in.
pub(super) const MAX_LICENSE_BYTES: usize = madoguchi_licensing::armour::MAX_FILE_LEN;
/// The longest name of a virtual port, in bytes: five hubs in a row.
pub(super) const MAX_PORT_BYTES: usize = 32;
/// The largest certificate request that the CA takes.
pub(super) const MAX_REQUEST_BYTES: usize = 8 * 1024;
/// The most outcomes in a spool: months of one busy reader without a controller.
pub(super) const MAX_SPOOLED: u32 = 10_000;
/// The greatest age of an outcome, ten years: longer than any reader lives.
const MAX_AGE_MS: u64 = 10 * 366 * MAX_SESSION_MS;

/// A frame that is refused: the field, and what is wrong with it. It repeats nothing of the content.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum Nonsense {
    /// The frame is empty, or of a newer protocol version than the agreed one.
    #[error("an empty frame")]
    Empty,
    /// The bytes are no frame.
    #[error("a frame that cannot be read")]
    Unreadable,
    #[error("the first frame is not a hello")]
    HelloMissing,
    #[error("a second hello")]
    SecondHello,
    #[error("sequence {sequence} where {expected} was due")]
    Sequence {
        /// The number of the frame.
        sequence: u64,
        /// The expected number.
        expected: u64,
    },
    #[error("{0} is missing")]
    Missing(&'static str),
    #[error("{0} is malformed")]
    Malformed(&'static str),
    #[error("{0} is too large")]
    TooLarge(&'static str),
}

#[derive(Debug)]
pub(super) enum Frame {
    Hello(Box<Hello>),
    Event(Event),
    /// A request (DER) for a new certificate of the same key.
    Renew(Vec<u8>),
}

/// The first frame.
#[derive(Debug)]
pub(super) struct Hello {
    pub protocol_oldest: u32,
    pub protocol_newest: u32,
    pub serial: Serial,
    pub software: String,
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
    type Error = Nonsense;

    fn try_from(wire: AttachRequest) -> Result<Self, Nonsense> {
        match wire.frame.ok_or(Nonsense::Empty)? {
            WireFrame::Hello(hello) => Ok(Self::Hello(Box::new(hello.try_into()?))),
            WireFrame::Event(event) => Ok(Self::Event(event.try_into()?)),
            WireFrame::Renew(renew) => {
                if renew.certificate_request.len() > MAX_REQUEST_BYTES {
                    return Err(Nonsense::TooLarge("certificate_request"));
                }
                Ok(Self::Renew(renew.certificate_request))
            }
        }
    }
}

impl TryFrom<v1::Hello> for Hello {
    type Error = Nonsense;

    fn try_from(wire: v1::Hello) -> Result<Self, Nonsense> {
        if wire.bundled_license.len() > MAX_LICENSE_BYTES {
            return Err(Nonsense::TooLarge("bundled_license"));
        }
        if wire.virtual_port.len() > MAX_PORT_BYTES {
            return Err(Nonsense::TooLarge("virtual_port"));
        }
        if wire.spooled > MAX_SPOOLED {
            return Err(Nonsense::TooLarge("spooled"));
        }
        Ok(Self {
            protocol_oldest: wire.protocol_oldest,
            protocol_newest: wire.protocol_newest,
            serial: Serial::parse(&wire.serial).ok_or(Nonsense::Malformed("serial"))?,
            environment: environment(wire.environment)?,
            software: short(wire.software, MAX_SOFTWARE_CHARS, "software")?,
            holding: holding(wire.holding.unwrap_or_default())?,
            health: health(wire.health.unwrap_or_default())?,
            bundled_license: wire.bundled_license,
            virtual_port: wire.virtual_port,
            spooled: wire.spooled,
            factory: FactoryClaim::parse(&wire.factory_key, &wire.factory_proof)?,
        })
    }
}

impl TryFrom<v1::ReaderEvent> for Event {
    type Error = Nonsense;

    fn try_from(wire: v1::ReaderEvent) -> Result<Self, Nonsense> {
        let happened = match wire.event.ok_or(Nonsense::Missing("event"))? {
            WireEvent::CardPlaced(placed) => Happened::CardPlaced {
                session: session(&placed.session_id)?,
                assignment: placed.assignment.map(assignment).transpose()?,
            },
            WireEvent::SessionEnded(ended) => Happened::SessionEnded {
                session: session(&ended.session_id)?,
                assignment: ended.assignment.map(assignment).transpose()?,
                outcome: outcome(ended.outcome.ok_or(Nonsense::Missing("outcome"))?)?,
                age_ms: ended.age_ms.min(MAX_AGE_MS),
            },
            WireEvent::CardRemoved(v1::CardRemoved {}) => Happened::CardRemoved,
            WireEvent::Health(wire) => Happened::Health(health(wire)?),
            WireEvent::Holding(wire) => Happened::Holding(holding(wire)?),
        };
        Ok(Self {
            sequence: wire.sequence,
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

    fn refused(change: impl FnOnce(&mut v1::Hello)) -> Nonsense {
        let mut wire = hello();
        change(&mut wire);
        Hello::try_from(wire).unwrap_err()
    }

    fn ended(outcome: v1::Outcome) -> Result<Event, Nonsense> {
        v1::ReaderEvent {
            sequence: 1,
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
            Nonsense::Malformed("serial")
        );
        assert_eq!(
            refused(|h| h.software = "a".repeat(65)),
            Nonsense::TooLarge("software")
        );
        assert_eq!(
            refused(|h| h.software = "a\nb".into()),
            Nonsense::Malformed("software")
        );
        assert_eq!(
            refused(|h| h.bundled_license = vec![0; 64 * 1024 + 1]),
            Nonsense::TooLarge("bundled_license")
        );
        assert_eq!(
            refused(|h| h.virtual_port = "1".repeat(33)),
            Nonsense::TooLarge("virtual_port")
        );
        assert_eq!(
            refused(|h| h.spooled = 10_001),
            Nonsense::TooLarge("spooled")
        );
        assert_eq!(
            refused(|h| h.environment = 0),
            Nonsense::Missing("environment")
        );
        assert_eq!(
            refused(|h| h.environment = 9),
            Nonsense::Malformed("environment")
        );
        let faulted = |codes| v1::Health {
            state: HealthState::Faulted.into(),
            codes,
        };
        assert_eq!(
            refused(|h| h.health = Some(faulted(vec!["E1".into(); 9]))),
            Nonsense::TooLarge("health.codes")
        );
        assert_eq!(
            refused(|h| h.health = Some(faulted(vec!["E".repeat(33)]))),
            Nonsense::TooLarge("health.codes")
        );
    }

    #[test]
    fn a_session_is_named_by_sixteen_bytes_and_an_assignment_counts_from_one() {
        for length in [0, 15, 17] {
            assert_eq!(
                session(&vec![0; length]),
                Err(Nonsense::Malformed("session_id"))
            );
        }
        let wire = |ticket_id, attempt| v1::Assignment { ticket_id, attempt };
        assert_eq!(
            assignment(wire(0, 1)),
            Err(Nonsense::Malformed("assignment"))
        );
        assert_eq!(
            assignment(wire(1, 0)),
            Err(Nonsense::Malformed("assignment"))
        );
        assert!(assignment(wire(1, 1)).is_ok());
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
        assert_eq!(Frame::try_from(empty).unwrap_err(), Nonsense::Empty);
        let event = v1::ReaderEvent::default();
        assert_eq!(
            Event::try_from(event).unwrap_err(),
            Nonsense::Missing("event")
        );
    }
}
