//! A session belongs to its hand-out from its first message: an outcome counts once, and never for another hand-out.

use crate::kit::{Clinic, name, outcome};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Command, Holding, SessionEnded};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Assignment, ConnectionId, SessionId};
use madoguchi_fleet::outcome::{Kind, Method};

const FACE: Kind = Kind::Verified(Method::Face);
const OTHER: SessionId = SessionId([0xBB; 16]);

/// A patient who is called to CR-1.
fn called() -> (Clinic, Assignment) {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    let assignment = clinic.reader("CR-1").call.unwrap();
    (clinic, assignment)
}

/// The same with the card placed: the running session.
fn verifying() -> (Clinic, Assignment, SessionId) {
    let (mut clinic, assignment) = called();
    clinic.card("CR-1");
    let session = clinic.reader("CR-1").session.unwrap().0;
    (clinic, assignment, session)
}

fn connection(clinic: &mut Clinic, serial: &str) -> ConnectionId {
    clinic.reader(serial).connection.unwrap()
}

fn says_ended(
    clinic: &mut Clinic,
    serial: &str,
    session: SessionId,
    assignment: Option<Assignment>,
) -> Answer {
    let ended = SessionEnded {
        serial: name(serial),
        connection: connection(clinic, serial),
        session,
        assignment,
        outcome: outcome(FACE),
        age_ms: 0,
    };
    clinic.reader_says(Command::SessionEnded(ended)).unwrap()
}

fn says_placed(
    clinic: &mut Clinic,
    serial: &str,
    session: SessionId,
    assignment: Option<Assignment>,
) {
    let placed = Command::CardPlaced {
        serial: name(serial),
        connection: connection(clinic, serial),
        session,
        assignment,
    };
    clinic.reader_says(placed).unwrap();
}

fn says_it_holds(
    clinic: &mut Clinic,
    serial: &str,
    session: SessionId,
    assignment: Option<Assignment>,
) {
    let reported = Command::HoldingReported {
        serial: name(serial),
        connection: connection(clinic, serial),
        holding: Holding {
            call: None,
            session: Some((session, assignment)),
            card_present: true,
        },
    };
    clinic.reader_says(reported).unwrap();
}

fn sessions(clinic: &Clinic, serial: &str) -> u32 {
    clinic.unit(serial).today.sessions()
}

fn walk_ups(clinic: &Clinic) -> usize {
    clinic.fleet.walk_ups().count()
}

fn was_not_counted(answer: &Answer, session: SessionId) -> bool {
    *answer == Answer::Except(Box::new(Refusal::SessionNamedOtherwise(session)))
}

#[test]
fn another_session_does_not_end_the_one_that_runs_and_is_counted_by_itself() {
    let (mut clinic, assignment, session) = verifying();
    says_ended(&mut clinic, "CR-1", OTHER, Some(assignment));
    assert_eq!(clinic.state("1"), "verifying CR-1");
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (1, 1));
    // Sent again, also after a restart, it is not counted again.
    says_ended(&mut clinic, "CR-1", OTHER, Some(assignment));
    clinic.restart_after(1);
    clinic.back("CR-1");
    says_ended(&mut clinic, "CR-1", OTHER, Some(assignment));
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (1, 1));
    assert_eq!(clinic.state("1"), "verifying CR-1");
    // The running session ends by its own outcome, once.
    says_ended(&mut clinic, "CR-1", session, Some(assignment));
    assert_eq!(clinic.state("1"), "done");
    says_ended(&mut clinic, "CR-1", session, Some(assignment));
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (1, 2));
}

#[test]
fn another_session_after_the_end_is_a_session_of_its_own_and_the_result_stays() {
    let (mut clinic, assignment, session) = verifying();
    clinic.ends("CR-1", Kind::GivenUp);
    let before = clinic.ticket("1").clone();
    says_ended(&mut clinic, "CR-1", OTHER, Some(assignment));
    assert_eq!(clinic.ticket("1"), &before);
    assert_eq!(before.attempts[0].session, Some(session));
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (1, 2));
}

#[test]
fn a_session_that_runs_is_not_counted_for_another_hand_out_or_for_none() {
    let (mut clinic, first) = called();
    // The patient does not come and is called again; the older hand-out can still get a late outcome.
    clinic.wait(90);
    clinic.recall("1").unwrap();
    clinic.card("CR-1");
    let (session, second) = clinic.reader("CR-1").session.unwrap();
    for said in [Some(first), None] {
        let answer = says_ended(&mut clinic, "CR-1", session, said);
        assert!(was_not_counted(&answer, session), "{answer:?}");
        assert_eq!(clinic.state("1"), "verifying CR-1");
    }
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (0, 0));
    says_ended(&mut clinic, "CR-1", session, second);
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(sessions(&clinic, "CR-1"), 1);
}

#[test]
fn a_session_that_was_counted_is_not_counted_for_the_next_patient() {
    let (mut clinic, _, session) = verifying();
    clinic.verified("CR-1");
    clinic.add("2");
    let next = clinic.reader("CR-1").call.unwrap();
    // Without the card seen: the ticket would be done although nobody came.
    let answer = says_ended(&mut clinic, "CR-1", session, Some(next));
    assert!(was_not_counted(&answer, session));
    assert_eq!(clinic.state("2"), "called CR-1");
    // With the card seen: a card is there, and it is not this patient's session.
    says_placed(&mut clinic, "CR-1", session, Some(next));
    assert_eq!(clinic.state("2"), "waiting");
    let answer = says_ended(&mut clinic, "CR-1", session, Some(next));
    assert!(was_not_counted(&answer, session));
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (0, 1));
    // The reader can still serve the patient, with a new session.
    clinic.reader("CR-1").call = None;
    clinic.card_removed("CR-1");
    assert_eq!(clinic.state("2"), "called CR-1");
    let again = clinic.ticket("2").assignment();
    says_placed(&mut clinic, "CR-1", OTHER, Some(again));
    says_ended(&mut clinic, "CR-1", OTHER, Some(again));
    assert_eq!(clinic.state("2"), "done");
}

