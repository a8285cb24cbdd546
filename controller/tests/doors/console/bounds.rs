//! Browsers, or what says so, that ask too much: each is refused or cut off, and the clinic's own page opens.

use super::{browser, clinic};
use crate::support::browser::{Browser, PAGE};
use crate::support::log::logged;

/// Many times as many as there are places.
const HALF_OPEN: usize = 500;

#[tokio::test]
async fn connections_that_are_left_half_open_keep_no_browser_out() {
    let clinic = clinic().await;
    // A page that is open stays so.
    let mut page = browser(&clinic).await;
    page.send("GET /api/v1/live", PAGE, "").await;
    page.event("counter").await.unwrap();
    let mut open: Vec<Browser> = Vec::new();
    for n in 0..HALF_OPEN {
        let mut half = browser(&clinic).await;
        // Some say nothing, some half a request, some a whole one that is refused.
        let said: &[u8] = match n % 3 {
            0 => b"",
            1 => b"GET / HTTP/1.1\r\nhost: ",
            _ => b"GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        };
        // It may have been pushed out already.
        drop(half.bytes(said).await);
        open.push(half);
        if n % 100 == 99 {
            let answer = browser(&clinic).await.ask("GET /", PAGE, "").await;
            assert_eq!(answer.status, 200);
        }
    }
    logged(&[
        "a connection at the console was dropped",
        "oldest without a request",
    ])
    .await;
    clinic
        .act(madoguchi_fleet::command::Command::AddTicket(
            Default::default(),
        ))
        .await;
    page.event("counter").await.unwrap();
}

#[tokio::test]
async fn a_head_without_end_is_refused_and_others_are_served() {
    let clinic = clinic().await;
    let long = format!("{PAGE}cookie: {}\r\n", "x".repeat(64 * 1024));
    let many = format!("{PAGE}{}", "x: y\r\n".repeat(200));
    for lines in [long, many] {
        let mut browser = browser(&clinic).await;
        browser.send("GET /", &lines, "").await;
        let answer = browser.answer().await.expect("an answer");
        assert_eq!(answer.status, 431, "{answer:?}");
        // What other programs of this PC leave in the browser does not lock anybody out.
        let usual = format!("{PAGE}cookie: {}\r\n", "x".repeat(16 * 1024));
        let mut other = super::browser(&clinic).await;
        assert_eq!(other.ask("GET /", &usual, "").await.status, 200);
    }
}

#[tokio::test]
async fn what_is_no_request_at_all_is_answered_so() {
    let clinic = clinic().await;
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01"[..],
        b"GET\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
    ] {
        let mut odd = browser(&clinic).await;
        odd.bytes(bytes).await.unwrap();
        odd.bytes(b"\r\n\r\n").await.ok();
        let answer = odd.answer().await;
        let status = answer.map_or(400, |answer| answer.status);
        assert!([400, 421].contains(&status), "{bytes:?} {status}");
    }
    assert_eq!(
        browser(&clinic).await.ask("GET /", PAGE, "").await.status,
        200
    );
}
