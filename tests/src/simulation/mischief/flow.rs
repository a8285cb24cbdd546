//! A reader's events that go up together, and what comes between them and their acknowledgement.

use super::super::event::{Event, Wall};
use super::super::people;
use super::{ended, heard};
use rand::{Rng, RngExt};
use std::collections::VecDeque;

/// All of a session goes up before anything of it is decided. Then some of it is, and the link breaks, or the controller dies before it has
/// told anybody, or both are well; what was not acknowledged comes again.
pub fn all_of_a_session_at_once(
    random: &mut impl Rng,
    reader: usize,
    (pc, port): (usize, u8),
) -> VecDeque<Event> {
    let mut story = VecDeque::new();
    let sessions = random.random_range(1..4);
    for _ in 0..sessions {
        story.push_back(Event::CardTaken { reader });
        story.push_back(Event::Card { reader });
        story.extend(ended(reader, people::ending(random)));
    }
    story.push_back(Event::CardTaken { reader });
    story.push_back(Event::Up {
        reader,
        frames: random.random_range(1..10),
    });
    let acts = random.random_range(1..5);
    let back = Event::Plug { reader, pc, port };
    match random.random_range(0..4) {
        0 => story.push_back(Event::Batch { acts }),
        1 => story.extend([Event::Batch { acts }, Event::LinkLost { reader }, back]),
        2 => story.extend([
            Event::CrashIn { acts, synced: true },
            Event::Start { wall: Wall::Right },
            back,
        ]),
        _ => story.extend([
            Event::CrashIn {
                acts,
                synced: false,
            },
            Event::Start { wall: Wall::Right },
            back,
        ]),
    }
    story.extend(heard(reader).into_iter().chain(heard(reader)));
    story
}
