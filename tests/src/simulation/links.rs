//! Links: plugged in, lost, noticed, and the frames on them.
//!
//! A connection is a stream: what comes, comes in order. So a frame that the network loses, repeats or swaps shows in
//! the sequence, and the gateway ends the connection, as the real one does; frames of a link that is gone can still
//! come late, after those of the next one.

use super::controller::{Caller, key_of_pc};
use super::event::{Gone, Mangle};
use super::ports::COPY;
use super::reader::{Link, Up};
use super::world::{World, key_of};
use madoguchi_agent::session::Input;
use madoguchi_fleet::command::{Act, Attach, Command, Engine, Holding, Parting, SessionEnded};
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::link::{self, Path, Port};
use madoguchi_fleet::unit::Health;
use std::collections::VecDeque;

/// Events of a connection that may be on their way to the disk: a session's, and one of the next. Small, so that a spool fills it.
const WINDOW: usize = 4;

/// A key that no unit was ever paired with.
const STRANGE: u8 = 250;

/// The controller's side of a connection.
#[derive(Debug)]
pub struct Gate {
    reader: usize,
    /// The sequence of the next event; 0 before the first frame.
    expected: u64,
    open: bool,
    /// Events that the engine has and that were not answered yet.
    in_flight: usize,
}

impl Gate {
    /// Whether it reads on. One that is shut drops what it reads.
    const fn has_room(&self) -> bool {
        !self.open || self.in_flight < WINDOW
    }
}

impl World {
    pub(super) fn plug(&mut self, now_ms: u64, reader: usize, pc: usize, port: u8) -> bool {
        if self.controller.is_none() {
            return false;
        }
        self.lose_link(now_ms, reader);
        let connection = self.connect(reader);
        let reader = &mut self.readers[reader];
        reader.pc = pc;
        reader.port = port;
        reader.plugged = true;
        reader.link = Some(Link {
            connection,
            up: [].into(),
            down: [].into(),
        });
        reader.handle(now_ms, Input::LinkOpened);
        true
    }

    fn connect(&mut self, reader: usize) -> ConnectionId {
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let gate = Gate {
            reader,
            expected: 0,
            open: true,
            in_flight: 0,
        };
        self.gates.insert(connection, gate);
        connection
    }

    pub(super) fn lose_link(&mut self, now_ms: u64, reader: usize) -> bool {
        let Some(link) = self.readers[reader].link.take() else {
            return false;
        };
        self.unnoticed.push((reader, link.connection, link.up));
        self.readers[reader].handle(now_ms, Input::LinkDown);
        true
    }

    pub(super) fn notice(&mut self, reader: usize, how: Gone) -> bool {
        let pulled = how == Gone::Unplugged && self.readers[reader].link.is_none();
        self.readers[reader].plugged &= !pulled;
        let mut noticed = false;
        while let Some(at) = self.unnoticed.iter().position(|(lost, ..)| *lost == reader) {
            let (_, connection, _) = self.unnoticed.remove(at);
            noticed |= self.shut(connection, how);
        }
        noticed
    }

    /// The gateway's side of a connection ends, and the fleet is told. Whether it was open.
    fn shut(&mut self, connection: ConnectionId, how: Gone) -> bool {
        let Some(gate) = self.gates.get_mut(&connection).filter(|gate| gate.open) else {
            return false;
        };
        gate.open = false;
        let serial = self.readers[gate.reader].serial.clone();
        self.push_down(connection, Input::LinkDown);
        self.send(
            Act::reader(Command::Detach {
                serial,
                connection,
                how: match how {
                    Gone::Unplugged => Parting::Unplugged,
                    Gone::Lost => Parting::Lost,
                    Gone::Closed => Parting::Closed,
                },
            }),
            Caller::Nobody,
        )
    }

    /// The gateway ends a connection because the fleet said so, or because it would not take what the reader said.
    pub(super) fn hang_up(&mut self, connection: ConnectionId) {
        self.shut(connection, Gone::Closed);
    }

    pub(super) fn up(&mut self, reader: usize, frames: usize) -> bool {
        let mut came = false;
        for _ in 0..frames {
            let link = self.readers[reader].link.as_ref();
            let waiting = link.filter(|link| !link.up.is_empty());
            let Some(connection) = waiting.map(|link| link.connection) else {
                break;
            };
            if !self.has_room(connection) {
                break;
            }
            let link = self.readers[reader].link.as_mut();
            if let Some(frame) = link.and_then(|link| link.up.pop_front()) {
                self.arrive(reader, connection, frame);
                came = true;
            }
        }
        came
    }

