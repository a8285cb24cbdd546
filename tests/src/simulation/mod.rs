//! The seeded simulation: fleet, engine, store and the agents' session machines on one virtual clock.
//!
//! Real are the fleet, the engine's batches, the store's records (in memory) and the readers' session
//! machines; made up are time, the network (frames in order, lost with their link), the spool (written
//! when an event says so) and the people. A seed gives weighted wishes, each wish becomes a concrete
//! [`Event`], the event is applied, and every invariant is checked after every event. At the end everything
//! has to come to rest, and every session that a reader finished has to be counted exactly once.
//!
//! What holds is judged by a `book` of what the world itself saw go in and come out, not by the fleet's own
//! functions. With the default seeds it finds each of these mistakes, planted one at a time:
//! - a verifying ticket without grace when its link is lost; a unit failure, or the end of the grace, that costs the
//!   old rank; the worst rank called first; a late verified outcome that leaves the newer call standing;
//! - an outcome counted twice; a fault that leaves the call standing; the backstop that frees a unit unasked;
//! - a unit admitted behind a hub; a fifth unit while others leave; seats that go to whoever was paired first;
//! - a store that drops licenses; answers, or a verifying unit, forgotten at a restart.
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
