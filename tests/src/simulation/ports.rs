//! What USB shows on each PC, and cables that sit loosely.

use super::controller::{Caller, key_of_pc};
use super::event::{Event, Gone};
use super::links::chain;
use super::mischief::heard;
use super::people::{one_of, reader_that};
use super::world::World;
use madoguchi_fleet::command::{Act, Command, Delivery, LedgerEntry, SeenPorts};
use madoguchi_fleet::link::{ForeignReader, Link, SeenReader, UsbId};
use madoguchi_support::Date;
use rand::{Rng, RngExt};
use std::collections::VecDeque;

/// Where a copy of a reader is plugged in.
pub const COPY: u8 = 9;
/// Where another maker's reader is plugged in.
const FOREIGN: u8 = 8;
/// The length of a cable that came with its reader, whose delivery is noted with it.
const LONG_METRES: u8 = 5;
/// Ports from here on are not USB.
const NOT_USB: u8 = 6;

impl World {
    /// The controller looks at the ports of a PC: readers that are plugged in, connected or not, and their copies.
    pub(super) fn see(&mut self, pc: usize, foreign: bool) -> bool {
        let mut readers = Vec::new();
        for (index, reader) in self.readers.iter().enumerate() {
            if reader.pc != pc || !reader.plugged || reader.port >= NOT_USB {
                continue;
            }
            let link = self.observed(index);
            if reader.copied {
                let copy = Link {
                    port: chain(COPY),
                    copies: vec![link.port.clone()],
                    ..link.clone()
                };
                readers.push(SeenReader { link: copy });
            }
            readers.push(SeenReader { link });
        }
        let other = ForeignReader {
            name: "another maker's".into(),
            port: chain(FOREIGN),
            id: UsbId {
                vendor: 1,
                product: 2,
            },
        };
        let seen = SeenPorts {
            installation: key_of_pc(pc),
            readers,
            foreign: foreign.then_some(other).into_iter().collect(),
        };
        self.send(Act::reader(Command::SeePorts(seen)), Caller::Nobody)
    }

    /// Staff note the cable of a reader.
    pub(super) fn note_cable(&mut self, reader: usize, metres: u8) -> bool {
        let serial = self.readers[reader].serial.clone();
        let cable = match metres {
            0 => String::new(),
            metres => format!("{metres} m"),
        };
        // The long ones came with their readers.
        let command = match metres {
            LONG_METRES => Command::NoteLedger(vec![LedgerEntry {
                serial,
                delivery: Some(Delivery::On(Date::constant(2024, 5, 20))),
                cable: Some(cable),
            }]),
            _ => Command::NoteCable { serial, cable },
        };
        self.staff_send(Some(command))
    }
}

/// Somebody looks at a cable, or the controller at the ports.
pub fn at_a_cable(random: &mut impl Rng, world: &World) -> Event {
    match random.random_range(0..5) {
        0 => Event::NoteCable {
            reader: reader_that(random, world, |_| true),
            metres: one_of(random, &[0, 2, 3, LONG_METRES]),
        },
        _ => {
            let copied = random.random_bool(0.5);
            let reader = reader_that(random, world, |r| !copied || r.copied);
            Event::See {
                pc: world.readers[reader].pc,
                foreign: random.random_bool(0.2),
            }
        }
    }
}

/// How a connection is seen to end.
pub fn gone(random: &mut impl Rng) -> Gone {
    one_of(
        random,
        &[
            Gone::Unplugged,
            Gone::Unplugged,
            Gone::Lost,
            Gone::Lost,
            Gone::Closed,
        ],
    )
}

/// A plug that sits loosely: lost and back, some times in a row, and then for longer than ten minutes not again.
pub fn loose_plug(
    random: &mut impl Rng,
    reader: usize,
    (pc, port): (usize, u8),
) -> VecDeque<Event> {
    let mut story = VecDeque::new();
    for _ in 0..random.random_range(2..5) {
        let how = gone(random);
        story.extend([
            Event::LinkLost { reader },
            Event::Notice { reader, how },
            Event::Batch { acts: 1_000 },
            Event::See { pc, foreign: false },
            Event::Plug { reader, pc, port },
        ]);
        story.extend(heard(reader));
        story.push_back(Event::Wait {
            ms: random.random_range(1_000..200_000),
        });
    }
    story.extend([
        Event::Wait {
            ms: random.random_range(300_000..700_000),
        },
        Event::See { pc, foreign: false },
        Event::Batch { acts: 1_000 },
    ]);
    story
}

/// Gone for longer than its seat is held.
pub fn long_absence(reader: usize, (pc, port): (usize, u8), ms: i64) -> VecDeque<Event> {
    let mut story: VecDeque<_> = [
        Event::LinkLost { reader },
        Event::Notice {
            reader,
            how: Gone::Lost,
        },
        Event::Batch { acts: 1_000 },
        Event::Wait { ms },
        Event::Plug { reader, pc, port },
    ]
    .into();
    story.extend(heard(reader));
    story
}
