//! What a reader shows and tells beside calls: seats, which one it is, restarts, its health.

use super::*;

#[test]
fn a_card_that_goes_too_early_is_told_after_the_outcome() {
    let mut reader = Reader::linked();
    reader.card(1);
    assert!(reader.leave().is_empty());
    reader.ends();
    let done = reader.stored(1);
    assert!(matches!(
        events(&done)[..],
        [(2, Event::SessionEnded(_)), (3, Event::CardRemoved(_))]
    ));
    assert_eq!(
        shows(&done),
        [&Order::ShowResult {
            outcome: verified()
        }]
    );
    reader.now_ms += 10_000;
    assert_eq!(shows(&reader.then(Input::Tick)), [&Order::ShowIdle]);
}

#[test]
fn a_unit_without_a_seat_says_why_and_takes_no_walk_up() {
    let mut reader = Reader::linked();
    let refused = reader.then(admission(false));
    assert!(matches!(shows(&refused)[..], [Order::ShowRefusal { text }] if text.code == "no-seat"));
    assert!(reader.card(1).is_empty());
    reader.leave();
    assert_eq!(shows(&reader.then(admission(true))), [&Order::ShowIdle]);
    assert_eq!(events(&reader.card(2)).len(), 1);
}

#[test]
fn a_unit_that_is_leaving_still_serves_whom_it_called() {
    let mut reader = Reader::linked();
    reader.call(12);
    assert!(reader.then(admission(false)).is_empty());
    assert!(matches!(
        shows(&reader.card(1))[..],
        [Order::BeginSession { .. }]
    ));
}

#[test]
fn a_unit_that_is_sent_away_for_good_shows_why_until_it_is_welcome() {
    let mut reader = Reader::linked();
    let closed = reader.then(Input::Closing {
        reason: text("retired"),
        retry: false,
    });
    assert!(matches!(shows(&closed)[..], [Order::ShowRefusal { text }] if text.code == "retired"));
    assert!(reader.then(Input::LinkDown).is_empty());
    assert!(reader.card(1).is_empty());
    reader.leave();
    reader.then(Input::LinkOpened);
    assert_eq!(shows(&reader.then(Input::Welcomed)), [&Order::ShowIdle]);
}

#[test]
fn the_next_call_is_shown_while_a_forgotten_card_still_lies_there() {
    let mut reader = Reader::linked();
    reader.serve(12);
    assert_eq!(shows(&reader.call(13)), [&call_order(13)]);
    let gone = reader.leave();
    assert!(shows(&gone).is_empty());
    let placed = reader.card(2);
    assert!(matches!(
        events(&placed)[..],
        [(_, Event::CardPlaced(card))] if card.assignment == Some(hand_out(13))
    ));
}

#[test]
fn which_reader_it_is_is_shown_for_its_time_and_never_over_what_a_patient_has_to_see() {
    let mut reader = Reader::linked();
    let identify = || Input::Identify {
        counter: "窓口2".to_owned(),
        show_ms: 15_000,
    };
    let identity = Order::ShowIdentity {
        counter: "窓口2".to_owned(),
    };
    assert_eq!(shows(&reader.then(identify())), [&identity]);
    // Asked again, it begins anew.
    reader.now_ms += 9_000;
    assert!(shows(&reader.then(identify())).is_empty());
    reader.now_ms += 13_000;
    assert!(shows(&reader.then(Input::Tick)).is_empty());
    assert_eq!(shows(&reader.then(Input::Tick)), [&Order::ShowIdle]);

    assert_eq!(shows(&reader.then(identify())), [&identity]);
    assert_eq!(shows(&reader.call(12)), [&call_order(12)]);
    assert!(reader.then(identify()).is_empty(), "over a call");
    reader.card(1);
    assert!(reader.then(identify()).is_empty(), "over a session");
    reader.ends();
    assert!(reader.then(identify()).is_empty(), "over an outcome");
    reader.stored(1);
    assert!(reader.then(identify()).is_empty(), "over a result");
    assert_eq!(shows(&reader.leave()), [&Order::ShowIdle]);

    // Somebody who was not called: the session is what is shown, and afterwards nothing of before.
    assert_eq!(shows(&reader.then(identify())), [&identity]);
    assert!(matches!(
        shows(&reader.card(2))[..],
        [Order::BeginSession { .. }]
    ));
    reader.ends();
    reader.stored(2);
    assert_eq!(shows(&reader.leave()), [&Order::ShowIdle]);
}

