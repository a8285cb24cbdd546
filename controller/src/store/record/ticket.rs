//! A ticket.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField, Field, optional};
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::ticket::{
    Attempt, Before, Chapter, Class, LateOutcome, Rank, State, Ticket, What, Why,
};
use madoguchi_fleet::time::{FleetTime, SinceMidnight};
use madoguchi_fleet::wish::Signature;
use madoguchi_proto::v1;
use std::sync::Arc;

impl Record for Ticket {
    type Wire = v1::TicketRecord;

    fn key(&self) -> Key {
        Key::ticket(self.id)
    }

    fn to_wire(&self) -> v1::TicketRecord {
        let (deadline_ms, grace) = times(&self.state);
        v1::TicketRecord {
            ticket_id: self.id.0,
            number: self.number.to_string(),
            class: wire::class(self.class).into(),
            added_at_ms: self.added_at.0,
            rank_ms: self.rank.at().0,
            needs: wire::wishes(self.signature.needs()),
            prefers: wire::wishes(self.signature.prefers()),
            prefers_until_ms: self.prefers_until.0,
            state: wire::state(&self.state).into(),
            unit: wire::text_or_empty(self.unit()),
            deadline_ms,
            attempts: (1..).zip(&self.attempts).map(attempt_wire).collect(),
            misses: self.misses,
            closed_at_ms: wire::ms(self.closed_at),
            outcome: self.outcome.as_ref().map(wire::outcome),
            means: wire::means_or_none(self.means),
            story: self.story.iter().map(chapter_wire).collect(),
            called_by_staff: self.called_by_staff,
            held: self.late.as_ref().map(late_wire),
            grace_until_ms: wire::ms(grace),
            before: self.before.as_ref().map(before_wire),
            shifted_ms: self.shifted_ms,
            left_out: self.left_out,
            arrived_elsewhere_ms: self.arrived_elsewhere.map(SinceMidnight::ms),
        }
    }

    fn from_wire(wire: v1::TicketRecord) -> Result<Self, BadField> {
        let grace = wire::time_or_none(wire.grace_until_ms);
        let state = state(wire.state, &wire.unit, wire.deadline_ms, grace)?;
        let id = TicketId(wire.ticket_id);
        let class = wire::class_of(wire.class)?;
        let attempts = (1..).zip(wire.attempts).map(|(n, a)| attempt(n, a));
        Ok(Self {
            id,
            number: wire::number_of(&wire.number)?,
            class,
            added_at: FleetTime(wire.added_at_ms),
            arrived_elsewhere: wire::arrived_elsewhere(wire.arrived_elsewhere_ms)?,
            rank: Rank::new(class, FleetTime(wire.rank_ms), id),
            signature: Arc::new(Signature::new(
                wire::wishes_of(&wire.needs)?,
                wire::wishes_of(&wire.prefers)?,
            )),
            prefers_until: FleetTime(wire.prefers_until_ms),
            state,
            shifted_ms: wire.shifted_ms,
            attempts: attempts.collect::<Result<_, _>>()?,
            misses: wire.misses,
            called_by_staff: wire.called_by_staff,
            late: wire.held.map(late).transpose()?,
            before: wire.before.map(before).transpose()?,
            outcome: wire.outcome.map(wire::outcome_of).transpose()?,
            means: wire::means_if_said(wire.means)?,
            closed_at: wire::time_or_none(wire.closed_at_ms),
            story: wire.story.iter().map(chapter).collect::<Result<_, _>>()?,
            left_out: wire.left_out,
        })
    }
}

/// The state's deadline (0 for none), and the grace for a lost unit.
const fn times(state: &State) -> (i64, Option<FleetTime>) {
    match state {
        State::Called { deadline, .. } => (deadline.0, None),
        State::Verifying {
            deadline, grace, ..
        } => (deadline.0, *grace),
        _ => (0, None),
    }
}

fn state(
    wire: i32,
    unit: &str,
    deadline_ms: i64,
    grace: Option<FleetTime>,
) -> Result<State, BadField> {
    let deadline = FleetTime(deadline_ms);
    match v1::TicketState::try_from(wire) {
        Ok(v1::TicketState::Waiting) => Ok(State::Waiting),
        Ok(v1::TicketState::Parked) => Ok(State::Parked),
        Ok(v1::TicketState::Called) => Ok(State::Called {
            unit: wire::serial_of(unit)?,
            deadline,
        }),
        Ok(v1::TicketState::Verifying) => Ok(State::Verifying {
            unit: wire::serial_of(unit)?,
            deadline,
            grace,
        }),
        Ok(v1::TicketState::Missed) => Ok(State::Missed),
        Ok(v1::TicketState::Done) => Ok(State::Done),
        Ok(v1::TicketState::Cancelled) => Ok(State::Cancelled),
        Ok(v1::TicketState::Ended) => Ok(State::Ended),
        Ok(v1::TicketState::Unspecified) => Err(Field::TicketState.missing()),
        Err(_) => Err(Field::TicketState.malformed()),
    }
}

