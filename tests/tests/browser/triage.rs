//! The talk that tells whether it is the reader: one question at a time, with the keyboard and with a finger.

use crate::access::{axe, finds_nothing};
use crate::driver::{Look, key};
use crate::front::{Front, Page, en, ja};
use crate::screens::take;
use madoguchi_tests::programs::Clinic;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A sentence of triage in a language.
fn said(lang: &str, key: &str) -> String {
    let file = format!("../controller/texts/{lang}-triage.ftl");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let mut lines = text.lines().filter_map(|line| line.split_once(" = "));
    let (_, sentence) = lines.find(|(name, _)| *name == key).unwrap();
    sentence.to_owned()
}

fn asks(step: &str) -> String {
    said("ja", &format!("triage-step-{step}"))
}

fn answer(reading: &str) -> String {
    said("ja", &format!("triage-reading-{reading}"))
}

/// The names of steps, and of what a person at this clinic answers to them.
type Knows<'a> = &'a [(&'a str, &'a str)];

fn card(n: usize) -> String {
    format!(".card[data-unit=\"{}\"]", Clinic::serial(n))
}

/// Opens a reader's card, and the talk about it.
fn begin(page: &Page, n: usize) {
    page.click(&format!("{} .face", card(n)));
    page.click(&format!("{} [data-act=triage]", card(n)));
    page.until("document.querySelector('#over [role=dialog] h2')");
}

/// The number of the button with these words, as its key has it.
fn number_of(page: &Page, words: &str) -> Option<String> {
    let found = page.js(&format!(
        "return [...document.querySelectorAll('#over .buttons button')].find((one) => one.textContent.startsWith({words:?}))?.querySelector('kbd')?.textContent ?? null"
    ));
    found.as_str().map(str::to_owned)
}

/// Answers whatever is asked with the keyboard alone until a part is named; returns the questions.
fn talks(page: &Page, knows: Knows<'_>) -> Vec<String> {
    let mut asked = Vec::new();
    loop {
        if page.js("return Boolean(document.querySelector('#over .found'))") == true {
            return asked;
        }
        let question = page.text("#over h2");
        let known = knows.iter().find(|(step, _)| asks(step) == question);
        let words = match known {
            Some((_, reading)) => answer(reading),
            None => ja("triage-unknown", &[]),
        };
        let number = number_of(page, &words).unwrap_or_else(|| panic!("{words}: {question}"));
        asked.push(question);
        assert!(asked.len() <= 16, "nothing is asked twice: {asked:?}");
        page.keys(&number);
        // The next one is another dialog; between the two stands none.
        let before = serde_json::json!(asked.last());
        page.until(&format!(
            "document.querySelector('#over h2') && document.querySelector('#over h2').innerText !== {before}"
        ));
    }
}

#[test]
fn a_pulled_cable_is_found_with_the_keyboard_alone_and_the_answers_are_nowhere_kept() {
    let mut front = Front::with(&[1, 2]);
    front.person("山田", "support");
    let page = front.logged_in("山田", "/units");
    front.clinic.kill_agent(1);
    page.reads(&format!("{} .state", card(1)), &ja("tile-offline", &[]));
    begin(&page, 1);
    page.reads(
        "#over",
        &ja("triage-head", &[("reader", "窓口1"), ("count", "1")]),
    );
    page.reads("#over .buttons", &ja("triage-unknown", &[]));
    take(&page, "units-triage");
    finds_nothing(&page, &axe(), "a question");
    // Where focus is, a screen reader reads the question; nothing can be left behind it.
    assert_eq!(
        page.js("return document.activeElement.getAttribute('aria-labelledby') === 'ask-head'"),
        true
    );
    let knows = [
        ("look-at-screen", "screen-connecting"),
        ("push-plugs", "push-plugs-works"),
        ("ask-what-changed", "change-moved"),
    ];
    let asked = talks(&page, &knows);
    assert!(!asked.is_empty());
    page.reads("#over h2", &said("ja", "triage-verdict-other-part"));
    page.reads("#over .found", &said("ja", "triage-fault-cable-out"));
    page.reads("#over .found a", "MDG-0201");
    assert_eq!(
        page.js("return document.querySelector('#over .found a').getAttribute('href')"),
        "/faults/MDG-0201"
    );
    page.reads("#over", &ja("triage-todo", &[]));
    page.reads("#over", &said("ja", "triage-todo-cable-out"));
    page.reads("#over", &ja("triage-for", &[]));
    page.reads("#over", &answer("push-plugs-works"));
    finds_nothing(&page, &axe(), "a verdict");
    take(&page, "units-triage-verdict");
    // One step back asks the last question again, and anew begins with the first.
    page.keys("b");
    page.reads("#over h2", asked.last().unwrap());
    page.reads("#over .buttons", &ja("triage-anew", &[]));
    page.keys("n");
    page.reads("#over h2", &asked[0]);
    assert_eq!(number_of(&page, &ja("triage-back", &[])), None);
    page.keys(&key::ESCAPE.to_string());
    page.until("document.querySelector('#over').hidden");
    // Whoever begins again is asked from the beginning: nothing was kept.
    page.click(&format!("{} [data-act=triage]", card(1)));
    page.reads("#over h2", &asked[0]);
    page.keys(&key::ESCAPE.to_string());
    // The cable is in again.
    front.clinic.start_agent(1);
    page.until(&format!("document.querySelector('{}.is-free')", card(1)));
    page.done();
}

