//! The fleet's words in those of the model.

use super::model::{self, Change, Class, Handout, Holding, Session, State, Wish};
use madoguchi_fleet::command::{SeenPorts, WalkUpChoice};
use madoguchi_fleet::ids::Assignment;
use madoguchi_fleet::wish::Placement;
use madoguchi_fleet::{command, ticket, wish};

pub fn handout(assignment: Assignment) -> Handout {
    (assignment.ticket.0, assignment.attempt)
}

pub fn holding(has: &command::Holding, spooled: u32) -> Holding {
    Holding {
        call: has.call.map(handout),
        session: has
            .session
            .map(|(session, assignment)| (session.0, assignment.map(handout))),
        card: has.card_present,
        spooled: spooled > 0,
    }
}

pub const fn class_of(class: ticket::Class) -> Class {
    match class {
        ticket::Class::Normal => Class::Normal,
        ticket::Class::Priority => Class::Priority,
        ticket::Class::Urgent => Class::Urgent,
    }
}

pub fn wishes(of: &[wish::Wish]) -> Vec<Wish> {
    of.iter().map(wish).collect()
}

pub fn wish(of: &wish::Wish) -> Wish {
    match of {
        wish::Wish::Placement(place) => Wish::Seated(*place == Placement::Seated),
        wish::Wish::Tag(tag) => Wish::Tag(tag.to_string()),
        wish::Wish::Unit(serial) => Wish::Unit(serial.to_string()),
    }
}

pub fn change_of(change: &command::ChangeTicket) -> Change {
    Change {
        class: change.class.map(class_of),
        needs: change.needs.as_deref().map(wishes),
        prefers: change.prefers.as_deref().map(wishes),
    }
}

/// The session, or the unit of whose walk-ups the newest is meant.
pub fn walk_up_of(choice: &WalkUpChoice) -> (Option<Session>, Option<&str>) {
    match choice {
        WalkUpChoice::Session(session) => (Some(session.0), None),
        WalkUpChoice::NewestAt(serial) => (None, Some(serial.as_str())),
    }
}

pub fn state_of(state: &ticket::State) -> State {
    match state {
        ticket::State::Waiting => State::Waiting,
        ticket::State::Parked => State::Parked,
        ticket::State::Called { unit, deadline } => State::Called {
            unit: unit.to_string(),
            until: deadline.0,
        },
        ticket::State::Verifying {
            unit,
            deadline,
            grace,
        } => State::Verifying {
            unit: unit.to_string(),
            until: deadline.0,
            grace: grace.map(|at| at.0),
        },
        ticket::State::Missed => State::Missed,
        ticket::State::Done => State::Done,
        ticket::State::Cancelled => State::Cancelled,
        ticket::State::Ended => State::Ended,
    }
}

impl State {
    /// Its name in the table.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Parked => "parked",
            Self::Called { .. } => "called",
            Self::Verifying { .. } => "verifying",
            Self::Missed => "missed",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Ended => "ended",
        }
    }
}

/// What USB shows, as the model has it.
pub fn shown(seen: &SeenPorts) -> model::Ports {
    let readers = seen.readers.iter().filter_map(|reader| {
        let serial = reader.link.usb_serial.shown()?;
        Some((serial.to_owned(), reader.link.port.to_string()))
    });
    model::Ports {
        readers: readers.collect(),
        foreign: seen
            .foreign
            .iter()
            .map(|other| other.name.clone())
            .collect(),
    }
}
