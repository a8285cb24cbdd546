//! Wishes of machines: links, frames, power, disks and clocks. Each becomes a concrete event.

use super::event::{Event, Mangle, Wall};
use super::people::{one_of, reader_that};
use super::ports::{at_a_cable, gone};
use super::reader::Reader;
use super::world::World;
use rand::{Rng, RngExt};

/// Mostly a reader that is not connected, at its own place, as agents try again by themselves.
pub fn plug(random: &mut impl Rng, world: &World) -> Event {
    let reader = reader_that(random, world, |r| r.link.is_none());
    let (pc, port) = match random.random_range(0..10) {
        0 => (
            random.random_range(0..world.plan.pcs),
            one_of(random, &[1, 2, 3, 4, 5, 6]),
        ),
        1 | 2 => (world.readers[reader].pc, one_of(random, &[1, 2, 3, 4, 5])),
        _ => (
            world.readers[reader].pc,
            world.readers[reader].port.clamp(1, 4),
        ),
    };
    Event::Plug { reader, pc, port }
}

pub fn at_a_link(random: &mut impl Rng, world: &World) -> Event {
    let linked = |r: &Reader| r.link.is_some();
    let lost = |random: &mut _| {
        let gone = world.unnoticed.first().map(|(reader, ..)| *reader);
        gone.unwrap_or_else(|| reader_that(random, world, |_| true))
    };
    match random.random_range(0..16) {
        12..15 => at_a_cable(random, world),
        15 => Event::Again {
            reader: reader_that(random, world, |r| linked(r) && !r.finished.is_empty()),
            back: random.random_range(0..6),
        },
        0..4 => Event::Notice {
            reader: lost(random),
            how: gone(random),
        },
        4..6 => Event::Late {
            reader: lost(random),
            frames: random.random_range(1..4),
        },
        6..9 => Event::LinkLost {
            reader: reader_that(random, world, linked),
        },
        9 => Event::ReaderRestarts {
            reader: reader_that(random, world, |_| true),
        },
        10 => Event::Stranger {
            reader: reader_that(random, world, |_| true),
        },
        11 if random.random_bool(0.4) => Event::Moved {
            reader: reader_that(random, world, linked),
            port: random.random_range(1..=6),
        },
        _ => {
            let copied = world.readers.iter().any(|r| r.copied);
            let there = !copied;
            let reader = reader_that(random, world, |r| r.copied || there);
            Event::Copy { reader, there }
        }
    }
}

pub fn network(random: &mut impl Rng, world: &World) -> Event {
    let frames = random.random_range(1..5);
    let rises = |r: &Reader| r.frames().0 > 0;
    let falls = |r: &Reader| r.frames().1 > 0;
    let how = one_of(random, &[Mangle::Lost, Mangle::Twice, Mangle::Swapped]);
    match random.random_range(0..60) {
        0 => Event::MangleUp {
            reader: reader_that(random, world, rises),
            how,
        },
        1 => Event::MangleDown {
            reader: reader_that(random, world, falls),
            how,
        },
        2..31 => Event::Up {
            reader: reader_that(random, world, rises),
            frames,
        },
        _ => Event::Down {
            reader: reader_that(random, world, falls),
            frames,
        },
    }
}

pub fn controller(random: &mut impl Rng, world: &World) -> Event {
    let Some(running) = &world.controller else {
        // Mostly on time, at times back to 1970 or weeks ahead.
        let wall = match random.random_range(0..16) {
            0 => Wall::Epoch,
            1 => Wall::Overflow,
            2 => Wall::Off(3_600 * 24 * 70),
            3 => Wall::Off(3_600 * 24 * 50),
            4 => Wall::Off(-90_000),
            5 => Wall::Off(9 * 3_600),
            6 => Wall::Off(-9 * 3_600),
            _ => Wall::Right,
        };
        return Event::Start { wall };
    };
    let acts = random.random_range(1..8);
    match random.random_range(0..13) {
        0 => Event::Crash,
        1 | 2 => Event::CrashIn { acts, synced: true },
        3 => Event::CrashIn {
            acts,
            synced: false,
        },
        4 => Event::SyncFails { kept: true },
        5 => Event::SyncFails { kept: false },
        6 if !running.full && random.random_bool(0.5) => Event::DiskFull { full: true },
        6 => Event::DiskFull { full: false },
        _ if running.full => Event::DiskFull { full: false },
        7..10 => Event::ConfirmTime,
        10 => Event::Stand {
            ms: random.random_range(4_000..120_000),
        },
        _ => Event::SetClock {
            off_s: wrong_by(random),
        },
    }
}

/// How wrong a clock is, in seconds: by a time zone, a day, half an hour, some seconds, or not.
pub fn wrong_by(random: &mut impl Rng) -> i64 {
    one_of(
        random,
        &[
            9 * 3_600,
            -9 * 3_600,
            86_400,
            2_400,
            -2_400,
            7,
            -7,
            1,
            0,
            0,
            0,
        ],
    )
}

pub fn wait(random: &mut impl Rng) -> i64 {
    match random.random_range(0..20) {
        0 => random.random_range(300_000..900_000),
        1 | 2 => random.random_range(60_000..200_000),
        3..8 => random.random_range(5_000..40_000),
        _ => random.random_range(1..3_000),
    }
}
