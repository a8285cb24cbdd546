//! The output: answers on stdout, refusals with their causes on stderr.
#![allow(clippy::print_stdout, clippy::print_stderr)] // the one place that speaks to people

use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressDrawTarget};
use madoguchi_plain::chain;

/// Prints an answer.
pub fn answer(lines: &[String]) -> ExitCode {
    let mut out = std::io::stdout().lock();
    // A reader that has closed the pipe (`| head`) has all it wanted.
    let _ = lines.iter().try_for_each(|line| writeln!(out, "{line}"));
    ExitCode::SUCCESS
}

/// Prints a refusal with all its causes.
pub fn refusal(refused: &(dyn Error + 'static)) -> ExitCode {
    eprintln!("madoguchi-license: {}", chain(refused));
    ExitCode::FAILURE
}

/// Prints a warning about something that does not prevent the command.
pub fn warning(text: &str) {
    eprintln!("madoguchi-license: warning: {text}");
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
