//! What hurts, as several events in a row: each would hardly come about by single draws.

use super::event::Event;
use super::people;
use super::world::World;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::collections::VecDeque;

/// Enough for all frames or acts that are on their way.
const ALL: usize = 1_000;

/// One of the stories below, at one reader; mostly one that shows a call.
pub fn script(random: &mut ChaCha8Rng, world: &World) -> VecDeque<Event> {
    let any = random.random_range(0..world.readers.len());
    let reader = called(world)
        .filter(|_| random.random_bool(0.7))
        .unwrap_or(any);
    let port = world.readers[reader].port.max(1);
    match random.random_range(0..11) {
        0 | 1 => acknowledgement_lost(reader, port, random.random_range(0..3)),
        2 => session_beyond_the_backstop(reader),
        3 => crash_after_a_batch(random, world),
        4 => burst(random),
        5 => long_absence(reader, port, random.random_range(61_000..150_000)),
        6 => full_house(world),
        7 => {
            let others = random.random_bool(0.5).then_some(world.readers.len());
            outcome_that_comes_late(reader, port, others.unwrap_or(0))
        }
        8 => fault_under_a_call(called(world).unwrap_or(reader)),
        9 => everybody_is_missed(random, world),
        _ => parked_and_back(world),
    }
}

/// A reader that shows a call.
fn called(world: &World) -> Option<usize> {
    let shows = |serial| {
        world
            .book
            .lines
            .get(serial)
            .is_some_and(|line| line.shown.is_some())
    };
    world
        .readers
        .iter()
        .position(|reader| shows(&reader.serial))
}

/// Whatever the reader says arrives, is decided, and what is decided arrives.
fn heard(reader: usize) -> [Event; 3] {
    let frames = ALL;
    [
        Event::Up { reader, frames },
        Event::Batch { acts: ALL },
        Event::Down { reader, frames },
    ]
}

/// The patient who was called comes, or somebody else does.
fn card(reader: usize) -> impl Iterator<Item = Event> {
    let first = [Event::CardTaken { reader }];
    let seen = heard(reader).into_iter().chain([Event::Card { reader }]);
    first
        .into_iter()
        .chain(heard(reader))
        .chain(seen)
        .chain(heard(reader))
}

fn ended(reader: usize, outcome: u8) -> [Event; 2] {
    let fails = false;
    [
        Event::SessionEnds { reader, outcome },
        Event::Spool { reader, fails },
    ]
}

/// The outcome is counted, and the link breaks before the reader hears of it: it sends it again.
fn acknowledgement_lost(reader: usize, port: u8, outcome: u8) -> VecDeque<Event> {
    let lost = [
        Event::Up {
            reader,
            frames: ALL,
        },
        Event::Batch { acts: ALL },
        Event::LinkLost { reader },
        Event::Plug { reader, port },
    ];
    let mut story: VecDeque<_> = card(reader).chain(ended(reader, outcome)).collect();
    story.extend(lost.into_iter().chain(heard(reader)).chain(heard(reader)));
    story
}

/// The reader does not end its session in time; it is asked, and others wait meanwhile.
fn session_beyond_the_backstop(reader: usize) -> VecDeque<Event> {
    let mut story: VecDeque<_> = card(reader).collect();
    story.push_back(Event::Wait { ms: 125_000 });
    story.extend((1..4).map(|number| Event::Patient {
        number: 40 + number,
        class: 2,
        wish: 0,
    }));
    story.push_back(Event::Batch { acts: ALL });
    story.extend(heard(reader).into_iter().chain(ended(reader, 0)));
    story.extend(heard(reader));
    story
}

/// Killed between commit and answer: reception asks again, readers say what they have.
fn crash_after_a_batch(random: &mut ChaCha8Rng, world: &World) -> VecDeque<Event> {
    let mut story: VecDeque<_> = (0..world.readers.len())
        .map(|reader| Event::Up {
            reader,
            frames: ALL,
        })
        .collect();
    story.extend([
        people::patient(random),
        Event::CrashAfter { acts: ALL },
        Event::Start { clock_off_s: 0 },
    ]);
    story.extend((0..4).map(|back| Event::RepeatRequest { back }));
    story.extend(everybody_is_back(world));
    story
}

fn everybody_is_back(world: &World) -> impl Iterator<Item = Event> {
    let plugs = world
        .readers
        .iter()
        .enumerate()
        .map(|(reader, r)| Event::Plug {
            reader,
            port: r.port.max(1),
        });
    plugs.chain((0..world.readers.len()).flat_map(heard))
}

