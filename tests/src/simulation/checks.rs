//! What must hold after every event, beyond what one look at the fleet can tell.

use super::world::World;
use madoguchi_fleet::ticket::{State, Ticket};

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
    pub(super) fn acknowledged_tickets_are_there(
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
}
