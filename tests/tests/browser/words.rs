//! What people typed is text and never markup, and every page speaks one language.

use crate::driver::{Look, key};
use crate::front::{Front, en, ja};

/// The name of a counter, which anybody at the command line can choose.
const NAME: &str = "<script>hacked=1</script>";

#[test]
fn markup_in_what_people_type_is_text() {
    let front = Front::with(&[1]);
    let page = front.counter(Look::DESK);
    front.types(&format!("unit rename CR-2024-0001 {NAME}"));
    page.reads("#tiles", NAME);
    page.keys(&format!("a<img/src=x/onerror=hacked=1>{}", key::ENTER));
    page.reads("#add .told .refused", "8");
    page.js("document.querySelector('#number').value = ''; return 0");
    page.keys(&format!("7{}", key::ENTER));
    page.reads("#say", NAME);
    let path = "/tickets/%3Cscript%3Ehacked%3D1%3C%2Fscript%3E";
    page.go(&front.url(path));
    page.reads("h1", NAME);
    page.reads("#panel", "8");
    assert_eq!(page.js("return typeof hacked"), "undefined");
    page.go(&front.board());
    page.click("#sound [value=none]");
    page.reads("#calls", NAME);
    assert_eq!(page.js("return typeof hacked"), "undefined");
    page.done();
}

/// The words of a page that are in the other language's letters.
fn latin(text: &str) -> Vec<&str> {
    const NAMES: [&str; 10] = [
        "CR",
        "MDG",
        "PC",
        "USB",
        "Enter",
        "Esc",
        "English",
        "JavaScript",
        "madoguchi",
        "language",
    ];
    text.split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| word.len() > 1 && !NAMES.contains(word))
        .collect()
}

#[test]
fn the_language_is_switched_on_the_page_and_stays() {
    let front = Front::with(&[1]);
    front.types("ticket add 11 12 13");
    front.types("ticket park 13");
    let page = front.counter(Look::DESK);
    page.reads("#attention", "13");
    page.click("#attention .row");
    page.reads("#panel .head", "13");
    assert_eq!(latin(&page.text("body")), [""; 0]);
    page.click("nav a[hreflang=en]");
    page.reads("h1", &en("title-counter", &[]));
    page.reads("#attention", &en("state-parked", &[]));
    let japanese = |c: char| ('\u{3040}'..'\u{a000}').contains(&c);
    let seen = page.text("main");
    let others: Vec<_> = seen
        .lines()
        .filter(|line| line.replace("窓口1", "").contains(japanese))
        .collect();
    assert_eq!(others, [""; 0]);
    // Chosen once, it holds for every page.
    page.go(&front.url("/tickets/13"));
    page.reads("#story h2", &en("story", &[]));
    page.reads("#story .who", &en("actor-staff", &[]));
    page.go(&front.url("/"));
    page.reads("h1", &en("title-counter", &[]));
    page.click("nav a[hreflang=ja]");
    page.reads("h1", &ja("title-counter", &[]));
    page.done();
}

#[test]
fn a_story_names_the_person_who_acted() {
    let front = Front::with(&[]);
    front.types("ticket add 11");
    front.person("山田", "reception");
    let page = front.logged_in("山田", "/account");
    page.go(&front.url("/tickets/11"));
    page.reads("#story .who", &ja("actor-staff", &[]));
    page.click("#panel [data-act=park]");
    page.reads("#story li:last-child .who", "山田");
    page.done();
}

#[test]
fn the_code_of_a_refusal_leads_to_the_page_that_explains_it() {
    let front = Front::with(&[1]);
    front.types("ticket add 11");
    let page = front.counter(Look::DESK);
    page.keys(&format!("a11{}", key::ENTER));
    page.reads("#add .told .refused a.code", "MDG-0702");
    page.click("#add .told .refused a.code");
    page.reads("h1", "MDG-0702");
    page.reads("main", "別の番号で受け付けるか");
    page.reads("main", "送らないでください");
    page.click("main a[href='/faults']");
    page.reads("h1", "エラーのコードの一覧");
    page.done();
}

#[test]
fn a_wish_that_nobody_can_meet_is_a_question() {
    let front = Front::with(&[1, 2]);
    front.types("unit change 窓口2 --tag language:en");
    let page = front.counter(Look::DESK);
    page.click("#more summary");
    page.reads("#more", "language:en");
    // The tag goes away while the form is being filled in.
    page.js("document.querySelector('[name=\"add-language:en\"][value=needs]').click(); return 0");
    front.types("unit change 窓口2 --no-tags");
    page.keys(&key::ESCAPE.to_string());
    page.js("document.querySelector('#number').focus(); return 0");
    page.keys(&format!("5{}", key::ENTER));
    page.reads("#over", &ja("ask-insist", &[]));
    let asked = page.text("#over");
    assert!(asked.contains(&ja("insist", &[])), "{asked}");
    assert!(
        !asked.contains("--yes") && !asked.contains("true"),
        "{asked}"
    );
    page.click("#over button.main");
    page.reads("#attention", "language:en");
    page.reads("#alarms", "language:en");
    page.done();
}
