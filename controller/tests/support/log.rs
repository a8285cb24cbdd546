//! What the controller writes to its log while a test runs.
//!
//! A test and everything that it spawns run on one thread, and each thread has a page of its own: no test takes another's line for its
//! own.

use super::PATIENCE;
use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::Once;
use tracing_subscriber::fmt::MakeWriter;

/// What was logged on a thread.
#[derive(Debug, Clone, Default)]
struct Page(Rc<RefCell<Vec<u8>>>);

thread_local! {
    static PAGE: Page = Page::default();
}

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct OfThisThread;

impl<'a> MakeWriter<'a> for OfThisThread {
    type Writer = Page;

    fn make_writer(&'a self) -> Page {
        // A thread that ends has no page any more, and nobody who reads it.
        PAGE.try_with(Page::clone).unwrap_or_default()
    }
}

/// From now on what is logged can be waited for.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_env_filter(
                "info,tonic::transport::server=debug,madoguchi_controller::console=debug",
            )
            .with_writer(OfThisThread)
            .init();
    });
}

/// All that was logged on this thread.
fn text() -> String {
    PAGE.with(|page| String::from_utf8(page.0.borrow().clone()).unwrap())
}

/// What was handed to the system's log of events (RULES X6), each entry with all of its lines.
pub fn events() -> Vec<String> {
    let text = text();
    let mut entries: Vec<String> = Vec::new();
    let mut is_entry = false;
    for line in text.lines() {
        let begins = line.starts_with("20") && line.contains("Z ");
        if begins {
            is_entry = line.contains(madoguchi_controller::event_log::TARGET);
        }
        match entries.last_mut() {
            _ if !is_entry => {}
            Some(entry) if !begins => *entry += &format!("\n{line}"),
            _ => entries.push(line.to_owned()),
        }
    }
    entries
}

/// Waits for a line that has all of these words.
pub async fn logged(words: &[&str]) -> String {
    let found = async {
        loop {
            let has = |line: &&str| words.iter().all(|word| line.contains(word));
            if let Some(line) = text().lines().find(has) {
                return line.to_owned();
            }
            tokio::task::yield_now().await;
        }
    };
    match tokio::time::timeout(PATIENCE, found).await {
        Ok(line) => line,
        Err(_) => panic!("no line with {words:?} in the log:\n{}", text()),
    }
}
