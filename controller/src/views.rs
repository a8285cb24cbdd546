//! The fleet as people see it: proto messages, made from the fleet when somebody asks.

mod at_hand;
mod before;
mod day;
mod licenses;
mod people;
mod ports;
mod ready;
mod restarts;
mod sheet;
mod status;
mod summary;
mod taken;
mod tickets;
mod triage;
mod units;
mod walk_ups;

#[cfg(test)]
mod tests;

pub(crate) use at_hand::{free_port, lender, ports_of_readers};
pub(crate) use before::changes;
pub use day::{backup, backup_text, by_itself, figures, kept, taken};
pub use licenses::{is_set_back, known_lists, license, license_notices, licenses, signed_act};
pub use people::person;
pub(crate) use ports::{SeenPc, ports};
pub(crate) use ready::{Pc, ready};
pub use sheet::sheet;
pub use status::{moment, status, status_for_anybody, time};
pub(crate) use summary::summary;
pub(crate) use taken::{Act, Seen, Taken};
pub use tickets::{Untold, in_order, rows, story, ticket, ticket_that_waits, untold};
pub(crate) use triage::{SeenByDoctor, evidence};
pub(crate) use units::is_here;
pub use units::{for_anybody, link, unit, units};
pub use walk_ups::walk_ups;

/// A count that in no fleet is larger than `u32`.
pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
