//! What reader.proto promises of calls, cards and sequences, on the real controller: a maker has nothing else to go by.

use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{
    Assignment, Call, CardPlaced, CardRemoved, Holding, Outcome, OutcomeKind, SessionEnded,
};
use madoguchi_tests::programs::{Clinic, Intruder, Terminal};
use serde_json::Value;

/// A clinic whose one reader is ours to play, with somebody called to it.
fn called() -> (Clinic, Intruder, Call) {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    let mut reader = Intruder::attach(&clinic, 1);
    serves(&mut reader);
    let _ = clinic.ask("ticket add 7").done();
    let call = call(&mut reader);
    (clinic, reader, call)
}

fn serves(reader: &mut Intruder) {
    while !matches!(reader.hears(), Some(Down::Admission(admission)) if admission.serves) {}
}

fn call(reader: &mut Intruder) -> Call {
    loop {
        match reader.hears().expect("a call") {
            Down::Call(call) => return call,
            Down::Closing(closing) => panic!("{closing:?}"),
            _ => {}
        }
    }
}

/// Waits until a call is taken back, and says why.
fn taken_back(reader: &mut Intruder, assignment: Option<Assignment>) -> String {
    loop {
        if let Down::Withdraw(withdraw) = reader.hears().expect("a withdrawal") {
            assert_eq!(withdraw.assignment, assignment);
            return withdraw.reason.unwrap().code;
        }
    }
}

fn placed(session: u8, assignment: Option<Assignment>) -> Event {
    let session_id = vec![session; 16];
    Event::CardPlaced(CardPlaced {
        session_id,
        assignment,
    })
}

fn ended(session: u8, assignment: Option<Assignment>, kind: OutcomeKind) -> Event {
    let outcome = Outcome {
        kind: kind.into(),
        ..Outcome::default()
    };
    Event::SessionEnded(SessionEnded {
        session_id: vec![session; 16],
        assignment,
        outcome: Some(outcome),
        age_ms: 0,
    })
}

fn ticket(clinic: &Clinic) -> Value {
    clinic.json("ticket show 7")["ticket"].clone()
}

#[test]
fn a_call_of_an_earlier_connection_is_void_and_a_card_for_it_is_a_walk_up_that_takes_back_the_present_call()
 {
    let (clinic, reader, first) = called();
    drop(reader);
    let mut reader = Intruder::attach(&clinic, 1);
    let second = call(&mut reader);
    let attempt = |call: &Call| call.assignment.map(|hand_out| hand_out.attempt);
    assert_eq!((attempt(&first), attempt(&second)), (Some(1), Some(2)));

    // Whoever came for the first call places a card: nobody's, and the present call goes back.
    reader.say(1, placed(1, first.assignment));
    assert_eq!(taken_back(&mut reader, second.assignment), "unit");
    assert_eq!(ticket(&clinic)["state"], "waiting");
    let unit = clinic.json("unit list")["units"][0].clone();
    assert_eq!(unit["activity"], "walk_up", "{unit}");

    // It did not verify: written into the story, and the patient is called again.
    reader.say(2, ended(1, first.assignment, OutcomeKind::GivenUp));
    reader.say(3, Event::CardRemoved(CardRemoved {}));
    let third = call(&mut reader);
    assert_eq!(attempt(&third), Some(3));

    // It verified: that is not lost, whatever was called meanwhile.
    reader.say(4, placed(2, second.assignment));
    assert_eq!(taken_back(&mut reader, third.assignment), "unit");
    reader.say(5, ended(2, second.assignment, OutcomeKind::VerifiedFace));
    reader.acknowledged(5);
    let ticket = ticket(&clinic);
    assert_eq!(ticket["state"], "done", "{ticket}");
    assert_eq!(ticket["outcome"]["kind"], "verified_face", "{ticket}");
    let walk_ups = clinic.json("ticket walk-ups --all");
    assert_eq!(
        walk_ups["walk_ups"].as_array().unwrap().len(),
        0,
        "{walk_ups}"
    );
}

#[test]
fn a_call_stands_over_a_restart_and_is_said_again_unless_the_reader_says_that_it_shows_it() {
    let (mut clinic, reader, first) = called();
    clinic.kill();
    drop(reader);
    clinic.start();
    let mut reader = Intruder::attach(&clinic, 1);
    let again = call(&mut reader);
    assert_eq!(again.assignment, first.assignment);
    assert!(again.expires_in_ms <= first.expires_in_ms);

    clinic.kill();
    drop(reader);
    clinic.start();
    let mut hello = Intruder::hello(1);
    hello.holding = Some(Holding {
        call: first.assignment,
        ..Holding::default()
    });
    let folder = clinic.path().join("reader-1");
    let mut reader = Intruder::attach_with(clinic.gateway(), &folder, hello);
    serves(&mut reader);
    reader.say(1, placed(1, first.assignment));
    reader.say(2, ended(1, first.assignment, OutcomeKind::VerifiedPin));
    loop {
        match reader.hears().expect("an acknowledgement") {
            Down::Acknowledge(ack) if ack.sequence == 2 => break,
            Down::Acknowledge(_) | Down::Admission(_) => {}
            other => panic!("nothing is said of a call that stands: {other:?}"),
        }
    }
    assert_eq!(ticket(&clinic)["attempt"], 1);
    assert_eq!(ticket(&clinic)["state"], "done");
}

#[test]
fn a_call_that_no_longer_stands_is_taken_back_with_the_first_verdict() {
    let (clinic, reader, first) = called();
    drop(reader);
    let mut watch = clinic.watch();
    watch.until(|look| look["waiting"] == 1);
    let _ = clinic.ask("ticket park 7").done();
    let mut hello = Intruder::hello(1);
    hello.holding = Some(Holding {
        call: first.assignment,
        ..Holding::default()
    });
    let folder = clinic.path().join("reader-1");
    let mut reader = Intruder::attach_with(clinic.gateway(), &folder, hello);
    serves(&mut reader);
    assert_eq!(taken_back(&mut reader, first.assignment), "not-current");
}

#[test]
fn a_gap_costs_the_connection_and_the_call_and_a_nought_is_no_hand_out() {
    let (clinic, mut reader, first) = called();
    let mut watch = clinic.watch();
    reader.say(2, placed(1, first.assignment));
    let closed = reader.closed();
    assert_eq!(closed.code, "bad-frame");
    assert!(
        closed.en.contains("sequence 2 where 1 was due"),
        "{closed:?}"
    );
    watch.until(|look| look["waiting"] == 1);

    let mut reader = Intruder::attach(&clinic, 1);
    let second = call(&mut reader);
    let nought = second.assignment.map(|hand_out| Assignment {
        attempt: 0,
        ..hand_out
    });
    for nobody in [Some(Assignment::default()), nought] {
        reader.say(1, placed(1, nobody));
        let closed = reader.closed();
        assert_eq!(closed.code, "bad-frame");
        assert!(closed.en.contains("assignment"), "{closed:?}");
        reader = Intruder::attach(&clinic, 1);
        let _ = call(&mut reader);
    }
    // Absent is nobody's: a walk-up.
    reader.say(1, placed(1, None));
    reader.acknowledged(1);
    let unit = clinic.json("unit list")["units"][0].clone();
    assert_eq!(unit["activity"], "walk_up", "{unit}");
}
