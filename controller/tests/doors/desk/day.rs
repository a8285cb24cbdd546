//! What reception takes back, opens again, changes, drops and ties together: by a table of what is there, what is asked for and what is told,
//! each row with a repeat of its request. (What the acts do is the fleet's; that each answers under its own id: `requests.rs`.)

use super::requests::at_any_time;
use crate::support::clinic::{Clinic, Wire, add, id};
use crate::support::plugged::Plugged;
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::MINUTE;
use madoguchi_proto::v1;
use madoguchi_proto::v1::TicketState as State;
use madoguchi_proto::v1::bind_walk_up_request::WalkUp;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::wish::Wish;
use tonic::{Code, Status};

/// A refusal with its kind and its code, said in both languages.
type Refused = (Code, String);

/// What an act tells: its ticket, and what it means.
type Told = (v1::Ticket, Option<v1::Text>);

/// Reception at its screen, and one reader.
struct Reception {
    clinic: Clinic,
    reader: Plugged,
    desk: FrontDeskClient<Wire>,
    asked: u8,
}

impl Reception {
    /// Where an act can be undone for as long as a slow machine may take.
    async fn open() -> Self {
        Self::with(|_| {}).await
    }

    /// The same, with other numbers of the rules.
    async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let clinic = Clinic::with(|settings| {
            settings.undo_ms = 60 * MINUTE;
            change(settings);
        });
        let clinic = clinic.await;
        Self {
            reader: clinic.reader(1).await,
            desk: FrontDeskClient::new(clinic.wire().await),
            clinic,
            asked: 0,
        }
    }

    /// The id of a new request.
    fn new_id(&mut self) -> Vec<u8> {
        self.asked += 1;
        id(self.asked)
    }

    /// A step of a row: what happens at the reader, or what reception does.
    async fn step(&mut self, step: &str) {
        let words: Vec<_> = step.split(' ').collect();
        match words[..] {
            ["add", number] => drop(self.add(number, Vec::new()).await),
            ["add", number, "needing", ref needs @ ..] => {
                drop(self.add(number, needs.iter().map(need).collect()).await);
            }
            ["cancel", number] => {
                let (request_id, number) = (self.new_id(), number.to_owned());
                let cancel = v1::CancelTicketRequest { request_id, number };
                soon(self.desk.cancel_ticket(cancel)).await.unwrap();
            }
            ["card", session] => self.card(session, None).await,
            ["card", session, "for", number] => self.card(session, Some(number)).await,
            [how, "ends", session] => self.ends(session, None, how).await,
            [how, "ends", session, "for", number] => self.ends(session, Some(number), how).await,
            _ => {
                let request = self.new_id();
                self.ask(request, step).await.unwrap();
            }
        }
    }

    async fn card(&self, session: &str, called: Option<&str>) {
        let session = session.parse().unwrap();
        self.clinic.card(&self.reader, session, called).await;
    }

    async fn ends(&self, session: &str, called: Option<&str>, how: &str) {
        let kind = match how {
            "verified" => Kind::Verified(Method::Face),
            "given-up" => Kind::GivenUp,
            _ => Kind::UnitFailed { code: "E42".into() },
        };
        let session = session.parse().unwrap();
        self.clinic.ends(&self.reader, session, called, kind).await;
    }

    async fn add(&mut self, number: &str, needs: Vec<v1::Wish>) -> v1::AddTicketResponse {
        let request = v1::AddTicketRequest {
            needs,
            insist: true,
            ..add(self.new_id(), number)
        };
        let added = soon(self.desk.add_ticket(request)).await;
        added.unwrap().into_inner()
    }

    /// An act of the table: the ticket and the notice that it tells.
    async fn ask(&mut self, request_id: Vec<u8>, ask: &str) -> Result<Told, Refused> {
        let words: Vec<_> = ask.split(' ').collect();
        let number = words[1].to_owned();
        macro_rules! told {
            ($method:ident, $request:ident { $($more:ident),* }, $notice:expr) => {{
                let request = v1::$request { request_id, number, $($more),* };
                let told = soon(self.desk.$method(request)).await.map_err(|why| refused(&why))?.into_inner();
                let notice: Option<v1::Text> = $notice(&told);
                Ok((told.ticket.expect("a ticket in the answer"), notice))
            }};
        }
        match words[0] {
            "done" => {
                let means = match words[3] {
                    "paper" => v1::Means::Paper,
                    "seen" => v1::Means::Seen,
                    _ => v1::Means::Unspecified,
                };
                let means = means.into();
                told!(
                    done_by_means,
                    DoneByMeansRequest { means },
                    |told: &v1::DoneByMeansResponse| told.notice.clone()
                )
            }
            "undo" => told!(
                undo_ticket,
                UndoTicketRequest {},
                |told: &v1::UndoTicketResponse| told.notice.clone()
            ),
            "reopen" => told!(
                reopen_ticket,
                ReopenTicketRequest {},
                |told: &v1::ReopenTicketResponse| told.notice.clone()
            ),
            "drop" => {
                let need = words.get(2).map(need);
                told!(
                    drop_need,
                    DropNeedRequest { need },
                    |told: &v1::DropNeedResponse| told.notice.clone()
                )
            }
            "change" => self.change(request_id, number, &words[2..]).await,
            "bind" => {
                let walk_up = match words[2..] {
                    ["at", unit] => Some(WalkUp::NewestAtUnit(unit.to_owned())),
                    ["session", session] => Some(WalkUp::SessionId(id(session.parse().unwrap()))),
                    ["bytes", bytes] => Some(WalkUp::SessionId(bytes.as_bytes().to_vec())),
                    _ => None,
                };
                told!(
                    bind_walk_up,
                    BindWalkUpRequest { walk_up },
                    |_: &v1::BindWalkUpResponse| None
                )
            }
            _ => panic!("{ask} is no act of this table"),
        }
    }

    /// A change to these words: a class, `needing` and `preferring` what follows, in the place of what there is.
    async fn change(
        &mut self,
        request_id: Vec<u8>,
        number: String,
        to: &[&str],
    ) -> Result<Told, Refused> {
        let mut request = v1::ChangeTicketRequest {
            request_id,
            number,
            ..v1::ChangeTicketRequest::default()
        };
        let mut preferring = false;
        for word in to {
            match *word {
                "urgent" => request.set_class(v1::TicketClass::Urgent),
                "normal" => request.set_class(v1::TicketClass::Normal),
                "needing" => request.change_needs = true,
                "preferring" => (request.change_prefers, preferring) = (true, true),
                "insisting" => request.insist = true,
                _ if preferring => request.prefers.push(need(word)),
                _ => request.needs.push(need(word)),
            }
        }
        let changed = soon(self.desk.change_ticket(request)).await;
        let changed = changed.map_err(|why| refused(&why))?.into_inner();
        Ok((
            changed.ticket.expect("a ticket in the answer"),
            changed.notice,
        ))
    }

    async fn show(&mut self, number: &str) -> v1::GetTicketResponse {
        let request = v1::GetTicketRequest {
            number: number.to_owned(),
            earlier: 0,
        };
        let shown = soon(self.desk.get_ticket(request)).await;
        shown.unwrap().into_inner()
    }

    async fn walk_ups(&mut self, include_all: bool, limit: u32) -> Vec<v1::WalkUp> {
        let request = v1::ListWalkUpsRequest { include_all, limit };
        let found = soon(self.desk.list_walk_ups(request)).await;
        found.unwrap().into_inner().walk_ups
    }
}

