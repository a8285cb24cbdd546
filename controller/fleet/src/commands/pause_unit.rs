//! Pause, resume, prefer: what staff say about who serves.

use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::ticket::Why;
use crate::unit::{Activity, Pause};
use crate::work::Work;

impl Fleet {
    /// A pause drains: the unit finishes what it has. With `now` a call that stands is taken back.
    pub(crate) fn pause_unit(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        now: bool,
    ) -> Result<(), Refusal> {
        self.enrolled(serial)?;
        self.concerns_unit(work, serial);
        let Some(unit) = self.units.get_mut(serial) else {
            return Ok(());
        };
        unit.pause = Some(Pause::ByStaff);
        if now && let Activity::Called(a) = unit.activity {
            self.give_back(work, a.ticket, serial, Why::UnitPaused);
        }
        Ok(())
    }

    /// Ends a pause, whoever made it.
    pub(crate) fn resume_unit(&mut self, work: &mut Work, serial: &Serial) -> Result<(), Refusal> {
        self.enrolled(serial)?;
        self.concerns_unit(work, serial);
        if let Some(unit) = self.units.get_mut(serial) {
            unit.pause = None;
            unit.failures = 0;
        }
        Ok(())
    }

    /// Gives precedence: the last claimant's seat goes to this unit once that one is free.
    pub(crate) fn prefer_unit(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        preferred: bool,
    ) -> Result<(), Refusal> {
        self.enrolled(serial)?;
        self.concerns_unit(work, serial);
        if let Some(unit) = self.units.get_mut(serial) {
            unit.preferred = preferred;
        }
        if preferred {
            self.displace_for(work, serial);
        }
        Ok(())
    }

    pub(crate) fn concerns_unit(&mut self, work: &mut Work, serial: &Serial) {
        work.touch_unit(serial);
        work.is_about(serial);
        work.answers(Answer::Unit(serial.clone()));
    }
}
