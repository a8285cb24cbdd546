//! Readers stay for years: one of the first release at this controller, and one of a release that is still to come.

use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{CardPlaced, Environment, Hello, Outcome, OutcomeKind, SessionEnded};
use madoguchi_tests::programs::{Clinic, Intruder, Terminal as _};

const SESSION: [u8; 16] = [7; 16];

/// What an agent of the first release says: no field that came later is there.
fn of_first_release(n: usize) -> Hello {
    Hello {
        protocol_oldest: 1,
        protocol_newest: 1,
        serial: Clinic::serial(n),
        software: "0.0.1".to_owned(),
        virtual_port: format!("1-{n}"),
        environment: Environment::Test.into(),
        ..Hello::default()
    }
}

fn clinic() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    clinic
}

fn attach(clinic: &Clinic, hello: Hello) -> Intruder {
    let folder = clinic.path().join("reader-1");
    Intruder::attach_with(clinic.gateway(), &folder, hello)
}

#[test]
fn a_reader_of_the_first_release_serves_and_hears_nothing_that_it_does_not_know() {
    let clinic = clinic();
    let mut reader = attach(&clinic, of_first_release(1));
    loop {
        match reader.hears().expect("an admission") {
            Down::Admission(admission) if admission.serves => break,
            Down::Welcome(_) | Down::Admission(_) => {}
            other => panic!("an agent of the first release does not know {other:?}"),
        }
    }
    // What would be said to a newer one is refused at the desk, in words, and not sent.
    let refused = clinic.ask("unit identify 窓口1 --lang en").refused();
    assert!(refused.contains("0.0.1"), "{refused}");
    let _ = clinic.ask("ticket add 12").done();
    let call = loop {
        match reader.hears().expect("a call") {
            Down::Call(call) => break call,
            Down::Admission(_) => {}
            other => panic!("an agent of the first release does not know {other:?}"),
        }
    };
    assert_eq!(call.number, "12");
    let placed = CardPlaced {
        session_id: SESSION.to_vec(),
        assignment: call.assignment,
    };
    assert!(reader.say(1, Event::CardPlaced(placed)));
    let ended = SessionEnded {
        session_id: SESSION.to_vec(),
        assignment: call.assignment,
        outcome: Some(Outcome {
            kind: OutcomeKind::VerifiedFace.into(),
            duration_ms: 5_000,
            ..Outcome::default()
        }),
        ..SessionEnded::default()
    };
    assert!(reader.say(2, Event::SessionEnded(ended)));
    reader.acknowledged(2);
    let ticket = clinic.json("ticket show 12");
    assert_eq!(ticket["ticket"]["state"], "done", "{ticket}");
    // Its clock is not known, and nothing is said of it.
    let status = clinic.json("status");
    assert_eq!(status["units"][0]["serves"], true, "{status}");
}

#[test]
fn a_reader_of_a_later_release_serves_while_both_have_a_protocol_and_is_else_refused_in_words() {
    let clinic = clinic();
    let later = Hello {
        protocol_newest: 9,
        software: "9.0.0".to_owned(),
        identifies: true,
        ..of_first_release(1)
    };
    let mut reader = attach(&clinic, later.clone());
    match reader.hears().expect("a welcome") {
        Down::Welcome(welcome) => assert_eq!(welcome.protocol, 1),
        other => panic!("{other:?}"),
    }
    drop(reader);
    for (oldest, newest, word) in [(8, 9, "Update madoguchi"), (0, 0, "Update the reader")] {
        let hello = Hello {
            protocol_oldest: oldest,
            protocol_newest: newest,
            ..later.clone()
        };
        let why = attach(&clinic, hello).closed();
        assert!(!why.code.is_empty() && !why.ja.is_ascii(), "{why:?}");
        assert!(why.en.contains(word), "{why:?}");
    }
}
