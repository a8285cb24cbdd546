//! What was before the trouble of a unit (RULES A25): the days on record, and what changed lately.

use crate::machine::{Changed, What};
use crate::texts::{self, Clock, Lately};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::past::Day;
use madoguchi_fleet::settings::FLAPPING_DROPS;
use madoguchi_fleet::time::{DAY, FleetTime};
use madoguchi_fleet::unit::Unit;
use madoguchi_proto::v1;
use madoguchi_triage::{Change, History};

/// The changes that are told of a unit, and how far back: what began today may have been done last week.
const CHANGES_TOLD: usize = 10;
const TOLD_FOR_MS: i64 = 7 * DAY;
/// The days before today that count.
const PAST_DAYS: i32 = 7;

/// What is on record of the days before, of seven at most (RULES A25): a reader without an event keeps its last ones for ever. `None` until a day of
/// it is kept.
pub(super) fn history(fleet: &Fleet, unit: &Unit) -> Option<History> {
    let kept = unit.past.since?;
    if fleet.now().since(kept) < DAY {
        return None;
    }
    let today = fleet.today();
    let before = || {
        let days = unit.past.days.iter();
        days.filter(|one| (today - PAST_DAYS..today).contains(&one.day))
    };
    let drops = |one: &Day| usize::try_from(one.drops).unwrap_or(usize::MAX);
    Some(if before().any(|one| one.faults > 0) {
        History::Codes
    } else if before().any(|one| drops(one) >= FLAPPING_DROPS) {
        History::Drops
    } else {
        History::Clean
    })
}

/// What changed last, within a day. That nothing did is never said: routers and systems change where nobody here sees it.
///
/// A restart is none, for a clinic's PC has one each morning; nor is another version of the reader's software, for which nothing is asked.
pub(super) fn change(fleet: &Fleet, unit: &Unit, changes: &[Changed]) -> Option<Change> {
    let license = license_changed(fleet).map(|at| (at, Change::License));
    let moved = unit.past.moved_at.map(|at| (at, Change::Moved));
    let of_pc = changes.iter().filter_map(|one| {
        let change = match one.what {
            What::Controller { .. } | What::System { .. } => Change::System,
            What::Network => Change::Network,
            What::Restarted | What::Reader { .. } => return None,
        };
        Some((FleetTime(one.at_ms), change))
    });
    let recent = |(at, _): &(FleetTime, Change)| fleet.now().since(*at) < DAY;
    let all = license.into_iter().chain(moved).chain(of_pc);
    let newest = all.filter(recent).max_by_key(|(at, _)| *at);
    newest.map(|(_, change)| change)
}

fn license_changed(fleet: &Fleet) -> Option<FleetTime> {
    let licenses = fleet.licenses();
    let times = licenses.flat_map(|one| [Some(one.installed_at), one.returned_at]);
    times.flatten().max()
}

/// What changed lately that may matter to a unit, in words, the newest first.
pub(crate) fn changes(fleet: &Fleet, unit: &Unit, changes: &[Changed]) -> Vec<v1::Text> {
    let license = license_changed(fleet).map(|at| (at, Lately::License));
    let moved = unit.past.moved_at.map(|at| (at, Lately::Moved));
    let of_others = |what: &What| matches!(what, What::Reader { serial, .. } if *serial != unit.serial.as_str());
    let of_pc = changes.iter().filter(|one| !of_others(&one.what));
    let of_pc = of_pc.map(|one| (FleetTime(one.at_ms), Lately::OfPc(&one.what)));
    let all = license.into_iter().chain(moved).chain(of_pc);
    let mut all: Vec<_> = all
        .filter(|(at, _)| fleet.now().since(*at) < TOLD_FOR_MS)
        .collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let clock = Clock::of(fleet);
    let newest = all.iter().take(CHANGES_TOLD);
    newest
        .map(|(at, what)| texts::lately(*at, what, &clock))
        .collect()
}
