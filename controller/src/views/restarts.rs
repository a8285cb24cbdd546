//! The restarts of a unit as people see them (RULES A27 to A30).

use crate::texts::{self, Clock};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::restarts::{Occasion, Stage};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::Unit;
use madoguchi_proto::v1;
use madoguchi_proto::v1::RestartStage;

/// The restarts of a unit; `None` where it never was to restart.
pub(super) fn restarts(fleet: &Fleet, unit: &Unit) -> Option<v1::UnitRestarts> {
    let known = &unit.restarts;
    if known.present.is_none() && known.last.is_none() {
        return None;
    }
    let moment = |at: Option<FleetTime>| at.map_or(0, |at| fleet.of_day(at).0);
    let (stage, since) = match known.present.map(|restart| restart.stage) {
        None => (RestartStage::Unspecified, None),
        Some(Stage::Waiting) => (RestartStage::Waiting, None),
        Some(Stage::Finishing) => (RestartStage::Finishing, None),
        Some(Stage::Running { since, .. }) => (RestartStage::Running, Some(since)),
        Some(Stage::Overdue { since, .. }) => (RestartStage::Overdue, Some(since)),
    };
    let by = known.present.map(|restart| restart.by);
    Some(v1::UnitRestarts {
        stage: stage.into(),
        planned: by == Some(Occasion::Plan),
        asked_ms: moment(known.present.map(|restart| restart.asked_at)),
        since_ms: moment(since),
        last_ms: moment(known.last.map(|last| last.at)),
        last_planned: known.last.is_some_and(|last| last.by == Occasion::Plan),
        text: texts::restart(known, &Clock::of(fleet)),
    })
}
