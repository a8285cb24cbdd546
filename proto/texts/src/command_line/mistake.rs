//! Wrong use in words: clap's kinds of error as sentences, with its suggestions and the usage.

use super::{SENTENCES, Said, help, side, words};
use crate::Lang;
use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::net::AddrParseError;
use std::num::{IntErrorKind, ParseIntError};

/// The key of a sentence, and its values.
type Sentence = (&'static str, Vec<(&'static str, String)>);

/// The stable name of what clap says: that of the value's parser, else the key of the mistake's sentence.
pub(super) fn code(error: &clap::Error) -> &str {
    if let Some(Said(text)) = said(error) {
        return &text.code;
    }
    match error.kind() {
        ErrorKind::DisplayHelp => "help",
        ErrorKind::DisplayVersion => "version",
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "usage-missing-command",
        _ => sentence(error, Lang::En).0,
    }
}

/// The words of the value's parser.
fn said(error: &clap::Error) -> Option<&Said> {
    error.source()?.downcast_ref()
}

/// A mistake in words, with what helps. `program` is what was typed wrongly.
pub(super) fn say(error: &clap::Error, program: &Command, lang: Lang) -> String {
    let label = |(key, values): Sentence| {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        SENTENCES.label(lang, key, &values)
    };
    let mut lines = vec![label(sentence(error, lang))];
    lines.extend(advice(error, lang).into_iter().map(label));
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        lines.extend(other_command(error, usage, program, lang).map(label));
        lines.extend(known_here(error, usage, program, lang).map(label));
        lines.push(String::new());
        lines.push(label((
            "usage-line",
            vec![("usage", help::usage(usage, lang))],
        )));
    }
    lines.push(label(("usage-see-help", Vec::new())));
    lines.join("\n")
}

/// The commands on the way to the one that was reached, with it: the usage begins with them, `Usage: madoguchi ticket add [OPTIONS]`.
fn reached<'a>(usage: &StyledStr, program: &'a Command) -> Vec<&'a Command> {
    let usage = usage.to_string();
    let path = usage.split_whitespace().skip(2);
    let path = path.map_while(|word| Some(word).filter(|word| !word.starts_with(['[', '<', '-'])));
    let mut reached = vec![program];
    for word in path {
        match reached
            .last()
            .and_then(|command| command.find_subcommand(word))
        {
            Some(command) => reached.push(command),
            None => return Vec::new(),
        }
    }
    reached
}

/// The command of the same group whose name was typed behind another one, as if it were an option of that.
fn other_command(
    error: &clap::Error,
    usage: &StyledStr,
    program: &Command,
    lang: Lang,
) -> Option<Sentence> {
    let typed = match error.kind() {
        ErrorKind::UnknownArgument => list(error, ContextKind::InvalidArg, lang),
        _ => return None,
    };
    let reached = reached(usage, program);
    let (_, groups) = reached.split_last()?;
    let other = groups.last()?.find_subcommand(&typed)?;
    let path = groups.iter().copied().chain([other]);
    let path: Vec<_> = path
        .map(|command| words::in_language(command, lang))
        .collect();
    Some((
        "usage-another-command",
        vec![("arg", typed), ("command", path.join(" "))],
    ))
}

/// The commands or options of which one may have been meant.
fn known_here(
    error: &clap::Error,
    usage: &StyledStr,
    program: &Command,
    lang: Lang,
) -> Option<Sentence> {
    let reached = reached(usage, program).last().copied();
    let (key, known) = match error.kind() {
        ErrorKind::InvalidSubcommand => (
            "usage-known-commands",
            words::of_commands_in(reached?, lang).join(&SENTENCES.label(lang, "usage-list", &[])),
        ),
        ErrorKind::UnknownArgument => ("usage-known-options", help::options(reached?, lang)),
        _ => return None,
    };
    (!known.is_empty()).then(|| (key, vec![("known", known)]))
}

