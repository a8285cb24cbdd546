//! The page of support: the one file and the code for the telephone; and what the check before opening says at the counter.

use crate::access::{axe, finds_nothing};
use crate::driver::Look;
use crate::front::{Front, ja};
use crate::screens::take;
use madoguchi_tests::programs::{Clinic, Terminal};
use std::fs;
use std::time::{Duration, Instant};

/// The check is made as soon as the readers are back.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn the_file_for_support_is_made_on_its_page_and_stands_in_the_record() {
    let front = Front::with(&[1]);
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/support");
    page.remember();
    for key in ["bundle-head", "bundle-what", "bundle-label"] {
        page.reads("#support-bundle", &ja(&format!("support-{key}"), &[]));
    }
    page.reads(
        "#bundle-days",
        &ja("support-bundle-days", &[("days", "14")]),
    );
    page.click("#bundle-make");
    // Its name has the day.
    page.reads("#bundle-came", ".zip");
    finds_nothing(&page, &axe(), "a file was made");
    page.done();
    let acts = front.clinic.ask("audit export --out acts.jsonl").done();
    assert!(!acts.out.is_empty());
    let acts = fs::read_to_string(front.clinic.path().join("acts.jsonl")).unwrap();
    assert_eq!(acts.matches("support-bundle").count(), 1, "{acts}");
}

#[test]
fn the_support_code_is_shown_to_be_scanned_and_read_out_and_decodes_to_the_readers() {
    let front = Front::with(&[1, 2]);
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/support");
    page.reads("#support-code", &ja("code-what", &[]));
    page.click("#make-code");
    page.reads("#support-code .told", &ja("code-made", &[]));
    page.reads("#support-code", &ja("code-read-out", &[]));
    page.until("document.querySelector('#support-code svg[role=img] path')");
    let typed = page.text("#typed");
    fs::write(front.clinic.path().join("read-out.txt"), &typed).unwrap();
    let decoded = front.clinic.ask("support decode read-out.txt").done().out;
    for n in [1, 2] {
        assert!(decoded.contains(&Clinic::serial(n)), "{decoded}");
    }
    finds_nothing(&page, &axe(), "a code was made");
    take(&page, "support-code");
    page.done();
}

#[test]
fn whoever_is_not_logged_in_is_told_who_may_make_a_code_and_is_offered_no_file() {
    let front = Front::with(&[1]);
    let page = front.counter(Look::DESK);
    page.go(&front.url("/support"));
    page.reads("#support-code", &ja("code-login", &[]));
    let offered = page.js("return document.querySelectorAll('#support-bundle, #make-code').length");
    assert_eq!(offered, 0);
    page.done();
}

/// Until the first patient is called.
#[test]
fn the_counter_says_in_words_that_the_clinic_can_open() {
    let mut front = Front::with(&[1, 2]);
    // The next morning.
    front.clinic.kill();
    front.start("undo_s = 60\n\n[day]\nready_check = \"00:00\"");
    let until = Instant::now() + PATIENCE;
    while front.json("status")["ready"]["code"] != "ready-all" {
        assert!(Instant::now() < until, "{}", front.json("status"));
    }
    let page = front.counter(Look::DESK);
    page.reads("#ready", "2台とも使えます");
    finds_nothing(&page, &axe(), "the clinic can open");
    take(&page, "ready");
    front.types("ticket add 7");
    page.until("document.querySelector('#ready').hidden");
    page.done();
}

/// What is made comes whole or not at all, and the page says so.
#[test]
fn a_file_or_code_that_does_not_come_is_said_with_what_to_do() {
    let front = Front::with(&[1]);
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/support");
    page.reads("#support-code", &ja("code-what", &[]));
    // As if the controller ended in that moment: no answer comes.
    page.js("const real = window.fetch; window.fetch = (...asked) => \
         String(asked[0]).includes('/support') ? Promise.reject(new TypeError('cut')) : real(...asked); return 0");
    page.click("#bundle-make");
    page.reads("#bundle-came", &ja("support-bundle-cut", &[]));
    page.click("#make-code");
    page.reads("#support-code .told", &ja("code-no-answer", &[]));
    page.done();
}
