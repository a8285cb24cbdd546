//! Notes which cable a unit hangs on (FAQ 26, 28): what support asks first when a link is lost again and again.

use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::work::Work;

/// Longest note, in characters: "5 m + 1.8 m, 2階の配線" and some more.
pub const MAX_CABLE_CHARS: usize = 32;

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
    let clear = cable.trim() == cable && !cable.chars().any(char::is_control);
    if cable.chars().count() <= MAX_CABLE_CHARS && clear {
        Ok(())
    } else {
        Err(Refusal::BadCable)
    }
}
