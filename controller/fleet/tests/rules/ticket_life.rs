//! A ticket's life by the rows of the table in the rules: the queue, calls, and the commands of staff. Events at a reader are in
//! `sessions`, late ones in `late_outcomes`.

use crate::kit::{Clinic, faulted, label, seated, seated_counter};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Act, AddTicket, Command};
use madoguchi_fleet::ticket::{Class, MAX_ATTEMPTS, State, What, Why};

fn one() -> Clinic {
    Clinic::with_units(&["CR-1"])
}

fn two() -> Clinic {
    Clinic::with_units(&["CR-1", "CR-2"])
}

#[test]
fn a_ticket_is_called_in_the_commit_that_adds_it_when_a_unit_is_free() {
    let mut clinic = one();
    clinic.add("12");
    assert_eq!(clinic.state("12"), "called CR-1");
    assert_eq!(clinic.orders(), ["CR-1 call 12"]);
    assert_eq!(clinic.ticket("12").attempt(), 1);
}

#[test]
fn a_ticket_waits_while_no_unit_is_free_and_is_next_when_one_is() {
    let mut clinic = one();
    clinic.add("1");
    clinic.add("2");
    assert_eq!(clinic.state("2"), "waiting");
    clinic.card("CR-1");
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.state("2"), "called CR-1");
    assert_eq!(clinic.unit("CR-1").today.verified(), 1);
}

#[test]
fn a_parked_ticket_comes_back_at_its_old_rank() {
    let mut clinic = one();
    for number in ["1", "2", "3"] {
        clinic.add(number);
        clinic.wait(1);
    }
    clinic.park("2").unwrap();
    assert_eq!(clinic.state("2"), "parked");
    clinic.unpark("2").unwrap();
    clinic.card("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("2"), "called CR-1");
}

#[test]
fn waiting_parked_missed_and_called_tickets_can_be_cancelled() {
    let mut clinic = one();
    clinic.add("1");
    clinic.add("2");
    clinic.add("3");
    clinic.cancel("2").unwrap();
    clinic.park("3").unwrap();
    clinic.cancel("3").unwrap();
    clinic.orders();
    clinic.cancel("1").unwrap();
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1"]);
    clinic.add("4");
    clinic.wait(90);
    assert_eq!(clinic.state("4"), "missed");
    clinic.cancel("4").unwrap();
    for number in ["1", "2", "3", "4"] {
        assert_eq!(clinic.state(number), "cancelled");
    }
}

#[test]
fn a_call_stands_ninety_seconds_and_is_missed_then() {
    let mut clinic = one();
    clinic.add("1");
    clinic.add("2");
    clinic.orders();
    clinic.wait(89);
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "missed");
    assert_eq!(clinic.state("2"), "called CR-1");
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1", "CR-1 call 2"]);
}

