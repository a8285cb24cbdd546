//! Undo, reopen, drop-need and bind: the corrections that staff can make (RULES, "A ticket's life").

use crate::kit::{Clinic, label, seated, seated_counter, tagged};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Command, WalkUpChoice};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::SessionId;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::reasons::Alarm;
use madoguchi_fleet::refusal::NoNeed;
use madoguchi_fleet::ticket::{MAX_ATTEMPTS, What, Why};
use madoguchi_fleet::wish::MAX_WISHES;

fn one() -> Clinic {
    Clinic::with_units(&["CR-1"])
}

// Undo.

#[test]
fn undoing_a_call_parks_the_ticket_and_takes_the_call_back() {
    let mut clinic = one();
    clinic.add("1");
    clinic.orders();
    clinic.undo("1").unwrap();
    assert_eq!(clinic.state("1"), "parked");
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1"]);
    assert!(clinic.unit("CR-1").is_free());
    let last = clinic.ticket("1").story.last().unwrap();
    assert_eq!((last.what, last.why), (What::Undone, Some(Why::CallUndone)));
}

#[test]
fn undoing_a_call_by_staff_parks_the_ticket_too() {
    let mut clinic = one();
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.call("1", Some("CR-1")).unwrap();
    clinic.undo("1").unwrap();
    assert_eq!(clinic.state("1"), "parked");
}

#[test]
fn undoing_a_cancel_gives_the_state_before_at_the_old_rank() {
    let mut clinic = Clinic::busy();
    for number in ["1", "2", "3"] {
        clinic.add(number);
        clinic.wait(1);
    }
    clinic.cancel("1").unwrap();
    clinic.park("2").unwrap();
    clinic.wait(1);
    clinic.cancel("2").unwrap();
    clinic.undo("2").unwrap();
    assert_eq!(clinic.state("2"), "parked");
    clinic.undo("1").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.ticket("1").closed_at, None);
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn undoing_a_cancel_of_a_called_ticket_lets_it_wait_at_its_old_rank() {
    let mut clinic = one();
    clinic.add("1");
    clinic.wait(1);
    clinic.add("2");
    clinic.cancel("1").unwrap();
    assert_eq!(clinic.state("2"), "called CR-1");
    clinic.undo("1").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    clinic.card("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn undoing_a_park_gives_the_place_in_the_queue_back() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.add("2");
    clinic.park("1").unwrap();
    clinic.undo("1").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.fleet.position(clinic.ticket("1")), 1);
}

#[test]
fn undoing_a_move_gives_the_needs_before() {
    let mut clinic = Clinic::busy();
    clinic.enroll("CR-2");
    clinic.add_wishing("1", &[], &[]).unwrap();
    let before = clinic.ticket("1").signature.clone();
    clinic.move_to("1", "CR-2").unwrap();
    assert_ne!(clinic.ticket("1").signature, before);
    clinic.undo("1").unwrap();
    assert_eq!(clinic.ticket("1").signature, before);
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn an_act_can_be_undone_for_ten_seconds() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.wait(10);
    clinic.undo("1").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    clinic.park("1").unwrap();
    clinic.wait(11);
    let late = clinic.undo("1");
    assert!(matches!(late, Err(Refusal::NothingToUndo { .. })));
}

#[test]
fn nothing_is_undone_once_the_ticket_has_changed() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.unpark("1").unwrap();
    let changed = clinic.undo("1");
    assert!(matches!(changed, Err(Refusal::NothingToUndo { .. })));
}

#[test]
fn an_undo_is_not_undone() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.undo("1").unwrap();
    let again = clinic.undo("1");
    assert!(matches!(again, Err(Refusal::NothingToUndo { .. })));
}

#[test]
fn an_act_can_be_undone_after_a_restart() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.cancel("1").unwrap();
    clinic.restart_after(5);
    clinic.undo("1").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn a_cancelled_number_that_is_in_use_again_belongs_to_the_new_ticket() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.cancel("1").unwrap();
    clinic.add("1");
    let refused = clinic.undo("1");
    assert!(matches!(refused, Err(Refusal::NothingToUndo { .. })));
}

#[test]
fn a_cancel_is_not_undone_after_the_patient_was_verified_late() {
    let mut clinic = one();
    clinic.add("1");
    clinic.unplug("CR-1");
    // The call was taken back; the patient places the card at the reader, which had lost its link.
    let call = clinic.reader("CR-1").call;
    clinic.card_for("CR-1", call);
    clinic.ends("CR-1", Kind::Verified(Method::Face));
    clinic.cancel("1").unwrap();
    clinic.back("CR-1");
    assert_eq!(clinic.story("1").last(), Some(&What::LateRecorded));
    let refused = clinic.undo("1");
    assert!(matches!(refused, Err(Refusal::NothingToUndo { .. })));
}

