//! States that a clinic with simulated readers does not come to by itself, told to the pages by a stream that the test holds.

use crate::driver::Look;
use crate::front::{Front, Page, ja};
use madoguchi_tests::programs::{Program, command};
use serde_json::{Value, json};

/// A stream whose events the test makes, for a browser without a shared worker.
pub const HELD: &str = "delete window.SharedWorker; \
    window.EventSource = class extends EventTarget { \
      constructor() { super(); this.readyState = 1; window.source = this; } \
    }; \
    window.EventSource.CLOSED = 2; \
    window.tell = (kind, data) => window.source.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }));";

fn text(code: &str, ja: &str) -> Value {
    json!({ "code": code, "ja": ja, "en": "-" })
}

fn reader(counter: Option<&str>, activity: &str, changes: &Value) -> Value {
    let mut unit = json!({
        "serial": counter.map(|name| format!("CR-{name}")),
        "counter": counter.map(|name| json!({ "name": name, "placement": "standing", "tags": [] })),
        "attached": true, "serves": true, "paused": false, "retired": false, "ticket": null, "activity": activity,
        "why": text("free", "-"), "health": { "state": "healthy", "codes": [] }, "port": "1-1",
    });
    for (name, value) in changes.as_object().unwrap() {
        unit[name] = value.clone();
    }
    unit
}

fn ticket(id: u64, number: &str, state: &str, changes: &Value) -> Value {
    let mut ticket = json!({
        "ticket_id": id, "number": number, "class": "normal", "state": state, "needs": [], "prefers": [], "unit": null,
        "counter": null, "attempt": 1, "why": text("next-in-line", "-"), "deadline_ms": null, "earlier_day": null, "held": false,
        "waited_ms": 65 * 60_000, "closed_at_ms": null, "expected_wait_ms": null, "since_ms": null,
    });
    for (name, value) in changes.as_object().unwrap() {
        ticket[name] = value.clone();
    }
    ticket
}

pub fn state(units: &[Value], queue: &[Value], alarms: &[Value]) -> Value {
    json!({
        "revision": 1, "demo": false, "queue": queue, "closed": [], "undo": null,
        "day": { "open": false, "text": null, "can_undo_end": true },
        "status": {
            "units": units, "waiting": queue.len(), "closed_today": 3, "alarms": alarms, "environment": "production",
            "time_of_day_ms": 1_795_000_000_000_u64, "utc_offset_min": 540,
        },
    })
}

pub fn tell(page: &Page, kind: &str, data: &Value) {
    page.until("window.source");
    page.js(&format!("window.tell('{kind}', {data}); return 0"));
}

fn held(front: &Front, address: &str) -> Page {
    let page = Page::open(Look::DESK);
    page.before_each_page(HELD);
    page.go(&front.url(address));
    page
}

