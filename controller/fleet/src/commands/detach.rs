//! A connection ended: unplugged, link lost, agent stopped.

use crate::command::Parting;
use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::ticket::{What, Why};
use crate::unit::{Activity, Left, Presence};
use crate::work::Work;

impl Fleet {
    pub(crate) fn detach(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        connection: ConnectionId,
        how: Parting,
    ) -> Result<(), Refusal> {
        // A connection that another one has replaced ends without a trace.
        if self
            .units
            .get(serial)
            .is_some_and(|unit| unit.speaks_by(connection))
        {
            self.lose_link(work, serial, how);
        }
        Ok(())
    }

    /// The unit is away: a call goes back at once, a session gets its grace, the seat is held. A link that was lost while the
    /// process stood still is found lost only afterwards: then both wait as long as after a start.
    pub(crate) fn lose_link(&mut self, work: &mut Work, serial: &Serial, how: Parting) {
        let now = self.now;
        let held_until = now.plus(self.settings.seat_hold_ms);
        let Some(unit) = self.units.get_mut(serial) else {
            return;
        };
        let expected_until = unit.unheard_until();
        let port = unit.attachment().map(|a| &a.link).filter(|l| l.is_on_usb());
        unit.left = Some(Left {
            at: now,
            how,
            port: port.map(|link| link.port.clone()),
        });
        // A connection that one side closed in good order says nothing of the cable.
        if how != Parting::Closed {
            unit.drops_at(now);
        }
        unit.presence = Presence::Absent {
            held_until,
            expected_until,
        };
        work.stir();
        match unit.activity.clone() {
            Activity::Called(_) if expected_until.is_some() => {}
            Activity::Called(a) => self.give_back(work, a.ticket, serial, Why::UnitLost),
            Activity::Verifying(a) => {
                let grace = now.plus(self.settings.grace_ms);
                let until = expected_until.map_or(grace, |at| at.max(grace));
                self.start_grace_until(work, a, until);
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
    }
}
