//! Clocks that are wrong, a PC that sleeps or was off, and an engine that is late.

use super::{ALL, card, everybody_is_back, heard, newest, some_readers, staff};
use crate::simulation::event::{Class, Event, Gone, StaffAct, Wall};
use crate::simulation::people;
use crate::simulation::world::World;
use rand::{Rng, RngExt};
use std::collections::VecDeque;

/// What staff do while the engine is busy.
const MEANWHILE: [StaffAct; 6] = [
    StaffAct::Call,
    StaffAct::Recall,
    StaffAct::Park,
    StaffAct::Unpark,
    StaffAct::Cancel,
    StaffAct::Undo,
];

/// The PC was off for long, or its clock is wrong; an administrator looks at it.
pub fn clock_far_ahead(random: &mut impl Rng, world: &World) -> VecDeque<Event> {
    let wall = match random.random_range(0..3) {
        0 => Wall::Overflow,
        1 => Wall::Off(3_600 * 24 * 70),
        _ => Wall::Off(3_600 * 24 * 400),
    };
    let mut story: VecDeque<_> = [Event::Crash, Event::Start { wall }].into();
    story.extend(everybody_is_back(world));
    let acts = ALL;
    let confirmed = match random.random_range(0..3) {
        0 => Event::CrashIn { acts, synced: true },
        _ => Event::Batch { acts },
    };
    story.extend([
        Event::ConfirmTime,
        confirmed,
        Event::Start { wall: Wall::Right },
    ]);
    story
}

/// The clock is wrong at a start, and is put right in some steps, before it was settled or after; at times fleet time is set to it,
/// and back.
pub fn clock_put_right(random: &mut impl Rng, world: &World) -> VecDeque<Event> {
    let off = people::one_of(random, &[9 * 3_600, -9 * 3_600, 86_400, 2_400, -2_400]);
    let wall = Wall::Off(off);
    let mut story: VecDeque<_> = [Event::Crash, Event::Start { wall }].into();
    story.extend(everybody_is_back(world));
    let steps = random.random_range(1..4);
    for step in (0..steps).rev() {
        let ms = people::one_of(random, &[1_000, 20_000, 299_000, 301_000]);
        story.push_back(people::patient(random, world));
        story.extend([Event::Batch { acts: ALL }, Event::Wait { ms }]);
        if random.random_bool(0.3) {
            story.extend([Event::ConfirmTime, Event::Batch { acts: ALL }]);
        }
        let off_s = off * step / steps;
        story.push_back(Event::SetClock { off_s });
    }
    story.push_back(Event::Wait { ms: 302_000 });
    if random.random_bool(0.5) {
        story.extend([Event::ConfirmTime, Event::Batch { acts: ALL }]);
    }
    story
}

/// The PC is off while the day should have ended. Others come before anybody knows whether the clock is right, some with
/// numbers that were given out before, and one reader has a patient of before.
pub fn off_over_the_set_time(random: &mut impl Rng, world: &World) -> VecDeque<Event> {
    let ms = random.random_range(300_000..2_400_000);
    let wall = Wall::Right;
    let mut story: VecDeque<_> = [Event::Crash, Event::Wait { ms }, Event::Start { wall }].into();
    story.extend(everybody_is_back(world));
    story.extend(
        newest(world)
            .into_iter()
            .take(2)
            .map(|number| Event::Patient {
                number: Some(number),
                class: Class::Normal,
                needs: vec![],
                prefers: vec![],
            }),
    );
    story.push_back(Event::Patient {
        number: None,
        class: Class::Normal,
        needs: vec![],
        prefers: vec![],
    });
    story.extend([Event::Batch { acts: ALL }, Event::Wait { ms: 20_000 }]);
    story.extend(some_readers(world).flat_map(heard));
    story.push_back(Event::Wait { ms: 290_000 });
    story
}

/// The PC sleeps; some of its links are gone when it wakes up, and who has something says so.
pub fn sleeps(
    random: &mut impl Rng,
    world: &World,
    reader: usize,
    (pc, port): (usize, u8),
) -> VecDeque<Event> {
    let ms = random.random_range(6_000..2_400_000);
    let mut story: VecDeque<_> = card(reader).collect();
    story.push_back(people::patient(random, world));
    story.extend([Event::Batch { acts: ALL }, Event::Stand { ms }]);
    if random.random_bool(0.6) {
        let how = Gone::Lost;
        story.extend([Event::LinkLost { reader }, Event::Notice { reader, how }]);
        story.push_back(Event::Batch { acts: ALL });
        let ms = people::one_of(random, &[5_000, 25_000, 31_000]);
        story.extend([Event::Wait { ms }, Event::Plug { reader, pc, port }]);
    }
    story.extend(some_readers(world).flat_map(heard));
    story
}

/// The engine is busy when a call, a grace or whatever is next runs out, and staff and readers do something meanwhile.
pub fn busy_when_it_is_due(random: &mut impl Rng, world: &World, reader: usize) -> VecDeque<Event> {
    let fleet = world.controller.as_ref().map(|c| &c.fleet);
    let due = fleet.and_then(|fleet| fleet.next_deadline());
    let left = due.map_or(0, |due| due.since(world.now()).max(0));
    let mut story: VecDeque<_> = [Event::Wait { ms: left - 1 }].into();
    for number in newest(world) {
        let act = people::one_of(random, &MEANWHILE);
        story.push_back(staff(act, number));
    }
    story.push_back(Event::Card { reader });
    story.extend(some_readers(world).map(|reader| Event::Up {
        reader,
        frames: ALL,
    }));
    story.push_back(Event::Busy {
        ms: random.random_range(2..=5_000),
    });
    story
}
