//! Walk-ups: sessions of people who were not called, for staff who look for the right one.

use super::tickets::counter_of;
use crate::texts;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::decision::WalkUp;
use madoguchi_proto::v1;
use std::cmp::Reverse;

/// Walk-ups, newest first, at most `limit`: those of today without a ticket, or with `include_all` all that are stored.
#[must_use]
pub fn walk_ups(fleet: &Fleet, include_all: bool, limit: usize) -> Vec<v1::WalkUp> {
    let open =
        |walk_up: &&WalkUp| walk_up.bound_to.is_none() && fleet.is_of_today(walk_up.ended_at);
    let mut wanted: Vec<_> = fleet
        .walk_ups()
        .filter(|walk_up| include_all || open(walk_up))
        .collect();
    let newest_first = |w: &&WalkUp| Reverse((w.ended_at, w.session));
    if limit < wanted.len() {
        // More than a year of walk-ups can be stored, so only those that are shown are sorted.
        wanted.select_nth_unstable_by_key(limit, newest_first);
        wanted.truncate(limit);
    }
    wanted.sort_by_key(newest_first);
    wanted.into_iter().map(|w| walk_up(fleet, w)).collect()
}

fn walk_up(fleet: &Fleet, walk_up: &WalkUp) -> v1::WalkUp {
    let ticket = walk_up.bound_to.and_then(|id| fleet.ticket(id));
    v1::WalkUp {
        session_id: walk_up.session.0.to_vec(),
        unit: walk_up.unit.to_string(),
        counter: counter_of(fleet, Some(&walk_up.unit))
            .unwrap_or_default()
            .to_owned(),
        ended_at_ms: fleet.of_day(walk_up.ended_at).0,
        outcome: Some(wire::outcome(&walk_up.outcome)),
        ticket_id: walk_up.bound_to.map_or(0, |id| id.0),
        number: ticket.map_or_else(String::new, |ticket| ticket.number.to_string()),
        why: Some(texts::outcome(&walk_up.outcome.kind)),
    }
}