#[test]
fn a_reader_without_a_seat_shows_which_one_it_is_too() {
    let mut reader = Reader::linked();
    reader.then(admission(false));
    let shown = reader.then(Input::Identify {
        counter: "窓口2".to_owned(),
        show_ms: u64::MAX,
    });
    assert!(matches!(shows(&shown)[..], [Order::ShowIdentity { .. }]));
    reader.now_ms += 60_000;
    let after = reader.then(Input::Tick);
    assert!(matches!(shows(&after)[..], [Order::ShowRefusal { text }] if text.code == "no-seat"));
}

#[test]
fn a_restart_is_taken_while_nobody_is_there_and_told_once_it_is_over() {
    let mut reader = Reader::linked();
    let outputs = reader.then(Input::Restart);
    let [Output::Device(Order::ShowRefusal { text }), Output::Restart] = &outputs[..] else {
        panic!("it says so before it does: {outputs:?}");
    };
    assert_eq!(text.code, "reader-restarts");
    assert!(reader.then(Input::Restart).is_empty(), "it does already");
    assert!(reader.card(1).is_empty(), "no card is taken meanwhile");
    reader.then(Input::CardRemoved);
    reader.then(Input::LinkDown);
    let hello = reader.link();
    let says = |restarting, running_ms| matches!(hello[0], Output::SendHello { restarting: is, running_ms: ms, .. } if (is, ms) == (restarting, running_ms));
    assert!(says(true, reader.now_ms - 1_000), "{hello:?}");
    let over = reader.then(Input::Restarted);
    assert!(matches!(events(&over)[..], [(_, Event::Restarted(_))]));
    assert_eq!(shows(&over), [&Order::ShowIdle]);
    reader.then(Input::LinkDown);
    let hello = reader.link();
    let says = matches!(
        hello[0],
        Output::SendHello {
            restarting: false,
            running_ms: 2_000,
            ..
        }
    );
    assert!(says, "{hello:?}");
}

#[test]
fn a_restart_is_passed_over_while_a_call_stands_or_a_session_runs() {
    let mut reader = Reader::linked();
    reader.call(12);
    assert!(reader.then(Input::Restart).is_empty(), "a call stands");
    reader.card(1);
    assert!(reader.then(Input::Restart).is_empty(), "a session runs");
    reader.ends();
    assert!(
        reader.then(Input::Restart).is_empty(),
        "its outcome is not kept yet"
    );
    reader.stored(1);
    reader.leave();
    assert!(reader.then(Input::Restart).contains(&Output::Restart));
}

#[test]
fn a_reader_that_is_asked_says_what_it_has() {
    let mut reader = Reader::linked();
    reader.call(12);
    let said = reader.then(Input::ReportHolding);
    assert!(matches!(
        events(&said)[..],
        [(1, Event::Holding(holding))] if holding.call == Some(hand_out(12))
    ));
}

#[test]
fn a_change_of_health_is_told_once() {
    let mut reader = Reader::linked();
    let faulted = Health {
        state: HealthState::Faulted.into(),
        codes: vec!["E-7".to_owned()],
    };
    let told = reader.then(Input::HealthChanged(faulted.clone()));
    assert!(matches!(events(&told)[..], [(1, Event::Health(health))] if *health == faulted));
    assert!(reader.then(Input::HealthChanged(faulted)).is_empty());
}
