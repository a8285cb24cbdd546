//! Wishes with weights become concrete events: what could happen next in this clinic. What machines do is in `trouble`.

use super::event::{Class, Ending, Event, PersonAct, Shape, StaffAct, UnitAct, Want};
use super::mischief::{self, Step};
use super::reader::Reader;
use super::trouble::{at_a_link, controller, network, plug, wait};
use super::world::World;
use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;
use std::collections::VecDeque;

/// Kinds of wish and how often they come.
const WEIGHTS: [(u32, Wish); 17] = [
    (14, Wish::Patient),
    (8, Wish::Staff),
    (4, Wish::Unit),
    (2, Wish::Login),
    (3, Wish::License),
    (13, Wish::Card),
    (13, Wish::SessionEnds),
    (9, Wish::CardTaken),
    (10, Wish::Spool),
    (2, Wish::Health),
    (6, Wish::Plug),
    (5, Wish::Link),
    (40, Wish::Network),
    (30, Wish::Batch),
    (3, Wish::Controller),
    (12, Wish::Wait),
    (5, Wish::Mischief),
];

const CLASSES: [Class; 3] = [Class::Normal, Class::Priority, Class::Urgent];

#[derive(Debug, Clone, Copy)]
enum Wish {
    Patient,
    Staff,
    Unit,
    /// Who may log in, and whose sessions end.
    Login,
    License,
    Card,
    SessionEnds,
    CardTaken,
    Spool,
    Health,
    Plug,
    /// Lost, noticed, copied, switched off, looked at, and a stranger.
    Link,
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
    begun: VecDeque<Step>,
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
            && let Some(step) = self.begun.pop_front()
        {
            return step.now(world);
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
                let step = self.begun.pop_front();
                step.map_or(Event::Wait { ms: 1 }, |step| step.now(world))
            }
            wish => concrete(&mut self.random, world, wish),
        }
    }
}