#[test]
fn the_first_recall_keeps_the_rank_and_the_second_goes_behind_those_present() {
    let mut clinic = one();
    clinic.add("1");
    clinic.wait(90);
    clinic.add("2");
    clinic.add("3");
    clinic.recall("1").unwrap();
    clinic.cancel("2").unwrap();
    assert_eq!(clinic.state("1"), "called CR-1", "its old rank");
    clinic.wait(90);
    assert_eq!(clinic.state("1"), "missed");
    clinic.add("4");
    clinic.recall("1").unwrap();
    clinic.cancel("3").unwrap();
    assert_eq!(clinic.state("4"), "called CR-1", "4 was present");
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn an_urgent_ticket_that_was_missed_twice_is_not_first_again() {
    let mut clinic = one();
    clinic.add_as("1", Class::Urgent);
    clinic.wait(90);
    clinic.recall("1").unwrap();
    clinic.wait(90);
    clinic.add("2");
    clinic.add("3");
    clinic.wait(1);
    clinic.recall("1").unwrap();
    clinic.cancel("2").unwrap();
    assert_eq!(clinic.state("3"), "called CR-1");
}

#[test]
fn a_call_goes_back_to_its_rank_when_the_unit_is_lost() {
    let mut clinic = two();
    clinic.add("1");
    clinic.wait(1);
    clinic.add("2");
    clinic.add("3");
    clinic.unplug("CR-1");
    assert_eq!(clinic.state("1"), "waiting");
    clinic.card("CR-2");
    clinic.verified("CR-2");
    assert_eq!(clinic.state("1"), "called CR-2");
    assert_eq!(clinic.ticket("1").attempt(), 2);
}

#[test]
fn a_ticket_that_is_called_for_ever_steps_aside_and_staff_are_told_why() {
    let mut clinic = one();
    clinic.add("1");
    for _ in 1..MAX_ATTEMPTS {
        clinic.unplug("CR-1");
        assert_eq!(clinic.state("1"), "waiting");
        clinic.back("CR-1");
    }
    clinic.unplug("CR-1");
    assert_eq!(clinic.state("1"), "parked");
    clinic.back("CR-1");
    let worn_out = Err(Refusal::CalledTooOften(label("1")));
    assert_eq!(clinic.unpark("1"), worn_out);
    let call = Command::CallTicket {
        number: label("1"),
        unit: None,
    };
    assert_eq!(clinic.staff(call), worn_out);
    assert!(clinic.cancel("1").is_ok());
}

#[test]
fn what_a_ticket_was_before_an_act_of_staff_is_kept_until_it_changes_again() {
    let mut clinic = one();
    clinic.add("1");
    clinic.park("1").unwrap();
    let before = clinic.ticket("1").before.clone().unwrap();
    assert_eq!(before.what, What::Parked);
    assert!(matches!(before.state, State::Called { .. }));
    clinic.unpark("1").unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    let before = clinic.ticket("1").before.clone().unwrap();
    assert_eq!(before.what, What::Called, "the fleet called it since");
    assert_eq!(before.state, State::Waiting);
}

#[test]
fn a_pause_drains_and_pause_now_takes_the_call_back() {
    let mut clinic = one();
    clinic.add("1");
    clinic.orders();
    clinic.pause("CR-1", false);
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.pause("CR-1", true);
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1"]);
    clinic.resume("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn a_pause_now_does_not_touch_a_session() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.pause("CR-1", true);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn a_retired_unit_gives_its_call_back_and_leaves() {
    let mut clinic = two();
    clinic.add("1");
    clinic.orders();
    clinic.retire("CR-1");
    assert_eq!(clinic.state("1"), "called CR-2");
    let orders = clinic.orders();
    assert!(orders.contains(&"CR-1 withdraw 1".to_owned()), "{orders:?}");
    assert!(
        orders.contains(&"CR-1 close retired".to_owned()),
        "{orders:?}"
    );
}

#[test]
fn a_retired_unit_finishes_its_session_first() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.orders();
    clinic.retire("CR-1");
    assert!(clinic.unit("CR-1").is_leaving());
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.orders().contains(&"CR-1 close retired".to_owned()));
}

#[test]
fn a_called_ticket_can_be_cancelled_parked_and_moved() {
    let mut clinic = two();
    clinic.add("1");
    clinic.wait(1);
    clinic.orders();
    clinic.park("1").unwrap();
    assert_eq!(clinic.state("1"), "parked");
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1"]);
    clinic.unpark("1").unwrap();
    let first = clinic.state("1");
    assert_eq!(first, "called CR-2", "idle longest");
    clinic.move_to("1", "CR-1").unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    let calls = clinic.calls();
    assert_eq!(calls, ["CR-2 call 1", "CR-2 withdraw 1", "CR-1 call 1"]);
    assert_eq!(clinic.story("1").last(), Some(&What::Called));
}

