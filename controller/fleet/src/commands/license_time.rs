//! License time: the high mark, a clock that was set back, and the signed reset that clears it (RULES, "Licenses").

use crate::command::TimeReset;
use crate::fleet::Fleet;
use crate::licensing::MachinePrint;
use crate::refusal::Refusal;
use crate::work::Work;

impl Fleet {
    pub(crate) fn ask_time_reset(
        &mut self,
        _work: &mut Work,
        _nonce: [u8; 8],
    ) -> Result<(), Refusal> {
        Ok(())
    }

    pub(crate) fn reset_time(
        &mut self,
        _work: &mut Work,
        _reset: &TimeReset,
    ) -> Result<(), Refusal> {
        Ok(())
    }

    pub(crate) fn see_machine(
        &mut self,
        _work: &mut Work,
        _seen: MachinePrint,
    ) -> Result<(), Refusal> {
        Ok(())
    }
}
