//! A reader says nothing while a patient stands in front of it.

use super::{ALL, card, ended, heard, staff};
use crate::simulation::event::{Ending, Event, StaffAct};
use crate::simulation::world::World;
use madoguchi_fleet::unit::Unit;
use rand::{Rng, RngExt};
use std::collections::VecDeque;

/// Staff serve the patient by other means, once too early, and sometimes think better of it. Then the reader speaks after all.
pub(super) fn with_a_patient(
    random: &mut impl Rng,
    reader: usize,
    world: &World,
) -> VecDeque<Event> {
    let Some(number) = called_to(reader, world) else {
        return VecDeque::new();
    };
    let done = || [staff(StaffAct::Done, number), Event::Batch { acts: ALL }];
    let mut story: VecDeque<_> = card(reader).collect();
    story.push_back(Event::Wait { ms: 25_000 });
    story.extend(done());
    story.push_back(Event::Wait { ms: 10_000 });
    story.extend(done());
    if random.random_bool(0.4) {
        let undone = staff(StaffAct::Undo, number);
        story.extend([undone, Event::Batch { acts: ALL }]);
    }
    story.extend(heard(reader));
    story.extend(ended(reader, Ending::Face));
    story.extend(heard(reader));
    story
}

/// The number that is called to a reader.
fn called_to(reader: usize, world: &World) -> Option<u32> {
    let fleet = world.controller.as_ref().map(|c| &c.fleet)?;
    let unit = fleet.unit(&world.readers[reader].serial);
    let ticket = fleet.ticket(unit.and_then(Unit::assignment)?.ticket)?;
    ticket.number.as_str().parse().ok()
}