    /// Whether the gateway reads on, on this connection.
    fn has_room(&mut self, connection: ConnectionId) -> bool {
        let has_room = self.gates.get(&connection).is_none_or(Gate::has_room);
        if !has_room {
            self.coverage.flow("a reader waits for room");
        }
        has_room
    }

    /// The engine has answered an event of a connection.
    pub(super) fn answered(&mut self, connection: ConnectionId) {
        if let Some(gate) = self.gates.get_mut(&connection) {
            gate.in_flight -= 1;
        }
    }

    /// One frame for all events up to this one, of which so many are news. Behind the end of a connection nothing is acknowledged.
    pub(super) fn acknowledge(&mut self, connection: ConnectionId, sequence: u64, events: usize) {
        if self.gates.get(&connection).is_some_and(|gate| gate.open) {
            if events > 1 {
                self.coverage.flow("events are acknowledged together");
            }
            self.push_down(connection, Input::Acknowledge { sequence });
        }
    }

    /// Frames that were on their way when their link went.
    pub(super) fn late(&mut self, reader: usize, frames: usize) -> bool {
        let mut came = false;
        for _ in 0..frames {
            let mut of_reader = self.unnoticed.iter_mut();
            let lost = of_reader.find(|(lost, _, up)| *lost == reader && !up.is_empty());
            let Some((_, connection, up)) = lost else {
                break;
            };
            let connection = *connection;
            if !self.gates.get(&connection).is_none_or(Gate::has_room) {
                break;
            }
            if let Some(frame) = up.pop_front() {
                self.arrive(reader, connection, frame);
                came = true;
            }
        }
        came
    }

    /// A frame comes in at the gateway.
    fn arrive(&mut self, reader: usize, connection: ConnectionId, frame: Up) {
        let Some(gate) = self.gates.get_mut(&connection).filter(|gate| gate.open) else {
            return;
        };
        let sequence = match &frame {
            Up::Hello { .. } => 0,
            Up::Event { sequence, .. } => *sequence,
        };
        if sequence != gate.expected {
            return self.hang_up(connection);
        }
        gate.expected += 1;
        gate.in_flight += usize::from(matches!(frame, Up::Event { .. }));
        if gate.in_flight > 1 {
            self.coverage
                .flow("events of a reader are in flight together");
        }
        let (command, caller) = match frame {
            Up::Hello {
                holding,
                spooled,
                health,
                engine,
            } => {
                let mut attach = self.attach(reader, connection, holding, spooled, health);
                attach.engine = Some(engine);
                (Command::Attach(Box::new(attach)), Caller::Hello(connection))
            }
            Up::Event { sequence, command } => (
                command,
                Caller::Reader {
                    connection,
                    sequence,
                },
            ),
        };
        if let Command::SessionEnded(ended) = &command {
            self.outcomes.push(ended.clone());
        }
        self.send(Act::reader(command), caller);
    }

    /// A reader says again what it said long ago. Of a ticket that was forgotten nobody can tell that it was counted.
    pub(super) fn says_again(&mut self, reader: usize, back: usize) -> bool {
        let serial = &self.readers[reader].serial;
        let mut own = self
            .outcomes
            .iter()
            .rev()
            .filter(|ended| ended.serial == *serial);
        let (Some(ended), Some(connection)) = (own.nth(back), self.open_connection(reader)) else {
            return false;
        };
        let fleet = self.controller.as_ref().map(|controller| &controller.fleet);
        let kept = ended
            .assignment
            .is_none_or(|a| fleet.is_some_and(|fleet| fleet.ticket(a.ticket).is_some()));
        let again = SessionEnded {
            connection,
            ..ended.clone()
        };
        kept && self.send(Act::reader(Command::SessionEnded(again)), Caller::Nobody)
    }

    /// The connection by which a reader has been welcomed.
    fn open_connection(&self, reader: usize) -> Option<ConnectionId> {
        let connection = self.readers[reader].link.as_ref().map(|l| l.connection)?;
        let gate = self.gates.get(&connection)?;
        (gate.open && gate.expected > 0).then_some(connection)
    }

