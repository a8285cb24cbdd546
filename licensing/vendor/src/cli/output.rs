//! What is printed: answers on stdout, refusals with their causes on stderr.
#![allow(clippy::print_stdout, clippy::print_stderr)] // the one place that speaks to people

use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;

/// Prints an answer.
pub fn answer(lines: &[String]) -> ExitCode {
    let mut out = std::io::stdout().lock();
    // A reader that went away (`| head`) has what it wanted.
    let _ = lines.iter().try_for_each(|line| writeln!(out, "{line}"));
    ExitCode::SUCCESS
}

/// Prints a refusal with all its causes.
pub fn refusal(refused: &dyn Error) -> ExitCode {
    let causes = std::iter::successors(Some(refused), |&error| error.source());
    let text: Vec<_> = causes.map(ToString::to_string).collect();
    eprintln!("madoguchi-license: {}", text.join(": "));
    ExitCode::FAILURE
}
