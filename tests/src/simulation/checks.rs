//! What must hold after every event, beyond what one look at the fleet can tell.

use super::compare::believed;
use super::world::World;
use madoguchi_fleet::ids::{Number, TicketId};
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::FleetTime;

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
        let fleet = &controller.fleet;
        let believed = believed(fleet.now(), fleet.license_clock().mark_ms);
        self.acknowledged_tickets_are_there(believed, |id| {
            controller.fleet.ticket(id).map(|t| t.number.clone())
        })
    }

    /// Invariant 1: an acknowledged ticket is never lost; a closed one is kept for some days.
    pub(super) fn acknowledged_tickets_are_there(
        &self,
        now: FleetTime,
        number_of: impl Fn(TicketId) -> Option<Number>,
    ) -> Result<(), String> {
        for (id, number) in &self.acknowledged {
            let found = number_of(*id);
            if found.as_ref() == Some(number) {
                continue;
            }
            let forgotten = self.watch.as_ref().is_some_and(|watch| {
                watch.forgotten.contains(id) || watch.model.may_be_forgotten(id.0, now.0)
            });
            if found.is_some() || !forgotten {
                return Err(format!(
                    "invariant 1: acknowledged ticket {id} was {number} and is {found:?}"
                ));
            }
        }
        Ok(())
    }

    /// Invariant 9: a license changed, and no session was interrupted.
    pub(super) fn check_uninterrupted(&self, before: &[(TicketId, State)]) -> Result<(), String> {
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
}
