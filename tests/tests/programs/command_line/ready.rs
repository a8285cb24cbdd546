//! Before opening, and a reader that somebody works on, through the real program.

use super::with_readers;
use madoguchi_tests::programs::{Clinic, Terminal as _};
use serde_json::Value;

#[test]
fn a_reader_that_is_worked_on_is_told_as_that_until_somebody_ends_it() {
    let clinic = with_readers();
    let begun = clinic.json("unit maintenance 窓口1 --reason ファンの交換");
    assert_eq!(begun["why"]["code"], "in-maintenance");
    assert_eq!(begun["pause_reason"], "ファンの交換");
    let list = clinic.ask("--lang ja unit list").done().out;
    assert!(list.contains("[整備中]"), "{list}");
    for command in ["unit pause 窓口1", "unit resume 窓口1"] {
        let refused = clinic.ask(&format!("--lang en {command}")).refused();
        assert!(refused.contains("MDG-0148"), "{refused}");
    }
    let late = clinic
        .ask("--lang ja unit maintenance 窓口1 --reason 点検 --until 2015-01-01")
        .refused();
    assert!(late.contains("過ぎています"), "{late}");
    let ended = clinic.json("リーダー 整備 窓口1 --終了");
    assert_eq!(ended["maintenance"], Value::Null);
    assert_eq!(ended["paused"], false);
}

/// The check is due from midnight on, and a reader that is not back is missed soon after a start.
const EARLY: (&str, &str) = (
    "[desk]",
    "[day]\nready_check = \"00:00\"\n\n[rules]\nrestart_grace_s = 5\n\n[desk]",
);
/// Readers live by the PC's own clock.
const REAL_TIME: (&str, &str) = ("speed = 20", "speed = 1");

#[test]
fn the_check_before_opening_says_what_to_mend_and_fails_for_scripts() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    let mut watch = clinic.watch();
    clinic.start_agent_with(1, &[REAL_TIME]);
    watch.until(|look| look["units"][0]["serves"] == true);
    let ready = clinic.ask("--json check").done().json();
    assert_eq!(ready["ready"], true);
    assert_eq!(ready["units"][0]["level"], "good");
    let checks = ready["units"][0]["checks"].as_array().unwrap();
    let clock = checks.iter().find(|check| check["name"] == "clock");
    assert_eq!(clock.unwrap()["level"], "good", "{ready}");
    let page = clinic.ask("--lang ja 開院確認").done().out;
    assert!(page.contains("リーダーは使えます"), "{page}");
    clinic.kill_agent(1);
    watch.until(|look| look["units"][0]["serves"] == false);
    let page = clinic.ask("--lang ja check");
    assert_eq!(page.code, Some(1), "{page:?}");
    let told = page.out.contains("CR-2024-0001") && page.out.contains("直す");
    assert!(told, "{page:?}");
    assert_eq!(page.err, "", "the answer is no failure");
}

#[test]
fn the_check_before_opening_is_made_by_itself_however_early_a_number_is_there_and_goes_when_the_day_begins()
 {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    // It waits when the check's time comes, as one from a file in the night does.
    let _ = clinic.ask("ticket add 12").done();
    clinic.kill();
    clinic.start_with(&[EARLY]);
    let alarmed = |status: &Value| {
        let alarms = status["alarms"].as_array().unwrap();
        alarms.iter().any(|alarm| alarm["fault"] == "MDG-0151")
    };
    // Made some seconds after a start, and again until the reader is missed.
    let mut looks = (0..1_000).map(|_| clinic.json("status"));
    let told = looks.find(alarmed).expect("it was never made");
    assert_eq!(told["ready"]["code"], "not-ready");
    let _ = clinic.ask("ticket done 12 --by paper").done();
    let begun = clinic.json("status");
    assert_eq!(begun["ready"], Value::Null);
    assert!(!alarmed(&begun), "what is wrong has an alarm of its own");
}
