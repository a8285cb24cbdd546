//! The pure core of Madoguchi: admission, seats, queue, routing and the life of a ticket.
//!
//! [`Fleet`] is plain data. Commands go in ([`command::Command`]), a [`Decision`] comes out: changes to
//! make durable, orders to send after that, and an answer. There is no I/O here, no clock, no source of
//! randomness and no async; ordered maps only, so that the same commands give the same fleet.
//! `RULES.md` numbers the invariants; [`invariants`](Fleet::check_invariants) checks them.

mod about;
pub mod admission;
pub mod audit;
mod book;
mod clock;
pub mod command;
mod commands;
mod day;
mod day_end;
pub mod decision;
pub mod figures;
mod fleet;
mod forecast;
mod graces;
pub mod handshakes;
mod holding;
mod idle_units;
pub mod ids;
pub mod invariants;
mod kinds;
mod ledger;
pub mod license;
pub mod licensing;
mod life;
pub mod link;
pub mod loss;
pub mod maintenance;
mod memory;
pub mod names;
pub mod outcome;
mod papers;
pub mod past;
mod pause_failing;
pub mod people;
mod questions;
pub mod queue_day;
pub mod reader_clocks;
pub mod reasons;
pub mod records;
pub mod refusal;
pub mod requests;
pub mod restarts;
mod retention;
mod routing;
mod seats;
pub mod settings;
mod sightings;
pub mod story;
mod tell;
pub mod ticket;
pub mod time;
pub mod times;
pub mod unit;
pub mod unit_day;
mod verdict;
pub mod visitors;
mod walk_ups;
pub mod wish;
mod work;
mod yard;

pub use clock::wall;
pub use commands::{MAX_NOTED, Stays, TimeChange};
pub use decision::Decision;
pub use fleet::Fleet;
pub use forecast::Forecast;
pub use records::Records;
pub use refusal::Refusal;
