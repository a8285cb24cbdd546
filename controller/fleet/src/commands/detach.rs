//! A connection ended: unplugged, link lost, agent stopped.

use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::ticket::{What, Why};
use crate::unit::{Activity, Presence};
use crate::work::Work;

impl Fleet {
    pub(crate) fn detach(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        connection: ConnectionId,
    ) -> Result<(), Refusal> {
        let now = self.now;
        let held_until = now.plus(self.settings.seat_hold_ms);
        // A connection that another one has replaced ends without a trace.
        let Some(unit) = self
            .units
            .get_mut(serial)
            .filter(|unit| unit.speaks_by(connection))
        else {
            return Ok(());
        };
        unit.presence = Presence::Absent {
            held_until,
            expected_until: None,
        };
        work.stir();
        match unit.activity.clone() {
            Activity::Called(a) => self.give_back(work, a.ticket, serial, Why::UnitLost),
            Activity::Verifying(a) => {
                self.start_grace(work, a);
                self.tell(
                    work,
                    a.ticket,
                    What::LinkLost,
                    Some(Why::UnitLost),
                    Some(serial),
                );
            }
            _ => self.set_activity(work, serial, Activity::Free { since: now }),
        }
        Ok(())
    }
}
