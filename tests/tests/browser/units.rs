//! The readers' page: who is refused and what to do, what can be done with a reader and what it asks first, the ports, and the PC's check.

use crate::access::{axe, finds_nothing};
use crate::driver::{Look, key};
use crate::front::{Front, Page, SLOW, ja};
use crate::screens::take;
use crate::states::{HELD, state, tell};
use crate::touch::{SMALL, TABLET};
use madoguchi_tests::programs::{Clinic, Terminal};
use serde_json::{Value, json};
use std::fs;

/// A card by its reader.
fn card(n: usize) -> String {
    format!(".card[data-unit=\"{}\"]", Clinic::serial(n))
}

/// Opens a reader's card.
fn open(page: &Page, n: usize) {
    page.click(&format!("{} .face", card(n)));
    page.until(&format!(
        "document.querySelector('{} .details:not([hidden]) dl')",
        card(n)
    ));
}

/// Presses the button of an act on a reader whose card is open.
fn act(page: &Page, n: usize, act: &str) {
    page.click(&format!("{} [data-act={act}]", card(n)));
}

/// Enrolls one more reader than the example has, at a port, and switches it on.
fn more(front: &mut Front, n: usize, port: &str) {
    let folder = front.clinic.path().to_owned();
    let text = fs::read_to_string(folder.join("agent-4.toml")).unwrap();
    let text = text
        .replace("reader-4", &format!("reader-{n}"))
        .replace("spool-4", &format!("spool-{n}"))
        .replace("\"1-4\"", &format!("\"{port}\""));
    fs::write(folder.join(format!("agent-{n}.toml")), text).unwrap();
    front.clinic.enroll(n);
    front.clinic.start_agent_with(n, &[SLOW]);
}

/// The controller's sentence up to the first command in it, which is a link or a button on the page.
fn begins(text: &Value) -> String {
    let ja = text["ja"].as_str().unwrap();
    ja.split('「').next().unwrap().to_owned()
}

#[test]
fn a_reader_behind_a_hub_and_a_fifth_one_are_refused_with_what_to_do() {
    let mut front = Front::with(&[1, 2, 3, 4]);
    more(&mut front, 5, "1-5");
    more(&mut front, 6, "1-6.1");
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/units");
    page.reads("#ports", &ja("ports-hub-todo", &[]));
    page.reads("#seats", "4");
    let units = front.json("unit list");
    for (n, admission) in [(5, "refused:fleet-full"), (6, "refused:behind-hub")] {
        page.until(&format!(
            "document.querySelector('{}.is-seatless')",
            card(n)
        ));
        let listed = units["units"].as_array().unwrap().iter();
        let unit = listed
            .clone()
            .find(|unit| unit["serial"] == Clinic::serial(n));
        let unit = unit.unwrap();
        assert_eq!(unit["admission"], admission);
        page.reads(&format!("{} .why", card(n)), &begins(&unit["why"]));
    }
    // The fifth one's way on is this very page, and the hub's a link to the check of the PC.
    page.reads(&format!("{} .why", card(5)), &ja("open-here", &[]));
    page.reads(&format!("{} .why a", card(6)), &ja("open-doctor", &[]));
    // The picture: the hub at its port, and the reader behind it.
    let hub = "#ports li[data-port=\"1-6\"].is-hub.is-wrong";
    page.reads(
        &format!("{hub} > ul > li[data-port=\"1-6.1\"].is-wrong"),
        "窓口6",
    );
    page.reads("#ports li[data-port=\"1-1\"]", &ja("tile-free", &[]));
    page.reads("#ports", &ja("ports-virtual", &[]));
    open(&page, 6);
    page.reads(&format!("{} dl", card(6)), "1-6.1");
    page.reads(&format!("{} dl", card(6)), &ja("units-seat-none", &[]));
    take(&page, "units-refused");
    // Its plug pulled, and put straight into the PC in another one's place: it serves.
    front.clinic.kill_agent(6);
    front.types("unit retire 窓口4 --yes");
    front.types("unit retire 窓口5 --yes");
    page.reads("#say", "窓口");
    front
        .clinic
        .start_agent_with(6, &[SLOW, ("\"1-6.1\"", "\"1-6\"")]);
    page.until(&format!("document.querySelector('{}.is-free')", card(6)));
    page.until("!document.querySelector('#ports .is-hub')");
    page.done();
}

