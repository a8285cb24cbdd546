//! Pairing, both sides against each other: the machines, a man in the middle, and a controller with its port.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod counter;
mod exchanges;
mod lab;
mod middle;
mod over_http;
mod port;
mod reader;
mod renewal;
