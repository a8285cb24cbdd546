//! The output: answers on stdout, refusals with their causes on stderr, in the language of this run.
#![allow(clippy::print_stdout, clippy::print_stderr)] // the one place that speaks to people

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::OnceLock;

use indicatif::{ProgressBar, ProgressDrawTarget};
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, Lang};
use madoguchi_vendor::texts;
use unicode_width::UnicodeWidthStr as _;

/// The language of this run. `main` chooses it once, before any command speaks.
static LANG: OnceLock<Lang> = OnceLock::new();

/// Chooses the language.
pub fn speak(lang: Lang) {
    let _ = LANG.set(lang);
}

/// The language in which this run speaks.
pub fn lang() -> Lang {
    *LANG.get_or_init(Lang::of_system)
}

/// A sentence of the fluent files.
pub fn line(key: &str, args: &[(&str, Arg)]) -> String {
    texts::label(lang(), key, args)
}

/// The side of a text that is in this run's language.
pub fn side(text: &Text) -> String {
    lang().of(text).to_owned()
}

/// A text with spaces behind it, so that the next column of a list begins at the same place in every line.
pub fn column(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(gap))
}

/// Prints an answer.
pub fn answer(lines: &[String]) -> ExitCode {
    let mut out = std::io::stdout().lock();
    // A reader that has closed the pipe (`| head`) has all it wanted.
    let _ = lines.iter().try_for_each(|line| writeln!(out, "{line}"));
    ExitCode::SUCCESS
}

/// Prints a refusal with all its causes.
pub fn refusal(refused: &Text) -> ExitCode {
    eprintln!("madoguchi-license: {}", side(refused));
    ExitCode::FAILURE
}

/// Prints a warning about something that does not prevent the command.
pub fn warning(what: Text) {
    let warning = line("warning", &[("what", what.into())]);
    eprintln!("madoguchi-license: {warning}");
}

/// A progress bar for long work, only on a terminal.
pub fn progress(steps: usize) -> ProgressBar {
    ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr())
}

/// Suppresses the panics of a library that panics on damaged files; they are reported as errors.
pub fn quiet_about(library: &'static str) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let inside = panic
            .location()
            .is_some_and(|at| at.file().contains(library));
        if !inside {
            before(panic);
        }
    }));
}