#[test]
fn a_broken_reader_is_replaced_and_the_page_leads_on_to_the_transfer() {
    let front = Front::with(&[1, 2]);
    let clinic = &front.clinic;
    clinic
        .vendor("issue bundled --issuer issuer --serial CR-2024-0001 --id BOX-1 --out box.license");
    front.types("license install box.license");
    front.types("ticket add 21 22");
    front.types("ticket add 23 --need unit:窓口1");
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/units");
    page.reads(&format!("{} .state", card(1)), &ja("tile-called", &[]));
    open(&page, 1);
    page.reads(&format!("{} dl", card(1)), &ja("units-seat-bundled", &[]));
    act(&page, 1, "replace");
    let which = [("reader", "窓口1"), ("serial", "CR-2024-0001")];
    page.reads("#over", &ja("units-ask-replace", &which));
    page.reads("#over", &ja("units-ask-replace-what", &[]));
    take(&page, "units-replace");
    page.keys("1");
    // What it takes away is said as the command line says it, with its numbers.
    page.reads("#over", &ja("units-ask-really", &[("reader", "窓口1")]));
    let said = page.text("#over p");
    let asked = clinic.ask("unit replace CR-2024-0001 CR-2024-0002 --lang ja");
    let typed = format!("{}{}", asked.out, asked.err);
    let first = said.split('。').next().unwrap();
    let flat = |text: &str| text.split_whitespace().collect::<String>();
    assert!(flat(&typed).contains(&flat(first)), "{said}\n{typed}");
    page.click("#over .buttons button:first-child");
    // Nothing speaks for a fault of its own: it takes a reason.
    page.reads("#over", &ja("units-ask-ground", &[("reader", "窓口1")]));
    page.reads("#over", &ja("units-replace-reason", &[]));
    page.reads("#over", &ja("units-replace-reason-hint", &[]));
    page.reads("#over", &ja("units-replace-anyway", &[]));
    finds_nothing(&page, &axe(), "why it is replaced");
    page.keys("画面が割れた");
    page.click("#over button.main");
    page.reads("#told", &ja("units-did-replace", &[("reader", "窓口1")]));
    page.reads("#told a", &ja("do-license-request", &[]));
    assert_eq!(
        page.js("return document.querySelector('#told a').getAttribute('href')"),
        "/licenses?transfer=CR-2024-0001#request"
    );
    page.click("#show-retired");
    page.reads(
        "#retired",
        &ja("units-replaced-by", &[]).replace(&ja("units-replaced-by", &[]), "CR-2024-0001"),
    );
    page.reads("#retired dl", "CR-2024-0002");
    page.reads("#retired dl", &ja("units-replaced-why", &[]));
    page.reads("#retired dl", "画面が割れた");
    page.click("#told a");
    page.until("location.pathname === '/licenses' && location.search === '?transfer=CR-2024-0001'");
    page.done();
}