fn refused(status: &Status) -> Refused {
    let text = said(status).unwrap();
    // Counters have the names that staff gave them.
    let english = text.en.replace("窓口", "");
    assert!(!text.ja.is_ascii() && english.is_ascii(), "{text:?}");
    (status.code(), text.code)
}

/// A need by its name in the tables.
fn need(name: &&str) -> v1::Wish {
    let wish = match *name {
        "seated" => Some(Wish::Placement(v1::Placement::Seated.into())),
        "standing" => Some(Wish::Placement(v1::Placement::Standing.into())),
        "portuguese" => Some(Wish::Tag("language:pt".to_owned())),
        "english" => Some(Wish::Tag("language:en".to_owned())),
        _ => None,
    };
    v1::Wish { wish }
}

fn code(text: Option<&v1::Text>) -> &str {
    text.map_or("", |text| text.code.as_str())
}

/// What was there, what is asked for, and what is told: the ticket's state, attempt and needs, the notice, and how its story ends.
const DONE: &str = "
    add 12                                    | undo 12        | Parked  1 0 undone-call      | undone-call-undone
    add 12, add 13, cancel 12                 | undo 12        | Waiting 1 0 call-not-back    |
    add 12, add 14, cancel 14                 | undo 14        | Waiting 0 0 undone-cancel    |
    add 12, card 1 for 12, given-up ends 1 for 12 | reopen 12  | Called  2 0 -                | not-verified reopened called-only-free-unit
    add 15 needing seated, cancel 15          | reopen 15      | Waiting 0 1 need-still-unmet |
    add 12                                    | done 12 by paper | Done   1 0 -              | called-only-free-unit done-by-means
    add 12, undo 12                           | done 12 by seen | Done    1 0 -               | undone-call-undone done-by-means
    add 12, done 12 by paper                  | undo 12        | Called  2 0 undone-means     | undone called-only-free-unit
    add 12, add 13, done 12 by paper          | undo 12        | Waiting 1 0 call-not-back    | done-by-means undone
    add 12, add 14, done 14 by paper          | undo 14        | Waiting 0 0 undone-means     | added done-by-means undone
    add 12                                    | change 12 urgent | Called  1 0 call-stands    | called-only-free-unit class-changed
    add 12, undo 12                           | change 12 urgent preferring seated | Parked 1 0 counts-when-back | class-changed preference-added
    add 12                                    | change 12 needing seated | Waiting 1 1 call-taken-back-need-still-unmet | need-added returned-needs-changed need-unmet
    add 12 needing seated english             | change 12 needing | Called 1 0 -              | need-dropped need-dropped called-only-free-unit
    add 12, add 13                            | change 13 needing portuguese insisting | Waiting 0 1 need-still-unmet | need-added need-unmet
    add 12 needing seated english             | drop 12 seated | Waiting 0 1 need-still-unmet |
    add 12 needing seated english, drop 12 seated | drop 12    | Called  1 0 -                |
    card 7, add 12, verified ends 7           | bind 12 at CR-1 | Done    1 0 -               | bound-walk-up
