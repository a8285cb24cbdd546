//! Wishes with weights become concrete events: what could happen next in this clinic.

use super::event::Event;
use super::mischief;
use super::world::World;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::collections::VecDeque;

/// Kinds of wish and how often they come.
const WEIGHTS: [(u32, Wish); 18] = [
    (14, Wish::Patient),
    (5, Wish::Staff),
    (1, Wish::Move),
    (2, Wish::Unit),
    (1, Wish::License),
    (12, Wish::Card),
    (12, Wish::SessionEnds),
    (9, Wish::CardTaken),
    (10, Wish::Spool),
    (1, Wish::Health),
    (5, Wish::Plug),
    (3, Wish::LinkLost),
    (1, Wish::ReaderRestarts),
    (40, Wish::Network),
    (30, Wish::Batch),
    (2, Wish::Controller),
    (12, Wish::Wait),
    (5, Wish::Mischief),
];

#[derive(Debug, Clone, Copy)]
enum Wish {
    Patient,
    Staff,
    Move,
    Unit,
    License,
    Card,
    SessionEnds,
    CardTaken,
    Spool,
    Health,
    Plug,
    LinkLost,
    ReaderRestarts,
    Network,
    Batch,
    Controller,
    Wait,
    /// Several things in a row that hurt together.
    Mischief,
}

/// Everybody who does something, with what they have begun.
#[derive(Debug)]
pub struct People {
    random: ChaCha8Rng,
    begun: VecDeque<Event>,
}

impl People {
    pub fn new(random: ChaCha8Rng) -> Self {
        Self {
            random,
            begun: VecDeque::new(),
        }
    }

    /// The next event. It may turn out to be nothing in this state; then nothing happens.
    pub fn next(&mut self, world: &World) -> Event {
        // What was begun mostly goes on, with other things in between.
        if self.random.random_bool(0.8)
            && let Some(event) = self.begun.pop_front()
        {
            return event;
        }
        // A clinic does not leave its controller off for long.
        if world.controller.is_none() && self.random.random_bool(0.2) {
            return controller(&mut self.random, world);
        }
        match drawn(&mut self.random) {
            Wish::Mischief => {
                let more = mischief::script(&mut self.random, world);
                if self.begun.is_empty() {
                    self.begun = more;
                }
                self.begun.pop_front().unwrap_or(Event::Wait { ms: 1 })
            }
            wish => concrete(&mut self.random, world, wish),
        }
    }
}

fn drawn(random: &mut ChaCha8Rng) -> Wish {
    let total: u32 = WEIGHTS.iter().map(|(weight, _)| weight).sum();
    let mut draw = random.random_range(0..total);
    for (weight, wish) in WEIGHTS {
        if draw < weight {
            return wish;
        }
        draw -= weight;
    }
    Wish::Wait
}

fn concrete(random: &mut ChaCha8Rng, world: &World, wish: Wish) -> Event {
    let reader = random.random_range(0..world.readers.len());
    match wish {
        Wish::Patient | Wish::Staff | Wish::Move | Wish::Unit | Wish::License => {
            at_the_desk(random, world, wish, reader)
        }
        Wish::Card | Wish::SessionEnds | Wish::CardTaken | Wish::Spool | Wish::Health => {
            at_a_reader(random, wish, reader)
        }
        Wish::Plug => Event::Plug {
            // Mostly one that is not connected, as agents try again by themselves.
            reader: unplugged(world)
                .filter(|_| random.random_bool(0.7))
                .unwrap_or(reader),
            port: random.random_range(1..=5),
        },
        Wish::LinkLost if random.random_bool(0.6) => Event::Notice { reader },
        Wish::LinkLost => Event::LinkLost { reader },
        Wish::ReaderRestarts => Event::ReaderRestarts { reader },
        Wish::Network => {
            let frames = random.random_range(1..5);
            if random.random_bool(0.5) {
                Event::Up { reader, frames }
            } else {
                Event::Down { reader, frames }
            }
        }
        Wish::Batch => Event::Batch {
            acts: random.random_range(1..8),
        },
        Wish::Controller => controller(random, world),
        Wish::Wait | Wish::Mischief => Event::Wait { ms: wait(random) },
    }
}

/// A patient as reception adds one.
pub(super) fn patient(random: &mut ChaCha8Rng) -> Event {
    Event::Patient {
        number: random.random_range(1..40),
        class: random.random_range(0..3),
        wish: if random.random_bool(0.3) {
            random.random_range(1..3)
        } else {
            0
        },
    }
}

fn at_the_desk(random: &mut ChaCha8Rng, world: &World, wish: Wish, reader: usize) -> Event {
    let number = random.random_range(1..40);
    match wish {
        Wish::Patient if random.random_bool(0.1) => Event::RepeatRequest {
            back: random.random_range(0..8),
        },
        Wish::Patient => patient(random),
        Wish::Staff => Event::Staff {
            act: random.random_range(0..5),
            number,
        },
        Wish::Move => Event::Move { number, reader },
        Wish::Unit => Event::Unit {
            act: random.random_range(0..5),
            reader,
        },
        _ => Event::License {
            index: random.random_range(0..world.licenses.len()),
        },
    }
}

fn at_a_reader(random: &mut ChaCha8Rng, wish: Wish, reader: usize) -> Event {
    match wish {
        Wish::Card => Event::Card { reader },
        Wish::SessionEnds => Event::SessionEnds {
            reader,
            outcome: match random.random_range(0..10) {
                0..2 => 2,
                2..4 => 1,
                _ => 0,
            },
        },
        Wish::CardTaken => Event::CardTaken { reader },
        Wish::Spool => Event::Spool {
            reader,
            fails: random.random_bool(0.1),
        },
        _ => Event::Health {
            reader,
            // Mostly well, or soon nobody serves.
            faulted: random.random_bool(0.4),
        },
    }
}

fn unplugged(world: &World) -> Option<usize> {
    world.readers.iter().position(|r| r.link.is_none())
}

fn controller(random: &mut ChaCha8Rng, world: &World) -> Event {
    if world.controller.is_none() {
        // Mostly on time, at times back to 1970 or weeks ahead.
        let clock_off_s = match random.random_range(0..8) {
            0 => -1_000_000_000,
            1 => 3_600 * 24 * 90,
            2 => -90_000,
            _ => 0,
        };
        return Event::Start { clock_off_s };
    }
    match random.random_range(0..4) {
        0 => Event::Crash,
        1 => Event::CrashAfter {
            acts: random.random_range(1..8),
        },
        _ => Event::DiskFails,
    }
}

fn wait(random: &mut ChaCha8Rng) -> i64 {
    match random.random_range(0..10) {
        0 => random.random_range(60_000..200_000),
        1..4 => random.random_range(5_000..40_000),
        _ => random.random_range(1..3_000),
    }
}
