//! How long patients wait, against the best that the rules allow: made days, the fleet's own schedule, the best
//! one, and what separate lines would have given.
//!
//! # A day
//! [`day::made`] gives a clinic's morning by seed: one to four units with different counters, and patients with
//! arrival, class, needs, preferences, and the times that they take: the way to the counter, the session, the
//! card. These belong to the *patient*, whichever unit it is, so that any other schedule can be worked out
//! for the same day. A wait is the time from arrival to the call.
//!
//! # The best schedule that respects rank and needs
//! RULES ("Queue") and the invariants 4 and 5 leave a schedule little to choose. At any moment,
//! - a unit may serve a ticket if it meets every need, and every preference that has not given way (five minutes
//!   after arrival): a preference is a need until then;
//! - no unit takes a ticket while one of a better rank that it may serve waits, rank being urgent first, then
//!   arrival − head start, then sequence (invariant 4);
//! - no unit is free while a ticket that it may serve waits (invariant 5).
//!
//! So a unit that gets free takes the first ticket in rank that it may serve, if there is one: there is nothing to
//! choose. What is left open is *which* of several free units takes a ticket, when it arrives or when its
//! preference gives way. Every schedule that respects the rules is a list of such choices, and the *best* one is
//! the list whose mean wait is the smallest. It is found with the whole day known beforehand, service times and
//! late arrivals included, so nothing that has to decide at once can beat it, and in general nothing can reach it.
//! (Keeping a unit free on purpose, for somebody who is known to come, is against invariant 5 and not among the choices.)
//!
//! [`best`] finds it exactly. It goes from arrival to arrival with *all* situations that some list of choices
//! leads to, a situation being when each unit gets free and who waits: what is to come depends on nothing
//! else, so of two lists that lead to the same situation only the one with the smaller sum of waits is kept.
//! Nothing is estimated, sampled or cut off; a day with more situations than the search has room for is an error,
//! not a guess. Whenever all units are free and nobody waits there is one situation left, so the search falls apart
//! into busy stretches by itself; about a hundred situations are side by side at most.
//!
//! Where several things happen in one millisecond: units get free and preferences give way, then tickets are
//! called, then patients arrive one by one. Handling the units that get free together leaves the search at least
//! the choices of any order in which a controller may hear of them: in each such order a ticket that stays behind
//! has every unit that may serve it taken by better ranks, so taking tickets in rank order can give each the very
//! same unit.
//!
//! # What it takes to be that good
//! The best schedule knows who will come. On a crowded morning most of the wait is the queue at the door, which every
//! schedule has. On a calm one the waits are seconds, and many come from a wheelchair that arrives just after the
//! seated counter was given away: who knows that beforehand avoids it, nobody else can. There the fleet is some
//! hundredths behind the best, and the figures show it. What can be asked of it there is judged by a second
//! yardstick: [`orders`], the best fixed order of preference among the day's counters, picked *after* the day for
//! that day. Apart from the pick it looks at nothing that a real fleet cannot know when it decides, and it is
//! sharp: taking the most special unit, or just the one idle longest, fails it.
//!
//! # Apart from the code under test
//! None of this uses the fleet's code, but for its word for a class: [`jobs`] says once more, from RULES, who may
//! be served where and who comes first. What keeps it honest:
//! - [`schedule::check`] tests any schedule against needs, ranks and idleness; the fleet's and the best one pass it;
//! - the fleet's schedule is then one of those that were searched, so it is better than the best one on no day:
//!   [`compare`] asserts that, too;
//! - the best list of choices is carried out by [`schedule::follow`], which knows nothing of the search, and has to
//!   give the sum that the search found;
//! - on small days every list of choices is tried, one after another, and none is better.

use crate::day::Day;
use crate::figures::Compared;
use crate::jobs::Jobs;
use crate::{best, lines, orders, runner, schedule};

/// Puts a day's waits side by side: the fleet's, the best schedule's, separate lines'.
///
/// # Panics
/// When a schedule breaks a rule, when the fleet is better than the best schedule (one of the two is wrong then),
/// or when the best schedule cannot be found.
#[must_use]
pub fn compare(day: &Day) -> Compared {
    let jobs = Jobs::of(day);
    let fleet = runner::run(day);
    let best = best::find(&jobs).unwrap_or_else(|wide| panic!("{wide:?}"));
    for (whose, schedule) in [("fleet", &fleet), ("best", &best.schedule)] {
        if let Err(why) = schedule::check(&jobs, schedule) {
            panic!("the {whose} schedule breaks a rule: {why}");
        }
    }
    let (fleet_ms, best_ms) = (
        schedule::waits_ms(&jobs, &fleet),
        schedule::waits_ms(&jobs, &best.schedule),
    );
    assert!(
        best_ms.iter().sum::<i64>() <= fleet_ms.iter().sum(),
        "the fleet's schedule is not one of those that were searched"
    );
    Compared {
        fleet_ms,
        best_ms,
        order_ms: schedule::waits_ms(&jobs, &orders::best(&jobs)),
        lines_ms: lines::waits_ms(&jobs),
        widest: best.widest,
    }
}