";

/// What was there, what is asked for in vain, and the refusal.
const REFUSED: &str = "
    add 12                           | undo 99            | NotFound no-such-ticket
    add 12, undo 12                  | undo 12            | FailedPrecondition nothing-to-undo
    add 13, card 1 for 13            | undo 13            | FailedPrecondition at-the-reader
    add 12                           | reopen 99          | NotFound no-such-ticket
    add 12                           | reopen 12          | FailedPrecondition wrong-state
    add 12                           | done 99 by paper   | NotFound no-such-ticket
    add 12                           | done 12 by nothing | InvalidArgument input-means
    add 12, done 12 by paper         | done 12 by seen    | FailedPrecondition wrong-state
    add 13, card 1 for 13            | done 13 by paper   | FailedPrecondition reader-alive
    add 12                           | change 99 urgent   | NotFound no-such-ticket
    add 12                           | change 12 normal   | FailedPrecondition nothing-to-change
    add 12                           | change 12          | FailedPrecondition nothing-to-change
    add 12                           | change 12 seated   | InvalidArgument input-wish
    add 12                           | change 12 needing english | FailedPrecondition no-unit-has
    add 12                           | change 12 needing seated standing | InvalidArgument wishes-exclude
    add 12, cancel 12                | change 12 urgent   | FailedPrecondition wrong-state
    add 13, card 1 for 13            | change 13 urgent   | FailedPrecondition at-the-reader
    add 12 needing seated            | drop 12 english    | FailedPrecondition no-such-need
    add 12 needing seated            | drop 12 nothing    | InvalidArgument input-wish
    add 12 needing seated, drop 12   | drop 12            | FailedPrecondition no-such-need
    WALK-UPS                         | bind 13 session 7  | AlreadyExists walk-up-bound
    WALK-UPS                         | bind 13 session 8  | FailedPrecondition walk-up-failed
    WALK-UPS                         | bind 13 session 9  | NotFound no-such-walk-up
    WALK-UPS                         | bind 13 at CR-9    | NotFound no-such-unit
    WALK-UPS                         | bind 12 session 9  | FailedPrecondition wrong-state
    WALK-UPS                         | bind 99 session 9  | NotFound no-such-ticket
    WALK-UPS                         | bind 13 bytes short | InvalidArgument input-walk-up
    WALK-UPS                         | bind 13 at cr_1    | NotFound no-such-unit
    WALK-UPS                         | bind 13            | InvalidArgument input-walk-up