#[test]
fn a_move_is_a_need_that_never_gives_way() {
    let mut clinic = two();
    clinic.add("1");
    clinic.add("2");
    clinic.add("3");
    clinic.move_to("3", "CR-1").unwrap();
    clinic.card("CR-2");
    clinic.verified("CR-2");
    assert_eq!(clinic.state("3"), "waiting", "CR-2 is free, 3 needs CR-1");
    clinic.wait(60);
    clinic.cancel("1").unwrap();
    assert_eq!(clinic.state("3"), "called CR-1");
}

#[test]
fn a_number_in_use_is_refused_and_free_again_once_closed() {
    let mut clinic = one();
    clinic.add("12");
    let again = AddTicket {
        number: Some(label("12")),
        ..AddTicket::default()
    };
    let refused = clinic.staff(Command::AddTicket(again));
    assert_eq!(refused, Err(Refusal::NumberInUse(label("12"))));
    clinic.cancel("12").unwrap();
    clinic.add("12");
    assert_eq!(clinic.state("12"), "called CR-1");
}

#[test]
fn automatic_numbers_pass_over_those_in_use() {
    let mut clinic = one();
    clinic.add("1");
    clinic
        .staff(Command::AddTicket(AddTicket::default()))
        .unwrap();
    assert_eq!(clinic.state("2"), "waiting");
}

#[test]
fn a_repeated_request_gets_the_first_answer_also_after_a_restart() {
    let mut clinic = one();
    let request = clinic.request();
    let add = Act::staff(request, Command::AddTicket(AddTicket::default()));
    let first = clinic.act(add.clone()).unwrap();
    assert_eq!(clinic.act(add.clone()).unwrap(), first);
    clinic.restart_after(1);
    assert_eq!(clinic.act(add).unwrap(), first);
    assert_eq!(clinic.fleet.open(), 1);
}

#[test]
fn a_call_by_staff_passes_others_and_is_recorded_as_such() {
    let mut clinic = one();
    clinic.add_wishing("1", &[], &[seated()]).unwrap();
    clinic.add_wishing("2", &[], &[seated()]).unwrap();
    clinic.call("2", Some("CR-1")).unwrap();
    assert_eq!(clinic.state("2"), "called CR-1");
    assert!(clinic.ticket("2").called_by_staff);
    let why = clinic.ticket("2").story.last().and_then(|c| c.why);
    assert_eq!(why, Some(Why::StaffChoice));
    let refused = clinic.call("1", Some("CR-1"));
    assert!(matches!(refused, Err(Refusal::UnitNotFree { .. })));
    let refused = clinic.call("1", None);
    assert!(matches!(refused, Err(Refusal::NoFreeUnit { .. })));
}

#[test]
fn staff_can_call_a_parked_and_a_missed_ticket() {
    let mut clinic = one();
    clinic.add("1");
    clinic.wait(90);
    clinic.call("1", None).unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.park("1").unwrap();
    clinic.call("1", None).unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(clinic.ticket("1").attempt(), 3);
}

#[test]
fn a_call_by_staff_does_not_pass_over_a_need() {
    let mut clinic = one();
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    assert!(matches!(
        clinic.call("1", Some("CR-1")),
        Err(Refusal::NeedUnmet { .. })
    ));
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.plug("CR-2", "1-2");
    assert_eq!(clinic.state("1"), "called CR-2");
}

#[test]
fn a_fault_takes_the_call_back_but_not_the_session() {
    let mut clinic = two();
    clinic.add("1");
    clinic.health("CR-1", faulted());
    assert_eq!(clinic.state("1"), "called CR-2");
    clinic.card("CR-2");
    clinic.health("CR-2", faulted());
    assert_eq!(clinic.state("1"), "verifying CR-2");
}

#[test]
fn a_reader_that_comes_back_faulted_loses_its_call() {
    let mut clinic = two();
    clinic.add("1");
    clinic.reader("CR-1").health = faulted();
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "called CR-2");
    assert_eq!(clinic.reader("CR-1").call, None);
}