#[test]
fn a_pause_has_a_reason_that_the_counter_shows() {
    let front = Front::with(&[1]);
    front.types("ticket add 31 32");
    front.person("鈴木", "reception");
    let page = front.logged_in("鈴木", "/units");
    page.reads(&format!("{} .state", card(1)), &ja("tile-called", &[]));
    open(&page, 1);
    act(&page, 1, "pause");
    page.reads("#over", &ja("units-ask-pause", &[("reader", "窓口1")]));
    page.reads("#over", &ja("units-ask-pause-what", &[]));
    take(&page, "units-pause");
    // The reason is typed at once, as an input method ends it.
    page.keys("ガラスの清掃");
    // A call stands: it is taken back only after the question.
    page.click("#over .buttons button:nth-of-type(2)");
    page.reads("#over", "31");
    page.click("#over button.main");
    page.reads(&format!("{} .state", card(1)), &ja("tile-paused", &[]));
    page.reads(&format!("{} .chip", card(1)), "ガラスの清掃");
    assert_eq!(front.state("31"), "waiting");
    let unit = &front.json("unit list")["units"][0];
    assert_eq!(unit["pause_reason"], "ガラスの清掃");

    let counter = front.counter(Look::DESK);
    counter.reads(".tile .chip", "ガラスの清掃");
    counter.reads("#alarms", "ガラスの清掃");
    counter.done();
    let story = front.clinic.ask("ticket show 31 --lang ja").done();
    let story: String = story.out.split_whitespace().collect();
    assert!(story.contains("ガラスの清掃"), "{story}");

    // A second word at the command line replaces the first; without one it stays.
    front.types("unit pause 窓口1");
    page.reads(&format!("{} .chip", card(1)), "ガラスの清掃");
    front.types("unit pause 窓口1 --reason 停電");
    page.reads(&format!("{} .chip", card(1)), "停電");
    act(&page, 1, "resume");
    page.until(&format!("!document.querySelector('{}.is-paused')", card(1)));
    page.until(&format!("!document.querySelector('{} .chip')", card(1)));
    assert_eq!(
        front.json("unit list")["units"][0]["pause_reason"],
        Value::Null
    );
    page.done();
}

#[test]
fn a_reader_is_restarted_by_a_button_that_says_what_happens() {
    let front = Front::with(&[1]);
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/units");
    open(&page, 1);
    front.types("ticket add 12");
    page.reads(&format!("{} .state", card(1)), &ja("tile-called", &[]));
    act(&page, 1, "restart");
    page.reads("#over", &ja("units-ask-restart", &[("reader", "窓口1")]));
    page.reads("#over", &ja("units-ask-restart-what", &[]));
    page.reads("#over", &ja("units-restart-now", &[]));
    page.click("#over .buttons button:nth-of-type(2)");
    page.reads(&format!("{} .state", card(1)), &ja("tile-restarting", &[]));
    page.reads(&format!("{} dl", card(1)), &ja("units-restarts", &[]));
    let unit = &front.json("unit list")["units"][0];
    assert_eq!(unit["why"]["code"], "restarting");
    page.done();
}

#[test]
fn a_reader_that_somebody_works_on_is_shown_as_that_until_it_is_ended() {
    let front = Front::with(&[1]);
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/units");
    open(&page, 1);
    act(&page, 1, "maintenance");
    page.reads(
        "#over",
        &ja("units-ask-maintenance", &[("reader", "窓口1")]),
    );
    let asked = [
        "units-ask-maintenance-what",
        "units-work",
        "units-work-hint",
        "units-until",
        "units-until-hint",
    ];
    for key in asked {
        page.reads("#over", &ja(key, &[]));
    }
    take(&page, "units-maintenance");
    page.keys("ファンの交換");
    page.click("#over button.main");
    page.reads(&format!("{} .state", card(1)), &ja("tile-maintenance", &[]));
    page.reads(&format!("{} .chip", card(1)), "ファンの交換");
    page.reads(&format!("{} dl", card(1)), &ja("units-maintenance", &[]));
    let unit = &front.json("unit list")["units"][0];
    assert_eq!(unit["why"]["code"], "in-maintenance");
    let counter = front.counter(Look::DESK);
    counter.reads(".tile .state", &ja("tile-maintenance", &[]));
    counter.done();
    act(&page, 1, "maintenance-end");
    page.until(&format!("!document.querySelector('{}.is-paused')", card(1)));
    assert_eq!(
        front.json("unit list")["units"][0]["maintenance"],
        Value::Null
    );
    page.done();
}

