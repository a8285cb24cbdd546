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
        self.spare_patient(work, serial);
        Ok(())
    }

    /// No patient is left standing before a reader that cannot serve.
    pub(crate) fn spare_patient(&mut self, work: &mut Work, serial: &Serial) {
        let Some(why) = self.cannot_serve(serial) else {
            return;
        };
        if let Some(Activity::Called(a)) = self.units.get(serial).map(|u| u.activity.clone()) {
            self.give_back(work, a.ticket, serial, why);
        }
    }

    /// Why a call cannot stand at a unit: it reports a fault, or it is connected where it is not admitted. A unit that
    /// only lost its seat finishes its call.
    pub(crate) fn cannot_serve(&self, serial: &Serial) -> Option<Why> {
        let unit = self.units.get(serial)?;
        if !unit.health.serves() {
            return Some(Why::UnitFaulted);
        }
        self.evidence(unit).is_err().then_some(Why::UnitLost)
    }
}
