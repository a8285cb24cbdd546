//! Plugs that are pulled and put back, over the real programs: what is called goes back at once, what runs at the reader is
//! waited for, and a reader that is back serves.
#![allow(clippy::print_stdout)]

use madoguchi_agent::simulated::plan;
use madoguchi_tests::laboratory::{self, Laboratory, Telling};
use madoguchi_tests::programs::{SEED, Terminal, Watch};
use serde_json::Value;
use std::time::Duration;

/// A reader is gone this soon after its plug was pulled.
const GONE: Duration = Duration::from_millis(300);
/// A reader serves again this soon after its network is up.
const BACK: Duration = Duration::from_secs(2);

fn unit(look: &Value, n: usize) -> &Value {
    let serial = format!("CR-2026-{n:04}");
    let units = look["units"].as_array().unwrap();
    let unit = units.iter().find(|unit| unit["serial"] == serial);
    unit.unwrap_or(&Value::Null)
}

fn state<'a>(look: &'a Value, number: &str) -> &'a Value {
    let tickets = look["tickets"].as_array().unwrap();
    let ticket = tickets.iter().find(|ticket| ticket["number"] == number);
    ticket.map_or(&Value::Null, |ticket| &ticket["state"])
}

/// Patients who come when they are called, or do not.
fn patient(comes: bool) -> String {
    let mut numbers = (1..).map(|number: usize| number.to_string());
    numbers
        .find(|number| plan(SEED, number).shows_up == comes)
        .unwrap()
}

/// A PC whose one reader serves on port 1-1.
fn one_reader(telling: Telling) -> (Laboratory, Watch) {
    let mut clinic = Laboratory::new();
    clinic.telling = telling;
    clinic.start("");
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    watch.until(|look| unit(look, 1)["serves"] == true);
    (clinic, watch)
}

fn goes_back_at_once(telling: Telling) {
    let (mut clinic, mut watch) = one_reader(telling);
    let number = patient(false);
    let _ = clinic.ask(&format!("ticket add {number}")).done();
    watch.until(|look| state(look, &number) == "called");
    let pulled = clinic.pull(1);
    watch.until(|look| look["waiting"] == 1 && unit(look, 1)["attached"] == false);
    let took = pulled.elapsed();
    println!("{telling:?}: the ticket was back {took:?} after the plug was pulled");
    assert!(took <= GONE, "{took:?}");

    let up = clinic.plug(1, "1-1");
    watch.until(|look| unit(look, 1)["serves"] == true);
    let took = up.elapsed();
    println!("{telling:?}: the reader served {took:?} after its network was up");
    assert!(took <= BACK, "{took:?}");
    // By now everybody comes.
    watch.until(|look| look["closed_today"] == 1);
    assert_eq!(
        clinic.json(&format!("ticket show {number}"))["ticket"]["attempt"],
        2
    );
}

#[test]
fn a_plug_pulled_during_a_call_gives_the_ticket_back_at_once_and_the_reader_is_soon_back() {
    if laboratory::possible() {
        goes_back_at_once(Telling::Events);
    }
}

#[test]
fn a_pc_that_is_told_nothing_of_plugs_sees_it_as_soon() {
    if laboratory::possible() {
        goes_back_at_once(Telling::Nothing);
    }
}

#[test]
fn a_session_goes_on_while_the_plug_is_out_and_its_outcome_counts_once() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = one_reader(Telling::Events);
    let number = patient(true);
    let _ = clinic.ask(&format!("ticket add {number}")).done();
    watch.until(|look| state(look, &number) == "verifying");
    clinic.pull(1);
    let look = watch.until(|look| unit(look, 1)["attached"] == false);
    assert_eq!(state(&look, &number), "verifying", "{look}");
    // It has its own power: the patient is done before it is back.
    clinic.plug(1, "1-1");
    watch.until(|look| look["closed_today"] == 1 && unit(look, 1)["serves"] == true);
    let told = clinic.json(&format!("ticket show {number}"));
    assert_eq!(told["ticket"]["attempt"], 1, "{told}");
    assert_eq!(unit(&clinic.json("status"), 1)["sessions_today"], 1);
}

#[test]
fn a_reader_that_is_moved_to_another_port_keeps_its_seat() {
    if !laboratory::possible() {
        return;
    }
    // One seat, and another reader that waits for it.
    let (mut clinic, mut watch) = one_reader(Telling::Events);
    clinic.connect(2, "1-2");
    watch.until(|look| unit(look, 2)["admission"] == "refused:no-seat");
    clinic.pull(1);
    watch.until(|look| unit(look, 1)["attached"] == false);
    clinic.plug(1, "2-3");
    let look = watch.until(|look| unit(look, 1)["serves"] == true);
    assert_eq!(unit(&look, 1)["port"], "2-3", "{look}");
    assert_eq!(unit(&look, 2)["admission"], "refused:no-seat", "{look}");
}

#[test]
fn two_readers_whose_cables_are_swapped_go_on_each_on_the_others_port() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = one_reader(Telling::Events);
    clinic.license(3);
    clinic.connect(2, "1-2");
    watch.until(|look| unit(look, 2)["serves"] == true);
    clinic.pull(1);
    clinic.pull(2);
    clinic.plug(1, "1-2");
    clinic.plug(2, "1-1");
    let on = |look: &Value, n: usize, port: &str| {
        let unit = unit(look, n);
        unit["serves"] == true && unit["port"] == port
    };
    let look = watch.until(|look| on(look, 1, "1-2") && on(look, 2, "1-1"));
    assert_eq!(look["alarms"].as_array().unwrap().len(), 0, "{look}");
    for number in ["1", "2"] {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
    watch.until(|look| look["closed_today"] == 2);
}

#[test]
fn a_reader_whose_plug_comes_loose_again_and_again_is_named() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = one_reader(Telling::Events);
    for _ in 0..3 {
        clinic.pull(1);
        watch.until(|look| unit(look, 1)["attached"] == false);
        clinic.plug(1, "1-1");
        watch.until(|look| unit(look, 1)["serves"] == true);
    }
    let look = clinic.json("status");
    assert_eq!(look["alarms"][0]["code"], "flapping", "{look}");
    let said = look["alarms"].to_string();
    assert!(
        said.contains("CR-2026-0001") && said.contains("1-1"),
        "{said}"
    );
    assert_eq!(unit(&look, 1)["drops"], 3, "{look}");
}

#[test]
fn a_reader_finds_the_controller_by_itself_on_its_cable() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    let mut watch = clinic.watch();
    clinic.enroll(1);
    clinic.reader(1).controller = Some("auto".to_owned());
    clinic.reader(1).switch_on();
    clinic.plug(1, "1-1");
    watch.until(|look| unit(look, 1)["serves"] == true);
    // And again, elsewhere.
    clinic.pull(1);
    watch.until(|look| unit(look, 1)["attached"] == false);
    let up = clinic.plug(1, "2-2");
    watch.until(|look| unit(look, 1)["serves"] == true);
    let took = up.elapsed();
    println!("found by itself: the reader served {took:?} after its network was up");
    assert!(took <= BACK, "{took:?}");
}
