//! The needs and preferences of tickets, and the properties of counters.

use crate::ids::{Serial, Tag};

/// The most wishes of one kind on one ticket: a form with more is filled in wrongly.
pub const MAX_WISHES: usize = 8;
/// The most tags of one counter.
pub const MAX_TAGS: usize = 8;
/// The longest name of a counter in characters: it has to fit a reader's screen.
pub const MAX_COUNTER_CHARS: usize = 32;

/// The height of a counter (FAQ 13, 30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Placement {
    /// 100 to 110 cm: people of 145 to 195 cm.
    #[default]
    Standing,
    /// 70 to 80 cm: people of 105 to 155 cm, wheelchairs, children.
    Seated,
}

/// The place of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counter {
    /// The name that patients and staff read.
    pub name: String,
    pub placement: Placement,
    /// Further properties.
    pub tags: Vec<Tag>,
}

impl Counter {
    /// How many properties this counter has that others lack. The least special free counter is taken first, so that the seated one stays
    /// free for a wheelchair.
    #[must_use]
    pub fn specialness(&self) -> usize {
        usize::from(self.placement == Placement::Seated) + self.tags.len()
    }
}

/// One property that a ticket needs or prefers.
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
    /// Whether a unit at this counter fulfils the wish.
    #[must_use]
    pub fn is_met_by(&self, serial: &Serial, counter: &Counter) -> bool {
        match self {
            Self::Placement(placement) => counter.placement == *placement,
            Self::Tag(tag) => counter.tags.contains(tag),
            Self::Unit(wanted) => wanted == serial,
        }
    }

    /// Whether no unit can meet both: a counter has one height, and a unit is itself alone.
    #[must_use]
    pub fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Placement(one), Self::Placement(two)) => one != two,
            (Self::Unit(one), Self::Unit(two)) => one != two,
            _ => false,
        }
    }
}

/// The needs and preferences of a ticket. Tickets with the same signature can be served by the same units.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Signature {
    needs: Vec<Wish>,
    prefers: Vec<Wish>,
}

impl Signature {
    /// A signature with the wishes in one order, without repeats.
    #[must_use]
    pub fn new(mut needs: Vec<Wish>, mut prefers: Vec<Wish>) -> Self {
        needs.sort();
        needs.dedup();
        prefers.sort();
        prefers.dedup();
        prefers.retain(|wish| !needs.contains(wish));
        Self { needs, prefers }
    }

    #[must_use]
    pub fn needs(&self) -> &[Wish] {
        &self.needs
    }

    /// The properties that a unit should have.
    #[must_use]
    pub fn prefers(&self) -> &[Wish] {
        &self.prefers
    }

    /// Two wishes of it that no unit can meet together: two heights of the counter, or two units.
    #[must_use]
    pub fn contradiction(&self) -> Option<(&Wish, &Wish)> {
        let all: Vec<_> = self.needs.iter().chain(&self.prefers).collect();
        let pairs = all.iter().enumerate();
        let mut pairs = pairs.flat_map(|(i, one)| all[i + 1..].iter().map(move |two| (*one, *two)));
        pairs.find(|(one, two)| one.excludes(two))
    }

    /// The same needs without preferences, after those gave way.
    #[must_use]
    pub fn given_way(&self) -> Self {
        Self {
            needs: self.needs.clone(),
            prefers: Vec::new(),
        }
    }

    /// The same, with a need for this unit instead of any other unit.
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
