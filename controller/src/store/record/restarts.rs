//! The restarts of a unit (RULES A30): part of its record.

use crate::wire::{self, BadField, Field};
use madoguchi_fleet::restarts::{LastRestart, Occasion, Restart, Restarts, Stage};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1;

/// The record; `None` of a unit that never was to restart.
pub(super) fn to_wire(restarts: &Restarts) -> Option<v1::RestartsRecord> {
    if *restarts == Restarts::default() {
        return None;
    }
    let planned = |by: Option<Occasion>| by == Some(Occasion::Plan);
    let present = restarts.present.as_ref();
    let (stage, since, done) = match present.map(|restart| restart.stage) {
        None => (0, None, false),
        Some(Stage::Waiting) => (1, None, false),
        Some(Stage::Finishing) => (2, None, false),
        Some(Stage::Running { since, done }) => (3, Some(since), done),
        Some(Stage::Overdue { since, done }) => (4, Some(since), done),
    };
    Some(v1::RestartsRecord {
        stage,
        planned: planned(present.map(|restart| restart.by)),
        asked_at_ms: wire::ms(present.map(|restart| restart.asked_at)),
        since_ms: wire::ms(since),
        done,
        last_at_ms: wire::ms(restarts.last.map(|last| last.at)),
        last_planned: planned(restarts.last.map(|last| last.by)),
        planned_on: restarts.planned_on.map_or(0, |day| day.saturating_add(1)),
    })
}

/// The way back.
pub(super) fn of_wire(wire: Option<v1::RestartsRecord>) -> Result<Restarts, BadField> {
    let Some(wire) = wire else {
        return Ok(Restarts::default());
    };
    let by = |planned| match planned {
        true => Occasion::Plan,
        false => Occasion::Staff,
    };
    let (since, done) = (FleetTime(wire.since_ms), wire.done);
    let stage = match wire.stage {
        0 => None,
        1 => Some(Stage::Waiting),
        2 => Some(Stage::Finishing),
        3 => Some(Stage::Running { since, done }),
        4 => Some(Stage::Overdue { since, done }),
        _ => return Err(Field::Restart.malformed()),
    };
    Ok(Restarts {
        present: stage.map(|stage| Restart {
            by: by(wire.planned),
            asked_at: FleetTime(wire.asked_at_ms),
            stage,
        }),
        last: wire::time_or_none(wire.last_at_ms).map(|at| LastRestart {
            by: by(wire.last_planned),
            at,
        }),
        planned_on: (wire.planned_on != 0).then(|| wire.planned_on.saturating_sub(1)),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_comes_back_as_it_was_and_one_that_nobody_knows_is_damage() {
        let since = FleetTime(5_000);
        let stages = [
            None,
            Some(Stage::Waiting),
            Some(Stage::Finishing),
            Some(Stage::Running { since, done: true }),
            Some(Stage::Overdue { since, done: false }),
        ];
        for stage in stages {
            let restarts = Restarts {
                present: stage.map(|stage| Restart {
                    by: Occasion::Plan,
                    asked_at: FleetTime(4_000),
                    stage,
                }),
                last: Some(LastRestart {
                    by: Occasion::Staff,
                    at: FleetTime(3_000),
                }),
                planned_on: Some(20_000),
            };
            assert_eq!(of_wire(to_wire(&restarts)).unwrap(), restarts);
        }
        let unknown = v1::RestartsRecord {
            stage: 5,
            ..v1::RestartsRecord::default()
        };
        let damage = Field::Restart.malformed();
        assert_eq!(of_wire(Some(unknown)).unwrap_err(), damage);
    }
}
