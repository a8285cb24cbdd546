//! The words of a ticket and its story.

use super::{BadField, Field, same_values};
use madoguchi_fleet::ticket::{Class as TicketClass, Means, State};
use madoguchi_fleet::time::SinceMidnight;
use madoguchi_proto::v1;

same_values! {
    /// A ticket's class.
    class / class_of: TicketClass = TicketClass { Normal, Priority, Urgent },
    /// The way in which a patient was served without a reader.
    means / means_of: Means = Means { Paper, Seen, Mobile, Other },
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

/// The way of a ticket or of a line of its story; 0 for none.
#[must_use]
pub fn means_or_none(value: Option<Means>) -> i32 {
    value.map_or(0, |value| means(value).into())
}

/// The way back.
///
/// # Errors
/// When it is not known.
pub fn means_if_said(wire: i32) -> Result<Option<Means>, BadField> {
    match wire {
        0 => Ok(None),
        said => means_of(said).map(Some),
    }
}

/// When a patient arrived, as another system says it; `None` where none does.
///
/// # Errors
/// When no day has so many milliseconds.
pub fn arrived_elsewhere(ms: Option<u32>) -> Result<Option<SinceMidnight>, BadField> {
    let time = |ms| SinceMidnight::of_ms(ms).ok_or(Field::ArrivedElsewhere.malformed());
    ms.map(time).transpose()
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