#[test]
fn whoever_may_not_is_offered_nothing() {
    let front = Front::with(&[1]);
    let offered = |page: &Page| {
        open(page, 1);
        page.js("return [...document.querySelectorAll('.card [data-act]')].map((one) => one.dataset.act)")
    };
    let page = Page::open(Look::DESK);
    page.go(&front.url("/units"));
    page.reads("#units", "窓口1");
    assert_eq!(offered(&page), json!(["pause", "identify"]));
    page.reads("#readers", &ja("units-others-may", &[]));
    page.reads("#doctor", &ja("doctor-login", &[]));
    page.done();
    for (role, acts, examines) in [
        ("vendor", json!(["triage", "identify"]), true),
        (
            "support",
            json!([
                "maintenance",
                "restart",
                "change",
                "note",
                "prefer",
                "replace",
                "retire",
                "triage",
                "identify"
            ]),
            true,
        ),
        ("reception", json!(["pause", "triage", "identify"]), true),
    ] {
        front.person(role, role);
        let page = front.logged_in(role, "/units");
        page.reads("#units", "窓口1");
        assert_eq!(offered(&page), acts, "{role}");
        let button = page.js("return Boolean(document.querySelector('#examine'))");
        assert_eq!(button, examines, "{role}");
        // The desk decides, whatever a page offers.
        let answer = page.js_later(
            "fetch('/api/v1/units/CR-2024-0001/prefer', { method: 'POST', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' }, body: '{}' }) \
               .then((answer) => done(answer.status))",
        );
        let may = role == "support";
        assert_eq!(answer == 200, may, "{role}: {answer}");
        page.note();
    }
}

#[test]
fn a_reader_is_changed_and_noted_and_preferred_and_taken_out() {
    let front = Front::with(&[1, 2]);
    front.types("ticket add 41 42 43");
    front.types("ticket add 44 --need seated");
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/units");
    page.reads("#units", "窓口2");
    open(&page, 2);
    // The only seated counter: whoever needs one would wait for ever, and staff are told how many.
    act(&page, 2, "change");
    page.reads("#over", &ja("units-ask-change", &[("reader", "窓口2")]));
    page.reads("#over", &ja("units-tags-hint", &[]));
    take(&page, "units-change");
    page.click("#over .toggle input[value=standing]");
    page.click("#over button.main");
    page.reads("#over", &ja("units-ask-really", &[("reader", "窓口2")]));
    page.reads("#over p", "1");
    page.keys(&key::ESCAPE.to_string());
    page.until("document.querySelector('#over').hidden");
    assert_eq!(
        front.json("unit list")["units"][1]["counter"]["placement"],
        "seated"
    );
    // A new name alone takes nothing from anybody.
    act(&page, 2, "change");
    page.until("document.activeElement.matches('#over input')");
    page.js("document.activeElement.select(); return 0");
    page.keys("受付B");
    page.js("document.querySelectorAll('#over input[type=text]')[1].focus(); return 0");
    page.keys(&format!("language:en{}", key::ENTER));
    page.reads(&format!("{} .name", card(2)), "受付B");
    page.reads(&format!("{} dl", card(2)), "language:en");
    act(&page, 2, "note");
    page.reads("#over", &ja("units-cable-hint", &[]));
    page.reads("#over", &ja("units-delivered-hint", &[]));
    page.keys("5 m");
    page.js("document.querySelectorAll('#over input[type=text]')[1].focus(); return 0");
    page.keys(&format!("2024/5/20{}", key::ENTER));
    page.reads(&format!("{} dl", card(2)), "5 m");
    page.reads(&format!("{} dl", card(2)), "2024-05-20");
    page.reads(&format!("{} dl", card(2)), "2029-05-31");
    act(&page, 2, "prefer");
    page.reads(&format!("{} dl", card(2)), &ja("units-preferred", &[]));
    act(&page, 2, "prefer-off");
    page.reads(&format!("{} .acts", card(2)), &ja("units-act-prefer", &[]));
    // A refusal is told at the card.
    page.js("document.querySelector('#say').textContent = ''; return 0");
    act(&page, 2, "retire");
    page.reads("#over", "受付B");
    take(&page, "units-retire");
    page.click("#over .buttons button:first-child");
    page.reads("#told", &ja("units-did-retire", &[("reader", "受付B")]));
    page.reads("#say", "受付B");
    page.click("#show-retired");
    page.reads("#retired .card", &ja("units-retired", &[]));
    page.reads("#show-retired", &ja("units-hide-retired", &[]));
    page.click("#show-retired");
    page.reads("#show-retired", &ja("units-show-retired", &[]));
    page.done();
}

