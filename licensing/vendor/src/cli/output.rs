//! The output: answers on stdout, refusals with their causes and warnings on stderr, in the language of this run or, for programs, as JSON.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;
use std::sync::OnceLock;

use indicatif::{ProgressBar, ProgressDrawTarget};
use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line::{self, consent};
use madoguchi_texts::{Arg, Lang};
use madoguchi_vendor::texts;
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

/// How this run speaks. `main` chooses it once, before any command speaks.
static SPEECH: OnceLock<Speech> = OnceLock::new();

#[derive(Debug, Clone, Copy)]
struct Speech {
    lang: Lang,
    /// Whether a program reads it.
    json: bool,
}

/// What a command answers: lines for people, and the same as a value for programs.
#[derive(Debug)]
pub struct Answer {
    pub lines: Vec<String>,
    pub value: Value,
}

/// Chooses the language, and the form.
pub fn speak(lang: Lang, json: bool) {
    let _ = SPEECH.set(Speech { lang, json });
}

fn speech() -> Speech {
    *SPEECH.get_or_init(|| Speech {
        lang: Lang::of_system(),
        json: false,
    })
}

/// The language in which this run speaks.
pub fn lang() -> Lang {
    speech().lang
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
pub fn answer(answer: &Answer) -> ExitCode {
    let text = match speech().json {
        true => format!("{}\n", answer.value),
        false => answer.lines.iter().flat_map(|line| [line, "\n"]).collect(),
    };
    match command_line::print(&text) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever closed the pipe (`| head`) has all that was wanted.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => refusal(&command_line::unwritten(&error)),
    }
}

/// Prints a refusal with all its causes.
pub fn refusal(refused: &Text) -> ExitCode {
    aside(refused);
    ExitCode::FAILURE
}

/// Prints a warning about something that does not prevent the command.
pub fn warning(what: Text) {
    let code = what.code.clone();
    let warning = texts::text("warning", &[("what", what.into())]);
    aside(&Text { code, ..warning });
}

/// Writes beside the answer; for a program as JSON on one line, with the stable code.
fn aside(text: &Text) {
    match speech().json {
        true => to_stderr(&command_line::json(text)),
        false => to_stderr(&format!(
            "madoguchi-license: {}",
            command_line::coded(text, lang())
        )),
    }
}

/// Writes a line to stderr. An error is ignored: there is no other place to report it, and the exit code still tells.
fn to_stderr(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Gets consent to an act that takes something away: `taken` says what. `yes` is consent that was given before.
pub fn agree(yes: bool, taken: &Text) -> Result<(), Text> {
    let can_ask = consent::can_ask(speech().json);
    consent::agree(yes, can_ask, taken, |text| to_stderr(&side(text)))
}

/// A progress bar for long work, only on a terminal.
pub fn progress(steps: usize) -> ProgressBar {
    let target = match speech().json {
        true => ProgressDrawTarget::hidden(),
        false => ProgressDrawTarget::stderr(),
    };
    ProgressBar::with_draw_target(Some(steps as u64), target)
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
