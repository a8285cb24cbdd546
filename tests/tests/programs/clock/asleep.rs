//! The PC falls asleep with patients about, and wakes (RULES X3): its readers' connections are closed and opened anew, nobody is called twice,
//! and what was due meanwhile is done. At a terminal its clocks tell of it; a service is told by the system (X4).

use super::pc::Pc;
use madoguchi_tests::programs::Terminal;
use std::fs;

const HALF_AN_HOUR: i64 = 30 * 60;

/// By what a controller learns that its PC slept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Learns {
    ByItsClocks,
    FromTheSystem,
}
use Learns::{ByItsClocks, FromTheSystem};

/// A day with two readers: on their way patients take long to the first, and at the second they take some seconds.
fn a_morning(learns: Learns) -> Option<Pc> {
    let mut pc = Pc::new()?;
    pc.set(0, "10:00");
    if learns == FromTheSystem {
        pc.clinic.as_a_service();
    }
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
fn sleeps(pc: &mut Pc, learns: Learns, seconds: i64) {
    let before = woken(pc);
    if learns == FromTheSystem {
        pc.clinic.system_says("suspend");
        // It was told before the PC fell asleep.
        pc.until("time show", |_| {
            logged(pc, "the PC is about to sleep") > before
        });
    }
    pc.wall.sleep(seconds);
    if learns == FromTheSystem {
        pc.clinic.system_says("resume");
    }
    // Each look is a round through the running program.
    pc.until("time show", |_| woken(pc) > before);
    both_serve(pc);
}

/// How often it woke with both readers connected, by its log.
fn woken(pc: &Pc) -> usize {
    logged(pc, "the PC woke connections=2")
}

/// The lines of its log that say this.
fn logged(pc: &Pc, words: &str) -> usize {
    let logs = fs::read_dir(pc.clinic.data_dir().join("logs")).unwrap();
    let texts = logs.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let lines = texts.map(|text| {
        let says = |line: &&str| words.split(' ').all(|word| line.contains(word));
        text.lines().filter(says).count()
    });
    lines.sum()
}

#[test]
fn a_session_goes_on_at_its_reader_while_the_pc_sleeps_and_counts_once() {
    for learns in [ByItsClocks, FromTheSystem] {
        a_session_goes_on(learns);
    }
}

fn a_session_goes_on(learns: Learns) {
    let Some(mut pc) = a_morning(learns) else {
        return;
    };
    let _ = pc.clinic.json("ticket add 17 --need standing");
    pc.until_state("17", "verifying");
    sleeps(&mut pc, learns, HALF_AN_HOUR);
    pc.until_state("17", "done");
    assert_eq!(pc.ticket("17")["attempt"], 1);
    assert_eq!(pc.clinic.json("status")["closed_today"], 1);
}

#[test]
fn a_patient_who_is_called_when_the_pc_falls_asleep_is_not_called_again() {
    for learns in [ByItsClocks, FromTheSystem] {
        a_call_stands(learns);
    }
}

fn a_call_stands(learns: Learns) {
    let Some(mut pc) = a_morning(learns) else {
        return;
    };
    let _ = pc.clinic.json("ticket add 40 --need seated");
    pc.until_state("40", "called");
    // Shorter than the call stands, and longer than any connection.
    sleeps(&mut pc, learns, 5 * 60);
    let called = pc.ticket("40");
    assert_eq!(called["attempt"], 1, "{called}");
    let state = called["state"].as_str().unwrap();
    assert!(["called", "verifying", "done"].contains(&state), "{called}");
}

#[test]
fn a_night_over_the_days_end_ends_the_day_and_the_readers_serve_in_the_morning() {
    for learns in [ByItsClocks, FromTheSystem] {
        a_night_passes(learns);
    }
}

fn a_night_passes(learns: Learns) {
    let Some(mut pc) = a_morning(learns) else {
        return;
    };
    pc.set(0, "18:00");
    let number = pc.somebody_comes("")["number"].clone();
    sleeps(&mut pc, learns, 14 * 60 * 60);
    // A service is told of the sleep's beginning, and takes a night for the start of a day.
    let fresh = logged(&pc, "the PC woke fresh=true");
    assert_eq!(fresh, usize::from(learns == FromTheSystem));
    pc.settle();
    let number = number.as_str().unwrap();
    pc.until_state(number, "ended");
    both_serve(&pc);
    // Today's first patient has yesterday's number, and is served.
    let today = pc.clinic.json("ticket add 5");
    assert_eq!(today["earlier_day"], serde_json::Value::Null);
    pc.until_state("5", "done");
}
