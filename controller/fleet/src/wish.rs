//! What tickets need or prefer of a unit, and what a counter offers.

use crate::ids::{Serial, Tag};

/// Most wishes of one kind on one ticket: a form with more than that is filled in wrongly.
pub const MAX_WISHES: usize = 8;
/// Most tags on one counter.
pub const MAX_TAGS: usize = 8;
/// Longest name of a counter, in characters: it has to fit a reader's screen.
pub const MAX_COUNTER_CHARS: usize = 32;

/// How high a counter is (FAQ 13, 30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Placement {
    /// 100 to 110 cm: people of 145 to 195 cm.
    #[default]
    Standing,
    /// 70 to 80 cm: people of 105 to 155 cm, wheelchairs, children.
    Seated,
}

/// Where a unit stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counter {
    /// What patients and staff read.
    pub name: String,
    /// How high it is.
    pub placement: Placement,
    /// What else it offers.
    pub tags: Vec<Tag>,
}

impl Counter {
    /// How much this counter has that others lack: the least special free one is taken first, so that
    /// the seated counter stays free for a wheelchair.
    #[must_use]
    pub fn specialness(&self) -> usize {
        usize::from(self.placement == Placement::Seated) + self.tags.len()
    }
}

/// One thing that a ticket needs or prefers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wish {
    /// A counter of this height.
    Placement(Placement),
    /// A counter with this tag: a group, a language, a phone instead of a card.
    Tag(Tag),
    /// This unit and no other.
    Unit(Serial),
}

impl Wish {
    /// Whether a unit at this counter is what is wished for.
    #[must_use]
    pub fn is_met_by(&self, serial: &Serial, counter: &Counter) -> bool {
        match self {
            Self::Placement(placement) => counter.placement == *placement,
            Self::Tag(tag) => counter.tags.contains(tag),
            Self::Unit(wanted) => wanted == serial,
        }
    }
}

/// What a ticket needs and prefers: tickets with the same signature can be served by the same units.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Signature {
    needs: Vec<Wish>,
    prefers: Vec<Wish>,
}

impl Signature {
    /// Brings wishes into one order, without repeats.
    #[must_use]
    pub fn new(mut needs: Vec<Wish>, mut prefers: Vec<Wish>) -> Self {
        needs.sort();
        needs.dedup();
        prefers.sort();
        prefers.dedup();
        prefers.retain(|wish| !needs.contains(wish));
        Self { needs, prefers }
    }

    /// What a unit must have.
    #[must_use]
    pub fn needs(&self) -> &[Wish] {
        &self.needs
    }

    /// What a unit should have.
    #[must_use]
    pub fn prefers(&self) -> &[Wish] {
        &self.prefers
    }

    /// The same needs, after the preferences gave way.
    #[must_use]
    pub fn given_way(&self) -> Self {
        Self {
            needs: self.needs.clone(),
            prefers: Vec::new(),
        }
    }

    /// The same, with the need for this unit instead of any other unit.
    #[must_use]
    pub fn moved_to(&self, serial: &Serial) -> Self {
        let mut needs: Vec<_> = self
            .needs
            .iter()
            .filter(|wish| !matches!(wish, Wish::Unit(_)))
            .cloned()
            .collect();
        needs.push(Wish::Unit(serial.clone()));
        Self::new(needs, self.prefers.clone())
    }

    /// The same, without one of the needs.
    #[must_use]
    pub fn without_need(&self, need: &Wish) -> Self {
        let needs = self.needs.iter().filter(|wish| *wish != need);
        Self::new(needs.cloned().collect(), self.prefers.clone())
    }

    /// The first wish that a unit at this counter does not meet.
    #[must_use]
    pub fn unmet<'a>(&'a self, serial: &Serial, counter: &Counter) -> Option<&'a Wish> {
        self.needs
            .iter()
            .chain(&self.prefers)
            .find(|wish| !wish.is_met_by(serial, counter))
    }

    /// The first need (preferences apart) that a unit at this counter does not meet.
    #[must_use]
    pub fn unmet_need<'a>(&'a self, serial: &Serial, counter: &Counter) -> Option<&'a Wish> {
        self.needs
            .iter()
            .find(|wish| !wish.is_met_by(serial, counter))
    }
}
