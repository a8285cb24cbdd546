//! The paper slip: printed after a patient was added, again from the number, on either roll, or not at all.

use crate::driver::{Look, key};
use crate::front::{Front, Page, ja};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// In the place of the printer: notes what each frame prints.
const PRINTER: &str = "window.print = () => { (window.top.printed ??= []).push(decodeURIComponent(location.pathname)); };";

/// The points of a millimetre.
const POINTS: f64 = 72.0 / 25.4;

fn printing(settings: &'static str) -> Front {
    let mut front = Front::closed();
    front.settings = settings;
    front.start("undo_s = 60");
    front
}

fn counter(front: &Front) -> Page {
    let page = Page::open(Look::DESK);
    page.before_each_page(PRINTER);
    page.go(&front.url("/"));
    page.reads("h1", &ja("title-counter", &[]));
    page
}

fn printed(page: &Page) -> Value {
    page.js("return window.printed ?? []")
}

/// The pages of a PDF: how many, and how wide the first one is, in millimetres.
fn measured(pdf: &[u8]) -> (usize, f64) {
    let text = String::from_utf8_lossy(pdf);
    let boxes: Vec<_> = text.split("/MediaBox").skip(1).collect();
    let inside = boxes[0].split(['[', ']']).nth(1).unwrap();
    let wide: f64 = inside.split_whitespace().nth(2).unwrap().parse().unwrap();
    (boxes.len(), wide / POINTS)
}

#[test]
fn a_slip_is_printed_for_each_patient_and_again_from_the_number_on_the_paper_of_the_clinic() {
    for (settings, wide) in [("slip = \"58mm\"", 58.0), ("slip = \"80mm\"", 80.0)] {
        let front = printing(settings);
        front.types("ticket add 11 12");
        let page = counter(&front);
        page.reads("#waiting", "12");
        page.keys(&format!("a21{}", key::ENTER));
        page.until("window.printed?.length === 1");
        assert_eq!(printed(&page), json!(["/slip/21"]));
        page.click("#waiting [data-ticket]");
        page.reads("#panel [data-act=slip]", &ja("slip-print", &[]));
        page.click("#panel [data-act=slip]");
        page.until("window.printed?.length === 2");
        assert_eq!(printed(&page)[1], "/slip/11");

        page.go(&front.url("/slip/21"));
        page.reads(".number", "21");
        page.reads("main", &ja("slip-before", &[("before", "2")]));
        page.reads("main", "Your number");
        page.reads("main", "試験用");
        let looks = page.js("const look = getComputedStyle(document.body); return [look.color, look.backgroundColor]");
        assert_eq!(looks, json!(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]));
        let made = page.devtools(
            "Page.printToPDF",
            &json!({ "preferCSSPageSize": true, "displayHeaderFooter": false }),
        );
        let pdf = STANDARD.decode(made["data"].as_str().unwrap()).unwrap();
        let (pages, is) = measured(&pdf);
        assert_eq!(pages, 1, "{wide} mm");
        assert!((is - wide).abs() < 0.5, "{is} mm for {wide} mm");
        page.done();
    }
}

#[test]
fn a_slip_that_is_not_there_is_not_printed_and_said_so() {
    let front = printing("slip = \"58mm\"");
    front.types("ticket add 11");
    let page = counter(&front);
    page.click("#waiting [data-ticket]");
    page.reads("#panel [data-act=slip]", &ja("slip-print", &[]));
    page.js(
        "document.querySelector('#panel [data-act=slip]').addEventListener('click', \
        () => document.getElementById('slip').src = '/slip/99'); return 0",
    );
    page.click("#panel [data-act=slip]");
    page.reads("#panel .told", &ja("slip-failed", &[("number", "11")]));
    assert_eq!(printed(&page), json!([]));
}

#[test]
fn without_the_setting_there_is_no_slip_and_no_way_to_one() {
    let front = printing("");
    let page = counter(&front);
    page.keys(&format!("a21{}", key::ENTER));
    page.reads("#add .told", &ja("added", &[("number", "21")]));
    page.click("#waiting [data-ticket]");
    page.reads("#panel", &ja("act-cancel", &[]));
    assert_eq!(
        page.js("return document.querySelectorAll('#slip, [data-act=slip]').length"),
        0
    );
    assert_eq!(printed(&page), json!([]));
    page.done();
    let page = Page::open(Look::DESK);
    page.go(&front.url("/slip/21"));
    assert_eq!(
        page.js("return document.querySelectorAll('.slip').length"),
        0
    );
}
