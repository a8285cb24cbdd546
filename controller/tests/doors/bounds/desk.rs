//! Programs that ask too much of the desk, or take too little of what it says: each is refused or cut off with a
//! reason, the log says so, and the others go on.

use crate::support::clinic::{Clinic, ticket};
use crate::support::log::logged;
use crate::support::papers::dial;
use crate::support::raw::{
    DATA, ENHANCE_YOUR_CALM, GOAWAY, HEADERS, REFUSED_STREAM, RST_STREAM, Raw,
};
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_proto::v1;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::support_client::SupportClient;
use prost::Message;
use tonic::Code;

const WATCH: &str = "/madoguchi.v1.Support/WatchStatus";
const WINDOW: u32 = 64 * 1024;
/// As many as may watch.
const WATCHERS: usize = 64;
/// Requests that a connection may have at a time.
const STREAMS: u32 = 64;

/// A program's connection, by hand.
async fn raw(clinic: &Clinic, window: u32) -> Raw {
    let dialled = dial(clinic.running.desk_addr, clinic.papers.client(None));
    Raw::open(soon(dialled).await.unwrap(), window).await
}

fn token(clinic: &Clinic) -> String {
    let authorization = clinic.access.authorization();
    authorization.to_str().unwrap().to_owned()
}

fn code(status: &tonic::Status) -> String {
    let text = said(status).unwrap_or_else(|| panic!("no text: {status:?}"));
    assert!(!text.ja.is_ascii() && text.en.is_ascii(), "{text:?}");
    text.code
}

#[tokio::test]
async fn a_request_that_is_too_large_is_refused_and_the_same_connection_goes_on() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    for (length, code_of) in [
        (200 * 1024, Code::OutOfRange),
        (70 * 1024, Code::InvalidArgument),
    ] {
        let install = v1::InstallLicenseRequest {
            old_pc_died: false,
            only_look: false,
            request_id: vec![1; 16],
            document: vec![7; length],
        };
        let refused = soon(LicensesClient::new(wire.clone()).install_license(install)).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.code(), code_of, "{refused:?}");
        if code_of == Code::InvalidArgument {
            assert_eq!(code(&refused), "input-document");
        }
    }
    let added = soon(FrontDeskClient::new(wire).add_ticket(ticket("1", &[]))).await;
    assert!(added.is_ok());
}

#[tokio::test]
async fn more_open_tickets_than_a_clinic_has_are_refused_until_one_is_closed() {
    let clinic = Clinic::with(|settings| settings.max_open_tickets = 3).await;
    let mut desk = FrontDeskClient::new(clinic.wire().await);
    for number in ["1", "2", "3"] {
        soon(desk.add_ticket(ticket(number, &[]))).await.unwrap();
    }
    let full = soon(desk.add_ticket(ticket("4", &[]))).await.unwrap_err();
    assert_eq!(
        (full.code(), code(&full)),
        (Code::ResourceExhausted, "queue-full".into())
    );
    assert!(full.message().contains('3'), "{full:?}");
    logged(&[
        "a request was refused: a bound is reached",
        "3 open tickets",
    ])
    .await;
    let cancel = v1::CancelTicketRequest {
        request_id: vec![9; 16],
        number: "2".into(),
    };
    soon(desk.cancel_ticket(cancel)).await.unwrap();
    soon(desk.add_ticket(ticket("4", &[]))).await.unwrap();
}

#[tokio::test]
async fn more_kinds_of_wishes_than_the_queue_holds_are_refused_and_plain_patients_are_served() {
    let clinic = Clinic::open().await;
    let mut reader = clinic.serving("CR-OK").await;
    let mut desk = FrontDeskClient::new(clinic.wire().await);
    for n in 1..=64 {
        let (number, need) = (format!("N{n}"), format!("language:l{n}"));
        soon(desk.add_ticket(ticket(&number, &[&need])))
            .await
            .unwrap();
    }
    let other = ticket("N65", &["language:l65"]);
    let full = soon(desk.add_ticket(other)).await.unwrap_err();
    assert_eq!(
        (full.code(), code(&full)),
        (Code::ResourceExhausted, "too-many-signatures".into())
    );
    logged(&["a request was refused: a bound is reached", "64"]).await;
    // A kind that is there already is no kind more; and who wishes nothing waits in a line that is freed at once.
    soon(desk.add_ticket(ticket("N66", &["language:l1"])))
        .await
        .unwrap();
    let cancel = v1::CancelTicketRequest {
        request_id: vec![9; 16],
        number: "N2".into(),
    };
    soon(desk.cancel_ticket(cancel)).await.unwrap();
    clinic.serves(&mut reader).await;
}

#[tokio::test]
async fn one_connection_has_only_so_many_requests_at_a_time() {
    let clinic = Clinic::open().await;
    let token = token(&clinic);
    let mut raw = raw(&clinic, WINDOW).await;
    // None of them ever says what it asks for.
    for n in 0..=STREAMS {
        let authorization = [("authorization", token.as_str())];
        raw.call(
            2 * n + 1,
            "/madoguchi.v1.FrontDesk/AddTicket",
            &authorization,
        )
        .await
        .unwrap();
    }
    let refused = raw.until(RST_STREAM).await.expect("a refusal");
    assert_eq!(
        (refused.stream, refused.error()),
        (2 * STREAMS + 1, REFUSED_STREAM)
    );
    let mut other = FrontDeskClient::new(clinic.wire().await);
    soon(other.add_ticket(ticket("1", &[]))).await.unwrap();
}