    fn attach(
        &self,
        reader: usize,
        connection: ConnectionId,
        holding: Holding,
        spooled: u32,
        health: Health,
    ) -> Attach {
        Attach {
            factory_key: None,
            serial: self.readers[reader].serial.clone(),
            key: key_of(reader, self.readers[reader].key),
            installation: key_of_pc(self.readers[reader].pc),
            connection,
            link: self.observed(reader),
            holding,
            spooled,
            health,
            software: "simulated".into(),
            identifies: true,
            engine: Some(Engine::default()),
            bundled: None,
        }
    }

    /// The link of a reader, as USB shows it.
    pub(super) fn observed(&self, reader: usize) -> link::Link {
        let reader = &self.readers[reader];
        link::Link {
            interface: format!("sim{}", reader.port),
            port: chain(reader.port),
            path: match reader.port {
                1..=4 => Path::Direct,
                5 => Path::BehindHub,
                _ => Path::NotUsb,
            },
            speed_mbps: Some(480),
            hub: None,
            device: None,
            usb_serial: link::UsbSerial::Shown(reader.serial.as_str().into()),
            copies: reader.copied.then(|| chain(COPY)).into_iter().collect(),
        }
    }

    /// USB shows the same serial elsewhere, or no longer.
    pub(super) fn copy(&mut self, reader: usize, there: bool) -> bool {
        if std::mem::replace(&mut self.readers[reader].copied, there) == there {
            return false;
        }
        self.observe(reader)
    }

    /// USB shows a connected reader at another port.
    pub(super) fn moved(&mut self, reader: usize, port: u8) -> bool {
        if std::mem::replace(&mut self.readers[reader].port, port) == port {
            return false;
        }
        self.observe(reader)
    }

    /// The link of a reader is looked at anew, and the fleet is told of it.
    fn observe(&mut self, reader: usize) -> bool {
        let link = self.observed(reader);
        let serial = self.readers[reader].serial.clone();
        let Some(connection) = self.open_connection(reader) else {
            return true;
        };
        let command = Command::LinkObserved {
            serial,
            connection,
            link,
        };
        self.send(Act::reader(command), Caller::Hello(connection))
    }

    /// Somebody else's agent connects with this reader's name.
    pub(super) fn stranger(&mut self, reader: usize) -> bool {
        let connection = self.connect(reader);
        let holding = Holding::default();
        let mut attach = self.attach(reader, connection, holding, 0, Health::Healthy);
        attach.key = key_of(reader, STRANGE);
        self.send(
            Act::reader(Command::Attach(Box::new(attach))),
            Caller::Hello(connection),
        )
    }

    pub(super) fn mangle_up(&mut self, reader: usize, how: Mangle) -> bool {
        let link = self.readers[reader].link.as_mut();
        link.is_some_and(|link| mangle(&mut link.up, how))
    }

    pub(super) fn mangle_down(&mut self, reader: usize, how: Mangle) -> bool {
        let link = self.readers[reader].link.as_mut();
        link.is_some_and(|link| mangle(&mut link.down, how))
    }

    pub(super) fn down(&mut self, now_ms: u64, reader: usize, frames: usize) -> bool {
        let mut came = false;
        for _ in 0..frames {
            let Some(link) = &mut self.readers[reader].link else {
                break;
            };
            let Some(input) = link.down.pop_front() else {
                break;
            };
            came = true;
            if input == Input::LinkDown {
                self.readers[reader].link = None;
            }
            self.readers[reader].handle(now_ms, input);
        }
        came
    }

    pub(super) fn push_down(&mut self, connection: ConnectionId, input: Input) {
        let to = self
            .readers
            .iter_mut()
            .filter_map(|r| r.link.as_mut())
            .find(|l| l.connection == connection);
        if let Some(link) = to {
            link.down.push_back(input);
        }
    }
}

/// A port by the number that events give it: the fifth is behind a hub.
pub fn chain(port: u8) -> Port {
    Port {
        bus: "1".into(),
        chain: match port {
            5 => "5.1".into(),
            port => port.to_string().into(),
        },
    }
}

fn mangle<T: Clone>(frames: &mut VecDeque<T>, how: Mangle) -> bool {
    match how {
        Mangle::Lost => frames.pop_front().is_some(),
        Mangle::Twice => {
            let next = frames.front().cloned();
            next.map(|frame| frames.push_front(frame)).is_some()
        }
        Mangle::Swapped if frames.len() < 2 => false,
        Mangle::Swapped => {
            frames.swap(0, 1);
            true
        }
    }
}
