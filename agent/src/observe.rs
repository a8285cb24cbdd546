//! Observations of an agent in the same process, for the demo's measurements and for tests.

use std::sync::Arc;
use std::time::Instant;

use madoguchi_proto::v1::{Assignment, OutcomeKind};
use tokio::sync::mpsc;

use crate::session::{Input, Order, Output, SessionId};

/// An event at an agent.
#[derive(Debug, Clone)]
pub struct Observation {
    pub serial: Arc<str>,
    /// The time at which the agent had it.
    pub at: Instant,
    pub what: Observed,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Observed {
    /// The controller sent its welcome.
    LinkUp,
    /// The link ended, for this reason.
    LinkDown(String),
    /// A renewed certificate was stored: the next connection shows it.
    Renewed,
    /// The controller sent its verdict.
    Admission {
        /// The text on the wire, for example `seat:included`.
        verdict: String,
        /// Whether the unit may take tickets now.
        serves: bool,
    },
    /// A call arrived; repeated ones count, too.
    CallArrived {
        assignment: Assignment,
        number: String,
    },
    /// A card was placed and a session began.
    SessionBegan {
        session_id: SessionId,
        /// The assignment; `None` for a walk-up.
        assignment: Option<Assignment>,
    },
    /// The outcome is durable, and the reader shows it.
    SessionDone(OutcomeKind),
    /// The controller has everything up to this sequence.
    Acknowledged(u64),
}

/// The channel of observations, if there is one. It never waits: what the watcher does not take in time is lost.
#[derive(Debug)]
pub(crate) struct Observer {
    serial: Arc<str>,
    to: Option<mpsc::Sender<Observation>>,
}

impl Observer {
    pub(crate) fn new(serial: &str, to: Option<mpsc::Sender<Observation>>) -> Self {
        Self {
            serial: serial.into(),
            to,
        }
    }

    pub(crate) fn saw(&self, what: Observed) {
        if let Some(to) = &self.to {
            to.try_send(Observation {
                serial: Arc::clone(&self.serial),
                at: Instant::now(),
                what,
            })
            .ok();
        }
    }

    pub(crate) fn heard(&self, input: &Input) {
        match input {
            Input::Admission {
                verdict, serves, ..
            } => self.saw(Observed::Admission {
                verdict: verdict.clone(),
                serves: *serves,
            }),
            Input::Call {
                assignment, number, ..
            } => self.saw(Observed::CallArrived {
                assignment: *assignment,
                number: number.clone(),
            }),
            Input::Acknowledge { sequence } => self.saw(Observed::Acknowledged(*sequence)),
            _ => {}
        }
    }

    pub(crate) fn does(&self, output: &Output) {
        match output {
            Output::Device(Order::BeginSession {
                session_id,
                assignment,
                ..
            }) => self.saw(Observed::SessionBegan {
                session_id: *session_id,
                assignment: *assignment,
            }),
            Output::Device(Order::ShowResult { outcome }) => {
                self.saw(Observed::SessionDone(outcome.kind()));
            }
            _ => {}
        }
    }
}
