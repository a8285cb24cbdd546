//! The names of values in help and usage: `--out <FILE>` is `--out <ファイル>` in Japanese.

use super::SENTENCES;
use crate::Lang;
use clap::builder::Str;
use clap::{Arg, Command};

/// Puts the names of all values, and of the commands behind a command, into one language.
pub(super) fn translate(command: Command, lang: Lang) -> Command {
    command
        .mut_args(|argument| {
            let names: Vec<Str> = argument
                .get_value_names()
                .unwrap_or_default()
                .iter()
                .map(|name| {
                    SENTENCES
                        .find(lang, &key(name))
                        .map_or(name.clone(), Str::from)
                })
                .collect();
            match names.is_empty() {
                true => argument,
                false => argument.value_names(names),
            }
        })
        .subcommand_value_name(SENTENCES.label(lang, "help-placeholder-command", &[]))
        .mut_subcommands(|command| translate(command, lang))
}

/// The key of the sentence with a value's name.
fn key(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = name.to_ascii_lowercase().chars().map(plain).collect();
    format!("value-{name}")
}

pub(super) fn flaws(command: &Command, flaws: &mut Vec<String>) {
    let shown = |argument: &&Arg| argument.get_action().takes_values();
    for argument in command.get_arguments().filter(shown) {
        for name in argument.get_value_names().unwrap_or_default() {
            if SENTENCES.find(Lang::Ja, &key(name)).is_none() {
                let command = command.get_name();
                flaws.push(format!("{command}: no sentence {}", key(name)));
            }
        }
    }
    let commands = command.get_subcommands();
    for command in commands.filter(|command| command.get_name() != "help") {
        self::flaws(command, flaws);
    }
}
