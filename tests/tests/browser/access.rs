//! Every page in every state is looked at by axe-core, the checker of accessibility rules (WCAG 2.2 AA among them).
//!
//! `.ci/run` fetches it from npm: `npm pack axe-core`, whose `axe.min.js` has to lie in `target/tools/`.

use crate::driver::{Look, key};
use crate::front::{Front, PLACES, Page, ja};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

pub fn axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/axe.min.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; .ci/run fetches it", file.display()))
}

/// What axe finds on the page as it is.
pub fn finds_nothing(page: &Page, axe: &str, state: &str) {
    page.js(&format!("{axe}; return 0"));
    let found = page.js_later(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
           .then(({ violations }) => done(violations.map((rule) => [rule.id, rule.nodes.map((node) => [node.html, node.failureSummary])])))",
    );
    assert_eq!(found, json!([]), "{state}");
}

#[test]
fn no_rule_of_accessibility_is_broken_on_any_page_in_any_state() {
    let axe = axe();
    let mut front = Front::with(&[1, 2]);
    let page = front.counter(Look::DESK);
    let themes = |state: &str| {
        for dark in [false, true] {
            page.look(Look { dark, ..Look::DESK });
            finds_nothing(&page, &axe, &format!("{state}, dark: {dark}"));
        }
    };
    themes("nobody waits");
    for line in [
        "add 11 12 13 14 15 16",
        "park 13",
        "change 14 --class urgent --need seated",
        "change 15 --class priority --prefer seated",
        "cancel 16",
    ] {
        front.types(&format!("ticket {line}"));
    }
    front.clinic.kill_agent(2);
    page.reads(".tile[aria-label=窓口2]", &ja("tile-offline", &[]));
    page.js("document.querySelector('#closed').open = document.querySelector('#more').open = true; return 0");
    themes("a busy morning");
    page.keys(&key::DOWN.to_string());
    page.reads("#panel .head", &ja("ticket-number", &[("number", "11")]));
    themes("a chosen ticket");
    for (keys, words) in [
        ("e", "ask-change"),
        ("d", "ask-done"),
        ("m", "ask-move"),
        ("x", "ask-cancel"),
    ] {
        page.keys(keys);
        page.reads("#over", &ja(words, &[("number", "11")]));
        themes(words);
        page.keys(&key::ESCAPE.to_string());
    }
    page.keys("?");
    page.reads("#over", &ja("keys-head", &[]));
    themes("the keys");
    page.keys(&key::ESCAPE.to_string());
    page.keys(&format!("a11{}", key::ENTER));
    page.reads("#add .told .refused", "11");
    themes("a refusal");
    page.look(Look {
        width: 390,
        height: 844,
        ..Look::DESK
    });
    finds_nothing(&page, &axe, "on a phone");
    page.look(Look::DESK);
    front.clinic.kill();
    page.until("!document.querySelector('#cut').hidden");
    themes("cut off");
    front.start("undo_s = 60");
    page.until("document.querySelector('#cut').hidden");

    page.go(&front.url("/tickets/11"));
    page.reads("#story", "窓口1");
    themes("a ticket");
    page.go(&front.url("/tickets/77"));
    page.reads("#panel", "77");
    themes("no such ticket");
    page.go(&front.board());
    page.reads("#sound", &ja("sound-head", &[]));
    themes("the board asks");
    page.click("#sound [value=none]");
    themes("the board");
    page.note();
}

#[test]
fn no_rule_of_accessibility_is_broken_beside_the_counter() {
    let axe = axe();
    let front = Front::with(&[1, 2]);
    front.types("ticket add 11 12");
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/units");
    for place in PLACES {
        page.go(&front.url(&format!("/{place}")));
        page.reads("h1", &ja(&format!("title-{place}"), &[]));
        for dark in [false, true] {
            page.look(Look { dark, ..Look::DESK });
            finds_nothing(&page, &axe, &format!("{place}, dark: {dark}"));
        }
    }
    page.click(".menu summary");
    finds_nothing(&page, &axe, "the menu");
    front.person("鈴木", "reception");
    let page = front.logged_in("鈴木", "/account");
    page.go(&front.url("/people"));
    page.reads(".refused", "管理者");
    finds_nothing(&page, &axe, "a page for others");
    page.done();
}

#[test]
fn focus_is_seen_wherever_it_is() {
    let front = Front::with(&[1]);
    front.types("ticket add 11 12");
    let page = front.counter(Look::DESK);
    page.reads("#waiting", "12");
    page.click("#waiting .row");
    let mut seen = BTreeSet::new();
    for _ in 0..40 {
        page.keys(&key::TAB.to_string());
        let focus = page.js(
            "const node = document.activeElement; if (node === document.body) return null; \
             const ring = (one) => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2; \
             return [node.outerHTML.slice(0, 80), ring(node) || ring(node.nextElementSibling)]",
        );
        // Behind the last stop comes the browser's own frame, and then the first.
        if focus.is_null() {
            continue;
        }
        assert_eq!(focus[1], true, "{}", focus[0]);
        seen.insert(focus[0].to_string());
    }
    assert!(seen.len() > 12, "{seen:?}");
    page.done();
}