#[test]
fn whoever_knows_nothing_is_told_what_it_may_be_and_english_is_there_too() {
    let mut front = Front::with(&[1, 2]);
    front.person("山田", "reception");
    let page = front.logged_in("山田", "/units");
    page.go(&front.url("/units?lang=en"));
    front.clinic.kill_agent(1);
    page.reads(&format!("{} .state", card(1)), &en("tile-offline", &[]));
    page.look(Look {
        width: 390,
        height: 844,
        ..Look::DESK
    });
    begin(&page, 1);
    let unknown = en("triage-unknown", &[]);
    for _ in 0..16 {
        page.note();
        let before: Value = page.js("return document.querySelector('#over h2').innerText");
        if number_of(&page, &unknown).is_none() {
            break;
        }
        page.keys("0");
        page.until(&format!(
            "document.querySelector('#over h2') && document.querySelector('#over h2').innerText !== {before}"
        ));
    }
    page.reads("#over h2", &said("en", "triage-verdict-not-yet-known"));
    page.reads("#over", &en("triage-no-next", &[]));
    page.reads("#over", &en("triage-suspects", &[]));
    page.reads("#over", "MDG-");
    finds_nothing(&page, &axe(), "nothing known, on a phone");
    page.keys(&key::ESCAPE.to_string());
    page.reads(
        &format!("{} .told", card(1)),
        &said("en", "triage-verdict-not-yet-known"),
    );
    page.done();
}

/// What is named may still be narrowed down, and what speaks against it is not kept back.
#[test]
fn whoever_wants_to_know_more_narrows_the_cause_down() {
    let mut front = Front::with(&[1]);
    front.person("山田", "support");
    let page = front.logged_in("山田", "/units");
    front.clinic.kill_agent(1);
    page.reads(&format!("{} .state", card(1)), &ja("tile-offline", &[]));
    // No made-up fault has anything against it here, so a reason is put on the other side.
    page.js("const real = window.fetch; window.fetch = async (...asked) => { \
         const answer = await real(...asked); \
         if (!String(asked[0]).includes('/triage')) return answer; \
         const body = await answer.json(); body.against = body.speaks_for; \
         return new Response(JSON.stringify(body), { status: answer.status, headers: answer.headers }); }; return 0");
    begin(&page, 1);
    let _ = talks(&page, &[("look-at-screen", "screen-not-registered")]);
    page.reads("#over .found", &said("ja", "triage-fault-unknown-key"));
    page.reads("#over", &ja("triage-against", &[]));
    let further = ja("triage-further", &[]);
    page.reads("#over .buttons button:first-child", &further);
    page.click("#over .buttons button:first-child");
    page.until("document.querySelector('#over h2') && !document.querySelector('#over .found')");
    page.keys(&key::ESCAPE.to_string());
    page.done();
}