#[test]
fn each_state_of_a_reader_has_a_shape_and_a_word() {
    let front = Front::with(&[]);
    let page = held(&front, "/");
    let off = |changes: Value| {
        let mut all = json!({ "serves": false, "attached": true });
        all.as_object_mut()
            .unwrap()
            .extend(changes.as_object().unwrap().clone());
        all
    };
    let paused = text(
        "paused-by-staff",
        "休止しています。「madoguchi unit resume」で再開できます。",
    );
    let units = [
        reader(Some("窓口1"), "free", &json!({})),
        reader(Some("窓口2"), "called", &json!({ "ticket": "4" })),
        reader(
            Some("窓口3"),
            "verifying",
            &json!({ "ticket": "5", "paused": true }),
        ),
        reader(Some("窓口4"), "walk_up", &json!({})),
        reader(Some("窓口5"), "finishing", &json!({})),
        reader(
            Some("窓口6"),
            "free",
            &off(json!({ "paused": true, "why": paused })),
        ),
        reader(Some("窓口10"), "absent", &off(json!({ "attached": false }))),
        reader(Some("窓口8"), "free", &off(json!({}))),
        reader(
            Some("窓口9"),
            "free",
            &off(json!({ "health": { "state": "faulted", "codes": ["E-1"] } })),
        ),
        reader(None, "absent", &off(json!({}))),
    ];
    let alarm = text(
        "alarm",
        "「madoguchi unit pause 窓口9」で休止するか、「madoguchi ticket list」を確かめてください。「madoguchi doctor」の結果、「madoguchi time show」の時刻",
    );
    let later = json!({ "expected_wait_ms": 180_000 });
    let queue = [
        ticket(
            5,
            "5",
            "verifying",
            &json!({ "unit": "CR-窓口3", "since_ms": 1_794_999_900_000_u64 }),
        ),
        ticket(6, "6", "waiting", &later),
        ticket(
            7,
            "7",
            "parked",
            &json!({ "earlier_day": "2026-11-28", "held": true }),
        ),
        ticket(8, "7", "waiting", &json!({})),
    ];
    tell(&page, "counter", &state(&units, &queue, &[alarm]));
    let seen = page.js(
        "return [...document.querySelectorAll('.tile')].map((tile) => \
           [tile.getAttribute('aria-label'), tile.querySelector('use').getAttribute('href').slice(7), tile.querySelector('.state').textContent])",
    );
    let tile = |name: &str, shape: &str, word: &str| json!([name, shape, ja(word, &[])]);
    let both = json!([
        "窓口3",
        "work",
        ja("tile-work", &[]) + &ja("tile-pauses", &[])
    ]);
    // In the order in which they stand: 9 before 10.
    let expected = json!([
        tile("窓口1", "free", "tile-free"),
        tile("窓口2", "called", "tile-called"),
        both,
        tile("窓口4", "work", "tile-walk-up"),
        tile("窓口5", "done", "tile-done"),
        tile("窓口6", "paused", "tile-paused"),
        tile("窓口8", "seatless", "tile-seatless"),
        tile("窓口9", "fault", "tile-fault"),
        tile("窓口10", "offline", "tile-offline"),
        tile(&ja("reader-unknown", &[]), "seatless", "tile-seatless"),
    ]);
    assert_eq!(seen, expected);
    page.reads(".tile[aria-label=窓口3] .time", "1:40");
    page.reads("#day", &ja("day-closed", &[]));
    page.reads(
        "#waiting",
        &ja(
            "expected",
            &[("minutes", &ja("minutes", &[("minutes", "3")]))],
        ),
    );
    page.reads(
        "#waiting",
        &ja("hours", &[("hours", "1"), ("minutes", "5")]),
    );
    page.click(".tile[aria-label=窓口6] summary");
    page.reads(".tile[aria-label=窓口6] .inline", &ja("act-resume", &[]));
    page.click("#alarms summary");
    page.reads("#alarms .inline", &ja("act-pause", &[]));
    page.reads("#alarms li a", &ja("open-list", &[]));
    page.reads("#alarms li a:nth-of-type(2)", &ja("open-doctor", &[]));
    page.reads("#alarms li a:nth-of-type(3)", &ja("open-day", &[]));
    // A ticket whose number one of today has: an act would find the other.
    page.click("#attention .row");
    page.reads("#panel", &ja("number-hidden", &[]));
    assert_eq!(
        page.js("return document.querySelectorAll('#panel [data-act]').length"),
        0
    );

    // What happened is said as it is, and much at once as a number.
    let now = |state: &str| -> Vec<_> {
        (20..25)
            .map(|n| ticket(n, &n.to_string(), state, &json!({})))
            .collect()
    };
    tell(&page, "counter", &self::state(&units, &now("called"), &[]));
    tell(&page, "counter", &self::state(&units, &now("missed"), &[]));
    page.reads("#say", &ja("say-missed", &[("number", "20")]));
    page.reads("#say", &ja("say-more", &[("more", "2")]));
    page.done();
}

