//! The texts of all programs: their files, and the names that scripts ask for.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod faults;
mod names;
mod sentences;
mod torn;
mod workspace;
