//! Pairing a reader from a page: two people compare six digits. And a reader that shows which one it is.

use crate::access::{axe, finds_nothing};
use crate::driver::Look;
use crate::front::{Front, PASSWORD, Page, en, ja};
use crate::screens::take;
use madoguchi_tests::programs::{Clinic, Terminal};
use serde_json::json;

/// Where the pairing port opens; readers find it at the gateway's address.
pub const PAIRING: &str = if cfg!(target_os = "linux") {
    "127.0.0.2:0"
} else {
    "127.0.0.1:0"
};

/// A clinic with these readers, where somebody who administers it is called 山田.
fn front(readers: &[usize]) -> Front {
    let rules = format!("undo_s = 60\n\n[pairing]\nlisten = \"{PAIRING}\"");
    let front = Front::with_rules(readers, &rules);
    front.person("山田", "administrator");
    front
}

/// Begins at the page, with what is typed into the first field.
fn begins(front: &mut Front, page: &Page, counter: &str) -> String {
    page.until("document.querySelector('#pair-start:not([disabled])')");
    page.click("#pair-start");
    page.reads("#over", &ja("pair-ask", &[]));
    page.click("#over [name=counter]");
    page.keys(counter);
    page.click("#over button.main");
    page.reads("#pairing", &ja("pair-waits", &[]));
    opened(front)
}

/// The port that the controller opened.
pub fn opened(front: &mut Front) -> String {
    front.clinic.controller().line(|line| {
        let (_, rest) = line.split_once("the pairing port is open address=")?;
        let address: std::net::SocketAddr = rest.split_whitespace().next()?.parse().ok()?;
        Some(address.port().to_string())
    })
}

fn closed(front: &mut Front) {
    let is_closed = |line: &str| line.contains("the pairing port is closed").then_some(());
    front.clinic.controller().line(is_closed);
}

/// A reader out of its box, at which somebody answers like this.
pub fn plugged_in(front: &mut Front, n: usize, port: &str, answers: &str) {
    let credentials = format!("credentials = \"reader-{n}\"");
    let serial = Clinic::serial(n);
    let with = format!("serial = \"{serial}\"\npairing_port = {port}\n{credentials}");
    let speed = ("speed = 20", format!("speed = 20\npairing = \"{answers}\""));
    let changes = [(credentials.as_str(), with.as_str()), (speed.0, &speed.1)];
    front.clinic.start_agent_with(n, &changes);
}

/// The digits that the reader shows.
pub fn at_the_reader(front: &mut Front, n: usize) -> String {
    front.clinic.agent(n).line(|line| {
        let (_, rest) = line.split_once("compare these digits with those at the PC digits=")?;
        Some(rest.chars().filter(char::is_ascii_digit).collect())
    })
}

