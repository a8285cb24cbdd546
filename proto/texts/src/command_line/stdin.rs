//! Standard input on a command line: what reads it, and that it can be read once. Whoever names it twice would wait for ever.

use super::{SENTENCES, help, in_language};
use crate::{Arg as Value, Lang};
use clap::{Arg, ArgMatches, Command};
use madoguchi_plain::typed::folded;
use madoguchi_proto::v1::Text;
use madoguchi_reading::{STDIN, is_stdin};
use std::any::TypeId;
use std::path::{Path, PathBuf};

/// How an argument reads standard input, where its value stands for that.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// To its end.
    Whole,
    /// One line: several may follow each other.
    Line,
}

/// A file as it is named in a sentence; `-` is standard input.
#[must_use]
pub fn file(path: &Path) -> Text {
    if is_stdin(path) {
        return SENTENCES.text("standard-input", &[]);
    }
    let path = path.display().to_string();
    Text {
        code: String::new(),
        ja: path.clone(),
        en: path,
    }
}

/// What is wrong with a command line of which two arguments read standard input.
pub(super) fn read_twice(command: &Command, matches: &ArgMatches) -> Option<Text> {
    let mut found = Vec::new();
    let mut path = Vec::new();
    collect(command, matches, &mut path, &mut found);
    let whole = found.iter().any(|(_, reads)| *reads == Reads::Whole);
    let (first, second) = match found.as_slice() {
        [(first, _), (second, _), ..] if whole => (first, second),
        _ => return None,
    };
    let name = |id: &String| {
        let name = |lang| named(command, &path, id, lang);
        Value::from(Text {
            code: String::new(),
            ja: name(Lang::Ja),
            en: name(Lang::En),
        })
    };
    let values = [("arg", name(first)), ("other", name(second))];
    Some(SENTENCES.sentence("usage-stdin-twice", "usage-stdin-twice", &values))
}

/// The arguments that read standard input, in their order, and the commands that lead to them.
fn collect(
    command: &Command,
    matches: &ArgMatches,
    path: &mut Vec<String>,
    found: &mut Vec<(String, Reads)>,
) {
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        let given = matches.try_get_raw(id).ok().flatten();
        for value in given.into_iter().flatten() {
            let reads = value.to_str().and_then(|value| reads(argument, value));
            found.extend(reads.map(|reads| (id.to_owned(), reads)));
        }
    }
    if let Some((name, matches)) = matches.subcommand()
        && let Some(command) = command.find_subcommand(name)
    {
        path.push(name.to_owned());
        collect(command, matches, path, found);
    }
}

/// How an argument with this value reads standard input: a FILE or a KEY that is `-`, a descriptor that is 0.
fn reads(argument: &Arg, value: &str) -> Option<Reads> {
    let names = argument.get_value_names().unwrap_or_default();
    let is = |name: &str| names.iter().any(|known| known == name);
    let file = argument.get_value_parser().type_id() == TypeId::of::<PathBuf>() && !is("DIR");
    let descriptor = ["passphrase_fd", "password_fd"].contains(&argument.get_id().as_str());
    match value {
        STDIN if file => Some(Reads::Whole),
        STDIN if is("KEY") => Some(Reads::Line),
        number if descriptor && folded(number) == "0" => Some(Reads::Whole),
        _ => None,
    }
}

/// An argument as it is typed, in one language.
fn named(command: &Command, path: &[String], id: &str, lang: Lang) -> String {
    let command = in_language(command.clone(), lang);
    let reached = path
        .iter()
        .try_fold(&command, |command, name| command.find_subcommand(name));
    let mut arguments = reached.into_iter().flat_map(Command::get_arguments);
    let argument = arguments.find(|argument| argument.get_id() == id);
    argument.map_or_else(|| id.to_owned(), |argument| help::named(argument, lang))
}
