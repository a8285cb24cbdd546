//! The console: what people and programs reach over HTTP on this PC.

pub mod api;
mod language;
