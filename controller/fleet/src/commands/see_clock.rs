//! Takes a reading of the PC's wall clock (RULES, "Time").

use crate::clock::wall::JUMP_OF_DAY_MS;
use crate::fleet::Fleet;
use crate::time::TimeOfDay;

pub(crate) fn apply(fleet: &mut Fleet, wall: TimeOfDay) {
    let before = fleet.time_of_day();
    fleet.clock.look(wall);
    // Readers' clocks did not jump with the PC's.
    let jumped = fleet.time_of_day().0.saturating_sub(before.0);
    if jumped.saturating_abs() > JUMP_OF_DAY_MS {
        fleet.yard.move_reader_clocks(jumped);
    }
    fleet.hold_anew();
}
