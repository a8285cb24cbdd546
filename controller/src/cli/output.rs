//! Writes everything that the command line prints: data to stdout, all else to stderr.

use super::args::Common;
use super::client::Failure;
use super::look::Screen;
use super::page::test_mark;
use crate::{identity, json};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;
pub(super) use madoguchi_texts::command_line::consent::{Reply, reply};
use madoguchi_texts::command_line::{self, consent};
use serde::Serialize;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

/// The codes that clear a terminal and go to its first line (ECMA-48).
const CLEAR: &str = "\x1b[H\x1b[2J\x1b[3J";

/// The place, the language and the form of answers.
pub(crate) struct Output {
    pub(crate) lang: Lang,
    pub(crate) json: bool,
    /// Whether the answers are about a test environment: then each page says so.
    test: bool,
}

impl Output {
    /// The output that the common arguments ask for; without them, in the system's language.
    pub(crate) fn of(common: &Common) -> Self {
        let lang = common.lang.unwrap_or_else(Lang::of_system);
        let json = common.json;
        let test = false;
        Self { lang, json, test }
    }

    /// As this one, for answers about one data directory, which knows its environment.
    pub(crate) fn about(&self, data_dir: &Path) -> Self {
        Self {
            test: identity::is_test(data_dir),
            ..*self
        }
    }

    /// Writes an answer: `value` if JSON is wanted, otherwise the words for people.
    pub(crate) fn answer<V: Serialize>(
        &self,
        value: impl FnOnce() -> V,
        words: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if self.json {
            data(&format!("{}\n", json::value(&value())))
        } else {
            data(&self.marked(words()))
        }
    }

    /// Adds the mark of a test to a page. The status needs none: the controller says it there.
    fn marked(&self, page: String) -> String {
        let mark = test_mark(self.lang);
        if self.test && !page.starts_with(&mark) {
            mark + &page
        } else {
            page
        }
    }

    /// Writes the mark of a test before something else is shown beside the answer.
    pub(crate) fn mark(&self) {
        if self.test {
            self.aside(&test_mark(self.lang));
        }
    }

    /// Writes a state that changes: in place on a terminal, elsewhere after the last one.
    pub(crate) fn look<V: Serialize>(
        &self,
        value: impl FnOnce() -> V,
        words: impl FnOnce(Screen) -> String,
    ) -> Result<(), Failure> {
        if self.json {
            data(&format!("{}\n", json::value(&value())))
        } else if self.has_screen() {
            data(&format!("{CLEAR}{}", words(Screen::of_terminal())))
        } else {
            data(&format!("{}\n", words(Screen::default())))
        }
    }

    /// Writes a notice beside an answer; for a program as JSON on one line, with its stable code.
    pub(crate) fn notice(&self, text: &Text) {
        match self.json {
            true => self.tell(&command_line::json(text)),
            false => self.tell(&command_line::coded(text, self.lang)),
        }
    }

    /// Writes why a command failed.
    pub(crate) fn failure(&self, failure: &Failure) {
        self.notice(&failure.text);
    }

    /// Writes text beside the answer, as it is.
    pub(crate) fn aside(&self, words: &str) {
        self.tell(words.trim_end());
    }

    /// Whether answers for people are shown on a screen.
    pub(crate) fn has_screen(&self) -> bool {
        !self.json && std::io::stdout().is_terminal()
    }

    /// Whether somebody sits there who can be asked.
    pub(super) fn can_ask(&self) -> bool {
        consent::can_ask(self.json)
    }

    /// Gets consent to an act that takes something away: `taken` says what. `yes` is consent that was given before.
    pub(crate) fn agree(&self, yes: bool, taken: &Text) -> Result<(), Failure> {
        consent::agree(yes, self.can_ask(), taken, |text| self.question(text))
            .map_err(|text| Failure { text })
    }

    /// Writes a question to the terminal, as a page is written there: a line ends where a word does.
    fn question(&self, text: &Text) {
        for line in Screen::of_terminal().lines(self.lang.of(text), 0) {
            self.tell(&line);
        }
    }

    /// Writes a page to the terminal that somebody answers to.
    pub(super) fn ask(&self, page: &str) {
        page.lines().for_each(|line| self.tell(line));
    }

    /// Writes a line to stderr. An error is ignored: there is no other place to report it.
    #[allow(clippy::unused_self)]
    fn tell(&self, line: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }
}

pub(super) fn data(text: &str) -> Result<(), Failure> {
    command_line::print(text).map_err(|error| Failure {
        text: command_line::unwritten(&error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_of_a_test_says_so_once_and_no_other_does() {
        let output = |test| Output {
            lang: Lang::En,
            json: false,
            test,
        };
        let page = || "Nobody waits.\n".to_owned();
        assert_eq!(output(false).marked(page()), page());
        let marked = output(true).marked(page());
        assert!(marked.starts_with("[TEST]") && marked.ends_with(&page()));
        assert_eq!(output(true).marked(marked.clone()), marked);
    }
}