";

/// One that is bound, one that failed, and a ticket that waits.
const WALK_UPS: &str =
    "card 7, verified ends 7, card 8, failed ends 8, add 12, add 13, bind 12 session 7";

/// The rows of a table, each with a reception where all that was given has happened.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = table.lines().filter(|row| !row.trim().is_empty());
    rows.map(|row| row.split('|').map(str::trim).collect())
}

async fn reception(given: &str) -> Reception {
    let mut reception = Reception::open().await;
    for step in given.replace("WALK-UPS", WALK_UPS).split(", ") {
        reception.step(step).await;
    }
    reception
}

#[tokio::test]
async fn what_reception_asks_for_is_done_once_and_told_with_what_it_means() {
    for row in rows(DONE) {
        let (ask, story) = (row[1], row[3]);
        let mut reception = reception(row[0]).await;
        let request = reception.new_id();
        for _again in 0..2 {
            let (ticket, notice) = reception.ask(request.clone(), ask).await.unwrap();
            let notice = notice.map_or("-".to_owned(), |notice| notice.code);
            let told = [
                format!("{:?}", ticket.state()),
                ticket.attempt.to_string(),
                ticket.needs.len().to_string(),
                notice,
            ];
            assert_eq!(
                told,
                *row[2].split_whitespace().collect::<Vec<_>>(),
                "{row:?}"
            );
            let shown = reception.show(&ticket.number).await;
            let told = at_any_time(&Some(ticket));
            assert_eq!(at_any_time(&shown.ticket), told, "{row:?}");
            let codes = shown.story.into_iter().map(|line| line.text.unwrap().code);
            let codes = codes.collect::<Vec<_>>().join(" ");
            assert!(codes.ends_with(story), "{row:?}: {codes}");
        }
    }
}

#[tokio::test]
async fn what_reception_cannot_have_is_refused_with_its_reason_and_changes_nothing() {
    for row in rows(REFUSED) {
        let mut reception = reception(row[0]).await;
        let before = soon(reception.desk.list_tickets(everything()))
            .await
            .unwrap();
        let request = reception.new_id();
        let (code, why) = reception.ask(request, row[1]).await.unwrap_err();
        assert_eq!(format!("{code:?} {why}"), row[2], "{row:?}");
        let after = soon(reception.desk.list_tickets(everything()))
            .await
            .unwrap();
        let [after, before] = [after, before].map(|list| at_any_time(&list.into_inner()));
        assert_eq!(after, before, "{row:?}");
    }
}

fn everything() -> v1::ListTicketsRequest {
    v1::ListTicketsRequest {
        include_closed: true,
        ..v1::ListTicketsRequest::default()
    }
}