#[test]
fn a_page_without_readers_says_so_and_works_by_keyboard_and_by_finger() {
    let mut front = Front::with(&[]);
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/units");
    page.reads("#none", &ja("units-none", &[]));
    page.reads("#ports", &ja("ports-none", &[]));
    page.click("#show-retired");
    page.reads("#show-retired", &ja("units-no-retired", &[]));
    front.clinic.plug_in(1);
    front.clinic.plug_in(2);
    page.reads("#units", "窓口1");
    page.reads("#say", "窓口");
    page.until(&format!("document.querySelector('{}.is-free')", card(1)));
    // By keyboard alone: to the card, open, to an act, out again, and back where it began.
    page.js(&format!(
        "document.querySelector('{} .face').focus(); return 0",
        card(1)
    ));
    page.keys(&key::ENTER.to_string());
    page.until(&format!(
        "document.querySelector('{} .details dl')",
        card(1)
    ));
    page.until("document.activeElement.getAttribute('aria-expanded') === 'true'");
    page.keys(&key::TAB.to_string());
    page.until("document.activeElement.dataset.act === 'pause'");
    page.keys(&key::ENTER.to_string());
    page.until("document.activeElement.matches('#over input')");
    page.keys(&key::ESCAPE.to_string());
    page.until("document.activeElement.dataset.act === 'pause'");
    act(&page, 1, "replace");
    page.reads("#over", &ja("units-ask-replace-what", &[]));
    page.keys(&key::ESCAPE.to_string());
    front.types("unit retire 窓口2 --yes");
    page.until(&format!("!document.querySelector('{}')", card(2)));
    act(&page, 1, "replace");
    page.reads("#over", &ja("units-ask-replace-none", &[]));
    page.keys(&key::ESCAPE.to_string());
    page.look(TABLET);
    assert_eq!(page.js(SMALL), json!([]));
    page.touch(&format!("{} [data-act=pause]", card(1)));
    page.reads("#over", &ja("units-reason-hint", &[]));
    assert_eq!(page.js(SMALL), json!([]));
    page.touch("#over button.main");
    page.reads(&format!("{} .state", card(1)), &ja("tile-paused", &[]));
    page.look(Look {
        width: 390,
        height: 844,
        ..TABLET
    });
    assert_eq!(page.js(SMALL), json!([]));
    let wide = page.js("return document.documentElement.scrollWidth > innerWidth");
    assert_eq!(
        wide, false,
        "nothing is out of sight beside a phone's screen"
    );
    page.done();
}

/// What a clinic in a test does not have, answered in the place of the controller.
fn answering(page: &Page, path: &str, answer: &Value) {
    page.before_each_page(&format!(
        "{{ const real = window.fetch; window.fetch = (path, ...rest) => path === '/api/v1/{path}' \
           ? Promise.resolve(new Response(JSON.stringify({answer}))) : real(path, ...rest); }}"
    ));
}

fn port(place: &str, behind: Option<&str>, kind: &str, suits: bool, product: &str) -> Value {
    json!({
        "place": place, "behind": behind, "port": place, "kind": kind, "suits": suits, "serial": null,
        "product": if product.is_empty() { Value::Null } else { product.into() }, "device": null, "speed_mbps": 480,
    })
}

