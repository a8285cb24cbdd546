//! The seeded simulation: fleet, engine, store and the agents' session machines on one virtual clock.
//!
//! Real are the fleet, the engine's batches, the store's records (in memory) and the readers' session
//! machines; made up are time, the network (frames in order, lost with their link), the spool (written
//! when an event says so) and the people. A seed gives weighted wishes, each wish becomes a concrete
//! [`Event`], the event is applied, and every invariant is checked after every event. At the end everything
//! has to come to rest, and every session that a reader finished has to be counted exactly once.
//!
//! A seed replays: `run(seed, events)` gives the same log every time.

mod acts;
mod book;
mod checks;
mod controller;
mod disk;
mod event;
mod licenses;
mod links;
mod mischief;
mod oracles;
mod people;
mod reader;
mod rest;
mod running;
mod world;

pub use event::Event;
pub use world::{Failure, Report, run};
