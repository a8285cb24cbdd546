//! What must hold after every event, beyond what one look at the fleet can tell.

use super::controller::{HERE, stored};
use super::world::World;
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::ticket::{State, Ticket};
use madoguchi_fleet::time::FleetTime;
use std::collections::BTreeMap;

impl World {
    /// Checks the invariants 1 to 5 and 8 on the running fleet.
    pub(super) fn check(&self) -> Result<(), String> {
        let Some(controller) = &self.controller else {
            return Ok(());
        };
        controller
            .fleet
            .check_invariants()
            .map_err(|broken| broken.to_string())?;
        self.acknowledged_tickets_are_there(|id| controller.fleet.ticket(id).cloned())
    }

    /// Invariant 1: an acknowledged ticket is never lost.
    fn acknowledged_tickets_are_there(
        &self,
        ticket: impl Fn(madoguchi_fleet::ids::TicketId) -> Option<Ticket>,
    ) -> Result<(), String> {
        for (id, number) in &self.acknowledged {
            let found = ticket(*id)
                .ok_or_else(|| format!("invariant 1: acknowledged ticket {id} is lost"))?;
            if found.number.as_str() != number.to_string() {
                return Err(format!(
                    "invariant 1: ticket {id} was {number} and is {}",
                    found.number
                ));
            }
        }
        Ok(())
    }

    /// Invariants 6 and 7: what the disk holds is at least what was told, and it is what the fleet is.
    pub(super) fn check_disk(&self, orders: &[(ConnectionId, Order)]) -> Result<(), String> {
        let loaded = stored(&self.disk, self.grants()).map_err(|error| error.to_string())?;
        let on_disk: BTreeMap<_, _> = loaded
            .records
            .tickets
            .into_iter()
            .map(|t| (t.id, t))
            .collect();
        self.acknowledged_tickets_are_there(|id| on_disk.get(&id).cloned())?;
        for (_, order) in orders {
            if let Order::Call { assignment, .. } = order {
                let durable = on_disk
                    .get(&assignment.ticket)
                    .is_some_and(|t| t.attempt() >= assignment.attempt);
                if !durable {
                    return Err(format!(
                        "invariant 6: {assignment:?} was told before it was durable"
                    ));
                }
            }
        }
        let Some(controller) = &self.controller else {
            return Ok(());
        };
        for ticket in controller.fleet.tickets() {
            if on_disk.get(&ticket.id).map(without_deadlines) != Some(without_deadlines(ticket)) {
                let stored = on_disk.get(&ticket.id);
                return Err(format!(
                    "invariant 7: the disk holds {stored:?}, the fleet is {ticket:?}"
                ));
            }
        }
        for unit in controller.fleet.units() {
            let same = loaded.records.units.iter().any(|u| {
                u.serial == unit.serial
                    && (
                        &u.seat,
                        &u.health,
                        &u.tally,
                        u.pause,
                        u.preferred,
                        u.failures,
                        &u.membership,
                    ) == (
                        &unit.seat,
                        &unit.health,
                        &unit.tally,
                        unit.pause,
                        unit.preferred,
                        unit.failures,
                        &unit.membership,
                    )
            });
            if !same {
                return Err(format!("invariant 7: the disk holds another {unit:?}"));
            }
        }
        Ok(())
    }

    /// Invariant 9: a license changed, and no session was interrupted.
    pub(super) fn check_uninterrupted(
        &self,
        before: &[(madoguchi_fleet::ids::TicketId, State)],
    ) -> Result<(), String> {
        let Some(controller) = &self.controller else {
            return Ok(());
        };
        for (id, state) in before {
            let now = controller.fleet.ticket(*id).map(|t| t.state.clone());
            if now.as_ref() != Some(state) {
                return Err(format!(
                    "invariant 9: a license changed ticket {id} from {state:?} to {now:?}"
                ));
            }
        }
        Ok(())
    }

    /// At the end nothing is on its way any more, and every finished session was counted exactly once.
    pub(super) fn check_rest(&self) -> Result<(), String> {
        let controller = self
            .controller
            .as_ref()
            .ok_or("at the end no controller runs")?;
        let fleet = &controller.fleet;
        if let Some(busy) = fleet.active_tickets().next() {
            return Err(format!(
                "liveness: ticket {} is still {:?}",
                busy.number, busy.state
            ));
        }
        let idle = fleet
            .units()
            .find(|u| u.may_take() && fleet.units_at(HERE).count() > 0);
        if let (Some(unit), Some(waiting)) = (idle, fleet.waiting_in_order().first()) {
            let may = waiting
                .wishes_at(fleet.now())
                .unmet(&unit.serial, &unit.counter)
                .is_none();
            if may {
                return Err(format!(
                    "liveness: ticket {} waits though {} is free",
                    waiting.number, unit.serial
                ));
            }
        }
        for reader in &self.readers {
            if reader.unacknowledged() > 0 {
                return Err(format!(
                    "liveness: {} has outcomes that nobody acknowledged",
                    reader.serial
                ));
            }
        }
        self.counted_once(fleet)
    }

    fn counted_once(&self, fleet: &madoguchi_fleet::Fleet) -> Result<(), String> {
        let mut counted: BTreeMap<[u8; 16], usize> = BTreeMap::new();
        for attempt in fleet
            .tickets()
            .flat_map(|t| &t.attempts)
            .filter(|a| a.outcome.is_some())
        {
            if let Some(session) = attempt.session {
                *counted.entry(session.0).or_default() += 1;
            }
        }
        let walk_ups: usize = fleet
            .units()
            .map(|u| fleet.walk_ups_of(&u.serial).count())
            .sum();
        let tallied: u32 = fleet.units().map(|u| u.tally.sessions).sum();
        let outcomes = counted.values().sum::<usize>() + walk_ups;
        if u32::try_from(outcomes) != Ok(tallied) {
            return Err(format!(
                "invariant 2: {outcomes} outcomes, the units' tallies say {tallied}"
            ));
        }
        for reader in &self.readers {
            for session in &reader.finished {
                let as_walk_up = fleet
                    .walk_up(madoguchi_fleet::ids::SessionId(session.0))
                    .is_some();
                let times = counted.get(&session.0).copied().unwrap_or(0) + usize::from(as_walk_up);
                if times != 1 {
                    return Err(format!(
                        "invariant 2: session {session} of {} was counted {times} times",
                        reader.serial
                    ));
                }
            }
        }
        Ok(())
    }
}

/// A ticket as it must be on disk. Deadlines that passed while the controller was down are moved at each start
/// anew, so they are not compared.
fn without_deadlines(ticket: &Ticket) -> Ticket {
    let mut ticket = ticket.clone();
    match &mut ticket.state {
        State::Called { deadline, .. } => *deadline = FleetTime::default(),
        State::Verifying {
            deadline, grace, ..
        } => {
            *deadline = FleetTime::default();
            *grace = None;
        }
        _ => {}
    }
    ticket
}
