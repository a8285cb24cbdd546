//! The seeded simulation: fleet, engine, store and the agents' session machines on one virtual clock.
//!
//! Real are the fleet, the engine's batches, the store's records and the readers' session machines; made up are time,
//! the network, both sides' disks and the people. A seed draws a clinic of 1 to 16 PCs and weighted wishes (`people`,
//! `mischief`); each wish becomes a concrete [`Event`], which is applied (`world`). The log of events alone replays the
//! run. After every event
//! - the fleet's own invariants hold (`checks`);
//! - every ticket is what a small model of the rules' table says (`model`, compared by `watch` act by act);
//! - a refusal has changed nothing, no outcome is unmade, every seat is whose it should be (`steps`, act by act, too);
//! - who serves, sits and is told what is right by a `book` of what went in and came out (`oracles`);
//! - the disk holds what was told, and the fleet (`disk`).
//!
//! A reader's events are on their way together, as the gateway has them: in their order, several of a connection before the first is
//! durable, with one acknowledgement for all that one commit made durable. Connections break and controllers die in between (`links`).
//!
//! At the end everything comes to rest (`rest`). What happened is counted (`coverage`), a failing log is made shorter
//! (`shrink`), and shown with what each event changed (`picture`, `cargo run -p madoguchi-tests --bin replay`).
//!
//! Not simulated: TLS, gRPC and the bytes of frames; sled and its files; how other PCs of a hospital reach the leader;
//! pairing. Tests of their own are there for these.

mod acts;
mod book;
mod checks;
mod compare;
mod controller;
mod coverage;
mod disk;
mod event;
mod licenses;
mod links;
mod mischief;
mod model;
mod oracles;
mod papers;
mod people;
mod picture;
mod plan;
mod ports;
mod reader;
mod refusals;
mod rest;
mod run;
mod running;
mod shrink;
mod steps;
mod trouble;
mod watch;
mod words;
mod world;

pub use coverage::Coverage;
pub use event::{Event, Line};
pub use picture::Picture;
pub use run::{Failure, Report, Simulation, fingerprint, log_of, replay, run, write_log};
pub use shrink::shrink;
