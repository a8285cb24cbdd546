//! A simulated reader: the agent's real session machine, a spool, a link and a card slot.

use super::event::Shape;
use madoguchi_agent::session::{Ended, Input, Machine, Order, Output, SessionId};
use madoguchi_controller::wire;
use madoguchi_fleet::command::{Command, Engine, Holding, SessionEnded};
use madoguchi_fleet::ids::{Assignment, ConnectionId, Serial};
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
        engine: Engine,
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
    /// Where it is plugged in, or was last.
    pub pc: usize,
    pub port: u8,
    /// Whether it is plugged in, connected or not.
    pub plugged: bool,
    /// Whether USB shows its serial elsewhere, too.
    pub copied: bool,
    /// The pairing whose key it has, and the newest one.
    pub key: u8,
    pub paired: u8,
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
    /// Whether its device restarts, as it was ordered.
    pub restarting: bool,
    /// When it was switched on.
    on_since_ms: u64,
    /// How the device said that it is.
    pub shape: Shape,
}

/// Unacknowledged outcomes that the simulated spool takes: small, so that it gets full at times.
const SPOOL: usize = 8;

impl Reader {
    pub fn new(serial: Serial) -> Self {
        let mut machine = Machine::new(Vec::new(), SPOOL);
        let _shown = machine.start();
        Self {
            serial,
            pc: 0,
            port: 0,
            plugged: false,
            copied: false,
            key: 0,
            paired: 0,
            link: None,
            card_present: false,
            session: None,
            finished: Vec::new(),
            machine,
            spool: Vec::new(),
            to_write: VecDeque::new(),
            restarting: false,
            on_since_ms: 0,
            shape: Shape::Healthy,
        }
    }

    /// Hands the machine an input and does what it wants.
    pub fn handle(&mut self, now_ms: u64, input: Input) {
        for output in self.machine.handle(now_ms, input) {
            self.perform(now_ms, output);
        }
    }

    fn perform(&mut self, now_ms: u64, output: Output) {
        match output {
            Output::SendHello {
                holding,
                spooled,
                health,
                restarting,
                running_ms,
            } => {
                let read = (wire::holding_of(holding), wire::health_of(health));
                let (Ok(holding), Ok(health)) = read else {
                    panic!("an agent's hello cannot be read: {read:?}");
                };
                self.send(Up::Hello {
                    holding,
                    spooled,
                    health,
                    engine: Engine {
                        restarting,
                        running_ms: running_ms.min(now_ms.saturating_sub(self.on_since_ms)),
                    },
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
            Output::Restart => {
                assert!(self.session.is_none(), "a restart in a session");
                self.restarting = true;
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
    pub fn write_spool(&mut self, now_ms: u64, fails: bool) -> bool {
        let Some(ended) = self.to_write.pop_front() else {
            return false;
        };
        let session_id = ended.session_id;
        if fails {
            self.handle(now_ms, Input::StoreFailed { session_id });
            return true;
        }
        self.spool.push(ended);
        self.note_finished(session_id);
        self.handle(now_ms, Input::Stored { session_id });
        true
    }

    /// The card is taken away. Nobody does that in the middle: the machine has stories of its own for that.
    pub fn card_taken(&mut self, now_ms: u64) -> bool {
        if !self.card_present || self.session.is_some() {
            return false;
        }
        self.card_present = false;
        self.handle(now_ms, Input::CardRemoved);
        true
    }

    /// The session's outcome is durable, here or at the controller.
    pub fn note_finished(&mut self, session: SessionId) {
        if !self.finished.contains(&session) {
            self.finished.push(session);
        }
    }

    /// Switched off and on: memory is gone, the spool and a card that lies there are not.
    pub fn restart(&mut self, now_ms: u64) {
        self.link = None;
        self.restarting = false;
        self.on_since_ms = now_ms;
        self.session = None;
        self.shape = Shape::Healthy;
        self.card_present = false;
        self.to_write.clear();
        self.machine = Machine::new(self.spool.clone(), SPOOL);
        let _shown = self.machine.start();
    }

    /// The device has restarted, as it was ordered.
    pub fn restart_over(&mut self, now_ms: u64) -> bool {
        let was = std::mem::take(&mut self.restarting);
        self.handle(now_ms, Input::Restarted);
        was
    }

    /// The device says how it is. Whether that is news.
    pub fn set_shape(&mut self, now_ms: u64, shape: Shape) -> bool {
        let state = match shape {
            Shape::Healthy => v1::HealthState::Healthy,
            Shape::Degraded => v1::HealthState::Degraded,
            Shape::Faulted => v1::HealthState::Faulted,
        };
        let codes = match shape {
            Shape::Healthy => vec![],
            Shape::Degraded | Shape::Faulted => vec!["E-1".to_owned()],
        };
        let news = std::mem::replace(&mut self.shape, shape) != shape;
        self.handle(
            now_ms,
            Input::HealthChanged(v1::Health {
                state: state.into(),
                codes,
            }),
        );
        news
    }

    pub fn next_deadline(&self) -> Option<u64> {
        self.machine.next_deadline()
    }

    /// Whether the spool has something to write.
    pub fn is_writing(&self) -> bool {
        !self.to_write.is_empty()
    }

    /// Frames that wait to go up, and down.
    pub fn frames(&self) -> (usize, usize) {
        self.link
            .as_ref()
            .map_or((0, 0), |link| (link.up.len(), link.down.len()))
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
                session: wire::session_of(&placed.session_id).ok()?,
                assignment: assignment(placed.assignment)?,
            },
            reader_event::Event::SessionEnded(ended) => Command::SessionEnded(SessionEnded {
                serial,
                connection,
                session: wire::session_of(&ended.session_id).ok()?,
                assignment: assignment(ended.assignment)?,
                outcome: wire::outcome_of(ended.outcome.clone()?).ok()?,
                age_ms: ended.age_ms,
            }),
            reader_event::Event::CardRemoved(_) => Command::CardRemoved { serial, connection },
            reader_event::Event::Health(health) => Command::HealthChanged {
                serial,
                connection,
                health: wire::health_of(health.clone()).ok()?,
            },
            reader_event::Event::Restarted(_) => Command::UnitRestarted { serial, connection },
            reader_event::Event::Holding(holding) => Command::HoldingReported {
                serial,
                connection,
                holding: wire::holding_of(holding.clone()).ok()?,
            },
        })
    }
}

/// `None` where it is not one.
fn assignment(wire: Option<v1::Assignment>) -> Option<Option<Assignment>> {
    wire.map(wire::assignment_of).transpose().ok()
}
