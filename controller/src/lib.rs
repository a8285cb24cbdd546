//! The clinic PC's side of Madoguchi.
//!
//! Imports run one way: `main → transport (gateway, desk, cli) → engine → store → fleet`; `tests/layers.rs` has the place of
//! each module and checks it. A request becomes a command at the edge, the engine decides it and makes it durable, and orders
//! flow back out.

mod act;
mod aside;
pub mod backup;
pub mod bounds;
pub mod cli;
pub mod config;
pub mod console;
#[cfg(feature = "demo")]
mod demo;
pub mod desk;
mod down;
pub mod engine;
pub mod event_log;
mod facts;
mod folder;
pub mod gateway;
pub mod identity;
mod json;
mod ledger;
pub mod link;
pub mod machine;
mod nightly;
pub mod pairing;
mod paper;
pub mod program;
mod receptions;
pub mod recipient;
#[cfg(test)]
mod schema;
pub mod serve;
pub mod service;
pub mod store;
pub mod texts;
pub mod tls;
mod update;
mod views;
pub mod wire;
