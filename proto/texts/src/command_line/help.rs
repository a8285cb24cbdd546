//! Pages of help in one language. clap's own template has English words that cannot be changed, and counts a Japanese character as
//! one column.

use super::{SENTENCES, side, words};
use crate::Lang;
use clap::builder::StyledStr;
use clap::{Arg, Command};
use unicode_width::UnicodeWidthStr as _;

/// The widest first column; a wider entry has its text on the next line.
const MAX_LEFT: usize = 30;

/// Gives each command of a built tree its page.
pub(super) fn write(command: Command, lang: Lang) -> Command {
    let mut command = command.mut_subcommands(|command| match command.get_name() {
        "help" => command,
        _ => write(command, lang),
    });
    let page = page(&mut command, lang);
    command.override_help(page)
}

fn page(command: &mut Command, lang: Lang) -> String {
    let usage = usage(&command.render_usage(), lang);
    let mut parts = Vec::new();
    parts.extend(command.get_about().map(|about| one_side(about, lang)));
    parts.push(SENTENCES.label(lang, "usage-line", &[("usage", &usage)]));
    let commands = command
        .get_subcommands()
        .filter(|c| !c.is_hide_set())
        .map(|command| {
            let about = match (command.get_name(), command.get_about()) {
                ("help", _) => SENTENCES.label(lang, "help-command-help", &[]),
                (_, about) => about.map(|about| one_side(about, lang)).unwrap_or_default(),
            };
            (
                both_words(command.get_name(), words::of_command(command), lang),
                about,
            )
        });
    parts.extend(section(
        "help-commands",
        &commands.collect::<Vec<_>>(),
        lang,
    ));
    let shown = |argument: &&Arg| !argument.is_hide_set();
    let arguments = command.get_positionals().filter(shown);
    let arguments: Vec<_> = arguments
        .map(|argument| (argument.to_string(), told(argument, lang)))
        .collect();
    parts.extend(section("help-arguments", &arguments, lang));
    let options: Vec<_> = command
        .get_arguments()
        .filter(|argument| shown(argument) && !argument.is_positional())
        .map(|argument| (option(argument, lang), told(argument, lang)))
        .collect();
    parts.extend(section("help-options", &options, lang));
    parts.extend(command.get_after_help().map(|help| one_side(help, lang)));
    parts.join("\n\n")
}

/// The usage of a command without its heading: `madoguchi ticket add [OPTIONS] [NUMBER]`.
pub(super) fn usage(usage: &StyledStr, lang: Lang) -> String {
    let usage = usage.to_string();
    let usage = usage.trim().strip_prefix("Usage:").unwrap_or(&usage).trim();
    let options = SENTENCES.label(lang, "help-placeholder-options", &[]);
    let usage = usage.replace("[OPTIONS]", &format!("[{options}]"));
    match lang {
        Lang::Ja => words::in_usage(&usage),
        Lang::En => usage,
    }
}

fn section(heading: &str, entries: &[(String, String)], lang: Lang) -> Option<String> {
    let widest = entries.iter().map(|(left, _)| left.width());
    let left = widest.filter(|width| *width <= MAX_LEFT).max().unwrap_or(0);
    let lines = entries.iter().map(|(entry, text)| {
        let gap = match left.checked_sub(entry.width()) {
            Some(gap) => " ".repeat(gap + 2),
            None => format!("\n{}", " ".repeat(left + 4)),
        };
        format!("\n  {entry}{gap}{text}")
    });
    let heading = SENTENCES.label(lang, heading, &[]);
    (!entries.is_empty()).then(|| heading + &lines.collect::<String>())
}

/// A word to type, in Japanese with the Japanese one beside it.
fn both_words(english: &str, japanese: Option<&str>, lang: Lang) -> String {
    match japanese {
        Some(japanese) if lang == Lang::Ja => format!("{japanese}, {english}"),
        _ => english.to_owned(),
    }
}

/// The options of a command in one line, each as it is typed.
pub(super) fn options(command: &Command, lang: Lang) -> String {
    let shown = command
        .get_arguments()
        .filter(|argument| !argument.is_positional() && !argument.is_hide_set());
    let names: Vec<_> = shown
        .filter(|argument| argument.get_long().is_some())
        .map(|argument| named(argument, lang))
        .collect();
    names.join(&SENTENCES.label(lang, "usage-list", &[]))
}

