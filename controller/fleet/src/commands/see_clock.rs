//! Takes a reading of the PC's wall clock (RULES, "Time").

use crate::fleet::Fleet;
use crate::time::TimeOfDay;

pub(crate) fn apply(fleet: &mut Fleet, wall: TimeOfDay) {
    fleet.clock.look(wall);
    fleet.hold_anew();
}
