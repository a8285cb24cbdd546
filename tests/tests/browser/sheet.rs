//! The sheet of a reader for support: from its card, on one page of paper, in both languages.

use crate::access::{axe, finds_nothing};
use crate::front::{Front, Page, ja};
use crate::screens::take;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

/// How many sheets of A4 the page fills.
fn sheets(page: &Page) -> usize {
    let made = page.devtools(
        "Page.printToPDF",
        &json!({ "paperWidth": 8.27, "paperHeight": 11.69, "displayHeaderFooter": false }),
    );
    let pdf = STANDARD.decode(made["data"].as_str().unwrap()).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    text.matches("/MediaBox").count()
}

/// In the menu of each page, and on the page of support, where whoever looks for help looks first.
#[test]
fn both_guides_are_found_from_the_counter_and_from_support_and_are_one_sheet_each() {
    let front = Front::with(&[1]);
    front.person("鈴木", "reception");
    let page = front.logged_in("鈴木", "/support");
    for (name, title, lines) in [
        ("reception", "受付の手引き", 15),
        ("down", "止まったときの手引き", 16),
    ] {
        let words = ja(&format!("guide-{name}"), &[]);
        for (place, link) in [("/", ".menu a"), ("/support", "#support-pc a")] {
            page.go(&front.url(place));
            let link = format!("{link}[href='/guide/{name}']");
            page.until(&format!("document.querySelector(\"{link}\")"));
            if place == "/" {
                page.click(".menu summary");
            }
            page.reads(&link, &words);
            // The menu opens it in a tab of its own; the test has one.
            page.js(&format!(
                "document.querySelector(\"{link}\").target = '_self'; return 0"
            ));
            page.click(&link);
            page.until(&format!("location.pathname === '/guide/{name}'"));
            page.reads("h1", title);
        }
        let steps = page.js("return document.querySelectorAll('ol li').length");
        assert_eq!(steps, lines);
        finds_nothing(&page, &axe(), name);
        take(&page, &format!("guide-{name}"));
        assert_eq!(sheets(&page), 1, "{name}");
    }
    page.done();
}

#[test]
fn the_sheet_for_support_opens_from_the_reader_and_fits_on_one_page_of_paper() {
    let front = Front::with(&[1, 2]);
    front.types("unit note CR-2024-0002 --delivered 2024-05-20 --cable 3m");
    front.types("unit replace CR-2024-0001 CR-2024-0002 --reason 画面が割れた --yes");
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/units");
    let card = ".card[data-unit=\"CR-2024-0002\"]";
    page.click(&format!("{card} .face"));
    for key in ["units-delivered", "units-coverage", "units-replaces"] {
        page.reads(&format!("{card} dl"), &ja(key, &[]));
    }
    page.reads(&format!("{card} dl"), "2029-05-31");
    page.reads(&format!("{card} .acts a"), &ja("units-sheet", &[]));
    let path = page.js(&format!(
        "return document.querySelector('{card} .acts a').getAttribute('href')"
    ));
    assert_eq!(path, "/units/CR-2024-0002/sheet");

    page.go(&front.url("/units/CR-2024-0002/sheet"));
    page.reads("h1", "サポートへの連絡票");
    for words in [
        "CR-2024-0002",
        "CR-2024-0001",
        "2024-05-20",
        "2029-05-31",
        "3m",
        "製造番号",
        "Serial number",
        "試験用",
    ] {
        page.reads("main", words);
    }
    let scripts = page.js("return document.querySelectorAll('script').length");
    assert_eq!(scripts, 0);
    assert_eq!(sheets(&page), 1);
    page.done();
    let nobody = front.counter(crate::driver::Look::DESK);
    nobody.go(&front.url("/units/CR-9/sheet"));
    nobody.reads("body", "CR-9");
}
