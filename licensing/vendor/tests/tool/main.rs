//! The vendor's tool as people type it, and what clinics make of what it signs.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod books;
mod clinic;
mod consent;
mod demo_fixtures;
/// A vendor made by hand, as the tests of the library have it: it signs what this tool never would.
#[allow(dead_code)] // these tests take what they need of it
#[path = "../../../tests/licenses/documents/vendor.rs"]
mod hand_made;
mod interoperability;
mod japanese;
mod json;
mod keys;
mod keys_page;
mod ledger;
mod life;
mod office;
mod refusals;
mod resets;
mod revocation;
mod rotation;
mod terminal;
