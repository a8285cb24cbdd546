//! Wishes with weights become concrete events: what could happen next in this clinic.

use super::event::Event;
use super::world::World;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Kinds of wish and how often they come.
const WEIGHTS: [(u32, Wish); 17] = [
    (14, Wish::Patient),
    (3, Wish::Staff),
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
}

/// The next event. It may turn out to be nothing in this state; then nothing happens.
pub fn next(random: &mut ChaCha8Rng, world: &World) -> Event {
    // A clinic does not leave its controller off for long.
    if world.controller.is_none() && random.random_bool(0.2) {
        return controller(random, world);
    }
    let total: u32 = WEIGHTS.iter().map(|(weight, _)| weight).sum();
    let mut draw = random.random_range(0..total);
    for (weight, wish) in WEIGHTS {
        if draw < weight {
            return concrete(random, world, wish);
        }
        draw -= weight;
    }
    Event::Wait { ms: 1 }
}

fn concrete(random: &mut ChaCha8Rng, world: &World, wish: Wish) -> Event {
    let reader = random.random_range(0..world.readers.len());
    match wish {
        Wish::Patient if random.random_bool(0.1) => Event::RepeatRequest,
        Wish::Patient => Event::Patient {
            number: random.random_range(1..40),
            class: random.random_range(0..3),
            wish: if random.random_bool(0.3) {
                random.random_range(1..3)
            } else {
                0
            },
        },
        Wish::Staff => Event::Staff {
            act: random.random_range(0..5),
            number: random.random_range(1..40),
        },
        Wish::Move => Event::Move {
            number: random.random_range(1..40),
            reader,
        },
        Wish::Unit => Event::Unit {
            act: random.random_range(0..5),
            reader,
        },
        Wish::License => Event::License {
            index: random.random_range(0..world.licenses.len()),
        },
        Wish::Card => Event::Card { reader },
        Wish::SessionEnds => Event::SessionEnds {
            reader,
            outcome: match random.random_range(0..10) {
                0 => 2,
                1..3 => 1,
                _ => 0,
            },
        },
        Wish::CardTaken => Event::CardTaken { reader },
        Wish::Spool => Event::Spool {
            reader,
            fails: random.random_bool(0.1),
        },
        Wish::Health => Event::Health {
            reader,
            faulted: random.random_bool(0.5),
        },
        Wish::Plug => Event::Plug {
            // Mostly one that is not connected, as agents try again by themselves.
            reader: world
                .readers
                .iter()
                .position(|r| r.link.is_none())
                .filter(|_| random.random_bool(0.7))
                .unwrap_or(reader),
            port: random.random_range(1..=5),
        },
        Wish::LinkLost if random.random_bool(0.6) => Event::Notice { reader },
        Wish::LinkLost => Event::LinkLost { reader },
        Wish::ReaderRestarts => Event::ReaderRestarts { reader },
        Wish::Network if random.random_bool(0.5) => Event::Up {
            reader,
            frames: random.random_range(1..5),
        },
        Wish::Network => Event::Down {
            reader,
            frames: random.random_range(1..5),
        },
        Wish::Batch => Event::Batch {
            acts: random.random_range(1..8),
        },
        Wish::Controller => controller(random, world),
        Wish::Wait => Event::Wait { ms: wait(random) },
    }
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
    if random.random_bool(0.5) {
        Event::Crash
    } else {
        Event::DiskFails
    }
}

fn wait(random: &mut ChaCha8Rng) -> i64 {
    match random.random_range(0..10) {
        0 => random.random_range(60_000..200_000),
        1..4 => random.random_range(5_000..40_000),
        _ => random.random_range(1..3_000),
    }
}
