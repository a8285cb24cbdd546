//! A vendor's first visit: an empty PC, four readers in their boxes, one license. From the code of the setup to four readers that serve,
//! in the browser alone, counted in presses and words.

use crate::front::{Front, PASSWORD, Page, ja};
use crate::licenses::drop_file;
use crate::pairing::{PAIRING, at_the_reader, on_the_page, opened, plugged_in};
use madoguchi_tests::programs::{Clinic, Terminal as _};
use std::fs;

/// What a person does at the browser; whoever makes a page longer to go through changes the count on purpose.
struct Visit {
    page: Page,
    presses: usize,
    words: usize,
}

impl Visit {
    fn press(&mut self, selector: &str) {
        self.page.click(selector);
        self.presses += 1;
    }

    fn types(&mut self, selector: &str, words: &str) {
        self.press(selector);
        self.page.keys(words);
        self.words += words.split_whitespace().count();
    }

    /// By the menu.
    fn goes_to(&mut self, place: &str) {
        self.press(".menu summary");
        self.press(&format!(".menu a[href='/{place}']"));
        self.page.reads("h1", &ja(&format!("title-{place}"), &[]));
    }
}

#[test]
fn from_the_code_of_the_setup_to_four_readers_that_serve_in_the_browser_alone() {
    let mut front = Front::closed();
    front.start(&format!("undo_s = 60\n\n[pairing]\nlisten = \"{PAIRING}\""));
    let clinic = &front.clinic;
    clinic.vendor("ledger create --ledger ledger --environment test");
    clinic.vendor("product add --ledger ledger --kind additional --seats 3 --customer みどり会 --clinic みどりクリニック --out keys.csv");
    let keys = fs::read_to_string(clinic.path().join("keys.csv")).unwrap();
    let product_key = keys.lines().last().unwrap().split(',').next().unwrap();
    let code = front.json("user setup")["code"]
        .as_str()
        .unwrap()
        .to_owned();

    let mut visit = Visit {
        page: Page::open(crate::driver::Look::DESK),
        presses: 0,
        words: 0,
    };
    visit.page.go(&front.url("/"));
    visit.press("nav a[href='/login']");
    visit.page.reads("h1", &ja("setup-title", &[]));
    // What the password has to be stands there before it is typed.
    visit.page.reads("main", "13 文字以上");
    for (field, words) in [
        ("#code", code.as_str()),
        ("#name", "院長"),
        ("#password", PASSWORD),
        ("#again", PASSWORD),
    ] {
        visit.types(field, words);
    }
    visit.press("button.main");
    visit.page.reads("nav", "院長");

    // Each reader out of its box: its digits are compared, and it has the next free counter.
    visit.goes_to("units");
    for n in 1..=4 {
        visit.press("#pair-start:not([disabled])");
        visit.press("#over button.main");
        let port = opened(&mut front);
        plugged_in(&mut front, n, &port, "accept");
        assert_eq!(on_the_page(&visit.page), at_the_reader(&mut front, n));
        visit.press("#pairing [data-answer=true]");
        let (serial, counter) = (Clinic::serial(n), format!("窓口{n}"));
        let done = [("serial", serial.as_str()), ("counter", &counter)];
        visit.page.reads("#pairing", &ja("pair-done", &done));
    }
    // One serves without a license; the others say why they do not.
    visit
        .page
        .until("document.querySelectorAll('.card.is-free').length === 1");
    visit
        .page
        .until("document.querySelectorAll('.card.is-seatless').length === 3");

    visit.goes_to("licenses");
    visit.types("#product-key", product_key);
    visit.press("#ask [type=submit]");
    visit.page.reads("#paper", &ja("act-next-activation", &[]));
    // The vendor's office reads the request, and its answer comes back as a file.
    let clinic = &front.clinic;
    fs::write(clinic.path().join("request"), visit.page.text("#typed")).unwrap();
    clinic.vendor("activate request --ledger ledger --issuer issuer --out answer.license");
    let answer = fs::read(clinic.path().join("answer.license")).unwrap();
    drop_file(&visit.page, "answer.license", "", &answer);
    visit.presses += 1;
    visit.press("#confirm");
    visit
        .page
        .until("document.querySelectorAll('#seats .is-taken').length === 4");

    visit.goes_to("units");
    visit
        .page
        .until("document.querySelectorAll('.card.is-free').length === 4");
    let units = front.json("unit list");
    let units = units["units"].as_array().unwrap();
    assert!(units.iter().all(|unit| unit["serves"] == true), "{units:?}");
    // The first administrator never logged in, and is in.
    visit.page.go(&front.url("/people"));
    visit.page.reads("#people", "院長");
    assert!(
        !visit
            .page
            .text("#people")
            .contains(&ja("person-no-login", &[]))
    );
    let Visit {
        page,
        presses,
        words,
    } = visit;
    page.done();
    assert_eq!(
        (presses, words),
        (28, 9),
        "presses and words of a first visit"
    );
}
