//! What a reader does with a call, and with a card that nobody called.

use super::*;

#[test]
fn a_called_patient_is_shown_served_and_gone() {
    let mut reader = Reader::linked();
    assert_eq!(shows(&reader.call(12)), [&call_order(12)]);
    let placed = reader.card(1);
    assert!(matches!(
        events(&placed)[..],
        [(1, Event::CardPlaced(card))] if card.assignment == Some(hand_out(12))
    ));
    assert!(matches!(
        shows(&placed)[..],
        [Order::BeginSession { number: Some(number), .. }] if number == "12"
    ));
    reader.ends();
    let done = reader.stored(1);
    assert!(matches!(events(&done)[..], [(2, Event::SessionEnded(_))]));
    assert_eq!(
        shows(&done),
        [&Order::ShowResult {
            outcome: verified()
        }]
    );
    let gone = reader.leave();
    assert!(matches!(events(&gone)[..], [(3, Event::CardRemoved(_))]));
    assert_eq!(shows(&gone), [&Order::ShowIdle]);
}

#[test]
fn nothing_is_shown_or_sent_as_done_before_the_outcome_is_stored() {
    let mut reader = Reader::linked();
    reader.call(12);
    reader.card(1);
    let ended = reader.ends();
    assert!(matches!(&ended[..], [Output::Store(ended)] if ended.session_id == id(1)));
    assert!(shows(&reader.then(Input::Tick)).is_empty());
    assert!(
        shows(&reader.stored(9)).is_empty(),
        "another session's answer is not ours"
    );
    let done = reader.stored(1);
    assert!(matches!(
        &done[..],
        [
            Output::SendEvent(_),
            Output::Device(Order::ShowResult { .. })
        ]
    ));
}

#[test]
fn a_call_without_a_card_expires_at_the_reader() {
    let mut reader = Reader::linked();
    reader.call(12);
    assert_eq!(reader.machine.next_deadline(), Some(reader.now_ms + 90_000));
    reader.now_ms += 90_000 - 1_000;
    assert_eq!(shows(&reader.then(Input::Tick)), [&Order::ShowIdle]);
    assert_eq!(reader.holding(), Holding::default());
    assert_eq!(reader.machine.next_deadline(), None);
}

#[test]
fn a_card_after_the_call_expired_is_a_walk_up() {
    let mut reader = Reader::linked();
    reader.call(12);
    reader.now_ms += 90_000;
    let placed = reader.card(1);
    assert!(
        matches!(events(&placed)[..], [(1, Event::CardPlaced(card))] if card.assignment.is_none())
    );
    assert!(matches!(
        shows(&placed)[..],
        [Order::BeginSession { number: None, .. }]
    ));
}

#[test]
fn the_same_call_again_is_harmless() {
    let mut reader = Reader::linked();
    reader.call(12);
    assert!(reader.call(12).is_empty());
    reader.card(1);
    assert!(reader.call(12).is_empty());
    assert!(
        reader.call(13).is_empty(),
        "what the reader has in hand wins"
    );
    assert_eq!(
        reader.holding().session.unwrap().assignment,
        Some(hand_out(12))
    );
    assert_eq!(reader.holding().call, None);
}

#[test]
fn the_same_call_again_without_time_left_is_over() {
    let mut reader = Reader::linked();
    reader.call(2);
    let outputs = reader.then(Input::Call {
        assignment: hand_out(2),
        number: "2".to_owned(),
        expires_in_ms: 0,
    });
    assert_eq!(shows(&outputs), [&Order::ShowIdle]);
    assert_eq!(reader.machine.holding(reader.now_ms).call, None);
}

#[test]
fn a_call_that_crosses_its_own_outcome_is_not_shown_again() {
    let mut reader = Reader::linked();
    reader.serve(12);
    assert!(reader.call(12).is_empty());
    reader.then(Input::Acknowledge { sequence: 2 });
    reader.leave();
    assert!(reader.call(12).is_empty());
    assert_eq!(shows(&reader.call(13)), [&call_order(13)]);
}

#[test]
fn a_newer_call_replaces_an_older_one() {
    let mut reader = Reader::linked();
    reader.call(12);
    assert_eq!(shows(&reader.call(13)), [&call_order(13)]);
    assert_eq!(reader.holding().call, Some(hand_out(13)));
}

#[test]
fn a_withdrawn_call_is_taken_down_and_said_why() {
    let mut reader = Reader::linked();
    reader.call(12);
    assert!(
        reader.then(withdraw(99)).is_empty(),
        "another call's withdrawal is not ours"
    );
    let outputs = reader.then(withdraw(12));
    assert!(
        matches!(shows(&outputs)[..], [Order::ShowWithdrawn { text }] if text.code == "called-elsewhere")
    );
    assert_eq!(reader.holding(), Holding::default());
    reader.now_ms = reader.machine.next_deadline().unwrap() - 1_000;
    assert_eq!(shows(&reader.then(Input::Tick)), [&Order::ShowIdle]);
}

#[test]
fn a_withdrawal_after_the_card_changes_nothing() {
    let mut reader = Reader::linked();
    reader.call(12);
    reader.card(1);
    assert!(reader.then(withdraw(12)).is_empty());
    reader.ends();
    let done = reader.stored(1);
    assert!(matches!(
        events(&done)[..],
        [(2, Event::SessionEnded(ended))] if ended.assignment == Some(hand_out(12))
    ));
}

#[test]
fn a_called_reader_that_lost_its_link_still_has_the_call() {
    let mut reader = Reader::linked();
    reader.call(12);
    assert!(shows(&reader.then(Input::LinkDown)).is_empty());
    assert_eq!(hello(&reader.link()).call, Some(hand_out(12)));
    assert!(reader.call(12).is_empty());
}
