//! Several pages at once: each shows what was done at any other, over one stream.

use crate::driver::{Look, key};
use crate::front::{Front, ja};

/// More than a browser opens connections to one host.
const TABS: usize = 8;

#[test]
fn eight_tabs_see_each_others_changes() {
    let front = Front::with(&[1]);
    let page = front.counter(Look::DESK);
    let mut tabs = vec![page.this_tab()];
    while tabs.len() < TABS {
        tabs.push(page.tab());
        page.go(&front.url("/"));
        page.reads("#tiles", "窓口1");
    }
    for (n, tab) in tabs.iter().enumerate() {
        page.turn_to(tab);
        page.js("document.querySelector('#number').focus(); return 0");
        page.keys(&format!("T{n}{}", key::ENTER));
        page.reads("#add .told", &ja("added", &[("number", &format!("T{n}"))]));
        let other = &tabs[(n + 3) % TABS];
        page.turn_to(other);
        page.until(&format!(
            "document.querySelector('main').textContent.includes('T{n}')"
        ));
    }
    for tab in &tabs {
        page.turn_to(tab);
        page.until(&format!(
            "document.querySelectorAll('#waiting .row').length === {}",
            TABS - 1
        ));
    }
    page.done();
}

#[test]
fn a_screen_reader_is_told_the_change_and_not_the_list() {
    let front = Front::with(&[1]);
    let page = front.counter(Look::DESK);
    front.types("ticket add 31");
    page.reads(
        "#say",
        &ja("say-called", &[("number", "31"), ("counter", "窓口1")]),
    );
    front.types("ticket add 32");
    page.until(&format!(
        "document.querySelector('#say').textContent === '{}'",
        ja("say-added", &[("number", "32")])
    ));
    front.types("ticket park 31");
    let parked = ja("say-parked", &[("number", "31")]);
    let called = ja("say-called", &[("number", "32"), ("counter", "窓口1")]);
    page.reads("#say", &parked);
    page.reads("#say", &called);
    // Many at once are told as a number.
    front.types("ticket add 41 42 43 44 45 46 47 48");
    page.reads("#waiting", "48");
    page.done();
}
