//! The fleet as people see it: proto messages, made from the fleet when somebody asks.

mod licenses;
mod status;
mod tickets;
mod units;
mod walk_ups;

#[cfg(test)]
mod tests;

pub use licenses::{is_set_back, known_lists, license, license_notices, licenses, signed_act};
pub use status::{moment, status, time};
pub use tickets::{in_order, story, ticket, ticket_at};
pub use units::{link, unit, units};
pub use walk_ups::walk_ups;

use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1;

/// The environment on the wire.
#[must_use]
pub const fn environment(environment: Environment) -> v1::Environment {
    match environment {
        Environment::Production => v1::Environment::Production,
        Environment::Test => v1::Environment::Test,
    }
}

/// A count that in no fleet is larger than `u32`.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