/// Many at once.
fn burst(random: &mut ChaCha8Rng) -> VecDeque<Event> {
    let mut story: VecDeque<_> = (0..12).map(|_| people::patient(random)).collect();
    story.push_back(Event::Batch { acts: ALL });
    story
}

/// Gone for longer than its seat is held.
fn long_absence(reader: usize, port: u8, ms: i64) -> VecDeque<Event> {
    let mut story: VecDeque<_> = [
        Event::LinkLost { reader },
        Event::Notice { reader },
        Event::Batch { acts: ALL },
        Event::Wait { ms },
        Event::Plug { reader, port },
    ]
    .into();
    story.extend(heard(reader));
    story
}

/// All licenses, a patient at every reader; then staff prefer the last one, or licenses end.
fn full_house(world: &World) -> VecDeque<Event> {
    let mut story: VecDeque<_> = (0..world.licenses.len())
        .map(|index| Event::License { index })
        .collect();
    let readers = world.readers.len();
    story.extend((0..readers).map(|reader| Event::Plug {
        reader,
        // The fourth steps aside for one that has had no seat yet.
        port: [1, 2, 3, 4, 4, 3][reader % 6],
    }));
    story.extend((0..readers).flat_map(heard));
    story.extend((0..6).map(|n| Event::Patient {
        number: 50 + n,
        class: 2,
        wish: 0,
    }));
    story.push_back(Event::Batch { acts: ALL });
    story.extend((0..readers).flat_map(card));
    story.extend((0..readers).map(|reader| Event::Unit { act: 3, reader }));
    story.push_back(Event::Batch { acts: ALL });
    story.push_back(Event::Wait { ms: 30_000 });
    story
}

/// Unplugged with a patient; the ticket is called elsewhere when the outcome comes after all, or is at one of the
/// `others` already.
fn outcome_that_comes_late(reader: usize, port: u8, others: usize) -> VecDeque<Event> {
    let mut story: VecDeque<_> = card(reader).collect();
    story.extend([
        Event::LinkLost { reader },
        Event::Notice { reader },
        Event::Batch { acts: ALL },
        Event::Wait { ms: 21_000 },
    ]);
    for other in (0..others).filter(|other| *other != reader) {
        story.extend(heard(other));
        story.push_back(Event::Card { reader: other });
        story.extend(heard(other));
    }
    story.extend(ended(reader, 0));
    story.push_back(Event::Plug { reader, port });
    story.extend(heard(reader).into_iter().chain(heard(reader)));
    story
}

/// A reader that says it is out of order while a patient is on the way.
fn fault_under_a_call(reader: usize) -> VecDeque<Event> {
    let faulted = |faulted| Event::Health { reader, faulted };
    let mut story: VecDeque<_> = [faulted(true)].into();
    story.extend(heard(reader));
    story.push_back(Event::Wait { ms: 5_000 });
    story.push_back(faulted(false));
    story.extend(heard(reader));
    story
}

/// Nobody comes; staff call them all again, and once more.
fn everybody_is_missed(random: &mut ChaCha8Rng, world: &World) -> VecDeque<Event> {
    let newest = newest(world);
    let mut story = VecDeque::new();
    for _ in 0..random.random_range(1..4) {
        story.push_back(Event::Wait { ms: 91_000 });
        story.extend(newest.iter().map(|n| staff(1, *n)));
        story.push_back(Event::Batch { acts: ALL });
    }
    story
}

/// Staff take the newest patients out of the queue and put them back: their ranks stay.
fn parked_and_back(world: &World) -> VecDeque<Event> {
    let newest = newest(world);
    let mut story: VecDeque<_> = newest.iter().map(|n| staff(2, *n)).collect();
    story.extend([Event::Batch { acts: ALL }, Event::Wait { ms: 3_000 }]);
    story.extend(newest.iter().map(|n| staff(3, *n)));
    story.push_back(Event::Batch { acts: ALL });
    story
}

/// The numbers of the patients who came last.
fn newest(world: &World) -> Vec<u32> {
    let numbers = world.acknowledged.iter().rev().map(|(_, number)| *number);
    numbers.take(6).collect()
}

const fn staff(act: u8, number: u32) -> Event {
    Event::Staff { act, number }
}
