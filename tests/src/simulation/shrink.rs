//! Makes a failing log shorter: it drops pieces of it for as long as the rest breaks the same.

use super::event::Line;
use super::run::{Failure, replay};
use std::time::{Duration, Instant};

/// Tries smaller and smaller pieces, until no single line can go or the time is over. Gives the shortest failure that
/// was found; `failure` itself, with its log cut after what broke, if nothing shorter breaks the same.
#[must_use]
pub fn shrink(failure: &Failure, time: Duration) -> Failure {
    let until = Instant::now() + time;
    let mut best = failure.clone();
    let mut piece = best.lines.len().div_ceil(2);
    while piece > 0 {
        let mut at = 1;
        let mut dropped = false;
        while at < best.lines.len() {
            if Instant::now() > until {
                return best;
            }
            let mut lines = best.lines.clone();
            lines.drain(at..(at + piece).min(best.lines.len()));
            match breaks_the_same(failure, &lines) {
                Some(shorter) => {
                    dropped = true;
                    best = shorter;
                }
                None => at += piece,
            }
        }
        if !dropped || piece > 1 {
            piece /= 2;
        }
    }
    best
}

fn breaks_the_same(failure: &Failure, lines: &[Line]) -> Option<Failure> {
    let shorter = replay(lines).err()?;
    (shorter.kind() == failure.kind()).then_some(shorter)
}
