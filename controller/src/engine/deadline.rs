//! When the fleet wants to be called again.
//!
//! STUB, until `Fleet::next_deadline` is there: replace the body with `fleet.next_deadline()`.

use madoguchi_fleet::Fleet;
use madoguchi_fleet::time::FleetTime;

/// The earliest time at which something is due; `None`: nothing until the next command.
pub(super) fn next_deadline(fleet: &Fleet) -> Option<FleetTime> {
    fleet.next_deadline()
}
