//! `cargo bench --profile dist -p madoguchi-tests --features peers --bench peers`: a ticket's cycle against
//! what somebody would pick instead.
//!
//! The same cycle for all, one after the other in turn, in one run: three durable writes, each answered when it is on
//! the disk: the ticket is added and called, its card is placed, its outcome comes. Madoguchi has a second line, with
//! events in flight as agents send them: card and outcome without waiting for the answer to the one before, each of
//! them durable before the patient is counted as served. Servers that are not installed are left out; each is started
//! by the bench, in a folder of its own, and ended with it.
//!
//! What each does, and does not do, stands beside its code. In short: Madoguchi decides by its rules, keeps an audit entry
//! and the unit's record, and speaks gRPC under TLS 1.3 with its 64 readers (certificates) and 16 desks; the others
//! know no rule, keep the ticket alone, speak their own plain protocol over a Unix socket, and are told of the card and
//! the outcome by the same connection that added the ticket, so that no call has to reach anybody else. All of that
//! is in their favour.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a panic here is a failed bench

#[cfg(unix)]
mod beanstalkd;
#[cfg(unix)]
#[path = "../common/mod.rs"]
mod common;
#[cfg(unix)]
mod contest;
#[cfg(unix)]
mod line;
#[cfg(unix)]
mod postgres;
#[cfg(unix)]
mod programs;
#[cfg(unix)]
mod redis;
#[cfg(unix)]
mod table;

#[cfg(unix)]
fn main() {
    contest::run();
}

/// The others are started and reached as Debian has them.
#[cfg(not(unix))]
fn main() {}
