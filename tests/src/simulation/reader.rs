//! A simulated reader: the agent's real session machine, a spool, a link and a card slot.

use madoguchi_agent::session::{Ended, Input, Machine, Order, Output, SessionId};
use madoguchi_controller::wire;
use madoguchi_fleet::command::{Command, Holding, SessionEnded};
use madoguchi_fleet::ids::{Assignment, ConnectionId, Serial, TicketId};
use madoguchi_fleet::unit::Health;
use madoguchi_proto::v1::{self, reader_event};
use std::collections::VecDeque;

/// A frame from a reader.
#[derive(Debug, Clone)]
pub enum Up {
    /// What it has, and how many outcomes follow.
    Hello {
        holding: Holding,
        spooled: u32,
        health: Health,
    },
    /// Something happened.
    Event { sequence: u64, command: Command },
}

/// One connection as both ends see it.
#[derive(Debug)]
pub struct Link {
    pub connection: ConnectionId,
    pub up: VecDeque<Up>,
    pub down: VecDeque<Input>,
}

/// One reader.
#[derive(Debug)]
pub struct Reader {
    pub serial: Serial,
    pub port: u8,
    pub link: Option<Link>,
    pub card_present: bool,
    /// What the device was told to do, last.
    pub session: Option<SessionId>,
    /// Every session that ended and was made durable here: each has to be counted once.
    pub finished: Vec<SessionId>,
    machine: Machine,
    /// What is on the reader's disk.
    spool: Vec<Ended>,
    /// What the machine wants written.
    to_write: VecDeque<Ended>,
    health: Health,
}

/// Unacknowledged outcomes that the simulated spool takes: small, so that it gets full at times.
const SPOOL: usize = 8;

impl Reader {
    pub fn new(serial: Serial) -> Self {
        let mut machine = Machine::new(Vec::new(), SPOOL);
        let _shown = machine.start();
        Self {
            serial,
            port: 0,
            link: None,
            card_present: false,
            session: None,
            finished: Vec::new(),
            machine,
            spool: Vec::new(),
            to_write: VecDeque::new(),
            health: Health::Healthy,
        }
    }

    /// Hands the machine an input and does what it wants.
    pub fn handle(&mut self, now_ms: u64, input: Input) {
        for output in self.machine.handle(now_ms, input) {
            self.perform(output);
        }
    }

    fn perform(&mut self, output: Output) {
        match output {
            Output::SendHello {
                holding, spooled, ..
            } => {
                let health = self.health.clone();
                self.send(Up::Hello {
                    holding: holding_of(&holding),
                    spooled,
                    health,
                });
            }
            Output::SendEvent(event) => {
                let connection = self.link.as_ref().map(|link| link.connection);
                if let Some(connection) = connection
                    && let Some(command) = self.command(connection, &event)
                {
                    self.send(Up::Event {
                        sequence: event.sequence,
                        command,
                    });
                }
            }
            Output::Store(ended) => self.to_write.push_back(ended),
            Output::Forget { session_id } => {
                self.spool.retain(|ended| ended.session_id != session_id);
                self.to_write.retain(|ended| ended.session_id != session_id);
            }
            Output::Device(Order::BeginSession { session_id, .. }) => {
                self.session = Some(session_id)
            }
            Output::Device(_) => {}
        }
    }

    fn send(&mut self, frame: Up) {
        if let Some(link) = &mut self.link {
            link.up.push_back(frame);
        }
    }

    /// The spool writes what it was given, oldest first.
    pub fn write_spool(&mut self, now_ms: u64, fails: bool) {
        let Some(ended) = self.to_write.pop_front() else {
            return;
        };
        let session_id = ended.session_id;
        if fails {
            return self.handle(now_ms, Input::StoreFailed { session_id });
        }
        self.spool.push(ended);
        self.note_finished(session_id);
        self.handle(now_ms, Input::Stored { session_id });
    }

    /// The session's outcome is durable, here or at the controller.
    pub fn note_finished(&mut self, session: SessionId) {
        if !self.finished.contains(&session) {
            self.finished.push(session);
        }
    }

    /// Switched off and on: memory is gone, the spool and a card that lies there are not.
    pub fn restart(&mut self) {
        self.link = None;
        self.session = None;
        self.card_present = false;
        self.to_write.clear();
        self.machine = Machine::new(self.spool.clone(), SPOOL);
        let _shown = self.machine.start();
    }

    pub fn set_health(&mut self, now_ms: u64, health: Health) {
        self.health = health.clone();
        let state = if health.serves() {
            v1::HealthState::Healthy
        } else {
            v1::HealthState::Faulted
        };
        let codes = if health.serves() {
            vec![]
        } else {
            vec!["E-1".to_owned()]
        };
        self.handle(
            now_ms,
            Input::HealthChanged(v1::Health {
                state: state.into(),
                codes,
            }),
        );
    }

    pub fn next_deadline(&self) -> Option<u64> {
        self.machine.next_deadline()
    }

    pub fn unacknowledged(&self) -> usize {
        self.machine.unacknowledged()
    }

    fn command(&self, connection: ConnectionId, event: &v1::ReaderEvent) -> Option<Command> {
        let serial = self.serial.clone();
        Some(match event.event.as_ref()? {
            reader_event::Event::CardPlaced(placed) => Command::CardPlaced {
                serial,
                connection,
                session: session_of(&placed.session_id)?,
                assignment: placed.assignment.map(assignment_of),
            },
            reader_event::Event::SessionEnded(ended) => Command::SessionEnded(SessionEnded {
                serial,
                connection,
                session: session_of(&ended.session_id)?,
                assignment: ended.assignment.map(assignment_of),
                outcome: wire::outcome_of(ended.outcome.clone()?)?,
                age_ms: ended.age_ms,
            }),
            reader_event::Event::CardRemoved(_) => Command::CardRemoved { serial, connection },
            reader_event::Event::Health(_) => Command::HealthChanged {
                serial,
                connection,
                health: self.health.clone(),
            },
            reader_event::Event::Holding(holding) => Command::HoldingReported {
                serial,
                connection,
                holding: holding_of(holding),
            },
        })
    }
}

/// A session id of the agent, as the fleet knows it.
pub fn session_of(bytes: &[u8]) -> Option<madoguchi_fleet::ids::SessionId> {
    bytes.try_into().ok().map(madoguchi_fleet::ids::SessionId)
}

fn assignment_of(wire: v1::Assignment) -> Assignment {
    Assignment {
        ticket: TicketId(wire.ticket_id),
        attempt: wire.attempt,
    }
}

fn holding_of(wire: &v1::Holding) -> Holding {
    Holding {
        call: wire.call.map(assignment_of),
        session: wire
            .session
            .as_ref()
            .and_then(|s| Some((session_of(&s.session_id)?, s.assignment.map(assignment_of)))),
        card_present: wire.card_present,
    }
}