#[test]
fn a_board_tells_the_end_of_the_day_and_a_page_that_was_never_reached_says_so() {
    let front = Front::with(&[]);
    let page = Page::open(Look::DESK);
    page.before_each_page(HELD);
    page.go(&front.board());
    page.click("#sound [value=none]");
    let board = json!({
        "revision": 1, "calls": [], "missed": [], "waiting": 0, "day": "closing", "time_of_day_ms": 1_795_000_000_000_u64,
        "utc_offset_min": 540, "demo": true, "test": false,
    });
    tell(&page, "board", &board);
    page.reads("#day", &ja("board-closing", &[]));
    page.reads("#demo", &ja("demo", &[]));
    page.go(&front.url("/"));
    page.until("window.source");
    page.js("window.source.dispatchEvent(new Event('error')); return 0");
    page.reads("#cut", &ja("cut-off-at-once", &[]));
    page.done();
}

#[test]
fn a_patient_ahead_changes_the_words_of_those_behind_whose_rows_stay() {
    let front = Front::with(&[]);
    let page = held(&front, "/");
    let waiting = |id, number, place: u64| {
        let changes = json!({
            "position": place, "expected_wait_ms": place * 3 * 60_000,
            "why": text("behind-others", &format!("{place} 番目です")),
        });
        ticket(id, number, "waiting", &changes)
    };
    tell(&page, "counter", &state(&[], &[waiting(1, "101", 1)], &[]));
    page.reads("#waiting .why", "1 番目です");
    page.js("window.row = document.querySelector('#waiting .row'); window.row.focus(); return 0");
    let both = [waiting(2, "102", 1), waiting(1, "101", 2)];
    tell(&page, "counter", &state(&[], &both, &[]));
    page.reads("#waiting li:last-child .why", "2 番目です");
    let minutes = ja("minutes", &[("minutes", "6")]);
    page.reads(
        "#waiting li:last-child .expected",
        &ja("expected", &[("minutes", &minutes)]),
    );
    page.until("document.activeElement === window.row && window.row.isConnected");
    page.done();
}

#[test]
fn the_time_to_undo_ends_without_a_change() {
    let front = Front::with(&[]);
    let page = held(&front, "/");
    let mut undoable = state(&[], &[], &[]);
    undoable["undo"] = json!({
        "number": "7", "text": text("undo", "-"), "until_ms": 1_795_000_004_000_u64,
    });
    tell(&page, "counter", &undoable);
    page.reads("#undo", &ja("undo-what", &[("number", "7")]));
    page.until("document.querySelector('#undo').hidden");
    page.done();
}

#[test]
fn a_browser_without_a_shared_worker_and_one_without_what_pages_need() {
    let front = Front::with(&[1]);
    let page = Page::open(Look::DESK);
    page.before_each_page("delete window.SharedWorker;");
    page.go(&front.url("/"));
    page.reads("#tiles", "窓口1");
    front.types("ticket add 61 62");
    page.reads("#waiting", "62");
    page.done();
    let old = Page::open(Look::DESK);
    old.before_each_page("delete Array.prototype.at;");
    old.go(&front.url("/"));
    old.reads("#old", &ja("old-browser", &[]));
    old.until("!document.querySelector('#old').hidden");
    old.devtools(
        "Emulation.setScriptExecutionDisabled",
        &json!({ "value": true }),
    );
    old.go(&front.url("/"));
    let seen = old
        .devtools("DOM.getDocument", &json!({ "depth": -1 }))
        .to_string();
    assert!(seen.contains(&ja("no-script", &[])), "{seen}");
}

#[test]
fn the_demo_says_on_every_page_that_it_is_one() {
    let mut demo = Program::start(
        command("madoguchi").args(["demo", "--lang", "ja", "--speed", "20", "--seed", "3"]),
    );
    let address = demo.line(|line| {
        let (_, rest) = line.split_once("http://")?;
        let end = rest.find('/')?;
        Some(format!("http://{}/", &rest[..end]))
    });
    let page = Page::open(Look::DESK);
    page.go(&address);
    page.reads("#demo", &ja("demo", &[]));
    page.reads("#tiles", &ja("tile-work", &[]));
    page.note();
    // Nobody logs in to a demo, and the page of people says so.
    page.go(&format!("{address}people"));
    page.reads("#entries", "窓口1");
    for words in ["people-none", "people-no-sessions"] {
        let seen = page.text("main");
        assert!(seen.contains(&ja(words, &[])), "{seen}");
    }
    page.note();
    demo.kill();
}
