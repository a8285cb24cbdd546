//! The unit's own state changed: a faulted unit does not serve.

use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::ticket::Why;
use crate::unit::{Activity, Health};
use crate::work::Work;

impl Fleet {
    pub(crate) fn health_changed(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        connection: ConnectionId,
        health: Health,
    ) -> Result<(), Refusal> {
        let unit = self
            .units
            .get_mut(serial)
            .filter(|unit| unit.speaks_by(connection));
        let Some(unit) = unit else {
            return Err(Refusal::StaleConnection(serial.clone()));
        };
        if unit.health == health {
            return Ok(());
        }
        unit.health = health;
        work.touch_unit(serial);
        work.is_about(serial);
        self.spare_faulted(work, serial);
        Ok(())
    }

    /// No patient is left standing before a reader that says it cannot serve.
    pub(crate) fn spare_faulted(&mut self, work: &mut Work, serial: &Serial) {
        let Some(unit) = self.units.get(serial).filter(|u| !u.health.serves()) else {
            return;
        };
        if let Activity::Called(a) = unit.activity {
            self.give_back(work, a.ticket, serial, Why::UnitFaulted);
        }
    }
}
