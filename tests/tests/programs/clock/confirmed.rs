//! An administrator confirms a wrong date, and takes it back: nothing is lost by it, and nobody waits a day longer.

use super::pc::{DAY, HOUR, MINUTE, Pc, number, written};
use madoguchi_tests::programs::{Terminal, folder_of_programs};
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

/// The year is mistyped by ten.
const TEN_YEARS: i64 = 3_653;

/// What there is before anybody touches the clock.
fn a_morning() -> Option<Pc> {
    let mut pc = Pc::new()?;
    pc.set(0, "09:00");
    pc.start("");
    let installation = pc.clinic.json("license list");
    let installation = installation["installation"].as_str().unwrap();
    pc.clinic.vendor(&format!(
        "issue additional --issuer issuer --installation {installation} --seats 1 --not-after {} --out term.license",
        pc.date(300)
    ));
    let _ = pc.clinic.json("license install term.license");
    for reader in [1, 2] {
        pc.clinic.enroll(reader);
        pc.clinic
            .start_agent_with(reader, &[("speed = 20", "speed = 10")]);
    }
    let mut watch = pc.clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true && look["units"][1]["serves"] == true);
    // One is at the reader when the day is ended, and is counted as a walk-up.
    let _ = pc.clinic.json("ticket add 1");
    watch.until(|look| look["tickets"][0]["state"] == "verifying");
    let _ = pc.clinic.json("day end --yes");
    let _ = pc.clinic.json("ticket add 2");
    pc.until_state("2", "done");
    pc.until("ticket walk-ups --all", |list| walk_ups(list) == 1);
    let _ = pc.somebody_comes("700");
    let _ = pc.somebody_comes("701");
    let _ = pc.clinic.json("ticket park 701");
    Some(pc)
}

fn walk_ups(list: &Value) -> usize {
    list["walk_ups"].as_array().unwrap().len()
}

/// Nothing of the morning is forgotten.
fn all_is_kept(pc: &Pc) {
    assert_eq!(pc.state("1"), "ended");
    assert_eq!(pc.state("2"), "done");
    assert_eq!(walk_ups(&pc.clinic.json("ticket walk-ups --all")), 1);
    assert_eq!(pc.state("700"), "waiting");
    assert_eq!(pc.state("701"), "parked");
}

/// The same while the PC's clock shows another year: who waits is of a day that is over, and is not called.
fn all_is_kept_for_then(pc: &Pc) {
    all_is_kept(pc);
    for who in ["700", "701"] {
        let ticket = pc.ticket(who);
        assert_eq!(ticket["earlier_day"], pc.date(0), "{ticket}");
        assert_eq!(ticket["held"], true, "{ticket}");
    }
}

/// The same on the right day: those who wait came a short while ago, and have their turn.
fn all_is_there(pc: &Pc) {
    all_is_kept(pc);
    let now = number(&pc.clinic.json("status"), "time_of_day_ms");
    for who in ["700", "701"] {
        let ticket = pc.ticket(who);
        assert_eq!(ticket["earlier_day"], Value::Null, "{ticket}");
        assert_eq!(ticket["held"], false, "{ticket}");
        let waits = now - number(&ticket, "added_at_ms");
        assert!((0..HOUR).contains(&waits), "{waits} ms: {ticket}");
        let told = pc.clinic.json(&format!("ticket show {who}"));
        let begun = number(&told["story"][0], "at_ms");
        assert!((0..HOUR).contains(&(now - begun)), "{told}");
    }
}

fn term_is_in_force(pc: &Pc) -> bool {
    let list = pc.clinic.json("license list");
    list["licenses"][0]["in_force"].as_bool().unwrap()
}

/// Confirms, and waits until it is done.
fn confirm(pc: &Pc) {
    let _ = pc.clinic.json("time confirm --yes");
    pc.until("time show", |told| {
        number(told, "fleet_ahead_ms").abs() < MINUTE
    });
}

#[test]
fn a_wrong_date_that_was_confirmed_is_taken_back_and_leaves_no_trace() {
    let Some(mut pc) = a_morning() else { return };
    pc.stop();
    pc.set(TEN_YEARS, "09:05");
    pc.start("");
    // A date that far ahead is not believed before somebody confirms it.
    all_is_kept(&pc);
    assert_eq!(pc.ticket("700")["held"], false);
    assert!(pc.fleet_ahead() < -9 * 365 * DAY);
    confirm(&pc);
    pc.says_together();
    all_is_kept_for_then(&pc);
    pc.cut_power("");
    all_is_kept_for_then(&pc);
    assert!(pc.fleet_ahead().abs() < MINUTE);
    // Somebody comes, and the day is ended as it is every day, before anybody looks at the date.
    let _ = pc.clinic.json("ticket add 3");
    pc.until_state("3", "done");

    pc.set(0, "09:20");
    pc.until("time show", |told| {
        number(told, "fleet_ahead_ms") > 9 * 365 * DAY
    });
    all_is_there(&pc);
    pc.cut_power("");
    confirm(&pc);
    pc.says_together();
    all_is_there(&pc);
    assert_eq!(pc.state("3"), "done");
    pc.cut_power("");
    pc.settle();
    pc.says_together();
    all_is_there(&pc);
    assert!(term_is_in_force(&pc));
    // Both seats are there, and whoever comes is called and served.
    pc.until("status", |look| {
        look["units"][0]["serves"] == true && look["units"][1]["serves"] == true
    });
    let _ = pc.clinic.json("ticket add 4");
    pc.until_state("4", "done");
    let nothing = pc.clinic.ask("time confirm --yes").refused();
    assert!(!nothing.contains("apart"), "{nothing}");
}

