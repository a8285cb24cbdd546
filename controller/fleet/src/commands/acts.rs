//! The installation's chain of signed acts, and the return that ends its key (RULES, "Licenses").

use crate::command::RecordAct;
use crate::fleet::Fleet;
use crate::ids::Installation;
use crate::refusal::Refusal;
use crate::work::Work;

impl Fleet {
    pub(crate) fn record_act(&mut self, _work: &mut Work, _act: RecordAct) -> Result<(), Refusal> {
        Ok(())
    }

    pub(crate) fn return_licenses(
        &mut self,
        _work: &mut Work,
        _act: RecordAct,
        _to: Installation,
    ) -> Result<(), Refusal> {
        Ok(())
    }
}
