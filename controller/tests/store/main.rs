//! What the controller keeps: every store, and the engine that lets nothing out before it is kept.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod anew;
mod contract;
mod damage;
mod days;
mod engine;
mod forget;
mod hours;
mod images;
mod killed;
mod retention;
#[path = "../support/mod.rs"]
mod support;
mod syscalls;
