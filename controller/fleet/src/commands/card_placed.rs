//! A card was placed: the called patient's, or somebody else's.

use crate::fleet::Fleet;
use crate::ids::{Assignment, ConnectionId, Serial, SessionId};
use crate::refusal::Refusal;
use crate::unit::Activity;
use crate::work::Work;

impl Fleet {
    pub(crate) fn card_placed(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        connection: ConnectionId,
        session: SessionId,
        assignment: Option<Assignment>,
    ) -> Result<(), Refusal> {
        self.set_card_present(serial, connection, true)?;
        let Some(believed) = self.units.get(serial).map(|unit| unit.activity.clone()) else {
            return Err(Refusal::NoSuchUnit(serial.clone()));
        };
        match (&believed, assignment) {
            (Activity::Called(a), Some(b)) if *a == b && self.may_serve_as(serial, session, b) => {
                self.place(work, b, serial, session);
            }
            // A repeat.
            (Activity::Verifying(a), Some(b))
                if *a == b && self.may_serve_as(serial, session, b) => {}
            _ => {
                if let Activity::Called(ours) | Activity::Verifying(ours) = believed {
                    // A reader reports an outcome before the next card, so nothing is on the way.
                    self.yield_to_other(work, serial, &believed, ours, false);
                }
                self.set_activity(
                    work,
                    serial,
                    Activity::Unplanned {
                        session,
                        assignment,
                    },
                );
            }
        }
        Ok(())
    }
}
