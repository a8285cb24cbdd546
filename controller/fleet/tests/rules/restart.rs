//! What a restart and a wrong clock do not change (RULES, "Time"; invariant 7).

use crate::kit::{Clinic, HERE, OPENING, THERE};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::Command;
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::reasons::Alarm;
use madoguchi_fleet::time::{DAY, FleetTime};

fn one() -> Clinic {
    Clinic::with_units(&["CR-1"])
}

#[test]
fn a_called_ticket_survives_a_restart() {
    let mut clinic = one();
    clinic.add("1");
    clinic.restart_after(5);
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.orders();
    clinic.back("CR-1");
    clinic.card("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.calls().is_empty(), "the reader showed it all along");
}

/// `madoguchi identity new` makes the keys anew beside the records.
#[test]
fn records_of_other_keys_are_those_of_the_present_ones_from_the_first_tick_on() {
    let mut clinic = one();
    let whose = |clinic: &Clinic| clinic.store.records().licensing.installation;
    assert_eq!(whose(&clinic), Some(HERE));
    clinic.restart_as(THERE, clinic.now);
    assert_eq!(whose(&clinic), Some(THERE));
    let writes = clinic.store.licensing_writes;
    clinic.restart_after(5);
    assert_eq!(whose(&clinic), Some(THERE));
    assert_eq!(clinic.store.licensing_writes, writes, "nothing to note");
}

#[test]
fn a_call_that_the_reader_never_heard_is_given_again() {
    let mut clinic = one();
    clinic.add("1");
    clinic.reader("CR-1").forget();
    clinic.restart_after(5);
    clinic.orders();
    clinic.back("CR-1");
    assert_eq!(clinic.calls(), ["CR-1 call 1"]);
}

#[test]
fn deadlines_that_passed_while_down_move_to_half_a_minute_after_the_start() {
    let mut clinic = one();
    clinic.add("1");
    clinic.restart_after(600);
    clinic.back("CR-1");
    clinic.wait(29);
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "missed");
}

#[test]
fn a_deadline_that_is_far_off_stays_where_it_was() {
    let mut clinic = one();
    clinic.add("1");
    clinic.restart_after(10);
    clinic.back("CR-1");
    clinic.wait(79);
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "missed");
}

#[test]
fn a_call_whose_unit_does_not_come_back_is_not_the_patients_miss() {
    for down in [5, 600] {
        let mut clinic = one();
        clinic.add("1");
        clinic.restart_after(down);
        clinic.wait(29);
        assert_eq!(clinic.state("1"), "called CR-1");
        clinic.wait(1);
        assert_eq!(clinic.state("1"), "waiting", "down for {down} s");
        assert_eq!(clinic.ticket("1").misses, 0);
    }
}

#[test]
fn a_backstop_that_passed_while_down_comes_half_a_minute_after_the_start() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.restart_after(600);
    clinic.wait(29);
    clinic.back("CR-1");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "waiting", "the backstop is over as well");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn a_session_that_the_unit_still_has_goes_on() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.restart_after(5);
    clinic.back("CR-1");
    clinic.wait(60);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.unit("CR-1").today.sessions(), 1);
}

#[test]
fn a_card_placed_while_down_is_a_session_of_the_call() {
    let mut clinic = one();
    clinic.add("1");
    clinic.restart_after(5);
    clinic.card("CR-1");
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "verifying CR-1");
}

#[test]
fn a_session_that_ended_while_down_counts_once_from_the_spool() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.restart_after(5);
    clinic.ends("CR-1", Kind::CardUnreadable);
    clinic.card_removed("CR-1");
    let ended = clinic.reader("CR-1").spool[0].clone();
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "done");
    clinic.report("CR-1", ended);
    assert_eq!(clinic.unit("CR-1").today.sessions(), 1);
    assert!(clinic.unit("CR-1").is_free());
}

#[test]
fn an_outcome_in_the_spool_is_waited_for_behind_a_walk_up_that_runs() {
    let mut clinic = one();
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-1");
    clinic.restart_after(5);
    clinic.ends("CR-1", Kind::CardExpired);
    clinic.walk_up("CR-1");
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "done", "not called again");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("2"), "called CR-1");
    assert_eq!(clinic.unit("CR-1").today.sessions(), 2);
}

