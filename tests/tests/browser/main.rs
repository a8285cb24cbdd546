//! The console in a real browser: what reception and the waiting room see and touch. Each story has a clinic and a browser of its own.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
mod board;
mod cut_off;
mod driver;
mod front;
mod input_method;
mod keyboard;
mod screens;
mod states;
mod tabs;
mod touch;
mod units;
mod words;