#[tokio::test]
async fn a_ticket_shows_what_can_be_undone_and_who_did_what() {
    let mut reception = reception("add 12").await;
    let called = reception.show("12").await.undo.unwrap();
    assert_eq!(called.code, "undo-call");
    assert!(called.ja.contains("madoguchi ticket undo 12"), "{called:?}");
    reception.step("cancel 12").await;
    let cancelled = reception.show("12").await.undo.unwrap();
    assert_eq!(cancelled.code, "undo-act");
    // Its cancelling undone it is called again, and that undone it is parked: nothing is left to undo.
    for _again in 0..2 {
        reception.step("undo 12").await;
    }
    assert_eq!(reception.show("12").await.undo, None);
    // Nor is there under a session.
    for step in ["add 14", "card 1 for 14"] {
        reception.step(step).await;
    }
    assert_eq!(reception.show("14").await.undo, None);

    let needs = ["seated", "english"].iter().map(need).collect();
    let added = reception.add("13", needs).await;
    assert_eq!(added.notice.unwrap().code, "need-unmet");
    let story = reception.show("13").await.story;
    let who: Vec<_> = story.iter().map(|line| line.actor.as_str()).collect();
    assert_eq!(
        who,
        ["staff", "fleet"],
        "staff added it, and noticed nothing themselves"
    );
    let request = reception.new_id();
    let (_, notice) = reception.ask(request, "drop 13 seated").await.unwrap();
    assert!(notice.unwrap().ja.contains("language:en"));
}

#[tokio::test]
async fn a_walk_up_is_listed_until_it_is_the_result_of_a_ticket_that_says_where_it_was() {
    let mut reception = reception("card 7, add 12, verified ends 7").await;
    let found = reception.walk_ups(false, 0).await;
    assert_eq!(found.len(), 1);
    let row = &found[0];
    assert_eq!((row.unit.as_str(), row.counter.as_str()), ("CR-1", "窓口1"));
    assert_eq!((&row.session_id, row.ticket_id), (&id(7), 0));
    assert_eq!(code(row.why.as_ref()), "verified-face");

    let request = reception.new_id();
    let (bound, _) = reception.ask(request, "bind 12 at CR-1").await.unwrap();
    assert_eq!(
        (bound.unit.as_str(), bound.counter.as_str()),
        ("CR-1", "窓口1")
    );
    assert_eq!(bound.outcome.unwrap().kind(), v1::OutcomeKind::VerifiedFace);
    let story = reception.show("12").await.story;
    let last = story.last().unwrap();
    assert_eq!((last.actor.as_str(), last.attempt), ("staff", 0));
    let ja = &last.text.as_ref().unwrap().ja;
    assert!(
        ja.contains("「窓口1」のリーダー（CR-1）") && ja.contains("顔認証"),
        "{ja}"
    );
    assert_eq!(reception.walk_ups(false, 0).await, []);

    for step in ["card 8", "verified ends 8"] {
        reception.step(step).await;
    }
    let newest = reception.walk_ups(true, 1).await;
    assert_eq!((newest.len(), &newest[0].session_id), (1, &id(8)));
    let all = reception.walk_ups(true, 0).await;
    assert_eq!((all.len(), all[1].number.as_str()), (2, "12"));
}

#[tokio::test]
async fn the_day_ends_for_every_open_ticket_and_who_is_at_a_reader_is_told() {
    let mut reception = reception("add 12, add 13, add 14, card 1 for 12").await;
    let mut end = v1::EndDayRequest {
        request_id: reception.new_id(),
    };
    for _again in 0..2 {
        let ended = soon(reception.desk.end_day(end.clone())).await.unwrap();
        let ended = ended.into_inner();
        assert_eq!(ended.ended, 3);
        let notice = ended.notice.unwrap();
        assert_eq!(notice.code, "still-at-readers");
        for side in [&notice.ja, &notice.en] {
            assert!(side.contains("CR-1") && side.contains("madoguchi day undo"));
        }
    }
    let ticket = reception.show("13").await.ticket.unwrap();
    assert_eq!(
        (ticket.state(), code(ticket.why.as_ref())),
        (State::Ended, "ended")
    );

    reception.step("verified ends 1 for 12").await;
    end.request_id = reception.new_id();
    let again = soon(reception.desk.end_day(end.clone())).await.unwrap();
    assert_eq!(again.into_inner(), v1::EndDayResponse::default());
    end.request_id = Vec::new();
    let no_id = soon(reception.desk.end_day(end)).await.unwrap_err();
    assert_eq!(
        refused(&no_id),
        (Code::InvalidArgument, "input-request-id".into())
    );
}

