//! What reception takes back, opens again, drops, ties together and ends, from end to end: each act with what it
//! answers, what it refuses, and what a repeat of its request gets.

use crate::support::clinic::{Clinic, Wire, add, id};
use crate::support::soon;
use madoguchi_controller::desk::respond::said;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::time::MINUTE;
use madoguchi_proto::v1;
use madoguchi_proto::v1::TicketState as State;
use madoguchi_proto::v1::bind_walk_up_request::WalkUp;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::wish::Wish;
use tonic::{Code, Response, Status};

const FACE: Kind = Kind::Verified(Method::Face);

/// Reception at its screen.
struct Reception {
    desk: FrontDeskClient<Wire>,
    asked: u8,
}

impl Reception {
    async fn at(clinic: &Clinic) -> Self {
        Self {
            desk: FrontDeskClient::new(clinic.wire().await),
            asked: 0,
        }
    }

    /// The id of a new request.
    fn new_id(&mut self) -> Vec<u8> {
        self.asked += 1;
        id(self.asked)
    }

    async fn add(&mut self, number: &str) -> v1::Ticket {
        let request = add(self.new_id(), number);
        ticket(
            soon(self.desk.add_ticket(request))
                .await
                .unwrap()
                .into_inner()
                .ticket,
        )
    }

    async fn add_needing(&mut self, number: &str, needs: &[Wish]) -> v1::AddTicketResponse {
        let needs = needs.iter().cloned().map(wish).collect();
        let request = v1::AddTicketRequest {
            needs,
            ..add(self.new_id(), number)
        };
        soon(self.desk.add_ticket(request))
            .await
            .unwrap()
            .into_inner()
    }

    async fn cancel(&mut self, number: &str) {
        let (request_id, number) = (self.new_id(), number.to_owned());
        let request = v1::CancelTicketRequest { request_id, number };
        soon(self.desk.cancel_ticket(request)).await.unwrap();
    }

    fn undo(&mut self, number: &str) -> v1::UndoTicketRequest {
        let (request_id, number) = (self.new_id(), number.to_owned());
        v1::UndoTicketRequest { request_id, number }
    }

    fn reopen(&mut self, number: &str) -> v1::ReopenTicketRequest {
        let (request_id, number) = (self.new_id(), number.to_owned());
        v1::ReopenTicketRequest { request_id, number }
    }

    fn drop_need(&mut self, number: &str, need: Option<Wish>) -> v1::DropNeedRequest {
        v1::DropNeedRequest {
            request_id: self.new_id(),
            number: number.to_owned(),
            need: need.map(wish),
        }
    }

    fn bind(&mut self, number: &str, walk_up: WalkUp) -> v1::BindWalkUpRequest {
        v1::BindWalkUpRequest {
            request_id: self.new_id(),
            number: number.to_owned(),
            walk_up: Some(walk_up),
        }
    }

    async fn show(&mut self, number: &str) -> v1::GetTicketResponse {
        let number = number.to_owned();
        let request = v1::GetTicketRequest { number };
        soon(self.desk.get_ticket(request))
            .await
            .unwrap()
            .into_inner()
    }

    /// The story by its codes.
    async fn codes(&mut self, number: &str) -> Vec<String> {
        let story = self.show(number).await.story;
        story
            .into_iter()
            .map(|line| line.text.unwrap().code)
            .collect()
    }

    async fn walk_ups(&mut self, include_all: bool) -> Vec<v1::WalkUp> {
        let request = v1::ListWalkUpsRequest {
            include_all,
            limit: 0,
        };
        soon(self.desk.list_walk_ups(request))
            .await
            .unwrap()
            .into_inner()
            .walk_ups
    }
}

fn wish(wish: Wish) -> v1::Wish {
    v1::Wish { wish: Some(wish) }
}

fn seated() -> Wish {
    Wish::Placement(v1::Placement::Seated.into())
}

fn english() -> Wish {
    Wish::Tag("language:en".to_owned())
}

fn at(unit: &str) -> WalkUp {
    WalkUp::NewestAtUnit(unit.to_owned())
}

fn ticket(ticket: Option<v1::Ticket>) -> v1::Ticket {
    ticket.expect("a ticket in the answer")
}

fn code(text: Option<&v1::Text>) -> &str {
    text.map_or("", |text| text.code.as_str())
}

/// A refusal with its kind and its code, said in both languages.
fn refused<T: std::fmt::Debug>(answer: Result<Response<T>, Status>) -> (Code, String) {
    let status = answer.unwrap_err();
    let text = said(&status).unwrap();
    assert!(!text.ja.is_ascii() && text.en.is_ascii(), "{text:?}");
    (status.code(), text.code)
}

