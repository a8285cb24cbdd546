//! The console in a real browser: what reception and the waiting room see and touch. Each story has a clinic and a browser of its own.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
mod board;
mod by_file;
mod cut_off;
mod day;
mod first_visit;
#[path = "../forge/mod.rs"]
mod forge;
mod input_method;
mod keyboard;
mod lan;
mod licenses;
mod loading;
mod pairing;
mod papers;
mod people;
mod photograph;
mod screens;
mod sheet;
mod slip;
mod states;
mod support;
mod tabs;
mod touch;
mod triage;
mod units;
mod words;

use madoguchi_tests::browser::{driver, front};
