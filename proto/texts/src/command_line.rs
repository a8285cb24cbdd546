//! The command line of a program in the language of whoever types: its help, and what is said about wrong use.
//!
//! Help texts stand beside the arguments as `日本語 / English`, and so do the errors of value parsers; everything that clap says by
//! itself is said from the fluent files of this crate. A program that was typed rightly pays nothing for it: the command line is read
//! again in each language only when clap has something to say.

pub mod consent;
mod help;
mod mistake;
mod names;
mod numbers;
mod other;
mod stdin;
mod system;
mod typed;
mod words;

pub use numbers::whole_number;
pub use other::other;
pub use stdin::file;
pub use system::system_error;

use crate::{Lang, Sentences};
use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Parser};
use madoguchi_proto::v1::Text;
use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use thiserror::Error;

static SENTENCES: Sentences = Sentences::new(
    &[include_str!("../texts/ja.ftl")],
    &[include_str!("../texts/en.ftl")],
);

/// An answer to a command line that starts nothing: help, the version, or wrong use.
#[derive(Debug)]
pub struct Answer {
    /// Its code is `help`, `version`, or the name of the mistake.
    pub text: Text,
    /// The language of whoever typed it.
    pub lang: Lang,
    pub is_mistake: bool,
    /// Whether a program reads it.
    pub json: bool,
}

impl Answer {
    /// Prints it: an answer on stdout, a mistake on stderr, for a program as JSON.
    pub fn print(&self) -> ExitCode {
        let text = match self.json && self.is_mistake {
            true => &json(&self.text),
            false => &coded(&self.text, self.lang),
        };
        // With nowhere to say it there is nobody to tell.
        let _ = match self.is_mistake {
            true => writeln!(std::io::stderr().lock(), "{text}"),
            false => writeln!(std::io::stdout().lock(), "{text}"),
        };
        self.exit_code()
    }

    /// 0 for an answer, 2 for wrong use.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        match self.is_mistake {
            true => ExitCode::from(2),
            false => ExitCode::SUCCESS,
        }
    }
}

/// Writes an answer on stdout, whole.
///
/// # Errors
/// There is no room, or nobody reads it any more.
pub fn print(answer: &str) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(answer.as_bytes())?;
    stdout.flush()
}

/// The failure of a program whose answer could not be written.
#[must_use]
pub fn unwritten(error: &std::io::Error) -> Text {
    let detail = [("detail", system_error(error).into())];
    SENTENCES.sentence("cli-output-failed", "cli-output-failed", &detail)
}

/// A refusal for programs: one object on one line, with the fault's code where there is one.
#[must_use]
pub fn json(text: &Text) -> String {
    value(text).to_string()
}

/// The same within an answer.
#[must_use]
pub fn value(text: &Text) -> serde_json::Value {
    let mut said = serde_json::json!({ "code": text.code, "ja": text.ja, "en": text.en });
    if let Some(fault) = madoguchi_faults::of_name(&text.code) {
        said["fault"] = fault.code.to_string().into();
    }
    said
}

/// What a person reads of a refusal: in his language, with the fault's code, which is what he reads out at the telephone, behind the first line.
/// The lines below it are details of that one.
#[must_use]
pub fn coded(text: &Text, lang: Lang) -> String {
    let words = lang.of(text);
    let Some(fault) = madoguchi_faults::of_name(&text.code) else {
        return words.to_owned();
    };
    let (first, rest) = words.split_at(words.find('\n').unwrap_or(words.len()));
    let code = fault.code;
    match lang {
        Lang::Ja => format!("{first}（{code}）{rest}"),
        Lang::En => format!("{first} ({code}){rest}"),
    }
}

/// Reads a command line, which begins with the program's name.
///
/// # Errors
/// It asks for help or for the version, or it is wrong.
pub fn parse<P: Parser>(arguments: impl IntoIterator<Item = OsString>) -> Result<P, Box<Answer>> {
    let command = words::teach(P::command());
    let arguments = typed::dashed(&command, arguments.into_iter().collect());
    let answer = |text, is_mistake| {
        Box::new(Answer {
            text,
            lang: language_of(&arguments),
            is_mistake,
            json: asks_json(&command, &arguments),
        })
    };
    let read = command.clone().try_get_matches_from(&arguments);
    if let Ok(matches) = &read
        && let Some(why) = stdin::read_twice(&command, matches)
    {
        return Err(answer(why, true));
    }
    read.and_then(|matches| P::from_arg_matches(&matches))
        .map_err(|error| {
            let said = |lang| say(command.clone(), &arguments, lang, &error);
            let text = Text {
                code: mistake::code(&error).to_owned(),
                ja: said(Lang::Ja),
                en: said(Lang::En),
            };
            answer(text, error.use_stderr())
        })
}