#[test]
fn the_ports_are_drawn_as_they_are() {
    let axe = axe();
    let front = Front::with(&[1, 2]);
    let page = Page::open(Look::DESK);
    let mut reader = port("1-9", None, "reader", true, "Card reader");
    reader["serial"] = json!("CR-2024-0009");
    let ports = [
        port("1-1", None, "reader", true, "Card reader"),
        port("1-2", None, "reader", true, "Card reader"),
        port("1-3", None, "empty", true, ""),
        port("1-4", None, "hub", true, "USB2.0 Hub"),
        port("1-4.1", Some("1-4"), "empty", false, ""),
        port("1-4.2", Some("1-4"), "other", false, "Keyboard"),
        port("1-5", None, "board-hub", true, "USB Hub"),
        port("1-5.1", Some("1-5"), "empty", true, ""),
        port("1-6", None, "foreign", true, "Other Reader"),
        port("1-7", None, "other", true, ""),
        reader,
    ];
    let seen = json!({ "policy": "usb", "sockets_known": true, "ports": ports, "unseen": null });
    answering(&page, "ports", &seen);
    page.go(&front.url("/units"));
    for (at, words) in [
        ("1-1", "窓口1"),
        ("1-3", &*ja("ports-free", &[])),
        ("1-4", &*ja("ports-hub", &[])),
        ("1-4.1", &*ja("ports-free-behind-hub", &[])),
        ("1-4.2", "Keyboard"),
        ("1-5", &*ja("ports-board-hub", &[])),
        ("1-5.1", &*ja("ports-free", &[])),
        ("1-6", &*ja("ports-foreign", &[])),
        ("1-7", &*ja("ports-other", &[])),
        ("1-9", &*ja("ports-reader", &[])),
    ] {
        page.reads(&format!("#ports li[data-port=\"{at}\"]"), words);
    }
    let good = page.js(
        "return [...document.querySelectorAll('.port.is-good')].map((one) => one.dataset.port)",
    );
    assert_eq!(good, json!(["1-3", "1-5.1"]));
    for dark in [false, true] {
        page.look(Look { dark, ..Look::DESK });
        finds_nothing(&page, &axe, "the ports");
    }
    take(&page, "units-ports");
    for (seen, words) in [
        (
            json!({ "policy": "usb", "sockets_known": false, "ports": [], "unseen": null }),
            ja("ports-unknown", &[]),
        ),
        (
            json!({ "policy": "usb", "sockets_known": false, "ports": [], "unseen": { "code": "ports-unseen", "ja": "調べられません", "en": "-" } }),
            "調べられません".to_owned(),
        ),
    ] {
        let page = Page::open(Look::DESK);
        answering(&page, "ports", &seen);
        page.go(&front.url("/units"));
        page.reads("#ports", &words);
        page.done();
    }
    page.done();
}

#[test]
fn the_pc_is_checked_and_the_findings_say_what_to_do() {
    let axe = axe();
    let front = Front::with(&[1]);
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/units");
    page.reads("#doctor", &ja("doctor-what", &[]));
    page.click("#examine");
    page.until("document.querySelector('.findings .what')");
    page.reads("#doctor", &ja("doctor-todo", &[]));
    page.reads("#doctor", &ja("doctor-questions", &[]));
    page.until("document.activeElement.id === 'examine'");
    page.js("document.querySelector('.findings details').open = true; return 0");
    for dark in [false, true] {
        page.look(Look { dark, ..Look::DESK });
        finds_nothing(&page, &axe, "the findings");
    }
    page.js("document.querySelector('#doctor').scrollIntoView(); return 0");
    take(&page, "units-doctor");
    page.done();

    let words = |what: &str| json!({ "ja": what, "en": "-" });
    let finding = |level: &str| {
        json!({
            "code": "hub-found", "level": level, "theme": "ports", "what": words(level), "evidence": words("見た"), "why": words("なぜ"),
            "todo": words("する"), "commands": ["board_hubs = []"],
        })
    };
    for (levels, problems, told) in [
        (
            &["problem", "notice", "good"][..],
            1,
            ja("doctor-has-problems", &[("count", "1")]),
        ),
        (&["good"][..], 0, ja("doctor-healthy", &[])),
    ] {
        let findings: Vec<_> = levels.iter().map(|level| finding(level)).collect();
        let found = json!({ "healthy": problems == 0, "problems": problems, "system": "Linux", "examined_at_ms": 0, "findings": findings });
        let page = front.logged_in("佐藤", "/account");
        answering(&page, "examination", &found);
        page.go(&front.url("/units"));
        page.click("#examine");
        page.reads("#doctor .told", &told);
        page.done();
    }
    let page = front.logged_in("佐藤", "/account");
    page.before_each_page(
        "{ const real = window.fetch; window.fetch = (path, ...rest) => path === '/api/v1/examination' ? Promise.reject(new Error()) : real(path, ...rest); }",
    );
    page.go(&front.url("/units"));
    page.click("#examine");
    page.reads("#doctor .told", &ja("doctor-no-answer", &[]));
    page.done();
}