fn attempt_wire((number, attempt): (u32, &Attempt)) -> v1::AttemptRecord {
    v1::AttemptRecord {
        attempt: number,
        unit: attempt.unit.to_string(),
        called_at_ms: attempt.called_at.0,
        placed_at_ms: wire::ms(attempt.placed_at),
        session_id: attempt.session.map(|s| s.0.to_vec()).unwrap_or_default(),
        outcome: attempt.outcome.as_ref().map(wire::outcome),
    }
}

/// An attempt, whose number must be its position: a gap means that one is missing.
fn attempt(number: u32, wire: v1::AttemptRecord) -> Result<Attempt, BadField> {
    if wire.attempt != number {
        return Err(Field::Attempt.malformed());
    }
    let session = &wire.session_id;
    Ok(Attempt {
        unit: wire::serial_of(&wire.unit)?,
        called_at: FleetTime(wire.called_at_ms),
        placed_at: wire::time_or_none(wire.placed_at_ms),
        session: (!session.is_empty())
            .then(|| wire::session_of(session))
            .transpose()?,
        outcome: wire.outcome.map(wire::outcome_of).transpose()?,
    })
}

fn late_wire(late: &LateOutcome) -> v1::HeldOutcome {
    v1::HeldOutcome {
        attempt: late.attempt,
        outcome: Some(wire::outcome(&late.outcome)),
    }
}

fn late(wire: v1::HeldOutcome) -> Result<LateOutcome, BadField> {
    Ok(LateOutcome {
        attempt: wire.attempt,
        outcome: wire::outcome_of(wire.outcome.ok_or(Field::Outcome.missing())?)?,
    })
}

/// The state before an act of staff. It has no grace: one act, the day's end, is done to a ticket at the reader, and drops it.
fn before_wire(before: &Before) -> v1::BeforeRecord {
    let (deadline_ms, _) = times(&before.state);
    let unit = match &before.state {
        State::Called { unit, .. } | State::Verifying { unit, .. } => Some(unit),
        _ => None,
    };
    v1::BeforeRecord {
        at_ms: before.at.0,
        what: before.what.as_str().to_owned(),
        state: wire::state(&before.state).into(),
        unit: wire::text_or_empty(unit),
        deadline_ms,
        needs: wire::wishes(before.signature.needs()),
        prefers: wire::wishes(before.signature.prefers()),
        day_end: before.day_end,
    }
}

fn before(wire: v1::BeforeRecord) -> Result<Before, BadField> {
    Ok(Before {
        at: FleetTime(wire.at_ms),
        what: What::parse(&wire.what).ok_or(Field::What.malformed())?,
        state: state(wire.state, &wire.unit, wire.deadline_ms, None)?,
        signature: Arc::new(Signature::new(
            wire::wishes_of(&wire.needs)?,
            wire::wishes_of(&wire.prefers)?,
        )),
        day_end: wire.day_end,
    })
}

fn chapter_wire(chapter: &Chapter) -> v1::ChapterRecord {
    v1::ChapterRecord {
        at_ms: chapter.at.0,
        what: chapter.what.as_str().to_owned(),
        why: chapter.why.map(Why::as_str).unwrap_or_default().to_owned(),
        unit: wire::text_or_empty(chapter.unit.as_ref()),
        attempt: chapter.attempt,
        actor: wire::actor(&chapter.actor).to_owned(),
        actor_name: wire::actor_name(&chapter.actor),
        wish: chapter.wish.as_ref().map(wire::wish),
        class_before: class_wire(chapter.classes.map(|(before, _)| before)),
        class_after: class_wire(chapter.classes.map(|(_, after)| after)),
        means: wire::means_or_none(chapter.means),
    }
}

fn class_wire(class: Option<Class>) -> i32 {
    class.map_or(0, |class| wire::class(class).into())
}

fn chapter(wire: &v1::ChapterRecord) -> Result<Chapter, BadField> {
    let why = Some(wire.why.as_str()).filter(|why| !why.is_empty());
    Ok(Chapter {
        at: FleetTime(wire.at_ms),
        what: What::parse(&wire.what).ok_or(Field::What.malformed())?,
        why: why
            .map(|why| Why::parse(why).ok_or(Field::Why.malformed()))
            .transpose()?,
        unit: optional(&wire.unit, wire::serial_of)?,
        attempt: wire.attempt,
        wish: wire.wish.as_ref().map(wire::wish_of).transpose()?,
        classes: match (wire.class_before, wire.class_after) {
            (0, 0) => None,
            (before, after) => Some((wire::class_of(before)?, wire::class_of(after)?)),
        },
        means: wire::means_if_said(wire.means)?,
        actor: wire::actor_of(&wire.actor, &wire.actor_name)?,
    })
}