/// A clinic where an act can be undone for as long as a slow machine may take.
async fn patient_clinic() -> Clinic {
    Clinic::with(|settings| settings.undo_ms = 60 * MINUTE).await
}

#[tokio::test]
async fn an_undone_call_leaves_the_ticket_parked_and_is_undone_once() {
    let clinic = patient_clinic().await;
    let _reader = clinic.reader(1).await;
    let mut reception = Reception::at(&clinic).await;
    assert_eq!(reception.add("12").await.state(), State::Called);
    let before = reception.show("12").await;
    assert_eq!(code(before.undo.as_ref()), "undo-call");
    assert!(before.undo.unwrap().ja.contains("madoguchi ticket undo 12"));

    let undo = reception.undo("12");
    for _again in 0..2 {
        let answer = soon(reception.desk.undo_ticket(undo.clone()))
            .await
            .unwrap();
        let answer = answer.into_inner();
        assert_eq!(ticket(answer.ticket).state(), State::Parked);
        assert_eq!(answer.notice, None);
    }
    let codes = reception.codes("12").await;
    assert_eq!(codes[2..], ["undone-call-undone"], "{codes:?}");
    assert_eq!(reception.show("12").await.undo, None);

    let twice = reception.undo("12");
    let twice = refused(soon(reception.desk.undo_ticket(twice)).await);
    assert_eq!(twice, (Code::FailedPrecondition, "nothing-to-undo".into()));
    let nobody = reception.undo("99");
    let nobody = refused(soon(reception.desk.undo_ticket(nobody)).await);
    assert_eq!(nobody, (Code::NotFound, "no-such-ticket".into()));
}

#[tokio::test]
async fn an_undone_cancel_gives_the_ticket_back_and_says_that_its_call_does_not_come_again() {
    let clinic = patient_clinic().await;
    let reader = clinic.reader(1).await;
    let mut reception = Reception::at(&clinic).await;
    let _ = reception.add("12").await;
    assert_eq!(reception.add("13").await.state(), State::Waiting);
    reception.cancel("12").await;
    let cancelled = reception.show("12").await;
    assert_eq!(code(cancelled.undo.as_ref()), "undo-act");
    let undo = reception.undo("12");
    for _again in 0..2 {
        let answer = soon(reception.desk.undo_ticket(undo.clone()))
            .await
            .unwrap();
        let answer = answer.into_inner();
        let back = ticket(answer.ticket);
        assert_eq!((back.state(), back.position), (State::Waiting, 1));
        assert_eq!(code(answer.notice.as_ref()), "call-not-back");
    }
    // One that only waited has lost nothing.
    let _ = reception.add("14").await;
    reception.cancel("14").await;
    let undo = reception.undo("14");
    let answer = soon(reception.desk.undo_ticket(undo)).await.unwrap();
    assert_eq!(answer.into_inner().notice, None);
    // Nothing is taken away from under a session.
    clinic.card(&reader, 1, Some("13")).await;
    let undo = reception.undo("13");
    let at_the_reader = refused(soon(reception.desk.undo_ticket(undo)).await);
    assert_eq!(at_the_reader.1, "at-the-reader");
    assert_eq!(reception.show("13").await.undo, None);
}

#[tokio::test]
async fn a_closed_ticket_is_opened_again_and_called_as_a_new_attempt() {
    let clinic = Clinic::open().await;
    let reader = clinic.reader(1).await;
    let mut reception = Reception::at(&clinic).await;
    let _ = reception.add("12").await;
    let open = reception.reopen("12");
    let open = refused(soon(reception.desk.reopen_ticket(open)).await);
    assert_eq!(open, (Code::FailedPrecondition, "wrong-state".into()));
    clinic.card(&reader, 1, Some("12")).await;
    clinic.ends(&reader, 1, Some("12"), Kind::GivenUp).await;
    assert_eq!(
        code(ticket(reception.show("12").await.ticket).why.as_ref()),
        "given-up"
    );

    let reopen = reception.reopen("12");
    for _again in 0..2 {
        let answer = soon(reception.desk.reopen_ticket(reopen.clone()))
            .await
            .unwrap();
        let answer = answer.into_inner();
        let opened = ticket(answer.ticket);
        assert_eq!((opened.state(), opened.attempt), (State::Called, 2));
        assert_eq!(answer.notice, None);
    }
    let codes = reception.codes("12").await;
    assert_eq!(codes[3..5], ["not-verified", "reopened"], "{codes:?}");

    // A need that nobody met when it was added is told again.
    let added = reception.add_needing("15", &[seated()]).await;
    assert_eq!(code(added.notice.as_ref()), "need-unmet");
    reception.cancel("15").await;
    let reopen = reception.reopen("15");
    let answer = soon(reception.desk.reopen_ticket(reopen)).await.unwrap();
    assert_eq!(
        code(answer.into_inner().notice.as_ref()),
        "need-still-unmet"
    );
    let nobody = reception.reopen("99");
    let nobody = refused(soon(reception.desk.reopen_ticket(nobody)).await);
    assert_eq!(nobody.1, "no-such-ticket");
}

