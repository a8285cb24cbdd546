//! The counter on a touch screen of 1024 × 768.

use crate::driver::{Look, key};
use crate::front::{Front, ja};

pub const TABLET: Look = Look {
    width: 1024,
    height: 768,
    touch: true,
    ..Look::DESK
};

/// What can be pressed and is too small for a finger; what is out of sight is no target.
pub const SMALL: &str = "return [...document.querySelectorAll('button, a[href], summary, .toggle, #number')] \
    .filter((node) => node.offsetParent) \
    .map((node) => [node.textContent.trim(), node.getBoundingClientRect()]) \
    .filter(([, box]) => box.height < 44 || box.width < 44) \
    .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)";

#[test]
fn a_morning_passes_by_touch_alone() {
    let front = Front::with(&[1, 2]);
    let page = front.counter(TABLET);
    // A wheelchair: the seated counter is free for it, although another one is free, too.
    page.touch("#number");
    page.keys("21");
    page.touch("#add .first .toggle");
    page.touch("#add button.main");
    page.reads("#add .told", &ja("added", &[("number", "21")]));
    page.reads(".tile[aria-label=窓口2]", "21");
    assert_eq!(front.json("ticket show 21")["ticket"]["counter"], "窓口2");
    for number in ["22", "23"] {
        page.touch("#number");
        page.keys(number);
        page.touch("#add button.main");
        page.reads("#add .told", &ja("added", &[("number", number)]));
    }
    page.reads("#waiting .rows", "23");
    page.touch("#waiting .row");
    page.reads("#panel .head", &ja("ticket-number", &[("number", "23")]));
    assert_eq!(page.js(SMALL), serde_json::json!([]));
    page.touch("[data-act=done]");
    page.reads("#over", &ja("ask-done-what", &[]));
    assert_eq!(page.js(SMALL), serde_json::json!([]));
    page.touch("#over button:nth-of-type(2)");
    page.reads("#panel .head", &ja("state-done", &[]));
    page.reads("#figures", "1");
    page.touch("#undo button");
    page.reads("#panel .head", &ja("state-waiting", &[]));
    // The call at the first counter is taken back from its tile.
    page.touch(".tile[aria-label=窓口1] .face");
    page.reads("#panel .head", &ja("ticket-number", &[("number", "22")]));
    page.touch("[data-act=cancel]");
    page.reads("#over", &ja("ask-cancel-called", &[]));
    page.touch("#over button.main");
    page.reads("#panel .head", &ja("state-cancelled", &[]));
    page.touch("#panel .leave");
    page.until("document.querySelector('#panel').hidden");
    page.touch("#more summary");
    page.reads("#more", &ja("wish-prefers", &[]));
    assert_eq!(page.js(SMALL), serde_json::json!([]));
    page.keys(&key::ESCAPE.to_string());
    page.done();
}
