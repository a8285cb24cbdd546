//! The README's first command.

use madoguchi_tests::programs::{Program, Windows, unheard};
use serde_json::Value;
use std::time::Duration;

/// Six readers and a controller in one program, without optimisation and under wine, on a busy machine.
const A_MORNING: Duration = Duration::from_secs(240);

#[test]
fn the_demos_morning_has_its_numbers() {
    let Some(pc) = Windows::here() else { return };
    let mut demo = unheard(pc.command("madoguchi"));
    let words = "demo --headless --json --patients 12 --speed 900 --seed 7";
    let mut demo = Program::start(demo.args(words.split_whitespace()));
    let ended = demo.ended_within(A_MORNING);
    let said = demo.written();
    assert!(ended.is_some_and(|status| status.success()), "{said:?}");
    let day = said.iter().find(|line| line.starts_with('{')).unwrap();
    let day: Value = serde_json::from_str(day).unwrap();
    let outcomes = day["outcomes"].as_object().unwrap().values();
    let told: u64 = outcomes.map(|many| many.as_u64().unwrap()).sum();
    assert_eq!((&day["patients"], told), (&12.into(), 12), "{day}");
    for (name, value) in [("lost", 0), ("double_counted", 0), ("serving_peak", 4)] {
        assert_eq!(day[name], value, "{name}: {day}");
    }
    let units = day["units"].as_array().unwrap();
    let admissions: Vec<_> = units.iter().map(|unit| &unit["admission"]).collect();
    assert_eq!(
        admissions,
        [
            "seat:included",
            "seat:additional:DEMO-ADDITIONAL-1",
            "seat:additional:DEMO-ADDITIONAL-2",
            "seat:additional:DEMO-ADDITIONAL-2",
            "refused:behind-hub",
            "refused:fleet-full",
        ]
    );
}
