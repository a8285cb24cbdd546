//! What a reader does, story by story: the pure session machine alone.

use madoguchi_agent::session::{Ended, Input, Machine, Order, Output, SessionId};
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{Assignment, Health, HealthState, Holding, Outcome, OutcomeKind, Text};

const CAPACITY: usize = 3;

/// A reader and what it has done so far.
struct Reader {
    machine: Machine,
    now_ms: u64,
}

impl Reader {
    fn new() -> Self {
        Self::with(Vec::new())
    }

    fn with(spooled: Vec<Ended>) -> Self {
        let mut machine = Machine::new(spooled, CAPACITY);
        let _ = machine.start();
        Self { machine, now_ms: 0 }
    }

    fn linked() -> Self {
        let mut reader = Self::new();
        reader.link();
        reader
    }

    /// A second later, this happens.
    fn then(&mut self, input: Input) -> Vec<Output> {
        self.now_ms += 1_000;
        self.machine.handle(self.now_ms, input)
    }

    fn link(&mut self) -> Vec<Output> {
        let outputs = self.then(Input::LinkOpened);
        let _ = self.then(Input::Welcomed);
        outputs
    }

    fn call(&mut self, ticket: u64) -> Vec<Output> {
        self.then(Input::Call {
            assignment: hand_out(ticket),
            number: ticket.to_string(),
            expires_in_ms: 90_000,
        })
    }

    fn card(&mut self, session: u8) -> Vec<Output> {
        self.then(Input::CardPlaced {
            session_id: id(session),
        })
    }

    fn ends(&mut self) -> Vec<Output> {
        self.then(Input::SessionEnded {
            outcome: verified(),
        })
    }

    fn stored(&mut self, session: u8) -> Vec<Output> {
        self.then(Input::Stored {
            session_id: id(session),
        })
    }

    /// A whole session of a called ticket, card still there.
    fn serve(&mut self, session: u8) -> Vec<Output> {
        self.call(u64::from(session));
        self.card(session);
        self.ends();
        self.stored(session)
    }

    fn leave(&mut self) -> Vec<Output> {
        self.then(Input::CardRemoved)
    }

    fn holding(&self) -> Holding {
        self.machine.holding(self.now_ms)
    }
}

fn id(name: u8) -> SessionId {
    SessionId([name; 16])
}

fn hand_out(ticket_id: u64) -> Assignment {
    Assignment {
        ticket_id,
        attempt: 1,
    }
}

fn verified() -> Outcome {
    Outcome {
        kind: OutcomeKind::VerifiedFace.into(),
        ..Outcome::default()
    }
}

fn text(code: &str) -> Text {
    Text {
        code: code.to_owned(),
        ..Text::default()
    }
}

fn withdraw(ticket: u64) -> Input {
    Input::Withdraw {
        assignment: hand_out(ticket),
        reason: text("called-elsewhere"),
    }
}

fn admission(serves: bool) -> Input {
    Input::Admission {
        verdict: "seat:included".to_owned(),
        serves,
        text: text("no-seat"),
    }
}

fn shows(outputs: &[Output]) -> Vec<&Order> {
    let orders = outputs.iter().map(|output| match output {
        Output::Device(order) => Some(order),
        _ => None,
    });
    orders.flatten().collect()
}

fn events(outputs: &[Output]) -> Vec<(u64, &Event)> {
    let events = outputs.iter().map(|output| match output {
        Output::SendEvent(event) => Some((event.sequence, event.event.as_ref().unwrap())),
        _ => None,
    });
    events.flatten().collect()
}

fn hello(outputs: &[Output]) -> &Holding {
    match outputs.first() {
        Some(Output::SendHello { holding, .. }) => holding,
        other => panic!("the first frame should be Hello: {other:?}"),
    }
}

fn call_order(ticket: u64) -> Order {
    Order::ShowCall {
        assignment: hand_out(ticket),
        number: ticket.to_string(),
    }
}

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
