//! Readers are restarted, through the real programs: one at a time, and after their patients.

use super::running;
use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{Clinic, Intruder, SEED, Terminal as _};
use serde_json::Value;

/// Slow enough that somebody can ask while a patient is there, fast enough to wait for.
const CALM: (&str, &str) = ("speed = 20", "speed = 2");

/// A clinic with so many readers that serve.
fn serving(readers: usize) -> Clinic {
    let mut clinic = running();
    clinic.additional_license(3, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    let mut watch = clinic.watch();
    for n in 1..=readers {
        clinic.enroll(n);
        clinic.start_agent_with(n, &[CALM]);
    }
    watch.until(|look| (0..readers).all(|n| look["units"][n]["serves"] == true));
    clinic
}

fn stage(look: &Value, unit: usize) -> &Value {
    &look["units"][unit]["restarts"]["stage"]
}

#[test]
fn a_restart_waits_for_the_session_to_end_and_the_reader_serves_again() {
    let clinic = serving(1);
    let comes = |number: &String| plan(SEED, number).shows_up;
    let number = (1..).map(|n: usize| n.to_string()).find(comes).unwrap();
    let mut watch = clinic.watch();
    let _ = clinic.ask(&format!("ticket add {number}")).done();
    watch.until(|look| look["units"][0]["activity"] == "verifying");
    let asks = clinic.ask("--lang ja unit restart 窓口1");
    assert!(asks.err.contains("再起動します"), "{asks:?}");
    let asked = clinic.json("unit restart 窓口1 --yes");
    assert_eq!(asked["restarts"]["stage"], "finishing", "{asked}");
    assert_eq!(asked["activity"], "verifying");
    let list = clinic.ask("--lang ja unit list").done().out;
    assert!(list.contains("再起動"), "{list}");
    let look = watch.until(|look| stage(look, 0) == "running");
    assert_eq!(look["units"][0]["serves"], false, "{look}");
    let ticket = clinic.json(&format!("ticket show {number}"));
    assert_eq!(ticket["ticket"]["state"], "done", "{ticket}");
    let look = watch.until(|look| stage(look, 0).is_null());
    assert_eq!(look["units"][0]["serves"], true, "{look}");
    assert!(look["units"][0]["restarts"]["last_ms"].as_i64().is_some());
    assert_eq!(look["units"][0]["drops"], 0);
}

#[test]
fn two_that_are_asked_at_once_go_one_after_the_other() {
    let clinic = serving(2);
    let mut watch = clinic.watch();
    let first = clinic.json("リーダー 再起動 窓口1 --はい");
    assert_eq!(first["restarts"]["stage"], "running", "{first}");
    let second = clinic.json("unit restart 窓口2 --yes");
    assert_eq!(second["restarts"]["stage"], "waiting", "{second}");
    assert_eq!(second["serves"], true, "until its turn");
    let look = watch.until(|look| stage(look, 1) == "running");
    assert!(stage(&look, 0).is_null(), "{look}");
    assert_eq!(look["units"][0]["serves"], true, "{look}");
    watch.until(|look| stage(look, 1).is_null());
}

#[test]
fn a_reader_of_the_former_release_is_refused_with_what_to_do() {
    let mut clinic = running();
    clinic.enroll(1);
    let mut watch = clinic.watch();
    let _old = Intruder::attach(&clinic, 1);
    watch.until(|look| look["units"][0]["attached"] == true);
    let refused = clinic.ask("--lang en unit restart 窓口1 --yes").refused();
    assert!(refused.contains("MDG-0140"), "{refused}");
    assert!(refused.contains("cannot restart it from here"), "{refused}");
    clinic.kill();
}
