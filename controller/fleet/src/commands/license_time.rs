//! The signed reset of license time, and the PC that the controller finds itself on (RULES, "Licenses").

use crate::command::TimeReset;
use crate::fleet::Fleet;
use crate::licensing::MachinePrint;
use crate::refusal::Refusal;
use crate::work::Work;
use madoguchi_licensing::revocations::Revocations;

impl Fleet {
    /// Remembers what a reset has to name. Asked twice, the first request stays good: its answer may be on the way.
    pub(crate) fn ask_time_reset(
        &mut self,
        work: &mut Work,
        nonce: [u8; 8],
    ) -> Result<(), Refusal> {
        if self.licensing.reset_nonce.is_none() {
            self.licensing.reset_nonce = Some(nonce);
            work.touch_licensing();
        }
        work.is_about("clock");
        Ok(())
    }

    /// Takes the time from the vendor's reset, once: a reset that is used again would hold the time still.
    pub(crate) fn reset_time(&mut self, work: &mut Work, reset: &TimeReset) -> Result<(), Refusal> {
        if reset.installation != self.installation {
            return Err(Refusal::ResetOfAnotherInstallation(reset.installation));
        }
        let asked = self.licensing.reset_nonce.ok_or(Refusal::ResetNotAsked)?;
        if reset.nonce != asked {
            return Err(Refusal::ResetOfAnotherRequest);
        }
        let taken_back =
            |list: &Revocations| list.cover_signature(reset.issuer_key, reset.sequence);
        if self.revocations.values().any(taken_back) {
            return Err(Refusal::ResetTakenBack);
        }
        self.licensing.reset_nonce = None;
        self.set_license_time(work, reset.time_ms);
        work.is_about(&reset.id);
        Ok(())
    }

    /// Keeps what the PC was first seen as, part by part. One that differs later is reported, and stops nobody.
    pub(crate) fn see_machine(
        &mut self,
        work: &mut Work,
        seen: MachinePrint,
    ) -> Result<(), Refusal> {
        self.machine = seen;
        let first = self.licensing.machine.unwrap_or_default();
        let known = MachinePrint {
            machine_id: first.machine_id.or(seen.machine_id),
            board: first.board.or(seen.board),
            disk: first.disk.or(seen.disk),
        };
        if known != first {
            self.licensing.machine = Some(known);
            work.touch_licensing();
        }
        Ok(())
    }
}
