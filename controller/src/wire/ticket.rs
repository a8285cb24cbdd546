//! The words of a ticket and its story.

use super::{BadField, Field, same_values};
use madoguchi_fleet::ticket::{Actor, Class as TicketClass, State};
use madoguchi_proto::v1;

same_values! {
    /// A ticket's class.
    class / class_of: TicketClass = TicketClass { Normal, Priority, Urgent },
}

/// The class of a new ticket; one that is not said is normal.
///
/// # Errors
/// When it is not known.
pub fn class_asked(wire: i32) -> Result<TicketClass, BadField> {
    match wire {
        0 => Ok(TicketClass::Normal),
        said => class_of(said),
    }
}

/// The name of a ticket's state.
#[must_use]
pub const fn state(state: &State) -> v1::TicketState {
    match state {
        State::Waiting => v1::TicketState::Waiting,
        State::Parked => v1::TicketState::Parked,
        State::Called { .. } => v1::TicketState::Called,
        State::Verifying { .. } => v1::TicketState::Verifying,
        State::Missed => v1::TicketState::Missed,
        State::Done => v1::TicketState::Done,
        State::Cancelled => v1::TicketState::Cancelled,
        State::Ended => v1::TicketState::Ended,
    }
}

/// Who did something.
#[must_use]
pub const fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Staff => "staff",
        Actor::Reader => "reader",
        Actor::Fleet => "fleet",
    }
}

/// The way back.
///
/// # Errors
/// When the text is not one.
pub fn actor_of(text: &str) -> Result<Actor, BadField> {
    match text {
        "staff" => Ok(Actor::Staff),
        "reader" => Ok(Actor::Reader),
        "fleet" => Ok(Actor::Fleet),
        _ => Err(Field::Actor.malformed()),
    }
}
