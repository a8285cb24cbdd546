//! The board in the waiting room.

use crate::driver::Look;
use crate::front::{Front, Page, ja, shown};
use serde_json::{Value, json};

/// A speech engine that never ends its first utterance, as browsers do now and then.
const HANGS_ON_THE_FIRST: &str = "window.spoken = []; window.cancelled = 0; \
    window.SpeechSynthesisUtterance = function (words) { this.words = words; }; \
    Object.defineProperty(window, 'speechSynthesis', { value: { \
      getVoices: () => [{ lang: 'ja-JP', localService: false, name: 'far' }, { lang: 'ja_JP', localService: true, name: 'near' }], \
      cancel: () => { window.cancelled += 1; }, \
      speak: (utterance) => { \
        window.spoken.push([utterance.words, utterance.voice.name]); \
        if (window.spoken.length > 1) setTimeout(() => utterance.onend(), 10); \
      }, \
    } });";

fn board(front: &Front, look: Look, sound: &str, script: &str) -> Page {
    let page = Page::open(look);
    page.before_each_page(script);
    page.go(&front.board());
    page.reads("#sound", &ja("sound-head", &[]));
    page.click(&format!("#sound [value={sound}]"));
    page.until("document.querySelector('#sound').hidden");
    page
}

#[test]
fn two_calls_at_once_are_both_spoken_though_the_voice_hangs_on_the_first() {
    let front = Front::with(&[1, 2]);
    let page = board(&front, Look::DESK, "voice", HANGS_ON_THE_FIRST);
    page.reads("#quiet", &ja("board-quiet", &[]));
    front.types("ticket add 14 15");
    page.reads("#calls", "14");
    page.reads("#calls", "15");
    page.until("window.spoken.length === 2");
    let spoken = |number, counter| ja("board-spoken", &[("number", number), ("counter", counter)]);
    // Each with its own number, by the voice of this PC, and by the counter's spoken name where it has one.
    let expected = json!([
        [spoken("14", "まどぐち いち"), "near"],
        [spoken("15", "窓口2"), "near"]
    ]);
    assert_eq!(page.js("return window.spoken"), expected);
    shown("board-spoken");
    assert_eq!(page.js("return window.cancelled"), 1);
    page.done();
}

#[test]
fn a_call_shows_wherever_it_was_made_and_leads_nowhere() {
    let front = Front::with(&[1]);
    let page = board(&front, Look::DESK, "chime", "");
    let (status, answer) = front.api("/api/v1/tickets", &json!({ "number": "A-7" }));
    assert_eq!(status, 200, "{answer}");
    page.reads("#calls", "A-7");
    page.reads(
        "#say",
        &ja("say-called", &[("number", "A-7"), ("counter", "窓口1")]),
    );
    page.until("document.querySelector('#calls li').classList.contains('is-new')");
    // It blinks for less than five seconds, and less than three times a second.
    let style = "getComputedStyle(document.querySelector('#calls li'))";
    let blinks = page.js(&format!(
        "return [{style}.animationName, {style}.animationDuration, {style}.animationIterationCount]"
    ));
    assert_eq!(blinks, json!(["new", "1s", "4"]));
    page.look(Look {
        reduced_motion: true,
        ..Look::DESK
    });
    assert_eq!(page.js(&format!("return {style}.animationName")), "none");
    front.types("ticket add 8");
    page.reads("#waits", &ja("board-waiting", &[("waiting", "1")]));
    // Nothing of a board leads to anything else, and its key opens nothing else.
    assert_eq!(
        page.js("return document.querySelectorAll('a, form, input').length"),
        0
    );
    let key = front.board().rsplit_once("key=").unwrap().1.to_owned();
    let other: Value = page.js_later(&format!(
        "fetch('/api/v1/status?key={key}', {{ credentials: 'omit' }}).then((answer) => done(answer.status))"
    ));
    assert!(other.is_number());
    page.done();
}

#[test]
fn those_who_missed_their_call_stand_aside_and_the_day_ends() {
    let front = Front::with_rules(&[1], "call_s = 10\nundo_s = 1");
    let page = board(&front, Look::DESK, "none", "");
    front.types("ticket add 9");
    page.reads("#calls", "9");
    page.reads("#missed", "9");
    page.reads(".missed", &ja("board-missed-way", &[]));
    front.types("day end --yes");
    page.reads("#day", &ja("board-closed", &[]));
    page.done();
}