#[test]
fn a_walk_ups_session_is_not_counted_for_the_patient_who_is_called() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.walk_up("CR-1");
    let session = clinic.reader("CR-1").session.unwrap().0;
    clinic.verified("CR-1");
    clinic.add("1");
    let assignment = clinic.reader("CR-1").call.unwrap();
    says_ended(&mut clinic, "CR-1", session, Some(assignment));
    // The call stands at the reader, which is not free for another ticket.
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.add("2");
    assert_eq!(clinic.state("2"), "waiting");
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (1, 1));
}

#[test]
fn readers_name_their_sessions_each_for_itself() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.additional("L-1", 3);
    for number in ["1", "2"] {
        clinic.add(number);
    }
    // Two readers made the same session id, with the same bad random source.
    for serial in ["CR-1", "CR-2"] {
        let assignment = clinic.reader(serial).call.unwrap();
        says_placed(&mut clinic, serial, OTHER, Some(assignment));
    }
    let (one, two) = (
        clinic.ticket("1").assignment(),
        clinic.ticket("2").assignment(),
    );
    // The hand-out that it names was not made to this reader, so it counts as a walk-up.
    says_ended(&mut clinic, "CR-2", SessionId([1; 16]), Some(one));
    assert_eq!(clinic.state("1"), "verifying CR-1");
    assert_eq!(walk_ups(&clinic), 1);
    says_ended(&mut clinic, "CR-1", OTHER, Some(one));
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.state("2"), "verifying CR-2");
    says_ended(&mut clinic, "CR-2", OTHER, Some(two));
    assert_eq!(clinic.state("2"), "done");
    // The record of one reader's walk-up is not overwritten by another's.
    says_ended(&mut clinic, "CR-1", SessionId([2; 16]), None);
    let answer = says_ended(&mut clinic, "CR-2", SessionId([2; 16]), None);
    assert!(was_not_counted(&answer, SessionId([2; 16])));
    let kept = clinic.fleet.walk_up(SessionId([2; 16])).unwrap();
    assert_eq!(kept.unit, name("CR-1"));
}

#[test]
fn a_second_card_under_the_same_hand_out_is_somebody_elses() {
    let (mut clinic, assignment, session) = verifying();
    says_placed(&mut clinic, "CR-1", OTHER, Some(assignment));
    // As for any other card: the patient has the old rank, and an outcome of the first session is late.
    assert_eq!(clinic.state("1"), "waiting");
    says_ended(&mut clinic, "CR-1", OTHER, Some(assignment));
    assert_ne!(clinic.state("1"), "done");
    assert_eq!(walk_ups(&clinic), 1);
    says_ended(&mut clinic, "CR-1", session, Some(assignment));
    assert_eq!(clinic.state("1"), "done");
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (1, 2));
}

#[test]
fn the_same_card_told_twice_changes_nothing() {
    let (mut clinic, assignment, session) = verifying();
    let before = clinic.ticket("1").clone();
    says_placed(&mut clinic, "CR-1", session, Some(assignment));
    says_it_holds(&mut clinic, "CR-1", session, Some(assignment));
    assert_eq!(clinic.ticket("1"), &before);
}

#[test]
fn a_reader_that_comes_back_with_another_session_for_the_hand_out_serves_somebody_else() {
    for reconnects in [false, true] {
        let (mut clinic, assignment, session) = verifying();
        if reconnects {
            clinic.unplug("CR-1");
            clinic.reader("CR-1").session = Some((OTHER, Some(assignment)));
            clinic.back("CR-1");
        } else {
            says_it_holds(&mut clinic, "CR-1", OTHER, Some(assignment));
        }
        assert_eq!(clinic.state("1"), "waiting", "reconnects: {reconnects}");
        says_ended(&mut clinic, "CR-1", OTHER, Some(assignment));
        assert_ne!(clinic.state("1"), "done");
        says_ended(&mut clinic, "CR-1", session, Some(assignment));
        assert_eq!(clinic.state("1"), "done");
        assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (1, 2));
    }
}

#[test]
fn a_reader_that_was_asked_is_not_free_by_another_sessions_end() {
    let (mut clinic, assignment, session) = verifying();
    // The backstop: the reader is asked what it is doing, and does not answer.
    clinic.wait(120);
    let asked = clinic.unit("CR-1").activity.clone();
    says_ended(&mut clinic, "CR-1", OTHER, Some(assignment));
    assert_eq!(clinic.unit("CR-1").activity, asked);
    says_ended(&mut clinic, "CR-1", session, Some(assignment));
    assert_ne!(clinic.unit("CR-1").activity, asked);
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn after_the_days_end_each_session_counts_once() {
    let (mut clinic, assignment, session) = verifying();
    clinic.staff(Command::EndDay).unwrap();
    says_ended(&mut clinic, "CR-1", OTHER, Some(assignment));
    says_ended(&mut clinic, "CR-1", session, Some(assignment));
    clinic.restart_after(1);
    clinic.back("CR-1");
    for session in [OTHER, session] {
        says_ended(&mut clinic, "CR-1", session, Some(assignment));
    }
    assert_eq!((walk_ups(&clinic), sessions(&clinic, "CR-1")), (2, 2));
}
