//! A walk-up: a session of a patient who was not called.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField, Field};
use madoguchi_fleet::decision::WalkUp;
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1;

impl Record for WalkUp {
    type Wire = v1::WalkUpRecord;

    fn key(&self) -> Key {
        Key::walk_up(self.session)
    }

    fn to_wire(&self) -> v1::WalkUpRecord {
        v1::WalkUpRecord {
            session_id: self.session.0.to_vec(),
            unit: self.unit.to_string(),
            ended_at_ms: self.ended_at.0,
            outcome: Some(wire::outcome(&self.outcome)),
            ticket_id: self.bound_to.map_or(0, |id| id.0),
        }
    }

    fn from_wire(wire: v1::WalkUpRecord) -> Result<Self, BadField> {
        Ok(Self {
            session: wire::session_of(&wire.session_id)?,
            unit: wire::serial_of(&wire.unit)?,
            ended_at: FleetTime(wire.ended_at_ms),
            outcome: wire::outcome_of(wire.outcome.ok_or(Field::Outcome.missing())?)?,
            bound_to: (wire.ticket_id != 0).then_some(TicketId(wire.ticket_id)),
        })
    }
}
