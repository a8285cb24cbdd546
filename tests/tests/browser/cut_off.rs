//! The controller goes and comes back under an open page.

use crate::driver::{Look, key};
use crate::front::{Front, Page, ja, shown};

/// Loses the answer to the next request that changes something: it is done, and the page does not know.
const LOSE_AN_ANSWER: &str = "const real = window.fetch; \
    window.fetch = async (...asked) => { \
      const answer = await real(...asked); \
      if (asked[1]?.method !== 'POST') return answer; \
      window.fetch = real; window.lost = true; throw new TypeError('lost'); \
    }; return 0";

/// Keeps all that a screen reader is told, for the next thing takes its place.
const HEAR: &str = "window.heard = []; const say = document.querySelector('#say'); \
    new MutationObserver(() => window.heard.push(say.textContent)).observe(say, { childList: true, characterData: true, subtree: true }); \
    return 0";

/// Whether the first sentence of the band is there.
fn is_cut_off(page: &Page) {
    page.until("!document.querySelector('#cut').hidden");
    let (first, _) = ja("cut-off", &[])
        .split_once('。')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    page.reads("#cut", &first);
}

#[test]
fn a_controller_that_is_killed_costs_neither_what_was_typed_nor_a_click() {
    let mut front = Front::with(&[1]);
    let page = front.counter(Look::DESK);
    front.types("ticket add 11 12");
    page.reads("#waiting", "12");

    page.js(LOSE_AN_ANSWER);
    page.js(HEAR);
    page.keys(&format!("a13{}", key::ENTER));
    page.until("window.lost");
    page.reads("#add .told", &ja("on-its-way", &[]));
    front.clinic.kill();
    is_cut_off(&page);
    front.start("undo_s = 60");
    // The click is sent again, and counts once.
    page.reads("#add .told", &ja("added", &[("number", "13")]));
    page.until("document.querySelector('#cut').hidden");
    let again = ja("heard-again", &[]);
    page.until(&format!(
        "window.heard.some((words) => words.includes('{again}'))"
    ));
    shown("heard-again");
    let list = front.json("ticket list");
    assert_eq!(list["total"], 3, "{list}");

    page.keys("99");
    front.clinic.kill();
    is_cut_off(&page);
    // What was typed stays, and nothing can be done.
    page.keys(&key::ENTER.to_string());
    page.keys(&format!("{}{}p", key::ESCAPE, key::DOWN));
    assert_eq!(
        page.js("return document.querySelector('#number').value"),
        "99"
    );
    front.start("undo_s = 60");
    page.until("document.querySelector('#cut').hidden");
    assert_eq!(
        page.js("return document.querySelector('#number').value"),
        "99"
    );
    assert_eq!(front.json("ticket list")["total"], 3);
    page.keys("a");
    page.keys(&key::ENTER.to_string());
    page.reads("#add .told", &ja("added", &[("number", "99")]));
    page.note();
}

#[test]
fn a_board_that_is_cut_off_says_so() {
    let mut front = Front::with(&[1]);
    let page = Page::open(Look::DESK);
    page.go(&front.board());
    page.click("#sound [value=none]");
    page.reads("#quiet", &ja("board-quiet", &[]));
    front.clinic.kill();
    page.reads("#cut", &ja("board-cut-off", &[]));
    front.start("undo_s = 60");
    page.until("document.querySelector('#cut').hidden");
    page.note();
}
