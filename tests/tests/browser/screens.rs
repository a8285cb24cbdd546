//! Pictures of every page in both languages, light and dark, on a desk's screen and on a phone: `target/screens/`. Whoever changes a page
//! looks at them.

use crate::driver::{Look, key};
use crate::front::{Front, PLACES, Page};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::{Path, PathBuf};

const SIZES: [(u32, u32); 2] = [(1280, 800), (390, 844)];

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screens");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The page that is open now, in both themes and sizes.
pub fn take(page: &Page, name: &str) {
    let lang = page.js("return document.documentElement.lang");
    let lang = lang.as_str().unwrap();
    for (width, height) in SIZES {
        for dark in [false, true] {
            page.look(Look {
                width,
                height,
                dark,
                reduced_motion: true,
                ..Look::DESK
            });
            page.until("document.fonts.status === 'loaded'");
            let theme = if dark { "dark" } else { "light" };
            let file = folder().join(format!("{name}-{lang}-{theme}-{width}.png"));
            std::fs::write(file, STANDARD.decode(page.screenshot()).unwrap()).unwrap();
        }
    }
    page.look(Look::DESK);
}

/// The pages that a person finds in the menu.
#[test]
fn every_page_beside_the_counter_is_pictured() {
    let front = Front::with(&[1, 2, 3, 4]);
    front.types("ticket add 11 12 13");
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/units");
    for lang in ["ja", "en"] {
        for place in PLACES {
            page.go(&front.url(&format!("/{place}?lang={lang}")));
            page.until("document.querySelector('main:not([aria-busy])')");
            take(&page, place);
        }
        page.click(".menu summary");
        take(&page, "menu");
    }
    page.done();
}

/// The slip as it comes out of the printer, on either roll: whoever is next, whoever waits behind him, and a long number.
#[test]
fn every_slip_is_pictured() {
    for (settings, name) in [
        ("slip = \"58mm\"", "slip-58mm"),
        ("slip = \"80mm\"", "slip-80mm"),
    ] {
        let mut front = Front::closed();
        front.settings = settings;
        front.start("undo_s = 60");
        front.types("ticket add 11 12 A-123456");
        // A slip lies in the middle of its page: as wide as the roll.
        let page = Page::open(Look {
            width: 320,
            height: 420,
            ..Look::DESK
        });
        for number in ["11", "12", "A-123456"] {
            page.go(&front.url(&format!("/slip/{number}")));
            page.reads(".number", number);
            let file = folder().join(format!("{name}-{number}.png"));
            let picture = STANDARD.decode(page.screenshot()).unwrap();
            std::fs::write(file, picture).unwrap();
        }
        page.done();
    }
}

#[test]
fn every_page_is_pictured() {
    let mut front = Front::with(&[1, 2, 3, 4]);
    front.types("unit change 窓口3 --tag language:en");
    for line in [
        "add 9 10 11 12",
        "add 13 14 15 16 17 18 19",
        "park 14",
        "change 15 --class urgent",
        "change 16 --need seated --class priority",
        "change 17 --prefer language:en",
        "park 10",
        "cancel 18",
        "done 19 --by paper",
    ] {
        front.types(&format!("ticket {line}"));
    }
    front.types("unit pause 窓口4");
    let page = front.counter(Look::DESK);
    for lang in ["ja", "en"] {
        page.go(&front.url(&format!("/?lang={lang}")));
        page.reads("#waiting", "17");
        take(&page, "counter");
        page.keys(&format!("{}{}", key::DOWN, key::DOWN));
        page.until("!document.querySelector('#panel').hidden");
        take(&page, "counter-chosen");
        page.keys("e");
        page.until("!document.querySelector('#over').hidden");
        take(&page, "counter-change");
        page.keys(&format!("{}?", key::ESCAPE));
        page.until("!document.querySelector('#over').hidden");
        take(&page, "counter-keys");
        page.keys(&format!("{}a11{}", key::ESCAPE, key::ENTER));
        page.until("document.querySelector('#add .refused')");
        take(&page, "counter-refused");
        page.go(&front.url("/tickets/10"));
        page.reads("#story", "窓口");
        take(&page, "ticket");
        page.go(&front.board());
        page.until("document.querySelector('#calls li')");
        take(&page, "board-asks");
        page.click("#sound [value=none]");
        take(&page, "board");
    }
    front.clinic.kill();
    page.until("!document.querySelector('#cut').hidden");
    take(&page, "board-cut-off");
    page.note();
}
