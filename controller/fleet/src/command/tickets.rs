//! What is asked for a ticket.

use crate::ids::{Number, Serial, SessionId};
use crate::ticket::Class;
use crate::time::SinceMidnight;
use crate::wish::Wish;

#[derive(Debug, Clone, Default)]
pub struct AddTicket {
    /// The label; `None` for the next free number.
    pub number: Option<Number>,
    pub class: Class,
    /// What a unit must have.
    pub needs: Vec<Wish>,
    /// What a unit should have, until the preference gives way.
    pub prefers: Vec<Wish>,
    /// Staff know that no unit of this clinic has a tag that is wished for, or all that is needed.
    pub insist: bool,
    /// When the patient arrived, as another system wrote it. It is told, and changes no rank (RULES Q14).
    pub arrived_elsewhere: Option<SinceMidnight>,
}

/// What changes on an open ticket; `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeTicket {
    pub number: Number,
    pub class: Option<Class>,
    /// What a unit must have, in the place of all needs that the ticket has.
    pub needs: Option<Vec<Wish>>,
    /// What a unit should have, in the place of all preferences.
    pub prefers: Option<Vec<Wish>>,
    /// Staff know that no unit of this clinic has a tag that is wished for, or all that is needed.
    pub insist: bool,
}

/// The walk-up that staff mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkUpChoice {
    Session(SessionId),
    /// The newest walk-up of today at this unit that is bound to no ticket.
    NewestAt(Serial),
}
