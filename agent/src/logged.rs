//! What a test's own thread writes to the log.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use tracing::subscriber::DefaultGuard;

/// The lines since it was made; dropped, it hears no more.
pub(crate) struct Logged {
    page: Page,
    _guard: DefaultGuard,
}

#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut page = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        page.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Logged {
    pub(crate) fn listen() -> Self {
        let page = Page::default();
        let written = page.clone();
        let log = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(tracing::Level::DEBUG)
            .with_writer(move || written.clone())
            .finish();
        Self {
            page,
            _guard: tracing::subscriber::set_default(log),
        }
    }

    pub(crate) fn has(&self, words: &str) -> bool {
        let page = self.page.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&page).contains(words)
    }

    /// Fails the test if one of these is in no line.
    pub(crate) fn expect(&self, all: &[&str]) {
        for words in all {
            assert!(self.has(words), "the log has no line with {words:?}");
        }
    }
}