/// An argument as it is typed: an option without its value, else the name of its value.
pub(super) fn named(argument: &Arg, lang: Lang) -> String {
    let japanese = words::of_option(argument).filter(|_| lang == Lang::Ja);
    match japanese.or_else(|| argument.get_long()) {
        Some(name) => format!("--{name}"),
        None => argument.to_string(),
    }
}

fn option(argument: &Arg, lang: Lang) -> String {
    let short = match argument.get_short() {
        Some(short) => format!("-{short}, "),
        None => "    ".to_owned(),
    };
    let japanese = words::of_option(argument).map(|word| format!("--{word}"));
    let words = both_words(&argument.to_string(), japanese.as_deref(), lang);
    format!("{short}{words}")
}

/// The help text of an argument, with its default, its possible values and its variable of the environment.
fn told(argument: &Arg, lang: Lang) -> String {
    let label = |key: &str, args: &[(&str, &str)]| SENTENCES.label(lang, key, args);
    match argument.get_id().as_str() {
        "help" => return label("help-argument-help", &[]),
        "version" => return label("help-argument-version", &[]),
        _ => {}
    }
    let mut told = argument
        .get_help()
        .map(|help| one_side(help, lang))
        .unwrap_or_default();
    let mut add = |more: String| {
        if lang == Lang::En {
            told.push(' ');
        }
        told.push_str(&more);
    };
    let takes_values = argument.get_action().takes_values();
    if let Some(known) = known_values(argument, lang) {
        add(label("help-known", &[("known", &known)]));
    }
    if takes_values && !argument.get_default_values().is_empty() {
        let values = argument
            .get_default_values()
            .join(std::ffi::OsStr::new(" "));
        if !values.is_empty() {
            add(label(
                "help-default",
                &[("value", words::default(&values.to_string_lossy(), lang))],
            ));
        }
    }
    if let Some(name) = argument.get_env() {
        add(label(
            "help-environment",
            &[("name", &name.to_string_lossy())],
        ));
    }
    told
}

/// The values that an argument can have, each with its help text; `None` for any value.
fn known_values(argument: &Arg, lang: Lang) -> Option<String> {
    let label = |key: &str, args: &[(&str, &str)]| SENTENCES.label(lang, key, args);
    let known = argument.get_possible_values();
    let known: Vec<_> = known
        .iter()
        .filter(|value| argument.get_action().takes_values() && !value.is_hide_set())
        .map(|value| match value.get_help() {
            None => value.get_name().to_owned(),
            Some(help) => {
                let args = [("value", value.get_name()), ("help", &one_side(help, lang))];
                label("help-known-value", &args)
            }
        })
        .collect();
    (!known.is_empty()).then(|| known.join(&label("usage-list", &[])))
}

fn one_side(text: &StyledStr, lang: Lang) -> String {
    let text = text.to_string();
    side(&text, lang).unwrap_or(&text).to_owned()
}

/// Names each text of a command, and of the commands behind it, that is not there in both languages.
pub(super) fn flaws(command: &Command, flaws: &mut Vec<String>) {
    let path = command
        .get_bin_name()
        .unwrap_or(command.get_name())
        .to_owned();
    let mut look = |of: &str, text: Option<&StyledStr>| {
        if !text.is_some_and(|text| is_in_both(&text.to_string())) {
            flaws.push(format!(
                "{path}: {of} needs a help text \"日本語 / English\", not {:?}",
                text.map(ToString::to_string)
            ));
        }
    };
    look("the command", command.get_about());
    if let Some(help) = command.get_after_help() {
        look("the end of the page", Some(help));
    }
    for argument in command.get_arguments() {
        if ["help", "version"].contains(&argument.get_id().as_str()) {
            continue;
        }
        look(&argument.to_string(), argument.get_help());
        let takes_values = argument.get_action().takes_values();
        for value in argument
            .get_possible_values()
            .iter()
            .filter(|_| takes_values)
        {
            let of = format!("{argument} {}", value.get_name());
            look(&of, value.get_help());
        }
    }
    let commands = command.get_subcommands();
    for command in commands.filter(|command| command.get_name() != "help") {
        self::flaws(command, flaws);
    }
}

/// Whether the first side is Japanese and the second has no Japanese.
fn is_in_both(text: &str) -> bool {
    let japanese = |text: &str| {
        text.chars()
            .any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
    };
    let sides = side(text, Lang::Ja).zip(side(text, Lang::En));
    sides.is_some_and(|(ja, en)| japanese(ja) && !en.is_empty() && !japanese(en))
}