#[test]
fn a_clock_that_went_back_a_month_is_confirmed_while_patients_are_at_their_readers() {
    let Some(mut pc) = a_morning() else { return };
    pc.stop();
    pc.set(-30, "09:00");
    pc.start("");
    let ahead = pc.fleet_ahead();
    assert!((ahead - 30 * DAY).abs() < HOUR, "{ahead}");
    pc.says_apart("30 days", "30 日");
    let mut watch = pc.clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    for patient in ["3", "4", "5", "6"] {
        let _ = pc.clinic.json(&format!("ticket add {patient}"));
    }
    watch.until(|look| {
        let mut open = look["tickets"].as_array().unwrap().iter();
        open.any(|ticket| ticket["state"] == "verifying")
    });
    confirm(&pc);
    for patient in ["3", "4", "5", "6"] {
        pc.until_state(patient, "done");
        let ticket = pc.ticket(patient);
        assert_eq!(ticket["attempt"], 1, "{ticket}");
    }
    all_is_there(&pc);
}

#[test]
fn both_dates_are_shown_before_the_time_is_set_and_on_a_terminal_somebody_has_to_agree() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "09:00");
    pc.start("");
    pc.stop();
    pc.set(TEN_YEARS, "09:05");
    pc.start("");
    for (typed, done) in [("no", false), ("yes", true)] {
        let screen = on_a_terminal(&pc, typed);
        for day in [0, TEN_YEARS] {
            let date = pc.date(day);
            assert!(screen.contains(&date), "{date}: {screen}");
        }
        for time in ["09:00", "09:05"] {
            assert!(screen.contains(time), "{time}: {screen}");
        }
        assert_eq!(pc.fleet_ahead().abs() < MINUTE, done, "{screen}");
    }
    let now = number(&pc.clinic.json("status"), "fleet_time_ms");
    assert_eq!(written(now, "%F"), pc.date(TEN_YEARS));

    // A script is told the same, and says yes before: the clock is put right, and so is the time.
    pc.set(0, "09:10");
    let told = pc.clinic.ask("time confirm").refused();
    let _ = pc.clinic.ask("time confirm --yes").done();
    assert!(told.contains("--yes"), "{told}");
    for day in [0, TEN_YEARS] {
        let date = pc.date(day);
        assert!(told.contains(&date), "{date}: {told}");
    }
    assert!(pc.fleet_ahead().abs() < MINUTE);
}

/// `time confirm` on a terminal, where somebody types an answer; what stands on the screen.
fn on_a_terminal(pc: &Pc, typed: &str) -> String {
    let program = folder_of_programs().join("madoguchi");
    let line = format!("{} time confirm --lang en", program.display());
    let mut terminal = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .env("MADOGUCHI_DATA_DIR", pc.clinic.data_dir())
        .envs(pc.wall.environment())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(terminal.stdin.take().unwrap(), "{typed}").unwrap();
    let screen = terminal.wait_with_output().unwrap().stdout;
    String::from_utf8_lossy(&screen).into_owned()
}

#[test]
fn whoever_waits_for_a_reader_keeps_the_place_and_the_newcomer_comes_after() {
    // Ten years too many, and ten too few, as a battery that is empty shows them.
    for wrong in [TEN_YEARS, -TEN_YEARS] {
        let Some(mut pc) = Pc::new() else { return };
        pc.set(0, "09:00");
        pc.start("");
        let _ = pc.somebody_comes("10");
        pc.stop();
        pc.set(wrong, "09:05");
        pc.start("");
        let _ = pc.somebody_comes("11");
        confirm(&pc);
        let _ = pc.somebody_comes("12");
        pc.set(0, "09:10");
        pc.until("time show", |told| {
            number(told, "fleet_ahead_ms").abs() > DAY
        });
        let _ = pc.somebody_comes("13");
        confirm(&pc);
        let _ = pc.somebody_comes("14");
        pc.cut_power("");
        pc.says_together();
        let places = ["10", "11", "12", "13", "14"].map(|who| number(&pc.ticket(who), "position"));
        assert_eq!(places, [1, 2, 3, 4, 5], "{wrong}");
        let added =
            ["10", "11", "12", "13", "14"].map(|who| number(&pc.ticket(who), "added_at_ms"));
        assert!(added.is_sorted(), "{wrong}: {added:?}");
        let now = number(&pc.clinic.json("status"), "fleet_time_ms");
        assert!(now - added[0] < HOUR, "{wrong}: {added:?} at {now}");
        assert_eq!(pc.ticket("10")["held"], false);
        // The day goes on: nobody of today is one of another day's.
        pc.settle();
        assert_eq!(pc.state("10"), "waiting");
        assert_eq!(pc.ticket("10")["earlier_day"], Value::Null);
    }
}
