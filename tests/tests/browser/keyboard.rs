//! A morning at the counter with the keyboard alone.

use crate::driver::{Look, key};
use crate::front::{Front, Page, en, ja};

/// Selects a ticket by the arrow keys.
fn select(page: &Page, number: &str) {
    for _ in 0..30 {
        let chosen = page.text("#panel-head");
        if chosen == ja("ticket-number", &[("number", number)]) {
            return;
        }
        page.keys(&key::DOWN.to_string());
    }
    panic!("{number} is not reached: {}", page.text("body"));
}

fn is(page: &Page, number: &str, state: &str) {
    page.reads("#panel .head", &ja("ticket-number", &[("number", number)]));
    page.reads("#panel .head", &ja(&format!("state-{state}"), &[]));
}

#[test]
fn a_morning_passes_with_the_keyboard_alone() {
    let front = Front::with(&[1]);
    let page = front.counter(Look::DESK);
    // A: the number. What was typed is added by Enter, an empty field takes the next number.
    page.keys("a12");
    page.keys(&key::ENTER.to_string());
    page.reads("#add .told", &ja("added", &[("number", "12")]));
    page.reads("#tiles", "12");
    page.reads("#tiles", &ja("tile-called", &[]));
    page.keys(&key::ENTER.to_string());
    page.reads("#add .told", &ja("added", &[("number", "1")]));
    page.keys("12");
    page.keys(&key::ENTER.to_string());
    // Twice the same number: the way out leads to the ticket that has it, and it is said who added that.
    page.reads("#add .told", &ja("open-ticket", &[("number", "12")]));
    page.reads("#add .told", &ja("actor-fleet", &[]));
    page.keys(&key::ESCAPE.to_string());
    // N: at once the next one, whatever has focus.
    page.js("document.querySelector('#number').value = ''; return 0");
    page.keys("n");
    page.reads("#add .told", &ja("added", &[("number", "2")]));
    page.keys(&key::ESCAPE.to_string());

    select(&page, "1");
    page.keys("p");
    is(&page, "1", "parked");
    page.keys("b");
    is(&page, "1", "waiting");
    page.keys("d");
    page.reads("#over", &ja("ask-done", &[("number", "1")]));
    page.keys("1");
    is(&page, "1", "done");
    page.reads("#undo", &ja("undo-what", &[("number", "1")]));
    page.keys("u");
    is(&page, "1", "waiting");
    page.keys("x");
    page.reads("#over", &ja("ask-cancel", &[("number", "1")]));
    page.keys(&key::ESCAPE.to_string());
    is(&page, "1", "waiting");
    page.keys("x");
    page.reads("#over", &ja("ask-cancel", &[("number", "1")]));
    page.keys("x");
    is(&page, "1", "cancelled");
    page.keys("o");
    is(&page, "1", "waiting");
    // A reader of its own, which is then dropped again.
    page.keys("m");
    page.reads("#over", &ja("ask-move", &[("number", "1")]));
    page.keys("1");
    page.reads("#panel .head", &ja("wish-reader", &[("reader", "窓口1")]));
    page.keys("w");
    page.reads("#over", &ja("drop-unmet", &[]));
    page.keys("1");
    page.until("document.querySelectorAll('#panel .head .chip').length === 1");
    // Nobody is free: the refusal says so where the act was, and who did the last one.
    page.keys("c");
    page.reads("#panel .told .refused", "空いたリーダー");
    page.reads("#panel .told .last", &ja("actor-counter-page", &[]));
    page.keys("s");
    page.reads("#over", &ja("ask-send", &[("number", "1")]));
    page.keys(&key::ESCAPE.to_string());
    page.keys("e");
    page.reads("#over", &ja("ask-change", &[("number", "1")]));
    page.js("document.querySelector('#over input[value=urgent]').click(); return 0");
    page.js("document.querySelector('#over button.main').focus(); return 0");
    page.keys(&key::ENTER.to_string());
    page.reads("#panel .head", &ja("class-urgent", &[]));
    page.keys("t");
    page.reads("#story", "区分");
    page.reads(".bar", &ja("to-counter", &[]));
    page.done();
}

#[test]
fn the_keys_are_shown_keep_focus_inside_and_can_be_switched_off() {
    let front = Front::with(&[1]);
    let page = front.counter(Look::DESK);
    front.types("ticket add 12 13");
    page.reads("#waiting", "13");
    page.keys("?");
    page.reads("#over", &ja("keys-are-on", &[]));
    for _ in 0..5 {
        page.keys(&key::TAB.to_string());
        page.until("document.querySelector('#over').contains(document.activeElement)");
    }
    page.keys(&key::ESCAPE.to_string());
    page.until("document.querySelector('#over').hidden");
    page.keys("?");
    page.keys(&key::TAB.to_string());
    page.keys(&key::ENTER.to_string());
    page.until("document.querySelector('#over').hidden");
    let still_off = || {
        select(&page, "13");
        page.keys("p?");
        page.reads("#over", &ja("keys-are-off", &[]));
        page.keys(&key::ESCAPE.to_string());
        assert_eq!(front.state("13"), "waiting");
    };
    still_off();
    // The browser remembers it.
    page.go(&front.url("/"));
    page.reads("#waiting", "13");
    still_off();
    page.go(&front.url("/?lang=en"));
    page.reads("#waiting", "13");
    page.keys("?");
    page.reads("#over", &en("keys-turn-on", &[]));
    page.done();
}

#[test]
fn who_acts_second_reads_who_did_what_and_what_is_open_now() {
    let front = Front::with(&[1]);
    front.types("ticket add 12 13");
    let page = front.counter(Look::DESK);
    page.reads("#waiting", "13");
    select(&page, "13");
    page.keys("x");
    page.reads("#over", &ja("ask-cancel", &[("number", "13")]));
    // Meanwhile somebody else is faster.
    front.types("ticket cancel 13");
    page.reads("#panel .head", &ja("state-cancelled", &[]));
    page.keys("x");
    page.reads("#panel .told .refused", &ja("act-reopen", &[]));
    page.reads("#panel .told .last", &ja("actor-staff", &[]));
    page.click("#panel .told .inline");
    page.reads("#panel .head", &ja("state-waiting", &[]));
    page.done();
}
