//! The clock is wrong when the PC starts and right a little later: the waiting room stays open, people are told, and the
//! day ends when people's clocks say so.

use super::pc::{DAY, HOUR, MINUTE, Pc};
use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{SEED, Terminal};

/// Six minutes later somebody else comes, and whatever the controller has to do is done; who waited before waits on.
fn still_waits(pc: &Pc, newcomer: &str) {
    let _ = pc.somebody_comes(newcomer);
    assert_eq!(pc.state("700"), "waiting");
    assert_eq!(pc.state(newcomer), "waiting");
}

/// Waits until both have ended, as everything does at the day's end.
fn end(pc: &Pc, newcomer: &str) {
    pc.until_state("700", "ended");
    pc.until_state(newcomer, "ended");
    // The new day has its own first number.
    assert_eq!(pc.somebody_comes("")["number"], "1");
}

#[test]
fn nine_hours_ahead_for_a_second_close_no_waiting_room_and_are_told() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "18:00");
    pc.start("day_end = \"18:05\"");
    pc.set(0, "09:00");
    assert_eq!(pc.somebody_comes("700")["state"], "waiting");
    pc.wall.sleep(6 * 60);
    still_waits(&pc, "701");
    let ahead = pc.fleet_ahead();
    assert!((ahead - 9 * HOUR).abs() < MINUTE, "{ahead}");
    pc.says_apart("9 hours", "9 時間");
    pc.settle();
    still_waits(&pc, "702");
    // The day ends by people's clocks, in spite of all that.
    pc.wall.sleep(9 * 60 * 60);
    end(&pc, "702");
    assert_eq!(pc.state("701"), "ended");
}

#[test]
fn nine_hours_behind_for_a_second_keep_no_waiting_room_open_and_are_told() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "00:10");
    pc.start("day_end = \"15:00\"");
    pc.set(0, "09:10");
    assert_eq!(pc.somebody_comes("700")["state"], "waiting");
    pc.settle();
    still_waits(&pc, "701");
    let ahead = pc.fleet_ahead();
    assert!((ahead + 9 * HOUR).abs() < MINUTE, "{ahead}");
    pc.says_apart("9 hours", "9 時間");
    // 15:01 at the latest.
    pc.wall.sleep(5 * 60 * 60 + 46 * 60);
    end(&pc, "701");
}

#[test]
fn a_clock_that_is_put_right_in_steps_ends_nobodys_wait_on_the_way() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "18:00");
    pc.start("day_end = \"18:05\"");
    assert_eq!(pc.somebody_comes("700")["state"], "waiting");
    // Forwards over the day's end, backwards over it, and half of the way: none of them stays for five minutes.
    for (step, newcomer) in [("18:10", "701"), ("17:58", "702"), ("12:00", "703")] {
        pc.wall.sleep(4 * 60);
        still_waits(&pc, newcomer);
        pc.set(0, step);
        still_waits(&pc, &format!("1{newcomer}"));
    }
    pc.set(0, "09:00");
    pc.settle();
    still_waits(&pc, "704");
    pc.wall.sleep(9 * 60 * 60);
    end(&pc, "704");
}

#[test]
fn a_clock_that_was_nine_hours_ahead_and_is_right_at_the_next_start_closes_no_waiting_room() {
    let Some(mut pc) = Pc::new() else { return };
    let rules = "day_end = \"18:05\"";
    pc.set(0, "18:00");
    pc.start(rules);
    assert_eq!(pc.somebody_comes("700")["state"], "waiting");
    pc.stop();
    pc.set(0, "09:00");
    pc.start(rules);
    pc.wall.sleep(6 * 60);
    still_waits(&pc, "701");
    pc.says_apart("9 hours", "9 時間");
    // The same after a power cut.
    pc.cut_power(rules);
    pc.settle();
    still_waits(&pc, "702");
    pc.wall.sleep(9 * 60 * 60);
    end(&pc, "702");
}

#[test]
fn a_pc_that_starts_in_1970_and_is_put_right_serves_and_ends_its_day() {
    let Some(mut pc) = Pc::new() else { return };
    // Ten past nine in the morning, in Japan.
    pc.wall.show(10 * MINUTE);
    pc.start("day_end = \"09:30\"");
    pc.clinic.plug_in(1);
    let mut patients = (1..)
        .map(|number: usize| number.to_string())
        .filter(|number| plan(SEED, number).shows_up);
    let mut serves = |pc: &Pc| {
        let number = patients.next().unwrap();
        let _ = pc.clinic.json(&format!("ticket add {number}"));
        pc.until_state(&number, "done");
    };
    serves(&pc);
    let _ = pc.somebody_comes("700");
    pc.set(0, "09:10");
    serves(&pc);
    still_waits(&pc, "701");
    let behind = -pc.fleet_ahead();
    assert!(behind > 50 * 365 * DAY, "{behind}");
    pc.settle();
    still_waits(&pc, "702");
    pc.wall.sleep(20 * 60);
    end(&pc, "702");
    serves(&pc);
}