#[tokio::test]
async fn a_need_that_the_patient_can_do_without_is_dropped() {
    let clinic = Clinic::open().await;
    let _reader = clinic.reader(1).await;
    let mut reception = Reception::at(&clinic).await;
    let _ = reception.add_needing("12", &[seated(), english()]).await;
    let story = reception.show("12").await.story;
    let who: Vec<_> = story.iter().map(|line| line.actor.as_str()).collect();
    assert_eq!(
        who,
        ["staff", "fleet"],
        "staff added it, and noticed nothing themselves"
    );
    let first = reception.drop_need("12", Some(seated()));
    for _again in 0..2 {
        let answer = soon(reception.desk.drop_need(first.clone())).await.unwrap();
        let answer = answer.into_inner();
        let dropped = ticket(answer.ticket);
        assert_eq!(
            (dropped.state(), dropped.needs),
            (State::Waiting, vec![wish(english())])
        );
        assert_eq!(code(answer.notice.as_ref()), "need-still-unmet");
        assert!(answer.notice.unwrap().ja.contains("language:en"));
    }
    let gone = reception.drop_need("12", Some(seated()));
    let gone = refused(soon(reception.desk.drop_need(gone)).await);
    assert_eq!(gone, (Code::FailedPrecondition, "no-such-need".into()));
    let no_wish = v1::DropNeedRequest {
        need: Some(v1::Wish { wish: None }),
        ..reception.drop_need("12", None)
    };
    let no_wish = refused(soon(reception.desk.drop_need(no_wish)).await);
    assert_eq!(no_wish, (Code::InvalidArgument, "input-wish".into()));

    // Not said which: all that stand in the way.
    let rest = reception.drop_need("12", None);
    let answer = soon(reception.desk.drop_need(rest))
        .await
        .unwrap()
        .into_inner();
    let called = ticket(answer.ticket);
    assert_eq!((called.state(), called.needs.len()), (State::Called, 0));
    assert_eq!(answer.notice, None);
    let none_left = reception.drop_need("12", None);
    let none_left = refused(soon(reception.desk.drop_need(none_left)).await);
    assert_eq!(none_left.1, "no-such-need");
}

#[tokio::test]
async fn a_walk_up_becomes_the_result_of_one_ticket_that_says_where_it_was() {
    let clinic = Clinic::open().await;
    let reader = clinic.reader(1).await;
    let mut reception = Reception::at(&clinic).await;
    clinic.card(&reader, 7, None).await;
    let _ = reception.add("12").await;
    clinic.ends(&reader, 7, None, FACE).await;
    let found = reception.walk_ups(false).await;
    assert_eq!(found.len(), 1);
    let row = &found[0];
    assert_eq!((row.unit.as_str(), row.counter.as_str()), ("CR-1", "窓口1"));
    assert_eq!(
        (row.session_id.as_slice(), row.ticket_id),
        (&[7; 16][..], 0)
    );
    assert_eq!(code(row.why.as_ref()), "verified-face");

    let bind = reception.bind("12", at("CR-1"));
    for _again in 0..2 {
        let answer = soon(reception.desk.bind_walk_up(bind.clone()))
            .await
            .unwrap();
        let bound = ticket(answer.into_inner().ticket);
        assert_eq!((bound.state(), bound.unit.as_str()), (State::Done, "CR-1"));
        assert_eq!(bound.counter, "窓口1");
        assert_eq!(bound.outcome.unwrap().kind(), v1::OutcomeKind::VerifiedFace);
    }
    let story = reception.show("12").await.story;
    let last = story.last().unwrap();
    let text = last.text.clone().unwrap();
    assert_eq!((text.code.as_str(), last.attempt), ("bound-walk-up", 0));
    assert!(
        text.ja.contains("「窓口1」のリーダー（CR-1）") && text.ja.contains("顔認証"),
        "{text:?}"
    );
    assert_eq!(last.actor, "staff");
    assert_eq!(reception.walk_ups(false).await, []);
    let all = reception.walk_ups(true).await;
    assert_eq!((all.len(), all[0].number.as_str()), (1, "12"));
}

