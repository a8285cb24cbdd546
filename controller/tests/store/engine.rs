//! The engine on a store that a test can hold up and fail.

mod batch;
mod driver;
mod limits;
mod link_report;
