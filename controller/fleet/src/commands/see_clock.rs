//! A look at the PC's wall clock (RULES, "Time").

use crate::fleet::Fleet;
use crate::time::TimeOfDay;

/// The wall clock shows this now.
pub(crate) fn apply(fleet: &mut Fleet, wall: TimeOfDay) {
    fleet.clock.look(wall);
    fleet.hold_anew();
}