#[test]
fn a_repeated_undo_gets_the_first_answer_and_undoes_nothing_more() {
    let mut clinic = one();
    clinic.add("1");
    let request = clinic.request();
    let undo = |clinic: &mut Clinic| {
        let number = label("1");
        let command = Command::UndoTicket { number };
        clinic.act(madoguchi_fleet::command::Act::staff(request, command))
    };
    let first = undo(&mut clinic).unwrap();
    clinic.unpark("1").unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(undo(&mut clinic).unwrap(), first);
    assert_eq!(clinic.state("1"), "called CR-1");
}

// Reopen.

#[test]
fn a_ticket_that_was_not_verified_is_reopened_as_a_new_attempt_at_its_old_rank() {
    let mut clinic = one();
    clinic.add("1");
    clinic.wait(1);
    clinic.add("2");
    clinic.wait(1);
    clinic.add("3");
    clinic.card("CR-1");
    clinic.ends("CR-1", Kind::FaceNotMatched);
    clinic.card_removed("CR-1");
    assert_eq!(clinic.state("1"), "done");
    clinic.reopen("1").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.ticket("1").outcome, None);
    clinic.card("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(clinic.ticket("1").attempt(), 2);
    clinic.card("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.ticket("1").outcome.as_ref().unwrap().is_verified());
    assert_eq!(clinic.unit("CR-1").today.sessions(), 3);
}

#[test]
fn cancelled_and_ended_tickets_can_be_reopened() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.add("2");
    clinic.cancel("1").unwrap();
    clinic.end_day();
    clinic.reopen("1").unwrap();
    clinic.reopen("2").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.state("2"), "waiting");
    assert_eq!(clinic.story("2").last(), Some(&What::Reopened));
}

#[test]
fn a_ticket_is_not_reopened_while_its_number_is_in_use() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.cancel("1").unwrap();
    clinic.add("1");
    assert_eq!(clinic.reopen("1").unwrap_err().code(), "wrong-state");
}

#[test]
fn a_reopened_ticket_says_when_no_unit_meets_its_need() {
    let mut clinic = one();
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    clinic.cancel("1").unwrap();
    clinic.reopen("1").unwrap();
    assert_eq!(clinic.story("1").last(), Some(&What::NeedUnmet));
}

#[test]
fn a_ticket_that_was_called_too_often_is_not_reopened() {
    let mut clinic = one();
    clinic.loads_every = 100;
    clinic.add("1");
    for _ in 0..MAX_ATTEMPTS {
        clinic.unplug("CR-1");
        clinic.back("CR-1");
    }
    clinic.cancel("1").unwrap();
    let refused = clinic.reopen("1");
    assert_eq!(refused, Err(Refusal::CalledTooOften(label("1"))));
}

#[test]
fn a_late_outcome_counts_for_a_reopened_ticket_and_withdraws_its_call() {
    let mut clinic = one();
    clinic.add("1");
    clinic.card("CR-1");
    clinic.unplug("CR-1");
    clinic.wait(21);
    clinic.cancel("1").unwrap();
    clinic.ends("CR-1", Kind::Verified(Method::Face));
    clinic.reopen("1").unwrap();
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.story("1").last(), Some(&What::LateUsed));
}

// Drop-need.

#[test]
fn a_need_that_nobody_meets_is_announced_and_can_be_dropped() {
    let mut clinic = one();
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    assert_eq!(clinic.story("1"), [What::Added, What::NeedUnmet]);
    assert_eq!(clinic.fleet.alarms().len(), 1);
    clinic.drop_need("1", None).unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    assert!(clinic.fleet.alarms().is_empty());
}

#[test]
fn only_the_needs_that_nobody_meets_are_dropped_unless_one_is_named() {
    let mut clinic = Clinic::new();
    clinic.enroll_at("CR-1", seated_counter("low"));
    clinic.plug("CR-1", "1-1");
    clinic
        .add_wishing("1", &[seated(), tagged("language:pt")], &[])
        .unwrap();
    clinic.drop_need("1", None).unwrap();
    assert_eq!(clinic.ticket("1").signature.needs(), [seated()]);
    clinic.drop_need("1", Some(seated())).unwrap();
    assert!(clinic.ticket("1").signature.needs().is_empty());
    let none_left = clinic.drop_need("1", None);
    assert_eq!(none_left, no_need("1", NoNeed::Nothing));
}

fn no_need(number: &str, why: NoNeed) -> Result<Answer, Refusal> {
    let number = label(number);
    Err(Refusal::NoSuchNeed { number, why })
}

#[test]
fn a_need_that_is_not_dropped_says_which_of_the_causes_it_is() {
    let mut clinic = Clinic::new();
    clinic.enroll_at("CR-1", seated_counter("low"));
    clinic.plug("CR-1", "1-1");
    clinic.walk_up("CR-1");
    clinic.add("0");
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    assert_eq!(
        clinic.drop_need("0", Some(seated())),
        no_need("0", NoNeed::Nothing)
    );
    let (need, needs) = (tagged("language:pt"), vec![seated()]);
    let other = NoNeed::NotThis {
        need: need.clone(),
        needs,
    };
    assert_eq!(clinic.drop_need("1", Some(need)), no_need("1", other));
    assert_eq!(clinic.drop_need("1", None), no_need("1", NoNeed::Met));
    clinic.pause("CR-1", true);
    assert_eq!(
        clinic.drop_need("1", None),
        no_need("1", NoNeed::NoneServes)
    );
    clinic.drop_need("1", Some(seated())).unwrap();
}

