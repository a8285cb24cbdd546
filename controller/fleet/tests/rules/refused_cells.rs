//! Every cell of state × command that the table of a ticket's life refuses, one test each (RULES).
//!
//! Each test brings ticket 1 into a state, tries one command, and expects this refusal. The clinic checks at each decision that a refusal
//! changed nothing.

use crate::kit::{Clinic, label, seated};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ticket::{Class, Means, State};

/// Ticket 1 waits with a need; the only unit has ticket 0, whose card lies there. A walk-up ended there before.
fn waiting() -> Clinic {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.walk_up("CR-1");
    clinic.verified("CR-1");
    clinic.add("0");
    clinic.card("CR-1");
    clinic.add_wishing("1", &[], &[]).unwrap();
    // Everything that could be undone is too old for that now.
    clinic.wait(11);
    assert_eq!(clinic.state("1"), "waiting");
    clinic
}

fn parked() -> Clinic {
    let mut clinic = waiting();
    clinic.park("1").unwrap();
    clinic.wait(11);
    clinic
}

fn called() -> Clinic {
    let mut clinic = waiting();
    clinic.verified("CR-1");
    clinic.wait(11);
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic
}

fn verifying() -> Clinic {
    let mut clinic = called();
    clinic.card("CR-1");
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic
}

fn missed() -> Clinic {
    let mut clinic = called();
    clinic.wait(90);
    assert_eq!(clinic.state("1"), "missed");
    clinic
}

fn done() -> Clinic {
    let mut clinic = verifying();
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    clinic
}

fn cancelled() -> Clinic {
    let mut clinic = waiting();
    clinic.cancel("1").unwrap();
    clinic.wait(11);
    clinic
}

fn ended() -> Clinic {
    let mut clinic = waiting();
    assert_eq!(clinic.end_day(), 2);
    clinic
}

type Tried = Result<Answer, Refusal>;

fn call(clinic: &mut Clinic) -> Tried {
    clinic.call("1", None)
}
fn recall(clinic: &mut Clinic) -> Tried {
    clinic.recall("1")
}
fn move_it(clinic: &mut Clinic) -> Tried {
    clinic.move_to("1", "CR-1")
}
fn park(clinic: &mut Clinic) -> Tried {
    clinic.park("1")
}
fn unpark(clinic: &mut Clinic) -> Tried {
    clinic.unpark("1")
}
fn cancel(clinic: &mut Clinic) -> Tried {
    clinic.cancel("1")
}
fn undo(clinic: &mut Clinic) -> Tried {
    clinic.undo("1")
}
fn reopen(clinic: &mut Clinic) -> Tried {
    clinic.reopen("1")
}
fn drop_need(clinic: &mut Clinic) -> Tried {
    clinic.drop_need("1", Some(seated()))
}
fn change(clinic: &mut Clinic) -> Tried {
    clinic.change_class("1", Class::Urgent)
}
fn change_nothing(clinic: &mut Clinic) -> Tried {
    clinic.change("1", Some(Class::Normal), Some(&[]), Some(&[]))
}
fn by_means(clinic: &mut Clinic) -> Tried {
    clinic.done_by("1", Means::Paper)
}
fn bind(clinic: &mut Clinic) -> Tried {
    clinic.bind("1", "CR-1")
}
/// The same number again.
fn add(clinic: &mut Clinic) -> Tried {
    clinic.add_wishing("1", &[], &[])
}

/// One test for each line: the state, the command, the code of the refusal.
macro_rules! refused {
    ($($name:ident: $state:ident, $command:ident => $code:literal;)+) => {$(
        #[test]
        fn $name() {
            let mut clinic = $state();
            let before = clinic.ticket("1").clone();
            let refusal = $command(&mut clinic).unwrap_err();
            assert_eq!(refusal.code(), $code, "{refusal}");
            if let Refusal::WrongState { state, .. } = &refusal {
                assert_eq!(**state, before.state);
            }
            assert_eq!(*clinic.ticket("1"), before);
        }
    )+};
}

