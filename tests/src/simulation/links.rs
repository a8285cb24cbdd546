//! Links: plugged in, lost, noticed, and the frames on them.

use super::controller::{Caller, HERE};
use super::reader::{Link, Up};
use super::world::{World, key_of};
use madoguchi_agent::session::Input;
use madoguchi_fleet::command::{Act, Attach, Command};
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::link::{Path, Port};
use madoguchi_fleet::unit::Health;

impl World {
    pub(super) fn plug(&mut self, now_ms: u64, reader: usize, port: u8) {
        if self.controller.is_none() {
            return;
        }
        if self.readers[reader].link.is_some() {
            self.lose_link(now_ms, reader);
        }
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let reader = &mut self.readers[reader];
        reader.port = port;
        reader.link = Some(Link {
            connection,
            up: [].into(),
            down: [].into(),
        });
        reader.handle(now_ms, Input::LinkOpened);
    }

    pub(super) fn lose_link(&mut self, now_ms: u64, reader: usize) {
        if let Some(link) = self.readers[reader].link.take() {
            self.unnoticed.push((reader, link.connection));
            self.readers[reader].handle(now_ms, Input::LinkDown);
        }
    }

    pub(super) fn notice(&mut self, reader: usize) {
        while let Some(at) = self.unnoticed.iter().position(|(lost, _)| *lost == reader) {
            let (_, connection) = self.unnoticed.remove(at);
            let serial = self.readers[reader].serial.clone();
            self.send(
                Act::reader(Command::Detach { serial, connection }),
                Caller::Nobody,
            );
        }
    }

    pub(super) fn up(&mut self, reader: usize, frames: usize) {
        for _ in 0..frames {
            let Some(link) = &mut self.readers[reader].link else {
                return;
            };
            let connection = link.connection;
            let Some(frame) = link.up.pop_front() else {
                return;
            };
            let (command, caller) = match frame {
                Up::Hello {
                    holding,
                    spooled,
                    health,
                } => {
                    let attach = self.attach(reader, connection, holding, spooled, health);
                    (Command::Attach(Box::new(attach)), Caller::Nobody)
                }
                Up::Event { sequence, command } => (
                    command,
                    Caller::Reader {
                        connection,
                        sequence,
                    },
                ),
            };
            self.send(Act::reader(command), caller);
        }
    }

    pub(super) fn attach(
        &self,
        reader: usize,
        connection: ConnectionId,
        holding: madoguchi_fleet::command::Holding,
        spooled: u32,
        health: Health,
    ) -> Attach {
        let port = self.readers[reader].port;
        let link = madoguchi_fleet::link::Link {
            interface: format!("sim{port}"),
            port: Port {
                bus: "1".into(),
                chain: if port == 5 {
                    "5.1".into()
                } else {
                    port.to_string().into()
                },
            },
            path: if port == 5 {
                Path::BehindHub
            } else {
                Path::Direct
            },
            speed_mbps: Some(480),
            usb_serial: Some(self.readers[reader].serial.clone()),
            copies: vec![],
        };
        Attach {
            serial: self.readers[reader].serial.clone(),
            key: key_of(reader),
            installation: HERE,
            connection,
            link,
            holding,
            spooled,
            health,
            software: "simulated".into(),
            bundled: None,
        }
    }

    pub(super) fn down(&mut self, now_ms: u64, reader: usize, frames: usize) {
        for _ in 0..frames {
            let Some(link) = &mut self.readers[reader].link else {
                return;
            };
            let Some(input) = link.down.pop_front() else {
                return;
            };
            let acknowledged = matches!(input, Input::Acknowledge { .. });
            let before = self.readers[reader].unacknowledged();
            self.readers[reader].handle(now_ms, input);
            debug_assert!(acknowledged || self.readers[reader].unacknowledged() == before);
        }
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