#[tokio::test]
async fn a_walk_up_that_is_taken_failed_or_not_there_is_bound_to_nothing() {
    let clinic = Clinic::open().await;
    let reader = clinic.reader(1).await;
    let mut reception = Reception::at(&clinic).await;
    for (session, kind) in [(7, FACE), (8, Kind::UnitFailed { code: "E42".into() })] {
        clinic.card(&reader, session, None).await;
        clinic.ends(&reader, session, None, kind).await;
    }
    let newest = v1::ListWalkUpsRequest {
        include_all: true,
        limit: 1,
    };
    let newest = soon(reception.desk.list_walk_ups(newest)).await.unwrap();
    let newest = newest.into_inner().walk_ups;
    assert_eq!((newest.len(), &newest[0].session_id), (1, &id(8)));
    for number in ["12", "13"] {
        let _ = reception.add(number).await;
    }
    let session = |n| WalkUp::SessionId(vec![n; 16]);
    let bind = reception.bind("12", session(7));
    let _ = soon(reception.desk.bind_walk_up(bind)).await.unwrap();
    let cases = [
        ("13", session(7), Code::AlreadyExists, "walk-up-bound"),
        ("13", session(8), Code::FailedPrecondition, "walk-up-failed"),
        ("13", session(9), Code::NotFound, "no-such-walk-up"),
        ("13", at("CR-9"), Code::NotFound, "no-such-unit"),
        ("12", session(9), Code::FailedPrecondition, "wrong-state"),
        ("99", session(9), Code::NotFound, "no-such-ticket"),
        (
            "13",
            WalkUp::SessionId(vec![7; 15]),
            Code::InvalidArgument,
            "input-walk-up",
        ),
        ("13", at("cr 1"), Code::InvalidArgument, "input-serial"),
    ];
    for (number, walk_up, status, why) in cases {
        let bind = reception.bind(number, walk_up);
        let answer = refused(soon(reception.desk.bind_walk_up(bind)).await);
        assert_eq!(answer, (status, why.to_owned()));
    }
    let nothing = v1::BindWalkUpRequest {
        walk_up: None,
        ..reception.bind("13", at("CR-1"))
    };
    let nothing = refused(soon(reception.desk.bind_walk_up(nothing)).await);
    assert_eq!(nothing, (Code::InvalidArgument, "input-walk-up".into()));
    assert_ne!(
        ticket(reception.show("13").await.ticket).state(),
        State::Done
    );
}

#[tokio::test]
async fn the_day_ends_for_every_open_ticket_and_who_is_at_a_reader_is_told() {
    let clinic = Clinic::open().await;
    let reader = clinic.reader(1).await;
    let mut reception = Reception::at(&clinic).await;
    for number in ["12", "13", "14"] {
        let _ = reception.add(number).await;
    }
    clinic.card(&reader, 1, Some("12")).await;
    let end = v1::EndDayRequest {
        request_id: reception.new_id(),
    };
    for _again in 0..2 {
        let ended = soon(reception.desk.end_day(end.clone())).await.unwrap();
        let ended = ended.into_inner();
        assert_eq!(ended.ended, 3);
        let notice = ended.notice.unwrap();
        assert_eq!(notice.code, "still-at-readers");
        assert!(notice.ja.contains("CR-1") && notice.en.contains("CR-1"));
    }
    let shown = reception.show("13").await;
    assert_eq!(ticket(shown.ticket.clone()).state(), State::Ended);
    assert_eq!(code(ticket(shown.ticket).why.as_ref()), "ended");
    assert_eq!(reception.codes("13").await, ["added", "ended"]);

    // The patient at the reader counts as a walk-up, and can still be given the number.
    clinic.ends(&reader, 1, Some("12"), FACE).await;
    assert_eq!(reception.walk_ups(false).await.len(), 1);
    let reopen = reception.reopen("12");
    let _ = soon(reception.desk.reopen_ticket(reopen)).await.unwrap();
    let bind = reception.bind("12", at("CR-1"));
    let bound = soon(reception.desk.bind_walk_up(bind)).await.unwrap();
    assert_eq!(ticket(bound.into_inner().ticket).state(), State::Done);

    let again = v1::EndDayRequest {
        request_id: reception.new_id(),
    };
    let again = soon(reception.desk.end_day(again))
        .await
        .unwrap()
        .into_inner();
    assert_eq!((again.ended, again.notice), (0, None));
    let no_id = v1::EndDayRequest { request_id: vec![] };
    let no_id = refused(soon(reception.desk.end_day(no_id)).await);
    assert_eq!(no_id, (Code::InvalidArgument, "input-request-id".into()));
    // The id of a request of another kind has no answer that fits.
    let other = v1::EndDayRequest { request_id: id(1) };
    let other = refused(soon(reception.desk.end_day(other)).await);
    assert_eq!(other, (Code::InvalidArgument, "request-id-in-use".into()));
}
