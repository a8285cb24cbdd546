//! The card was taken away: a unit that had finished is free again.

use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::unit::Activity;
use crate::work::Work;

impl Fleet {
    pub(crate) fn card_removed(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        connection: ConnectionId,
    ) -> Result<(), Refusal> {
        self.set_card_present(serial, connection, false)?;
        let finishing = self
            .units
            .get(serial)
            .is_some_and(|unit| matches!(unit.activity, Activity::Finishing { .. }));
        if finishing {
            self.set_activity(work, serial, Activity::Free { since: self.now });
        }
        Ok(())
    }
}