#[test]
fn what_no_enrolled_unit_has_is_dropped_by_itself_also_while_none_serves() {
    let mut clinic = one();
    clinic.unplug("CR-1");
    clinic.wait(61);
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    clinic.drop_need("1", None).unwrap();
    clinic.back("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn a_need_that_comes_about_when_its_unit_goes_is_announced() {
    let mut clinic = Clinic::new();
    clinic.additional("L-0", 3);
    clinic.enroll_at("CR-1", seated_counter("low"));
    clinic.enroll("CR-2");
    clinic.plug("CR-1", "1-1");
    clinic.plug("CR-2", "1-2");
    clinic.walk_up("CR-1");
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    assert!(clinic.fleet.alarms().is_empty());
    let unmet = |clinic: &Clinic| {
        let alarms = clinic.fleet.alarms().into_iter();
        alarms
            .filter(|alarm| matches!(alarm, Alarm::NeedUnmet { .. }))
            .count()
    };
    clinic.unplug("CR-1");
    assert_eq!(unmet(&clinic), 1);
    let needs = vec![tagged("a"); MAX_WISHES];
    clinic.add_wishing("2", &needs, &[]).unwrap();
    assert_eq!(unmet(&clinic), 2);
}

// Bind.

#[test]
fn a_walk_up_is_bound_to_a_waiting_ticket_and_counted_once() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.verified("CR-1");
    // Ticket 1 is called, but its patient placed the card as if not called, and was sent away with the outcome.
    clinic.park("1").unwrap();
    clinic.walk_up("CR-1");
    clinic.verified("CR-1");
    clinic.bind("1", "CR-1").unwrap();
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.ticket("1").outcome.as_ref().unwrap().is_verified());
    assert_eq!(clinic.story("1").last(), Some(&What::Bound));
    assert_eq!(clinic.unit("CR-1").today.sessions(), 2);
    clinic.add("2");
    clinic.park("2").unwrap();
    assert_eq!(
        clinic.bind("2", "CR-1").unwrap_err().code(),
        "no-walk-up-at"
    );
}

#[test]
fn binding_takes_the_call_of_the_ticket_back() {
    let mut clinic = one();
    clinic.walk_up("CR-1");
    clinic.verified("CR-1");
    clinic.add("1");
    clinic.orders();
    clinic.bind("1", "CR-1").unwrap();
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1"]);
    assert_eq!(clinic.state("1"), "done");
    assert!(clinic.unit("CR-1").is_free());
}

#[test]
fn a_walk_up_that_did_not_verify_closes_the_ticket_with_its_reason() {
    let mut clinic = one();
    clinic.walk_up("CR-1");
    clinic.ends("CR-1", Kind::CardExpired);
    clinic.card_removed("CR-1");
    clinic.add("1");
    clinic.bind("1", "CR-1").unwrap();
    let outcome = clinic.ticket("1").outcome.as_ref().unwrap();
    assert_eq!(outcome.kind, Kind::CardExpired);
}

#[test]
fn a_walk_up_is_bound_once_and_to_one_ticket() {
    let mut clinic = Clinic::busy();
    clinic.verified("CR-1");
    clinic.walk_up("CR-1");
    let (session, _) = clinic.reader("CR-1").session.unwrap();
    clinic.verified("CR-1");
    clinic.add("1");
    clinic.add("2");
    let bind = |clinic: &mut Clinic, number| {
        clinic.staff(Command::BindWalkUp {
            number: label(number),
            walk_up: WalkUpChoice::Session(session),
        })
    };
    bind(&mut clinic, "2").unwrap();
    assert_eq!(bind(&mut clinic, "1").unwrap_err().code(), "walk-up-bound");
    let unknown = clinic.staff(Command::BindWalkUp {
        number: label("1"),
        walk_up: WalkUpChoice::Session(SessionId([9; 16])),
    });
    assert_eq!(unknown, Err(Refusal::NoSuchWalkUp(SessionId([9; 16]))));
}

#[test]
fn a_failure_of_the_unit_is_no_outcome_to_bind() {
    let mut clinic = one();
    clinic.walk_up("CR-1");
    let code = "E-7".to_owned();
    clinic.ends("CR-1", Kind::UnitFailed { code });
    clinic.card_removed("CR-1");
    clinic.add("1");
    assert_eq!(
        clinic.bind("1", "CR-1").unwrap_err().code(),
        "walk-up-failed"
    );
}

#[test]
fn yesterdays_walk_up_is_not_taken_without_being_named() {
    let mut clinic = one();
    clinic.walk_up("CR-1");
    clinic.verified("CR-1");
    clinic.wait(24 * 3_600);
    clinic.add("1");
    assert_eq!(
        clinic.bind("1", "CR-1").unwrap_err().code(),
        "no-walk-up-at"
    );
}
