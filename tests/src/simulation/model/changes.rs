//! What staff change on a ticket: class, needs, preferences.

use super::{Class, HEAD_START, Model, PREFERENCE, Rank, State, Ticket, Wish, exclude};

/// What is asked for; `None` stays.
#[derive(Debug, Clone)]
pub struct Change {
    pub class: Option<Class>,
    pub needs: Option<Vec<Wish>>,
    pub prefers: Option<Vec<Wish>>,
}

/// The place of one of this class that arrived then.
pub(super) fn rank(class: Class, arrived: i64, id: u64) -> Rank {
    let head_start = match class {
        Class::Priority => HEAD_START,
        Class::Normal | Class::Urgent => 0,
    };
    (class != Class::Urgent, arrived - head_start, false, id)
}

/// Those of `these` that are not among `others`.
fn only(these: &[Wish], others: &[Wish]) -> Vec<Wish> {
    let only = these.iter().filter(|wish| !others.contains(wish));
    only.cloned().collect()
}

impl Change {
    /// Class, needs and preferences after it.
    fn after(&self, ticket: &Ticket) -> (Class, Vec<Wish>, Vec<Wish>) {
        let needs = self.needs.as_ref().unwrap_or(&ticket.needs).clone();
        let prefers = only(self.prefers.as_ref().unwrap_or(&ticket.prefers), &needs);
        (self.class.unwrap_or(ticket.class), needs, prefers)
    }
}

impl Model {
    /// The refusals of which one has to come; none: it is accepted.
    pub fn may_change(&self, id: u64, change: &Change) -> Vec<&'static str> {
        let Some(ticket) = self.tickets.get(&id) else {
            return vec!["no-such-ticket"];
        };
        let (class, needs, prefers) = change.after(ticket);
        let mut refusals = Vec::new();
        let had = [ticket.needs.clone(), ticket.prefers.clone()].concat();
        let asked = change.needs.iter().chain(&change.prefers).flatten();
        for wish in asked.filter(|wish| !had.contains(wish)) {
            if let Wish::Unit(serial) = wish
                && !self.units.get(serial).is_some_and(|unit| unit.known)
            {
                refusals.extend(["unit-retired", "replaced-already", "no-such-unit"]);
            }
        }
        let wishes_change = change.needs.is_some() || change.prefers.is_some();
        if wishes_change && exclude(&[needs.clone(), prefers.clone()].concat()) {
            refusals.push("wishes-exclude");
        }
        let alike =
            |one: &[Wish], two: &[Wish]| only(one, two).is_empty() && only(two, one).is_empty();
        if class == ticket.class && alike(&needs, &ticket.needs) && alike(&prefers, &ticket.prefers)
        {
            refusals.push("nothing-to-change");
        }
        refusals
    }

    /// It stays where it is, unless it is called to a unit that does not meet a new need: then its call is taken back.
    pub fn changes(&mut self, now: i64, id: u64, change: &Change) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let (class, needs, prefers) = change.after(ticket);
        let (new, hopes) = (only(&needs, &ticket.needs), only(&prefers, &ticket.prefers));
        if class != ticket.class {
            (ticket.class, ticket.rank) = (class, rank(class, ticket.arrived, id));
        }
        if !hopes.is_empty() {
            ticket.prefers_until = now + PREFERENCE;
        }
        ticket.gave_way = now >= ticket.prefers_until;
        (ticket.needs, ticket.prefers) = (needs, prefers);
        (ticket.undo, ticket.ended) = (None, None);
        let State::Called { unit: serial, .. } = ticket.state.clone() else {
            return;
        };
        let unit = self.units.get(&serial);
        if unit.is_some_and(|unit| new.iter().any(|wish| !unit.meets(&serial, wish))) {
            self.becomes(now, id, State::Waiting);
        }
    }
}
