//! Commands that sentences quote: whoever types one as it stands there is understood.
//!
//! Sentences of both languages quote the English words, as scripts and support at the telephone do; that each command can be typed in
//! Japanese, too, is told by `--help`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::cli::args::Cli;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The folders with sentences of all programs, from this crate's.
const FOLDERS: [&str; 5] = [
    "texts",
    "../agent/texts",
    "../licensing/texts",
    "../licensing/vendor/texts",
    "../proto/texts/texts",
];

/// What stands for a value, and such a value. Longer words come before those that they contain.
const VALUES: [(&str, &str); 31] = [
    ("--unit 窓口", "--unit A"),
    ("--unit COUNTER", "--unit A"),
    ("写真.jpg", "a.jpg"),
    ("PHOTO.jpg", "a.jpg"),
    ("{ $number }", "12"),
    ("{ $unit }", "CR-2024-0001"),
    ("{ $serial }", "CR-2024-0001"),
    ("{ $old }", "CR-2024-0001"),
    ("{ $nth }", "1"),
    ("{ $by }", "CR-2024-0009"),
    ("{ $need }", "seated"),
    ("条件", "seated"),
    ("方法", "paper"),
    ("新しい名前", "A"),
    ("受付番号", "12"),
    ("確認の番号", "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"),
    ("新しい製造番号", "CR-2024-0009"),
    ("製造番号", "CR-2024-0001"),
    ("番号", "12"),
    ("ファイル", "a.file"),
    ("コード", "MDG-0204"),
    ("フォルダー", "a.folder"),
    ("NUMBER", "12"),
    ("NAME", "A"),
    ("NEED", "seated"),
    ("WAY", "paper"),
    ("SESSION", "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"),
    ("SERIAL", "CR-2024-0001"),
    ("FILE", "a.file"),
    ("CODE", "MDG-0204"),
    ("FOLDER", "a.folder"),
];

/// The signs between which a command stands.
const QUOTES: [(char, char); 5] = [
    ('「', '」'),
    ('（', '）'),
    ('"', '"'),
    ('(', ')'),
    ('`', '`'),
];

/// The sentences of a language, by file and key, and those of the fault catalogue.
fn sentences(lang: &str) -> BTreeMap<String, String> {
    let mut sentences = BTreeMap::new();
    for folder in FOLDERS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let rest = name.strip_prefix(lang);
            let Some(rest) = rest.filter(|rest| rest.ends_with(".ftl")) else {
                continue;
            };
            let file = path.parent().unwrap().join(rest).display().to_string();
            let content = fs::read_to_string(&path).unwrap();
            for line in content.lines().filter(|line| !line.starts_with('#')) {
                if let Some((key, words)) = line.split_once(" = ") {
                    sentences.insert(format!("{file}: {key}"), words.to_owned());
                }
            }
        }
    }
    for fault in madoguchi_faults::all() {
        for (part, words) in [("text", fault.text), ("todo", fault.todo)] {
            let words = if lang == "ja" { words.ja } else { words.en };
            sentences.insert(format!("{} {part}", fault.code), words.to_owned());
        }
    }
    sentences
}

/// The commands of the program that a sentence quotes, or what is wrong with how it quotes one.
fn commands(words: &str) -> Result<Vec<&str>, String> {
    if !words.contains("madoguchi ") {
        return Ok(Vec::new());
    }
    let known: Vec<_> = Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let is_known = |rest: &str| {
        let word = rest.split(|c: char| !c.is_ascii_lowercase()).next();
        known.iter().any(|name| Some(name.as_str()) == word)
    };
    let mut commands = Vec::new();
    for (at, name) in words.match_indices("madoguchi ") {
        let before = words[..at].chars().next_back();
        let rest = &words[at + name.len()..];
        let quote = QUOTES.iter().find(|(open, _)| Some(*open) == before);
        let command = match quote {
            Some((_, close)) => rest.split(*close).next(),
            None if words[..at].ends_with(": ") && is_known(rest) => Some(rest),
            None => None,
        };
        match command {
            Some(command) => commands.push(command),
            None if is_known(rest) => return Err(format!("without quotes: {rest}")),
            // The program's name in a sentence.
            None => {}
        }
    }
    Ok(commands)
}

/// A command as somebody types it who has the values.
fn typed(command: &str) -> String {
    let whole = |command: String, (sign, value): &(&str, &str)| command.replace(sign, value);
    let typed = VALUES.iter().fold(command.to_owned(), whole);
    let words = typed.split(' ').map(|word| match word {
        "N" => "12",
        "NEW" => "CR-2024-0009",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether the command line takes it. One that is only named ("madoguchi ticket reopen") may lack what has to follow.
fn check(command: &str) -> Result<(), String> {
    let typed = typed(command);
    let words = std::iter::once("madoguchi").chain(typed.split_whitespace());
    let only_named = command
        .chars()
        .all(|c| c.is_ascii_lowercase() || " -".contains(c));
    match Cli::try_parse_from(words) {
        Ok(_) => Ok(()),
        Err(error) if only_named && error.kind() == ErrorKind::MissingRequiredArgument => Ok(()),
        Err(error) => Err(format!("{typed}: {error}")),
    }
}

#[test]
fn every_command_that_a_sentence_quotes_can_be_typed_as_it_stands_there() {
    let (mut quoted, mut wrong) = (0, Vec::new());
    for lang in ["ja", "en"] {
        for (key, words) in sentences(lang) {
            match commands(&words) {
                Ok(commands) => {
                    quoted += commands.len();
                    let checked = commands.iter().filter_map(|command| check(command).err());
                    wrong.extend(checked.map(|why| format!("{lang} {key}: {why}")));
                }
                Err(why) => wrong.push(format!("{lang} {key}: {why}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(quoted > 200, "only {quoted} were found");
}

#[test]
fn a_sentence_quotes_the_same_commands_in_both_languages() {
    let english = sentences("en");
    let quoted = |words: &str| {
        let mut commands: Vec<_> = commands(words).unwrap().into_iter().map(typed).collect();
        commands.sort();
        commands
    };
    for (key, japanese) in sentences("ja") {
        assert_eq!(quoted(&japanese), quoted(&english[&key]), "{key}");
    }
}

#[test]
fn what_cannot_be_typed_is_found() {
    for wrong in [
        "Run \"madoguchi ticket remove 12\".",
        "Run \"madoguchi unit pause { $unit } --nou\".",
        "Run \"madoguchi ticket bind NUMBER --session NUMBER\".",
        "「madoguchi 受付 追加」を実行してください。",
    ] {
        let commands = commands(wrong).unwrap();
        assert!(
            commands.iter().any(|command| check(command).is_err()),
            "{wrong}"
        );
    }
    assert!(commands("Start madoguchi serve again.").is_err());
    assert_eq!(commands("Start madoguchi again."), Ok(Vec::new()));
}
