//! Who gets in, as seen from outside. The whole table of hosts and origins is beside the guard itself.

use super::{browser, clinic, free, token};
use crate::support::browser::{Answer, PAGE};
use crate::support::clinic::{Clinic, parts};
use crate::support::log::logged;
use crate::support::{own_address, soon};
use madoguchi_controller::config::Console;
use madoguchi_controller::serve::{Controller, Error};

/// The code of a refusal.
fn refused(answer: &Answer) -> String {
    assert!(
        answer.head.contains("application/problem+json"),
        "{answer:?}"
    );
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let (ja, en) = (
        problem["ja"].as_str().unwrap(),
        problem["en"].as_str().unwrap(),
    );
    assert!(!ja.is_ascii() && en.is_ascii(), "{problem}");
    assert_eq!(problem["status"], answer.status);
    let code = problem["code"].as_str().unwrap().to_owned();
    assert_eq!(problem["type"], format!("/problems/{code}"));
    code
}

#[tokio::test]
async fn a_page_and_a_program_with_the_token_get_in_and_nobody_else() {
    let clinic = clinic().await;
    let token = token(&clinic);
    let mut browser = browser(&clinic).await;
    for lines in [
        PAGE,
        "sec-fetch-site: none\r\nsec-fetch-mode: navigate\r\n",
        &token,
    ] {
        let answer = browser.ask("GET /", lines, "").await;
        assert_eq!(answer.status, 200, "{lines} {answer:?}");
        let policy = "content-security-policy: default-src 'none'; script-src 'self'";
        assert!(answer.head.contains(policy), "{answer:?}");
        assert!(
            answer.head.contains("cache-control: no-store"),
            "{answer:?}"
        );
        assert_eq!(
            browser.ask("GET /api/v1/status", lines, "").await.status,
            200
        );
    }
    for (lines, status, code) in [
        ("", 401, "login-needed"),
        ("authorization: Bearer 0\r\n", 401, "login-needed"),
        ("sec-fetch-site: cross-site\r\n", 403, "cross-origin"),
        ("origin: http://evil.example\r\n", 403, "cross-origin"),
        ("host: evil.example\r\n", 421, "wrong-host"),
    ] {
        for path in ["GET /", "GET /api/v1/status", "GET /api/v1/live"] {
            let answer = browser.ask(path, lines, "").await;
            assert_eq!(answer.status, status, "{path} {lines}");
            assert_eq!(refused(&answer), code);
        }
    }
    logged(&[
        "a request at the console was refused",
        "nobody is logged in",
    ])
    .await;
    logged(&[
        "a request at the console was refused",
        "another page sent it",
        "evil.example",
    ])
    .await;
    let nowhere = browser.ask("GET /nowhere", PAGE, "").await;
    assert_eq!((nowhere.status, refused(&nowhere)), (404, "no-page".into()));
    // A person reads words.
    let typed = "accept: text/html,*/*;q=0.8\r\nsec-fetch-site: cross-site\r\n";
    let page = browser.ask("GET /", typed, "").await;
    assert!(page.head.contains("text/plain; charset=utf-8"), "{page:?}");
    assert!(page.body.contains("アドレス欄") && page.body.contains(&clinic.console_url()));
}

#[tokio::test]
async fn the_boards_key_opens_the_board_and_nothing_else_and_nothing_else_opens_it() {
    let clinic = clinic().await;
    let key = clinic.access.board_key();
    let mut browser = browser(&clinic).await;
    let board = format!("GET /board?key={}", key.as_str());
    assert_eq!(browser.ask(&board, PAGE, "").await.status, 200);
    let token = token(&clinic);
    for lines in [PAGE, &token] {
        for path in [
            "GET /board",
            "GET /board?key=",
            "GET /board?key=AAAAAAAAAAAAAAAAAAAAAA",
            "GET /api/v1/board/live",
        ] {
            let answer = browser.ask(path, lines, "").await;
            assert_eq!(
                (answer.status, refused(&answer)),
                (403, "board-key".into()),
                "{path}"
            );
        }
    }
    let elsewhere = format!("GET /api/v1/status?key={}", key.as_str());
    assert_eq!(browser.ask(&elsewhere, "", "").await.status, 401);
    let bearer = format!("authorization: Bearer {}\r\n", key.as_str());
    assert_eq!(browser.ask("GET /", &bearer, "").await.status, 401);
}

#[tokio::test]
async fn without_the_counter_page_a_browser_needs_a_login_and_the_token_still_opens() {
    let clinic = Clinic::made_of(|parts| {
        parts.console = Console {
            counter_page: false,
            ..Console::at(free())
        };
    })
    .await;
    let mut browser = browser(&clinic).await;
    let answer = browser.ask("GET /", PAGE, "").await;
    assert_eq!(
        (answer.status, refused(&answer)),
        (401, "login-needed".into())
    );
    let token = token(&clinic);
    assert_eq!(browser.ask("GET /", &token, "").await.status, 200);
}

#[tokio::test]
async fn a_file_of_the_pages_is_kept_by_the_browser_and_named_by_its_content() {
    let clinic = clinic().await;
    let mut browser = browser(&clinic).await;
    let page = browser.ask("GET /", PAGE, "").await.body;
    let from = page.find("/assets/").expect("a file");
    let path = page[from..].split('"').next().unwrap();
    let file = browser.ask(&format!("GET {path}"), PAGE, "").await;
    assert_eq!(file.status, 200, "{file:?}");
    assert!(
        file.head.contains("immutable") && !file.head.contains("no-store"),
        "{file:?}"
    );
    let name = path.rsplit('/').next().unwrap();
    let old = format!("GET /assets/0123456789abcdef/{name}");
    assert_eq!(browser.ask(&old, PAGE, "").await.status, 404);
}

#[tokio::test]
async fn a_port_that_another_program_has_stops_the_start_before_anything_is_touched() {
    let taken = std::net::TcpListener::bind(free()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("data");
    let mut parts = parts(&data_dir);
    parts.console = Console::at(taken.local_addr().unwrap());
    let started = soon(Controller::start(parts)).await;
    let Err(Error::Listen {
        what: "console", ..
    }) = started
    else {
        panic!("{started:?}")
    };
    assert!(!data_dir.exists());
}

#[tokio::test]
async fn where_the_console_is_stands_in_a_file_while_it_is_there() {
    let console = Console::at(own_address());
    let clinic = Clinic::made_of(|parts| parts.console = console).await;
    let file = clinic.papers.folder.path().join("data/console.addr");
    let address = clinic.running.console_addr.unwrap();
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        format!("{address}\n")
    );
    clinic.running.shutdown();
    soon(clinic.running.wait()).await.unwrap();
    assert!(!file.exists());
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn the_camera_is_for_the_page_of_the_licenses_alone() {
    let clinic = clinic().await;
    let token = token(&clinic);
    let mut browser = browser(&clinic).await;
    for (path, camera) in [
        ("/", "camera=()"),
        ("/licenses", "camera=(self)"),
        ("/units", "camera=()"),
        ("/login", "camera=()"),
        ("/api/v1/licenses", "camera=()"),
        ("/nowhere", "camera=()"),
    ] {
        let answer = browser.ask(&format!("GET {path}"), &token, "").await;
        let policy = format!("permissions-policy: {camera}, geolocation=(), microphone=()");
        assert!(answer.head.contains(&policy), "{path}: {}", answer.head);
    }
}
