//! The controller from outside: its gateway, its desk, their bounds, and the links that readers come in by.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod api;
mod bounds;
mod bundle;
mod console;
mod desk;
mod doctor;
mod explain;
mod gateway;
mod license_texts;
mod link;
mod metrics;
mod reader_logs;
mod reception;
mod retention;
#[path = "../support/mod.rs"]
mod support;