fn sentence(error: &clap::Error, lang: Lang) -> Sentence {
    let of = |kind| list(error, kind, lang);
    let arg = || ("arg", of(ContextKind::InvalidArg));
    match error.kind() {
        ErrorKind::UnknownArgument => ("usage-unknown-argument", vec![arg()]),
        ErrorKind::InvalidSubcommand => {
            let command = of(ContextKind::InvalidSubcommand);
            ("usage-unknown-command", vec![("command", command)])
        }
        ErrorKind::MissingRequiredArgument => (
            "usage-missing-argument",
            vec![("missing", of(ContextKind::InvalidArg))],
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let command = of(ContextKind::InvalidSubcommand);
            let known = of(ContextKind::ValidSubcommand);
            (
                "usage-missing-command",
                vec![("command", command), ("known", known)],
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => bad_value(error, lang),
        ErrorKind::ArgumentConflict => conflict(error, lang),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            ("usage-values", vec![arg()])
        }
        ErrorKind::NoEquals => ("usage-equals", vec![arg()]),
        ErrorKind::InvalidUtf8 => ("usage-not-text", Vec::new()),
        _ => (
            "usage-failed",
            vec![("detail", error.to_string().trim_end().to_owned())],
        ),
    }
}

fn conflict(error: &clap::Error, lang: Lang) -> Sentence {
    let of = |kind| list(error, kind, lang);
    let arg = match of(ContextKind::InvalidArg) {
        none if none.is_empty() => of(ContextKind::InvalidSubcommand),
        arg => arg,
    };
    let others = of(ContextKind::PriorArg);
    match others == arg || others.is_empty() {
        true => ("usage-twice", vec![("arg", arg)]),
        false => ("usage-conflict", vec![("arg", arg), ("others", others)]),
    }
}

/// A value that is not possible: why, as far as its parser says it in this language.
fn bad_value(error: &clap::Error, lang: Lang) -> Sentence {
    let of = |kind| list(error, kind, lang);
    let mut values = vec![
        ("arg", of(ContextKind::InvalidArg)),
        ("value", of(ContextKind::InvalidValue)),
    ];
    let known = of(ContextKind::ValidValue);
    let is_there = !values[1].1.is_empty();
    if !known.is_empty() {
        values.push(("known", known));
    }
    let Some(source) = error.source() else {
        let key = match (is_there, values.len() > 2) {
            (true, true) => "usage-bad-value-known",
            (true, false) => "usage-bad-value",
            (false, true) => "usage-missing-value-known",
            (false, false) => "usage-missing-value",
        };
        return (key, values);
    };
    if let Some(why) = source.downcast_ref::<ParseIntError>() {
        return match why.kind() {
            IntErrorKind::PosOverflow => ("usage-number-too-large", values),
            _ => ("usage-not-a-number", values),
        };
    }
    if source.is::<AddrParseError>() {
        return ("usage-not-an-address", values);
    }
    let why = source.to_string();
    if let Some((given, least, most)) = range(&why) {
        let open = [
            i64::MAX.to_string(),
            u64::MAX.to_string(),
            u32::MAX.to_string(),
        ];
        let is_open = open.iter().any(|open| open == most);
        let number = |text: &str| text.parse::<i128>().ok();
        if is_open && number(given) > number(most) {
            return ("usage-number-too-large", values);
        }
        values.push(("least", least.to_owned()));
        if is_open {
            return ("usage-too-small", values);
        }
        values.push(("most", most.to_owned()));
        return ("usage-out-of-range", values);
    }
    let why = match said(error) {
        Some(Said(text)) => lang.of(text),
        None => side(&why, lang).unwrap_or(&why),
    };
    values.push(("why", why.to_owned()));
    ("usage-bad-value-why", values)
}

/// The range in clap's own words, which it says in English alone: `7 is not in 1..=3`.
fn range(why: &str) -> Option<(&str, &str, &str)> {
    let (given, range) = why.split_once(" is not in ")?;
    let (least, most) = range.split_once("..")?;
    Some((given, least, most.trim_start_matches('=')))
}

/// What clap suggests. Its longer suggestions are English sentences, of which only what is quoted is taken.
fn advice(error: &clap::Error, lang: Lang) -> Vec<Sentence> {
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let short = kinds.into_iter().map(|kind| list(error, kind, lang));
    let mut advice: Vec<Sentence> = short
        .filter(|known| !known.is_empty())
        .map(|known| ("usage-did-you-mean", vec![("known", known)]))
        .collect();
    if let Some(ContextValue::StyledStrs(longer)) = error.get(ContextKind::Suggested) {
        advice.extend(longer.iter().filter_map(longer_advice));
    }
    advice
}

fn longer_advice(english: &StyledStr) -> Option<Sentence> {
    let english = english.to_string();
    let quoted: Vec<_> = english
        .split('\'')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    let first = quoted.first()?.clone();
    Some(match quoted.last() {
        Some(form) if english.starts_with("to pass") => (
            "usage-as-value",
            vec![("arg", first), ("form", form.clone())],
        ),
        _ if english.contains("exists;") => ("usage-remove-dashes", vec![("command", first)]),
        _ => ("usage-did-you-mean", vec![("known", first)]),
    })
}

/// What an error says of one kind, as a list in one line; empty where it says nothing.
fn list(error: &clap::Error, kind: ContextKind, lang: Lang) -> String {
    let list = match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(several)) => {
            several.join(&SENTENCES.label(lang, "usage-list", &[]))
        }
        _ => return String::new(),
    };
    let is_option = matches!(kind, ContextKind::InvalidArg | ContextKind::PriorArg);
    // What is no option stays as it was typed.
    match lang {
        Lang::Ja if is_option && error.kind() != ErrorKind::UnknownArgument => {
            words::in_options(&list)
        }
        _ => list,
    }
}
