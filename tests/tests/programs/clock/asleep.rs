//! The PC falls asleep with patients about, and wakes (RULES X3): its readers' connections are closed and opened anew, nobody is called twice,
//! and what was due meanwhile is done.

use super::pc::Pc;
use madoguchi_tests::programs::Terminal;
use std::fs;

const HALF_AN_HOUR: i64 = 30 * 60;

/// A day with two readers: on their way patients take long to the first, and at the second they take some seconds.
fn a_morning() -> Option<Pc> {
    let mut pc = Pc::new()?;
    pc.set(0, "10:00");
    pc.start("call_s = 600");
    pc.clinic.additional_license(1, "additional.license");
    let _ = pc.clinic.json("license install additional.license");
    for (reader, speed) in [(1, "speed = 4"), (2, "speed = 8")] {
        pc.clinic.enroll(reader);
        pc.clinic.start_agent_with(reader, &[("speed = 20", speed)]);
    }
    both_serve(&pc);
    Some(pc)
}

fn both_serve(pc: &Pc) {
    pc.clinic
        .watch()
        .until(|look| look["units"][0]["serves"] == true && look["units"][1]["serves"] == true);
}

/// Lets the PC sleep, and waits until the controller has noticed that it woke.
fn sleeps(pc: &Pc, seconds: i64) {
    let before = woken(pc);
    pc.wall.sleep(seconds);
    // Each look is a round through the running program.
    pc.until("time show", |_| woken(pc) > before);
    both_serve(pc);
}

/// How often it woke with both readers connected, by its log.
fn woken(pc: &Pc) -> usize {
    let logs = fs::read_dir(pc.clinic.data_dir().join("logs")).unwrap();
    let texts = logs.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let lines = texts.map(|text| {
        let woke = |line: &&str| line.contains("the PC woke") && line.contains("connections=2");
        text.lines().filter(woke).count()
    });
    lines.sum()
}

#[test]
fn a_session_goes_on_at_its_reader_while_the_pc_sleeps_and_counts_once() {
    let Some(pc) = a_morning() else { return };
    let _ = pc.clinic.json("ticket add 17 --need standing");
    pc.until_state("17", "verifying");
    sleeps(&pc, HALF_AN_HOUR);
    pc.until_state("17", "done");
    assert_eq!(pc.ticket("17")["attempt"], 1);
    assert_eq!(pc.clinic.json("status")["closed_today"], 1);
}

#[test]
fn a_patient_who_is_called_when_the_pc_falls_asleep_is_not_called_again() {
    let Some(pc) = a_morning() else { return };
    let _ = pc.clinic.json("ticket add 40 --need seated");
    pc.until_state("40", "called");
    // Shorter than the call stands, and longer than any connection.
    sleeps(&pc, 5 * 60);
    let called = pc.ticket("40");
    assert_eq!(called["attempt"], 1, "{called}");
    let state = called["state"].as_str().unwrap();
    assert!(["called", "verifying", "done"].contains(&state), "{called}");
}

#[test]
fn a_night_over_the_days_end_ends_the_day_and_the_readers_serve_in_the_morning() {
    let Some(pc) = a_morning() else { return };
    pc.set(0, "18:00");
    let number = pc.somebody_comes("")["number"].clone();
    sleeps(&pc, 14 * 60 * 60);
    pc.settle();
    let number = number.as_str().unwrap();
    pc.until_state(number, "ended");
    both_serve(&pc);
    // Today's first patient has yesterday's number, and is served.
    let today = pc.clinic.json("ticket add 5");
    assert_eq!(today["earlier_day"], serde_json::Value::Null);
    pc.until_state("5", "done");
}