fn drawn(random: &mut impl Rng) -> Wish {
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

/// A reader for which it would make a difference, else any.
pub fn reader_that(random: &mut impl Rng, world: &World, could: impl Fn(&Reader) -> bool) -> usize {
    let able: Vec<usize> = (0..world.readers.len())
        .filter(|reader| could(&world.readers[*reader]))
        .collect();
    if able.is_empty() || random.random_bool(0.05) {
        return random.random_range(0..world.readers.len());
    }
    able[random.random_range(0..able.len())]
}

/// Any of these.
pub fn one_of<T: Copy>(random: &mut impl Rng, all: &[T]) -> T {
    all[random.random_range(0..all.len())]
}

fn concrete(random: &mut impl Rng, world: &World, wish: Wish) -> Event {
    match wish {
        Wish::Patient if random.random_bool(0.12) => repeat(random, world),
        Wish::Patient => patient(random, world),
        Wish::Staff => staff(random, world),
        Wish::Unit => at_a_unit(random, world),
        Wish::Login => login(random, world),
        Wish::License => vendor(random, world),
        Wish::Card | Wish::SessionEnds | Wish::CardTaken | Wish::Spool | Wish::Health => {
            at_a_reader(random, world, wish)
        }
        Wish::Plug => plug(random, world),
        Wish::Link => at_a_link(random, world),
        Wish::Network => network(random, world),
        Wish::Batch => Event::Batch {
            acts: random.random_range(1..8),
        },
        Wish::Controller => controller(random, world),
        Wish::Wait | Wish::Mischief => Event::Wait { ms: wait(random) },
    }
}

/// What comes from the vendor: mostly licenses.
fn vendor(random: &mut impl Rng, world: &World) -> Event {
    let index = random.random_range(0..world.plan.licenses.len());
    match random.random_range(0..20) {
        0..12 => Event::License { index },
        12 | 13 => {
            let elsewhere = |index: &usize| world.plan.licenses[*index].pc >= world.plan.pcs;
            let mut dead = (0..world.plan.licenses.len()).filter(elsewhere);
            let nth = random.random_range(0..2);
            let index = dead.nth(nth).unwrap_or(index);
            Event::Bridge { index }
        }
        14..17 => Event::Revoke {
            index: random.random_range(0..world.plan.lists.len().max(1)),
        },
        17 | 18 => Event::Sign {
            stale: random.random_bool(0.3),
        },
        _ => Event::ResetTime {
            off_min: random.random_range(-3_000..3_000),
            asked: random.random_bool(0.8),
        },
    }
}

/// A patient as reception adds one.
pub fn patient(random: &mut impl Rng, world: &World) -> Event {
    let any = random.random_range(0..world.readers.len());
    let (needs, prefers) = (wanted(random, any), wanted(random, any));
    Event::Patient {
        number: random.random_bool(0.9).then(|| random.random_range(1..40)),
        class: one_of(random, &CLASSES),
        needs,
        prefers,
    }
}

fn wanted(random: &mut impl Rng, any: usize) -> Vec<Want> {
    match random.random_range(0..20) {
        0 | 1 => vec![Want::Seated],
        2 => vec![Want::English],
        3 => vec![Want::Seated, Want::English],
        4 => vec![Want::Reader(any)],
        _ => vec![],
    }
}

/// Reception took a number with the wrong class or wishes: mostly it is one of the three.
fn change(random: &mut impl Rng, number: u32, reader: usize) -> Event {
    let class = random.random_bool(0.5).then(|| one_of(random, &CLASSES));
    let needs = random.random_bool(0.5).then(|| wanted(random, reader));
    let prefers = random.random_bool(0.3).then(|| wanted(random, reader));
    Event::Change {
        number,
        class,
        needs,
        prefers,
    }
}

/// A request of the last few is sent again.
fn repeat(random: &mut impl Rng, world: &World) -> Event {
    let back = random.random_range(0..8);
    Step::Repeat { back }.now(world)
}

/// Mostly about a ticket that there is.
fn staff(random: &mut impl Rng, world: &World) -> Event {
    let tickets = world.acknowledged.values();
    let newest: Vec<u32> = tickets
        .rev()
        .take(20)
        .filter_map(|n| n.as_str().parse().ok())
        .collect();
    let number = if newest.is_empty() || random.random_bool(0.1) {
        random.random_range(1..40)
    } else {
        one_of(random, &newest)
    };
    let reader = random.random_range(0..world.readers.len());
    match random.random_range(0..18) {
        16 | 17 => change(random, number, reader),
        0 | 1 => Event::Move { number, reader },
        2 | 3 => Event::CallTo { number, reader },
        4 => Event::DropNeed {
            number,
            need: match random.random_range(0..6) {
                0 | 1 => Some(Want::Seated),
                2 => Some(Want::English),
                3 => Some(Want::Reader(reader)),
                _ => None,
            },
        },
        5 => bind(random, world, number, reader),
        6 if random.random_bool(0.08) => Event::EndDay,
        7 if random.random_bool(0.3) => Event::UndoDay,
        _ => Event::Staff {
            act: one_of(
                random,
                &[
                    StaffAct::Call,
                    StaffAct::Recall,
                    StaffAct::Recall,
                    StaffAct::Park,
                    StaffAct::Unpark,
                    StaffAct::Cancel,
                    StaffAct::Done,
                    StaffAct::Undo,
                    StaffAct::Undo,
                    StaffAct::Reopen,
                    StaffAct::Reopen,
                ],
            ),
            number,
        },
    }
}

/// An administrator looks after who may log in: mostly those who do.
fn login(random: &mut impl Rng, world: &World) -> Event {
    let fleet = world.controller.as_ref().map(|c| &c.fleet);
    let people = fleet.into_iter().flat_map(|fleet| fleet.people());
    let known: Vec<u8> = people
        .filter_map(|person| person.name.as_str().strip_prefix("person")?.parse().ok())
        .collect();
    let anybody = random.random_range(0..4);
    let who = match known.is_empty() || random.random_bool(0.2) {
        true => anybody,
        false => one_of(random, &known),
    };
    match random.random_range(0..4) {
        0 | 1 => Event::Person {
            act: PersonAct::Add,
            who: anybody,
        },
        2 => Event::Person {
            act: PersonAct::Remove,
            who,
        },
        _ => Event::EndSessions {
            who,
            count: random.random_range(0..4),
        },
    }
}

/// Mostly a walk-up that there was.
fn bind(random: &mut impl Rng, world: &World, number: u32, reader: usize) -> Event {
    let fleet = world.controller.as_ref().map(|c| &c.fleet);
    let cards: Vec<u32> = fleet
        .into_iter()
        .flat_map(|fleet| fleet.walk_ups())
        .filter_map(|walk_up| walk_up.session.0.get(4..8)?.try_into().ok())
        .map(u32::from_be_bytes)
        .collect();
    let card = if cards.is_empty() || random.random_bool(0.4) {
        random.random_bool(0.1).then_some(0)
    } else {
        Some(one_of(random, &cards))
    };
    Event::Bind {
        number,
        reader,
        card,
    }
}

fn at_a_unit(random: &mut impl Rng, world: &World) -> Event {
    let reader = random.random_range(0..world.readers.len());
    let act = match random.random_range(0..27) {
        26 if random.random_bool(0.5) => {
            let by = random.random_range(0..world.readers.len());
            return Event::Replace { reader, by };
        }
        0 => UnitAct::Retire,
        1 => UnitAct::EnrollAgain,
        2..=4 => UnitAct::Pause,
        5..=7 => UnitAct::PauseNow,
        8..=13 => UnitAct::Resume,
        14..=16 => UnitAct::Prefer,
        17 => UnitAct::PreferNoLonger,
        18 => UnitAct::Seat,
        19 => UnitAct::Stand,
        20 => UnitAct::Identify,
        21 => UnitAct::Restart,
        22 => UnitAct::RestartNow,
        _ => {
            let reader = reader_that(random, world, |r| r.key != r.paired);
            return Event::Adopt { reader };
        }
    };
    Event::Unit { act, reader }
}

fn at_a_reader(random: &mut impl Rng, world: &World, wish: Wish) -> Event {
    match wish {
        Wish::Card => Event::Card {
            reader: reader_that(random, world, |r| !r.card_present),
        },
        Wish::SessionEnds => Event::SessionEnds {
            reader: reader_that(random, world, |r| r.session.is_some()),
            ending: ending(random),
        },
        Wish::CardTaken => Event::CardTaken {
            reader: reader_that(random, world, |r| r.card_present && r.session.is_none()),
        },
        Wish::Spool => Event::Spool {
            reader: reader_that(random, world, Reader::is_writing),
            fails: random.random_bool(0.1),
        },
        _ if random.random_bool(0.5) && world.readers.iter().any(|r| r.restarting) => {
            let reader = reader_that(random, world, |r| r.restarting);
            Event::RestartOver { reader }
        }
        _ => {
            let shape = one_of(
                random,
                &[
                    Shape::Healthy,
                    Shape::Healthy,
                    Shape::Degraded,
                    Shape::Faulted,
                ],
            );
            // Mostly well, or soon nobody serves.
            let reader = reader_that(random, world, |r| {
                shape != Shape::Healthy || r.shape != Shape::Healthy
            });
            Event::Health { reader, shape }
        }
    }
}

pub fn ending(random: &mut impl Rng) -> Ending {
    match random.random_range(0..10) {
        0 | 1 => Ending::UnitFailed,
        2 => Ending::CardUnreadable,
        3 => Ending::GivenUp,
        4 => Ending::TimedOut,
        5 => Ending::Pin,
        _ => Ending::Face,
    }
}
