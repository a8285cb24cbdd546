//! What hurts, as several events in a row: each would hardly come about by single draws. What has to do with time is in
//! `clocks`, with many events on their way at once in `flow`.

mod clocks;
mod flow;
mod silence;

use super::event::{Class, Ending, Event, Gone, Shape, StaffAct, UnitAct, Wall, Want};
use super::people;
use super::ports::{long_absence, loose_plug};
use super::world::World;
use madoguchi_fleet::unit::Activity;
use rand::{Rng, RngExt};
use std::collections::VecDeque;

/// Enough for all frames or acts that are on their way.
const ALL: usize = 1_000;

/// A step of a story: an event, or what becomes one when its time comes.
#[derive(Debug, Clone)]
pub enum Step {
    Event(Event),
    /// The request so many requests back is sent again.
    Repeat {
        back: usize,
    },
}

impl Step {
    /// The event that it is now.
    pub fn now(self, world: &World) -> Event {
        match self {
            Self::Event(event) => event,
            Self::Repeat { back } => Event::Repeat {
                of: world.requests.keys().rev().nth(back).copied().unwrap_or(0),
            },
        }
    }
}

impl From<Event> for Step {
    fn from(event: Event) -> Self {
        Self::Event(event)
    }
}

/// One of the stories below, at one reader; mostly one that shows a call.
pub fn script(random: &mut impl Rng, world: &World) -> VecDeque<Step> {
    let any = random.random_range(0..world.readers.len());
    let reader = called(world)
        .filter(|_| random.random_bool(0.7))
        .unwrap_or(any);
    let place = (world.readers[reader].pc, world.readers[reader].port.max(1));
    let events = match random.random_range(0..28) {
        26 | 27 => flow::all_of_a_session_at_once(random, reader, place),
        0 | 1 => acknowledgement_lost(reader, place, people::ending(random)),
        2 => session_beyond_the_backstop(reader),
        3 => return crash_after_a_batch(random, world),
        4 => burst(random, world),
        5 => long_absence(reader, place, random.random_range(61_000..150_000)),
        6 => full_house(world, place.0),
        7 => {
            let others = random.random_bool(0.5).then_some(world.readers.len());
            outcome_that_comes_late(reader, place, others.unwrap_or(0))
        }
        8 => fault_under_a_call(called(world).unwrap_or(reader)),
        9 => everybody_is_missed(random, world),
        10 => clocks::clock_far_ahead(random, world),
        11 => taken_back(random, world),
        12 => day_ends_over_a_session(random, reader, world),
        13 => fails_again_and_again(reader, random.random_range(2..5)),
        14 => return called_by_staff_twice(),
        15 | 16 => loose_plug(random, reader, place),
        17 | 18 => clocks::clock_put_right(random, world),
        19 | 20 => clocks::off_over_the_set_time(random, world),
        21 => clocks::sleeps(random, world, reader, place),
        22 => parked_and_back(world),
        23 => silence::with_a_patient(random, reader, world),
        _ => clocks::busy_when_it_is_due(random, world, reader),
    };
    events.into_iter().map(Step::from).collect()
}

/// Staff drop what somebody who was parked needed, and call them, and each time the answer is lost: they ask again.
fn called_by_staff_twice() -> VecDeque<Step> {
    let number = 39;
    let added = Event::Patient {
        number: Some(number),
        class: Class::Urgent,
        needs: vec![Want::Seated],
        prefers: vec![],
    };
    let need = Some(Want::Seated);
    let staff = |act| Event::Staff { act, number };
    let decided = || Step::from(Event::Batch { acts: ALL });
    VecDeque::from([
        added.into(),
        staff(StaffAct::Park).into(),
        decided(),
        Event::DropNeed { number, need }.into(),
        decided(),
        Step::Repeat { back: 0 },
        decided(),
        staff(StaffAct::Call).into(),
        decided(),
        Step::Repeat { back: 0 },
        decided(),
    ])
}

/// A reader that a patient is called to.
fn called(world: &World) -> Option<usize> {
    let fleet = world.controller.as_ref().map(|c| &c.fleet)?;
    world.readers.iter().position(|reader| {
        let unit = fleet.unit(&reader.serial);
        unit.is_some_and(|unit| matches!(unit.activity, Activity::Called(_)))
    })
}

