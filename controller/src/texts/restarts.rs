//! What people read of a restart (RULES A27, A28).

use super::bundles::{said, sentence};
use super::clock::Clock;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::restarts::{Occasion, Stage};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::Unit;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

/// How far a unit's restart has come, else when the last one was; `None` where there is neither.
#[must_use]
pub fn restart(unit: &Unit, clock: &Clock) -> Option<Text> {
    let waits = |code| Some(said("restart", code, &[]));
    let at = |code, at: FleetTime| {
        let at = [("at", same(clock.day_and_minutes(at)))];
        Some(said("restart", code, &at))
    };
    let by = |by, asked, planned| match by {
        Occasion::Staff => asked,
        Occasion::Plan => planned,
    };
    match (unit.restarts.present, unit.restarts.last) {
        (Some(restart), _) => match restart.stage {
            Stage::Waiting => waits("waiting"),
            Stage::Finishing => waits("finishing"),
            Stage::Running { since, .. } => at(by(restart.by, "runs", "runs-as-planned"), since),
            Stage::Overdue { since, .. } => at("overdue", since),
        },
        (None, Some(last)) => at(by(last.by, "done", "done-as-planned"), last.at),
        (None, None) => None,
    }
}

/// Why a unit that restarts does not serve. Codes: `restart-finishing`, `restarting`.
pub(super) fn service(by: Occasion, since: Option<FleetTime>, clock: &Clock) -> Text {
    let Some(since) = since else {
        return sentence("restart-finishing", "service-restart-finishing", &[]);
    };
    let at = [("at", same(clock.minutes(since)))];
    match by {
        Occasion::Staff => sentence("restarting", "service-restarting", &at),
        Occasion::Plan => sentence("restarting", "service-restarting-as-planned", &at),
    }
}

/// That a unit did not come back.
pub(super) fn overdue(
    unit: &Serial,
    counter: &str,
    since: FleetTime,
    by: Occasion,
    clock: &Clock,
) -> Text {
    let args = [
        ("unit", same(unit)),
        ("counter", same(counter)),
        ("at", same(clock.minutes(since))),
    ];
    let key = match by {
        Occasion::Staff => "alarm-restart-overdue",
        Occasion::Plan => "alarm-restart-overdue-as-planned",
    };
    sentence("restart-overdue", key, &args)
}
