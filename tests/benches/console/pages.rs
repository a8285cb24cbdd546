//! The eight pages: two browsers with four windows each.

use super::common::cores::stay_on;
use madoguchi_tests::browser::driver::{Browser, Look};
use madoguchi_tests::browser::front::Front;
use serde_json::{Value, json};
use std::thread;

/// What each window shows, of both browsers.
const SHOWN: [[Kind; 4]; 2] = [
    [Kind::Counter, Kind::Counter, Kind::Counter, Kind::Board],
    [Kind::Counter, Kind::Counter, Kind::Counter, Kind::Counter],
];
pub const PAGES: usize = 8;

const SCRIPT: &str = include_str!("pages.js");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Counter,
    Board,
}

/// One step of a plan on one kind of page: these words are there, or are there no more.
pub type Step = (&'static str, String, bool);

/// The pages, in browsers that stay on their cores.
pub struct Pages {
    browsers: Vec<Screen>,
}

/// A browser and its windows.
struct Screen {
    browser: Browser,
    windows: Vec<Window>,
}

struct Window {
    name: String,
    kind: Kind,
    url: String,
}

impl Pages {
    /// Opens the browsers, and the pages in them.
    pub fn open(front: &Front, cores: impl IntoIterator<Item = usize> + Send) -> Self {
        let urls = [front.url("/"), front.board()];
        let open = || {
            stay_on(cores);
            SHOWN
                .map(|kinds| Screen::open(&kinds, &urls))
                .into_iter()
                .collect()
        };
        // A thread of its own, for its cores are those of all that it starts.
        let pages = Self {
            browsers: thread::scope(|scope| scope.spawn(open).join().unwrap()),
        };
        pages.show();
        pages
    }

    /// The browser that has the counter in front of it in each window.
    pub fn counters(&self) -> &Browser {
        &self.browsers[1].browser
    }

    /// Opens each page, and waits until it shows the clinic.
    pub fn show(&self) {
        self.each(|browser, window| {
            browser.go(&window.url);
            let filled = match window.kind {
                Kind::Counter => "document.querySelectorAll('#tiles .tile').length",
                Kind::Board => "document.querySelectorAll('#calls li').length",
            };
            browser.until(filled);
            if window.kind == Kind::Board {
                browser.js("document.querySelector('#sound [value=none]').click(); return 0");
            }
            assert_eq!(browser.js("return document.visibilityState"), "visible");
        });
    }

    /// Leaves each page; the windows stay.
    pub fn leave(&self) {
        self.each(|browser, _| browser.go("about:blank"));
    }

    /// From now on the pages stamp the steps of a plan.
    pub fn follow(&self, plan: impl Fn(Kind) -> Vec<Step>) {
        self.each(|browser, window| {
            let plan = json!(plan(window.kind));
            browser.js(&format!("const plan = {plan};\n{SCRIPT}; return 0"));
        });
    }

    /// When each page had painted a step, by the PC's clock in milliseconds.
    pub fn stamps(&self, step: usize) -> Vec<i64> {
        let of = |screen: &Screen| {
            let pages = screen.windows.len();
            let script = format!("window.stampsOf({step}, {pages}).then(done)");
            let stamps = screen.browser.js_later(&script);
            let stamps = stamps.as_array().cloned().unwrap_or_default();
            stamps
                .iter()
                .filter_map(Value::as_i64)
                .collect::<Vec<i64>>()
        };
        self.browsers.iter().flat_map(of).collect()
    }

    fn each(&self, act: impl Fn(&Browser, &Window)) {
        for screen in &self.browsers {
            for window in &screen.windows {
                screen.browser.turn_to(&window.name);
                act(&screen.browser, window);
            }
        }
    }
}

impl Screen {
    fn open(kinds: &[Kind], [counter, board]: &[String; 2]) -> Self {
        let browser = Browser::open(Look::DESK);
        let window = |(n, kind): (usize, &Kind)| {
            let name = if n == 0 {
                browser.this_tab()
            } else {
                browser.window()
            };
            browser.look(Look::DESK);
            let url = match kind {
                Kind::Counter => counter.clone(),
                Kind::Board => board.clone(),
            };
            Window {
                name,
                kind: *kind,
                url,
            }
        };
        let windows = kinds.iter().enumerate().map(window).collect();
        Self { browser, windows }
    }
}