#[tokio::test]
async fn whoever_shows_no_token_cannot_keep_a_connection() {
    let clinic = Clinic::open().await;
    let mut wrong = raw(&clinic, WINDOW).await;
    let guess = [("authorization", "Bearer 00000000")];
    wrong.call(1, WATCH, &guess).await.unwrap();
    wrong.until(HEADERS).await.expect("a refusal");
    logged(&["without the desk's token"]).await;
    let token = token(&clinic);
    let mut right = raw(&clinic, WINDOW).await;
    right
        .call(1, WATCH, &[("authorization", token.as_str())])
        .await
        .unwrap();
    right.only_message(1).await.unwrap();
    right.until(DATA).await.expect("a look");
    // More than half of all places, by programs that say nothing.
    let mut silent = Vec::new();
    for _ in 0..130 {
        silent.push(raw(&clinic, WINDOW).await);
    }
    let words = ["a connection was dropped", "its place is needed"];
    logged(&words).await;
    // Who showed it stays, and sees the next change.
    let mut desk = FrontDeskClient::new(clinic.wire().await);
    soon(desk.add_ticket(ticket("1", &[]))).await.unwrap();
    // (Whoever is slow sees the time stored before that.)
    let mut waiting = 0;
    while waiting == 0 {
        let look = right.until(DATA).await.expect("the change");
        let look = v1::WatchStatusResponse::decode(&*Raw::messages(&look)[0]).unwrap();
        waiting = look.status.unwrap().waiting;
    }
    assert_eq!(waiting, 1);
}

#[tokio::test]
async fn only_so_many_watch_and_a_place_that_is_left_is_free_again() {
    let clinic = Clinic::open().await;
    let mut watching = Vec::new();
    for n in 0..WATCHERS {
        // A connection has as many streams as there are places: two share them.
        if n % 32 == 0 {
            watching.push((SupportClient::new(clinic.wire().await), Vec::new()));
        }
        let (support, looks) = watching.last_mut().unwrap();
        let opened = soon(support.watch_status(v1::WatchStatusRequest {})).await;
        let mut opened = opened.unwrap().into_inner();
        soon(opened.message()).await.unwrap().expect("a look");
        looks.push(opened);
    }
    let mut late = SupportClient::new(clinic.wire().await);
    let full = soon(late.watch_status(v1::WatchStatusRequest {}))
        .await
        .unwrap_err();
    assert_eq!(
        (full.code(), code(&full)),
        (Code::ResourceExhausted, "watchers-full".into())
    );
    logged(&["a watcher was refused: too many at a time"]).await;
    // Asking once is no watching.
    soon(late.get_status(v1::GetStatusRequest {}))
        .await
        .unwrap();
    watching.pop();
    soon(async {
        while late.watch_status(v1::WatchStatusRequest {}).await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_watcher_that_does_not_read_is_closed_and_never_waited_for() {
    let clinic = Clinic::open().await;
    let mut reader = clinic.serving("CR-OK").await;
    let token = token(&clinic);
    // Nothing may be sent to it, and it never asks for more.
    let mut deaf = raw(&clinic, 0).await;
    deaf.call(1, WATCH, &[("authorization", token.as_str())])
        .await
        .unwrap();
    deaf.only_message(1).await.unwrap();
    let mut support = SupportClient::new(clinic.wire().await);
    let opened = soon(support.watch_status(v1::WatchStatusRequest {})).await;
    let mut looks = opened.unwrap().into_inner();
    let closed = tokio::spawn(async move { while deaf.next().await.is_some() {} });
    while !closed.is_finished() {
        // Each patient is several changes; the one who reads sees them.
        clinic.serves(&mut reader).await;
        soon(looks.message()).await.unwrap().expect("a look");
    }
    logged(&["a watcher was closed", "reads=false"]).await;
    clinic.serves(&mut reader).await;
}

#[tokio::test]
async fn requests_that_are_taken_back_without_end_end_the_connection() {
    let clinic = Clinic::open().await;
    let token = token(&clinic);
    let mut raw = raw(&clinic, WINDOW).await;
    for n in 0..5_000_u32 {
        let stream = 2 * n + 1;
        let cancel = 8_u32.to_be_bytes();
        let opened = raw
            .call(stream, WATCH, &[("authorization", token.as_str())])
            .await;
        let taken_back = raw.write(RST_STREAM, 0, stream, &cancel).await;
        if opened.is_err() || taken_back.is_err() {
            break;
        }
    }
    if let Some(last) = raw.until(GOAWAY).await {
        assert_eq!(last.error(), ENHANCE_YOUR_CALM);
    }
    while raw.next().await.is_some() {}
    logged(&["failed serving connection", "excessive load"]).await;
    let mut other = FrontDeskClient::new(clinic.wire().await);
    soon(other.add_ticket(ticket("1", &[]))).await.unwrap();
}

#[tokio::test]
async fn headers_without_end_are_refused_at_the_desk_too() {
    let clinic = Clinic::open().await;
    let token = token(&clinic);
    let mut raw = raw(&clinic, WINDOW).await;
    let long = "x".repeat(12 * 1024);
    let headers = [("authorization", token.as_str()), ("x-long", &long)];
    raw.call(1, WATCH, &headers).await.unwrap();
    raw.only_message(1).await.ok();
    loop {
        match raw.next().await {
            None => break,
            Some(frame) if matches!(frame.kind, RST_STREAM | GOAWAY) => break,
            // 431 and nothing else: it ends the stream at once.
            Some(frame) if frame.kind == HEADERS && frame.flags & 1 != 0 => break,
            Some(frame) => assert_ne!(frame.kind, DATA, "it was answered"),
        }
    }
    let mut other = FrontDeskClient::new(clinic.wire().await);
    soon(other.add_ticket(ticket("1", &[]))).await.unwrap();
}
