//! The metrics at the console: who reads them, what was counted, and that nothing of a patient is in them.

use super::bundle;
use super::console::{browser, clinic, lan};
use crate::support::browser::{Answer, Browser, PAGE};
use crate::support::clinic::{add, id};
use crate::support::log::logged;
use crate::support::soon;
use madoguchi_controller::serve::Keep;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::time::Instant;

const OPEN: &str = "accept: application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3\r\n";

/// The metrics once they have a line; each look waits for the text after the last one's time.
async fn with(browser: &mut Browser, line: &str) -> String {
    let wanted = async {
        loop {
            let text = browser.ask("GET /metrics", "", "").await.body;
            if text.lines().any(|other| other == line) {
                return text;
            }
        }
    };
    soon(wanted).await
}

fn is_text(answer: &Answer, kind: &str) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(
        answer.head.contains(&format!("content-type: {kind}")),
        "{}",
        answer.head
    );
    assert!(
        answer.body.contains("madoguchi_build_info{"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn on_this_pc_the_metrics_are_free_and_no_other_page_reads_them() {
    let clinic = clinic().await;
    let mut browser = browser(&clinic).await;
    is_text(
        &browser.ask("GET /metrics", "", "").await,
        "text/plain; version=0.0.4; charset=utf-8",
    );
    is_text(
        &browser.ask("GET /metrics", OPEN, "").await,
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
    );
    for (lines, status) in [
        ("sec-fetch-site: cross-site\r\n", 403),
        ("origin: http://evil.example\r\n", 403),
        ("host: evil.example\r\n", 421),
    ] {
        let answer = browser.ask("GET /metrics", lines, "").await;
        assert_eq!(answer.status, status, "{lines}");
    }
    assert_eq!(browser.ask("POST /metrics", PAGE, "").await.status, 405);
}

#[tokio::test]
async fn on_the_lan_the_metrics_take_their_own_token_which_opens_nothing_else() {
    let clinic = lan::clinic(|_| {}).await;
    let mut other = lan::other(&clinic).await;
    let file = clinic.papers.folder.path().join("data/metrics.token");
    let token = std::fs::read_to_string(&file).unwrap();
    let token = format!("authorization: Bearer {}\r\n", token.trim());
    let of_the_desk = super::console::token(&clinic);
    for lines in [
        "",
        PAGE,
        &of_the_desk,
        "authorization: Bearer 0\r\n",
        &format!("{token}{token}"),
    ] {
        let answer = other.ask("GET /metrics", lines, "").await;
        assert_eq!(answer.status, 401, "{lines} {answer:?}");
        assert!(
            answer.head.contains("www-authenticate: Bearer"),
            "{answer:?}"
        );
        assert!(answer.body.contains("metrics-token"), "{answer:?}");
    }
    logged(&["a request for the metrics was refused", "127.0.0.2"]).await;
    is_text(&other.ask("GET /metrics", &token, "").await, "text/plain");
    for path in ["GET /", "GET /api/v1/status"] {
        assert_eq!(other.ask(path, &token, "").await.status, 403, "{path}");
    }
    let mut own = browser(&clinic).await;
    assert_eq!(own.ask("GET /api/v1/status", &token, "").await.status, 401);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "the token is for the owner alone");
    }
}

/// Whatever a clinic has that must not leave is planted as for a bundle.
#[tokio::test]
async fn a_busy_clinic_is_counted_and_nothing_that_must_not_leave_is_in_it() {
    let clinic = bundle::busy(Keep::Sled).await;
    let mut browser = browser(&clinic).await;
    let text = with(
        &mut browser,
        "madoguchi_sessions_total{unit=\"CR-1\",outcome=\"unit_failed\",method=\"\"} 1",
    )
    .await;
    for line in [
        "madoguchi_sessions_total{unit=\"CR-1\",outcome=\"verified\",method=\"face\"} 1",
        "madoguchi_tickets_closed_total{how=\"session\"} 1",
        "madoguchi_unit_attached{unit=\"CR-1\"} 1.0",
        "madoguchi_store_image_missed 0.0",
        "madoguchi_session_duration_seconds_count{unit=\"CR-1\"} 2",
    ] {
        assert!(
            text.lines().any(|other| other == line),
            "{line} is not in\n{text}"
        );
    }
    assert!(
        text.contains("madoguchi_unit_not_serving{unit=\"CR-1\",fault=\"MDG-"),
        "{text}"
    );
    let open = browser.ask("GET /metrics", OPEN, "").await.body;
    for text in [text, open] {
        bundle::has_no_secret(&clinic, "the metrics", &text);
    }
}

/// The conventions of Prometheus, by its own tool.
#[tokio::test]
async fn promtool_finds_nothing_to_say_of_the_metrics() {
    let Some(promtool) = promtool() else { return };
    let clinic = bundle::busy(Keep::Sled).await;
    let mut browser = browser(&clinic).await;
    let text = browser.ask("GET /metrics", "", "").await.body;
    let mut tool = Command::new(promtool);
    let tool = tool.args(["check", "metrics"]).stdin(Stdio::piped());
    let mut tool = tool
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut tool.stdin.take().unwrap(), text.as_bytes()).unwrap();
    let said = tool.wait_with_output().unwrap();
    let words = [said.stdout, said.stderr].concat();
    assert!(
        said.status.success() && words.is_empty(),
        "{}",
        String::from_utf8_lossy(&words)
    );
}

/// The tool: on the path, or where `.ci/run` laid it. Without it the test is skipped, and fails where every test has to run.
fn promtool() -> Option<String> {
    let laid = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../target/tools/prometheus/usr/bin/promtool"
    );
    let works = |tool: &&str| {
        let mut asked = Command::new(tool);
        let asked = asked.arg("--version").stdout(Stdio::null());
        let status = asked.stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    let found = [laid, "promtool"].into_iter().find(works);
    if found.is_none() {
        let all = std::env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
        assert!(!all, "this test needs promtool");
    }
    found.map(str::to_owned)
}

/// Each scrape comes after an act that would show, so a text that was made for each would be another each time.
#[tokio::test]
async fn who_scrapes_without_end_gets_the_text_of_a_moment_ago() {
    let clinic = clinic().await;
    let mut browser = browser(&clinic).await;
    let mut desk = FrontDeskClient::new(clinic.wire().await);
    let (begun, mut texts) = (Instant::now(), BTreeSet::new());
    for number in 1..=40_u8 {
        let ticket = add(id(number), &number.to_string());
        let _ = soon(desk.add_ticket(ticket)).await.unwrap();
        let text = browser.ask("GET /metrics", "", "").await.body;
        let waiting = text
            .lines()
            .find(|line| line.starts_with("madoguchi_tickets{"));
        texts.insert(waiting.unwrap().to_owned());
    }
    let seconds = usize::try_from(begun.elapsed().as_secs()).unwrap();
    assert!(texts.len() <= seconds + 2, "{texts:?} in {seconds} s");
}
