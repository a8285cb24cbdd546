//! A reader said that it has restarted and passed its own tests.

use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;

pub(crate) fn check(fleet: &Fleet, serial: Serial, by: ConnectionId) -> Result<Serial, Refusal> {
    fleet.yard.check_speaks(&serial, by)?;
    Ok(serial)
}

pub(crate) fn apply(fleet: &mut Fleet, serial: &Serial) {
    fleet.hear(serial);
    fleet.restarted(serial);
}
