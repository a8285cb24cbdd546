//! Notes which cable a unit hangs on (FAQ 26, 28): what support asks first when a link is lost again and again.

use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::unit::is_cable_note;
use crate::work::Work;

impl Fleet {
    pub(crate) fn note_cable(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        cable: String,
    ) -> Result<(), Refusal> {
        check_cable(&cable)?;
        let unit = self.units.get_mut(serial);
        let unit = unit.ok_or_else(|| Refusal::NoSuchUnit(serial.clone()))?;
        unit.cable = cable;
        work.touch_unit(serial);
        work.is_about(serial);
        work.answers(Answer::Unit(serial.clone()));
        Ok(())
    }
}

/// A note that fits into a line.
pub(crate) fn check_cable(cable: &str) -> Result<(), Refusal> {
    if is_cable_note(cable) {
        Ok(())
    } else {
        Err(Refusal::BadCable)
    }
}
