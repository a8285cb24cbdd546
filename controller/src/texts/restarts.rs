//! What people read of a restart (RULES A27, A28).

use super::bundles::{said, sentence};
use super::clock::Clock;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::restarts::{Occasion, Restarts, Stage};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

/// How far a unit's restart has come, else when the last one was; `None` where there is neither.
#[must_use]
pub fn restart(restarts: &Restarts, clock: &Clock) -> Option<Text> {
    let waits = |code| Some(said("restart", code, &[]));
    let at = |code, at: FleetTime| {
        let at = [("at", same(clock.day_and_minutes(at)))];
        Some(said("restart", code, &at))
    };
    let by = |by, asked, planned| match by {
        Occasion::Staff => asked,
        Occasion::Plan => planned,
    };
    match (restarts.present, restarts.last) {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::restarts::{LastRestart, Restart};

    fn told(by: Occasion, stage: Option<Stage>) -> Text {
        let at = FleetTime(1_793_575_800_000);
        let restarts = Restarts {
            present: stage.map(|stage| Restart {
                by,
                asked_at: at,
                stage,
            }),
            last: Some(LastRestart { by, at }),
            planned_on: None,
        };
        restart(&restarts, &Clock::at_offset(540)).unwrap()
    }

    #[test]
    fn each_stage_is_told_with_its_time_and_whether_it_was_planned() {
        let since = FleetTime(1_793_575_800_000);
        let running = Some(Stage::Running { since, done: false });
        assert!(
            told(Occasion::Plan, running)
                .ja
                .contains("予定どおり2026-11-02 08:30")
        );
        assert!(
            told(Occasion::Staff, running)
                .en
                .contains("since 2026-11-02 08:30")
        );
        let overdue = Some(Stage::Overdue { since, done: false });
        assert!(
            told(Occasion::Staff, overdue)
                .en
                .contains("not back in service")
        );
        assert!(
            told(Occasion::Staff, Some(Stage::Waiting))
                .en
                .contains("its turn")
        );
        let finishing = Some(Stage::Finishing);
        assert!(
            told(Occasion::Staff, finishing)
                .ja
                .contains("いまの患者さん")
        );
        assert!(
            told(Occasion::Plan, None)
                .ja
                .contains("予定どおり再起動しました")
        );
        assert!(told(Occasion::Staff, None).en.contains("as somebody asked"));
        let clock = Clock::at_offset(540);
        assert_eq!(restart(&Restarts::default(), &clock), None);
    }
}
