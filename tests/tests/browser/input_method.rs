//! A Japanese input method that is switched on: full-width digits, a conversion that Enter ends, and keys that come as "Process".

use crate::driver::{Look, key};
use crate::front::{Front, Page, ja};
use serde_json::json;

/// A key as it comes while the input method holds it.
fn process(page: &Page, code: &str) {
    let event = json!({ "type": "rawKeyDown", "key": "Process", "code": code, "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229 });
    page.devtools("Input.dispatchKeyEvent", &event);
    page.devtools(
        "Input.dispatchKeyEvent",
        &json!({ "type": "keyUp", "key": "Process", "code": code }),
    );
}

#[test]
fn an_input_method_that_is_on_changes_nothing() {
    let front = Front::with(&[1]);
    let page = front.counter(Look::DESK);
    // Outside of the field a key is its place on the keyboard.
    process(&page, "KeyA");
    page.until("document.activeElement.id === 'number'");
    // A conversion under way: Enter ends it and adds nobody.
    let composing = json!({ "text": "１２", "selectionStart": 2, "selectionEnd": 2 });
    page.devtools("Input.imeSetComposition", &composing);
    page.until("document.querySelector('#number').value === '１２'");
    process(&page, "Enter");
    page.devtools("Input.insertText", &json!({ "text": "１２" }));
    assert_eq!(page.text("#add .told"), "");
    assert_eq!(front.json("ticket list")["total"], 0);
    // Full-width digits are the number that is meant.
    page.keys(&key::ENTER.to_string());
    page.reads("#add .told", &ja("added", &[("number", "12")]));
    page.reads("#tiles", "12");
    page.devtools("Input.insertText", &json!({ "text": "カ１" }));
    page.keys(&key::ENTER.to_string());
    page.reads("#add .told", &ja("added", &[("number", "カ1")]));
    page.keys(&key::ESCAPE.to_string());
    page.click("#waiting .row");
    page.reads("#panel .head", "カ1");
    process(&page, "KeyP");
    page.reads("#panel .head", &ja("state-parked", &[]));
    process(&page, "KeyD");
    page.reads("#over", &ja("ask-done", &[("number", "カ1")]));
    process(&page, "Digit4");
    page.reads("#panel .head", &ja("state-done", &[]));
    page.done();
}
