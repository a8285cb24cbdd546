//! The pure core of Madoguchi: admission, seats, queue, routing and the life of a ticket.
//!
//! [`Fleet`] is plain data. Commands go in ([`command::Command`]), a [`Decision`] comes out: changes to
//! make durable, orders to send after that, and an answer. There is no I/O here, no clock, no source of
//! randomness and no async; ordered maps only, so that the same commands give the same fleet.
//! `RULES.md` numbers the invariants; [`invariants`](Fleet::check_invariants) checks them.

pub mod admission;
pub mod command;
mod commands;
mod day;
pub mod decision;
mod fleet;
mod graces;
pub mod ids;
pub mod invariants;
pub mod license;
mod license_clock;
mod license_notices;
pub mod licensing;
mod life;
pub mod link;
pub mod outcome;
mod questions;
mod queue;
pub mod reasons;
pub mod records;
pub mod refusal;
pub mod requests;
mod routing;
mod seats;
mod sessions;
pub mod settings;
mod sightings;
pub mod story;
pub mod ticket;
pub mod time;
pub mod unit;
pub mod visitors;
pub mod wall;
pub mod wish;
mod work;

pub use commands::TimeChange;
pub use decision::Decision;
pub use fleet::Fleet;
pub use records::Records;
pub use refusal::Refusal;
