//! How long readers are covered, as the running controller tells it.

use super::*;

fn unit(serial: &str, stage: &str) -> v1::Unit {
    v1::Unit {
        serial: serial.to_owned(),
        enrolled_at_ms: 1,
        delivered: if stage.is_empty() { "" } else { "2021-04-20" }.to_owned(),
        covered_until: "2026-04-30".to_owned(),
        coverage: (!stage.is_empty()).then(|| v1::Text {
            code: stage.to_owned(),
            ..v1::Text::default()
        }),
        ..v1::Unit::default()
    }
}

#[test]
fn readers_are_told_by_the_stage_of_their_coverage_and_so_is_whose_delivery_nobody_noted() {
    let mut facts = pc();
    let status = &mut running(&mut facts).status;
    status.units = vec![
        unit("CR-1", "soon"),
        unit("CR-2", "close"),
        unit("CR-3", "over"),
        unit("CR-4", "running"),
        unit("CR-5", ""),
        v1::Unit {
            retired: true,
            ..unit("CR-6", "")
        },
        // One that is none of the fleet's has no delivery.
        v1::Unit {
            enrolled_at_ms: 0,
            ..unit("CR-7", "")
        },
    ];
    status.alarms = vec![v1::Text {
        code: "coverage-over".to_owned(),
        ..v1::Text::default()
    }];
    for (code, serial) in [
        (Code::CoverageSoon, "CR-1"),
        (Code::CoverageClose, "CR-2"),
        (Code::CoverageOver, "CR-3"),
        (Code::DeliveryUnknown, "CR-5"),
    ] {
        let told = found(&facts, code);
        assert!(told.evidence.en.starts_with(serial), "{told:?}");
        assert!(told.what.en.ends_with(": 1."), "{told:?}");
    }
    assert!(
        !codes(&facts).contains(&Code::ControllerAlarm),
        "it is told once"
    );
}