/// Whether `--json` stands on the command line of a program that has it.
fn asks_json(command: &Command, arguments: &[OsString]) -> bool {
    let mut typed = arguments.iter().take_while(|argument| *argument != "--");
    command
        .get_arguments()
        .any(|known| known.get_id() == "json")
        && typed.any(|argument| argument == "--json")
}

/// What clap has to say, in one language.
fn say(command: Command, arguments: &[OsString], lang: Lang, plain: &clap::Error) -> String {
    if plain.kind() == ErrorKind::DisplayVersion {
        return plain.to_string().trim_end().to_owned();
    }
    let command = in_language(command, lang);
    match command.clone().try_get_matches_from(arguments) {
        Ok(_) => mistake::say(plain, &command, lang),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                error.to_string().trim_end().to_owned()
            }
            _ => mistake::say(&error, &command, lang),
        },
    }
}

/// A command whose names of values and pages of help are in one language.
fn in_language(command: Command, lang: Lang) -> Command {
    let mut command = names::translate(command, lang);
    command.build();
    help::write(command, lang)
}

/// The language that the command line asks for with `--lang`, else the system's.
#[must_use]
pub fn language_of(arguments: &[OsString]) -> Lang {
    let mut arguments = arguments.iter().map(OsString::as_os_str);
    let mut asked = None;
    while let Some(argument) = arguments.next().filter(|argument| *argument != "--") {
        let word = match argument.to_str() {
            Some("--lang" | "--言語") => arguments.next().and_then(OsStr::to_str),
            Some(argument) => ["--lang=", "--言語="]
                .iter()
                .find_map(|option| argument.strip_prefix(option)),
            None => None,
        };
        asked = word.and_then(|word| word.parse().ok()).or(asked);
    }
    asked.unwrap_or_else(Lang::of_system)
}

/// Takes a language as it is typed: [`Lang`] knows its words, and help and refusals show the usual one of each.
#[must_use]
pub fn language() -> impl TypedValueParser<Value = Lang> {
    Language
}

#[derive(Clone)]
struct Language;

impl Language {
    fn shown() -> [PossibleValue; 2] {
        let japanese = PossibleValue::new("ja")
            .alias("日本語")
            .help("日本語 / Japanese");
        let english = PossibleValue::new("en")
            .alias("英語")
            .help("英語 / English");
        [japanese, english]
    }
}

impl TypedValueParser for Language {
    type Value = Lang;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Lang, clap::Error> {
        match value.to_str().map(str::parse) {
            Some(Ok(lang)) => Ok(lang),
            // It has the words for what is not among those that are shown.
            _ => PossibleValuesParser::new(Self::shown())
                .parse_ref(command, argument, value)
                .map(|word| word.parse().unwrap_or(Lang::Ja)),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Self::shown().into_iter()))
    }
}

/// Takes the name of a file or folder that is written, or that is read only from the disk. For files that are read, `-` is standard input;
/// here it would be a file of that name, which nobody means.
pub fn on_disk() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| match path.as_os_str() == "-" {
        true => Err(Said(SENTENCES.text("usage-no-dash", &[]))),
        false => Ok(path),
    })
}

/// What a parser of a value has against it. The mistake in the command line has the same code.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{} / {}", .0.ja, .0.en)]
pub struct Said(pub Text);

/// The side of a text of the form `日本語 / English`; in a text of several lines a line `/` stands between the two.
fn side(text: &str, lang: Lang) -> Option<&str> {
    let (ja, en) = match text.split_once("\n/\n") {
        Some(sides) => sides,
        None => text.split_once(" / ")?,
    };
    Some(lang.pick(ja, en).trim())
}

/// The commands of a program, and the words of its options' values, that cannot be typed in Japanese, for a test of a program that reception uses.
#[must_use]
pub fn without_japanese(command: Command) -> Vec<String> {
    let command = words::teach(command);
    command.clone().debug_assert();
    words::without(&command)
}

/// What a command line lacks in one of the languages, for a test of the program: a command, an argument or a value without a help
/// text of the form `日本語 / English`, and a name of a value that has no sentence.
#[must_use]
pub fn flaws(command: Command) -> Vec<String> {
    let mut command = command;
    command.build();
    let mut flaws = SENTENCES.flaws();
    help::flaws(&command, &mut flaws);
    numbers::flaws(&command, &mut flaws);
    names::flaws(&command, &mut flaws);
    flaws
}

#[cfg(test)]
mod tests;