#[test]
fn a_unit_whose_outcome_is_still_on_the_way_takes_no_other_ticket() {
    let mut clinic = one();
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-1");
    clinic.unplug("CR-1");
    clinic.ends("CR-1", Kind::CardExpired);
    clinic.walk_up("CR-1");
    clinic.reader("CR-1").slow = true;
    clinic.back("CR-1");
    clinic.power_cycle("CR-1");
    assert_eq!(clinic.state("1"), "verifying CR-1");
    assert_eq!(clinic.state("2"), "waiting");
    clinic.deliver_spool("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.state("2"), "called CR-1");
}

#[test]
fn a_session_whose_unit_stays_away_goes_back_after_half_a_minute() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.restart_after(5);
    clinic.wait(29);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn a_card_that_still_lies_there_after_a_restart_keeps_the_unit_half_a_minute() {
    let mut clinic = one();
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-1");
    clinic.ends("CR-1", Kind::GivenUp);
    clinic.restart_after(1);
    clinic.back("CR-1");
    clinic.wait(29);
    assert_eq!(clinic.state("2"), "waiting");
    clinic.wait(1);
    assert_eq!(clinic.state("2"), "called CR-1");
}

#[test]
fn a_jump_of_more_than_sixty_days_is_held_back_until_it_is_confirmed() {
    let mut clinic = one();
    clinic.add("1");
    let stored = clinic.now;
    let wall = stored.plus(61 * DAY);
    clinic.restart_at(wall);
    assert_eq!(clinic.now, stored);
    let apart = |alarm: &Alarm| matches!(alarm, Alarm::ClocksApart { ahead_ms, .. } if *ahead_ms == -61 * DAY);
    assert!(clinic.fleet.alarms().iter().any(apart));
    clinic.back("CR-1");
    clinic.wait(10);
    let change = clinic.fleet.time_change().unwrap();
    assert_eq!(change.to.0, wall.plus(10_000).0);
    clinic
        .staff(Command::ConfirmTime { ahead_ms: None })
        .unwrap();
    // A call stands: nobody new is called until it ends, and then the time is set.
    clinic.add("2");
    assert!(clinic.fleet.is_setting_time());
    clinic.wait(79);
    assert_eq!(
        (clinic.state("1"), clinic.now),
        ("called CR-1".into(), stored.plus(89_000))
    );
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "missed");
    assert_eq!(clinic.now, wall.plus(90_000));
    assert_eq!(clinic.state("2"), "called CR-1");
    let again = clinic.staff(Command::ConfirmTime { ahead_ms: None });
    assert_eq!(again, Err(Refusal::NothingToConfirm));
}

#[test]
fn a_jump_of_sixty_days_is_a_holiday() {
    let mut clinic = one();
    let wall = clinic.now.plus(60 * DAY);
    clinic.restart_at(wall);
    assert_eq!(clinic.now, wall);
}

#[test]
fn a_pc_that_wakes_up_in_1970_goes_on_from_the_stored_time() {
    let mut clinic = one();
    clinic.wait(100);
    clinic.pause("CR-1", false);
    clinic.resume("CR-1");
    let stored = clinic.now;
    clinic.restart_at(FleetTime(0));
    assert_eq!(clinic.now, stored);
    clinic.back("CR-1");
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
    assert!(clinic.now > OPENING);
}

#[test]
fn the_order_of_the_queue_survives_a_restart() {
    let mut clinic = one();
    clinic.add("0");
    for number in ["3", "1", "2"] {
        clinic.wait(1);
        clinic.add(number);
    }
    clinic.restart_after(5);
    let order: Vec<_> = clinic.fleet.waiting_in_order();
    let order: Vec<_> = order.iter().map(|t| t.number.as_str()).collect();
    assert_eq!(order, ["3", "1", "2"]);
}

#[test]
fn tickets_closed_long_ago_are_forgotten_by_a_time_that_has_stood_for_a_day_of_running() {
    let mut clinic = one();
    clinic.add("1");
    clinic.cancel("1").unwrap();
    // A date that is wrong by less than that has no effect.
    let wrong = clinic.now.plus(59 * DAY);
    clinic.restart_at(wrong);
    clinic.wait(23 * 3_600);
    assert_eq!(clinic.fleet.tickets().count(), 1);
    clinic.wait(2 * 24 * 3_600);
    assert_eq!(clinic.fleet.tickets().count(), 0);
}
