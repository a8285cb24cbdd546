//! A reception: a clinic with its controller, slow readers, and a browser at the counter page.

use super::driver::{Browser, Look, http};
use crate::programs::{Answer, Clinic, Terminal};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Patients who take hours: a call or a session stands until somebody does something about it.
pub const SLOW: (&str, &str) = ("speed = 20", "speed = 0.01");

/// The password of each person of a story.
pub const PASSWORD: &str = "correct horse battery";

/// The pages that the menu leads to.
pub const PLACES: [&str; 6] = ["units", "licenses", "day", "support", "people", "account"];

/// The end of the console's section in the file of a clinic, which listens wherever there is room.
const ANYWHERE: &str = "listen = \"127.0.0.1:0\"\n\n[licensing]";

/// The words of the counter's own texts, so that tests read what people read.
static WORDS: LazyLock<[Value; 2]> = LazyLock::new(|| [words("ja"), words("en")]);

/// A sentence of the pages in Japanese, with its values.
pub fn ja(key: &str, values: &[(&str, &str)]) -> String {
    sentence(&WORDS[0], key, values)
}

pub fn en(key: &str, values: &[(&str, &str)]) -> String {
    sentence(&WORDS[1], key, values)
}

fn sentence(words: &Value, key: &str, values: &[(&str, &str)]) -> String {
    let pattern = words[key]
        .as_str()
        .unwrap_or_else(|| panic!("no sentence {key}"));
    values
        .iter()
        .fold(pattern.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
}

/// The sentences in the files with the pages' words; a page's own count before those of all programs.
fn words(lang: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../controller/texts");
    let own = format!("{lang}-page-");
    let names = fs::read_dir(&folder).unwrap();
    let names = names.map(|file| file.unwrap().file_name().into_string().unwrap());
    let shared = ["", "-console", "-people"].map(|end| format!("{lang}{end}.ftl"));
    let files = shared
        .into_iter()
        .chain(names.filter(|name| name.starts_with(&own)));
    let text: String = files
        .map(|name| fs::read_to_string(folder.join(name)).unwrap())
        .collect();
    let lines = text.lines().filter_map(|line| line.split_once(" = "));
    lines
        .map(|(key, text)| {
            let key = key.strip_prefix("page-").unwrap_or(key);
            (
                key.to_owned(),
                Value::from(text.replace("{ $", "{").replace(" }", "}")),
            )
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

pub struct Front {
    pub clinic: Clinic,
    console: Option<SocketAddr>,
    /// Whether other PCs reach it.
    on_lan: bool,
    /// What stands in the console's section beside what always does.
    pub settings: &'static str,
}

impl Front {
    /// A clinic with these readers, which serve.
    pub fn with(readers: &[usize]) -> Self {
        Self::with_rules(readers, "undo_s = 60")
    }

    /// A clinic that does not run yet.
    pub fn closed() -> Self {
        Self {
            clinic: Clinic::new(),
            console: None,
            on_lan: false,
            settings: "",
        }
    }

    pub fn with_rules(readers: &[usize], rules: &str) -> Self {
        Self::closed().made(readers, rules)
    }

    /// One whose console other PCs reach, too.
    pub fn on_lan(readers: &[usize]) -> Self {
        let front = Self {
            on_lan: true,
            ..Self::closed()
        };
        front.made(readers, "undo_s = 60")
    }

    fn made(self, readers: &[usize], rules: &str) -> Self {
        let mut front = self;
        front.start(rules);
        if readers.len() > 1 {
            front.clinic.additional_license(3, "more.license");
            let _ = front.clinic.ask("license install more.license").done();
        }
        for n in readers {
            front.clinic.enroll(*n);
            front.clinic.start_agent_with(*n, &[SLOW]);
        }
        front.serving(readers.len());
        front
    }

    /// Starts the controller, at the console's address of before if there was one.
    pub fn start(&mut self, rules: &str) {
        let listen = self
            .console
            .map_or_else(|| "127.0.0.1:0".to_owned(), |address| address.to_string());
        let spoken = "spoken = { \"窓口1\" = \"まどぐち いち\" }";
        let lan = if self.on_lan {
            "lan = \"127.0.0.1:0\"\n"
        } else {
            ""
        };
        let settings = self.settings;
        let console = format!(
            "listen = \"{listen}\"\n{lan}{spoken}\n{settings}\n\n[rules]\n{rules}\n\n[licensing]"
        );
        self.clinic.start_with(&[(ANYWHERE, &console)]);
        let shown = self.clinic.json("console");
        let address = shown["counter"].as_str().unwrap();
        let address = address.trim_start_matches("http://").trim_end_matches('/');
        self.console = Some(address.parse().unwrap());
    }

    fn serving(&self, readers: usize) {
        let mut watch = self.clinic.watch();
        watch.until(|look| {
            let units = look["units"].as_array().unwrap();
            units.iter().filter(|unit| unit["serves"] == true).count() == readers
        });
    }

    pub fn console(&self) -> SocketAddr {
        self.console.unwrap()
    }

    /// The address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.console())
    }

    /// The address of the board, with its key.
    pub fn board(&self) -> String {
        self.clinic.json("console")["board"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// What a command that has to succeed answers.
    pub fn json(&self, words: &str) -> Value {
        self.clinic.json(words)
    }

    /// A command that has to succeed.
    pub fn types(&self, words: &str) {
        let _ = self.clinic.ask(words).done();
    }

    /// Makes a person, who logs in with [`PASSWORD`].
    pub fn person(&self, name: &str, role: &str) {
        let words = format!("user add {name} --role {role} --password-fd 0");
        let _ = Answer::handed(&mut self.clinic.asking(&words), PASSWORD).done();
    }

    /// A browser in which a person has logged in, at a page.
    pub fn logged_in(&self, name: &str, path: &str) -> Page {
        let page = Page::open(Look::DESK);
        self.log_in(&page, name, path);
        page
    }

    /// Logs a person in, at a page.
    pub fn log_in(&self, page: &Page, name: &str, path: &str) {
        page.go(&self.url(&format!("/login?to={path}")));
        for (field, typed) in [("name", name), ("password", PASSWORD)] {
            page.click(&format!("#{field}"));
            page.keys(typed);
        }
        page.click("button.main");
        page.until(&format!("location.pathname === '{path}'"));
    }

    /// A browser that has the counter page in front of it.
    pub fn counter(&self, look: Look) -> Page {
        let page = Page::open(look);
        page.go(&self.url("/"));
        page.reads("#tiles", "窓口");
        page
    }

    /// The state of an open ticket, or of the newest closed one.
    pub fn state(&self, number: &str) -> String {
        let found = self.clinic.json(&format!("ticket show {number}"));
        found["ticket"]["state"].as_str().unwrap().to_owned()
    }

    /// The desk's token, as programs show it.
    pub fn bearer(&self) -> String {
        let token = fs::read_to_string(self.clinic.data_dir().join("identity/desk.token")).unwrap();
        format!("Bearer {}", token.trim())
    }

    /// A request of a program, which shows the desk's token.
    pub fn api(&self, path: &str, body: &Value) -> (u16, Value) {
        let bearer = self.bearer();
        let headers = [
            ("Content-Type", "application/json"),
            ("Authorization", bearer.as_str()),
        ];
        let answer = http(
            self.console(),
            "POST",
            path,
            &headers,
            body.to_string().as_bytes(),
        );
        let (status, body) = answer.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or(json!(null)))
    }
}

/// A browser whose pages are read for the sentences that they show, and that must not complain.
pub struct Page(Browser);

impl Page {
    pub fn open(look: Look) -> Self {
        Self(Browser::open(look))
    }

    /// The same in a browser that is started with more arguments.
    pub fn with(look: Look, more: &[String]) -> Self {
        Self(Browser::with(look, more))
    }

    /// Notes the sentences that are on the page now, for the gate: each has to be shown by a test.
    pub fn note(&self) {
        let seen = self.js("const words = [document.title, document.body.innerText, sessionStorage.getItem('seen')]; \
             for (const node of document.querySelectorAll('[placeholder],[aria-label],[alt],iframe,.unseen')) \
               words.push(node.placeholder, node.getAttribute('aria-label'), node.alt, node.title, node.textContent); \
             return words.filter(Boolean).join('\\n')");
        let seen = flat(seen.as_str().unwrap());
        let lang = self.js("return document.documentElement.lang");
        let words = &WORDS[usize::from(lang == "en")];
        for (key, pattern) in words.as_object().unwrap() {
            if shows(&seen, &flat(pattern.as_str().unwrap())) {
                shown(key);
            }
        }
    }

    /// Lets the page keep every word that it shows, for [`Self::note`]: some stand there for a moment only.
    pub fn remember(&self) {
        self.js(
            "const keep = () => sessionStorage.setItem('seen', (sessionStorage.getItem('seen') ?? '') + '\\n' + document.body.innerText); \
             new MutationObserver(keep).observe(document.body, { subtree: true, childList: true, characterData: true }); return 0",
        );
    }

    /// Reads an element until it has these words, and notes what the page says then.
    pub fn reads(&self, selector: &str, words: &str) {
        self.0.reads(selector, words);
        self.note();
    }

    /// The end of a story: nothing went wrong without a word.
    pub fn done(self) {
        self.note();
        assert_eq!(self.complaints(), [""; 0]);
    }
}

impl Deref for Page {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.0
    }
}

/// Without what a page's layout does to a text.
fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the parts of a pattern stand in a text one after the other, close to each other.
fn shows(seen: &str, pattern: &str) -> bool {
    let mut parts = pattern
        .split('{')
        .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    let first = parts.find(|part| !part.is_empty());
    let Some(first) = first else {
        return false;
    };
    let rest: Vec<&str> = parts.collect();
    seen.match_indices(first).any(|(at, _)| {
        let mut left = &seen[at + first.len()..];
        rest.iter().all(|part| match left.find(part) {
            Some(found) if left[..found].chars().count() < 300 => {
                left = &left[found + part.len()..];
                true
            }
            _ => false,
        })
    })
}

/// Notes a key in the gate's file, once.
pub fn shown(key: &str) {
    static NOTED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let Some(path) = std::env::var_os("MADOGUCHI_SHOWN") else {
        return;
    };
    let mut noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    if noted.insert(key.to_owned()) {
        let mut file = File::options()
            .create(true)
            .append(true)
            .open(path)
            .unwrap();
        file.write_all(format!("page-{key}\n").as_bytes()).unwrap();
    }
}
