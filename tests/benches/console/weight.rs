//! Part 3: what all pages weigh on their way to the browser, compressed as they come: pages, style, scripts and words, in both languages,
//! each file once.
//!
//! The pages are those that links lead to from the counter, the board and a ticket's story; the description of the HTTP API, which
//! programmers read, is not counted. A browser counts what it loads.

use super::common::figures::say;
use super::pages::Pages;
use super::reception::number;
use madoguchi_tests::browser::front::Front;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The goal.
const GOAL: u64 = 150 * 1024;

/// The files of the page that is open, with their bytes, and where its links lead. What the page loads only after it was opened is asked
/// for once more, which the browser answers by itself.
const LOOK: &str = "const { worker, texts } = document.body.dataset; \
    const later = [worker, texts].filter(Boolean).map((file) => fetch(file).then((answer) => answer.text())); \
    Promise.all(later).then(() => done({ \
      page: performance.getEntriesByType('navigation')[0].encodedBodySize, \
      files: performance.getEntriesByType('resource').map((file) => [file.name, file.encodedBodySize]), \
      links: [...document.querySelectorAll('a[href]')].map((link) => link.href) }))";

/// What came out: the bytes of each page, and of each file that pages load.
#[derive(Default)]
pub struct Figures {
    pages: BTreeMap<String, u64>,
    files: BTreeMap<String, u64>,
}

pub fn measure(front: &Front, pages: &Pages) -> Figures {
    let browser = pages.counters();
    browser.window();
    // Pages behind a login open to a program that shows the token.
    browser.devtools("Network.enable", &json!({}));
    let headers = json!({ "headers": { "Authorization": front.bearer() } });
    browser.devtools("Network.setExtraHTTPHeaders", &headers);
    let mut figures = Figures::default();
    let mut next = vec![
        front.url("/"),
        front.board(),
        front.url(&format!("/tickets/{}", number(0))),
        front.url("/login"),
    ];
    while let Some(url) = next.pop() {
        let Some(page) = page(&url, &front.url("/")) else {
            continue;
        };
        // Japanese last, for the choice stays.
        for lang in ["en", "ja"] {
            let name = format!("{page} ({lang})");
            if figures.pages.contains_key(&name) {
                continue;
            }
            let joint = if url.contains('?') { '&' } else { '?' };
            browser.go(&format!("{url}{joint}lang={lang}"));
            let looked = browser.js_later(LOOK);
            figures.add(name, &looked);
            let links = looked["links"].as_array().unwrap().iter();
            next.extend(links.filter_map(Value::as_str).map(str::to_owned));
        }
    }
    browser.close();
    figures
}

/// The name of a page of the console, the same for every ticket and every unit; none for another address.
fn page(url: &str, console: &str) -> Option<String> {
    let path = url.strip_prefix(console)?.split(['?', '#']).next()?;
    let first = path.split('/').next()?;
    match first {
        "api" | "assets" | "faults" | "problems" => None,
        // A file to keep is no page.
        _ if path.ends_with(".jsonl") => None,
        "tickets" => Some("/tickets/…".to_owned()),
        "units" if path != "units" => Some("/units/…".to_owned()),
        _ => Some(format!("/{path}")),
    }
}

impl Figures {
    fn add(&mut self, page: String, looked: &Value) {
        self.pages.insert(page, looked["page"].as_u64().unwrap());
        for file in looked["files"].as_array().unwrap() {
            let name = file[0].as_str().unwrap();
            if let Some((_, name)) = name.split_once("/assets/") {
                let bytes = file[1].as_u64().unwrap();
                assert!(bytes > 0, "{file}");
                self.files.insert(name.to_owned(), bytes);
            }
        }
    }

    fn all(&self) -> u64 {
        self.pages.values().chain(self.files.values()).sum()
    }

    pub fn table(&self) {
        say("\n3. All pages on their way (bytes as they come)");
        for (page, bytes) in &self.pages {
            say(format!("{page:28}{bytes:>8}"));
        }
        let files: u64 = self.files.values().sum();
        let name = format!("{} files of theirs", self.files.len());
        say(format!("{name:28}{files:>8}"));
        say(format!("{:28}{:>8} (goal < {GOAL})", "all", self.all()));
    }

    pub fn json(&self) -> Value {
        json!({ "bytes_all_pages": self.all() })
    }
}
