//! What is kept while the link or a disk is away, and what is sent once it is back.

use super::*;

#[test]
fn a_session_goes_on_while_the_link_is_down() {
    let mut reader = Reader::linked();
    reader.call(12);
    reader.card(1);
    reader.then(Input::LinkDown);
    let outputs = reader.link();
    let session = hello(&outputs).session.clone().unwrap();
    assert_eq!(
        (session.assignment, session.session_id),
        (Some(hand_out(12)), vec![1; 16])
    );
    assert_eq!(session.elapsed_ms, 2_000);
    assert!(hello(&outputs).card_present);
    assert!(events(&outputs).is_empty());
}

#[test]
fn an_outcome_reached_without_a_link_goes_out_right_after_the_next_first_frame() {
    let mut reader = Reader::linked();
    reader.call(12);
    reader.card(1);
    reader.then(Input::LinkDown);
    reader.ends();
    let done = reader.stored(1);
    assert_eq!(
        shows(&done),
        [&Order::ShowResult {
            outcome: verified()
        }]
    );
    assert!(events(&done).is_empty());
    reader.leave();
    let outputs = reader.link();
    assert_eq!(hello(&outputs), &Holding::default());
    assert!(matches!(
        events(&outputs)[..],
        [(1, Event::SessionEnded(ended))] if ended.age_ms == 3_000 && ended.assignment == Some(hand_out(12))
    ));
}

#[test]
fn a_link_lost_while_the_outcome_is_stored_loses_nothing() {
    let mut reader = Reader::linked();
    reader.call(12);
    reader.card(1);
    reader.ends();
    reader.then(Input::LinkDown);
    let outputs = reader.link();
    assert!(
        hello(&outputs).session.is_some(),
        "not done before it is stored"
    );
    assert!(events(&outputs).is_empty());
    assert!(matches!(
        events(&reader.stored(1))[..],
        [(1, Event::SessionEnded(_))]
    ));
}

#[test]
fn a_link_lost_while_the_card_still_lies_there_is_told_at_the_next() {
    let mut reader = Reader::linked();
    reader.serve(12);
    reader.then(Input::LinkDown);
    let outputs = reader.link();
    let expected = Holding {
        card_present: true,
        ..Holding::default()
    };
    assert_eq!(hello(&outputs), &expected);
    assert!(matches!(
        events(&reader.leave())[..],
        [(2, Event::CardRemoved(_))]
    ));
}

#[test]
fn outcomes_are_sent_again_in_their_order_until_they_are_acknowledged() {
    let mut reader = Reader::linked();
    for session in [7, 3] {
        reader.serve(session);
        reader.leave();
    }
    for _ in 0..2 {
        reader.then(Input::LinkDown);
        let outputs = reader.link();
        let sent: Vec<_> = events(&outputs)
            .into_iter()
            .map(|(sequence, event)| match event {
                Event::SessionEnded(ended) => (sequence, ended.session_id[0]),
                other => panic!("only outcomes are sent again: {other:?}"),
            })
            .collect();
        assert_eq!(sent, [(1, 7), (2, 3)]);
    }
    let first = reader.then(Input::Acknowledge { sequence: 1 });
    assert_eq!(first, [Output::Forget { session_id: id(7) }]);
    assert!(reader.then(Input::Acknowledge { sequence: 1 }).is_empty());
    let rest = reader.then(Input::Acknowledge { sequence: 99 });
    assert_eq!(rest, [Output::Forget { session_id: id(3) }]);
    reader.then(Input::LinkDown);
    assert!(events(&reader.link()).is_empty());
}

#[test]
fn an_acknowledgement_of_an_older_stream_cannot_reach_a_newer_one() {
    let mut reader = Reader::linked();
    reader.serve(7);
    reader.then(Input::LinkDown);
    assert!(reader.then(Input::Acknowledge { sequence: 9 }).is_empty());
    assert_eq!(reader.machine.unacknowledged(), 1);
}

#[test]
fn outcomes_of_an_earlier_process_are_sent_with_their_age() {
    let ended = Ended {
        session_id: id(4),
        assignment: None,
        outcome: verified(),
        ended_at_ms: -60_000,
    };
    let mut reader = Reader::with(vec![ended]);
    let outputs = reader.link();
    assert!(
        matches!(events(&outputs)[..], [(1, Event::SessionEnded(ended))] if ended.age_ms == 61_000)
    );
}

#[test]
fn a_full_spool_takes_no_card_until_the_controller_acknowledges() {
    let mut reader = Reader::new();
    for session in 1..=3 {
        reader.card(session);
        reader.ends();
        reader.stored(session);
        if session < 3 {
            reader.leave();
        }
    }
    let gone = reader.leave();
    assert!(
        matches!(shows(&gone)[..], [Order::ShowRefusal { text }] if text.code == "reader-out-of-order")
    );
    assert!(reader.card(4).is_empty());
    assert!(reader.holding().session.is_none());
    reader.leave();
    let outputs = reader.then(Input::LinkOpened);
    let Output::SendHello { health, .. } = &outputs[0] else {
        panic!("Hello expected");
    };
    assert_eq!(health.state(), HealthState::Faulted);
    assert_eq!(health.codes, ["spool-full"]);
    assert!(reader.call(12).is_empty());
    let free = reader.then(Input::Acknowledge { sequence: 1 });
    assert_eq!(shows(&free), [&Order::ShowIdle]);
    assert!(matches!(
        events(&free)[..],
        [(4, Event::Health(health))] if health.state() == HealthState::Healthy
    ));
    assert_eq!(shows(&reader.call(12)), [&call_order(12)]);
}

#[test]
fn a_disk_that_fails_is_tried_again_and_the_patient_is_not_told_done() {
    let mut reader = Reader::linked();
    reader.card(1);
    reader.ends();
    let failed = reader.then(Input::StoreFailed { session_id: id(1) });
    assert!(shows(&failed).is_empty());
    assert!(matches!(
        events(&failed)[..],
        [(2, Event::SessionEnded(_)), (3, Event::Health(health))] if health.codes == ["spool-failed"]
    ));
    let again = reader.then(Input::Tick);
    assert!(matches!(&again[..], [Output::Store(ended)] if ended.session_id == id(1)));
    let done = reader.stored(1);
    assert_eq!(
        shows(&done),
        [&Order::ShowResult {
            outcome: verified()
        }]
    );
    assert!(matches!(events(&done)[..], [(4, Event::Health(health))] if health.codes.is_empty()));
    assert_eq!(reader.machine.unacknowledged(), 1);
}

#[test]
fn the_controllers_disk_will_do_where_the_readers_own_fails() {
    let mut reader = Reader::linked();
    reader.card(1);
    reader.ends();
    reader.then(Input::StoreFailed { session_id: id(1) });
    let done = reader.then(Input::Acknowledge { sequence: 2 });
    assert_eq!(
        shows(&done),
        [&Order::ShowResult {
            outcome: verified()
        }]
    );
    assert_eq!(reader.machine.unacknowledged(), 0);
}