#[tokio::test]
async fn a_days_end_is_taken_back_once_and_what_stays_closed_is_told() {
    let mut reception = reception("add 12, add 13, add 14").await;
    let request_id = reception.new_id();
    let ended = soon(reception.desk.end_day(v1::EndDayRequest { request_id })).await;
    let ended = ended.unwrap().into_inner();
    assert_eq!(ended.ended, 3);
    assert_eq!(ended.notice.unwrap().code, "day-undo");
    // The reader is taken by somebody else, so that the number that is given again is not called.
    for step in ["card 1", "add 13"] {
        reception.step(step).await;
    }
    let request_id = reception.new_id();
    let undo = v1::UndoDayRequest { request_id };
    for _again in 0..2 {
        let back = soon(reception.desk.undo_day(undo.clone())).await;
        let back = back.unwrap().into_inner();
        assert_eq!(
            (back.reopened, &back.numbers_in_use[..]),
            (2, &["13".into()][..])
        );
        assert!(back.sessions_ended.is_empty());
        assert_eq!(back.notice.unwrap().code, "numbers-in-use");
    }
    let request_id = reception.new_id();
    let again = soon(reception.desk.undo_day(v1::UndoDayRequest { request_id })).await;
    let refused = again.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(said(&refused).unwrap().code, "no-day-to-undo");
}

#[tokio::test]
async fn the_way_back_from_a_days_end_is_named_only_while_it_is_open() {
    let mut reception = reception("add 12").await;
    let request_id = reception.new_id();
    let end = v1::EndDayRequest { request_id };
    let ended = soon(reception.desk.end_day(end.clone())).await.unwrap();
    assert_eq!(ended.into_inner().notice.unwrap().code, "day-undo");
    // The next day's first call.
    reception.step("add 1").await;
    let again = soon(reception.desk.end_day(end)).await.unwrap();
    assert_eq!(again.into_inner().notice, None);
}

#[tokio::test]
async fn what_is_refused_at_a_silent_reader_names_other_means() {
    for (silence_ms, named) in [(0, true), (30_000, false)] {
        let mut reception = Reception::with(|settings| settings.silence_ms = silence_ms).await;
        for step in ["add 12", "card 1 for 12"] {
            reception.step(step).await;
        }
        let request_id = reception.new_id();
        let cancel = v1::CancelTicketRequest {
            request_id,
            number: "12".into(),
        };
        let refused = soon(reception.desk.cancel_ticket(cancel)).await;
        let told = said(&refused.unwrap_err()).unwrap();
        assert_eq!(told.code, "at-the-reader");
        for side in [&told.ja, &told.en] {
            assert_eq!(
                side.contains("madoguchi ticket done 12 --by"),
                named,
                "{side}"
            );
        }
    }
}

#[tokio::test]
async fn a_reader_that_is_silent_with_a_patient_is_asked_and_that_is_told_until_it_answers() {
    let mut reception = Reception::with(|settings| settings.silence_ms = 0).await;
    for step in ["add 12", "card 1 for 12"] {
        reception.step(step).await;
    }
    let request = reception.new_id();
    let (ticket, notice) = reception
        .ask(request.clone(), "done 12 by paper")
        .await
        .unwrap();
    assert_eq!(
        (ticket.state(), ticket.means()),
        (State::Done, v1::Means::Paper)
    );
    assert_eq!((ticket.unit.as_str(), &ticket.outcome), ("", &None));
    let why = ticket.why.unwrap();
    assert!(why.ja.contains("資格確認書"), "{}", why.ja);
    let notice = notice.unwrap();
    assert_eq!(notice.code, "reader-asked");
    assert!(notice.en.contains("CR-1"), "{}", notice.en);
    // The session ends all the same, and the reader is free.
    reception.ends("1", Some("12"), "given-up").await;
    let again = reception.ask(request, "done 12 by paper").await.unwrap();
    assert_eq!((again.0.means(), again.1), (v1::Means::Paper, None));
}