/// What a real clinic of these tests does not come to: made-up states, told to the page in the place of the controller's.
#[test]
fn what_is_rare_about_a_reader_is_said_in_words() {
    let front = Front::with(&[1, 2]);
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/account");
    page.before_each_page(HELD);
    page.go(&front.url("/units"));
    let unit = |changes: Value| {
        let mut unit = json!({
            "serial": "CR-2024-0001", "counter": { "name": "窓口1", "placement": "standing", "tags": [] }, "edition": "multi", "attached": true,
            "serves": true, "paused": false, "preferred": false, "retired": false, "ticket": null, "activity": "free", "admission": "seat:included",
            "why": { "code": "free", "ja": "空いています。", "en": "-" }, "health": { "state": "healthy", "codes": [] }, "port": "1-1", "drops": 0,
            "sessions_today": 0, "verified_today": 0, "software": "0.1.0", "link": null, "cable": null, "grace_until_ms": null, "replaced_by": null,
            "pause_reason": null,
        });
        for (name, value) in changes.as_object().unwrap() {
            unit[name] = value.clone();
        }
        unit
    };
    let ill = json!({ "state": "degraded", "codes": ["E-CAMERA"] });
    let units = [
        unit(
            json!({ "health": ill, "grace_until_ms": 1_795_000_000_000_u64, "clock_ahead_ms": 400 }),
        ),
        unit(
            json!({ "serial": "CR-2", "counter": { "name": "窓口2", "placement": "seated", "tags": [] }, "edition": "single", "port": "1-2", "clock_ahead_ms": -45_000,
                "maintenance": { "since_ms": 1_795_000_000_000_u64, "until_ms": 1_795_003_600_000_u64, "works_since_ms": null } }),
        ),
        unit(json!({
            "serial": null, "counter": null, "port": "1-4.1", "serves": false, "activity": "absent", "admission": "refused:behind-hub", "clock_ahead_ms": 45_000,
            "link": { "hub": "1-4", "speed_mbps": 480 },
        })),
    ];
    tell(&page, "counter", &state(&units, &[], &[]));
    page.click(".card[data-unit='port 1-4.1'] .face");
    page.reads(
        ".card[data-unit='port 1-4.1'] dl",
        &ja("units-no-serial", &[]),
    );
    page.reads(".card[data-unit='port 1-4.1'] dl", &ja("units-hub", &[]));
    page.reads(
        ".card[data-unit='port 1-4.1'] dl",
        &ja("units-clock-ahead", &[("seconds", "45")]),
    );
    page.click(".card[data-unit=CR-2] .face");
    let of_the_second = ".card[data-unit=CR-2] dl";
    page.reads(
        of_the_second,
        &ja("units-clock-behind", &[("seconds", "45")]),
    );
    page.reads(of_the_second, &ja("units-maintenance-since", &[("at", "")]));
    page.reads(of_the_second, &ja("units-maintenance-until", &[("at", "")]));
    page.click(".card[data-unit=CR-2024-0001] .face");
    page.reads(
        ".card[data-unit=CR-2024-0001] dl",
        &ja("units-health-degraded", &[]),
    );
    page.reads(".card[data-unit=CR-2024-0001] dl", &ja("units-grace", &[]));
    page.click(".card[data-unit=CR-2024-0001] [data-act=replace]");
    page.reads("#over", &ja("units-other-edition", &[]));
    page.keys(&key::ESCAPE.to_string());
    page.click(".card[data-unit=CR-2024-0001] [data-act=retire]");
    page.reads("#over", "このリーダーには呼び出しません");
    page.keys(&key::ESCAPE.to_string());
    page.done();
}
