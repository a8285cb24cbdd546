//! `cargo bench --profile dist -p madoguchi-tests --bench attack`: what a dispatch costs while somebody
//! attacks the gateway, against a quiet moment of the same run.
//!
//! A real `madoguchi serve` has one core to itself and to who is measured: a desk that asks for a ticket and four readers in
//! service, one of which is called. The attackers have another core. Quiet and attacked slices take turns, so that whatever else the machine does
//! weighs on both; the figure is the worst attack's p99 against the quiet one. The last line is one JSON object. `-- --quick`
//! is a look whether everything works. It takes Linux (cores are chosen there alone).
//!
//! The clinic is a loopback one: over USB a link is allowed four connections, here every attacker has as many as all
//! readers together. So this is the worse case.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a panic here is a failed bench

#[path = "../common/mod.rs"]
mod common;

#[cfg(target_os = "linux")]
mod attacks;
#[cfg(target_os = "linux")]
mod rounds;

use common::figures::say;

#[cfg(target_os = "linux")]
fn main() {
    let quick = common::is_quick();
    say(format!("Madoguchi on {}", common::disk::machine()));
    if quick {
        say("A quick look: the figures mean nothing.");
    }
    let figures = rounds::measure(quick);
    figures.table();
    say("");
    say(figures.json().to_string());
}

#[cfg(not(target_os = "linux"))]
fn main() {
    say("Not measured: cores are chosen on Linux alone.");
}
