//! The PC's clock jumps: fleet time does not, the patients are served, and whoever looks is told what to do (RULES,
//! "Time").

use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{Clinic, SEED, Terminal, Wall, Watch};
use serde_json::Value;

const DAY: i64 = 24 * 60 * 60;
/// 2038-01-20T00:00:00Z: a day after 32 bits ran over.
const IN_2038: i64 = 2_147_558_400;

fn patients() -> impl Iterator<Item = String> {
    (1..)
        .map(|number: usize| number.to_string())
        .filter(|number| plan(SEED, number).shows_up)
}

fn serves(clinic: &Clinic, watch: &mut Watch, number: &str) {
    let closed = |look: &Value| look["closed_today"].as_u64().unwrap();
    let before = closed(&clinic.json("status"));
    let _ = clinic.ask(&format!("ticket add {number}")).done();
    watch.until(|look| closed(look) > before);
    let told = clinic.json(&format!("ticket show {number}"));
    assert_eq!(told["ticket"]["state"], "done", "{told}");
}

/// Starts again under a wall clock that is so far ahead.
fn restart(clinic: &mut Clinic, wall: &Wall, ahead: i64) -> Watch {
    wall.set_ahead(ahead);
    clinic.start();
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    watch
}

fn fleet_time(clinic: &Clinic) -> i64 {
    clinic.json("status")["fleet_time_ms"].as_i64().unwrap()
}

#[test]
fn a_pc_that_wakes_up_in_another_time_serves_its_patients() {
    let mut clinic = Clinic::new();
    let Some(wall) = Wall::new(clinic.path()) else {
        return;
    };
    clinic.live_by(&wall);
    clinic.start();
    clinic.plug_in(1);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    let mut patients = patients();
    serves(&clinic, &mut watch, &patients.next().unwrap());
    let _ = clinic.ask("ticket add 700 --need seated").done();
    let began = fleet_time(&clinic);

    // While it runs nothing of that is seen at all.
    for ahead in [Wall::until(0), Wall::until(IN_2038), -DAY] {
        wall.set_ahead(ahead);
        serves(&clinic, &mut watch, &patients.next().unwrap());
        let now = fleet_time(&clinic);
        assert!(
            (began..began + 3_600_000).contains(&now),
            "{began} then {now}"
        );
    }

    // At a start: 1970, and a day back. The stored time goes on.
    for ahead in [Wall::until(0), -DAY] {
        let before = fleet_time(&clinic);
        assert_eq!(clinic.stop().code(), Some(0));
        let _ = watch.ended();
        watch = restart(&mut clinic, &wall, ahead);
        let now = fleet_time(&clinic);
        assert!(
            (before - 600_000..before + 3_600_000).contains(&now),
            "{before} then {now}"
        );
        serves(&clinic, &mut watch, &patients.next().unwrap());
        assert_eq!(clinic.json("ticket show 700")["ticket"]["state"], "waiting");
    }

    // 2038: an administrator is asked, and until then the stored time goes on.
    let before = fleet_time(&clinic);
    assert_eq!(clinic.stop().code(), Some(0));
    let _ = watch.ended();
    watch = restart(&mut clinic, &wall, Wall::until(IN_2038));
    let now = fleet_time(&clinic);
    assert!(
        (before - 600_000..before + 3_600_000).contains(&now),
        "{before} then {now}"
    );
    let page = clinic.ask("status --lang ja").done().out;
    assert!(
        page.contains("PCの時計より") && page.contains("2038-01-"),
        "{page}"
    );
    assert!(page.contains("madoguchi time confirm"), "{page}");
    serves(&clinic, &mut watch, &patients.next().unwrap());

    // The clock was mended: nothing is left to confirm.
    assert_eq!(clinic.stop().code(), Some(0));
    let _ = watch.ended();
    watch = restart(&mut clinic, &wall, 0);
    let page = clinic.ask("status --lang ja").done().out;
    assert!(!page.contains("PCの時計"), "{page}");
    assert_eq!(clinic.json("ticket show 700")["ticket"]["state"], "waiting");
    serves(&clinic, &mut watch, &patients.next().unwrap());
}