pub fn on_the_page(page: &Page) -> String {
    page.until("document.querySelector('#pairing .digits')");
    let digits = page.text("#pairing .digits");
    digits.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn a_reader_out_of_its_box_serves_after_two_people_saw_the_same_digits() {
    let mut front = front(&[]);
    let page = front.logged_in("山田", "/units");
    let port = begins(&mut front, &page, "会計");
    take(&page, "units-pairing-waits");
    plugged_in(&mut front, 1, &port, "accept");
    let shown = at_the_reader(&mut front, 1);
    assert_eq!(on_the_page(&page), shown);
    let compare = [("serial", "CR-2024-0001"), ("port", "1-1")];
    page.reads("#pairing", &ja("pair-compare", &compare));
    // Nobody presses Enter and has said yes by it.
    let focused = page.js("return document.activeElement.dataset.answer ?? null");
    assert_eq!(focused, json!(null));
    let axe = axe();
    for dark in [false, true] {
        page.look(Look { dark, ..Look::DESK });
        finds_nothing(&page, &axe, &format!("digits, dark: {dark}"));
    }
    take(&page, "units-pairing-digits");
    let small = "return [...document.querySelectorAll('#pairing button')].filter((one) => one.getBoundingClientRect().height < 44).length";
    assert_eq!(page.js(small), 0);
    page.click("#pairing [data-answer=true]");
    let done = [("serial", "CR-2024-0001"), ("counter", "会計")];
    page.reads("#pairing", &ja("pair-done", &done));
    page.reads("#say", "会計");
    take(&page, "units-pairing-done");
    let mut watch = front.clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    let units = front.json("unit list");
    assert_eq!(units["units"][0]["counter"]["name"], "会計");
    page.click("#pairing [data-focus=pair-close]");
    page.until("document.querySelector('#pairing').hidden");
    page.until("!document.querySelector('#pair-start').disabled");
    page.done();
}

#[test]
fn digits_that_differ_enroll_nobody_and_whoever_started_it_ends_it() {
    let mut front = front(&[]);
    let page = front.logged_in("山田", "/units");
    page.go(&front.url("/units?lang=en"));
    page.until("document.querySelector('#pair-start:not([disabled])')");
    page.click("#pair-start");
    page.reads("#over", &en("pair-ask-what", &[]));
    page.click("#over button.main");
    page.reads("#pairing", &en("pair-waits", &[]));
    let port = opened(&mut front);
    plugged_in(&mut front, 1, &port, "silent");
    let first = at_the_reader(&mut front, 1);
    assert_eq!(on_the_page(&page), first);
    page.click("#pairing [data-answer=false]");
    page.reads("#pairing", "\"Different\" was chosen at reception");
    // The reader tries again, and so do the two people: with other digits.
    let second = at_the_reader(&mut front, 1);
    page.until(&format!(
        "document.querySelector('#pairing .digits')?.textContent.replace(' ', '') === '{second}'"
    ));
    page.click("#pairing [data-answer=true]");
    page.reads("#pairing", &en("pair-answered", &[]));
    page.click("#pairing [data-focus=pair-cancel]");
    page.reads("#pairing", "The pairing was ended by 山田");
    closed(&mut front);
    assert_eq!(front.json("unit list")["units"], json!([]));
    assert!(!front.clinic.path().join("reader-1").exists());
    take(&page, "units-pairing-ended");
    page.click("#pairing [data-focus=pair-again]");
    page.reads("#over", &en("pair-ask", &[]));
    page.done();
}

#[test]
fn others_see_who_pairs_and_a_page_that_is_closed_leaves_nothing_behind() {
    let mut front = front(&[]);
    front.person("佐藤", "support");
    front.person("鈴木", "reception");
    let (own, support) = (
        front.logged_in("山田", "/units"),
        front.logged_in("佐藤", "/units"),
    );
    let reception = front.logged_in("鈴木", "/units");
    reception.reads("#pair", &ja("pair-others-may", &[]));
    let port = begins(&mut front, &own, "");
    for other in [&support, &reception] {
        other.reads("#pairing", "山田 が");
        other.until("document.querySelector('#pair-start').disabled");
    }
    let no_button = "return document.querySelector('#pairing button') === null";
    assert_eq!(reception.js(no_button), true);
    plugged_in(&mut front, 1, &port, "silent");
    let digits = on_the_page(&own);
    support.reads("#pairing", "番号を比べています");
    assert!(!support.text("#pairing").replace(' ', "").contains(&digits));
    take(&support, "units-pairing-of-another");
    // Whoever did not start it does not answer, whatever his page would send.
    let answers = format!(
        "const seen = await (await fetch('/api/v1/pairing')).json(); \
         const said = await fetch('/api/v1/pairing/answer', {{ method: 'POST', headers: {{ 'Content-Type': 'application/json' }}, \
           body: JSON.stringify({{ pairing: seen.pairing.id, digits: '{digits}', same: true }}) }}); \
         return [said.status, (await said.json()).code]"
    );
    let answered = support.js_later(&format!("(async () => {{ {answers} }})().then(done)"));
    assert_eq!(answered, json!([409, "pairing-of-another"]));
    let may_not =
        reception.js_later("fetch('/api/v1/pairing').then((answer) => done(answer.status))");
    assert_eq!(may_not, 403);

    own.go("about:blank");
    closed(&mut front);
    support.until("document.querySelector('#pairing').hidden");
    assert_eq!(front.json("unit list")["units"], json!([]));
    // The next one begins at once, and may be ended by another who may pair.
    begins(&mut front, &support, "");
    own.go(&front.url("/units"));
    own.reads("#pairing", "佐藤 が");
    own.click("#pairing [data-focus=pair-cancel]");
    own.reads("#over", &ja("pair-cancel-another", &[("who", "佐藤")]));
    own.click("#over button.main");
    support.reads("#pairing", "山田 が取りやめました");
    closed(&mut front);
}

#[test]
fn a_controller_that_is_killed_in_the_middle_has_enrolled_nobody_and_the_page_says_so() {
    let rules = format!("undo_s = 60\n\n[pairing]\nlisten = \"{PAIRING}\"");
    let mut front = front(&[]);
    let page = front.logged_in("山田", "/units");
    let port = begins(&mut front, &page, "");
    plugged_in(&mut front, 1, &port, "silent");
    on_the_page(&page);
    front.clinic.kill();
    page.until("!document.querySelector('#cut').hidden");
    front.start(&rules);
    // Sessions end with the controller: the page asks for the password, and goes on with what it knows then.
    page.reads("#locked", &ja("lock-over", &[]));
    page.js("document.querySelector('#lock-password').focus(); return 0");
    page.keys(PASSWORD);
    page.click("#locked .main");
    page.until("!document.querySelector('#locked')");
    page.reads("#pairing", &ja("pair-lost", &[]));
    page.click("[data-focus=pair-close]");
    page.until("!document.querySelector('#pair-start').disabled");
    page.until("document.querySelector('#pairing').hidden");
    assert_eq!(front.json("unit list")["units"], json!([]));
    begins(&mut front, &page, "");
}

#[test]
fn a_reader_shows_which_one_it_is_but_never_over_a_patient() {
    let mut front = front(&[1, 2]);
    let page = front.logged_in("山田", "/units");
    let button = "[data-act=identify][data-focus='identify CR-2024-0002']";
    page.click(".card[data-unit=CR-2024-0002] .face");
    page.reads(button, &ja("act-identify", &[]));
    page.click(button);
    page.reads("body", "15秒間表示します");
    let shown = |line: &str| line.contains("shows which reader this is").then_some(());
    front.clinic.agent(2).line(shown);
    front.types("ticket add 11 12");
    let mut watch = front.clinic.watch();
    watch.until(|look| {
        let units = look["units"].as_array().unwrap();
        units.iter().all(|unit| unit["activity"] == "called")
    });
    page.click(button);
    page.reads("body", "空いてから、もう一度行ってください");
    page.done();
}
