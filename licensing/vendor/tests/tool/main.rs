//! The vendor's tool as people type it, and what clinics make of what it signs.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod clinic;
mod demo_fixtures;
mod interoperability;
mod japanese;
mod keys;
mod keys_page;
mod ledger;
mod life;
mod office;
mod resets;
mod revocation;
mod rotation;
mod terminal;