refused! {
    waiting_cannot_be_recalled: waiting, recall => "wrong-state";
    waiting_cannot_be_unparked: waiting, unpark => "wrong-state";
    waiting_cannot_be_reopened: waiting, reopen => "wrong-state";
    waiting_with_nothing_done_to_it_cannot_be_undone: waiting, undo => "nothing-to-undo";
    waiting_without_a_need_has_none_to_drop: waiting, drop_need => "no-such-need";
    waiting_is_not_changed_to_what_it_is: waiting, change_nothing => "nothing-to-change";
    waiting_keeps_its_number: waiting, add => "number-in-use";
    waiting_is_not_called_while_no_unit_is_free: waiting, call => "no-free-unit";

    parked_cannot_be_parked_again: parked, park => "wrong-state";
    parked_cannot_be_recalled: parked, recall => "wrong-state";
    parked_cannot_be_reopened: parked, reopen => "wrong-state";
    parked_long_ago_cannot_be_undone: parked, undo => "nothing-to-undo";
    parked_keeps_its_number: parked, add => "number-in-use";

    called_cannot_be_called_again: called, call => "wrong-state";
    called_cannot_be_recalled: called, recall => "wrong-state";
    called_cannot_be_unparked: called, unpark => "wrong-state";
    called_cannot_be_reopened: called, reopen => "wrong-state";
    called_long_ago_cannot_be_undone: called, undo => "nothing-to-undo";
    called_keeps_its_number: called, add => "number-in-use";

    at_the_reader_cannot_be_called: verifying, call => "at-the-reader";
    at_the_reader_cannot_be_recalled: verifying, recall => "at-the-reader";
    at_the_reader_cannot_be_moved: verifying, move_it => "at-the-reader";
    at_the_reader_cannot_be_parked: verifying, park => "at-the-reader";
    at_the_reader_cannot_be_unparked: verifying, unpark => "at-the-reader";
    at_the_reader_cannot_be_cancelled: verifying, cancel => "at-the-reader";
    at_the_reader_cannot_be_undone: verifying, undo => "at-the-reader";
    at_the_reader_cannot_be_reopened: verifying, reopen => "at-the-reader";
    at_the_reader_cannot_drop_a_need: verifying, drop_need => "at-the-reader";
    at_the_reader_cannot_be_changed: verifying, change => "at-the-reader";
    at_a_reader_that_is_heard_is_not_done_by_other_means: verifying, by_means => "reader-alive";
    at_the_reader_cannot_be_bound: verifying, bind => "at-the-reader";
    at_the_reader_keeps_its_number: verifying, add => "number-in-use";

    missed_cannot_be_parked: missed, park => "wrong-state";
    missed_cannot_be_unparked: missed, unpark => "wrong-state";
    missed_cannot_be_reopened: missed, reopen => "wrong-state";
    missed_cannot_be_undone: missed, undo => "nothing-to-undo";
    missed_keeps_its_number: missed, add => "number-in-use";

    done_cannot_be_called: done, call => "wrong-state";
    done_cannot_be_recalled: done, recall => "wrong-state";
    done_cannot_be_moved: done, move_it => "wrong-state";
    done_cannot_be_parked: done, park => "wrong-state";
    done_cannot_be_unparked: done, unpark => "wrong-state";
    done_cannot_be_cancelled: done, cancel => "wrong-state";
    an_outcome_cannot_be_undone: done, undo => "nothing-to-undo";
    done_cannot_drop_a_need: done, drop_need => "wrong-state";
    done_cannot_be_changed: done, change => "wrong-state";
    done_is_not_done_by_other_means: done, by_means => "wrong-state";
    done_cannot_be_bound: done, bind => "wrong-state";

    cancelled_cannot_be_called: cancelled, call => "wrong-state";
    cancelled_cannot_be_recalled: cancelled, recall => "wrong-state";
    cancelled_cannot_be_moved: cancelled, move_it => "wrong-state";
    cancelled_cannot_be_parked: cancelled, park => "wrong-state";
    cancelled_cannot_be_unparked: cancelled, unpark => "wrong-state";
    cancelled_cannot_be_cancelled_again: cancelled, cancel => "wrong-state";
    cancelled_long_ago_cannot_be_undone: cancelled, undo => "nothing-to-undo";
    cancelled_cannot_drop_a_need: cancelled, drop_need => "wrong-state";
    cancelled_cannot_be_changed: cancelled, change => "wrong-state";
    cancelled_is_not_done_by_other_means: cancelled, by_means => "wrong-state";
    cancelled_cannot_be_bound: cancelled, bind => "wrong-state";

    ended_cannot_be_called: ended, call => "wrong-state";
    ended_cannot_be_recalled: ended, recall => "wrong-state";
    ended_cannot_be_moved: ended, move_it => "wrong-state";
    ended_cannot_be_parked: ended, park => "wrong-state";
    ended_cannot_be_unparked: ended, unpark => "wrong-state";
    ended_cannot_be_cancelled: ended, cancel => "wrong-state";
    the_days_end_cannot_be_undone: ended, undo => "nothing-to-undo";
    ended_cannot_drop_a_need: ended, drop_need => "wrong-state";
    ended_cannot_be_changed: ended, change => "wrong-state";
    ended_is_not_done_by_other_means: ended, by_means => "wrong-state";
    ended_cannot_be_bound: ended, bind => "wrong-state";
}

#[test]
fn a_number_that_no_ticket_has_is_named() {
    let mut clinic = waiting();
    let commands: [fn(&mut Clinic) -> Tried; 12] = [
        |c| c.call("9", None),
        |c| c.recall("9"),
        |c| c.move_to("9", "CR-1"),
        |c| c.park("9"),
        |c| c.unpark("9"),
        |c| c.cancel("9"),
        |c| c.undo("9"),
        |c| c.reopen("9"),
        |c| c.drop_need("9", None),
        |c| c.change("9", None, None, None),
        |c| c.done_by("9", Means::Seen),
        |c| c.bind("9", "CR-1"),
    ];
    for command in commands {
        let refused = command(&mut clinic);
        assert_eq!(refused, Err(Refusal::NoSuchTicket(label("9"))));
    }
}

/// A reader's report about a ticket that is not its own does not change the ticket.
#[test]
fn a_card_for_a_hand_out_that_does_not_stand_is_a_walk_up_in_every_state() {
    for state in [waiting, parked, missed, done, cancelled, ended] {
        let mut clinic = state();
        if clinic.unit("CR-1").assignment().is_some() {
            clinic.verified("CR-1");
        }
        let parked = !matches!(clinic.ticket("1").state, State::Called { .. });
        if !parked {
            continue;
        }
        let before = clinic.ticket("1").clone();
        clinic.walk_up("CR-1");
        clinic.verified("CR-1");
        assert_eq!(clinic.ticket("1").attempts, before.attempts);
        assert_eq!(clinic.ticket("1").outcome, before.outcome);
    }
}