/// Whatever the reader says arrives, is decided, and what is decided arrives.
pub fn heard(reader: usize) -> [Event; 3] {
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

fn ended(reader: usize, ending: Ending) -> [Event; 2] {
    let fails = false;
    [
        Event::SessionEnds { reader, ending },
        Event::Spool { reader, fails },
    ]
}

/// The outcome is counted, and the link breaks before the reader hears of it: it sends it again.
fn acknowledgement_lost(reader: usize, (pc, port): (usize, u8), ending: Ending) -> VecDeque<Event> {
    let lost = [
        Event::Up {
            reader,
            frames: ALL,
        },
        Event::Batch { acts: ALL },
        Event::LinkLost { reader },
        Event::Plug { reader, pc, port },
    ];
    let mut story: VecDeque<_> = card(reader).chain(ended(reader, ending)).collect();
    story.extend(lost.into_iter().chain(heard(reader)).chain(heard(reader)));
    story
}

/// The reader does not end its session in time; it is asked, and others wait meanwhile.
fn session_beyond_the_backstop(reader: usize) -> VecDeque<Event> {
    let mut story: VecDeque<_> = card(reader).collect();
    story.push_back(Event::Wait { ms: 125_000 });
    story.extend((1..4).map(|number| Event::Patient {
        number: Some(40 + number),
        class: Class::Urgent,
        needs: vec![],
        prefers: vec![],
    }));
    story.push_back(Event::Batch { acts: ALL });
    story.extend(heard(reader).into_iter().chain(ended(reader, Ending::Face)));
    story.extend(heard(reader));
    story
}

/// Killed between commit and answer: reception asks again, readers say what they have.
fn crash_after_a_batch(random: &mut impl Rng, world: &World) -> VecDeque<Step> {
    let frames = ALL;
    let mut story: VecDeque<Step> = some_readers(world)
        .map(|reader| Event::Up { reader, frames }.into())
        .collect();
    let crash = Event::CrashIn {
        acts: ALL,
        synced: random.random_bool(0.7),
    };
    let start = Event::Start { wall: Wall::Right };
    story.extend([people::patient(random, world), crash, start].map(Step::from));
    story.extend((0..4).map(|back| Step::Repeat { back }));
    story.extend(everybody_is_back(world).map(Step::from));
    story
}

/// As many readers as one story can do with.
fn some_readers(world: &World) -> std::ops::Range<usize> {
    0..world.readers.len().min(8)
}

fn everybody_is_back(world: &World) -> impl Iterator<Item = Event> {
    let plugs = some_readers(world).map(|reader| Event::Plug {
        reader,
        pc: world.readers[reader].pc,
        port: world.readers[reader].port.max(1),
    });
    plugs.chain(some_readers(world).flat_map(heard))
}

/// Many at once.
fn burst(random: &mut impl Rng, world: &World) -> VecDeque<Event> {
    let mut story: VecDeque<_> = (0..12).map(|_| people::patient(random, world)).collect();
    story.push_back(Event::Batch { acts: ALL });
    story
}

/// All licenses, a patient at every reader of one PC; then staff prefer the last one, or licenses end.
fn full_house(world: &World, pc: usize) -> VecDeque<Event> {
    let mut story: VecDeque<_> = (0..world.plan.licenses.len())
        .filter(|index| world.plan.licenses[*index].pc == pc)
        .map(|index| Event::License { index })
        .collect();
    let here: Vec<usize> = (0..world.readers.len())
        .filter(|reader| world.readers[*reader].pc == pc)
        .take(6)
        .collect();
    story.extend(
        here.iter()
            .zip([1, 2, 3, 4, 4, 3])
            .map(|(reader, port)| Event::Plug {
                reader: *reader,
                pc,
                // The fourth steps aside for one that has had no seat yet.
                port,
            }),
    );
    story.extend(here.iter().flat_map(|reader| heard(*reader)));
    story.extend((0..6).map(|n| Event::Patient {
        number: Some(50 + n),
        class: Class::Urgent,
        needs: vec![],
        prefers: vec![],
    }));
    story.push_back(Event::Batch { acts: ALL });
    story.extend(here.iter().flat_map(|reader| card(*reader)));
    let act = UnitAct::Prefer;
    story.extend(here.iter().map(|reader| Event::Unit {
        act,
        reader: *reader,
    }));
    story.push_back(Event::Batch { acts: ALL });
    story.push_back(Event::Wait { ms: 30_000 });
    story
}

/// Unplugged with a patient; the ticket is called elsewhere when the outcome comes after all, or is at one of the
/// `others` already.
fn outcome_that_comes_late(
    reader: usize,
    (pc, port): (usize, u8),
    others: usize,
) -> VecDeque<Event> {
    let mut story: VecDeque<_> = card(reader).collect();
    story.extend([
        Event::LinkLost { reader },
        Event::Notice {
            reader,
            how: Gone::Lost,
        },
        Event::Batch { acts: ALL },
        Event::Wait { ms: 21_000 },
    ]);
    for other in (0..others.min(8)).filter(|other| *other != reader) {
        story.extend(heard(other));
        story.push_back(Event::Card { reader: other });
        story.extend(heard(other));
    }
    story.extend(ended(reader, Ending::Face));
    story.push_back(Event::Plug { reader, pc, port });
    story.extend(heard(reader).into_iter().chain(heard(reader)));
    story
}

/// A reader that says it is out of order while a patient is on the way.
fn fault_under_a_call(reader: usize) -> VecDeque<Event> {
    let shape = |shape| Event::Health { reader, shape };
    let mut story: VecDeque<_> = [shape(Shape::Faulted)].into();
    story.extend(heard(reader));
    story.push_back(Event::Wait { ms: 5_000 });
    story.push_back(shape(Shape::Healthy));
    story.extend(heard(reader));
    story
}

/// Nobody comes; staff call them all again, and once more.
fn everybody_is_missed(random: &mut impl Rng, world: &World) -> VecDeque<Event> {
    let newest = newest(world);
    let mut story = VecDeque::new();
    for _ in 0..random.random_range(1..4) {
        story.push_back(Event::Wait { ms: 91_000 });
        story.extend(newest.iter().map(|n| staff(StaffAct::Recall, *n)));
        story.push_back(Event::Batch { acts: ALL });
    }
    story
}

/// Staff take back what they just did, and what the fleet did.
fn taken_back(random: &mut impl Rng, world: &World) -> VecDeque<Event> {
    let newest = newest(world);
    let patient = people::patient(random, world);
    // At times too late.
    let ms = random.random_range(1_000..15_000);
    let all = Event::Batch { acts: ALL };
    let mut story: VecDeque<_> = [patient, all.clone()].into();
    for act in [
        StaffAct::Park,
        StaffAct::Undo,
        StaffAct::Cancel,
        StaffAct::Undo,
        StaffAct::Done,
        StaffAct::Undo,
    ] {
        story.extend(newest.iter().take(3).map(|n| staff(act, *n)));
        story.push_back(all.clone());
    }
    story.extend(newest.iter().take(3).map(|n| staff(StaffAct::Park, *n)));
    story.extend([all.clone(), Event::Wait { ms }]);
    story.extend(newest.iter().take(3).map(|n| staff(StaffAct::Undo, *n)));
    story.push_back(all);
    story
}

/// The day ends while a patient is at a reader; all of it is taken back, before or after the outcome comes, or some of the tickets are
/// opened again.
fn day_ends_over_a_session(random: &mut impl Rng, reader: usize, world: &World) -> VecDeque<Event> {
    let mut story: VecDeque<_> = card(reader).collect();
    let newest_three = newest(world);
    let aside = newest_three.iter().take(3);
    story.extend(aside.map(|n| staff(StaffAct::Park, *n)));
    story.extend([Event::EndDay, Event::Batch { acts: ALL }]);
    if random.random_bool(0.3) {
        story.extend([Event::UndoDay, Event::Batch { acts: ALL }]);
    }
    story.extend(ended(reader, Ending::Face));
    if random.random_bool(0.3) {
        story.extend(heard(reader));
        story.extend([Event::UndoDay, Event::Batch { acts: ALL }]);
    }
    let reopened = newest(world);
    story.extend(reopened.iter().take(3).map(|n| staff(StaffAct::Reopen, *n)));
    story.extend(heard(reader));
    story.extend(reopened.iter().skip(3).map(|n| staff(StaffAct::Reopen, *n)));
    story.extend(heard(reader));
    story
}

/// A reader fails with one patient after the other.
fn fails_again_and_again(reader: usize, times: u32) -> VecDeque<Event> {
    let mut story = VecDeque::new();
    for _ in 0..times {
        story.extend(card(reader));
        story.extend(ended(reader, Ending::UnitFailed));
        story.extend(heard(reader));
        story.push_back(Event::CardTaken { reader });
        story.extend(heard(reader));
    }
    story
}

/// Staff take the newest patients out of the queue and put them back: their ranks stay.
fn parked_and_back(world: &World) -> VecDeque<Event> {
    let newest = newest(world);
    let mut story: VecDeque<_> = newest.iter().map(|n| staff(StaffAct::Park, *n)).collect();
    story.extend([Event::Batch { acts: ALL }, Event::Wait { ms: 3_000 }]);
    story.extend(newest.iter().map(|n| staff(StaffAct::Unpark, *n)));
    story.push_back(Event::Batch { acts: ALL });
    story
}

/// The numbers of the patients who came last.
fn newest(world: &World) -> Vec<u32> {
    let numbers = world.acknowledged.values().rev();
    let plain = numbers.filter_map(|number| number.as_str().parse().ok());
    plain.take(6).collect()
}

const fn staff(act: StaffAct, number: u32) -> Event {
    Event::Staff { act, number }
}
