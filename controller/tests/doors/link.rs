//! The ways by which readers come in: what USB shows, and what becomes of it.

mod evidence;
mod observation;
mod ports;
mod scan;
mod trees;
